"""What speaks for and against two profiles of one name being one person: features with weights, natural logarithms of likelihood ratios.

The weights follow one thought. Of `KNOWN` people the news tells; of those, `KNOWN * commonness / PEOPLE` carry the name, so much speaks
against any two being one (`rarity`). Evidence is then how many times likelier it is with one person than with two. Two persons of one
name in one district's leadership: thirty people of five million, against one person in three who holds another post there later: ln of
0.3 * 5e6 / 30, about 10.8, less one or two because names keep to regions and generations. The weights stand here, in `_STANDING`
and in `person_posts.incompatible`; tests/measure/resolve.py shows what they do on the cases.
"""

from collections.abc import Mapping
from functools import lru_cache

from articles.pipeline.resolve.entries import Feature, PostSeen
from articles.pipeline.resolve.names import commonness, rarity
from articles.pipeline.resolve.person_places import Relation, level_of, place_relation
from articles.pipeline.resolve.person_posts import (
    acting,
    body_of,
    chief,
    full_time,
    incompatible,
    kin,
    leads,
    level_title,
    of_many,
    rank,
    related,
    rises,
    sector,
)
from articles.pipeline.resolve.person_profiles import Profile

JOIN = 4.0
"""At this score two are one (odds of fifty to one)."""
DOUBT = 0.0
"""From here to JOIN people are asked."""
MARGIN = 2.0
"""By so much the best candidate must lead."""
KNOWN = 5e6
"""People of the country of whom local news tells."""
SAME_TEXT = Feature("same_text", 12.0, "同一篇文章的不同版本", "versions of one text")
SAME_HOME = Feature("page_place", 2.0, "页面同地", "pages of one place")
"""Added to one post held by many: that pages of one place speak of two such namesakes is rare."""
_RARITY = (-6.5, 3.0)
_COMPANY_EACH, COMPANY_MOST = 2.0, 5.0
_DAYS_BETWEEN = 7
"""Pages go on with the old post for some days."""
_NEAR = ("place_same", "related_body", "same_body", "kin_body")
_AMONG_MANY_NAMES = 20_000.0
"""Who carries a name commoner than this says half as much as company."""

_STANDING: dict[Relation, tuple[float, float, float]] = {
    # both lead a territory, both are officials, another pair of sectors
    "same": (9.5, 7.0, 2.5),
    "within": (6.0, 4.0, 1.0),
    "city": (5.5, 2.5, 0.0),
    "province": (3.0, 0.0, -1.0),
    "apart": (-1.5, -3.5, -2.5),
    "unknown": (0.0, 0.0, -1.0),
}
_STANDING_TEXT: dict[Relation, tuple[str, str]] = {
    "same": ("同地任职", "posts in one place"),
    "within": ("上下级地区任职", "posts in a place and the one above it"),
    "city": ("同市不同区县任职", "posts in two districts of one city"),
    "province": ("同省不同市任职", "posts in two cities of one province"),
    "apart": ("不同省份任职", "posts in different provinces"),
    "unknown": ("任职单位不同", "posts in different bodies"),
}


@lru_cache(maxsize=4096)
def name_feature(name: str) -> Feature:
    """How much the name alone says: little where many carry it."""
    weight = min(max(rarity(name, KNOWN), _RARITY[0]), _RARITY[1])
    about = round(commonness(name))
    few = about < 10
    return Feature(
        "rarity",
        round(weight, 3),
        "全国同名者不足十人" if few else f"全国约{about}人同名",
        "fewer than ten people carry the name" if few else f"about {about} people carry the name",
    )


def settles(name: str, posts: tuple[PostSeen, ...], home: bool = False) -> bool:
    """Whether one of the posts by itself tells its holder from namesakes; with `home`, among pages of one place."""
    return max(map(same_post, posts)) + name_feature(name).weight + (SAME_HOME.weight if home else 0.0) >= JOIN


def same_post(post: PostSeen) -> float:
    """The weight of holding one post: much where few hold it, less where a large body has many such."""
    if of_many(post):
        return 6.0
    if sector(post) == "official":
        return 14.0 if chief(post) else 12.0
    return 12.0 if chief(post) else 8.0


