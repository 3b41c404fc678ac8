"""The index on SQLite: FTS5 over pairs of characters, without the text (contentless), its rows in the order of dates.

Rows are numbered by docid, so FTS5 itself gives the newest first and a range of dates is a range of rows. Beside it stands the folded text,
compressed: SQLite before 3.43 deletes a row of a contentless table only by its old tokens, and relevance is counted in it.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import QuerySet

from articles.models import SearchEntry
from articles.search.asking import Asked, Parameters, Sql, articles_condition, joined, within_dates
from articles.search.bigrams import SOURCE, phrase, tokens
from articles.search.docids import docids_of
from articles.search.tree import All, Articles, Dates, Field, Node, Not, Some, Word
from articles.search.visible import CONDITIONS

FACETS_OVER = 5_000
"""Matches, the newest, over which facets are counted: as many as take a few hundredths of a second."""
ENTRY = "articles_searchentry"
PAIRS = "articles_searchpairs"
FOLDED = "articles_searchfolded"
_AT_ONCE = 500


def put(entry: SearchEntry, title: str, body: str, source: str) -> None:
    """Index an article's folded texts under a docid that is free."""
    entry.save(force_insert=True)
    with connection.cursor() as cursor:
        values: Parameters = [entry.docid, tokens(body), tokens(title), tokens(source, SOURCE)]
        cursor.execute(f"INSERT INTO {PAIRS} (rowid, body, title, source) VALUES (%s, %s, %s, %s)", values)
        cursor.execute(f"INSERT INTO {FOLDED} (docid, texts) VALUES (%s, %s)", [entry.docid, packed(title, body, source)])


def drop(docid: int) -> None:
    """Take an article out of the index; nothing happens where it is not in it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT texts FROM {FOLDED} WHERE docid = %s", [docid])
        row = cursor.fetchone()
        if row is None:
            return
        title, body, source = unpacked(row[0])
        cursor.execute(
            f"INSERT INTO {PAIRS} ({PAIRS}, rowid, body, title, source) VALUES ('delete', %s, %s, %s, %s)",
            [docid, tokens(body), tokens(title), tokens(source, SOURCE)],
        )
        cursor.execute(f"DELETE FROM {FOLDED} WHERE docid = %s", [docid])


def highest(low: int, high: int) -> int | None:
    """The greatest docid that the index holds between these, both in."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(docid) FROM {FOLDED} WHERE docid BETWEEN %s AND %s", [low, high])
        found: int | None = cursor.fetchone()[0]
        return found


def packed(title: str, body: str, source: str) -> bytes:
    # A folded text holds no NUL.
    return zlib.compress("\0".join((title, body, source)).encode(), 1)


def unpacked(texts: bytes) -> list[str]:
    return zlib.decompress(texts).decode().split("\0")


