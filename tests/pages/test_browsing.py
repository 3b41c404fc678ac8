"""The first page and the lists; an empty database; what is said where there is nothing, and where the program failed."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Meeting, Person
from articles.store.settling import settle
from articles.store.telling import totals
from tests.api.worlds import decide
from tests.pages.seen import article, see, words
from tests.store.told import forget_everything

LISTS = ("articles", "persons", "organizations", "meetings")


def test_the_first_page_counts_what_is_public_and_tells_the_newest(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = see(client, "/")
    assert words(page, "//ul[@class='totals']") == "5 articles 4 persons 3 organizations 3 meetings"
    assert page.xpath("//section[@aria-labelledby='newest-title']//li/a/@href")[1] == f"/articles/{article('4.html').key}/"
    decide("withhold", article("1.html"))
    settle()
    assert words(see(client, "/"), "//ul[@class='totals']").startswith("4 articles 4 persons 3 organizations 2 meetings")
    monkeypatch.setattr(totals, "MOST", 2)
    assert words(see(client, "/"), "//ul[@class='totals']").startswith("2+ articles")


def test_an_empty_database_says_how_to_fill_it(client: Client) -> None:
    forget_everything()
    assert "manage.py import_captures" in words(see(client, "/"))
    for many in LISTS:
        assert "Nothing is here yet" in words(see(client, f"/{many}/"))


def hrefs(page: Any) -> list[str]:
    found: list[str] = page.xpath("//ul[@class='rows']//li/a/@href")
    return found


def test_a_list_has_every_row_once_in_every_order(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {many: sorted(hrefs(see(client, f"/{many}/"))) for many in LISTS}
    monkeypatch.setattr("articles.pages.browsing.A_PAGE", 2)
    for many in LISTS:
        assert len(whole[many]) >= 3
        for order in see(client, f"/{many}/").xpath("//p[@class='orders']/a/@href"):
            page, seen = see(client, f"/{many}/{order}"), []
            while True:
                seen += hrefs(page)
                following = page.xpath("//a[@rel='next']/@href")
                if not following:
                    break
                page = see(client, f"/{many}/{following[0]}")
            assert sorted(seen) == whole[many], order
        see(client, f"/{many}/", status=400, after="nonsense")


def test_names_are_looked_up_by_characters_pinyin_and_initials(world: None, client: Client) -> None:
    for query, number in (("柳望", 2), ("lws", 2), ("liuwangshu", 2), ("柳望舒", 1), ("没有", 0)):
        page = see(client, "/persons/", q=query)
        assert len(hrefs(page)) == number, query
        assert page.xpath("//main//input[@name='q']/@value") == [query]


def test_namesakes_are_told_apart_by_their_posts(world: None, client: Client) -> None:
    assert "丁戊区委 书记" in words(see(client, "/persons/", q="柳望舒"), "//ul[@class='rows']")


def test_what_is_not_public_is_in_no_list(world: None, client: Client) -> None:
    decide("withhold", article("1.html"))
    settle()
    assert "招商座谈会" not in words(see(client, "/meetings/"))
    assert not Meeting.objects.filter(name="招商座谈会").exclude(witnesses__article__withheld=True).exists()


def test_robots_are_told_what_is_worth_reading(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /search/" in answer.content.decode()


def test_nothing_and_failure_are_pages_of_the_site(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no page has this address" in words(see(client, "/nowhere/", status=404)).lower()

    def fail(*arguments: Any, **more: Any) -> None:
        raise RuntimeError("password=secret")

    monkeypatch.setattr("articles.pages.nouns.row_of", fail)
    client.raise_request_exception = False
    page = see(client, f"/persons/{Person.objects.get(name='柳望舒').key}/", status=500)
    assert words(page, "//h1") == "The program failed"
    assert "secret" not in words(page, "//html")
