"""Rows by what people type: Chinese characters anywhere in the name, or the beginning of its pinyin or of its initials."""

import json
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST = 100


def named_like(rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """The rows (of a model with name, pinyin and initials) that the typed words may mean, the best match first.

    An id that is typed or pasted whole leads to its row as well. Characters are looked for anywhere in the name and its other forms,
    letters at the beginning of pinyin and initials alone, so that an index answers; capital letters and digits in names too.
    """
    words = "".join(typed.split())[:LONGEST]
    if not words:
        return rows
    letters = words.casefold()
    spelled = all(letter in LETTERS for letter in letters)
    known = Q(key=letters) | (begins("pinyin", letters) | begins("initials", letters) if spelled else Q())
    if not spelled or letters != words or not letters.isalpha():
        known |= Q(name__contains=words)
        # In JSON a mark may stand for something else than itself.
        if words.isalnum() and any(field.name == "other_names" for field in rows.model._meta.fields):
            rows = rows.annotate(other_names_text=Cast("other_names", TextField()))
            # One database keeps the characters as they are, the other as they are escaped in JSON.
            known |= Q(other_names_text__contains=words) | Q(other_names_text__contains=json.dumps(words)[1:-1])
    return rows.filter(known).annotate(nearness=nearness(words, letters)).order_by("nearness", "-articles_count", "name", "key")


def begins(column: str, letters: str) -> Q:
    """That the column begins so; given as a range too, which every database finds by its index."""
    found = Q(**{f"{column}__startswith": letters, f"{column}__gte": letters})
    return found & Q(**{f"{column}__lt": after(letters)}) if after(letters) else found


def after(letters: str) -> str:
    """The first word behind all that begin so; "" where there is none.

    >>> after("li"), after("lz"), after("zz")
    ('lj', 'm', '')
    """
    left = letters.rstrip("z")
    return left[:-1] + LETTERS[LETTERS.index(left[-1]) + 1] if left else ""


def nearness(words: str, letters: str) -> Case:
    ordered = (
        Q(key=letters),
        Q(name=words),
        Q(initials=letters) | Q(pinyin=letters),
        Q(name__startswith=words),
    )
    return Case(
        *(When(one, then=Value(place)) for place, one in enumerate(ordered)), default=Value(len(ordered)), output_field=IntegerField()
    )
