"""Entries to groups: one group for each text, unless people judged otherwise.

Two entries are *held together* by a judgement (same, or one side of a different). A *piece* is a largest set of entries held together.
Pieces that share a text are one group, unless some of them were judged different: then each of these stands for itself, and a piece that
nobody judged goes to the one it has most in common with (page home, article), or to none.

    a, b, c of one text                          {a, b, c}
    a different from b                           {a} {b} {c}: c goes to neither, unless its page speaks for one of them
    x of another text the same as a              {a, b, c, x}
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.pipeline.resolve.entries import Judgements, OrganizationEntry

Pair = tuple[str, str]


@dataclass
class Grouped:
    """`groups` of keys; `refused`: pairs judged the same that a different forbids; `undecided`: keys of two groups that share a text."""

    groups: list[list[str]] = field(default_factory=list)
    refused: list[Pair] = field(default_factory=list)
    undecided: list[Pair] = field(default_factory=list)


class Forest:
    """Which keys are held together, and which of these sets may never be joined.

    `marks`: the numbers of the judgements that a set takes a side in, positive for one side, negative for the other.
    """

    def __init__(self, keys: Iterable[str], judgements: Judgements) -> None:
        self.root = {key: key for key in keys}
        self.marks: dict[str, set[int]] = {key: set() for key in self.root}
        for number, sides in enumerate(judgements.different, start=1):
            for sign, side in zip((number, -number), sides, strict=True):
                for key in side & self.root.keys():
                    self.marks[key].add(sign)

    def find(self, key: str) -> str:
        while self.root[key] != key:
            self.root[key] = self.root[self.root[key]]
            key = self.root[key]
        return key

    def apart(self, one: str, other: str) -> bool:
        """Whether a judgement says that something of one is not something of the other."""
        mine, theirs = self.marks[self.find(one)], self.marks[self.find(other)]
        return any(-mark in theirs for mark in mine)

    def join(self, one: str, other: str) -> bool:
        """False where a judgement forbids it."""
        first, second = sorted((self.find(one), self.find(other)))
        if first == second:
            return True
        if self.apart(first, second):
            return False
        self.root[second] = first
        self.marks[first] |= self.marks[second]
        return True


def group_entries(ordered: Sequence[OrganizationEntry], texts: Mapping[str, str], judgements: Judgements) -> Grouped:
    """The entries' keys in groups. `ordered`: the entries in their order; `texts`: key -> identity text."""
    result = Grouped()
    if not judgements.same and not judgements.different:
        of_text: dict[str, list[str]] = defaultdict(list)
        for entry in ordered:
            of_text[texts[entry.key]].append(entry.key)
        result.groups = list(of_text.values())
        return result
    place = {entry.key: number for number, entry in enumerate(ordered)}
    forest = Forest(place, judgements)
    for held in _held_together(judgements):
        known = sorted(held & place.keys(), key=place.__getitem__)
        for one in known[1:]:
            if not forest.join(known[0], one):
                result.refused.append((known[0], one))
    pieces: dict[str, list[OrganizationEntry]] = defaultdict(list)
    for entry in ordered:
        pieces[forest.find(entry.key)].append(entry)
    for family in _families(pieces, texts):
        _settle({root: pieces[root] for root in family}, forest, texts, result)
    result.groups = sorted((sorted(group, key=place.__getitem__) for group in result.groups), key=lambda group: place[group[0]])
    return result


def _held_together(judgements: Judgements) -> list[frozenset[str]]:
    """Sides first, since different wins over same; then the sets judged the same, each in a fixed order."""
    sides = {side for pair in judgements.different for side in pair}
    return [*sorted(sides, key=sorted), *sorted(set(judgements.same), key=sorted)]


def _families(pieces: Mapping[str, Sequence[OrganizationEntry]], texts: Mapping[str, str]) -> list[list[str]]:
    """Pieces that hang together through shared texts."""
    root = {piece: piece for piece in pieces}

    def find(piece: str) -> str:
        while root[piece] != piece:
            root[piece] = root[root[piece]]
            piece = root[piece]
        return piece

    first_of: dict[str, str] = {}
    for piece, entries in pieces.items():
        for entry in entries:
            one, other = find(first_of.setdefault(texts[entry.key], piece)), find(piece)
            root[other] = one
    families: dict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        families[find(piece)].append(piece)
    return list(families.values())


def _settle(pieces: Mapping[str, Sequence[OrganizationEntry]], forest: Forest, texts: Mapping[str, str], result: Grouped) -> None:
    """One family of pieces to its groups."""
    roots = list(pieces)
    rivals = _rivals(roots, forest)
    if not rivals:
        result.groups.append([entry.key for entries in pieces.values() for entry in entries])
        return
    groups = {root: [entry.key for entry in pieces[root]] for root in rivals}
    text_of_rival = {root: {texts[entry.key] for entry in pieces[root]} for root in rivals}
    pages = {root: _pages_of(pieces[root]) for root in rivals}
    undecided: list[str] = []
    for root in roots:
        if root in rivals:
            continue
        own = {texts[entry.key] for entry in pieces[root]}
        candidates = [rival for rival in rivals if text_of_rival[rival] & own]
        best = _clear_best(pieces[root], {rival: pages[rival] for rival in candidates})
        if best is None:
            undecided.append(root)
        else:
            groups[best] += [entry.key for entry in pieces[root]]
    result.groups += groups.values()
    for family in _families({root: pieces[root] for root in undecided}, texts):
        rest = [entry.key for root in family for entry in pieces[root]]
        result.groups.append(rest)
        own = {texts[key] for key in rest}
        result.undecided += [(groups[rival][0], rest[0]) for rival in rivals if text_of_rival[rival] & own]


def _rivals(roots: Sequence[str], forest: Forest) -> list[str]:
    """The pieces that were judged different from another of the family."""
    sides: dict[int, set[str]] = defaultdict(set)
    for root in roots:
        for mark in forest.marks[root]:
            sides[mark].add(root)
    return [root for root in roots if any(sides.get(-mark) for mark in forest.marks[root])]


class _Pages(NamedTuple):
    """What the pages of some entries have: their articles' groups, and the narrowest division of their homes."""

    groups: frozenset[str]
    homes: frozenset[str]


def _pages_of(entries: Sequence[OrganizationEntry]) -> _Pages:
    return _Pages(frozenset(entry.group for entry in entries), frozenset(entry.places[0] for entry in entries if entry.places))


def _clear_best(entries: Sequence[OrganizationEntry], rivals: Mapping[str, _Pages]) -> str | None:
    """The one rival, or the one whose pages have most in common with the entries'; None where two have as much."""
    if len(rivals) == 1:
        return next(iter(rivals))
    scores = {root: max(_in_common(entry, pages) for entry in entries) for root, pages in rivals.items()}
    best = sorted(scores.values(), reverse=True)[:2]
    if not best or best[0] == 0 or best[0] == best[-1]:
        return None
    return next(root for root, score in scores.items() if score == best[0])


def _in_common(entry: OrganizationEntry, pages: _Pages) -> int:
    """2 for an article of the same group, 1 for a page of the same home."""
    return 2 * (entry.group in pages.groups) + (bool(entry.places) and entry.places[0] in pages.homes)
