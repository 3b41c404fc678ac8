"""The worker: takes the run that has waited longest, carries it out, and looks for the next; a thread of it gives signs of life.

Told to stop, it ends after the item at hand, and its run waits for another worker. Killed, it is taken for dead after LEASE seconds, and
the next worker goes on behind the last item that was written.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import ImportRun, Worker
from articles.store.background.carrying import carry_out
from articles.store.background.taking import LEASE, TRIES, begin_worker, end_worker, live_on, take_next
from articles.store.background.uploads import sweep
from articles.store.reading import MissingPath
from articles.store.runs import HandedBack, Progress

logger = logging.getLogger(__name__)

BEAT = LEASE / 6
"""Seconds between two signs of life."""
LOOK_EVERY = 2.0
"""Seconds between two looks for a run that waits, and for a wish to cancel the one at hand."""
MOVED = "Its uploaded files are not on this machine. Give the worker the NEWSDB_DATA_DIR of the server, then let the run go on."
UNREACHED = "The database refused to be written to: {error}. See that it is there and has room on its disk, then let the run go on."
FAULT = "{kind}: {error}. It is a fault of the program: keep the worker's log and report it. What was done before stays."

Say = Callable[[str], object]


def work(*, jobs: int, stop: threading.Event, until_idle: bool = False, say: Say = lambda words: None) -> None:
    """Carry out runs until `stop` is set, or until none waits any more. `say` takes a line about each run."""
    with alive() as worker:
        say(f"The worker {worker} waits for runs.")
        swept = False
        while not stop.is_set():
            try:
                if not swept:
                    sweep()
                swept = True
                run = take_next(worker, jobs=jobs)
                if run is not None:
                    say(f"Run {run.pk} taken ({run.kind})" + (f", goes on behind item {run.items}" if run.items else ""))
                    carry_safely(run, stop)
                    say(f"Run {run.pk} {run.status}: {run.new} new, {run.seen} seen again, {run.problems} problems")
                    swept = False
                    continue
            except (InterfaceError, OperationalError) as error:
                logger.error("The database cannot be reached or written to: %s", error)
                connection.close()
                if until_idle:
                    raise
            if until_idle:
                return
            # Where the database was restarted, the old connection would fail at the next look.
            connection.close_if_unusable_or_obsolete()
            stop.wait(LOOK_EVERY)


@contextmanager
def alive() -> Iterator[Worker]:
    """The worker's row, kept alive by a thread: a long item, or a long transaction, is no sign of death."""
    worker = begin_worker(f"{socket.gethostname()}:{os.getpid()}")
    ended = threading.Event()
    thread = threading.Thread(target=give_signs, args=(worker, ended), daemon=True)
    thread.start()
    try:
        yield worker
    finally:
        ended.set()
        thread.join()
        end_worker(worker)


def give_signs(worker: Worker, ended: threading.Event) -> None:
    try:
        while not ended.wait(BEAT):
            try:
                live_on(worker)
            except DatabaseError as error:
                logger.warning("No sign of life could be given: %s", error)
                connection.close()
    finally:
        connection.close()


def carry_safely(run: ImportRun, stop: threading.Event) -> None:
    """Carry a run out; whatever goes wrong with it is written down with it, and the worker lives on. Raises where the database is gone."""
    holder = run.worker_id
    try:
        carry_out(run, watcher(run, stop))
    except HandedBack:
        pass
    except MissingPath:
        fail(run, holder, MOVED)
    except (InterfaceError, OperationalError) as error:
        connection.close()
        put_off(run, holder, error)
        raise
    except Exception as error:
        logger.exception("Run %d failed", run.pk)
        fail(run, holder, FAULT.format(kind=type(error).__name__, error=str(error)[:300]))
    run.refresh_from_db()


def watcher(run: ImportRun, stop: threading.Event) -> Callable[[Progress], None]:
    """What is told of the run's progress: it sees whether the run is to be cancelled or the worker to stop, and writes down what waits."""
    looked = float("-inf")

    def look(progress: Progress) -> None:
        nonlocal looked
        progress.must_stop = stop.is_set()
        if time.monotonic() - looked < LOOK_EVERY:
            return
        looked = time.monotonic()
        own = ImportRun.objects.filter(pk=run.pk, worker=run.worker_id)
        progress.cancel_asked = own.filter(cancel_asked=True).exists()
        if progress.waiting:
            own.update(unsettled=progress.waiting)

    return look


def held_by(run: ImportRun, holder: int | None) -> QuerySet[ImportRun]:
    """The run, while it is this worker's - or has just failed in its hands."""
    return ImportRun.objects.filter(pk=run.pk).filter(Q(worker_id=holder) | Q(status=ImportRun.Status.FAILED, worker=None, trouble=""))


def fail(run: ImportRun, holder: int | None, trouble: str) -> None:
    """The run has failed: it is not taken again before people let it go on."""
    failed = {"status": ImportRun.Status.FAILED, "finished_at": timezone.now(), "worker": None, "trouble": trouble}
    held_by(run, holder).update(**failed)


def put_off(run: ImportRun, holder: int | None, error: Exception) -> None:
    """The database failed under the run: it waits again, but not for ever."""
    run.broken_off = ImportRun.objects.get(pk=run.pk).broken_off + 1
    if run.broken_off >= TRIES:
        fail(run, holder, UNREACHED.format(error=str(error)[:300]))
        return
    held_by(run, holder).update(status=ImportRun.Status.WAITING, finished_at=None, worker=None, broken_off=run.broken_off)
