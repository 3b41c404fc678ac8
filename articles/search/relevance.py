"""How well an article answers the words of a query: BM25 over the matches that are compared, words in the title counting for more.

The matches compared are taken for the whole collection, so the order is the same on every database and needs no statistics kept.
"""

import math
from collections.abc import Iterable, Sequence

TITLE_WEIGHT = 5
SATURATION, LENGTH = 1.2, 0.75
"""BM25's usual k1 and b."""

Row = tuple[int, str, str]
"""docid, folded title, folded body."""


def by_relevance(rows: Iterable[Row], words: Sequence[str]) -> list[int]:
    """The docids, the best answer first, the newer of equals first.

    >>> by_relevance([(1, "招商", "招商大会"), (2, "大会", "会上谈到招商")], ["招商"])
    [1, 2]
    """
    counted = [
        (docid, len(title) + len(body), [TITLE_WEIGHT * title.count(word) + body.count(word) for word in words])
        for docid, title, body in rows
    ]
    if not counted:
        return []
    usual = sum(length for _, length, _ in counted) / len(counted) or 1
    weights = [rareness(sum(1 for _, _, often in counted if often[at]), len(counted)) for at in range(len(words))]
    scored = []
    for docid, length, often in counted:
        norm = SATURATION * (1 - LENGTH + LENGTH * length / usual)
        score = sum(weight * number * (SATURATION + 1) / (number + norm) for weight, number in zip(weights, often, strict=True))
        scored.append((-round(score, 9), -docid))
    return [-docid for _, docid in sorted(scored)]


def rareness(holding: int, of: int) -> float:
    return math.log(1 + (of - holding + 0.5) / (holding + 0.5))
