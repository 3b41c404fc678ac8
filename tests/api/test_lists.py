"""Every list: its filters, orders, cursors, sparse members; a fixed number of queries whatever is on the page."""

from typing import Any

import pytest
from django.test import Client

from articles.api.reads import KINDS
from articles.models import Article
from articles.store.telling.details import LISTINGS
from tests.api.worlds import V1, ask, client_of, json_of, keep_world, names, person
from tests.kept import kept
from tests.store.told import queries

pytestmark = pytest.mark.django_db
LISTS = [many for _kind, many, *_rest in KINDS]


world = kept(keep_world, autouse=False)


@pytest.mark.parametrize("many", LISTS)
def test_a_list_has_every_row_once_in_pages_of_any_size(world: None, client: Client, many: str) -> None:
    whole = ask(client, f"/{many}", limit=200)
    assert whole["items"]
    assert whole["next"] is None
    key = "sha256" if many == "captures" else "key"
    for ordering in LISTINGS[next(kind for kind, name, *_ in KINDS if name == many)].orders:
        keys, address = [], f"{V1}/{many}?limit=1&ordering={ordering}"
        while address:
            page = json_of(client.get(address))
            keys += [item[key] for item in page["items"]]
            address = page["next"]
        assert sorted(keys) == sorted(item[key] for item in whole["items"]), ordering
        assert len(keys) == len(set(keys)), ordering


@pytest.mark.parametrize("many", LISTS)
def test_a_list_makes_as_many_queries_for_many_rows_as_for_one(world: None, client: Client, many: str) -> None:
    one = queries(lambda: ask(client, f"/{many}", limit=1))
    assert queries(lambda: ask(client, f"/{many}", limit=200)) <= one
    assert one <= 7


@pytest.mark.parametrize("many", LISTS)
def test_members_can_be_chosen(world: None, client: Client, many: str) -> None:
    key = "sha256" if many == "captures" else "key"
    for name in ask(client, f"/{many}", limit=1)["items"][0]:
        assert set(ask(client, f"/{many}", fields=name)["items"][0]) == {key, name}
    refused = client.get(f"{V1}/{many}", {"fields": "secret"})
    assert refused.status_code == 422
    assert json_of(refused)["errors"][0]["where"] == "query.fields"


FILTERS: list[tuple[str, dict[str, Any], int]] = [
    ("articles", {"date_from": "2024-06"}, 2),
    ("articles", {"date_to": "2024-05-01"}, 2),
    ("articles", {"date_to": "2024-04"}, 1),
    ("articles", {"date_from": "2024", "date_to": "2024"}, 4),
    ("articles", {"month": "2024-03"}, 1),
    ("articles", {"url": "https://a.example.cn/1.html"}, 1),
    ("articles", {"place": "3205"}, 4),
    ("articles", {"place": "99"}, 0),
    ("articles", {"title": "要"}, 4),
    ("articles", {"person": "柳望舒"}, 2),
    ("articles", {"verdict": "news", "script": "hans"}, 4),
    ("articles", {"source": "没有"}, 0),
    ("persons", {"q": "柳望"}, 2),
    ("persons", {"q": "liuwang"}, 2),
    ("persons", {"name": "祁连山"}, 1),
    ("persons", {"title": "书记"}, 1),
    ("persons", {"min_articles": 2}, 3),
    ("persons", {"seen_to": "2024-03"}, 2),
    ("persons", {"seen_from": "2024-06"}, 2),
    ("organizations", {"q": "政协"}, 1),
    ("organizations", {"kind": "party"}, 1),
    ("organizations", {"person": "柳望舒"}, 1),
    ("posts", {"title": "书记"}, 1),
    ("posts", {"q": "书记"}, 2),
    ("posts", {"person": "祁连山"}, 1),
    ("posts", {"single_seat": True, "title": "书记"}, 1),
    ("tenures", {"person": "柳望舒"}, 1),
    ("tenures", {"on": "2024-04-01"}, 2),
    ("tenures", {"on": "2024-04"}, 2),
    ("tenures", {"on": "2023"}, 0),
    ("tenures", {"former": True}, 0),
    ("tenures", {"reviewed": True}, 0),
    ("tenures", {"min_confidence": 0.95}, 0),
    ("meetings", {"kind": "meeting"}, 2),
    ("meetings", {"date_from": "2024-07"}, 1),
    ("meetings", {"person": "祁连山"}, 2),
    ("attendances", {"person": "祁连山"}, 2),
    ("attendances", {"role": "host"}, 1),
    ("attendances", {"date_to": "2024-03-01"}, 2),
    ("attendances", {"inferred": False}, 3),
    ("statements", {"person": "柳望舒"}, 1),
    ("statements", {"q": "安全"}, 1),
    ("statements", {"date_from": "2024-07-01"}, 1),
    ("captures", {"url": "http://a.example.cn/1.html"}, 1),
    ("captures", {"captured_from": "2024-06"}, 2),
    ("captures", {"media_type": "text/html"}, 0),
]


@pytest.mark.parametrize(("many", "asked", "number"), FILTERS)
def test_filters(world: None, client: Client, many: str, asked: dict[str, Any], number: int) -> None:
    given = {name: person(value).key if name == "person" else value for name, value in asked.items()}
    assert len(ask(client, f"/{many}", **given)["items"]) == number


def test_every_parameter_of_every_list_does_something() -> None:
    for kind, _many, asked, _page, _one in KINDS:
        paging = {"limit", "cursor", "ordering", "fields"}
        assert set(asked.model_fields) - paging == set(LISTINGS[kind].filters), kind


def test_articles_tell_who_and_what_they_name(world: None, client: Client) -> None:
    first = ask(client, "/articles", ordering="published_on")["items"][0]
    assert [one["name"] for one in first["persons"]] == ["柳望舒", "祁连山"]
    assert [one["name"] for one in first["organizations"]] == ["丁戊区委"]
    assert [one["name"] for one in first["meetings"]] == ["招商座谈会"]


def test_versions_and_reposts_only_where_they_are_asked_for(world: None, client: Client) -> None:
    Article.objects.filter(url__endswith="4.html").update(shown=False)
    assert len(ask(client, "/articles")["items"]) == 3
    assert len(ask(client, "/articles", every="true")["items"]) == 4


def test_a_page_goes_on_where_it_ended_though_rows_came_in_before(world: None, client: Client) -> None:
    first = ask(client, "/persons", limit=2)
    person("柳望书").__class__.objects.create(key="0" * 16, name="丁")  # nobody's witness: not public, and before all others
    rest = json_of(client.get(first["next"]))
    assert len({*names(first), *names(rest)}) == 3


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("limit=0", "query.limit"),
        ("limit=201", "query.limit"),
        ("limit=x", "query.limit"),
        ("cursor=nothing", "query.cursor"),
        ("cursor=W10", "query.cursor"),
        ("cursor=WyJuYW1lIiwxLDJd", "query.cursor"),
        ("ordering=secret", "query.ordering"),
        ("nmae=x", "query.nmae"),
        ("name=%00", "query.name"),
        ("organization=x", "query.organization"),
        ("seen_from=2024-13", "query.seen_from"),
    ],
)
def test_what_cannot_be_used_is_said(world: None, client: Client, query: str, where: str) -> None:
    response = client.get(f"{V1}/persons?{query}")
    assert response.status_code == 422, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json_of(response)["errors"][0]["where"] == where


def test_ids_that_lead_nowhere_give_nothing(world: None) -> None:
    assert ask(client_of("anonymous"), "/tenures", person="0" * 16)["items"] == []
