"""What speaks for and against two reports telling of one meeting: conflicts, which nothing outweighs, and features with weights.

A same day, a same telling name and a same home are enough (3 + 3 + 1.5). Without a home in common, somebody must have been at both;
general names (座谈会) want two. The weights were set by hand and tried on tests/cases/resolve/meetings.jsonl.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.pipeline.resolve.entries import Feature, Link, MeetingEntry
from articles.pipeline.resolve.meeting_dates import compare_dates
from articles.pipeline.resolve.meeting_names import MeetingName, level_of, take_apart

JOINED = 5.0
ASKED = 3.0
MARGIN = 1.5
"""Scores from which two reports are one meeting, from which the queue asks, and by which a candidate must be ahead of another."""
PARTLY, ALIKE = 0.5, 0.75
"""Likeness (shared pairs of characters, 0 to 1) from which two names may be one, and from which they are alike."""

_DATES = {
    "equal": (3.0, "日期相同", "the same date"),
    "within": (2.5, "日期在其期间内", "a day within the other's span"),
    "prefix": (1.0, "日期相容", "one date is part of the other"),
    "near": (1.0, "报道日期相近", "reported within days"),
    "yearless": (-1.0, "月日相同,年份不明", "the same day of an unknown year"),
    "unknown": (-0.5, "日期不明", "date unknown"),
}


@dataclass(frozen=True)
class Report:
    """An entry with its name taken apart. `published`: when its text was printed first; `article`: its page, which tells its own apart."""

    entry: MeetingEntry
    name: MeetingName
    published: str

    @property
    def article(self) -> str:
        return self.entry.order[2]

    @property
    def printed(self) -> tuple[str, str, str, MeetingName]:
        """All that `in_conflict` and `told_apart` look at."""
        return self.entry.kind, self.entry.date, self.published, self.name


def report_of(entry: MeetingEntry, published: str) -> Report:
    name = take_apart(entry.name, entry.kind, entry.places, tuple(sorted(entry.company)))
    return Report(entry, name, published)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[index : index + 2] for index in range(len(text) - 1)) or frozenset([text] if text else [])


def in_conflict(one: Report, other: Report) -> bool:
    """Whether what two reports print cannot be of one meeting: day, kind, number, year or holder differ."""
    mine, theirs = one.entry, other.entry
    if mine.kind and theirs.kind and mine.kind != theirs.kind:
        return True
    if one.name.year and other.name.year and one.name.year != other.name.year:
        return True
    if _numbers_differ(one.name.numbers, other.name.numbers) or _holders_differ(one.name, other.name):
        return True
    return compare_dates(mine.date, one.published, theirs.date, other.published) == "conflict"


def _numbers_differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """五届九次 and 五届八次; 九次 alone is no other than 五届九次."""
    known = {number[-1]: number for number in one}
    return any(known.get(number[-1], number) != number for number in other)


def _holders_differ(one: MeetingName, other: MeetingName) -> bool:
    """Whether both names say whose meeting it is, and say different: 全市 and 全区, two districts, two zones."""
    if one.zone and other.zone and one.zone != other.zone:
        return True
    if not (one.said and other.said) or one.holder == other.holder:
        return False
    return level_of(one.holder) != level_of(other.holder) or (one.holder.isdecimal() and other.holder.isdecimal())


def told_apart(one: Report, other: Report) -> bool:
    """Whether two reports are not to be joined through a third: in conflict, unlike in name, or of other forms.

    座谈会 fits 企业座谈会 and 人才座谈会, and 教育大会 fits 教育座谈会 and 教育推进会; that makes those two no one meeting.
    """
    return in_conflict(one, other) or _forms_differ(one.name, other.name) or _name_feature(one, other) is None


def _forms_differ(one: MeetingName, other: MeetingName) -> bool:
    return bool(one.forms and other.forms and not one.forms & other.forms)


def compare_reports(one: Report, other: Report) -> Link | None:
    """The features of two reports that are in no conflict; None where their names are not alike."""
    alike = _name_feature(one, other)
    if alike is None:
        return None
    features = [alike, *_date_features(one, other), *_place_features(one, other), *_company_features(one.entry, other.entry)]
    return Link(one.entry.key, other.entry.key, round(sum(feature.weight for feature in features), 6), tuple(features))


def _name_feature(one: Report, other: Report) -> Feature | None:
    """How alike the names are, None where they are not; forms that differ (座谈会, 推进会) speak against.

    Of a name with 暨 the part that is most like the other counts too: 推介会暨签约仪式 is the 推介会.
    """
    mine, theirs = one.name, other.name
    differ = _forms_differ(mine, theirs)
    if not mine.about or not theirs.about:
        return None if differ else Feature("general_name", -1.0, "名称笼统", "a general name")
    bare = () if bool(mine.numbers) == bool(theirs.numbers) else (*mine.numbers, *theirs.numbers)
    found = max(_likeness(first, second, bare) for first in _abouts(mine) for second in _abouts(theirs))
    if found < PARTLY:
        return None
    named = mine.about == theirs.about
    weight = 3.0 if found == 1.0 and named else 2.5 if found >= ALIKE else 1.5 if found >= 0.6 else 0.5
    if len(mine.about) < 3 and named and not mine.numbers:
        weight = 2.0
    if differ:
        weight -= 6.0
    if named:
        return Feature("same_name", weight, "名称相同", "the same name")
    if found >= ALIKE:
        return Feature("alike_name", weight, "名称相近", "alike names")
    return Feature("partly_alike_name", weight, "名称部分相同", "partly alike names")


def _abouts(name: MeetingName) -> set[str]:
    """What a name is about, as a whole and by its parts."""
    return {name.about, *(about for about, _ in name.parts if about)}


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str, bare: tuple[str, ...] = ()) -> float:
    """1 for the same, ALIKE and more where one holds the other, else by the pairs of characters they share; `bare`: numbers left out."""
    for number in bare:
        one, other = one.replace(number, ""), other.replace(number, "")
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    mine, theirs = _pairs(one), _pairs(other)
    shared = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    return max(shared, ALIKE) if len(shorter) >= 4 and shorter in longer else shared


def _date_features(one: Report, other: Report) -> Iterator[Feature]:
    mine, theirs = one.entry, other.entry
    agreement = compare_dates(mine.date, one.published, theirs.date, other.published)
    if agreement == "conflict":
        return
    weight, zh, en = _DATES[agreement]
    yield Feature(f"{agreement}_date", weight, zh, en)
    numbered = set(one.name.numbers) & set(other.name.numbers)
    if numbered:
        yield Feature("same_number", 2.0, "届次相同", "the same number")
    elif agreement not in ("equal", "within") and (one.name.standing or other.name.standing):
        yield Feature("held_often", -2.0, "例行会议,日期未定", "held often, and the day is not sure")
    if mine.group and mine.group == theirs.group:
        same = one.name.parts == other.name.parts
        yield Feature("same_text", 10.0 if same else 2.0, "同一文本的转载或版本", "versions or reposts of one text")


def _place_features(one: Report, other: Report) -> Iterator[Feature]:
    mine, theirs = one.name, other.name
    if not mine.holder or not theirs.holder:
        yield Feature("no_common_place", -2.0, "无共同地域", "no place in common")
    elif mine.holder == theirs.holder:
        both = mine.said and theirs.said
        yield Feature("same_holder" if both else "same_home", 2.0 if both else 1.5, "同一地域", "the same place")
    elif mine.holder in other.entry.places or theirs.holder in one.entry.places:
        yield Feature("nested_places", -1.5, "上下级地域", "a place and one within it")
    elif mine.holder.isdecimal() and theirs.holder.isdecimal():
        yield Feature("other_place", -4.0, "地域不同", "different places")
    else:
        yield Feature("no_common_place", -2.0, "无共同地域", "no place in common")
    if bool(mine.zone) != bool(theirs.zone):
        yield Feature("zone_said_once", -1.0, "仅一方写明园区或镇街", "one alone names a zone or town")
    venue, other_venue = one.entry.place, other.entry.place
    if len(venue) >= 3 and len(other_venue) >= 3 and (venue in other_venue or other_venue in venue):
        yield Feature("same_venue", 1.5, "会场相同", "the same venue")


def _company_features(one: MeetingEntry, other: MeetingEntry) -> Iterator[Feature]:
    shared = len(one.company & other.company)
    if shared:
        yield Feature("shared_company", float(min(shared, 3)), f"{shared}人同时在场", f"{shared} present at both")
    elif one.company and other.company:
        weight = -3.0 if len(one.company) > 1 and len(other.company) > 1 else -1.0
        yield Feature("other_company", weight, "在场人物不同", "nobody present at both")
    bodies = len(one.bodies & other.bodies)
    if bodies:
        yield Feature("shared_bodies", min(0.5 * bodies, 1.0), f"{bodies}个机构相同", f"{bodies} bodies named in both")
