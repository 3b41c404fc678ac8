"""One meeting of several reports.

相城高新区高质量发展大会, 2024-03-12   and   高质量发展大会, 2024-03-12, with the same two persons          one
高质量发展大会 in one town in 2022     and   高质量发展大会 in another in 2024                              two
两个 座谈会 of one page on one day                                                                     two: the page tells them apart
区委五届九次全会, --12-29             and   相城区委第五届委员会第九次全体会议, 2023-12-29                 one
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from articles.pipeline.resolve.entries import Judgements, Link, MeetingEntry, Resolved
from articles.pipeline.resolve.meeting_dates import compare_dates, first_day
from articles.pipeline.resolve.meeting_groups import (
    CONTRADICTED,
    JUDGED,
    Apart,
    Groups,
    Place,
    doubts_between,
    join_clear,
    join_judged,
    judged_apart,
    printed_apart,
)
from articles.pipeline.resolve.meeting_names import take_apart
from articles.pipeline.resolve.meeting_scores import ASKED, Report, compare_reports, in_conflict, report_of, told_apart
from articles.pipeline.resolve.tenures import time_span


@dataclass(frozen=True)
class MeetingFacts:
    """What the reports of one meeting together say. `date`: ISO 8601 prefix, --MM-DD or A/B; `places`: codes, the narrowest first."""

    name: str
    date: str
    place: str
    kind: str
    places: tuple[str, ...]


def meeting_block(entry: MeetingEntry) -> str:
    """Where the same meeting is looked for: its first day without the year, else what its name is about.

    >>> entry = MeetingEntry("a", "全区教育工作会议", "meeting", "g", ("", "", ""), date="2023-12-29")
    >>> meeting_block(entry)
    '--12-29'
    """
    name = take_apart(entry.name, entry.kind, entry.places, tuple(sorted(entry.company)))
    return first_day(entry.date) or f"{entry.kind}:{name.about or ''.join(sorted(name.forms))}"


def resolve_meetings(entries: Sequence[MeetingEntry], judgements: Judgements) -> Resolved:
    """The reports that tell of one meeting, together; a pure function of the set of entries."""
    ordered = sorted({entry.key: entry for entry in entries}.values(), key=lambda entry: (entry.order, entry.key))
    # A text printed again counts by its own, the first, publication.
    published: dict[str, str] = {}
    for entry in ordered:
        if entry.published:
            published[_text(entry)] = min(entry.published, published.get(_text(entry), entry.published))
    reports = {entry.key: report_of(entry, published.get(_text(entry), "")) for entry in ordered}
    judged = judged_apart(judgements)
    sides = (*judgements.same, *(side for pair in judgements.different for side in pair))
    # Keys of judgements that are no entries here still tie together what is tied to them.
    keys = [*reports, *sorted({key for side in sides for key in side} - reports.keys())]
    number = {key: index for index, key in enumerate(keys)}

    def place(key: str) -> tuple[int, str]:
        return number[key], key

    groups = Groups(keys)
    groups.keep_apart(judged)
    refused = join_judged(groups, judgements, place)
    links = sorted(_links(list(reports.values()), judged), key=lambda link: (-link.score, place(link.one), place(link.other)))
    apart = printed_apart(groups, links, reports, told_apart)
    groups.keep_apart(apart)
    forbidden = _both(judged, printed_apart(groups, links, reports, in_conflict))
    join_clear(groups, links, _both(judged, apart))
    found = [sorted((key for key in group if key in reports), key=place) for group in groups.members.values()]
    found = sorted((group for group in found if group), key=lambda group: place(group[0]))
    first = {key: group[0] for group in found for key in group}
    doubts = [_turned(link, first, place) for link in doubts_between(groups, links, forbidden)]
    doubts += [Link(one, other, 0.0, (CONTRADICTED,)) for one, other in refused if one in reports and other in reports]
    return Resolved(
        tuple(tuple(group) for group in found),
        tuple(_reasons(found, links, place)),
        tuple(sorted(doubts, key=lambda link: (place(link.one), place(link.other), link.score))),
    )


def _both(one: Apart, other: Apart) -> Apart:
    return {key: one.get(key, set()) | other.get(key, set()) for key in one.keys() | other.keys()}


def _turned(link: Link, first: dict[str, str], place: Place) -> Link:
    """A link between entries as one between the first entries of their groups, in order."""
    one, other = sorted((first[link.one], first[link.other]), key=place)
    return Link(one, other, link.score, link.features)


def _links(reports: list[Report], judged: Apart) -> Iterator[Link]:
    """The links from which something may follow; those of one page and those judged apart are left out."""
    for one, other in _pairs(reports):
        if other.entry.key in judged.get(one.entry.key, ()) or (one.article and one.article == other.article) or in_conflict(one, other):
            continue
        link = compare_reports(one, other)
        if link is not None and link.score >= ASKED:
            yield link


def _pairs(reports: list[Report]) -> Iterator[tuple[Report, Report]]:
    """Pairs of reports, those of two certain and different days left out: a block holds a day of all years."""
    days: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        span = time_span(report.entry.date)
        days[report.entry.date if span and span[0] == span[1] else ""].append(report)
    open_days = days.pop("", [])
    for together in days.values():
        yield from combinations(together, 2)
        yield from ((one, other) for one in open_days for other in together)
    yield from combinations(open_days, 2)


def _reasons(found: list[list[str]], links: list[Link], place: Place) -> Iterator[Link]:
    """For every entry but a group's first, its best link to what stands before it in its group, else to the rest; else the judgement."""
    group_of = {key: index for index, group in enumerate(found) for key in group}
    before: dict[str, Link] = {}
    after: dict[str, Link] = {}
    for link in links:
        if group_of[link.one] != group_of[link.other]:
            continue
        earlier, later = sorted((link.one, link.other), key=place)
        before.setdefault(later, Link(later, earlier, link.score, link.features))
        after.setdefault(earlier, Link(earlier, later, link.score, link.features))
    for group in found:
        for key in group[1:]:
            yield before.get(key) or after.get(key) or Link(key, group[0], JUDGED.weight, (JUDGED,))


