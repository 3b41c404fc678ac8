"""Reports to meetings: what people judged, then the clear links, the strongest first; nothing that contradicts is ever joined."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from articles.pipeline.resolve.entries import Feature, Judgements, Link
from articles.pipeline.resolve.meeting_scores import ASKED, JOINED, MARGIN, Report

JUDGED = Feature("judged_same", 100.0, "人工裁定为同一会议", "judged to be the same")
CONTRADICTED = Feature("contradiction", 0.0, "人工裁定互相矛盾:既同又异", "judged both the same and different")

Apart = dict[str, set[str]]
"""For each key, the keys it is not to be joined with."""
Place = Callable[[str], tuple[int, str]]
"""Where a key stands in the order of all."""


class Groups:
    """Groups of keys that grow together; two of which one holds what the other is kept apart from never do."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.members = {key: [key] for key in keys}
        self.root = {key: key for key in self.members}
        self.apart: Apart = defaultdict(set)

    def keep_apart(self, apart: Apart) -> None:
        for key, others in apart.items():
            self.apart[self.root[key]] |= others

    def barred(self, one: str, other: str) -> bool:
        """Whether the groups of two keys are to be kept apart."""
        return not self.apart[self.root[one]].isdisjoint(self.members[self.root[other]])

    def join(self, one: str, other: str) -> bool:
        """Join the groups of two keys, unless they are barred; whether they are one now."""
        first, second = sorted((self.root[one], self.root[other]))
        if first == second:
            return True
        if self.barred(first, second):
            return False
        for key in self.members[second]:
            self.root[key] = first
        self.members[first] += self.members.pop(second)
        self.apart[first] |= self.apart.pop(second, set())
        return True


def judged_apart(judgements: Judgements) -> Apart:
    apart: Apart = defaultdict(set)
    for one, other in judgements.different:
        for key in one:
            apart[key] |= other
        for key in other:
            apart[key] |= one
    return dict(apart)


def join_judged(groups: Groups, judgements: Judgements, place: Place) -> list[tuple[str, str]]:
    """Join what people said is the same, in order; the pairs that could not be, because people said that they are different too."""
    sides = [*judgements.same, *(side for pair in judgements.different for side in pair)]
    pairs = {(one, other) for side in sides for one, other in combinations(sorted(side, key=place), 2)}
    ordered = sorted(pairs, key=lambda pair: (place(pair[0]), place(pair[1])))
    return [(one, other) for one, other in ordered if not groups.join(one, other)]


def printed_apart(groups: Groups, links: Sequence[Link], reports: dict[str, Report], told: Callable[[Report, Report], bool]) -> Apart:
    """For each key, those that it could come together with through the links, and that are of its page or `told` to be another's."""
    reach = Groups(groups.root)
    for key, root in groups.root.items():
        reach.join(key, root)
    for link in links:
        reach.join(link.one, link.other)
    apart: Apart = {}
    known: dict[tuple[int, int], bool] = {}
    numbers: dict[object, int] = {}
    number = {key: numbers.setdefault(report.printed, len(numbers)) for key, report in reports.items()}
    for members in reach.members.values():
        for one, other in combinations([key for key in members if key in reports], 2):
            mine, theirs = reports[one], reports[other]
            low, high = sorted((number[one], number[other]))
            # Reports that print the same are compared once.
            if (low, high) not in known:
                known[low, high] = told(mine, theirs)
            if known[low, high] or (mine.article and mine.article == theirs.article):
                apart.setdefault(one, set()).add(other)
                apart.setdefault(other, set()).add(one)
    return apart


def join_clear(groups: Groups, links: Sequence[Link], apart: Apart) -> None:
    """Join what is linked, the strongest first, where no rival is near.

    A rival is as well linked to one end, within the margin, and apart from the other. `links` stand by falling score, then by keys.
    """
    scores: dict[str, list[float]] = defaultdict(list)
    nearest: dict[str, list[str]] = defaultdict(list)
    for link in links:
        for end, other in ((link.one, link.other), (link.other, link.one)):
            scores[end].append(-link.score)
            nearest[end].append(other)

    def rivalled(end: str, other: str, score: float) -> bool:
        near = bisect_left(scores[end], -(score - MARGIN))
        return not apart.get(other, set()).isdisjoint(nearest[end][:near])

    for link in links:
        if link.score >= JOINED and not rivalled(link.one, link.other, link.score) and not rivalled(link.other, link.one, link.score):
            groups.join(link.one, link.other)


def doubts_between(groups: Groups, links: Sequence[Link], apart: Apart) -> list[Link]:
    """The best link between any two groups that may or may not be one; never where something forbids it."""
    forbidden: Apart = defaultdict(set)
    for key, others in apart.items():
        forbidden[groups.root[key]] |= others
    best: dict[tuple[str, str], Link] = {}
    for link in links:
        first, second = sorted((groups.root[link.one], groups.root[link.other]))
        if link.score >= ASKED and first != second and forbidden[first].isdisjoint(groups.members[second]):
            best.setdefault((first, second), link)
    return list(best.values())
