"""How the databases go about it: nothing is sorted that is in order already, and a rare name is never walked for."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.search import postgres
from articles.search.asking import Asked
from articles.search.finding import count_matches, find_page, understand
from tests.search.rows import Page, keep

pytestmark = pytest.mark.django_db
on_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="of PostgreSQL")
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="of SQLite")


@pytest.fixture
def articles() -> list[int]:
    """Many articles about a meeting, one, the oldest, that names somebody."""
    pages = [Page(f"第{number}号会议在本地举行", date=f"2024-{number % 12 + 1:02}-11", name=str(number)) for number in range(120)]
    return keep([Page("王文远和李青山参加会议", date="2020-01-01"), *pages])


def plans_of(asking: Any) -> list[list[dict[str, Any]]]:
    """The nodes of the plan of each query that looks for articles."""
    with CaptureQueriesContext(connection) as queries:
        asking()
    plans = []
    for query in [query["sql"] for query in queries if "articles_searchentry e" in query["sql"]]:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (FORMAT JSON) " + query.replace("%", "%%"))
            plan = cursor.fetchone()[0]
        plans.append(list(nodes(plan if isinstance(plan, list) else json.loads(plan))))
    return plans


def nodes(plan: Any) -> Any:
    for part in plan if isinstance(plan, list) else [plan]:
        node = part.get("Plan", part)
        yield node
        yield from nodes(node.get("Plans", []))


@on_postgres
@pytest.mark.parametrize(
    "query", ["王文远", "文远", "远", "王文远 李青山", '"李青山参加"', "标题:王文远", "王文远 -没有", "王文远 OR 李青山"]
)
def test_a_rare_name_is_asked_of_the_index_and_not_walked_for(articles: list[int], query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_searchentry")
    for ask in (lambda: find_page(understand(query)), lambda: count_matches(understand(query))):
        for plan in plans_of(ask):
            kinds = {node["Node Type"] for node in plan}
            is_sample = "Bitmap Index Scan" not in kinds
            if is_sample:
                # The newest few: under a limit of its own, whatever matches.
                walked = next(node for node in plan if node["Node Type"] == "Subquery Scan")
                assert walked["Plans"][0]["Node Type"] == "Limit"
                assert walked["Plans"][0]["Plan Rows"] <= postgres.SAMPLE
            else:
                assert {node["Index Name"] for node in plan if "Index Name" in node} <= {"articles_search_both", "articles_search_title"}
                assert "Seq Scan" not in kinds
    assert [article for _, article in find_page(understand(query)).hits] == ([] if "标题" in query else [articles[0]])


@on_postgres
def test_a_frequent_word_is_found_among_the_newest(articles: list[int]) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert len(find_page(understand("会议")).hits) == 20
    asked = [query["sql"] for query in queries if "articles_searchentry" in query["sql"]]
    assert len(asked) == 1
    assert f"LIMIT {postgres.SAMPLE}" in asked[0]


@on_sqlite
@pytest.mark.parametrize("query", ["会议", "王文远", "会", "会议 本地 -王文远", "会议 2024-03", "", "2024", "标题:会议", "会议 OR 本地"])
def test_the_newest_come_without_sorting(articles: list[int], query: str) -> None:
    from articles.search import sqlite

    sql, values = sqlite.matches(Asked(understand(query)))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN SELECT e.docid {sql} ORDER BY {sqlite.order(sql)} DESC LIMIT 20", values)
        steps = " ".join(row[3] for row in cursor.fetchall())
    assert "TEMP B-TREE" not in steps
    assert "SCAN e" not in steps or query in {"", "2024"}