def posts_feature(one: PostSeen, other: PostSeen) -> Feature:
    """How two posts stand to each other, whatever the dates."""
    what = (f"{one.body or one.title}{one.title if one.body else ''}", f"{other.body or other.title}{other.title if other.body else ''}")
    pair = f"{what[0]}、{what[1]}"
    same_title = level_title(one.title) == level_title(other.title)
    if body_of(one) == body_of(other):
        if same_title and one.former != other.former:
            return Feature("former_post", same_post(one), f"曾任{what[0]}", f"one is the former, the other the {what[0]}")
        if same_title and acting(one.title) == acting(other.title):
            return Feature("same_post", same_post(one), f"同任{what[0]}", f"both {what[0]}")
        if same_title:
            return Feature("succession", same_post(one), f"由代理转任:{pair}", f"acting, then in the post: {pair}")
        weight = 10.5 if sector(one) == "official" else 7.5
        if chief(one) and chief(other):
            weight = max(weight, 10.0)
        return Feature("same_body", min(weight, same_post(one) + 2, same_post(other) + 2), f"同一单位:{pair}", f"one body: {pair}")
    if same_title and (unplaced(one, other) or unplaced(other, one)):
        return Feature(
            "unplaced_body", 6.0 if chief(one) else 4.0, f"职务相同,其一未写所属:{pair}", f"one title, of one the place is not said: {pair}"
        )
    if related(one, other) and (same_title or {sector(one), sector(other)} != {"official"}):
        weight = 11.0 if same_title else 8.5
        return Feature("related_body", weight, f"沿革或隶属单位:{pair}", f"body and its part or successor: {pair}")
    if kin(one, other) and {sector(one), sector(other)} != {"official"}:
        return Feature("kin_body", 5.0, f"同属一个单位或园区:{pair}", f"two parts of one body or zone: {pair}")
    return _standing(one, other, pair)


def unplaced(short: PostSeen, full: PostSeen) -> bool:
    """Whether the body of one is how an article calls that of the other where it need not say the place: 市委 and 广州市委."""
    return bool(short.body and full.places) and not short.places and full.body != short.body and full.body.endswith(short.body)


def _standing(one: PostSeen, other: PostSeen, pair: str) -> Feature:
    relation = place_relation(one.places, other.places)
    sectors = {sector(one), sector(other)}
    leading, official, else_ = _STANDING[relation]
    weight = else_
    if sectors == {"official"}:
        weight = leading if leads(one) and leads(other) else (leading + official) / 2 if leads(one) or leads(other) else official
        if relation == "same" and leads(one) and leads(other) and chief(one) and chief(other):
            weight += 1.5  # a handful of people
        if relation in ("same", "within") and level_of(one.places[-1 if len(one.places) == 1 else 0]) == "city":
            weight -= 0.5  # a city has more posts than a district
    elif len(sectors) > 1 and relation not in ("same", "within"):
        weight -= 1.0
    zh, en = _STANDING_TEXT[relation]
    return Feature(f"place_{relation}", weight, f"{zh}:{pair}", f"{en}: {pair}")


def pair_features(one: Profile, other: Profile, shares: Mapping[str, int]) -> tuple[Feature, ...]:
    """All that is known of two profiles of one name. `shares`: how many profiles have each person for company."""
    found = [name_feature(one.name)]
    if one.groups & other.groups:
        found.append(SAME_TEXT)
    if one.posts and other.posts:
        found += _posts_of(one, other)
    near = any(feature.name in _NEAR for feature in found)
    company = company_feature(one.company & other.company, shares, 0.5 if near else 1.0)
    return tuple(found) if company is None else (*found, company)


