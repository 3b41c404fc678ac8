"""An article beside its capture, for a page that shows both: each text cut into pieces, every repair and warning in its place in either.

The capture is decoded anew from its bytes; where the reader has changed since the reading was made, places may no longer fit, so all
offsets are taken with care.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.models import Article, Capture
from articles.pipeline.errors import ReadingError
from articles.pipeline.offsets import TracedText
from articles.store.sightings import as_record

LONGEST = 200_000
"""Characters of a text that are shown; a page of more is of no use to anybody."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """One repair or warning. A warning's `proof` is "" and its `after` None. `body`, `capture`: its spans, None where it has none there."""

    number: int
    kind: str
    proof: str
    before: str
    after: str | None
    rivals: tuple[str, ...]
    body: Span | None
    capture: Span | None


@dataclass(frozen=True)
class Piece:
    """Characters that are alike in all that is marked. `place`: the innermost place they belong to; `begins`: the places that begin here.

    `left_out`: nothing of it came into the body.
    """

    text: str
    place: Place | None = None
    begins: tuple[Place, ...] = ()
    left_out: bool = False


@dataclass(frozen=True)
class Shown:
    """`body`, `capture`: the lines of either, in pieces; `trouble`: why the capture cannot be shown, "" where it can."""

    places: tuple[Place, ...]
    body: list[list[Piece]]
    capture: list[list[Piece]]
    body_cut: bool
    capture_cut: bool
    trouble: str


def show_article(article: Article) -> Shown:
    """The article's body and its capture's own text, cut into lines and pieces."""
    data = article.reading.data
    body = TracedText.from_runs(article.body, data["article"].get("offsets") or [])
    places = tuple(place_of(number, item, body) for number, item in enumerate([*data["warnings"], *data["repairs"]], start=1))
    text, trouble = text_of(article.capture)
    shown_text = text[:LONGEST]
    return Shown(
        places=places,
        body=cut(article.body[:LONGEST], [(place.body, place) for place in places if place.body is not None], []),
        capture=cut(
            shown_text,
            [(place.capture, place) for place in places if place.capture is not None],
            gaps(zip(body.starts, body.ends, strict=True), len(shown_text)),
        ),
        body_cut=len(article.body) > LONGEST,
        capture_cut=len(text) > LONGEST,
        trouble=trouble,
    )


def text_of(capture: Capture) -> tuple[str, str]:
    """The capture's own text, or why there is none."""
    # The steps load dictionaries and parsers: only those who look at a capture should wait for them.
    from articles.store.reading import decoded_text

    try:
        return decoded_text(as_record(capture)), ""
    except ReadingError as error:
        return "", error.reason


def place_of(number: int, item: dict[str, Any], body: TracedText) -> Place:
    """The entry of a reading as a place. What was taken out from between two characters of the body has an empty span there."""
    capture = (item["capture_start"], item["capture_end"])
    span = None if item["start"] is None else (item["start"], item["end"])
    if span is None and len(body) and body.starts[0] <= capture[0] and capture[1] <= body.ends[-1]:
        index = bisect_left(body.starts, capture[0])
        span = (index, index)
    return Place(
        number=number,
        kind=item["kind"],
        proof=item.get("proof", ""),
        before=item.get("before", item.get("text", "")),
        after=item.get("after"),
        rivals=tuple(item.get("rivals", ())),
        body=span,
        capture=capture,
    )


def gaps(kept: Iterable[Span], length: int) -> list[Span]:
    """What no span of `kept` covers, from 0 to `length`.

    >>> gaps([(2, 3), (3, 5), (3, 5), (7, 8)], 10)
    [(0, 2), (5, 7), (8, 10)]
    """
    found, done = [], 0
    for start, end in sorted(kept):
        if start > done:
            found.append((done, min(start, length)))
        done = max(done, end)
        if done >= length:
            return found
    return [*found, (done, length)] if done < length else found


def cut(text: str, spans: list[tuple[Span, Place]], left_out: list[Span]) -> list[list[Piece]]:
    """The text's lines in pieces; a piece ends where any span or line does. Spans may overlap, be empty, or lie outside the text."""
    opening: dict[int, list[tuple[Span, Place]]] = defaultdict(list)
    bounds = {0, len(text)}
    for (start, end), place in spans:
        if 0 <= start <= min(end, len(text)):
            clipped = (start, min(end, len(text)))
            opening[start].append((clipped, place))
            bounds |= set(clipped)
    for start, end in left_out:
        bounds |= {start, end}
    for index, character in enumerate(text):
        if character == "\n":
            bounds |= {index, index + 1}
    lines: list[list[Piece]] = [[]]
    active: list[tuple[Span, Place]] = []
    edges = sorted(bounds)
    gap = 0
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        lines[-1].extend(Piece("", place, (place,)) for span, place in opening[start] if span == (start, start))
        begun = [(span, place) for span, place in opening[start] if span[1] > start]
        active = [pair for pair in active if pair[0][1] > start] + begun
        while gap < len(left_out) and left_out[gap][1] <= start:
            gap += 1
        if start == end:
            continue
        piece = Piece(
            text=text[start:end],
            place=min(active, key=lambda pair: pair[0][1] - pair[0][0])[1] if active else None,
            begins=tuple(place for _, place in begun),
            left_out=gap < len(left_out) and left_out[gap][0] <= start,
        )
        if piece.text == "\n":
            # A place may begin at a line's end: its anchor goes before the break.
            lines[-1].extend(Piece("", None, (place,)) for place in piece.begins)
            lines.append([])
        else:
            lines[-1].append(piece)
    return lines
