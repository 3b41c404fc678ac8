"""An import undone, and brought back: what came in by it alone is set aside, by decisions of one batch.

A capture that another import has seen as well stays, unless that one is undone too. Nothing is lost: bytes, readings and what people
decided on the articles are kept, and count again once the import is brought back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Capture, Decision, DecisionTarget, ImportRun, Sighting
from articles.store import deciding
from articles.store.editing import new_batch
from articles.store.importing import begin_run
from articles.store.judging import set_aside
from articles.store.keeping import Kept, Result
from articles.store.locking import one_writer_at_a_time
from articles.store.narrowing import undone_in
from articles.store.runs import Progress, Report, recorded

AT_ONCE = 50
"""Captures set aside, or brought back, in one transaction."""
Kind, Status = ImportRun.Kind, ImportRun.Status


class CannotUndo(ValueError):
    """The run cannot be undone, or brought back; the message says why."""


@dataclass(frozen=True)
class Outlook:
    """What undoing a run would do: captures it would set aside, those that other imports have seen as well and that stay, and decisions of
    people on what would go, which wait until it is brought back."""

    own: int
    shared: int
    decisions: int


def may_undo(run: ImportRun) -> bool:
    """Whether it brought captures in, has ended, and is not undone."""
    return run.kind in (Kind.IMPORT, Kind.RETRY) and has_ended(run) and not is_undone(run)


def may_restore(run: ImportRun) -> bool:
    """Whether it is undone, and the undoing has ended."""
    last = last_undoing(run)
    return last is not None and is_undone(run) and has_ended(last)


def has_ended(run: ImportRun) -> bool:
    """A command that says it is running may have been killed: nobody would ever end its run."""
    return run.status not in (Status.WAITING, Status.RUNNING) or run.asked_at is None


def last_undoing(run: ImportRun) -> ImportRun | None:
    """The run that undid it, or brought it back, last."""
    return run.undoings.order_by("-pk").first()


def is_undone(run: ImportRun) -> bool:
    """Whether it was undone and not brought back since - be it by withdrawing all the decisions."""
    last = last_undoing(run)
    if last is None or last.kind != Kind.UNDO:
        return False
    made, standing = undone_in(last.options["batch"])
    return standing > 0 or not made


def undone_runs() -> list[int]:
    runs = ImportRun.objects.filter(undoings__kind=Kind.UNDO).distinct()
    return [run.pk for run in runs if is_undone(run)]


def captures_of(run: ImportRun) -> QuerySet[Capture]:
    """What the run saw, and is not set aside."""
    return Capture.objects.filter(Exists(Sighting.objects.filter(capture=OuterRef("pk"), run=run))).exclude(sha256__in=set_aside())


def own_captures(run: ImportRun) -> QuerySet[Capture]:
    """Of these the ones that no other import which is not undone has seen."""
    others = Sighting.objects.filter(capture=OuterRef("pk")).exclude(run__in=[run.pk, *undone_runs()])
    return captures_of(run).exclude(Exists(others))


def outlook(run: ImportRun) -> Outlook:
    own = own_captures(run)
    decided = DecisionTarget.objects.standing().filter(sha256__in=own.values("sha256"))
    return Outlook(own.count(), captures_of(run).count() - own.count(), decided.order_by().values("decision").distinct().count())


def undoing(run: ImportRun, why: str) -> dict[str, Any]:
    """The columns of a run that undoes this one or brings it back."""
    return {"undoes": run, "options": {"batch": new_batch(f"run {run.pk}"), "why": why}}


def undo_run(run: ImportRun, *, by: str, why: str = "", report: Report = lambda progress: None) -> ImportRun:
    """Set aside what this import alone brought in; gives the run that did it. Raises CannotUndo."""
    if not may_undo(run):
        raise CannotUndo(refusal(run))
    began = begin_run(Kind.UNDO, 1, asked_by=by, **undoing(run, why))
    carry_undoing(began, Progress(), report)
    return began


def restore_run(run: ImportRun, *, by: str, why: str = "", report: Report = lambda progress: None) -> ImportRun:
    """Bring back what was set aside of this import; gives the run that did it. Raises CannotUndo."""
    if not may_restore(run):
        raise CannotUndo(refusal(run, back=True))
    began = begin_run(Kind.RESTORE, 1, asked_by=by, **undoing(run, why))
    carry_restoring(began, Progress(), report)
    return began


def refusal(run: ImportRun, *, back: bool = False) -> str:
    """Why the run cannot be undone or, with `back`, brought back."""
    if back:
        return f"run {run.pk} is being undone" if is_undone(run) else f"run {run.pk} is not undone, so there is nothing to bring back"
    if run.kind not in (Kind.IMPORT, Kind.RETRY):
        return f"run {run.pk} brought no captures in (it is of the kind {run.kind}): name an import"
    if is_undone(run):
        return f"run {run.pk} is undone already: --back brings it back"
    return f"run {run.pk} has not ended: cancel it first, or wait for its end"


def carry_undoing(run: ImportRun, progress: Progress, report: Report) -> None:
    assert run.undoes is not None  # noqa: S101
    chosen = own_captures(run.undoes).filter(pk__gt=progress.place).order_by("pk").values_list("pk", flat=True)

    def decide(some: Sequence[int]) -> None:
        rows = Capture.objects.without_payload().filter(pk__in=some).order_by("sha256")
        deciding.set_aside(rows, by=run.asked_by, why=run.options["why"], batch=run.options["batch"])

    carry(run, list(chosen), decide, progress, report)


def carry_restoring(run: ImportRun, progress: Progress, report: Report) -> None:
    seen = Capture.objects.filter(Exists(Sighting.objects.filter(capture=OuterRef("pk"), run=run.undoes))).values("sha256")
    about = DecisionTarget.objects.standing().filter(kind="capture", decision__scope="capture", sha256__in=seen)
    chosen = about.filter(decision__gt=progress.place).order_by("decision").values_list("decision", flat=True)

    def decide(some: Sequence[int]) -> None:
        rows = Decision.objects.filter(pk__in=some).order_by("-at", "-key")
        deciding.undo_all(rows, by=run.asked_by, why=run.options["why"], batch=run.options["batch"])

    carry(run, list(chosen), decide, progress, report)


def carry(run: ImportRun, chosen: Sequence[int], decide: Callable[[Sequence[int]], object], progress: Progress, report: Report) -> None:
    """Decide on some after the others, and count them; a run that was broken off goes on behind its `place`."""
    progress.done = progress.counts.items
    progress.total = progress.done + len(chosen)
    with recorded(run, progress, report) as tell:
        for start in range(0, len(chosen), AT_ONCE):
            some = chosen[start : start + AT_ONCE]
            with transaction.atomic():
                one_writer_at_a_time()
                decide(some)
                for pk in some:
                    progress.done += 1
                    tell(Kept(Result.DECIDED), pk)
            if progress.ends_here():
                break