def find(asked: Asked, limit: int) -> list[tuple[int, int]]:
    """The newest matches: (docid, article's id)."""
    sql, values = matches(asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT e.docid, e.article_id {sql} ORDER BY {order(sql)} DESC LIMIT %s", [*values, limit])
        return cursor.fetchall()


def count(asked: Asked, most: int) -> int:
    """How many matches there are; `most` where there are that many or more."""
    sql, values = matches(asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 {sql} LIMIT %s)", [*values, most])
        number: int = cursor.fetchone()[0]
        return number


def order(sql: str) -> str:
    return f"{PAIRS}.rowid" if sql.startswith(f"FROM {PAIRS}") else "e.docid"


def matches(asked: Asked) -> Sql:
    """FROM and WHERE of the matches. Words lead by full text, the newest first; where there are none, the articles that were given. What is
    left is looked at row by row."""
    parts, low, high = within_dates(asked)
    wanted = [expression for part in parts if (expression := full_text(part)) is not None]
    unwanted = [expression for part in parts if isinstance(part, Not) and (expression := full_text(part.node)) is not None]
    if wanted:
        parts = [part for part in parts if full_text(part.node if isinstance(part, Not) else part) is None]
        start = f"FROM {PAIRS} CROSS JOIN {ENTRY} e ON e.docid = {PAIRS}.rowid WHERE {PAIRS} MATCH %s AND {PAIRS}.rowid BETWEEN %s AND %s"
        values: Parameters = [all_of(wanted, unwanted), low, high]
    else:
        given = next((part for part in parts if isinstance(part, Articles)), None)
        start, values = f"FROM {ENTRY} e WHERE e.docid BETWEEN %s AND %s", [low, high]
        if given is not None and isinstance(given.ids, QuerySet):
            # Else SQLite walks all entries, the newest first, and asks for each whether it is one of the few. UNION names the column.
            parts = [part for part in parts if part is not given]
            sql, own = given.ids.query.sql_with_params()
            named = f"SELECT NULL AS article_id WHERE 0 UNION SELECT * FROM ({sql})"
            start = f"FROM ({named}) g CROSS JOIN {ENTRY} e ON e.article_id = g.article_id WHERE e.docid BETWEEN %s AND %s"
            values = [*own, low, high]
    more, more_values = joined("AND", [condition(part) for part in parts], "1 = 1")
    return f"{start} AND {CONDITIONS[asked.scope]} AND {more}", values + more_values


def full_text(node: Node) -> str | None:
    """The full-text expression of a part that is made of words alone and asks for at least one; None for any other."""
    if isinstance(node, Word):
        if node.field is Field.SOURCE:
            return phrase(node.text, SOURCE)
        return ("title : " if node.field is Field.TITLE else "") + phrase(node.text)
    if isinstance(node, Some):
        expressions = [full_text(part) for part in node.nodes]
        either = [expression for expression in expressions if expression is not None]
        return f"({' OR '.join(either)})" if either and len(either) == len(expressions) else None
    if isinstance(node, All):
        wanted = [full_text(part) for part in node.nodes if not isinstance(part, Not)]
        unwanted = [full_text(part.node) for part in node.nodes if isinstance(part, Not)]
        if not wanted or None in wanted or None in unwanted:
            return None
        return all_of([str(expression) for expression in wanted], [str(expression) for expression in unwanted])
    return None


def all_of(wanted: Sequence[str], unwanted: Sequence[str]) -> str:
    together = f"({' AND '.join(wanted)})"
    return f"({together} NOT ({' OR '.join(unwanted)}))" if unwanted else together


def condition(node: Node) -> Sql:
    """Any part of a query as a condition on one entry."""
    expression = full_text(node)
    if expression is not None:
        return f"e.docid IN (SELECT rowid FROM {PAIRS} WHERE {PAIRS} MATCH %s)", [expression]
    if isinstance(node, Not):
        sql, values = condition(node.node)
        return f"NOT {sql}", values
    if isinstance(node, All | Some):
        is_all = isinstance(node, All)
        return joined("AND" if is_all else "OR", [condition(part) for part in node.nodes], "1 = 1" if is_all else "1 = 0")
    if isinstance(node, Dates):
        return "e.docid BETWEEN %s AND %s", list(docids_of(node.first, node.last))
    if isinstance(node, Articles):
        return articles_condition(node)
    raise TypeError(f"{node!r} was not resolved")


def texts_of(docids: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """(docid, title, body) of these rows, folded."""
    for start in range(0, len(docids), _AT_ONCE):
        some = ",".join(str(int(docid)) for docid in docids[start : start + _AT_ONCE])
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT docid, texts FROM {FOLDED} WHERE docid IN ({some})")
            for docid, texts in cursor.fetchall():
                title, body, _ = unpacked(texts)
                yield docid, title, body


def beginning_with(rows: "QuerySet[Any]", column: str, prefix: str) -> "QuerySet[Any]":
    """LIKE ignores case here and so uses no index: a range does."""
    return rows.filter(**{f"{column}__gte": prefix, f"{column}__lt": prefix + "\U0010ffff"})


def indexed_docids() -> Iterable[int]:
    """Every docid that the index holds, in order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT docid FROM {FOLDED} UNION SELECT id FROM {PAIRS}_docsize ORDER BY 1")
        return [docid for (docid,) in cursor.fetchall()]


def is_kept(docid: int, title: str, body: str, source: str) -> bool:
    """Whether the index holds these folded texts under this docid, as far as can be told: a contentless table gives none back."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT f.texts FROM {FOLDED} f JOIN {PAIRS}_docsize d ON d.id = f.docid WHERE f.docid = %s", [docid])
        row = cursor.fetchone()
    return row is not None and unpacked(row[0]) == [title, body, source]


def is_sound() -> bool:
    """Whether the full-text index holds together, every page of it, and has the rows of the folded texts."""
    in_one = "SELECT {0} FROM {1} EXCEPT SELECT {2} FROM {3}"
    unlike = [in_one.format("id", f"{PAIRS}_docsize", "docid", FOLDED), in_one.format("docid", FOLDED, "id", f"{PAIRS}_docsize")]
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"INSERT INTO {PAIRS} ({PAIRS}) VALUES ('integrity-check')")
        except DatabaseError:
            return False
        return not any(cursor.execute(f"{sql} LIMIT 1").fetchone() for sql in unlike)


def empty() -> None:
    """Throw the whole index away."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {PAIRS} ({PAIRS}) VALUES ('delete-all')")
        cursor.execute(f"DELETE FROM {FOLDED}")
