"""How far a run is, for those who look on."""

from dataclasses import dataclass

from articles.models import ImportRun, Worker

OPEN = (ImportRun.Status.WAITING, ImportRun.Status.RUNNING)


@dataclass(frozen=True)
class Standing:
    """`ahead`: runs that were asked for earlier and are not at their end. `lost`: its worker is gone, and no other has it yet."""

    run: ImportRun
    ended: bool
    share: int | None
    ahead: int
    lost: bool


def standing_of(run: ImportRun) -> Standing:
    is_open = run.status in OPEN
    ahead = ImportRun.objects.filter(status__in=OPEN, asked_at__lt=run.asked_at).count() if is_open and run.asked_at else 0
    lost = run.status == ImportRun.Status.RUNNING and run.asked_at is not None and not Worker.objects.living().filter(runs=run.pk).exists()
    share = min(100, 100 * run.done // run.total) if run.total else None
    return Standing(run, not is_open, share, ahead, lost)


def somebody_works() -> bool:
    """Whether any worker is alive."""
    return Worker.objects.living().exists()


def waiting_runs() -> int:
    return ImportRun.objects.filter(status=ImportRun.Status.WAITING).count()
