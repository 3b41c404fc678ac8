"""Paragraphs as a library gives them to lines of the page: libraries choose, the page supplies the characters.

Libraries drop blanks, glue list items together and put marks between table cells, so nothing is compared but the characters that are no
blanks. Long paragraphs are found first and hold the place; short ones (a cross-heading, 图, 一、) count only between their neighbours,
or a word of the navigation would be taken for them.

>>> page = ["会议", "区委召开会议，部署工作。", "会议", "书记讲话，提出三点要求。", "会议"]
>>> align(page, ["区委召开会议，部署工作。", "会议", "书记讲话，提出三点要求。"])
[False, True, True, True, False]
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

LONG = 12
SHORTEST_PIECE = 6
REACH = 300
MOST_SEARCHES = 2000
MOST_MISSES = 500
_PIECE_END = re.compile(r"(?<=[。！？；])")


def align(lines: Sequence[str], paragraphs: Sequence[str]) -> list[bool]:
    """Which of the lines are mostly made of the paragraphs; both given without blanks.

    Where a paragraph stands twice on a page (a summary, then the article), the place behind the paragraph before it counts.
    """
    text = "".join(lines)
    offsets = list(accumulate((len(line) for line in lines), initial=0))
    anchors = _find_anchors(text, paragraphs)
    covered = bytearray(len(text))
    for anchor in anchors:
        if anchor:
            covered[anchor[0] : anchor[1]] = b"\1" * (anchor[1] - anchor[0])
    following = _starts_of_next(anchors, len(text))
    position, searches = 0, 0
    for paragraph, anchor, following_start in zip(paragraphs, anchors, following, strict=True):
        limit = following_start
        if anchor:
            position = anchor[1]
            continue
        if not paragraph:
            continue
        if len(paragraph) < LONG:
            places = _place(text, [paragraph], position, min(max(limit, position), position + REACH))
        elif searches < MOST_SEARCHES:
            searches += 1
            # Libraries also move things: a paragraph that has no room between its neighbours is looked for everywhere.
            if limit - position < len(paragraph) // 2:
                position, limit = 0, len(text)
            first, last = bisect_left(offsets, position), bisect_left(offsets, limit)
            places = _place_lines(lines, offsets, range(first, min(last, len(lines))), paragraph)
            pieces = [piece for piece in _PIECE_END.split(paragraph) if len(piece) >= SHORTEST_PIECE]
            places += _place(text, pieces, position, limit)
        else:
            break
        for start, end in places:
            covered[start:end] = b"\1" * (end - start)
            position = max(position, end)
    return [2 * sum(covered[start:end]) >= max(1, end - start) for start, end in pairwise(offsets)]


def _find_anchors(text: str, paragraphs: Sequence[str]) -> list[tuple[int, int] | None]:
    """Where each long paragraph stands whole; None for short ones and those that stand nowhere."""
    anchors: list[tuple[int, int] | None] = []
    position = misses = 0
    for paragraph in paragraphs:
        start = -1
        if len(paragraph) >= LONG and misses < MOST_SEARCHES:
            start = text.find(paragraph, position)
            if start < 0:
                start = text.find(paragraph)
                misses += start < 0
        anchors.append((start, start + len(paragraph)) if start >= 0 else None)
        if start >= 0:
            position = max(position, start + len(paragraph))
    return anchors


def _starts_of_next(anchors: Sequence[tuple[int, int] | None], end: int) -> list[int]:
    """For each place in the list, where the next anchor behind it starts."""
    starts = [end] * len(anchors)
    for index in range(len(anchors) - 2, -1, -1):
        following = anchors[index + 1]
        starts[index] = following[0] if following else starts[index + 1]
    return starts


def _place(text: str, pieces: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """The pieces that stand in text[start:end], in their order."""
    places = []
    for piece in pieces:
        found = text.find(piece, start, end)
        if found >= 0:
            places.append((found, found + len(piece)))
            start = found + len(piece)
    return places


def _place_lines(lines: Sequence[str], offsets: Sequence[int], among: range, paragraph: str) -> list[tuple[int, int]]:
    """The lines a paragraph was glued together from: long ones wherever they stand in it, short ones only where the last one ended."""
    places = []
    reached = misses = 0
    for index in among:
        line = lines[index]
        if not line or len(line) > len(paragraph):
            continue
        if misses > MOST_MISSES:
            break
        if len(line) >= LONG:
            found = paragraph.find(line, reached)
            if found < 0:
                found = paragraph.find(line)
        else:
            found = paragraph.find(line, reached, reached + len(line) + 4)
        if found >= 0:
            reached = found + len(line)
            places.append((offsets[index], offsets[index + 1]))
        misses += found < 0
    return places
