"""Dates as they are typed in a query: a day, a month, a year, or from one to another.

>>> asked_dates("2024-03") == asked_dates("2024年3月") == asked_dates("2024/3")
True
>>> asked_dates("2023..2024") == (asked_dates("2023")[0], asked_dates("2024")[1])
True
"""

import re
import unicodedata
from datetime import date

from articles.search.docids import LAST_DAY, last_within, number_of

_PART = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_BARE = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?|{_PART}\.\.(?:{_PART})?|\.\.{_PART}", re.ASCII)
_ONE = re.compile(r"([0-9]{4})(?:年|(?:[-/.年]([0-9]{1,2})(?:月|(?:[-/.月]([0-9]{1,2})日?)?)?)?)", re.ASCII)
_RANGE = re.compile(r"\.\.+|…+|~|至|到")
_FIRST_DAY = number_of(2, 0, 0)
"""Whatever is dated has a greater number; the undated have no part in a question for dates."""


class NoDate(ValueError):
    """It looks like no day, month or year that there is."""


class WrongWay(ValueError):
    """The first date is later than the last."""


def looks_like_dates(text: str) -> bool:
    """Whether a word that is not in quotation marks asks for dates: a year alone does not, it stands in too many texts.

    >>> [looks_like_dates(text) for text in ("2024-03", "2023..2024", "..2024-05-01", "2024", "12-25")]
    [True, True, True, False, False]
    """
    return _BARE.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def asked_dates(text: str) -> tuple[int, int]:
    """The day numbers, both in. Raises NoDate, WrongWay."""
    text = unicodedata.normalize("NFKC", text)
    parts = _RANGE.split(text)
    if len(parts) > 2 or not any(parts):
        raise NoDate(text)
    first = _bounds(parts[0])[0] if parts[0] else _FIRST_DAY
    last = _bounds(parts[-1])[1] if parts[-1] else LAST_DAY
    if first > last:
        raise WrongWay(text)
    return first, last


def _bounds(text: str) -> tuple[int, int]:
    found = _ONE.fullmatch(text.strip())
    if not found:
        raise NoDate(text)
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        date(year, month if found[2] else 1, day if found[3] else 1)
    except ValueError as error:
        raise NoDate(text) from error
    return max(number_of(year, month, day), _FIRST_DAY), last_within(year, month, day)
