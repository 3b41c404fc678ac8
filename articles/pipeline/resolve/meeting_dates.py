"""Whether two reports' dates can be the date of one meeting.

2024-03-12 and 2024-03-12                          equal
--12-29 and 2023-12-29, published 2023-12-30       equal: published within days of it
--12-29 and 2023-12-29, no publication known       yearless: the same day of some year
2024-03 and 2024-03-12                             prefix
2024-08-11/2024-08-12 and 2024-08-12               within
no date, published 2024-03-13, and 2024-03-12      near
2023-03-12 and 2024-03-12; --12-29 and --12-30     conflict
"""

import datetime
import re
from functools import lru_cache

from articles.pipeline.resolve.tenures import time_span

_YEARLESS = re.compile(r"--([0-9]{2})-([0-9]{2})")
_AFTER = 45
"""Days after a meeting within which a report prints its date without the year, or tells of it without its date."""
_NEAR = 3
_Span = tuple[datetime.date, datetime.date]


def first_day(date: str) -> str:
    """The month and day on which it began, as --MM-DD; "" where no day is known.

    >>> first_day("2023-12-29"), first_day("--08-11/--08-12"), first_day("2024-03")
    ('--12-29', '--08-11', '')
    """
    start = date.partition("/")[0]
    if _yearless(start):
        return start
    span = time_span(start)
    return f"--{span[0]:%m-%d}" if span and span[0] == span[1] else ""


@lru_cache(maxsize=65536)
def compare_dates(one: str, published: str, other: str, other_published: str) -> str:
    """How two dates agree, each with the publication of its report: equal, within, prefix, yearless, near, unknown, or conflict.

    >>> compare_dates("--12-29", "2023-12-30", "2023-12-29", "")
    'equal'
    >>> compare_dates("--12-29", "2022-12-30", "2023-12-29", "")
    'conflict'
    """
    first, second = _told(one, published), _told(other, other_published)
    if not first.known or not second.known:
        return _undated(first, second)
    if first.span and second.span:
        return _spans(first.span, second.span, one, other)
    return _yearless_agree(first, second)


class _Told:
    """A date as intervals: `span` where the year is known; `days` (month, day) where not; `published`: the day of publication."""

    def __init__(self, date: str, published: str) -> None:
        self.span = time_span(date)
        parts = [_yearless(part) for part in date.split("/")] if self.span is None and date else []
        self.days = tuple(part for part in parts if part) if all(parts) else ()
        self.known = bool(self.span or self.days)
        self.published = time_span(published)
        if self.days and self.published:
            self.span = self._of_year(self.published)

    def _of_year(self, published: _Span) -> _Span | None:
        """The days in the year by which they were published within days; None where they were not: then the year stays open."""
        for year in (published[1].year, published[1].year - 1):
            try:
                start, end = (datetime.date(year, *self.days[index]) for index in (0, -1))
            except ValueError:
                continue
            if start <= end and start <= published[1] and (published[0] - end).days <= _AFTER:
                return start, end
        return None


@lru_cache(maxsize=65536)
def _told(date: str, published: str) -> _Told:
    return _Told(date, published)


def _yearless(date: str) -> tuple[int, int] | None:
    found = _YEARLESS.fullmatch(date)
    if not found:
        return None
    month, day = int(found[1]), int(found[2])
    try:
        datetime.date(2000, month, day)
    except ValueError:
        return None
    return month, day


def _spans(first: _Span, second: _Span, one: str, other: str) -> str:
    if first == second:
        return "equal"
    if first[1] < second[0] or second[1] < first[0]:
        return "conflict"
    inside = (first[0] <= second[0] and second[1] <= first[1]) or (second[0] <= first[0] and first[1] <= second[1])
    if not inside:
        return "conflict"
    wide = one if (first[1] - first[0]) > (second[1] - second[0]) else other
    return "within" if "/" in wide else "prefix"


def _yearless_agree(first: _Told, second: _Told) -> str:
    """At least one has no year, and its publication gives none either: the days of the year decide."""
    days = []
    for told in (first, second):
        if told.days:
            days.append((told.days[0], told.days[-1]))
        elif told.span and (told.span[1] - told.span[0]).days < 28:
            days.append(((told.span[0].month, told.span[0].day), (told.span[1].month, told.span[1].day)))
        else:
            return "unknown"
    (start, end), (other_start, other_end) = days
    if (start <= other_start and other_end <= end) or (other_start <= start and end <= other_end):
        return "yearless"
    return "conflict"


def _undated(first: _Told, second: _Told) -> str:
    """A report without a date tells of what has just been: its publication stands for it."""
    one, other = (told.span or told.published for told in (first, second))
    if one is None or other is None:
        return "unknown"
    gap = max((one[0] - other[1]).days, (other[0] - one[1]).days)
    if gap > _AFTER:
        return "conflict"
    return "near" if gap <= _NEAR else "unknown"
