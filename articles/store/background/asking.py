"""People ask for a run; it waits until a worker takes it. What they ask of a run that is there: cancel, go on, delete its files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import ImportRun, Upload
from articles.store.background.taking import bury_the_silent
from articles.store.background.uploads import Incoming, UploadRefused, are_here, drop, folder_of, keep_files, named
from articles.store.importing import begin_run
from articles.store.rereading import version
from articles.store.undoing import may_restore, may_undo, undoing

ENDED = (ImportRun.Status.DONE, ImportRun.Status.CANCELLED, ImportRun.Status.FAILED)
Status = ImportRun.Status


def ask(kind: ImportRun.Kind, by: str, **fields: Any) -> ImportRun:
    return begin_run(kind, 1, status=Status.WAITING, asked_at=timezone.now(), asked_by=by[:150], **fields)


def ask_for_import(folder: Path, files: Sequence[Incoming], *, by: str) -> ImportRun:
    """A run that imports these files, which have come in into this folder. Raises UploadRefused where there is nothing in them."""
    if not files:
        raise UploadRefused("none")
    if not any(file.size for file in files):
        raise UploadRefused("empty", files[0].name)
    with transaction.atomic():
        run = ask(ImportRun.Kind.IMPORT, by, paths=[name for _file, name, _on_disk, beside in named(files) if not beside])
        try:
            keep_files(run, folder, files)
        except OSError as error:
            raise UploadRefused("full") from error
    return run


def came_before(run: ImportRun) -> list[tuple[str, int]]:
    """The uploaded files whose bytes were uploaded before as well: the name, and the first run that they came in with."""
    found = []
    for upload in run.uploads.filter(beside=False, size__gt=0).order_by("pk"):
        former = Upload.objects.filter(sha256=upload.sha256, run__lt=run.pk, beside=False).order_by("run_id").first()
        if former is not None:
            found.append((upload.name, former.run_id))
    return found


def ask_for_retry(failed: ImportRun, *, by: str) -> ImportRun | None:
    """A run that tries the open problems of this one again: the one that waits or runs already, else a new one; None where none is open."""
    if not failed.problem_set.open().exists():
        return None
    with transaction.atomic():
        # Two people who ask at once, or one who asks twice, get one run.
        ImportRun.objects.select_for_update().get(pk=failed.pk)
        waiting = failed.retries.filter(status__in=(Status.WAITING, Status.RUNNING), asked_at__isnull=False).first()
        return waiting or ask(ImportRun.Kind.RETRY, by, paths=failed.paths, retry_of=failed)


def ask_for_rereading(*, by: str, older_than: str | None = None) -> ImportRun:
    """A run that reads anew all captures, or those that a reader older than the one named read, or that could not be read.

    Raises ValueError where `older_than` is no version.
    """
    if older_than is not None:
        version(older_than)
    return ask(ImportRun.Kind.REREAD, by, options={} if older_than is None else {"older_than": older_than})


def ask_for_undoing(imported: ImportRun, *, by: str, why: str = "") -> ImportRun | None:
    """A run that sets aside what this import alone brought in; None where it cannot be undone (any more)."""
    with transaction.atomic():
        ImportRun.objects.select_for_update().get(pk=imported.pk)
        return ask(ImportRun.Kind.UNDO, by, **undoing(imported, why)) if may_undo(imported) else None


def ask_for_restoring(imported: ImportRun, *, by: str, why: str = "") -> ImportRun | None:
    """A run that brings back what was set aside of this import; None where nothing is to be brought back (any more)."""
    with transaction.atomic():
        ImportRun.objects.select_for_update().get(pk=imported.pk)
        return ask(ImportRun.Kind.RESTORE, by, **undoing(imported, why)) if may_restore(imported) else None


def cancel(run: ImportRun) -> bool:
    """Whether the run is cancelled now, or will be after the item at hand; what is done stays."""
    bury_the_silent()
    asked = ImportRun.objects.filter(pk=run.pk, asked_at__isnull=False)
    if asked.filter(status=Status.WAITING).update(status=Status.CANCELLED, finished_at=timezone.now(), worker=None):
        return True
    return bool(asked.filter(status=Status.RUNNING).update(cancel_asked=True))


def may_go_on(run: ImportRun) -> bool:
    """Whether a run that was cancelled or failed can go on where it stopped."""
    stopped = run.asked_at is not None and run.status in (Status.CANCELLED, Status.FAILED)
    return stopped and (run.kind != ImportRun.Kind.IMPORT or are_here(run))


def go_on(run: ImportRun) -> bool:
    """Let a run that was cancelled or failed wait for a worker again."""
    if not may_go_on(run):
        return False
    stopped = ImportRun.objects.filter(pk=run.pk, status=run.status, worker=None)
    return bool(stopped.update(status=Status.WAITING, finished_at=None, cancel_asked=False, broken_off=0, trouble=""))


def may_discard(run: ImportRun) -> bool:
    return run.status in ENDED and are_here(run)


def discard(run: ImportRun) -> bool:
    """Delete the uploaded files of a run that has ended. It cannot go on then."""
    if not may_discard(run):
        return False
    drop(folder_of(run))
    return True
