"""Where a page of a list ended, as an opaque string: the order it was in, and the last row's values in it.

>>> read_cursor(write_cursor("-published_on", ["2024-03-12", "00ff00ff00ff00ff"]), "-published_on", (str, str))
['2024-03-12', '00ff00ff00ff00ff']
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

import orjson
from django.db.models import Q

from articles.store.telling.problems import BadCursor

LONGEST = 2_000
BIGGEST = 2**63


def write_cursor(ordering: str, values: Sequence[Any]) -> str:
    return urlsafe_b64encode(orjson.dumps([ordering, *values])).rstrip(b"=").decode()


def read_cursor(cursor: str, ordering: str, types: Sequence[type]) -> list[Any]:
    """The last row's values. Raises BadCursor for what is no cursor of this order."""
    try:
        name, *values = orjson.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error):
        raise refused() from None
    if name != ordering or len(values) != len(types) or not all(map(fits, values, types)):
        raise refused()
    return values


def refused() -> BadCursor:
    return BadCursor("This is no cursor of this list in this order: take the one that came with the page before, or none.")


def fits(value: Any, kind: type) -> bool:
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < BIGGEST
    return isinstance(value, kind) and "\0" not in str(value)


def after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows that come after those values in this order of two columns, the second of which no two rows share.

    >>> after(("-date", "key"), ["2024", "a"])
    <Q: (AND: ('date__lte', '2024'), (OR: ('date__lt', '2024'), ('key__gt', 'a')))>
    """
    (first, beyond), (second, later) = (part(name) for name in order)
    # The first condition is implied by the second, and is what an index is walked by.
    return Q(**{f"{first}__{beyond}e": values[0]}) & (Q(**{f"{first}__{beyond}": values[0]}) | Q(**{f"{second}__{later}": values[1]}))


def part(name: str) -> tuple[str, str]:
    return (name[1:], "lt") if name.startswith("-") else (name, "gt")
