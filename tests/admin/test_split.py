"""Taking a row apart by its mentions, with a preview, and putting it together again."""

import pytest
from django.test import Client

from articles.models import Decision, Person
from tests.admin.worlds import client_of, keep_world, nouns, page_of, person
from tests.kept import kept

pytestmark = pytest.mark.django_db


world = kept(keep_world)


@pytest.fixture
def client() -> Client:
    return client_of("curator")


def address(row: Person) -> str:
    return f"/admin/articles/person/split/{row.key}/"


def mentions(row: Person) -> list[str]:
    return list(row.witnesses.filter(kind="person").order_by("article__published_on").values_list("key", flat=True))


def test_the_mentions_are_shown_with_their_posts(client: Client) -> None:
    page = page_of(client, address(person("祁连山")))
    assert page.count('name="mention"') == 2
    assert "丁戊区委副书记" in page
    assert " checked" not in page


@pytest.mark.parametrize(
    ("query", "ticked"), [({"year": "2024"}, 2), ({"year": "2023"}, 0), ({"body": "丁戊区委"}, 2), ({"body": "甲"}, 0)]
)
def test_a_year_or_a_body_ticks_its_mentions(client: Client, query: dict[str, str], ticked: int) -> None:
    assert page_of(client, address(person("祁连山")), **query).count(" checked") == ticked


def test_a_split_is_looked_at_decided_and_withdrawn(client: Client) -> None:
    row = person("祁连山")
    chosen = mentions(row)[1]
    before = nouns()
    page = client.post(address(row), {"mention": chosen}).content.decode()
    assert "What becomes of the fields" in page
    assert nouns() == before
    client.post(address(row), {"mention": chosen, "sure": "yes", "why": "另一人"})
    assert Person.objects.filter(name="祁连山").count() == 2
    decision = Decision.objects.get()
    assert (decision.kind, decision.why) == ("different", "另一人")
    client.post("/admin/articles/decision/undo-batch/", {"batch": decision.batch})
    assert nouns() == before


@pytest.mark.parametrize("which", ["none", "all", "another's"])
def test_some_have_to_be_chosen(client: Client, which: str) -> None:
    row = person("祁连山")
    chosen = {"none": [], "all": mentions(row), "another's": mentions(person("柳望舒"))[:1]}[which]
    page = client.post(address(row), {"mention": chosen}).content.decode()
    assert "Nothing was decided" in page
    assert client.post(address(row), {"mention": chosen, "sure": "yes"}).status_code == 302
    assert not Decision.objects.exists()
