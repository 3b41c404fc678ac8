"""Which worker has which run. A worker that was silent for LEASE seconds is taken for dead, and its run waits again.

Should it live after all, it finds at the next item that the run is not its own any more, and that item is undone: `runs.recorded`.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import ImportRun, Worker
from articles.store.reading import READER

LEASE = 60
"""Seconds for which a sign of life holds."""
TRIES = 3
"""So many workers may die at the same item; then the run has failed."""
DIED = (
    "{count} workers in a row died at the same place, behind item {items}: perhaps for want of memory. "
    "Look into the worker's log, or give the machine more memory; then let the run go on, and it does so where it stopped."
)
Status = ImportRun.Status


def begin_worker(name: str) -> Worker:
    now = timezone.now()
    return Worker.objects.create(name=name[:150], started_at=now, alive_until=now + timedelta(seconds=LEASE))


def live_on(worker: Worker) -> None:
    """A sign of life. One that was taken for dead comes back, without the run that it had."""
    alive_until = timezone.now() + timedelta(seconds=LEASE)
    Worker.objects.update_or_create(
        pk=worker.pk,
        defaults={"alive_until": alive_until},
        create_defaults={"name": worker.name, "started_at": worker.started_at, "alive_until": alive_until},
    )


def end_worker(worker: Worker) -> None:
    """The worker ends, and what it still had waits again."""
    with transaction.atomic():
        ImportRun.objects.filter(worker_id=worker.pk, status=Status.RUNNING).update(status=Status.WAITING)
        Worker.objects.filter(pk=worker.pk).delete()


def bury_the_silent() -> None:
    """Workers that were not heard of for too long: gone, and their runs wait again - or have failed, where too many died of them."""
    if not Worker.objects.silent().exists():
        return
    with transaction.atomic():
        dead = list(Worker.objects.select_for_update().silent())
        left = ImportRun.objects.filter(worker__in=dead, status=Status.RUNNING)
        left.update(broken_off=F("broken_off") + 1, status=Status.WAITING)
        for run in ImportRun.objects.filter(worker__in=dead, status=Status.WAITING, broken_off__gte=TRIES):
            trouble = DIED.format(count=run.broken_off, items=run.items)
            ImportRun.objects.filter(pk=run.pk).update(status=Status.FAILED, finished_at=timezone.now(), trouble=trouble)
        Worker.objects.filter(pk__in=[worker.pk for worker in dead]).delete()


def take_next(worker: Worker, *, jobs: int) -> ImportRun | None:
    """The run that has waited longest, taken by this worker; None where none waits."""
    bury_the_silent()
    # What the worker itself was torn away from, by a database that was gone, is its own again.
    ImportRun.objects.filter(worker_id=worker.pk, status=Status.RUNNING).update(status=Status.WAITING, worker=None)
    for run in ImportRun.objects.filter(status=Status.WAITING, asked_at__isnull=False).order_by("asked_at", "pk"):
        began = {} if run.place else {"started_at": timezone.now()}
        waiting = ImportRun.objects.filter(pk=run.pk, status=Status.WAITING, worker=None)
        if waiting.update(status=Status.RUNNING, worker_id=worker.pk, jobs=jobs, reader=READER, **began):
            run.refresh_from_db()
            return run
    return None
