"""Names without a post of a known body: each joins the one clear candidate, else stands by itself.

A candidate is a cluster of profiles with posts. What speaks for one: the same text, the place, the same company, the same title without
its body. Names that found none fall together among themselves only by the same text, by place and company, or, where hardly anybody
carries the name, by place.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from articles.pipeline.resolve.entries import Feature
from articles.pipeline.resolve.person_merge import Merging
from articles.pipeline.resolve.person_places import Relation, place_relation
from articles.pipeline.resolve.person_posts import full_time
from articles.pipeline.resolve.person_profiles import Profile
from articles.pipeline.resolve.person_score import (
    COMPANY_MOST,
    DOUBT,
    JOIN,
    MARGIN,
    SAME_TEXT,
    company_feature,
    company_weight,
    name_feature,
    score_of,
)

_PLACE: dict[Relation, tuple[float, str, str]] = {
    "same": (5.5, "页面与任职同地", "page and post in one place"),
    "within": (3.5, "页面与任职为上下级地区", "page and post in a place and the one above it"),
    "city": (1.5, "页面与任职同市", "page and post in one city"),
    "province": (-0.5, "页面与任职同省不同市", "page and post in two cities of one province"),
    "apart": (-3.5, "页面与任职不同省份", "page and post in different provinces"),
    "unknown": (0.0, "", ""),
}
_ONE_HOME = Feature("page_place", _PLACE["same"][0], "页面同地", "pages of one place")
_TITLE = 3.0
_LONG_AFTER = 10
_ROUNDING = 0.01
_MANY = 24
"""Company that so many loose names of one place share tells none of them from the others."""

Candidate = tuple[float, int, tuple[Feature, ...]]


def place_loose(state: Merging) -> list[tuple[int, int, tuple[Feature, ...]]]:
    """Join loose clusters to those with posts. Returns the doubtful pairs of profiles, with what is known of them."""
    held = {number: cluster for number, cluster in state.clusters.items() if cluster.posted}
    facets = {number: Facets(state, cluster.members) for number, cluster in held.items()}
    index = Index(facets)
    wanted: list[tuple[float, int, int, tuple[Feature, ...]]] = []
    doubtful = []
    for number in [number for number in state.clusters if number not in held]:
        found = _candidates(state, number, facets, index)
        if not found:
            continue
        score, best, features = found[0]
        if score >= JOIN and (len(found) == 1 or score - found[1][0] >= MARGIN):
            wanted.append((-score, number, best, features))
        else:
            doubtful += [(candidate, number, why) for its, candidate, why in found[:2] if its >= max(DOUBT, score - MARGIN)]
    for _, number, best, features in sorted(wanted, key=lambda item: item[:3]):
        if state.may_join(state.cluster_of[best], state.cluster_of[number]):
            state.join(best, number, features)
        else:
            doubtful.append((best, number, features))
    return doubtful


class Facets:
    """What a cluster with posts shows to a loose name."""

    def __init__(self, state: Merging, members: Iterable[int]) -> None:
        profiles = [state.profiles[number] for number in members]
        self.names = {profile.name for profile in profiles}
        self.places = {places for profile in profiles for places in _places_of(profile) if places}
        self.company: frozenset[str] = frozenset().union(*(profile.company for profile in profiles))
        self.groups: frozenset[str] = frozenset().union(*(profile.groups for profile in profiles))
        self.titles: frozenset[str] = frozenset().union(*(profile.titles for profile in profiles))
        years = [int(days[0][:4]) for profile in profiles if profile.seen for days in profile.seen]
        self.years = (min(years), max(years)) if years else None


def _places_of(profile: Profile) -> set[tuple[str, ...]]:
    """Where its posts are; where those say nothing, where its pages come from."""
    posts = [post for post in profile.posts if full_time(post)] or list(profile.posts)
    return {post.places for post in posts if post.places} or {profile.place}


class Index:
    """Which clusters have what a loose name may share with them; `shares`: how many have each person for company."""

    def __init__(self, facets: dict[int, Facets]) -> None:
        self._facets = facets
        self._by_place: dict[tuple[str, tuple[str, ...]], tuple[dict[int, float], set[int]]] = {}
        self._with: dict[str, list[int]] = {}
        self._having: dict[tuple[str, str], list[int]] = {}
        for number, facet in facets.items():
            for person in facet.company:
                self._with.setdefault(person, []).append(number)
            for thing in (*(("text", group) for group in facet.groups), *(("title", title) for title in facet.titles)):
                self._having.setdefault(thing, []).append(number)
        self.shares = {person: len(numbers) for person, numbers in self._with.items()}

    def near(self, profile: Profile) -> list[int]:
        """The clusters that may reach DOUBT, before years and judgements."""
        company: dict[int, float] = defaultdict(float)
        for person in profile.company & self._with.keys():
            weight = company_weight(person, self.shares)
            for number in self._with[person]:
                company[number] += weight
        alone, enough = self._at_place(profile)
        scores = {number: alone[number] + min(COMPANY_MOST, weight) for number, weight in company.items()}
        for kind, things, weight in (("text", profile.groups, SAME_TEXT.weight), ("title", profile.titles, _TITLE)):
            for number in [number for thing in things for number in self._having.get((kind, thing), ())]:
                scores[number] = scores.get(number, alone[number]) + weight
        return sorted({number for number, score in scores.items() if score >= DOUBT - _ROUNDING} | enough)

    def _at_place(self, profile: Profile) -> tuple[dict[int, float], set[int]]:
        """What the name and the place say for each cluster, and where that is DOUBT or more."""
        key = (profile.name, profile.place)
        if key not in self._by_place:
            alone = name_feature(profile.name).weight
            scores = {number: alone + _place_weight(profile.place, facet)[0] for number, facet in self._facets.items()}
            self._by_place[key] = scores, {number for number, score in scores.items() if score >= DOUBT}
        return self._by_place[key]


def _place_weight(place: tuple[str, ...], facet: Facets) -> tuple[float, str, str]:
    relations: set[Relation] = {place_relation(place, places) for places in facet.places} - {"unknown"}
    return max((_PLACE[relation] for relation in relations), default=_PLACE["unknown"])


def _candidates(state: Merging, number: int, facets: dict[int, Facets], index: Index) -> list[Candidate]:
    """The clusters with posts that the loose cluster may belong to, the likeliest first; those told apart from it are none."""
    best: dict[int, Candidate] = {}
    for member in state.clusters[number].members:  # several where people judged them to be one
        profile = state.profiles[member]
        for candidate in index.near(profile):
            if profile.name in facets[candidate].names and state.may_join(candidate, number):
                features = _features(profile, facets[candidate], index.shares)
                score = score_of(features)
                if candidate not in best or score > best[candidate][0]:
                    best[candidate] = (score, candidate, features)
    return sorted(best.values(), key=lambda item: (-item[0], item[1]))


def _features(profile: Profile, facet: Facets, shares: Mapping[str, int]) -> tuple[Feature, ...]:
    found = [name_feature(profile.name)]
    if profile.groups & facet.groups:
        found.append(SAME_TEXT)
    weight, zh, en = _place_weight(profile.place, facet)
    if zh:
        found.append(Feature("page_place", weight, zh, en))
    if profile.titles & facet.titles:
        title = min(profile.titles & facet.titles)
        found.append(Feature("same_title", _TITLE, f"同为{title}", f"both {title}, the body not said"))
    company = company_feature(profile.company & facet.company, shares)
    if company is not None:
        found.append(company)
    if facet.years and profile.seen:
        years = max(facet.years[0] - int(profile.seen[1][1][:4]), int(profile.seen[0][0][:4]) - facet.years[1])
        if years > _LONG_AFTER:
            found.append(Feature("years_between", -2.0, f"相隔{years}年", f"{years} years between"))
    return tuple(found)


def gather_loose(state: Merging) -> None:
    """Join what is left without posts among itself: the same text falls together already, so by place, and by place and company."""
    left = [number for number, cluster in state.clusters.items() if not cluster.posted and state.profiles[number].place]
    at_home: dict[tuple[str, str], list[int]] = {}
    for number in left:
        at_home.setdefault((state.profiles[number].name, state.profiles[number].place[0]), []).append(number)
    found: list[tuple[float, int, int, tuple[Feature, ...]]] = []
    for (name, _), numbers in at_home.items():
        why: tuple[Feature, ...] = (name_feature(name), _ONE_HOME)
        if score_of(why) >= JOIN:
            found += [(-score_of(why), numbers[0], other, why) for other in numbers[1:]]
        else:
            found += _by_company(state, numbers, why)
    for _, one, other, why in sorted(found, key=lambda item: item[:3]):
        if state.cluster_of[one] != state.cluster_of[other] and state.may_join(state.cluster_of[one], state.cluster_of[other]):
            state.join(one, other, why)


def _by_company(state: Merging, numbers: list[int], why: tuple[Feature, ...]) -> list[tuple[float, int, int, tuple[Feature, ...]]]:
    """The pairs of loose names of one place whose company is enough."""
    together: dict[str, list[int]] = {}
    for number in numbers:
        for person in state.profiles[number].company:
            together.setdefault(person, []).append(number)
    shares = {person: len(those) for person, those in together.items()}
    shared: dict[tuple[int, int], set[str]] = {}
    for person, those in together.items():
        if len(those) <= _MANY:
            for pair in combinations(those, 2):
                shared.setdefault(pair, set()).add(person)
    found = []
    for (one, other), people in shared.items():
        company = company_feature(frozenset(people), shares)
        features: tuple[Feature, ...] = why if company is None else (*why, company)
        if score_of(features) >= JOIN:
            found.append((-score_of(features), one, other, features))
    return found
