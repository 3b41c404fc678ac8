"""What one more article costs does not grow with the database: nothing it asks for is looked for in all articles or all witnesses."""

from typing import Any

import pytest
from django.db import connection

from tests.store.generated.filling import fill_persons
from tests.store.generated.importing import import_pages
from tests.store.generated.pages import Reader, make_pages

pytestmark = [pytest.mark.django_db, pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the plans are SQLite's")]


def test_no_statement_reads_all_articles_or_all_witnesses() -> None:
    pages = [page for page in make_pages(500, pages=14) if "re.example.cn" not in page.item.get("url", "")]
    import_pages(pages[:-3], Reader(pages))
    fill_persons(0, 400)
    asked: dict[str, Any] = {}

    def heard(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SELECT", "UPDATE", "DELETE")):
            asked[sql] = params
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        for page in pages[-3:]:
            with connection.execute_wrapper(heard):
                import_pages([page], Reader(pages))
        scanning = []
        for sql, params in asked.items():
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plan = [str(row[-1]) for row in cursor.fetchall()]
            if any(step.startswith(("SCAN articles_article", "SCAN articles_witness")) for step in plan):
                scanning.append((sql, plan))
    assert len(asked) > 50
    assert not scanning
