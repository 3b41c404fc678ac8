"""The review queue's pages: who may, what they show, what a form or the script sends, and what hostile captures do there."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from articles.models import Article, Decision, Finding, Lease, Person, Witness
from articles.store import deciding
from tests.admin.rows import HOSTILE, make_article
from tests.admin.test_hostile import ACTIVE
from tests.kept import kept
from tests.store.told import WORLD, forget_everything, keep

pytestmark = pytest.mark.django_db
REVIEW = "/admin/articles/witness/review/"
SCRIPT = {"accept": "application/json"}
ADDRESSES = [("get", ""), ("get", "next/"), ("get", "capture/"), ("post", "answer/"), ("post", "undo/"), ("post", "leases/")]


def client_of(role: str, name: str) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


world = kept(lambda patch: keep(WORLD, patch), autouse=False)


@pytest.fixture
def curator(db: None) -> Client:
    return client_of("curator", "editor")


def page(client: Client, **query: str) -> str:
    response = client.get(REVIEW, query)
    assert response.status_code == 200
    return response.content.decode()


def form_of(text: str) -> dict[str, Any]:
    """What the item's form would send, without an answer."""
    item = text[text.index('class="review-item"') :]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', item))
    hidden = {name: value.replace("&amp;", "&") for name, value in hidden.items()}
    return hidden | {"word": re.findall(r'name="word" value="([^"]+)" checked', item)}


def post_item(world: None) -> Witness:
    return Witness.objects.filter(kind="post", values__person="柳望舒").order_by("key")[0]


def name_of(row: Witness) -> str:
    return f"post:{row.tenure_id}"


@pytest.mark.parametrize(("method", "name"), ADDRESSES)
def test_only_those_who_decide_come_in(anonymous: Client, staff: Client, world: None, method: str, name: str) -> None:
    ask = getattr(anonymous, method)
    assert ask(REVIEW + name)["Location"].startswith("/admin/login/")
    for client in (staff, client_of("viewer", "reader")):
        assert getattr(client, method)(REVIEW + name).status_code == 403
    for role in ("curator", "administrator"):
        assert getattr(client_of(role, f"a {role}"), method)(REVIEW + name).status_code in (200, 302, 400)


@pytest.mark.parametrize(("method", "name"), ADDRESSES)
def test_each_address_takes_its_own_method_only(curator: Client, method: str, name: str) -> None:
    other = {"get": "post", "post": "get"}[method]
    assert getattr(curator, other)(REVIEW + name).status_code == 405


def test_an_answer_needs_the_forms_token(world: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("boss"))
    for name in ("answer/", "undo/", "leases/"):
        assert client.post(REVIEW + name).status_code == 403


def test_the_item_shows_fact_reason_text_and_what_is_known(curator: Client, world: None) -> None:
    row = post_item(world)
    text = page(curator, item=name_of(row))
    assert "柳望舒 is 书记 of 丁戊区委" in text
    assert "the page says so" in text
    assert '<mark class="fact">书记</mark>' in text
    assert "2 of a kind" in text
    assert text.count('name="word"') == 2
    assert "2024-03-01 - 2024-05-01" in text


def test_it_speaks_chinese(curator: Client, world: None) -> None:
    text = curator.get(REVIEW, {"item": name_of(post_item(world))}, headers={"accept-language": "zh-hans"}).content.decode()
    assert "文中写明" in text


def test_two_curators_get_different_items(curator: Client, world: None) -> None:
    other = client_of("curator", "other")
    one, two = (form_of(page(client))["item"] for client in (curator, other))
    assert one != two
    assert f"{Lease.objects.get(item=one).by}, {Lease.objects.get(item=two).by}" == "editor, other"
    assert "somebody else has it" in page(other, item=one)


def test_a_plain_form_accepts_and_leads_to_the_next(curator: Client, world: None) -> None:
    sent = form_of(page(curator, kind="post"))
    response = curator.post(f"{REVIEW}answer/", {**sent, "answer": "accept"})
    assert response.status_code == 302
    assert "kind=post" in response["Location"]
    assert Witness.objects.filter(key__in=sent["word"], status="accepted").count() == len(sent["word"]) > 0
    after = form_of(curator.get(response["Location"]).content.decode())
    assert after["item"] != sent["item"]
    assert not Lease.objects.filter(item=sent["item"]).exists()


