"""When anything last changed that a reader of the rows could notice: rows follow from captures and decisions, and runs tell of captures."""

import time
from datetime import datetime

from articles.models import Decision, ImportRun

STARTED = int(time.time())
"""When this process began: with another version or other settings the same rows are told otherwise."""
SETTLED = 2
"""Seconds after which a change is told: within one second two may happen, and the clock of the answers counts whole ones."""
RECENT = 5
"""Runs that may have been going on side by side."""


def last_change() -> int | None:
    """Seconds since 1970; None while a run is going on, or has just ended."""
    decided = Decision.objects.order_by("-at", "-key").values_list("at", flat=True).first()
    runs = list(ImportRun.objects.order_by("-pk").values_list("finished_at", flat=True)[:RECENT])
    if None in runs:
        return None
    times = [finished.timestamp() for finished in runs if finished is not None]
    if decided:
        times.append(datetime.fromisoformat(decided).timestamp())
    last = int(max([STARTED, *times]))
    return last if last + SETTLED < time.time() else None
