"""Rows by characters, pinyin and initials, the best match first; only for those who may see them."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Organization, Person
from articles.pipeline.spelling import spell
from articles.store.choosing import after, named_like
from tests.admin.rows import HOSTILE

pytestmark = pytest.mark.django_db
PEOPLE = {"柳望舒": 3, "柳望": 1, "杨柳": 9, "刘望山": 2, "单于明": 1, "石渠": 5}
CHOOSE = "/admin/articles/person/choose/"


@pytest.fixture
def people() -> None:
    for number, (name, articles) in enumerate(PEOPLE.items()):
        pinyin, initials = spell(name, person=True)
        Person.objects.create(key=f"person{number}", name=name, pinyin=pinyin, initials=initials, articles_count=articles)
    Person.objects.filter(name="石渠").update(other_names=["石大渠"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("柳", ["柳望舒", "柳望", "杨柳"]),
        ("柳望", ["柳望", "柳望舒"]),
        ("望", ["柳望舒", "刘望山", "柳望"]),
        ("liuw", ["柳望舒", "刘望山", "柳望"]),
        ("lws", ["柳望舒", "刘望山"]),
        ("LWS", ["柳望舒", "刘望山"]),
        ("lw", ["柳望", "柳望舒", "刘望山"]),
        ("liu wang shan", ["刘望山"]),
        ("大渠", ["石渠"]),
        ("person2", ["杨柳"]),
        ("z", []),
        ("w", []),
        ("%", []),
        ("_", []),
        ("\\", []),
    ],
)
def test_what_is_typed_finds_who_is_meant(people: None, typed: str, found: list[str]) -> None:
    assert [row.name for row in named_like(Person.objects.all(), typed)] == found


def test_nothing_typed_gives_all(people: None, administrator: Client) -> None:
    assert len(administrator.get(CHOOSE).json()["results"]) == len(PEOPLE)


def test_the_answer_holds_no_hidden_characters(administrator: Client) -> None:
    Person.objects.create(key="bad", name=HOSTILE)
    [one] = administrator.get(CHOOSE, {"term": "alert"}).json()["results"] or administrator.get(CHOOSE).json()["results"]
    assert one["text"].isprintable()


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "99999", "²", "9" * 30])
def test_an_odd_page_gives_no_error(people: None, administrator: Client, page: str) -> None:
    assert administrator.get(CHOOSE, {"term": "柳", "page": page}).status_code == 200


def test_more_than_a_page_is_said(administrator: Client) -> None:
    for number in range(45):
        Person.objects.create(key=f"p{number}", name="柳某", pinyin="liumou", initials="lm")
    pages = [administrator.get(CHOOSE, {"term": "liu", "page": str(page)}).json() for page in (1, 2, 3)]
    assert [len(page["results"]) for page in pages] == [20, 20, 5]
    assert [page["pagination"]["more"] for page in pages] == [True, True, False]
    assert len({row["id"] for page in pages for row in page["results"]}) == 45


def test_only_those_who_may_see_the_noun_are_offered_its_rows(people: None, staff: Client, anonymous: Client) -> None:
    assert staff.get(CHOOSE).status_code == 403
    assert anonymous.get(CHOOSE).status_code == 302
    assert staff.get("/admin/articles/person/", {"q": "柳"}).status_code == 403


def test_the_admins_own_autocomplete_and_the_lists_find_the_same(people: None, administrator: Client) -> None:
    asked = {"app_label": "articles", "model_name": "tenure", "field_name": "person", "term": "lws"}
    assert [row["text"] for row in administrator.get("/admin/autocomplete/", asked).json()["results"]] == ["柳望舒", "刘望山"]
    rows: Any = administrator.get("/admin/articles/person/", {"q": "lws"}).context["cl"].result_list
    assert [row.name for row in rows] == ["柳望舒", "刘望山"]


def test_bodies_are_found_by_letters_within_their_names() -> None:
    pinyin, initials = spell("丁戊CCF中心")
    Organization.objects.create(key="ccf", name="丁戊CCF中心", pinyin=pinyin, initials=initials)
    for typed in ("CCF", "dwccf", "dingwu", "中心", "CCF中"):
        assert [row.key for row in named_like(Organization.objects.all(), typed)] == ["ccf"], typed


@pytest.mark.parametrize("letters", ["a", "li", "lz", "az9", "zz", "9", "z", "l9z"])
def test_the_range_holds_all_that_begins_so(letters: str) -> None:
    for longer in (letters, letters + "0", letters + "zzz", letters + "a"):
        assert longer >= letters
        assert not after(letters) or longer < after(letters)
