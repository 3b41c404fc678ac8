"""A small world for the tests of the API, and those who ask: nobody in particular, a viewer, an administrator."""

from typing import Any

import orjson
import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import Article, Person, Witness
from articles.store import deciding
from articles.store.tokens import make_token
from tests.search.rows import Page
from tests.search.rows import keep as keep_pages
from tests.store.told import WORLD, keep

V1 = "/api/v1"
DOUBT = 0.3
"""A confidence that is not enough for the public."""


def keep_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """柳望舒 (书记, two articles), 柳望书 (主席, two articles), 祁连山 (副书记, at two meetings)."""
    keep(WORLD, monkeypatch)


def keep_hijacked() -> Article:
    """An article with a hijacked name and a private number in its text."""
    body = "一月彩票网召开会议，联系人手机13800000000，办公室电话0512-60000000。"
    page = Page(body, title="彩票网的会议", source="彩票网日报", date="2024-03-12", hijacked=((2, 5),), url="http://c.example.cn/9.html")
    return Article.objects.get(pk=keep_pages([page])[0])


def client_of(role: str) -> Client:
    """Somebody of this role: viewer, curator, administrator; or anonymous."""
    client = Client(headers={"accept-language": "en"})
    if role != "anonymous":
        user, _made = User.objects.get_or_create(username=f"a-{role}", defaults={"is_staff": True})
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
    return client


def ask(client: Client, path: str, **query: Any) -> Any:
    """The answer's JSON; the request must go well."""
    response = client.get(f"{V1}{path}", query)
    assert response.status_code == 200, (path, query, response.status_code, response.content[:500])
    return json_of(response)


def json_of(response: Any) -> Any:
    return orjson.loads(response.content)


def names(page: Any) -> list[str]:
    return [item["name"] for item in page["items"]]


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def witness(**which: Any) -> Witness:
    found = Witness.objects.select_related("article").filter(**which).order_by("key").first()
    assert found is not None
    return found


def decide(kind: str, *rows: Any) -> Any:
    return getattr(deciding, kind)(*rows, by="编者", why="a test")


def bearer(role: str, *scopes: str) -> Client:
    """A program with a token of somebody of this role."""
    return Client(headers={"authorization": f"Bearer {secret_of(role, *scopes)}", "accept-language": "en"})


def secret_of(role: str, *scopes: str) -> str:
    user, _made = User.objects.get_or_create(username=f"a-{role}", defaults={"is_staff": True})
    user.groups.add(Group.objects.get(name=role))
    return make_token("a program", user, scopes)[1]
