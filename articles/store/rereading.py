"""Kept captures read anew, by a better reader."""

import re
from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Capture, ImportRun, Reading
from articles.pipeline import records
from articles.store.importing import begin_run, settle_all
from articles.store.judging import set_aside, set_aside_among
from articles.store.keeping import Kept, Result, former_article, keep_problem, keep_reading
from articles.store.locking import one_writer_at_a_time
from articles.store.reading import Outcome
from articles.store.runs import Progress, Report, item_with_its_count, recorded
from articles.store.sightings import as_record
from articles.store.workers import Readers

AT_ONCE = 200


def reread(
    *, older_than: str | None = None, jobs: int | None = None, limit: int | None = None, report: Report = lambda progress: None
) -> ImportRun:
    """Read kept captures anew: all, or those whose article was read by a reader older than the one named, or could not be read.

    Raises ValueError where `older_than` is no version. Gives the finished run; former readings are kept.
    """
    chosen = chosen_captures(older_than)[:limit]
    options = {name: value for name, value in (("older_than", older_than), ("limit", limit)) if value is not None}
    run = begin_run(ImportRun.Kind.REREAD, jobs, options=options)
    reread_all(run, chosen, Progress(total=len(chosen)), report)
    return run


def reread_all(run: ImportRun, chosen: list[int], progress: Progress, report: Report) -> None:
    with recorded(run, progress, report) as tell, Readers(run.jobs) as readers:
        for pk, outcome in readers.read_in_order(captures(chosen)):
            progress.done += 1
            if outcome is not None:
                with item_with_its_count(run):
                    tell(keep_anew(run, pk, outcome), pk)
            if progress.ends_here():
                break
        settle_all(progress, report)


def reread_one(capture: int) -> ImportRun:
    """Read one kept capture anew, in this process. Gives the finished run."""
    run = begin_run(ImportRun.Kind.REREAD, 1, options={"captures": 1})
    reread_all(run, [capture], Progress(total=1), lambda progress: None)
    return run


def rows_to_reread(older_than: str | None) -> QuerySet[Capture]:
    """All captures that are not set aside, or of those the ones whose article was read by a reader older than the one named, or that could
    not be read. Raises ValueError."""
    here = Capture.objects.exclude(sha256__in=set_aside())
    if older_than is None:
        return here
    wanted = version(older_than)
    readers = Reading.objects.order_by("reader").values_list("reader", flat=True).distinct()
    young = [reader for reader in readers if version(reader) >= wanted]
    return here.exclude(article__reading__reader__in=young)


def chosen_captures(older_than: str | None, *, after: int = 0) -> list[int]:
    return list(rows_to_reread(older_than).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True))


def version(reader: str) -> tuple[int, ...]:
    """A reader's version, to be compared. Raises ValueError where it is none.

    >>> version("2026.9.1") < version("2026.11.1")
    True
    """
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)*", reader):
        raise ValueError(f"{reader!r} is no version of a reader: write it like 2026.11.1")
    return tuple(int(part) for part in reader.split("."))


def captures(chosen: list[int]) -> Iterator[tuple[int, records.Capture]]:
    for start in range(0, len(chosen), AT_ONCE):
        for row in Capture.objects.filter(pk__in=chosen[start : start + AT_ONCE]).order_by("pk").iterator(chunk_size=10):
            yield row.pk, as_record(row)


def keep_anew(run: ImportRun, pk: int, outcome: Outcome) -> Kept:
    with transaction.atomic():
        one_writer_at_a_time()
        row = Capture.objects.without_payload().get(pk=pk)
        if set_aside_among([row.sha256]):
            return Kept(Result.SEEN)
        if outcome.trouble is not None:
            sighting = row.sightings.order_by("pk").first()
            path, record = (sighting.path, sighting.record) if sighting else (row.name, 0)
            keep_problem(run, path, record, outcome.trouble, row)
            return Kept(Result.PROBLEM)
        return keep_reading(row, former_article(row), outcome)
