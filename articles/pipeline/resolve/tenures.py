"""A post over time, from what was printed: who was seen in it, from when to when, and between which neighbouring captures.

区长 of one body:  2021-05 甲 · 2023-02-03 乙 (代区长) · 2023-04 乙 · 2024-03-12 乙 · 2025-01 丙
乙                 seen 2023-04 .. 2024-03-12, not before 2023-02-03 (still acting), not after 2025-01 (丙 holds the seat)

Dates are ISO 8601 prefixes and stand for intervals: 2024-03 is some day of that March. What is not certain is not claimed: 2024-03 is
neither before nor after 2024-03-12.
"""

import datetime
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from articles.pipeline.resolve.entries import Order
from articles.pipeline.resolve.tenure_titles import excludes, is_single_seat, plain_title, rank_of, told_of_then

_PREFIX = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@dataclass(frozen=True)
class PostSighting:
    """That an article gives a person a post. `date`: when it was printed, an ISO 8601 prefix, "" if unknown; `group`: the same for
    versions and reposts of one text."""

    person: str
    date: str
    title: str
    former: bool
    order: Order
    group: str


@dataclass(frozen=True)
class Reason:
    """Why something is claimed, in two languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Against:
    """A sighting by which the person did not hold the post on its date. `why`: former, other_title, other_holder."""

    sighting: PostSighting
    why: str


@dataclass(frozen=True)
class TenureFacts:
    """A person in a post. The four dates are ISO 8601 prefixes, "" where nothing is known.

    `not_before`: the latest date before `first_seen` on which the person did not hold it yet; `not_after`: the earliest date after
    `last_seen` on which the person held it no longer. `seen`, `against`: the dated sightings for and against, in order.
    """

    person: str
    title: str
    first_seen: str = ""
    last_seen: str = ""
    not_before: str = ""
    not_after: str = ""
    former_only: bool = False
    reason: Reason = Reason("", "")
    seen: tuple[PostSighting, ...] = ()
    against: tuple[Against, ...] = ()


@lru_cache(maxsize=65536)
def time_span(date: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day a date may mean; None where it names no day of a known year.

    >>> time_span("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> time_span("2024-03-12/2024-03-14")
    (datetime.date(2024, 3, 12), datetime.date(2024, 3, 14))
    >>> time_span("--12-29") is None
    True
    """
    if "/" in date:
        first, last = (time_span(part) for part in date.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    if not _PREFIX.fullmatch(date):
        return None
    numbers = [int(part) for part in date.split("-")]
    try:
        start = datetime.date(numbers[0], *[*numbers[1:], 1, 1][:2])
    except ValueError:
        return None
    if len(numbers) == 1:
        return start, start.replace(month=12, day=31)
    return start, start if len(numbers) == 3 else start.replace(day=monthrange(start.year, start.month)[1])


def is_before(one: str, other: str) -> bool:
    """Whether a date is before another for certain, whatever days the two may mean.

    >>> is_before("2024-02", "2024-03-12"), is_before("2024-03", "2024-03-12")
    (True, False)
    """
    first, second = time_span(one), time_span(other)
    return bool(first and second and first[1] < second[0])


def find_tenures(post: Sequence[PostSighting], body: Sequence[PostSighting] = ()) -> list[TenureFacts]:
    """The tenures in one post, by first sighting, then by person; `body`: other sightings in the same body, by which ends are bounded.

    All of `post` have one title. An old text printed again counts by its own, the earliest, date: all sightings of a group do.
    """
    return tenures_in(post, by_own_date([*post, *body])) if post else []


def tenures_in(post: Sequence[PostSighting], sightings: Sequence[PostSighting]) -> list[TenureFacts]:
    """As `find_tenures`; `sightings`: all of the body, those of the post among them, as `by_own_date` gives them: once for all posts."""
    title = min(plain_title(sighting.title) for sighting in post)
    held: dict[str, list[PostSighting]] = defaultdict(list)
    elsewhere: dict[str, list[PostSighting]] = defaultdict(list)
    seated = []
    single, head = is_single_seat(title), rank_of(title).head
    titles = {sighting.title for sighting in sightings}
    own = {one for one in titles if plain_title(one) == title}
    told = {one for one in titles if told_of_then(one)}
    excluding = {one for one in titles - own - told if excludes(title, one)}
    # The seat has one holder, acting or full: 代区长 and 区长 are two titles of it.
    seats = {one for one in titles - told if single and rank_of(one).head == head and is_single_seat(one)}
    for sighting in sightings:
        if sighting.title in own:
            held[sighting.person].append(sighting)
        elif sighting.title in excluding and not sighting.former:
            elsewhere[sighting.person].append(sighting)
        if sighting.title in seats and not sighting.former and sighting.date:
            seated.append(Against(sighting, "other_holder"))
    found = [_tenure(person, title, held[person], elsewhere[person], seated) for person in sorted(held)]
    return sorted(found, key=lambda tenure: (not tenure.first_seen, tenure.first_seen, tenure.person))


def by_own_date(sightings: Sequence[PostSighting]) -> list[PostSighting]:
    """The sightings, each once, with the earliest date on which their text is known to have been printed, in order."""
    dates: dict[str, str] = {}
    for sighting in sightings:
        span = time_span(sighting.date)
        if sighting.group and span:
            known = dates.get(sighting.group)
            if known is None or _earliest(sighting.date) < _earliest(known):
                dates[sighting.group] = sighting.date
    own = set()
    for sighting in sightings:
        date = dates.get(sighting.group, sighting.date if time_span(sighting.date) else "")
        own.add(sighting if date == sighting.date else replace(sighting, date=date))
    return sorted(
        own, key=lambda sighting: (sighting.date, sighting.order, sighting.person, sighting.title, sighting.former, sighting.group)
    )


def _earliest(date: str) -> tuple[datetime.date, int, str]:
    """Smallest for the date by whose end the earliest day is certain; the more precise first."""
    start, end = time_span(date) or (datetime.date.max, datetime.date.max)
    return end, -start.toordinal(), date


def _latest(date: str) -> tuple[datetime.date, int, str]:
    """Greatest for the date from whose start the latest day is certain; the more precise last."""
    start, end = time_span(date) or (datetime.date.min, datetime.date.min)
    return start, -end.toordinal(), date


def _tenure(person: str, title: str, held: list[PostSighting], elsewhere: list[PostSighting], seated: list[Against]) -> TenureFacts:
    """`held`: the person's sightings in the post; `elsewhere`: those in posts that exclude it; `seated`: who was seen in the seat."""
    own = [sighting for sighting in held if not told_of_then(sighting.title)]
    current = [sighting for sighting in own if not sighting.former]
    seen = tuple(sighting for sighting in current if sighting.date)
    against = tuple(
        sorted(
            [Against(sighting, "former") for sighting in own if sighting.former and sighting.date]
            + [Against(sighting, "other_title") for sighting in elsewhere if sighting.date]
            + [one for one in seated if one.sighting.person != person],
            key=lambda one: (one.sighting.date, one.sighting.order, one.sighting.person, one.sighting.title, one.why),
        )
    )
    first = min((sighting.date for sighting in seen), key=_earliest, default="")
    last = max((sighting.date for sighting in seen), key=_latest, default="")
    # Whoever is called former before being seen in the post may mean an earlier time in it: former bounds the end alone.
    starts = [found for found in against if found.why != "former" and first and is_before(found.sighting.date, first)]
    ends = [found for found in against if (is_before(last, found.sighting.date) if last else found.why == "former")]
    before = max(starts, key=lambda found: _latest(found.sighting.date), default=None)
    after = min(ends, key=lambda found: _earliest(found.sighting.date), default=None)
    return TenureFacts(
        person,
        title,
        first,
        last,
        before.sighting.date if before else "",
        after.sighting.date if after else "",
        not current,
        _reason(first, last, before, after),
        seen,
        against,
    )


def _reason(first: str, last: str, before: Against | None, after: Against | None) -> Reason:
    if not first:
        zh, en = ["未见在任的有日期记录"], ["no dated sighting in the post"]
    elif first == last:
        zh, en = [f"见于{first}"], [f"seen on {first}"]
    else:
        zh, en = [f"见于{first}至{last}"], [f"seen from {first} to {last}"]
    for bound, zh_when, en_when in ((before, "此前", "before that"), (after, "此后", "after that")):
        if bound is not None:
            zh.append(zh_when + _tell(bound).zh)
            en.append(f"{en_when}, {_tell(bound).en}")
    return Reason(";".join(zh), "; ".join(en))


def _tell(bound: Against) -> Reason:
    sighting = bound.sighting
    if bound.why == "former":
        return Reason(f"{sighting.date}称原任", f"called former on {sighting.date}")
    if bound.why == "other_title":
        return Reason(f"{sighting.date}任{sighting.title}", f"{sighting.title} on {sighting.date}")
    return Reason(f"{sighting.date}由{sighting.person}任{sighting.title}", f"{sighting.person} was {sighting.title} on {sighting.date}")
