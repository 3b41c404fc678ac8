"""The record of a run: begun, counted, ended, whatever ends it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from django.utils import timezone

from articles.models import ImportRun
from articles.store.keeping import Kept, Result

SAVE_EVERY = 2.0
"""Seconds between two savings of the counts."""


@dataclass
class Counts:
    items: int = 0
    new: int = 0
    seen: int = 0
    versions: int = 0
    reposts: int = 0
    changed: int = 0
    problems: int = 0

    def add(self, kept: Kept) -> None:
        self.items += 1
        self.new += kept.result is Result.NEW
        self.seen += kept.result is Result.SEEN
        self.problems += kept.result is Result.PROBLEM
        self.versions += kept.version
        self.reposts += kept.repost
        self.changed += kept.changed


@dataclass
class Progress:
    """How far a run is. `done` and `total` are in the run's own measure: bytes of files for an import, captures for reading anew.

    `waiting`: how many groups of names still have to be settled.
    """

    total: int = 0
    done: int = 0
    waiting: int = 0
    counts: Counts = field(default_factory=Counts)


Report = Callable[[Progress], None]


@contextmanager
def recorded(run: ImportRun, progress: Progress, report: Report) -> Iterator[Callable[[Kept], None]]:
    """Keep the run's counts and status. Gives the function to be told of every item. Ctrl-C ends the run as cancelled, and ends there;
    any other exception ends it as failed and goes on up."""
    saved = time.monotonic()

    def tell(kept: Kept) -> None:
        nonlocal saved
        progress.counts.add(kept)
        report(progress)
        if time.monotonic() - saved > SAVE_EVERY:
            saved = time.monotonic()
            ImportRun.objects.filter(pk=run.pk).update(**asdict(progress.counts))

    status = ImportRun.Status.FAILED
    try:
        yield tell
        status = ImportRun.Status.DONE
    except KeyboardInterrupt:
        status = ImportRun.Status.CANCELLED
    finally:
        ImportRun.objects.filter(pk=run.pk).update(status=status, finished_at=timezone.now(), **asdict(progress.counts))
        run.refresh_from_db()
