"""Merging, with its preview, and back again; telling namesakes apart."""

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Decision, Meeting, Organization, Person
from articles.store.deciding import merge, separate
from articles.store.rehearsing import rehearse
from tests.admin.worlds import change, client_of, keep_world, nouns, page_of, person
from tests.kept import kept

pytestmark = pytest.mark.django_db
PAIR = ("柳望舒", "柳望书")


world = kept(keep_world)


@pytest.fixture
def client() -> Client:
    return client_of("curator")


def keys() -> list[str]:
    return [person(name).key for name in PAIR]


def test_the_list_leads_to_a_preview_and_the_preview_writes_nothing(client: Client) -> None:
    chosen = [person(name).pk for name in PAIR]
    before = nouns()
    answer = client.post("/admin/articles/person/", {"action": "merge_chosen", "_selected_action": chosen}, follow=True)
    page = answer.content.decode()
    assert "What becomes of the fields" in page
    for words in ("丁戊区委 书记", "丁戊区政协 主席", "招商座谈会"):
        assert words in page, words
    assert nouns() == before
    assert not Decision.objects.exists()


def test_the_preview_tells_what_comes_of_it(client: Client) -> None:
    rows = [person(name) for name in PAIR]
    found = rehearse("person", keys(), lambda: merge(rows, by="甲"), withheld=True)
    assert [row.name for row in found.before] == [row.name for row in sorted(rows, key=lambda row: row.key)]
    assert len(found.after) == 1
    for sort in ("mentions", "tenures", "attendances", "statements"):
        assert sum(row.facts[sort][0] for row in found.before) == found.after[0].facts[sort][0], sort
    merged = merge(rows, by="甲")
    row = Person.objects.get(witnesses__key=rows[0].key)
    assert (row.name, row.articles_count) == (found.after[0].name, found.after[0].fields["articles_count"])
    assert merged.standing


def test_a_merge_is_confirmed_told_and_withdrawn(client: Client) -> None:
    before = nouns()
    answer = client.post("/admin/articles/person/merge/", {"key": keys(), "sure": "yes", "why": "同一人"})
    decision = Decision.objects.get()
    assert (decision.kind, decision.by, decision.why) == ("same", "a-curator", "同一人")
    assert Person.objects.count() == 2
    merged = Person.objects.get(name__in=PAIR)
    page = page_of(client, f"/admin/articles/person/{merged.pk}/history/")
    assert "one and the same" in page
    undo = f"/admin/articles/decision/{decision.pk}/undo/"
    assert undo in page
    page = page_of(client, undo)
    assert "What comes back" in page
    assert all(name in page for name in PAIR)
    client.post(undo, {"why": "看错了"})
    assert nouns() == before
    assert answer.status_code == 302


def test_the_undo_that_the_message_offers_has_the_same_preview(client: Client) -> None:
    answer = client.post("/admin/articles/person/merge/", {"key": keys(), "sure": "yes"}, follow=True)
    offered = re.findall(r'href="(/admin/articles/decision/undo-batch/[^"]+)"', answer.content.decode())
    assert "What comes back" in page_of(client, offered[0].replace("&amp;", "&"))


def test_an_old_id_leads_on_and_says_why(client: Client) -> None:
    one, other = keys()
    client.post("/admin/articles/person/merge/", {"key": [one, other], "sure": "yes", "why": "同一人"})
    gone = ({one, other} - {Person.objects.get(name__in=PAIR).key}).pop()
    answer = client.get(f"/admin/articles/person/by-key/{gone}/", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0] == change(Person.objects.get(name__in=PAIR))
    assert f"You asked for {gone}." in page
    assert "同一人" in page
    assert client.get("/admin/articles/person/by-key/0000000000000000/").status_code == 404


def test_another_one_is_looked_for_from_the_page(client: Client) -> None:
    row = person("柳望舒")
    address = f"/admin/articles/person/merge-with/{row.key}/"
    page = page_of(client, address, q="lws")
    assert "柳望书" in page
    assert "丁戊区政协 主席" in page
    assert f'value="{row.key}"' not in page
    answer = client.get(address, {"key": person("柳望书").key})
    assert answer["Location"].count("key=") == 2


@pytest.mark.parametrize("number", [0, 1])
def test_it_takes_two(client: Client, number: int) -> None:
    answer = client.post("/admin/articles/person/merge/", {"key": keys()[:number], "sure": "yes"})
    assert answer.status_code == 302
    assert not Decision.objects.exists()


def test_bodies_and_meetings_merge_as_well(client: Client) -> None:
    both: list[Any] = [Organization, Meeting]
    for model in both:
        rows = list(model.objects.all())
        chosen = [row.key for row in rows]
        name = model._meta.model_name
        assert "What becomes of the fields" in page_of(client, f"/admin/articles/{name}/merge/", key=chosen)
        client.post(f"/admin/articles/{name}/merge/", {"key": chosen, "sure": "yes"})
        assert model.objects.count() == 1


def test_a_merge_against_a_standing_judgement_says_so(client: Client) -> None:
    rows = [person(name) for name in PAIR]
    separate(*rows, by="乙", why="两人")
    page = page_of(client, "/admin/articles/person/merge/", key=keys())
    assert "Nothing would become of it" in page or "What becomes of the fields" in page


def test_namesakes_are_told_apart_on_the_page(client: Client) -> None:
    one, other = (person(name) for name in PAIR)
    sent = {"one": one.key, "other": other.key, "next": f"{change(one)}#namesakes", "why": "两人"}
    assert client.post("/admin/articles/person/separate/", sent)["Location"] == sent["next"]
    assert Decision.objects.get().kind == "different"
    assert client.get("/admin/articles/person/separate/").status_code == 400


def test_namesakes_say_why_they_are_apart(client: Client) -> None:
    one, other = (person(name) for name in PAIR)
    Person.objects.filter(pk=other.pk).update(name=one.name)
    page = page_of(client, change(one))
    section = page[page.index('id="namesakes"') :].partition("</section>")[0]
    assert "nothing ties them" in section
    assert "Not the same" in section
    separate(one, Person.objects.get(pk=other.pk), by="乙", why="年龄不合")
    Person.objects.filter(pk=other.pk).update(name=one.name)
    page = page_of(client, change(Person.objects.get(pk=one.pk)))
    section = page[page.index('id="namesakes"') :].partition("</section>")[0]
    assert "年龄不合" in section
    assert "Not the same" not in section
