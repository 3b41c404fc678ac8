"""A body as completed: its canonical name, what it belongs to, and why."""

from typing import NamedTuple


class Body(NamedTuple):
    """`base`: the territory, zone or institution it belongs to; `certain`: its place is named or follows from the home."""

    name: str
    base: str
    kind: str
    why: tuple[str, str]
    certain: bool


NAMED = ("写明", "named")
