"""Who held a post on a date, and where two are said to have held one seat at once.

甲 seen 2020-03 and 2022-05, 乙 seen 2022-09:  2020-03-15  seen: 甲 · 2021-01-01  inferred: 甲 · 2022-07-01  nobody: no captures
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from articles.pipeline.resolve.tenure_titles import is_single_seat, rank_of
from articles.pipeline.resolve.tenures import PostSighting, Reason, TenureFacts, is_before, time_span


@dataclass(frozen=True)
class Holder:
    """`certainty`: seen, inferred, or no_captures: then nobody is claimed, `person` is "", and the reason names the nearest sightings."""

    person: str
    certainty: str
    reason: Reason


@dataclass(frozen=True)
class Conflict:
    """Two persons in one seat at once, for certain. `sightings`: those of `one`, those of `other` that show it."""

    one: str
    other: str
    sightings: tuple[tuple[PostSighting, ...], tuple[PostSighting, ...]]
    reason: Reason


def holders_on(date: str, tenures: Sequence[TenureFacts]) -> list[Holder]:
    """Who held the post of the tenures on a date (an ISO 8601 prefix): those seen; else those inferred; else one entry that claims nobody.

    Seen: a sighting on the day, or printed with a prefix in which the day lies. Inferred: between two sightings of one holder, with
    nothing between them that speaks against. An unreadable date gives no holder.
    """
    asked = time_span(date)
    if asked is None:
        return []
    known = sorted(tenures, key=lambda tenure: (tenure.person, tenure.title))
    seen = [holder for tenure in known if (holder := _seen(asked, tenure))]
    single = any(is_single_seat(tenure.title) for tenure in known)
    if seen and single:
        return seen
    names = {holder.person for holder in seen}
    inferred = [holder for tenure in known if tenure.person not in names and (holder := _inferred(asked, tenure))]
    return sorted(seen + inferred, key=lambda holder: holder.person) or [_nobody(asked, known)]


def _seen(asked: tuple[datetime.date, datetime.date], tenure: TenureFacts) -> Holder | None:
    for sighting in tenure.seen:
        first, last = time_span(sighting.date) or (datetime.date.max, datetime.date.min)
        if first <= asked[1] and last >= asked[0]:
            return Holder(tenure.person, "seen", Reason(f"{sighting.date}见报", f"seen on {sighting.date}"))
    return None


def _inferred(asked: tuple[datetime.date, datetime.date], tenure: TenureFacts) -> Holder | None:
    before, after = _nearest(asked, tenure.seen)
    if before is None or after is None:
        return None
    between = [one for one in tenure.against if _between(one.sighting.date, before.date, after.date)]
    if between:
        return None
    reason = Reason(
        f"{before.date}与{after.date}均见在任,其间未见他人", f"seen on {before.date} and {after.date}, nothing against it between"
    )
    return Holder(tenure.person, "inferred", reason)


def _between(date: str, first: str, last: str) -> bool:
    """Whether a date may lie after the beginning of one and before the end of another: on the same day as either it does not."""
    span, start, end = time_span(date), time_span(first), time_span(last)
    return bool(span and start and end and span[1] > start[0] and span[0] < end[1])


def _nearest(
    asked: tuple[datetime.date, datetime.date], sightings: Sequence[PostSighting]
) -> tuple[PostSighting | None, PostSighting | None]:
    """The last sighting before the time asked for, and the first after it, both for certain."""
    spans = [(span, sighting) for sighting in sightings if (span := time_span(sighting.date))]
    before = [(span[1], sighting) for span, sighting in spans if span[1] < asked[0]]
    after = [(span[0], sighting) for span, sighting in spans if span[0] > asked[1]]
    return max(before, key=_order, default=(None, None))[1], min(after, key=_order, default=(None, None))[1]


def _order(found: tuple[datetime.date, PostSighting]) -> tuple[datetime.date, str, str]:
    return found[0], found[1].person, found[1].date


def _nobody(asked: tuple[datetime.date, datetime.date], tenures: Sequence[TenureFacts]) -> Holder:
    before, after = _nearest(asked, [sighting for tenure in tenures for sighting in tenure.seen])
    zh, en = ["该日无抓取件可证"], ["no capture tells"]
    if before is not None:
        zh.append(f"此前最近为{before.date}{before.person}")
        en.append(f"nearest before: {before.person} on {before.date}")
    if after is not None:
        zh.append(f"此后最近为{after.date}{after.person}")
        en.append(f"nearest after: {after.person} on {after.date}")
    return Holder("", "no_captures", Reason(";".join(zh), "; ".join(en)))


def conflicts(tenures: Sequence[TenureFacts]) -> list[Conflict]:
    """Where two persons of one single seat are seen in it at once, or one of them between two sightings of the other.

    An acting holder stands in for a full one and is no conflict; nor is the day on which the seat is handed over.
    """
    seats = [tenure for tenure in tenures if tenure.seen and is_single_seat(tenure.title) and rank_of(tenure.title).grade == "full"]
    ordered = sorted(seats, key=lambda tenure: (tenure.person, tenure.title))
    found = [_conflict(one, other) for one, other in combinations(ordered, 2) if one.person != other.person]
    return [conflict for conflict in found if conflict is not None]


def _conflict(one: TenureFacts, other: TenureFacts) -> Conflict | None:
    inside = [sighting for sighting in one.seen if _within(sighting, other)]
    outside = [sighting for sighting in other.seen if _within(sighting, one)]
    if not inside and not outside:
        same_day = sorted({_day(sighting) for sighting in one.seen} & {_day(sighting) for sighting in other.seen} - {""})
        if not same_day or _handed_over(one, other) or _handed_over(other, one):
            return None
        inside = [sighting for sighting in one.seen if sighting.date in same_day]
        outside = [sighting for sighting in other.seen if sighting.date in same_day]
    mine, theirs = inside or _around(one, outside), outside or _around(other, inside)
    days = ", ".join(sorted({sighting.date for sighting in (*inside, *outside)}))
    reason = Reason(f"{one.person}与{other.person}同时任{one.title}:{days}", f"{one.person} and {other.person} both {one.title}: {days}")
    return Conflict(one.person, other.person, (tuple(mine), tuple(theirs)), reason)


def _day(sighting: PostSighting) -> str:
    span = time_span(sighting.date)
    return sighting.date if span and span[0] == span[1] else ""


def _within(sighting: PostSighting, tenure: TenureFacts) -> bool:
    """Whether the tenure is seen both before and after the sighting, for certain."""
    return is_before(tenure.first_seen, sighting.date) and is_before(sighting.date, tenure.last_seen)


def _around(tenure: TenureFacts, inside: Sequence[PostSighting]) -> list[PostSighting]:
    """The sightings of a tenure last before and first after those of another inside it."""
    spans = [span for sighting in inside if (span := time_span(sighting.date))]
    before, after = _nearest((min(start for start, _ in spans), max(end for _, end in spans)), tenure.seen)
    return [sighting for sighting in (before, after) if sighting is not None]


def _handed_over(leaving: TenureFacts, coming: TenureFacts) -> bool:
    """Whether one is seen last on the day on which the other is seen first, and one of them on another day too."""
    return leaving.last_seen == coming.first_seen and (leaving.first_seen != leaving.last_seen or coming.first_seen != coming.last_seen)
