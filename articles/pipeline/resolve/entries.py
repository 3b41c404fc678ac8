"""What the resolvers take and give: entries, judgements, groups with their reasons.

An *entry* is one name in one article: all the places where the article prints it. Entries are known by the key of their witness
(claims.py), which follows from the capture's bytes and the name alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

Order = tuple[str, str, str]
"""(captured at, published on, SHA-256): by this, and never by the time of import, is decided what comes first. What has no time comes
first of all: "" is smaller than any date."""


@dataclass(frozen=True)
class PostSeen:
    """A post an article gives to a person. `organization`: the known body's key, "" where no body is said; `body` its name.

    `places`: the division codes of the body's place, the narrowest first: ("320507", "320500", "320000"); empty where none is known.
    `related`: keys of the bodies it belongs to, took over from or was taken over by.
    """

    title: str
    organization: str = ""
    body: str = ""
    kind: str = ""
    places: tuple[str, ...] = ()
    related: frozenset[str] = frozenset()
    former: bool = False


@dataclass(frozen=True)
class PersonEntry:
    """A person's name in one article.

    `group`: the same for versions and reposts of one text. `date`: when it was printed, an ISO 8601 prefix, "" if unknown. `places`: the
    codes of the page's home, the narrowest first. `company`: the other persons named with it at the same events, by `name_key`.
    `spans`: half-open body spans of the name; `posts` stand in the order of the page.
    """

    key: str
    name: str
    group: str
    order: Order
    date: str = ""
    posts: tuple[PostSeen, ...] = ()
    places: tuple[str, ...] = ()
    company: frozenset[str] = frozenset()
    label: str = ""


@dataclass(frozen=True)
class OrganizationEntry:
    """A body's name in one article: `name` as the reader completed it (相城区委), `written` as printed (区委).

    `certain`: the reader knows whose body it is; where not (rule `as_written`), the name alone does not tell it from others.
    `places`: the codes of the page's home, the narrowest first.
    """

    key: str
    name: str
    kind: str
    group: str
    order: Order
    written: tuple[str, ...] = ()
    certain: bool = True
    places: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True)
class MeetingEntry:
    """A meeting or visit as one article tells of it. `date`: ISO 8601 prefix, --MM-DD or A/B; `company`: who was there, by `name_key`.

    `bodies`: keys of the organizations named in the article.
    """

    key: str
    name: str
    kind: str
    group: str
    order: Order
    date: str = ""
    published: str = ""
    place: str = ""
    places: tuple[str, ...] = ()
    company: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judgements:
    """What people settled about entries, by their keys.

    `same`: entries that are one. `different`: pairs of sides, of which no entry of one is any of the other; each side holds together.
    """

    same: tuple[frozenset[str], ...] = ()
    different: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()


@dataclass(frozen=True)
class Feature:
    """One reason for or against, with its weight (a log-likelihood ratio, natural logarithm; positive speaks for *same*)."""

    name: str
    weight: float
    zh: str
    en: str


@dataclass(frozen=True)
class Link:
    """What is known of two entries (or of two groups, by their first entries): `score` is the sum of the features' weights."""

    one: str
    other: str
    score: float
    features: tuple[Feature, ...] = ()


@dataclass(frozen=True)
class Resolved:
    """`groups`: the entries' keys, each group in order, the groups by their first entry. `links`: for every entry but a group's first, why
    it is there. `doubts`: pairs of groups that may or may not be the same, for the queue; of pairs judged different only those that are
    judged the same as well (a feature named `contradiction`)."""

    groups: tuple[tuple[str, ...], ...] = ()
    links: tuple[Link, ...] = ()
    doubts: tuple[Link, ...] = field(default=())


def in_order(entries: Iterable[PersonEntry]) -> list[PersonEntry]:
    """The entries as they came into the world."""
    return sorted(entries, key=lambda entry: (entry.order, entry.key))
