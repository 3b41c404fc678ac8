"""Persons, bodies and meetings of a query, among facets and suggestions; what the public does not see is not found by them."""

import pytest
from django.db import connection

from articles.models import Article, Person, SearchEntry, Witness
from articles.search.asking import Asked
from articles.search.facets import find_facets
from articles.search.finding import find_page, understand
from articles.search.named import resolvers
from articles.search.suggesting import suggest
from articles.search.visible import Scope
from articles.store.deciding import correct, merge, reject, withhold
from articles.store.reindexing import reindex
from articles.store.withholding import show_again
from tests.kept import kept
from tests.store.told import WORLD, Told, keep

pytestmark = pytest.mark.django_db
NAMESAKE = Told(
    "丙寅区举行签约仪式。星河公司经理柳望舒明到场，向来宾介绍了项目的建设计划和今后的打算。",
    "http://c.example.cn/5.html",
    "2024-08-01",
    {"柳望舒明": [("星河公司", "经理")]},
)


world = kept(lambda patch: keep([*WORLD, NAMESAKE], patch))


def found(query: str, scope: Scope = Scope.PUBLIC) -> list[int]:
    """The last number in the addresses of the articles that are found."""
    hits = [article for _, article in find_page(understand(query, resolvers(scope)), scope=scope).hits]
    urls = dict(Article.objects.filter(pk__in=hits).values_list("pk", "url"))
    return sorted(int(str(urls[pk]).rsplit("/", 1)[1].removesuffix(".html")) for pk in hits)


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("柳望舒", [1, 2, 5]),
        ("人物:柳望舒", [1, 2]),
        ('人物:"柳　望舒"', [1, 2]),
        ("人物:柳望", []),
        ("人物:liuwangshu", [1, 2, 3, 4]),
        ("人物:lws", [1, 2, 3, 4]),
        ("人物:柳望舒明", [5]),
        ("person:祁連山", [1, 4]),
        ("人物:祁连山 安全", [4]),
        ("人物:祁连山 -人物:柳望舒", [4]),
        ("人物:祁连山 OR 人物:柳望舒明", [1, 4, 5]),
        ("机构:政协", [3, 4]),
        ("机构:丁戊区委 2024-05", [2]),
        ("机构:dwqw", [1, 2, 4]),
        ("会议:座谈", [1]),
        ("会议:aqsctjh", [4]),
        ("人物:没有这人", []),
        ("机构:%", []),
    ],
)
def test_articles_are_found_by_who_and_what_they_speak_of(query: str, articles: list[int]) -> None:
    assert found(query) == articles


def test_merged_persons_are_found_by_either_name_and_by_every_id() -> None:
    one, other = Person.objects.get(name="柳望舒"), Person.objects.get(name="柳望书")
    keys = one.key, other.key
    merge([one, other], by="甲", why="印错了字")
    for name in ("柳望舒", "柳望书", *keys):
        assert found(f"人物:{name}") == [1, 2, 3, 4], name


def test_what_is_rejected_withheld_or_doubtful_is_not_found() -> None:
    meeting = Witness.objects.get(kind="meeting", meeting__name="招商座谈会")
    withhold(meeting, by="甲", why="试")
    assert (found("会议:座谈"), found("会议:座谈", Scope.ALL)) == ([], [1])
    show_again(Witness.objects.get(key=meeting.key), by="甲")
    assert found("会议:座谈") == [1]
    reject([Witness.objects.get(key=meeting.key)], by="甲", why="不是会议")
    assert (found("会议:座谈"), found("会议:座谈", Scope.ALL)) == ([], [])
    Witness.objects.filter(person__name="祁连山").update(confidence=0.1)
    assert (found("人物:祁连山"), found("人物:祁连山", Scope.ALL)) == ([], [1, 4])
    assert [item.text for item in suggest("祁") if item.key] == []
    assert [item.text for item in suggest("祁", scope=Scope.ALL) if item.key] == ["祁连山"]


def test_a_withheld_article_is_not_found_and_stands_so_in_the_index() -> None:
    article = Article.objects.get(url="http://a.example.cn/2.html")
    withhold(article, by="甲", why="试")
    assert (found("柳望舒"), found("人物:柳望舒"), found("柳望舒", Scope.ALL)) == ([1, 5], [1], [1, 2, 5])
    assert not reindex(mend=False)
    show_again(Article.objects.get(pk=article.pk), by="甲")
    assert found("柳望舒") == [1, 2, 5]
    assert SearchEntry.objects.get(article=article).shown


def test_facets_tell_namesakes_apart_by_id() -> None:
    facets = find_facets(understand("丁戊"))
    assert {(value.name, value.number) for value in facets.persons} == {("柳望书", 2), ("柳望舒", 2), ("祁连山", 2)}
    assert {value.key for value in facets.persons} == set(Person.objects.exclude(name="柳望舒明").values_list("key", flat=True))
    assert {(value.name, value.number) for value in facets.organizations} == {("丁戊区委", 3), ("丁戊区政协", 2)}
    assert facets.names_over == 4


@pytest.mark.parametrize(
    ("typed", "first"),
    [("柳", "柳望书"), ("柳望舒", "柳望舒"), ("liuw", "柳望书"), ("qls", "祁连山"), ("丁戊区政", "丁戊区政协"), ("zszth", "招商座谈会")],
)
def test_names_are_suggested_by_characters_pinyin_and_initials(typed: str, first: str) -> None:
    items = suggest(typed)
    assert first in [item.text for item in items[:2]]
    assert all(item.key for item in items if item.kind in {"person", "organization", "meeting"})


def test_a_corrected_name_is_found_and_the_wrong_one_is_not() -> None:
    witness = Witness.objects.get(kind="person", person__name="柳望舒明")
    correct(witness, {"name": "柳望晴"}, by="甲", why="印错")
    assert (found("人物:柳望晴"), found("人物:柳望舒明")) == ([5], [])


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the plan is SQLite's own")
def test_the_articles_of_a_rare_name_are_not_walked_for() -> None:
    from articles.search import sqlite

    sql, values = sqlite.matches(Asked(understand("人物:祁连山", resolvers(Scope.PUBLIC))))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN SELECT e.docid {sql} ORDER BY {sqlite.order(sql)} DESC LIMIT 20", values)
        steps = " ".join(row[3] for row in cursor.fetchall())
    assert "SEARCH e USING" in steps
    assert "SCAN e" not in steps