def test_a_reason_is_kept(curator: Client, world: None) -> None:
    sent = form_of(page(curator, kind="post"))
    curator.post(f"{REVIEW}answer/", {**sent, "answer": "reject", "reason": "It is no name.", "why": "地名"}, headers=SCRIPT)
    assert set(Decision.objects.values_list("kind", "why")) == {("reject", "It is no name. 地名")}


def test_only_what_was_changed_is_corrected(curator: Client, world: None) -> None:
    row = post_item(world)
    sent = form_of(page(curator, item=name_of(row)))
    fields = {name.replace("was-", "value-"): value for name, value in sent.items() if name.startswith("was-")}
    assert fields == {"value-person": "柳望舒", "value-organization": "丁戊区委", "value-title": "书记", "value-former": ""}
    unchanged = curator.post(f"{REVIEW}answer/", {**sent, **fields, "answer": "correct"}, headers=SCRIPT)
    assert (unchanged.status_code, Decision.objects.count()) == (400, 0)
    curator.post(
        f"{REVIEW}answer/", {**sent, **fields, "value-title": "代书记", "value-former": "yes", "answer": "correct"}, headers=SCRIPT
    )
    assert list(Decision.objects.values_list("values", flat=True)) == [{"title": "代书记", "former": True}] * 2


def test_a_value_that_cannot_be_kept_is_refused_at_its_field(curator: Client, world: None) -> None:
    row = Witness.objects.filter(kind="meeting")[0]
    sent = {**form_of(page(curator, item=f"meeting:{row.meeting_id}")), "answer": "correct", "value-date": "soon"}
    sent |= {name.replace("was-", "value-"): value for name, value in sent.items() if name in ("was-name", "was-place", "was-kind")}
    told = curator.post(f"{REVIEW}answer/", sent, headers=SCRIPT)
    assert (told.status_code, told.json()["field"]) == (400, "date")
    assert "Date: write the date as" in curator.post(f"{REVIEW}answer/", sent, follow=True).content.decode()
    fact = {"was-date": "", "value-date": "soon", "decision": ""}
    addresses = (f"/admin/articles/article/{row.article_id}/fact/{row.key}/", f"/admin/articles/witness/{row.pk}/change/")
    for address in addresses:
        assert 'class="field-wrong" role="alert">write the date as' in curator.post(address, fact).content.decode(), address
    assert not Decision.objects.exists()


def test_the_script_is_told_what_became_of_an_answer(curator: Client, world: None) -> None:
    sent = form_of(page(curator, kind="post"))
    done = curator.post(f"{REVIEW}answer/", {**sent, "answer": "accept"}, headers=SCRIPT)
    assert (done.status_code, done.json()["message"]) == (200, f"Decided ({len(sent['word'])}).")
    late = curator.post(f"{REVIEW}answer/", {**sent, "answer": "accept"}, headers=SCRIPT)
    assert late.status_code == 409
    senseless = curator.post(f"{REVIEW}answer/", {**sent, "answer": "marry"}, headers=SCRIPT)
    assert senseless.status_code in (400, 409)
    assert Decision.objects.filter(kind="accept").count() == len(sent["word"])


def test_the_next_item_comes_as_a_fragment(curator: Client, world: None) -> None:
    sent = form_of(page(curator))
    fragment = curator.get(f"{REVIEW}next/", {"after": sent["place"], "from": sent["item"]}).content.decode()
    assert fragment.lstrip().startswith('<section class="review-item"')
    assert form_of(fragment)["item"] != sent["item"]
    assert "<html" not in fragment


@pytest.mark.parametrize(("asked", "given"), [("3", 3), ("99", 6), ("-1", 1), ("x", 1), ("", 1)])
def test_several_items_come_at_once(curator: Client, world: None, asked: str, given: int) -> None:
    fragments = curator.get(f"{REVIEW}next/", {"number": asked}).content.decode()
    names = re.findall(r'data-item="([^"]+)"', fragments)
    assert len(set(names)) == len(names) == given
    assert set(Lease.objects.values_list("item", flat=True)) == set(names)


def test_the_last_items_come_with_the_end_of_the_queue(curator: Client, world: None) -> None:
    one, *rest = re.findall(r'data-place="([^"]+)"', curator.get(f"{REVIEW}next/", {"number": "6", "kind": "post"}).content.decode())
    fragments = curator.get(f"{REVIEW}next/", {"number": "6", "kind": "post", "after": one}).content.decode()
    assert fragments.count("<section") >= fragments.count('class="review-item"') + 1 == len(rest) + 1
    assert "The end of the queue" in fragments


