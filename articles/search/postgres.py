"""The index on PostgreSQL: GIN over the numbers of character pairs, in the narrow table of entries, whose long texts stand apart (TOAST).

The database's planner is not asked to choose between walking the newest entries and asking the index: under ORDER BY … LIMIT it walks all
entries for a rare name. The newest few are looked at first; how many of them match says what is cheaper.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from articles.models import SearchEntry
from articles.search.asking import Asked, Sql, articles_condition, joined, within_dates
from articles.search.bigrams import are_codes_exact, codes
from articles.search.docids import docids_of
from articles.search.tree import All, Articles, Dates, Field, Node, Not, Some, Word
from articles.search.visible import CONDITIONS

FACETS_OVER = 1_000
"""Matches, the newest, over which facets are counted: as many as take a few hundredths of a second."""
ENTRY = "articles_searchentry"
TERM = "articles_searchterm"
SAMPLE = 64
"""The newest entries that are looked at first."""
WALK_MOST = 600
"""Entries: a longer walk costs more than asking the index, unless it is for four times as many matches or less."""
_BOTH = "e.folded_title || E'\\n' || e.folded_body"
_IN_BOTH = "(strpos(e.folded_title, %s) > 0 OR strpos(e.folded_body, %s) > 0)"
_IS_SOURCE = (
    f"(e.source_id IS NOT NULL AND e.source_id = ANY(ARRAY(SELECT id FROM {TERM} WHERE kind = 'source' AND strpos(folded, %s) > 0)))"
)


def put(entry: SearchEntry, title: str, body: str, source: str) -> None:
    """Index an article's folded texts under a docid that is free. The source is found through its term."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {ENTRY} (docid, article_id, shown, source_id, hidden, digest, folded_title, folded_body)"
            " VALUES (%s, %s, %s, %s, %s::jsonb, %s, %s, %s)",
            [entry.docid, entry.article_id, entry.shown, entry.source_id, json.dumps(entry.hidden), entry.digest, title, body],
        )


def drop(docid: int) -> None:
    """Nothing to do: the texts stand in the entry's own row."""


def highest(low: int, high: int) -> int | None:
    """The greatest docid that the index holds between these, both in."""
    return SearchEntry.objects.filter(docid__range=(low, high)).order_by("-docid").values_list("docid", flat=True).first()


@contextmanager
def cursor_for_search() -> Iterator[Any]:
    """A cursor in a transaction without compiled queries, which take longer to compile than to run, and with room for large bitmaps."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('jit', 'off', true), set_config('work_mem', '32MB', true)")
        yield cursor


def find(asked: Asked, limit: int) -> list[tuple[int, int]]:
    """The newest matches: (docid, article's id)."""
    parts, low, high = within_dates(asked)
    exact, wide = exact_condition(All(tuple(parts))), wide_condition(All(tuple(parts)))
    with cursor_for_search() as cursor:
        if wide is None:
            return walk(cursor, asked, exact, low, high, limit, None)
        found = walk(cursor, asked, exact, low, high, limit, SAMPLE)
        if len(found) >= limit:
            return found
        # At least as many as this have to be looked at, if the rest is like the sample; twice as many, to be safe.
        expected = 2 * SAMPLE * limit // len(found) if found else None
        if expected is not None and expected <= max(WALK_MOST, 4 * limit):
            walked = walk(cursor, asked, exact, low, high, limit, expected)
            if len(walked) >= limit:
                return walked
        sql, values = candidates(asked, parts, low, high)
        cursor.execute(f"{sql} LIMIT %s", [*values, limit])
        return cursor.fetchall()


def walk(cursor: Any, asked: Asked, exact: Sql, low: int, high: int, limit: int, most: int | None) -> list[tuple[int, int]]:
    """The matches among the newest `most` entries of these docids (None: among all)."""
    bound = "" if most is None else f" LIMIT {most:d}"
    newest = f"SELECT * FROM {ENTRY} e WHERE e.docid BETWEEN %s AND %s AND {CONDITIONS[asked.scope]} ORDER BY e.docid DESC{bound}"
    sql, values = exact
    cursor.execute(
        f"SELECT e.docid, e.article_id FROM ({newest}) e WHERE {sql} ORDER BY e.docid DESC LIMIT %s", [low, high, *values, limit]
    )
    rows: list[tuple[int, int]] = cursor.fetchall()
    return rows


def candidates(asked: Asked, parts: Sequence[Node], low: int, high: int) -> Sql:
    """The query that asks the index: candidates first, all of them, then the exact look at one after the other, the newest first."""
    node = All(tuple(parts))
    wide_sql, wide_values = wide_condition(node) or ("TRUE", [])
    exact_sql, exact_values = ("TRUE", []) if is_wide_exact(node) else exact_condition(node)
    return (
        f"WITH m AS MATERIALIZED (SELECT e.* FROM {ENTRY} e"
        f" WHERE {wide_sql} AND e.docid BETWEEN %s AND %s AND {CONDITIONS[asked.scope]})"
        f" SELECT e.docid, e.article_id FROM (SELECT * FROM m ORDER BY docid DESC OFFSET 0) e WHERE {exact_sql}",
        [*wide_values, low, high, *exact_values],
    )


def count(asked: Asked, most: int) -> int:
    """How many matches there are; `most` where there are that many or more."""
    parts, low, high = within_dates(asked)
    node = All(tuple(parts))
    wide = wide_condition(node)
    if wide is None or is_wide_exact(node):
        where, where_values = wide or exact_condition(node)
        sql = f"SELECT 1 FROM {ENTRY} e WHERE {where} AND e.docid BETWEEN %s AND %s AND {CONDITIONS[asked.scope]}"
        values = [*where_values, low, high]
    else:
        sql, values = candidates(asked, parts, low, high)
    with cursor_for_search() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql} LIMIT %s) AS found", [*values, most])
        number: int = cursor.fetchone()[0]
        return number


