"""What the public may see of an article, and which articles: decided here and nowhere else.

Hijacked text (gambling keywords in a name's place) is neither shown nor indexed: each of its characters becomes ▇, so that spans stay true.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from articles.pipeline.records import WarningKind

MASK = "▇"
Spans = list[list[int]]


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
    texts = {name: masked(article[name], spans) for name, spans in hidden.items()}
    return Visible(**texts, hidden={name: spans for name, spans in hidden.items() if spans})


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
