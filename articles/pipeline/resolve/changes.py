"""What a later version of a page changed: the silent edit is news of its own.

earlier   区长甲某说,全年完成投资12.5亿元。乙某参加。
later     区长丙某说,全年完成投资15亿元。
changed   甲某, 乙某 gone, 丙某 new; 12.5 → 15 (完成投资 _ 亿元); 2 sentences out, 1 in
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_SENTENCE = re.compile(r"[^。!?;!?;\n]+[。!?;!?;]*")
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?")
_TOKEN = re.compile(rf"{_NUMBER.pattern}|.", re.DOTALL)
_CONTEXT = 6
_COMPARED = 60
"""Sentences of each side that are looked through for a partner: a page rewritten from end to end has no numbers that changed."""
_LONGEST = 300
"""Characters of a sentence that are compared."""
_ALIKE = 0.5
"""Shared pairs of characters (0 to 1) from which one sentence came for another."""


@dataclass(frozen=True)
class VersionText:
    """One version of a page. `names`: the persons its reading found."""

    title: str
    body: str
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NumberChange:
    """A number that stands in another's place. `left`, `right`: a few characters around it, in the later version."""

    before: str
    after: str
    left: str
    right: str


@dataclass(frozen=True)
class Changes:
    """From the earlier version to the later. `title`: both titles, None where it stayed; a changed sentence is one out and one in.

    Sentences that only moved, and blanks, count as no change.
    """

    names_removed: tuple[str, ...] = ()
    names_added: tuple[str, ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    title: tuple[str, str] | None = None
    sentences_removed: int = 0
    sentences_added: int = 0


def what_changed(earlier: VersionText, later: VersionText) -> Changes:
    """
    >>> what_changed(VersionText("", "投资12亿元。"), VersionText("", "投资15亿元。")).numbers
    (NumberChange(before='12', after='15', left='投资', right='亿元。'),)
    """
    removed, added = _difference(list(_sentences(earlier.body)), list(_sentences(later.body)))
    before, after = _level(earlier.title), _level(later.title)
    return Changes(
        tuple(sorted(earlier.names - later.names)),
        tuple(sorted(later.names - earlier.names)),
        tuple(_number_changes(removed, added)),
        (earlier.title, later.title) if before != after else None,
        len(removed),
        len(added),
    )


def _level(text: str) -> str:
    """Without blanks, and the widths of characters levelled: neither is a change worth telling."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _sentences(body: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(body):
        sentence = _level(found.group())
        if sentence:
            yield sentence


def _difference(earlier: list[str], later: list[str]) -> tuple[list[str], list[str]]:
    """The sentences of each side that the other has not, or has fewer of, in the order of the text."""
    return list(_beyond(earlier, Counter(later))), list(_beyond(later, Counter(earlier)))


def _beyond(sentences: Iterable[str], known: Counter[str]) -> Iterator[str]:
    for sentence in sentences:
        if known[sentence]:
            known[sentence] -= 1
        else:
            yield sentence


def _number_changes(removed: list[str], added: list[str]) -> Iterator[NumberChange]:
    """The numbers that changed between a sentence that went and the one that came for it; each has one partner."""
    left = added[:_COMPARED]
    for before in removed[:_COMPARED]:
        after = _partner(before, left)
        if after is not None:
            left.remove(after)
            yield from _between(before, after)


def _partner(sentence: str, others: list[str]) -> str | None:
    """The sentence that differs in its numbers alone, else the first most alike; None where none is alike."""
    masked = _NUMBER.sub("0", sentence)
    mine = _pairs(masked)
    best, found = _ALIKE, None
    for other in others:
        text = _NUMBER.sub("0", other)
        if text == masked:
            return other
        theirs = _pairs(text)
        likeness = 2 * len(mine & theirs) / (len(mine) + len(theirs) or 1)
        if likeness > best:
            best, found = likeness, other
    return found


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[index : index + 2] for index in range(len(text) - 1))


def _between(before: str, after: str) -> Iterator[NumberChange]:
    """The numbers of one sentence that stand in the place of another's: number for number, with the same words around."""
    first, second = _TOKEN.findall(before[:_LONGEST]), _TOKEN.findall(after[:_LONGEST])
    for kind, start, end, other, stop in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "replace" or end - start != stop - other:
            continue
        for old, new in zip(range(start, end), range(other, stop), strict=True):
            if _NUMBER.fullmatch(first[old]) and _NUMBER.fullmatch(second[new]):
                left = "".join(second[max(0, new - _CONTEXT) : new])
                right = "".join(second[new + 1 : new + 1 + _CONTEXT])
                yield NumberChange(first[old], second[new], left, right)
