"""Profiles to clusters: the best links first, none against what people judged, none where two candidates compete.

A link is made where the score reaches JOIN, unless another profile that is told apart from the one is nearly as good a candidate for
the other (MARGIN), or the clusters it would join hold two that are told apart: by a judgement, by one page that holds the name for two
persons, or by posts that nobody holds at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from articles.pipeline.resolve.entries import Feature
from articles.pipeline.resolve.person_judgements import Constraints, Tag, clash
from articles.pipeline.resolve.person_profiles import Profile
from articles.pipeline.resolve.person_score import DOUBT, JOIN, MARGIN, differs, name_feature, pair_features, score_of

JUDGED = (Feature("judged_same", 30.0, "人工判定为同一人", "judged to be one person"),)
_CROWD = 60
Edge = tuple[int, int, tuple[Feature, ...]]
"""Two profiles, by their numbers, and why they are one."""


@dataclass
class Cluster:
    """Profiles (by their numbers) that are one person so far, those with posts apart; the sides and pages it may not share with another."""

    members: list[int]
    posted: list[int]
    tags: set[Tag]
    pages: set[tuple[str, str]]


@dataclass
class Merging:
    """The state of one block: which cluster each profile is in, the links made, the pairs weighed (each once)."""

    profiles: Sequence[Profile]
    constraints: Constraints
    shares: Counter[str] = field(default_factory=Counter)
    clusters: dict[int, Cluster] = field(default_factory=dict)
    cluster_of: list[int] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    weighed: dict[tuple[int, int], tuple[Feature, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, profile in enumerate(self.profiles):
            self.shares.update(profile.company)
            posted = [number] if profile.posts else []
            self.clusters[number] = Cluster([number], posted, set(self.constraints.tags(profile.key)), set(profile.pages))
            self.cluster_of.append(number)
        self._join_judged()

    def features(self, one: int, other: int) -> tuple[Feature, ...]:
        pair = (one, other) if one < other else (other, one)
        if pair not in self.weighed:
            self.weighed[pair] = pair_features(self.profiles[pair[0]], self.profiles[pair[1]], self.shares)
        return self.weighed[pair]

    def told_apart(self, one: int, other: int) -> bool:
        """Whether two profiles are known to be two persons."""
        mine, its = self.profiles[one], self.profiles[other]
        if mine.root and mine.root == its.root:
            return False
        if clash(self.constraints.tags(mine.key), self.constraints.tags(its.key)) or mine.pages & its.pages:
            return True
        return bool(mine.name == its.name and mine.posts and its.posts and differs(self.features(one, other)))

    def may_join(self, one: int, other: int) -> bool:
        """Whether nothing forbids that two clusters are one person."""
        mine, its = self.clusters[one], self.clusters[other]
        if clash(mine.tags, its.tags) or not mine.pages.isdisjoint(its.pages):
            return False
        return not any(self.told_apart(member, another) for member in mine.posted for another in its.posted)

    def join(self, one: int, other: int, features: tuple[Feature, ...]) -> None:
        """Make one cluster of those of two profiles; the smaller goes into the larger."""
        self.edges.append((one, other, features))
        gone, kept = sorted(
            (self.cluster_of[one], self.cluster_of[other]), key=lambda number: (len(self.clusters[number].members), -number)
        )
        mine, its = self.clusters[kept], self.clusters.pop(gone)
        for member in its.members:
            self.cluster_of[member] = kept
        mine.members += its.members
        mine.posted += its.posted
        mine.tags |= its.tags
        mine.pages |= its.pages

    def _join_judged(self) -> None:
        firsts: dict[str, int] = {}
        for number, profile in enumerate(self.profiles):
            if profile.root and firsts.setdefault(profile.root, number) != number:
                self.join(firsts[profile.root], number, JUDGED)


def link_posts(state: Merging) -> list[tuple[int, int]]:
    """Join the profiles that have posts. Returns the pairs that are in doubt: not told apart, not joined."""
    posted = [number for number, profile in enumerate(state.profiles) if profile.posts]
    near = _neighbours(state, posted)
    wanted = [(-score, one, other) for one in posted for other, score in near[one].items() if one < other and score >= JOIN]
    doubtful = [(one, other) for one in posted for other, score in near[one].items() if one < other and score < JOIN]
    for _, one, other in sorted(wanted):
        if state.cluster_of[one] == state.cluster_of[other]:
            continue
        if _contested(state, near, one, other) or not state.may_join(state.cluster_of[one], state.cluster_of[other]):
            doubtful.append((one, other))
        else:
            state.join(one, other, state.features(one, other))
    return doubtful


def _neighbours(state: Merging, posted: Iterable[int]) -> dict[int, dict[int, float]]:
    """Profile -> those of its name with a score of DOUBT or more. Where many carry the name, only what shares something is weighed."""
    near: dict[int, dict[int, float]] = {number: {} for number in posted}
    for name in dict.fromkeys(state.profiles[number].name for number in near):
        named = [number for number in near if state.profiles[number].name == name]
        rare = name_feature(name).weight >= DOUBT
        for one, other in _worth_weighing(state, named):
            if rare or not state.profiles[one].handles.isdisjoint(state.profiles[other].handles):
                score = score_of(state.features(one, other))
                if score >= DOUBT:
                    near[one][other] = near[other][one] = score
    return near


def _worth_weighing(state: Merging, named: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs but those among more than _CROWD profiles with the same posts: where so many pages were not told apart by the post,
    weighing each against each would only ask people about all of them."""
    often = Counter(state.profiles[number].said for number in named)
    crowd = [number for number in named if often[state.profiles[number].said] > _CROWD]
    rest = [number for number in named if often[state.profiles[number].said] <= _CROWD]
    yield from combinations(rest, 2)
    yield from product(rest, crowd)


def _contested(state: Merging, near: dict[int, dict[int, float]], one: int, other: int) -> bool:
    """Whether a rival who is told apart from the one is nearly as good for the other."""
    least = near[one][other] - MARGIN
    return any(
        score > least and rival not in (one, other) and state.told_apart(rival, against)
        for mine, against in ((one, other), (other, one))
        for rival, score in near[mine].items()
    )
