"""An article's facts as its page shows them, and its body cut where what is named begins and ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, Protocol, TypeVar

from django.utils.translation import gettext as _

from articles.models import Article, Witness
from articles.store.showable import OPEN
from articles.store.targets import CannotDecide

MOST = 400
"""Facts of one article that its page shows."""
NAMES = ("person", "organization", "meeting")
MARKED = 4_000
"""Places that are marked in a body."""


class Word(Protocol):
    """What `bits_of` has to know of a witness."""

    @property
    def kind(self) -> Any: ...
    @property
    def key(self) -> Any: ...
    @property
    def status(self) -> Any: ...
    @property
    def start(self) -> Any: ...
    @property
    def end(self) -> Any: ...
    @property
    def spans(self) -> Any: ...


W = TypeVar("W", bound=Word)


@dataclass(frozen=True)
class Bit(Generic[W]):
    """Characters of the body at `start` that the same words are about, the innermost first, of equal ones names."""

    text: str
    start: int
    words: tuple[W, ...] = ()


def facts_of(article: Article, *, withheld: bool) -> tuple[list[Witness], int]:
    """The first facts in the order of the text, and how many there are; `withheld`: whether those are among them that are withheld.

    One query; two where there are more than are shown.
    """
    rows = article.witnesses.all() if withheld else article.witnesses.filter(OPEN)
    ordered = rows.select_related("person", "organization", "meeting", "tenure__post").defer("machine", "company", "resolution")
    found = list(ordered.order_by("start", "end", "key")[: MOST + 1])
    return found[:MOST], len(found) if len(found) <= MOST else rows.count()


def places_of(word: Word) -> list[tuple[int, int]]:
    """Where the word stands: every place of a name, the one place of anything else."""
    spans = [(span[0], span[1]) for span in word.spans] if word.kind in NAMES else []
    own = [(word.start, word.end)] if word.start is not None and word.end is not None else []
    return sorted({*spans, *own})


def bits_of(body: str, words: Sequence[W], breaks: Collection[int] = ()) -> list[list[Bit[W]]]:
    """The body's lines, each in bits; `breaks`: further places where a bit has to end. Rejected words are not marked."""
    places = [
        (start, min(end, len(body)), word)
        for word in words
        if word.status != Witness.Status.REJECTED
        for start, end in places_of(word)
        if 0 <= start < end and start < len(body)
    ][:MARKED]
    edges = {0, len(body), *(place for place in breaks if place < len(body))}
    opening: dict[int, list[tuple[int, int, W]]] = {}
    for start, end, word in places:
        edges |= {start, end}
        opening.setdefault(start, []).append((start, end, word))
    for at, character in enumerate(body):
        if character == "\n":
            edges |= {at, at + 1}
    lines: list[list[Bit[W]]] = [[]]
    active: list[tuple[int, int, W]] = []
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        active = [place for place in active if place[1] > start] + opening.get(start, [])
        text = body[start:end]
        if text == "\n":
            lines.append([])
        else:
            inner = sorted(active, key=lambda place: (place[1] - place[0], place[2].kind not in NAMES, place[2].key))
            lines[-1].append(Bit(text, start, tuple(dict.fromkeys(word for _start, _end, word in inner))))
    return lines


def place_of_words(article: Article, words: str, number: int = 0) -> tuple[int, int]:
    """Where these words stand in the body; `number`: which of several places is meant, from 1. Raises CannotDecide.

    Blanks and line ends around the words do not count.
    """
    wanted = words.replace("\r\n", "\n").strip()
    if not wanted:
        raise CannotDecide(_("mark the words in the body, or give them as they stand there"))
    found, at = [], article.body.find(wanted)
    while at >= 0:
        found.append(at)
        at = article.body.find(wanted, at + 1)
    if not found:
        raise CannotDecide(_("these words do not stand in the body: %(words)s") % {"words": wanted[:60]})
    if number > len(found) or (number < 1 and len(found) > 1):
        raise CannotDecide(
            _("these words stand %(number)s times in the body: say which of them, 1 to %(number)s, or give more words")
            % {"number": len(found)}
        )
    start = found[max(number, 1) - 1]
    return start, start + len(wanted)
