"""What a body was before and became after: renamings and mergers of the trade's kinds of bodies, by the lexicon.

>>> took_over_by("环保局", "county")
(('生态环境局', '2018-09/2019-03'),)
>>> begun("生态环境局", "county"), begun("司法局", "county"), ended("环保局", "county")
('2018-09/2019-03', '', '2018-09/2019-03')
"""

from functools import cache
from typing import NamedTuple

from articles.pipeline.lexicon import read_table

Change = tuple[str, str]
"""The other body's short form without its place, and when: an ISO 8601 prefix, or A/B for at some time within."""


class _Changes(NamedTuple):
    after: dict[tuple[str, str], tuple[Change, ...]]
    before: dict[tuple[str, str], tuple[Change, ...]]
    new: dict[tuple[str, str], frozenset[str]]


@cache
def _changes() -> _Changes:
    after: dict[tuple[str, str], list[Change]] = {}
    before: dict[tuple[str, str], list[Change]] = {}
    new: dict[tuple[str, str], set[str]] = {}
    for old, name, levels, when, how, _source in read_table("organization_successions.tsv"):
        for level in levels.split():
            after.setdefault((old, level), []).append((name, when))
            before.setdefault((name, level), []).append((old, when))
            if how == "new":
                new.setdefault((name, level), set()).add(when)
    return _Changes(
        {key: tuple(sorted(rows)) for key, rows in after.items()},
        {key: tuple(sorted(rows)) for key, rows in before.items()},
        {key: frozenset(dates) for key, dates in new.items()},
    )


def took_over_by(short: str, level: str) -> tuple[Change, ...]:
    """The bodies that came after; where there are several, the place took one of them."""
    return _changes().after.get((short, level), ())


def took_over(short: str, level: str) -> tuple[Change, ...]:
    """The bodies that went into it."""
    return _changes().before.get((short, level), ())


def ended(short: str, level: str) -> str:
    """When it ended, "" unknown or where the lexicon has several dates."""
    dates = {when for _, when in took_over_by(short, level)}
    return dates.pop() if len(dates) == 1 else ""


def begun(short: str, level: str) -> str:
    """When a name new at the time was first borne, "" unknown or where the lexicon has several dates."""
    dates = _changes().new.get((short, level), frozenset())
    return next(iter(dates)) if len(dates) == 1 else ""
