"""The place in an article that answers a query, cut out of the stored text, with the spans to be marked.

Spans count in the excerpt's own characters. Nothing is escaped here: that is the door's, which knows what it writes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.search.folding import FoldedText, fold

AROUND = 60
"""Characters of the folded text before the first mark; three times as many after it."""
LONGEST = 4 * AROUND
MOST_MARKS = 50
Span = tuple[int, int]


@dataclass(frozen=True)
class Excerpt:
    """`marks`: half-open spans of `text`, in order, none within another. `cut_before`, `cut_after`: whether the text goes on there."""

    text: str
    marks: tuple[Span, ...] = ()
    cut_before: bool = False
    cut_after: bool = False


def mark(text: str, words: Sequence[str]) -> Excerpt:
    """The whole text with these folded words marked: for titles.

    >>> mark("副区长高　能出席", ["高能"]).marks
    ((3, 6),)
    """
    folded = FoldedText.of(text)
    return Excerpt(text, tuple(folded.original(start, end) for start, end in spans_in(folded.text, words)))


def cut_out(text: str, words: Sequence[str]) -> Excerpt:
    """The stretch in which most of these folded words stand, the earliest such; the beginning where there are none."""
    whole = fold(text)
    low = max(0, fullest_start(sorted((at, word) for word in words for at in places_of(whole, word))) - AROUND)
    start, end = original_stretch(text, whole, low, min(len(whole), low + LONGEST))
    part = mark(text[start:end], words)
    return Excerpt(part.text, part.marks, cut_before=start > 0, cut_after=end < len(text))


def fullest_start(places: Sequence[tuple[int, str]]) -> int:
    """Where the stretch begins in which most different words stand, the first such; 0 where there are no places."""
    within: Counter[str] = Counter()
    most, start, left = 0, 0, 0
    for at, word in places:
        within[word] += 1
        while at + len(word) - places[left][0] > LONGEST - AROUND and places[left][0] < at:
            within[places[left][1]] -= 1
            left += 1
        different = sum(1 for number in within.values() if number > 0)
        if different > most:
            most, start = different, places[left][0]
    return start


def original_stretch(text: str, whole: str, low: int, high: int) -> Span:
    if len(text) == len(whole) and low == 0 and high == len(whole):
        return 0, len(text)
    return FoldedText.of(text).original(low, high) if whole else (0, len(text))


def spans_in(folded: str, words: Sequence[str]) -> list[Span]:
    """Where the words stand, those that touch or overlap as one."""
    found = sorted((at, at + len(word)) for word in words for at in places_of(folded, word))
    spans: list[Span] = []
    for start, end in found:
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def places_of(folded: str, word: str) -> list[int]:
    """The first of the word's places."""
    places: list[int] = []
    at = folded.find(word)
    while at >= 0 and len(places) < MOST_MARKS:
        places.append(at)
        at = folded.find(word, at + 1)
    return places
