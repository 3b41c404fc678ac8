"""The first page: every number is right and leads to its list, in a bounded number of queries."""

import re

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from articles.models import Article
from articles.store.deciding import accept, withhold
from articles.store.keeping import kinds_of
from tests.admin.rows import make_article, make_hostile_article, make_repaired_article, make_some_of_each
from tests.admin.told import in_role, read_page

pytestmark = pytest.mark.django_db


def home(client: Client) -> str:
    response = client.get("/admin/")
    assert response.status_code == 200
    return response.content.decode().replace("&amp;", "&")


def number_at(page: str, address: str) -> int:
    found = re.search(rf'href="{re.escape(address)}">([0-9,+]+)<', page)
    return 0 if found is None else int(found[1])


def test_what_waits() -> None:
    article, curator = read_page(), in_role("curator")
    address = "/admin/articles/witness/review/?kind=post"
    posts = article.witnesses.filter(kind="post")
    assert number_at(home(curator), address) == posts.count() > 0
    accept(list(posts[:1]), by="curator")
    assert number_at(home(curator), address) == posts.count() - 1
    withhold(posts.last(), by="curator", why="当事人要求")  # type: ignore[arg-type]
    assert number_at(home(curator), address) == posts.count() - 2
    assert number_at(home(in_role("administrator")), address) == posts.count() - 1
    assert "What waits to be decided" not in home(in_role("viewer"))


def test_every_number_leads_to_a_list_of_as_many() -> None:
    make_repaired_article()
    make_hostile_article()
    for number in range(3):
        make_article(f"{number} 甲乙丙丁。", source="石渠日报", published_on=f"2024-0{1 + number // 2}-12")
    viewer = in_role("viewer")
    page = home(viewer)
    links = re.findall(r'href="(/admin/articles/article/\?[^"]+)">([0-9]+)<', page)
    assert {"warning=hijacked_name", "proof=likely"} <= {address.partition("?")[2] for address, _number in links}
    assert ("/admin/articles/article/?outlet__exact=%E7%9F%B3%E6%B8%A0%E6%97%A5%E6%8A%A5&month__exact=2024-01", "2") in links
    for address, number in links:
        if "script" not in address:
            assert f"{number} article" in viewer.get(address).content.decode(), address


def test_what_is_withheld_is_not_counted() -> None:
    article = make_repaired_article()
    Article.objects.filter(pk=article.pk).update(withheld=True)
    assert number_at(home(in_role("viewer")), "/admin/articles/article/?warning=hijacked_name") == 0
    assert number_at(home(in_role("administrator")), "/admin/articles/article/?warning=hijacked_name") == 1


def test_an_empty_house() -> None:
    page = home(in_role("curator"))
    for words in ("Nothing waits.", "Nothing has been imported yet.", "Nothing was flagged or repaired.", "No article has a month"):
        assert words in page


def test_staff_without_a_role_see_no_numbers(staff: Client) -> None:
    make_repaired_article()
    page = home(staff)
    assert "hijacked" not in page
    assert "home-runs" not in page


def test_the_number_of_queries_does_not_depend_on_the_rows(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    administrator = in_role("administrator")
    for number in (3, 30):
        make_some_of_each(number)
        with django_assert_max_num_queries(36):
            home(administrator)


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        ([], ""),
        (["b", "a", "b"], ",a,b,"),
        (["x" * 300], ""),
        ([f"{n:03}" for n in range(99)], ",".join(["", *(f"{n:03}" for n in range(49)), ""])),
    ],
)
def test_kinds_fit_their_column(kinds: list[str], told: str) -> None:
    assert kinds_of(kinds) == told
    assert len(kinds_of(kinds)) <= 200


def test_an_import_fills_the_narrow_columns() -> None:
    article = read_page()
    assert (article.outlet, article.month) == ("相城区人民政府", "2024-03")
    damaged = read_page("石渠區(qū)黨工委書記甘立言主持召開會(huì)議,要求各單位抓好項(xiàng)目建設(shè)。\n" * 2, "https://a.example/2")
    assert damaged.repair_kinds.startswith(",")
    assert {one.partition(":")[0] for one in damaged.repair_kinds.strip(",").split(",")} == {
        repair["kind"] for repair in damaged.reading.data["repairs"]
    }
