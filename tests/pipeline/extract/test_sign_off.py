"""Lines that sign an article, and lines that do not."""

import pytest

from articles.pipeline.extract.sign_off import read_sign_off
from tests.pipeline.extract.rows import or_none, read_rows

ROWS = read_rows("extract_sign_offs.tsv")


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_reads_sign_off(row: list[str]) -> None:
    found = read_sign_off(row[0])
    if row[1] == "no sign-off":
        assert found is None
    else:
        assert found is not None
        assert list(found) == list(map(or_none, row[1:]))
