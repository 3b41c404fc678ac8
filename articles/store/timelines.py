"""Tenures as lines over the years: for certain from the first sighting to the last, perhaps as far as the neighbouring captures allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from articles.pipeline.resolve.tenures import time_span

MOST_YEARS = 80
"""A misprinted year must not make the rest invisible: lines begin at most so many years before the last."""


@dataclass(frozen=True)
class Line:
    """All in thousandths of the width. `faint`: how far it may have reached; `solid`: as it was seen; None where no date is known."""

    tenure: Any
    faint: tuple[int, int] | None
    solid: tuple[int, int] | None


@dataclass(frozen=True)
class Timeline:
    """`years`: each with where it begins, in thousandths of the width; some are left out where there are many. `until`: the year with
    whose beginning the lines end."""

    years: tuple[tuple[int, int], ...]
    lines: tuple[Line, ...]
    until: int = 0


def timeline_of(tenures: Sequence[Any]) -> Timeline:
    """The lines of these tenures, on one scale of whole years."""
    spans = [span_of(tenure) for tenure in tenures]
    ends = [day for span in spans for part in span if part for day in part]
    if not ends:
        return Timeline((), tuple(Line(tenure, None, None) for tenure in tenures))
    last = max(ends).year + 1
    first = max(min(ends).year, last - MOST_YEARS)
    step = max(1, (last - first) // 12)
    years = tuple((year, place(date(year, 1, 1), first, last)) for year in range(first, last, step))

    def thousandths(part: tuple[date, date] | None) -> tuple[int, int] | None:
        return (place(part[0], first, last), place(part[1], first, last)) if part else None

    lines = tuple(Line(one, thousandths(faint), thousandths(solid)) for one, (faint, solid) in zip(tenures, spans, strict=True))
    return Timeline(years, lines, last)


def span_of(tenure: Any) -> tuple[tuple[date, date] | None, tuple[date, date] | None]:
    """From when to when it may have lasted, and was seen; a side on which nothing bounds it ends with the sighting."""
    first, last = time_span(tenure.first_seen), time_span(tenure.last_seen)
    if first is None or last is None:
        return None, None
    before, after = time_span(tenure.not_before), time_span(tenure.not_after)
    return (before[0] if before else first[0], after[1] if after else last[1]), (first[0], last[1])


def place(day: date, first: int, last: int) -> int:
    whole = (date(min(last, 9999), 1, 1) - date(first, 1, 1)).days
    return max(0, min(1000, round(1000 * (day - date(first, 1, 1)).days / whole)))
