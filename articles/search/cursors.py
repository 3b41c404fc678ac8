"""Where a page ended, as a string for the next one: an order and a few numbers. It says nothing that a page does not show.

>>> read_cursor(write_cursor("newest", 0, 847249408)) == ("newest", [0, 847249408])
True
"""

import re

from articles.search.problems import CursorProblem

_FORM = re.compile(r"([a-z]{3,12})((?:\.[0-9a-f]{1,15}){1,3})", re.ASCII)


def write_cursor(order: str, *numbers: int) -> str:
    return ".".join([order, *(f"{number:x}" for number in numbers)])


def read_cursor(cursor: str) -> tuple[str, list[int]]:
    """The order and the numbers. Raises CursorProblem."""
    found = _FORM.fullmatch(cursor)
    if not found:
        raise CursorProblem(f"{cursor[:60]!r} is no cursor: take the one that came with the page before.")
    return found[1], [int(part, 16) for part in found[2].split(".")[1:]]
