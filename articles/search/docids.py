"""Numbers that put articles in the order of their dates, so that the newest are found first without sorting.

A date is a number of year, month and day; 0 stands for what is not printed, so a month comes before its days and a year before its months,
as their texts do. An article's docid is that number and a sequence number within the day. What has no year comes before all dates.

>>> day_number("2024-03-12") < day_number("2024-03-13") < day_number("2024-04")
True
>>> day_number("--12-29"), day_number("")
(0, 0)
"""

import re

SEQUENCE_BITS = 20
"""A day (and whatever is undated) has room for a million articles; more bits would make every number in SQLite's index longer."""
DAY_BITS, MONTH_BITS = 5, 4
YEAR_BITS = DAY_BITS + MONTH_BITS
_UNDATED_BITS = 10
"""The undated have the room of the years 0 and 1 (no calendar needs these): a thousand million articles."""
LAST_DAY = (1 << (14 + YEAR_BITS)) - 1
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:/.*)?", re.ASCII | re.DOTALL)


class DayIsFull(Exception):
    """There are more articles of one day than an index can number."""


def day_number(published_on: str) -> int:
    """The number of an ISO 8601 prefix (of the first day of a span); 0 for what is undated."""
    found = _DATE.fullmatch(published_on)
    if not found or int(found[1]) < 2:
        return 0
    year, month, day = (int(part or 0) for part in found.groups())
    return number_of(year, month, day) if month <= 12 and day <= 31 else 0


def number_of(year: int, month: int, day: int) -> int:
    return (year << YEAR_BITS) | (month << DAY_BITS) | day


def last_within(year: int, month: int, day: int) -> int:
    """The last number of this year, month or day.

    >>> last_within(2024, 3, 0) == number_of(2024, 3, 31), last_within(2024, 0, 0) < number_of(2025, 0, 0)
    (True, True)
    """
    return number_of(year, month or 15, day or 31)


def docids_of(first: int, last: int) -> tuple[int, int]:
    """The docids, both in, of the days from `first` to `last`."""
    if last == 0:
        return 1, (1 << (SEQUENCE_BITS + _UNDATED_BITS)) - 1
    return first << SEQUENCE_BITS, ((last + 1) << SEQUENCE_BITS) - 1


def year_and_month(docid: int) -> tuple[int, int]:
    """(2024, 3); (2024, 0) where only the year is printed, (0, 0) for the undated."""
    day = docid >> SEQUENCE_BITS
    year = day >> YEAR_BITS
    return (year, (day >> DAY_BITS) & 15) if year >= 2 else (0, 0)