def describe_meeting(entries: Iterable[MeetingEntry]) -> MeetingFacts:
    """The name that most texts print, the fullest of those; the most precise date that agrees with most; place, kind and places likewise.

    Versions and reposts of one text count once. At least one entry is given.
    """
    known = sorted(entries, key=lambda entry: (entry.order, entry.key))
    name = _most((entry.name, _text(entry)) for entry in known)
    place = _most((entry.place, _text(entry)) for entry in known if entry.place)
    kind = _most((entry.kind, _text(entry)) for entry in known if entry.kind)
    return MeetingFacts(name, _best_date(known), place, kind, _places(known))


def _text(entry: MeetingEntry) -> str:
    return entry.group or entry.key


def _most(printed: Iterable[tuple[str, str]]) -> str:
    """What most texts print; of those the longest, then the first by its characters."""
    texts: dict[str, set[str]] = defaultdict(set)
    for value, text in printed:
        texts[value].add(text)
    return min(texts, key=lambda value: (-len(texts[value]), -len(value), value), default="")


def _best_date(entries: list[MeetingEntry]) -> str:
    dated = [entry for entry in entries if entry.date]

    def agreeing(date: str) -> int:
        return len({_text(entry) for entry in dated if compare_dates(date, "", entry.date, "") != "conflict"})

    return min({entry.date for entry in dated}, key=lambda date: (-agreeing(date), _vagueness(date), date), default="")


def _vagueness(date: str) -> int:
    """A day 0, a span of days, a day without its year, a month, a year."""
    span = time_span(date)
    if span is None:
        return 2 if date.startswith("--") else 5
    return 1 if "/" in date else {10: 0, 7: 3, 4: 4}[len(date)]


def _places(entries: list[MeetingEntry]) -> tuple[str, ...]:
    """The places of most texts, from the holder's own upwards: 全市 on a district's page is the city's."""
    texts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in entries:
        holder = take_apart(entry.name, entry.kind, entry.places).holder
        own = entry.places[entry.places.index(holder) :] if holder in entry.places else entry.places
        if own:
            texts[own].add(_text(entry))
    return min(texts, key=lambda places: (-len(texts[places]), -len(places), places), default=())
