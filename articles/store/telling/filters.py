"""What lists are narrowed by: each a function of the rows, the value given, and who looks."""

import json
from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from articles.models import Witness
from articles.store.audiences import Audience, rows_for, words_among
from articles.store.choosing import named_like
from articles.store.looking_up import MODELS, look_up

Rows = QuerySet[Any]
Filter = Callable[[Rows, Any, Audience], Rows]


def equal(column: str) -> Filter:
    return lambda rows, value, audience: rows.filter(**{column: value})


def holds(column: str) -> Filter:
    """That the text holds these characters, as they are."""
    return lambda rows, value, audience: rows.filter(**{f"{column}__contains": value})


def begins(column: str) -> Filter:
    return lambda rows, value, audience: rows.filter(**{f"{column}__startswith": value})


def at_least(column: str) -> Filter:
    return lambda rows, value, audience: rows.filter(**{f"{column}__gte": value})


def one_of(column: str) -> Filter:
    return lambda rows, value, audience: rows.filter(**{f"{column}__in": value})


def since(column: str) -> Filter:
    """From a date on, that day, month or year in it; what has no year is of no date."""
    return lambda rows, value, audience: dated(rows, column).filter(**{f"{column}__gte": value})


def until(column: str) -> Filter:
    """Up to a date, that day, month or year in it."""
    return lambda rows, value, audience: dated(rows, column).filter(**{f"{column}__lt": behind(value)})


def dated(rows: Rows, column: str) -> Rows:
    return rows.exclude(**{column: ""}).exclude(**{f"{column}__startswith": "-"})


def behind(date: str) -> str:
    """A text behind all dates that begin so, and before all others that come later; no such date has to exist.

    >>> behind("2024"), behind("2024-12"), behind("2024-09"), behind("2024-03-29")
    ('2025', '2024-13', '2024-10', '2024-03-30')
    """
    head, last = (date[:-2], date[-2:]) if "-" in date else ("", date)
    return head + str(int(last) + 1).rjust(len(last), "0")


def pointing(column: str, kind: str) -> Filter:
    """Rows that refer to the row of this public id, a former one too; none where it leads nowhere or may not be seen."""

    def narrowed(rows: Rows, value: Any, audience: Audience) -> Rows:
        found = look_up(kind, value)
        if found is None or not rows_for(MODELS[kind], audience).filter(pk=found.row.pk).exists():
            return rows.none()
        return rows.filter(**{column: found.row.pk})

    return narrowed


def witnessed(mine: str, kind: str, theirs: str = "") -> Filter:
    """Rows with a witness of the row of this id; `mine`, `theirs`: columns of witnesses (an article's persons, a person's articles)."""

    def narrowed(rows: Rows, value: Any, audience: Audience) -> Rows:
        found = look_up(kind, value)
        if found is None or not rows_for(MODELS[kind], audience).filter(pk=found.row.pk).exists():
            return rows.none()
        words = words_among(Witness.objects.filter(**{theirs or kind: found.row.pk}), audience).exclude(**{mine: None}).order_by()
        return rows.filter(pk__in=words.values(mine))

    return narrowed


def among_codes(column: str) -> Filter:
    """That one of the row's division codes begins so; `column` holds a list of them."""

    def narrowed(rows: Rows, value: Any, audience: Audience) -> Rows:
        # Both databases write a list of codes as text in the same way; neither has an index for it.
        return rows.annotate(codes=Cast(column, TextField())).filter(codes__contains=json.dumps(value)[:-1])

    return narrowed


def called(rows: Rows, value: Any, audience: Audience) -> Rows:
    """By part of the name, or the beginning of its pinyin or initials."""
    return named_like(rows, value)


def in_office(rows: Rows, value: Any, audience: Audience) -> Rows:
    """Tenures that were seen on or before the date, and on or after it."""
    seen = Q(first_seen__lt=behind(value), last_seen__gte=value)
    return dated(rows, "first_seen").filter(seen, former_only=False)
