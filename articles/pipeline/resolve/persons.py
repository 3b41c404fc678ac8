"""Who is who among the persons of one name.

Entries (one name in one article each) become profiles, profiles become clusters, names without a post join the one clear cluster.
A pure function of the set of entries and judgements: their order says nothing. One clear candidate or none.
"""

from collections import Counter, deque
from collections.abc import Iterable, Sequence

from articles.pipeline.resolve.entries import Feature, Judgements, Link, PersonEntry, Resolved, in_order
from articles.pipeline.resolve.person_judgements import Constraints, clash
from articles.pipeline.resolve.person_loose import gather_loose, place_loose
from articles.pipeline.resolve.person_merge import JUDGED, Merging, link_posts
from articles.pipeline.resolve.person_profiles import Profile, profiles_of
from articles.pipeline.resolve.person_score import DOUBT, SAME_TEXT, posts_feature, score_of, settles
from articles.pipeline.resolve.person_split import split_person

__all__ = ["resolve_persons", "split_person"]

_CONTRADICTION = Feature(
    "contradiction", 0.0, "人工判断互相矛盾:既判为同一人,又判为不同人", "judged both the same and different; different stands"
)

_ASKED = 5
"""Questions about one group at a time."""
Doubt = tuple[int, int, tuple[Feature, ...]]


def resolve_persons(entries: Sequence[PersonEntry], judgements: Judgements) -> Resolved:
    """The persons among entries of one name (and of names that judgements join to it), with reasons and doubts.

    Cost: linear in the entries, quadratic in the profiles with different posts. Keys must be unique; judgements of other keys are
    passed over.
    """
    ordered = in_order(entries)
    keys = [entry.key for entry in ordered]
    constraints = Constraints(keys, judgements)
    profiles = profiles_of(ordered, {key: constraints.root(key) for key in keys}, settles)
    state = Merging(profiles, constraints)
    doubts: list[Doubt] = [(one, other, state.features(one, other)) for one, other in link_posts(state)]
    doubts += place_loose(state)
    gather_loose(state)
    position = {key: number for number, key in enumerate(keys)}
    groups = _groups(state, position)
    return Resolved(groups, tuple(_links(state, groups)), tuple(_doubts(state, groups, doubts, constraints)))


def _groups(state: Merging, position: dict[str, int]) -> tuple[tuple[str, ...], ...]:
    """The entries' keys of each cluster, in order."""
    found = []
    for cluster in state.clusters.values():
        keys = [entry.key for member in cluster.members for entry in state.profiles[member].entries]
        found.append(tuple(sorted(keys, key=position.__getitem__)))
    return tuple(sorted(found, key=lambda group: position[group[0]]))


def _links(state: Merging, groups: tuple[tuple[str, ...], ...]) -> Iterable[Link]:
    """For every entry but the first of its group, why it is there: the link towards the first, or what its profile has in common."""
    beside: dict[int, list[tuple[int, tuple[Feature, ...]]]] = {}
    for one, other, features in state.edges:
        beside.setdefault(one, []).append((other, features))
        beside.setdefault(other, []).append((one, features))
    profile_of = {entry.key: number for number, profile in enumerate(state.profiles) for entry in profile.entries}
    for first, *_ in groups:
        start = profile_of[first]
        yield from _within(state.profiles[start])
        waiting, seen = deque([start]), {start}
        while waiting:
            here = waiting.popleft()
            for there, features in beside.get(here, ()):
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
                    yield Link(state.profiles[here].key, state.profiles[there].key, score_of(features), features)
                    yield from _within(state.profiles[there])


def _within(profile: Profile) -> Iterable[Link]:
    if len(profile.entries) == 1:
        return
    features: tuple[Feature, ...] = (SAME_TEXT,)
    if profile.posts:
        features = (max((posts_feature(post, post) for post in profile.posts), key=lambda feature: (feature.weight, feature.zh)),)
    elif profile.root and len({entry.group for entry in profile.entries}) > 1:
        features = JUDGED
    for entry in profile.entries[1:]:
        yield Link(profile.key, entry.key, score_of(features), features)


def _doubts(state: Merging, groups: tuple[tuple[str, ...], ...], found: Iterable[Doubt], constraints: Constraints) -> Iterable[Link]:
    """The strongest doubt for each pair of groups, by their first entries; of each group the strongest few, so that the queue can be
    worked off. Contradictions among the judgements always."""
    first_of = {key: group[0] for group in groups for key in group}
    number = {group[0]: place for place, group in enumerate(groups)}
    best: dict[tuple[str, str], tuple[Feature, ...]] = {}
    for one, other in constraints.contradictions:
        pair = _pair(first_of[one], first_of[other], number)
        if pair[0] != pair[1]:
            best[pair] = (_CONTRADICTION,)
    told = set(best)
    for mine, its, features in found:
        pair = _pair(first_of[state.profiles[mine].key], first_of[state.profiles[its].key], number)
        if pair[0] == pair[1] or pair in told or _settled(state, mine, its) or score_of(features) < DOUBT:
            continue
        if pair not in best or score_of(features) > score_of(best[pair]):
            best[pair] = features
    asked: Counter[str] = Counter()
    kept = []
    for pair in sorted(best, key=lambda pair: (pair not in told, -score_of(best[pair]), number[pair[0]], number[pair[1]])):
        if pair in told or min(asked[pair[0]], asked[pair[1]]) < _ASKED:
            kept.append(pair)
            asked.update(pair)
    for pair in sorted(kept, key=lambda pair: (number[pair[0]], number[pair[1]])):
        yield Link(*pair, score_of(best[pair]), best[pair])


def _settled(state: Merging, one: int, other: int) -> bool:
    """Whether people, or one page that holds both, told the groups of two profiles apart."""
    mine, its = (state.clusters[state.cluster_of[number]] for number in (one, other))
    return clash(mine.tags, its.tags) or not mine.pages.isdisjoint(its.pages)


def _pair(one: str, other: str, number: dict[str, int]) -> tuple[str, str]:
    return (one, other) if number[one] <= number[other] else (other, one)
