"""When anything last changed that a reader of the rows could notice: rows follow from captures and decisions, and runs tell of captures."""

import time
from datetime import UTC, datetime

from django.db import connection

STARTED = int(time.time())
"""When this process began: with another version or other settings the same rows are told otherwise."""
SETTLED = 2
"""Seconds after which a change is told: within one second two may happen, and the clock of the answers counts whole ones."""
RECENT = 5
"""Runs that may have been going on side by side."""


def last_change() -> int | None:
    """Seconds since 1970; None while a run is going on, or has just ended."""
    with connection.cursor() as cursor:
        # Asked with every answer: composing the two queries anew takes longer than answering them.
        cursor.execute("SELECT at FROM articles_decision ORDER BY at DESC LIMIT 1")
        decided = cursor.fetchone()
        cursor.execute("SELECT finished_at FROM articles_importrun ORDER BY id DESC LIMIT %s", [RECENT])
        runs = [row[0] for row in cursor.fetchall()]
    if None in runs:
        return None
    last = int(max([STARTED, *(seconds(moment) for moment in [*runs, *(decided or ())])]))
    return last if last + SETTLED < time.time() else None


def seconds(moment: datetime | str) -> float:
    """A moment as the database gives it: SQLite as text, in UTC.

    >>> seconds("1970-01-01 00:00:01.500000"), seconds("1970-01-01T00:00:01.500000+00:00")
    (1.5, 1.5)
    """
    time_of = moment if isinstance(moment, datetime) else datetime.fromisoformat(moment)
    return (time_of if time_of.tzinfo else time_of.replace(tzinfo=UTC)).timestamp()