def test_the_script_is_told_what_else_an_answer_settled(curator: Client, world: None) -> None:
    sent = form_of(page(curator, kind="post"))
    other = name_of(Witness.objects.filter(kind="post").exclude(key__in=sent["word"]).order_by("key")[0])
    ahead = [sent["item"], other, "post:0", "x" * 80]
    done = curator.post(f"{REVIEW}answer/", {**sent, "answer": "accept", "ahead": ahead}, headers=SCRIPT)
    assert done.json()["settled"] == sorted([sent["item"], "post:0"])
    undone = curator.post(f"{REVIEW}undo/", {"ahead": ahead}, headers=SCRIPT)
    assert (undone.json()["item"], undone.json()["settled"]) == (sent["item"], ["post:0"])


def test_undo_brings_the_item_back(curator: Client, world: None) -> None:
    sent = form_of(page(curator, kind="post"))
    curator.post(f"{REVIEW}answer/", {**sent, "answer": "accept"})
    undone = curator.post(f"{REVIEW}undo/", headers=SCRIPT)
    assert undone.json()["item"] == sent["item"]
    assert curator.post(f"{REVIEW}undo/", headers=SCRIPT).status_code == 400
    assert form_of(page(curator, item=sent["item"]))["word"] == sent["word"]


def test_leases_are_kept_and_left(curator: Client, world: None) -> None:
    name = form_of(page(curator))["item"]
    assert curator.post(f"{REVIEW}leases/", {"do": "keep", "item": name}).json() == {"items": [name]}
    curator.post(f"{REVIEW}leases/", {"do": "leave", "item": name})
    assert not Lease.objects.exists()
    assert curator.post(f"{REVIEW}leases/", {"do": "keep", "item": "x" * 80}).status_code == 400
    assert curator.post(f"{REVIEW}leases/", {"do": "sing", "item": name}).status_code == 400


def a_finding(kind: str, about: list[str], block: str, details: dict[str, Any] | None = None) -> str:
    Finding.objects.filter(kind=kind).delete()
    Finding.objects.create(key="f" * 16, kind=kind, block=block, about=about, details=details or {}, why={"zh": "甲", "en": "a reason"})
    return "finding:" + "f" * 16


@pytest.mark.parametrize(
    "kind", ["namesakes", "contradiction", "two_holders", "text_changed", "version_changed", "role_waiting", "no_home"]
)
def test_every_kind_of_finding_has_its_page(curator: Client, world: None, kind: str) -> None:
    one, other = Person.objects.filter(name__startswith="柳望").order_by("name")
    row, article = post_item(world), Article.objects.order_by("key")[0]
    about = {"namesakes": [one.key, other.key], "contradiction": [one.key, other.key], "role_waiting": [row.key]}
    about |= {"two_holders": [row.key, other.key, other.key], "text_changed": [row.key, "d" * 32, row.key]}
    details = {"title": "书记", "organization": row.organization.key, "features": [{"weight": 1.5, "zh": "同姓", "en": "one surname"}]}
    details |= {"old": {"title": "甲"}, "human": {"decision": "accept"}, "new": [{"title": "乙"}]}
    name = a_finding(kind, about.get(kind, [article.key]), article.key, details)
    text = page(curator, item=name)
    assert form_of(text)["item"] == name
    assert "a reason" in text
    answer = {"namesakes": "same", "contradiction": "different"}.get(kind, "stand")
    assert curator.post(f"{REVIEW}answer/", {"item": name, "answer": answer}, headers=SCRIPT).status_code == 200
    assert Decision.objects.count() == 1


def test_what_changed_under_a_decision_is_told_in_the_words_of_the_page(curator: Client, world: None) -> None:
    row = post_item(world)
    old = {"person": "柳望舒", "organization": "丁戊区委", "title": "书记", "former": False, "written": "x"}
    new = [{"person": "柳望舒", "title": "副书记", "former": True}, {"meeting": "座谈会", "role": "host"}]
    details = {"old": old, "human": {"decision": "accept"}, "new": new}
    name = a_finding("text_changed", [row.key, "d" * 32], row.article.key, details)
    text = page(curator, item=name)
    for words in ("title of the post: 书记", "decision: accept", "held formerly: yes", "role: host"):
        assert f"{words}</bdi>" in text
    assert "False" not in text
    assert "written" not in text
    assert text.count("The reader says now") == len(new)
    chinese = curator.get(REVIEW, {"item": name}, headers={"accept-language": "zh-hans"}).content.decode()
    assert "裁定: 确认" in chinese


