"""Search as a page: marks, orders, pages, facets that narrow, names, and what is said where a query cannot be read."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from articles.models import Person
from articles.search import facets
from articles.store.settling import settle
from tests.api.worlds import decide, keep_hijacked
from tests.pages.seen import article, see, words


def found(page: object) -> list[str]:
    return list(page.xpath("//ol[@class='matches']//h3/a/@href"))  # type: ignore[attr-defined]


def test_what_was_found_is_marked_and_counted(world: None, client: Client) -> None:
    page = see(client, "/search/", q="招商工作")
    assert found(page) == [f"/articles/{article('1.html').key}/"]
    assert {mark.text_content() for mark in page.xpath("//p[contains(@class, 'excerpt')]/mark")} == {"招商工作"}
    assert "1 article" in words(page, "//h2[@id='matches-title']")
    assert page.xpath("//link[@rel='alternate']/@href")[-1] == "/feeds/articles.atom?q=%E6%8B%9B%E5%95%86%E5%B7%A5%E4%BD%9C"


def test_pages_go_on_by_cursor_in_every_order(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.pages.search.A_PAGE", 2)
    for order in ("newest", "title", "relevance"):
        page, seen = see(client, "/search/", q="要闻", order=order), []
        while True:
            seen += found(page)
            following = page.xpath("//a[@rel='next']/@href")
            if not following:
                break
            page = see(client, f"/search/{following[0]}")
        assert len(seen) == len(set(seen)) == 4, order
    see(client, "/search/", status=400, q="要闻", after="nonsense")
    see(client, "/search/", status=400, q="要闻", after=parse_qs(urlsplit("?after=title.1.2").query)["after"][0])


def test_a_facet_narrows_to_as_many_as_it_says(world: None, client: Client) -> None:
    for query in ("要闻", "招商工作 OR 安全生产"):
        values = see(client, "/search/", q=query).xpath("//aside//li[a]")
        assert len(values) > 5
        for value in values:
            narrowed = see(client, f"/search/{value.xpath('a/@href')[0]}")
            assert len(found(narrowed)) == int(words(value, "span")), words(value, ".")


def test_a_facet_that_is_cut_off_says_so(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "MOST", 1)
    monkeypatch.setattr("articles.pages.search.MOST", 1)
    assert "The 1 that most have, no more." in words(see(client, "/search/", q="要闻"), "//aside")


def test_who_is_known_by_the_name_stands_above_the_matches(world: None, client: Client) -> None:
    person = Person.objects.get(name="柳望舒")
    for query in ("柳望舒", "liuwangshu", "lws"):
        assert f"/persons/{person.key}/" in see(client, "/search/", q=query).xpath("//section[@class='named']//a/@href")
    page = see(client, "/search/", q=f"要闻 person:{person.key}")
    assert words(page, "//ul[@class='chips']//a[@class='person']") == "柳望舒"
    (without,) = page.xpath("//ul[@class='chips']//a[@aria-label]/@href")
    assert parse_qs(urlsplit(without).query) == {"q": ["要闻"]}


def test_a_query_that_cannot_be_read_is_told_with_its_place(world: None, client: Client) -> None:
    page = see(client, "/search/", status=400, q="招商 (安全")
    assert "The bracket is not closed." in words(page, "//*[@role='alert']")
    assert words(page, "//*[@role='alert']//mark").startswith("(")
    assert page.xpath("//input[@id='q']/@value") == ["招商 (安全"]
    assert "longer than 500 characters" in words(see(client, "/search/", status=400, q="长" * 2000))


def test_nothing_asked_and_nothing_found(world: None, client: Client) -> None:
    assert "Exact characters" in words(see(client, "/search/"))
    page = see(client, "/search/", q="绝无此语")
    assert "Nothing was found" in words(page)
    assert not page.xpath("//aside")


def test_what_is_withheld_or_masked_is_not_found(world: None, client: Client) -> None:
    row = keep_hijacked()
    page = see(client, "/search/", q="办公室电话")
    assert found(page) == [f"/articles/{row.key}/"]
    assert "彩票网" not in words(page)
    assert "13800000000" not in words(page)
    decide("withhold", article("1.html"))
    settle()
    assert found(see(client, "/search/", q="招商工作")) == []