def _posts_of(one: Profile, other: Profile) -> list[Feature]:
    """The best that two of their posts say, the worst that two held at once say, and the course of the career."""
    pairs = [(_placed(mine, one), _placed(its, other)) for mine in one.posts for its in other.posts]
    weighed = [(posts_feature(mine, its), mine, its) for mine, its in pairs]
    best, mine, its = max(weighed, key=lambda item: (item[0].weight, item[0].zh))
    found = [best]
    if best.name == "same_post" and one.place and one.place[:1] == other.place[:1]:
        found.append(SAME_HOME)
    together = at_one_time(one, other)
    if together:
        worst = min((incompatible(*pair) for pair in pairs), default=0.0)
        if worst < 0 and best.name not in ("same_post", "succession"):
            clashing = next(pair for pair in pairs if incompatible(*pair) == worst)
            names = "、".join(sorted(post.body + post.title for post in clashing))
            found.append(Feature("posts_at_once", worst, f"同时任职难以兼任:{names}", f"posts hard to hold at once: {names}"))
    course = None if together or best.name in ("same_post", "former_post", "succession") else _course(one, other, mine, its)
    return found if course is None else [*found, course]


def _placed(post: PostSeen, profile: Profile) -> PostSeen:
    """An official body whose place is not known lies where its pages come from."""
    if post.places or not profile.place or sector(post) != "official":
        return post
    return PostSeen(post.title, post.organization, post.body, post.kind, profile.place, post.related, post.former)


def at_one_time(one: Profile, other: Profile) -> bool:
    """Whether the times in which both were seen run into each other, for certain: vague dates are taken at their narrowest."""
    if one.seen is None or other.seen is None:
        return False
    return all(
        _number(first[0][1]) <= _number(last[1][0]) + _DAYS_BETWEEN for first, last in ((one.seen, other.seen), (other.seen, one.seen))
    )


def _number(day: str) -> int:
    """Days in a calendar whose months all have 31."""
    year, month, date = (int(part) if part.isdigit() else 1 for part in (*day.split("-"), "1", "1")[:3])
    return (year * 12 + month) * 31 + date


def _course(one: Profile, other: Profile, mine: PostSeen, its: PostSeen) -> Feature | None:
    """What the years between say: up a step or two is the usual course, steeply down is none, and after long years namesakes are likely."""
    if one.seen is None or other.seen is None:
        return None
    (early, earlier), (late, later) = sorted(((one.seen, mine), (other.seen, its)), key=lambda item: item[0])
    years = int(late[0][0][:4]) - int(early[1][1][:4])
    if years > 15:
        return Feature("years_between", -2.0, f"相隔{years}年", f"{years} years between")
    ranks = rank(earlier), rank(later)
    if years < 0 or not full_time(earlier) or not full_time(later):
        return None
    if ranks[0] is None or ranks[1] is None:
        return Feature("upwards", 1.0, "由副职升任正职", "deputy first, then head") if rises(earlier, later) else None
    if 0 < ranks[1] - ranks[0] <= 1.5:
        return Feature("upwards", 1.0, "后来职务升迁", "the later post is the higher one")
    if ranks[1] - ranks[0] < -0.9:
        return Feature("downwards", -2.5, "后来职务低得多", "the later post is much lower")
    return None


def company_feature(shared: frozenset[str], shares: Mapping[str, int], part: float = 1.0) -> Feature | None:
    """What it says that both go with the same people: the more, the fewer others do, and the rarer their names are; only a `part` of it
    between officials of one place, who all go with the same."""
    if not shared:
        return None
    weight = round(part * min(COMPANY_MOST, sum(company_weight(name, shares) for name in sorted(shared))), 3)
    some = "、".join(sorted(shared)[:3])
    return Feature("company", weight, f"同行者相同:{some}等{len(shared)}人", f"in the company of {len(shared)} same people: {some}")


def company_weight(name: str, shares: Mapping[str, int]) -> float:
    """The weight of one person whom both go with."""
    return _COMPANY_EACH / max(1, shares.get(name, 2) - 1) * (0.5 if commonness(name) > _AMONG_MANY_NAMES else 1.0)


def differs(features: tuple[Feature, ...]) -> bool:
    """Whether something tells the two apart, and not only too little joins them."""
    return any(feature.name == "posts_at_once" for feature in features) and score_of(features) < DOUBT


def score_of(features: tuple[Feature, ...]) -> float:
    return round(sum(feature.weight for feature in features), 3)