def exact_condition(node: Node) -> Sql:
    """A part of a query as a condition on one entry, by looking into its texts."""
    if isinstance(node, Word):
        if node.field is Field.SOURCE:
            return _IS_SOURCE, [node.text]
        return ("strpos(e.folded_title, %s) > 0", [node.text]) if node.field is Field.TITLE else (_IN_BOTH, [node.text] * 2)
    if isinstance(node, Not):
        sql, values = exact_condition(node.node)
        return f"NOT {sql}", values
    if isinstance(node, All | Some):
        is_all = isinstance(node, All)
        return joined("AND" if is_all else "OR", [exact_condition(part) for part in node.nodes], "TRUE" if is_all else "FALSE")
    if isinstance(node, Dates):
        return "e.docid BETWEEN %s AND %s", list(docids_of(node.first, node.last))
    if isinstance(node, Articles):
        return articles_condition(node)
    raise TypeError(f"{node!r} was not resolved")


def wide_condition(node: Node) -> Sql | None:
    """A condition that indexes answer and that holds for every match, and perhaps for more; None where there is none."""
    if isinstance(node, Word) and node.field is not Field.SOURCE:
        text = "e.folded_title" if node.field is Field.TITLE else _BOTH
        return f"articles_search_codes({text}) @> %s::int4[]", [codes(node.text)]
    if isinstance(node, Not):
        return None
    if isinstance(node, All | Some):
        parts = [wide_condition(part) for part in node.nodes]
        known = [part for part in parts if part is not None]
        if not known or (isinstance(node, Some) and len(known) < len(parts)):
            return None
        return joined("AND" if isinstance(node, All) else "OR", known, "TRUE")
    return exact_condition(node)


def is_wide_exact(node: Node) -> bool:
    """Whether the wide condition holds for matches alone."""
    if isinstance(node, Word):
        return node.field is Field.SOURCE or are_codes_exact(node.text)
    if isinstance(node, All | Some):
        return all(is_wide_exact(part) for part in node.nodes)
    return not isinstance(node, Not)


def texts_of(docids: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """(docid, title, body) of these rows, folded."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT docid, folded_title, folded_body FROM {ENTRY} WHERE docid = ANY(%s)", [list(docids)])
        yield from cursor.fetchall()


def beginning_with(rows: "QuerySet[Any]", column: str, prefix: str) -> "QuerySet[Any]":
    """LIKE, for which the indexes of terms and names are made here."""
    return rows.filter(**{f"{column}__startswith": prefix})


def indexed_docids() -> Iterable[int]:
    """Every docid that the index holds, in order."""
    return SearchEntry.objects.order_by("docid").values_list("docid", flat=True)


def is_kept(docid: int, title: str, body: str, source: str) -> bool:
    """Whether the index holds these folded texts under this docid."""
    kept = [texts[1:] for texts in texts_of([docid])]
    return kept == [(title, body)]


def is_sound() -> bool:
    """PostgreSQL keeps its indexes with the rows."""
    return True


def empty() -> None:
    """Throw the whole index away: nothing, the texts go with the entries."""
