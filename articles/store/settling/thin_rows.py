"""Witnesses by the thousand, as plain tuples: no model for each row, no parser for each column.

A person with ten thousand mentions says much the same in all of them. Columns that hold JSON are asked for as text, and each distinct text
is parsed once; what was parsed is shared by all rows that say it, so nobody may change it.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from articles.models import Witness

PARSED = frozenset({"values", "spans", "company", "resolution", "article__places"})


def thin_rows(rows: QuerySet[Witness], columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The values of these columns, in no order."""
    texts = {f"text_of_{name}": Cast(name, TextField()) for name in columns if name in PARSED}
    asked = [f"text_of_{name}" if name in PARSED else name for name in columns]
    places = [place for place, name in enumerate(columns) if name in PARSED]
    parsed: dict[str | None, Any] = {None: None}
    for row in rows.order_by().annotate(**texts).values_list(*asked):
        values = list(row)
        for place in places:
            text = values[place]
            if text not in parsed:
                parsed[text] = json.loads(text)
            values[place] = parsed[text]
        yield tuple(values)