def test_what_people_emptied_or_denied_is_told_too(curator: Client, world: None) -> None:
    row = post_item(world)
    human = {"decision": "correct", "former": False, "organization": ""}
    details = {"old": {"title": "书记", "former": True}, "human": human, "new": [{"title": "书记", "organization": ""}]}
    text = page(curator, item=a_finding("text_changed", [row.key, "d" * 32], row.article.key, details))
    for words in ("decision: correct", "held formerly: yes", "held formerly: no", "organization: -"):
        assert text.count(f"{words}</bdi>") == 1, words


def test_of_a_later_version_both_are_shown_side_by_side(curator: Client, world: None) -> None:
    one, other = Article.objects.order_by("key")[:2]
    text = page(curator, item=a_finding("version_changed", [one.key, other.key], "http://a.example.cn/1.html"))
    assert f"/admin/articles/article/{one.pk}/compare/{other.pk}/" in text
    gone = page(curator, item=a_finding("version_changed", [one.key, "f" * 16], "http://a.example.cn/1.html"))
    assert "/compare/" not in gone


def test_an_article_without_a_title_is_known_by_how_it_begins(curator: Client, world: None) -> None:
    row = post_item(world)
    Article.objects.filter(pk=row.article_id).update(title="")
    text = page(curator, item=name_of(row), article=row.article.key)
    assert f">{row.article.body[:23]}" in text
    assert "untitled" in text


def test_a_withheld_article_is_for_administrators_only(curator: Client, administrator: Client, world: None) -> None:
    article = Article.objects.get(published_on="2024-05-01")
    deciding.withhold(article, by="chief", why="私事")
    alone = Witness.objects.filter(article=article)[0]
    assert alone.key not in page(curator, article=article.key)
    assert curator.get(f"{REVIEW}capture/", {"word": alone.key}).content.decode().count("<mark") == 0
    assert 'class="review-item"' in page(administrator, article=article.key)


def test_hostile_words_are_shown_as_text(curator: Client, world: None) -> None:
    row = post_item(world)
    hostile = HOSTILE[:90]
    article = make_article(HOSTILE, HOSTILE * 3, title=HOSTILE, source=HOSTILE, published_on=HOSTILE[:30])
    values = {"person": hostile, "organization": hostile, "title": hostile, "former": False, "written": ""}
    Witness.objects.filter(pk=row.pk).update(
        article=article,
        values=values,
        names=[hostile] * 3,
        quote=hostile,
        rule=HOSTILE[:30],
        why={"zh": HOSTILE, "en": HOSTILE},
        start=3,
        end=40,
    )
    Person.objects.filter(name="柳望舒").update(name=hostile, other_names=[hostile])
    Witness.objects.filter(tenure=row.tenure_id).exclude(pk=row.pk).delete()
    text = page(curator, item=name_of(row), person=hostile, source=HOSTILE[:40], after=HOSTILE)
    texts = [page(curator, item=name_of(row)), text, curator.get(f"{REVIEW}capture/", {"word": row.key}, headers=SCRIPT).content.decode()]
    assert "⟨U+202E⟩" in texts[0]
    for shown in texts:
        assert ACTIVE.findall(shown) == []


@pytest.mark.parametrize(
    "query", [{"after": "1~2~nan~x"}, {"after": "~~~"}, {"item": "post:x\0"}, {"kind": "\0"}, {"person": "\0"}, {"least": "9e99"}]
)
def test_senseless_addresses_show_the_queue(curator: Client, world: None, query: dict[str, str]) -> None:
    assert 'class="review-item"' in page(curator, **query)


def test_an_empty_queue_says_what_that_means(curator: Client) -> None:
    forget_everything()
    assert "Nothing waits" in page(curator)
    assert "passes these filters" in page(curator, kind="post")


def test_the_end_of_the_queue_leads_back_to_its_top(curator: Client, world: None) -> None:
    text = page(curator, after="2~9~0~zz")
    assert "The end of the queue" in text
    assert f'href="{REVIEW}?"' in text


def test_the_number_of_queries_is_bounded(curator: Client, world: None, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for row in Witness.objects.filter(kind="post"):
        with django_assert_max_num_queries(30):
            page(curator, item=name_of(row))
    place = form_of(page(curator, kind="post"))["place"]
    with django_assert_max_num_queries(28):
        curator.get(f"{REVIEW}next/", {"after": place})


def test_the_index_leads_to_the_queue(curator: Client) -> None:
    assert "/admin/articles/witness/" in curator.get("/admin/").content.decode()
    assert curator.get("/admin/articles/witness/")["Location"] == REVIEW
