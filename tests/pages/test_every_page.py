"""What all public pages have in common: reachable without log-in, in both languages, bounded in queries, validated, harmless."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from lxml import html

from articles.models import Meeting, Organization, Person, Post
from newsdb.policy import POLICY
from tests.pages.seen import BREAK_OUT, PAGES, article, see, words
from tests.store.told import TOWN, keep, queries

ADDRESSES: dict[str, Callable[[], str]] = {
    "home": lambda: "/",
    "search": lambda: "/search/?q=要闻",
    "articles": lambda: "/articles/",
    "persons": lambda: "/persons/",
    "organizations": lambda: "/organizations/",
    "meetings": lambda: "/meetings/",
    "article": lambda: f"/articles/{article('1.html').key}/",
    "person": lambda: f"/persons/{Person.objects.get(name='柳望舒').key}/",
    "organization": lambda: f"/organizations/{Organization.objects.get(name=TOWN).key}/?on=2024-04",
    "meeting": lambda: f"/meetings/{Meeting.objects.get(name='招商座谈会').key}/",
    "post": lambda: f"/posts/{Post.objects.get(title='书记', organization__name=TOWN).key}/",
}
MOST_QUERIES = {
    **dict.fromkeys(("articles", "persons", "organizations", "meetings"), 6),
    "home": 10,
    "search": 30,
    "article": 14,
    "person": 38,
    "organization": 36,
    "meeting": 32,
    "post": 14,
}


def test_pages_are_sound_in_both_languages_and_validated(world: None, client: Client) -> None:
    for name, make in ADDRESSES.items():
        address = make()
        page = see(client, address)
        assert page.get("lang") == "en", name
        assert page.xpath("//a[@class='skip']/@href") == [f"#{page.xpath('//main/@id')[0]}"], name
        for path in ("//header", "//footer", "//nav[@aria-label]", "//form[@role='search']", "//link[@rel='canonical']"):
            assert page.xpath(path), (name, path)
        for field in page.xpath("//input[not(@type='hidden')]"):
            assert page.xpath(f"//label[@for='{field.get('id')}']"), (name, field.get("name"))
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        assert page.xpath("//link[@rel='alternate']/@href")[0] == "/feeds/articles.atom", name
        first = client.get(address, headers={"accept-language": "zh-hans"})
        assert html.fromstring(first.content.decode()).get("lang") == "zh-Hans", name
        assert "跳到正文" in first.content.decode(), name
        assert (first["Cache-Control"], first["Content-Security-Policy"]) == ("no-cache", POLICY), name
        assert {"Cookie", "Accept-Language"} <= set(first["Vary"].split(", ")), name
        assert not first.cookies, name
        again = {"accept-language": "zh-hans", "if-none-match": first["ETag"]}
        assert client.get(address, headers=again).status_code == 304, name
        assert client.get(address, headers=again | {"accept-language": "en"}).status_code == 200, name
        assert client.post(address).status_code == 405, name


def test_pages_ask_a_bounded_number_of_times(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = {name: make() for name, make in ADDRESSES.items()}
    few = {name: queries(lambda at=at: see(client, at)) for name, at in addresses.items()}
    assert {name: number for name, number in few.items() if number > MOST_QUERIES[name]} == {}
    more = [replace(page, body=f"{page.body}（之{number}）", url=f"{page.url}?{number}") for page in PAGES[:4] for number in (1, 2)]
    keep(more, monkeypatch)
    many = {name: queries(lambda at=at: see(client, at)) for name, at in addresses.items()}
    assert {name: number for name, number in many.items() if number > few[name]} == {}


def test_the_language_is_switched_by_a_button_and_kept(world: None, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/i18n/setlang/", {"language": "en", "next": "/persons/?q=lws"})
    assert (answer.status_code, answer["Location"]) == (302, "/persons/?q=lws")
    assert b'<html lang="en">' in strict.get("/persons/").content
    away = strict.post("/i18n/setlang/", {"language": "en", "next": "https://far.example/"})
    assert away["Location"] == "/"


def test_what_means_harm_is_only_words(world: None, client: Client) -> None:
    """On every page that shows it; `see` looks for scripts, styles, pictures, frames and attributes that act."""
    person, meeting = Person.objects.get(name=BREAK_OUT), Meeting.objects.get(name__contains="script")
    post = Post.objects.get(organization__name__contains="script")
    found = [
        f"/articles/{article('javascript:alert(1)').key}/",
        f"/persons/{person.key}/",
        f"/meetings/{meeting.key}/",
        f"/posts/{post.key}/",
    ]
    found += [f"/organizations/{post.organization.key}/?on=2024-08", "/", "/articles/", "/persons/", "/meetings/", "/organizations/"]
    for address in [*found, "/search/?q=大会", f"/search/?q=人物:{person.key}"]:
        page = see(client, address)
        assert "<script>window" in words(page), address
        for block in page.xpath("//script"):
            assert not set("<>&\u2028") & set(block.text), address
    for query in (BREAK_OUT, f'"{BREAK_OUT}"', f"({BREAK_OUT}"):
        see(client, "/search/", status=client.get("/search/", {"q": query}).status_code, q=query)
        see(client, "/persons/", q=query)


def test_no_parameter_breaks_a_page(world: None, client: Client) -> None:
    for name, make in ADDRESSES.items():
        for wrong in ("tenures", "attendances", "after", "order", "on", "q"):
            answer = client.get(make().partition("?")[0], {wrong: "\0x" * 40, "q": "要"} if wrong != "q" else {"q": "\0" + "长" * 900})
            assert answer.status_code in (200, 400), (name, wrong)
