"""Feeds are Atom, public, conditional, and tell of what came in."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Organization, Person, SavedSearch
from articles.store.deciding import merge, withhold
from articles.store.watching import save
from tests.kept import kept
from tests.store.told import WORLD, keep

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


world = kept(lambda patch: keep([*WORLD[:-1], replace(WORLD[-1], title="推进\x01会<script>", url="javascript:alert(1)")], patch))


def entries(client: Client, address: str) -> list[ElementTree.Element]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    assert feed.find("a:updated", ATOM) is not None
    return feed.findall("a:entry", ATOM)


def titles(client: Client, address: str) -> list[str | None]:
    return [entry.findtext("a:title", namespaces=ATOM) for entry in entries(client, address)]


def test_new_articles_the_last_first(client: Client) -> None:
    found = entries(client, "/feeds/articles.atom")
    assert len(found) == 4
    assert found[0].findtext("a:title", namespaces=ATOM) == "推进会<script>"
    links = [entry.find("a:link", ATOM) for entry in found]
    addresses = [link.get("href") for link in links if link is not None]
    assert addresses[0] == f"http://testserver/articles/{Article.objects.get(title__contains='推进').key}/"
    assert addresses[1:] == [page.url for page in WORLD[2::-1]]
    assert titles(client, "/feeds/articles.atom?q=安全") == ["推进会<script>"]


def test_a_query_that_cannot_be_understood_is_refused_in_words(client: Client) -> None:
    answer = client.get("/feeds/articles.atom", {"q": "(没有"}, headers={"accept-language": "en"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode() == "The bracket is not closed."


def test_what_the_reader_has_is_not_sent_again(client: Client) -> None:
    tag = client.get("/feeds/articles.atom")["ETag"]
    assert client.get("/feeds/articles.atom", headers={"if-none-match": tag}).status_code == 304


def test_persons_bodies_and_meetings_have_feeds(client: Client) -> None:
    person, body = Person.objects.get(name="柳望舒"), Organization.objects.get(name="丁戊区委")
    assert len(titles(client, f"/feeds/persons/{person.key}.atom")) == 2
    assert len(titles(client, f"/feeds/organizations/{body.key}.atom")) == 3
    other = Person.objects.get(name="柳望书")
    merge([person, other], by="甲")
    keys = {person.key, other.key}
    answers = {key: client.get(f"/feeds/persons/{key}.atom") for key in keys}
    assert sorted(answer.status_code for answer in answers.values()) == [200, 301]
    assert client.get(f"/feeds/tenures/{person.key}.atom").status_code == 404
    assert client.get("/feeds/persons/0000000000000000.atom").status_code == 404
    assert client.post(f"/feeds/persons/{person.key}.atom").status_code == 405


def test_what_is_withheld_stands_in_no_feed(client: Client) -> None:
    person = Person.objects.get(name="柳望舒")
    for article in Article.objects.filter(witnesses__person=person).distinct():
        withhold(article, by="甲", why="试")
    assert client.get(f"/feeds/persons/{person.key}.atom").status_code == 404
    assert len(titles(client, "/feeds/articles.atom")) == 2


def test_a_saved_search_has_a_feed_under_its_secret(client: Client) -> None:
    search = SavedSearch(user=User.objects.create_user("读者"), name="关注", query="人物:柳望舒")
    save(search)
    address = f"/feeds/searches/{search.token}.atom"
    assert len(titles(client, address)) == 2
    assert client.get("/feeds/searches/nobody.atom").status_code == 404
    SavedSearch.objects.update(query="(没有")
    [title] = titles(Client(headers={"accept-language": "en"}), address)
    assert title == "Paused"
    assert SavedSearch.objects.get().paused
