"""Entries that say the same of a name fall together into one profile: ten thousand mentions of a few dozen posts are a few dozen profiles.

A profile is what is scored. Its entries are one person before any weighing: they print the same posts, or the same text. What people
judged, and what one page holds twice, keeps to profiles of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from articles.pipeline.resolve.entries import PersonEntry, PostSeen
from articles.pipeline.resolve.names import name_key
from articles.pipeline.resolve.person_posts import body_of, level_title

Settles = Callable[[str, tuple[PostSeen, ...], bool], bool]
Said = tuple[frozenset[tuple[object, ...]], bool, bool]
"""What posts say, and whether they tell one person from namesakes: by themselves, on pages of one home."""
Days = tuple[str, str]
"""The first and the last day that an ISO 8601 prefix may mean: 2024-03 is 2024-03-01 to 2024-03-31."""


@dataclass(frozen=True, eq=False)
class Profile:
    """`entries` in order; `posts` of known bodies or none; `root`: the first of the entries it was judged the same with, "" for none.

    `split`: groups of texts in which one page holds the name twice, for two persons.
    """

    name: str
    entries: tuple[PersonEntry, ...]
    posts: tuple[PostSeen, ...]
    root: str = ""
    split: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return self.entries[0].key

    @cached_property
    def place(self) -> tuple[str, ...]:
        """The home of all its pages, narrowest first; empty where they have none or several."""
        homes = {entry.places for entry in self.entries if entry.places}
        return next(iter(homes)) if len(homes) == 1 else ()

    @cached_property
    def company(self) -> frozenset[str]:
        return frozenset().union(*{entry.company for entry in self.entries})

    @cached_property
    def groups(self) -> frozenset[str]:
        """The texts it stands in, but for those that hold the name for two persons."""
        return frozenset(entry.group for entry in self.entries if entry.group) - self.split

    @cached_property
    def pages(self) -> frozenset[tuple[str, str]]:
        """(capture, name as printed)"""
        return frozenset(filter(None, map(page_of, self.entries)))

    @cached_property
    def seen(self) -> tuple[Days, Days] | None:
        """When it was seen first and last, None where no page has a date."""
        dates = [entry.date for entry in self.entries if entry.date[:4].isdigit()]
        return (days_of(min(dates)), days_of(max(dates))) if dates else None

    @cached_property
    def titles(self) -> frozenset[str]:
        return frozenset(level_title(post.title) for entry in self.entries for post in entry.posts)

    @cached_property
    def said(self) -> frozenset[tuple[object, ...]]:
        return frozenset(map(post_key, self.posts))

    @cached_property
    def handles(self) -> frozenset[object]:
        """What another profile must have some of, to be worth weighing where the name is no rare one."""
        places = self.place[:2] if not self.posts else ()
        codes = {code for post in self.posts for code in (post.places or self.place)[:2]}
        bodies = {body for post in self.posts for body in ((post.organization,) if post.organization else body_of(post))}
        linked = {body for post in self.posts for body in post.related}
        return frozenset((*codes, *places, *bodies, *linked, *self.company, *self.groups))


def page_of(entry: PersonEntry) -> tuple[str, str] | None:
    """The capture that prints the name, None where unknown."""
    return (entry.order[2], entry.name) if entry.order[2] else None


def days_of(date: str) -> Days:
    """The days an ISO 8601 prefix may mean.

    >>> days_of("2024-03"), days_of("2024"), days_of("2024-03-12T08:00")
    (('2024-03-01', '2024-03-31'), ('2024-01-01', '2024-12-31'), ('2024-03-12', '2024-03-12'))
    """
    date = date[:10].rstrip("-")
    return (date + "-01-01"[len(date) - 4 :], date + "-12-31"[len(date) - 4 :]) if len(date) < 10 else (date, date)


def post_key(post: PostSeen) -> tuple[object, ...]:
    """What makes two printed posts one; 代市长 is not yet 市长."""
    return (name_key(post.title), body_of(post), post.former)


def profiles_of(entries: Sequence[PersonEntry], roots: Mapping[str, str], settles: Settles) -> list[Profile]:
    """The profiles of all entries (given in order), in the order of their first ones. `roots`: entry -> the first it was judged the same
    with. `settles(name, posts, home)`: whether the posts tell one person from namesakes, by themselves or on pages of one home."""
    twins, split = find_twins(entries)

    @cache
    def said_by(name: str, posts: tuple[PostSeen, ...]) -> Said | None:
        known = tuple(post for post in posts if body_of(post))
        return (frozenset(map(post_key, known)), settles(name, known, False), settles(name, known, True)) if known else None

    bins: dict[object, list[PersonEntry]] = {}
    for entry in entries:
        bins.setdefault(_bin_of(entry, roots, twins, said_by), []).append(entry)
    profiles = []
    for members in bins.values():
        # The first entry's words count, of two posts of one entry the later.
        printed = dict.fromkeys(post for entry in members for post in reversed(entry.posts))
        posts: dict[tuple[object, ...], PostSeen] = {}
        for post in printed:
            if body_of(post):
                posts.setdefault(post_key(post), post)
        ordered = tuple(posts[key] for key in sorted(posts, key=repr))
        profiles.append(Profile(name_key(members[0].name), tuple(members), ordered, roots.get(members[0].key, ""), split))
    return profiles


def find_twins(entries: Iterable[PersonEntry]) -> tuple[set[str], frozenset[str]]:
    """(the entries of names that one page holds twice, the groups of texts of such pages)"""
    pages: dict[tuple[str, str], list[PersonEntry]] = {}
    for entry in entries:
        page = page_of(entry)
        if page is not None:
            pages.setdefault(page, []).append(entry)
    twins = [entry for members in pages.values() if len(members) > 1 for entry in members]
    return {entry.key for entry in twins}, frozenset(entry.group for entry in twins if entry.group)


def _bin_of(
    entry: PersonEntry, roots: Mapping[str, str], twins: set[str], said_by: Callable[[str, tuple[PostSeen, ...]], Said | None]
) -> tuple[object, ...]:
    name, root = name_key(entry.name), roots.get(entry.key, "")
    if entry.key in twins:
        return name, root, "twin", entry.key
    told = said_by(name, entry.posts)
    if told is None:
        return name, root, "text", entry.group or entry.key
    said, alone, at_home = told
    if alone:
        return name, root, "posts", said
    if entry.places and at_home:
        return name, root, "posts in a place", said, entry.places[0]
    return name, root, "posts in a text", said, entry.group or entry.key
