"""Two versions of a page side by side: sentence by sentence, and within a changed sentence character by character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from django.db.models import Q

from articles.models import Article, Finding

MOST = 1_000
"""Sentences of either version that are compared."""
LONGEST = 400
"""Characters of a sentence that are compared one by one."""
SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”』」）]*|[^。！？\n]+")
Part = tuple[bool, str]
"""Whether the other side lacks it, and the characters."""


@dataclass(frozen=True)
class Pair:
    """A sentence of either version; empty where that version has none."""

    changed: bool
    earlier: tuple[Part, ...]
    later: tuple[Part, ...]


@dataclass(frozen=True)
class Compared:
    """`cut`: whether a version is longer than what is compared."""

    pairs: tuple[Pair, ...]
    cut: bool


def sentences(body: str) -> list[str]:
    """
    >>> sentences("甲来了。乙说：“好！”\\n丙走了")
    ['甲来了。', '乙说：“好！”', '丙走了']
    """
    return [found.group().strip() for found in SENTENCE.finditer(body) if found.group().strip()]


def compare(earlier: str, later: str) -> Compared:
    """What stands in either version, in the order of the text."""
    one, other = sentences(earlier), sentences(later)
    cut = len(one) > MOST or len(other) > MOST
    return Compared(tuple(pairs_of(one[:MOST], other[:MOST])), cut)


def pairs_of(one: list[str], other: list[str]) -> Iterator[Pair]:
    for what, start, end, start_there, end_there in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for left, right in zip_longest(one[start:end], other[start_there:end_there], fillvalue=""):
            if what == "equal":
                yield Pair(False, ((False, left),), ((False, right),))
            else:
                yield Pair(True, *within(left, right))


def within(left: str, right: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of a changed sentence; two that have little in common are wholly different.

    >>> within("出席12人。", "出席15人。")
    (((False, '出席1'), (True, '2'), (False, '人。')), ((False, '出席1'), (True, '5'), (False, '人。')))
    """
    if not left or not right or len(left) > LONGEST or len(right) > LONGEST:
        return tuple((True, text) for text in (left,) if text), tuple((True, text) for text in (right,) if text)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < 0.5:
        return ((True, left),), ((True, right),)
    mine, its = [], []
    for what, start, end, start_there, end_there in matcher.get_opcodes():
        mine.append((what != "equal", left[start:end]))
        its.append((what != "equal", right[start_there:end_there]))
    return tuple(part for part in mine if part[1]), tuple(part for part in its if part[1])


def changes_found(one: Article, other: Article) -> list[Finding]:
    """What was noticed between two versions: names and numbers that the later one left out or added."""
    rows = Finding.objects.filter(Q(block=one.address[:400]) | Q(block=other.address[:400]), kind="version_changed") if one.address else ()
    return [row for row in rows if set(row.about) == {one.key, other.key}]
