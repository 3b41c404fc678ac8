"""What people may put into the place of a value: rows are made of it, so what they cannot hold is refused, and why is said."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Meeting
from articles.models.attendance import ROLES
from articles.models.organization import LEVELS

LONGEST_TEXT = 4_000
LONGEST = {"title": 200, "place": 200, "date": 32, "verb": 32, "kind": 32, "place_code": 12, "person": 200, "speaker": 200}
LONGEST_NAME = {"person": 200, "organization": 400, "meeting": 400}
HIGHEST = 2**31 - 1
UNKEPT = re.compile("[\0\ud800-\udfff]")
"""What no database keeps."""
DATES = ("date", "begun", "ended")
DAY = re.compile(r"(?P<year>[0-9]{4}|-)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
ALLOWED: Mapping[tuple[str, str], Sequence[str]] = {
    ("attendance", "role"): [role for role, _label in ROLES],
    ("role", "role"): [role for role, _label in ROLES],
    ("meeting", "kind"): Meeting.Kind.values,
    ("organization", "level"): ["", *(level for level, _label in LEVELS)],
    ("person", "role"): ["in_event", "mentioned", "byline", "slogan", "page_chrome"],
}


def refusal(kind: str, name: str, value: Any, usual: Any) -> str:
    """Why this cannot be the value `name` of a fact or row of this kind, "" where it can; `usual`: what stands there now."""
    if usual is not None and type(value) is not type(usual):
        return SORTS.get(type(usual), SORTS[str])()
    texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    if not all(isinstance(text, str) for text in texts):
        return SORTS[list]()
    if isinstance(value, int) and not 0 <= value <= HIGHEST:
        return SORTS[int]()
    if any(UNKEPT.search(text) for text in texts):
        return _("this holds characters that cannot be kept")
    longest = LONGEST.get(name, LONGEST_TEXT) if name != "name" else LONGEST_NAME[kind]
    if any(len(text) > longest for text in texts):
        return _("write at most %(number)s characters") % {"number": longest}
    if value not in ALLOWED.get((kind, name), (value,)):
        return _("write one of %(choices)s") % {"choices": ", ".join(filter(None, ALLOWED[kind, name]))}
    if name in DATES and value and not is_date(value):
        return _("write the date as 2024-03-12, 2024-03, 2024, --03-12 or a span A/B")
    return ""


SORTS: Mapping[type, Callable[[], str]] = {
    str: lambda: _("write words"),
    list: lambda: _("give a list of texts"),
    bool: lambda: _("say yes or no"),
    int: lambda: _("write a whole number from 0 on"),
}


def is_date(text: str) -> bool:
    """A day as far as it is known, or a span of two.

    >>> is_date("2024-02-30"), is_date("2024-02"), is_date("2024-13"), is_date("--02-29"), is_date("2024-03-12/2024-03-14")
    (False, True, False, True, True)
    """
    parts = text.split("/")
    return len(parts) <= 2 and all(map(is_day, parts))


def is_day(text: str) -> bool:
    found = DAY.fullmatch(text)
    if found is None or (found["year"] == "-" and not found["day"]):
        return False
    month, day = int(found["month"] or 1), int(found["day"] or 1)
    year = 2000 if found["year"] == "-" else int(found["year"])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
