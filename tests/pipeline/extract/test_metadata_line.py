"""Metadata lines in every order and with empty fields, and lines that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.extract.metadata_line import read_metadata_line
from tests.pipeline.extract.rows import or_none, read_rows

ROWS = read_rows("extract_metadata_lines.tsv")


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_reads_fields(row: list[str]) -> None:
    found = read_metadata_line(row[0])
    if row[1] == "no metadata":
        assert found is None
        return
    assert found is not None
    assert [found.published_on, found.source, found.author, found.zone] == list(map(or_none, row[1:]))


@given(st.text(alphabet="来源作者时间发布:：2024-03年月日 |【】()网社报,。\u3000", max_size=60))
def test_what_is_read_is_printed(line: str) -> None:
    found = read_metadata_line(line)
    if found is not None:
        for value in (found.source, found.author, found.zone, found.title):
            assert value is None or value.strip()
        assert found.published_on is None or found.published_on[:4].isdigit()
