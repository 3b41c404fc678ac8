"""The record of a run: begun, counted, ended, whatever ends it.

A run of a worker's (`asked_at`) is counted in the transaction of each item, so that another worker can go on behind it and each item
counts once; only who holds the run can write there. A command's run is counted every few seconds.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from django.db import transaction
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


class HandedBack(Exception):
    """The run is not at its end; who holds it next goes on with it."""


@dataclass
class Progress:
    """How far a run is. `done` and `total` are in the run's own measure: bytes of files for an import, captures for reading anew.

    `waiting`: how many groups of names still have to be settled. `place`: behind it the run goes on if it is broken off. `cancel_asked`
    and `must_stop` are set by whoever is told of the progress: the run is to end, or is to be left to another, after the item at hand.
    """

    total: int = 0
    done: int = 0
    waiting: int = 0
    counts: Counts = field(default_factory=Counts)
    place: int = 0
    cancel_asked: bool = False
    must_stop: bool = False
    cut_short: bool = False

    def ends_here(self) -> bool:
        """Between two items: whether the run was cancelled. Raises HandedBack where it is to be left to another."""
        if self.must_stop:
            raise HandedBack
        self.cut_short = self.cancel_asked
        return self.cut_short


Report = Callable[[Progress], None]


class Tell(Protocol):
    """Told of every item, and where the run stands behind it, if that is not the number of items."""

    def __call__(self, kept: Kept, place: int | None = None) -> None: ...


def is_a_workers(run: ImportRun) -> bool:
    return run.asked_at is not None


def item_with_its_count(run: ImportRun) -> AbstractContextManager[Any]:
    """What an item and its `tell` stand in: of a worker's run one transaction."""
    return transaction.atomic() if is_a_workers(run) else nullcontext()


def how_far(progress: Progress) -> dict[str, int]:
    return {"total": progress.total, "done": progress.done, "unsettled": progress.waiting}


@contextmanager
def recorded(run: ImportRun, progress: Progress, report: Report) -> Iterator[Tell]:
    """Keep the run's counts and status. Gives the function to be told of every item. Ctrl-C ends the run as cancelled, and ends there;
    any other exception ends it as failed and goes on up - but HandedBack, after which the run waits again."""
    saved = time.monotonic()
    held = ImportRun.objects.filter(pk=run.pk, worker=run.worker_id)
    each = is_a_workers(run)

    def tell(kept: Kept, place: int | None = None) -> None:
        nonlocal saved
        progress.counts.add(kept)
        progress.place = progress.counts.items if place is None else place
        report(progress)
        if each or time.monotonic() - saved > SAVE_EVERY:
            saved = time.monotonic()
            if not held.update(**asdict(progress.counts), **how_far(progress), place=progress.place, broken_off=0) and each:
                raise HandedBack  # another has it: what was written with this item is undone

    status = ImportRun.Status.FAILED
    try:
        yield tell
        status = ImportRun.Status.CANCELLED if progress.cut_short else ImportRun.Status.DONE
    except KeyboardInterrupt:
        status = ImportRun.Status.CANCELLED
    except HandedBack:
        status = ImportRun.Status.WAITING
        raise
    finally:
        ended = None if status == ImportRun.Status.WAITING else timezone.now()
        # Where each item is counted with it, an item that came to nothing must not be counted now.
        counts = {} if each else asdict(progress.counts)
        held.update(status=status, finished_at=ended, worker=None, **counts, **how_far(progress))
        run.refresh_from_db()
