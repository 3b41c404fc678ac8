"""Breadcrumbs in one line, and lines that only name a position."""

import pytest

from articles.pipeline.extract.breadcrumb import read_breadcrumb
from tests.pipeline.extract.rows import read_rows

ROWS = read_rows("extract_breadcrumbs.tsv")


@pytest.mark.parametrize(("line", "items"), ROWS, ids=[row[0] for row in ROWS])
def test_reads_items(line: str, items: str) -> None:
    assert read_breadcrumb([line, "云河区召开会议"], 0) == (None if items == "-" else (1, tuple(items.split("/"))))
