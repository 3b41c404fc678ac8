"""One name in one article that is two persons: 成果转化中心主任王伟 … 明远科技有限公司总经理王伟.

Only clear cases are split: posts said at different mentions, each of which fills a working life, in bodies that have nothing to do with
each other - an office and a company or an academy, or offices of two places of which neither lies in the other.

>>> posts = [{"title": "局长", "organization": "相城区科技局", "start": 0, "end": 7},
...          {"title": "总经理", "organization": "明远科技有限公司", "start": 40, "end": 51}]
>>> split_person([(7, 9), (51, 53)], posts)
[[0], [1]]
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from articles.pipeline.lexicon import read_table
from articles.pipeline.resolve.entries import PostSeen
from articles.pipeline.resolve.names import commonness, name_key
from articles.pipeline.resolve.person_places import level_of
from articles.pipeline.resolve.person_posts import full_time, sector

Span = tuple[int, int]
_CARRIED_BY = 1000.0
"""Names that fewer people carry are not met twice on a page."""
_STEM = 2
_FULL_NAME = 3
"""Short names of divisions (相城, 朝阳) are left alone: too many are words and other bodies' names."""


def split_person(spans: Sequence[Span], posts: Sequence[Mapping[str, Any]], name: str = "") -> list[list[int]]:
    """The posts (by index) that belong together, one list a person, in the order of the page; one list but in clear cases.

    `spans`: where the body prints the name; `posts` as a reading has them (title, organization, former, start, end). `name` keeps rare
    names whole; without it every name is taken for a common one. Without posts: `[[]]`.
    """
    whole = [list(range(len(posts)))]
    if len(spans) < 2 or len(posts) < 2 or (name and commonness(name) < _CARRIED_BY):
        return whole
    groups = _at_mentions(spans, posts)
    merged: list[list[int]] = []
    for group in groups:
        close = [other for other in merged if not _two_persons([posts[index] for index in other], [posts[index] for index in group])]
        merged = [other for other in merged if other not in close] + [sorted(sum(close, group))]
    return sorted(merged) if len(merged) == 2 else whole


def _at_mentions(spans: Sequence[Span], posts: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """The posts by the mention each is said of: the nearest, and of two as near the one behind it."""
    groups: dict[Span, list[int]] = {}
    for index, post in enumerate(posts):
        mention = min(spans, key=lambda span: (max(span[0] - post["end"], post["start"] - span[1], 0), -span[0]))
        groups.setdefault(mention, []).append(index)
    return [groups[span] for span in sorted(groups)]


def _two_persons(one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the posts of two mentions can hardly be one person's: each has one that fills a working life, and no two go together."""
    mine, its = ([_seen(post) for post in side] for side in (one, other))
    if not any(map(full_time, mine)) or not any(map(full_time, its)):
        return False
    return all(_strangers(post, another) for post in mine for another in its)


def _seen(post: Mapping[str, Any]) -> PostSeen:
    return PostSeen(post["title"], body=post.get("organization") or "", former=bool(post.get("former")))


def _strangers(one: PostSeen, other: PostSeen) -> bool:
    if not full_time(one) or not full_time(other):
        return False
    bodies = name_key(one.body), name_key(other.body)
    sectors = {sector(one), sector(other)}
    if sectors in ({"official", "company"}, {"official", "academy"}):
        return bodies[0][:_STEM] != bodies[1][:_STEM] and bodies[0] not in bodies[1] and bodies[1] not in bodies[0]
    if sectors != {"official"}:
        return False
    places = _places_of(bodies[0]), _places_of(bodies[1])
    return bool(places[0] and places[1]) and not any(
        _contains(mine, its) or _contains(its, mine) for mine in places[0] for its in places[1]
    )


def _places_of(body: str) -> tuple[str, ...]:
    """The codes of the divisions with whose full name the body's begins: several where districts share it."""
    return next((_divisions()[body[:size]] for size in range(min(len(body), 11), _FULL_NAME - 1, -1) if body[:size] in _divisions()), ())


@cache
def _divisions() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, name, *_ in read_table("divisions.tsv"):
        found[name_key(name)] = (*found.get(name_key(name), ()), code)
    return found


def _contains(above: str, below: str) -> bool:
    """Whether one division is the other or lies in it, by their codes."""
    level = level_of(above)
    if above.startswith("TW-") or below.startswith("TW-"):
        return above == below
    digits = 2 if level == "province" or above.endswith("0000") else 4 if level == "city" else 6
    return above[:digits] == below[:digits]
