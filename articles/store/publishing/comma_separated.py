"""CSV after RFC 4180: comma, CR LF, quotation marks doubled, UTF-8; a file a table (see tables.py).

A cell that a spreadsheet would take for a formula gets an apostrophe before it: captures may be hostile, and these files are opened by a
double click. Whoever reads them by program takes it off again (the codebook says so).
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from articles.store.publishing.chosen import Chosen
from articles.store.publishing.records import STREAMS
from articles.store.publishing.tables import SEPARATOR, TABLES, rows_of

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"


def csv_file(table: str, chosen: Chosen, *, bom: bool = False) -> Iterator[tuple[str, int]]:
    """The file in pieces, each with the number of rows in it."""
    yield (BOM if bom else "") + line_of([column.name for column in TABLES[table]]), 0
    for row in rows_of(table, STREAMS[table](chosen)):
        yield line_of(row), 1


def line_of(row: list[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([cell(value) for value in row])
    return buffer.getvalue()


def cell(value: Any) -> str:
    """What stands in a cell.

    >>> cell(None), cell(True), cell(0.9), cell(["甲", "乙"]), cell("=1+1"), cell("--12-29")
    ('', '1', '0.9', '甲 | 乙', "'=1+1", "'--12-29")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    text = SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" \u3000").startswith(FORMULA) or text.startswith("'") else text
