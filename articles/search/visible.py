"""What the public may see of an article, which articles, and which facts: decided here and nowhere else.

Hijacked text (gambling keywords in a name's place) and the numbers of mobile telephones are neither shown nor indexed: each of their
characters becomes ▇, so that spans stay true. Withheld articles are not found; rejected and withheld facts, and unreviewed ones below
NEWSDB_PUBLIC_CONFIDENCE, are not told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Q

from articles.models import Witness
from articles.pipeline.records import WarningKind

MASK = "▇"
Spans = list[list[int]]
# Of a person, as they are printed in notices: 13800000000, 138-0000-0000, 138 0000 0000. The numbers of offices (0512-…) are public.
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])")
REVIEWED = (Witness.Status.ACCEPTED, Witness.Status.CORRECTED, Witness.Status.LOCKED, Witness.Status.CREATED)


class Scope(StrEnum):
    """Which articles a search finds: those the public sees, or every one that is kept."""

    PUBLIC = "public"
    ALL = "all"


CONDITIONS = {Scope.PUBLIC: "e.shown", Scope.ALL: "1 = 1"}
"""The condition of each scope in SQL; `e` is the table of search entries."""


@dataclass(frozen=True)
class Visible:
    """An article's words as the public may read them. `hidden`: the spans that are masked, by field."""

    title: str
    subtitle: str
    source: str
    body: str
    hidden: dict[str, Spans]


def visible_text(article: Mapping[str, Any], warnings: Iterable[Mapping[str, Any]]) -> Visible:
    """`article`: its columns; `warnings`: those of its reading, whose spans count in the body."""
    hijacked = [warning for warning in warnings if warning["kind"] == WarningKind.HIJACKED_NAME]
    words = sorted({warning["text"] for warning in hijacked if warning["text"].strip()}, key=lambda word: (-len(word), word))
    hidden = {name: spans_of(words, article[name]) for name in ("title", "subtitle", "source")}
    hidden["body"] = [[warning["start"], warning["end"]] for warning in hijacked if warning["start"] is not None]
    for name in ("title", "subtitle", "body"):
        hidden[name] += private_numbers(article[name])
    texts = {name: masked(article[name], spans) for name, spans in hidden.items()}
    return Visible(**texts, hidden={name: spans for name, spans in hidden.items() if spans})


def private_numbers(text: str) -> Spans:
    """Where numbers of mobile telephones stand.

    >>> private_numbers("陈大海 13800000000，办公电话 0512-60000000")
    [[4, 15]]
    """
    return [[found.start(), found.end()] for found in _MOBILE.finditer(text)]


def public_facts() -> Q:
    """Of witnesses: those that the public sees. What nobody reviewed is shown as unreviewed, and only from a confidence on."""
    sure = Q(status__in=REVIEWED) | Q(status=Witness.Status.UNREVIEWED, confidence__gte=settings.PUBLIC_CONFIDENCE)
    return sure & Q(withheld=False, article__withheld=False)


def spans_of(words: Sequence[str], text: str) -> Spans:
    """Where these words stand in a text whose warnings have no spans: the title, which the body's offsets do not count."""
    spans = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            spans.append([at, at + len(word)])
            at = text.find(word, at + len(word))
    return sorted(spans)


def masked(text: str, spans: Iterable[Sequence[int]]) -> str:
    """The text with every character of the spans as ▇; its length stays.

    >>> masked("一月彩票网召开会议", [[2, 5]])
    '一月▇▇▇召开会议'
    """
    for start, end in spans:
        low, high = max(0, start), min(end, len(text))
        text = text[:low] + MASK * (high - low) + text[high:]
    return text
