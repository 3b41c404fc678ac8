"""Files to rows: captures found, read in processes, and kept, each on its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, BinaryIO

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from articles.models import Capture, ImportProblem, ImportRun
from articles.pipeline.records import Capture as CaptureRecord
from articles.pipeline.records import Found
from articles.store.keeping import Kept, ReadingNeeded, Result, capture_to_read, keep_item, keep_problem
from articles.store.reading import READER, REPORT_IT, Trouble, find_items, total_bytes, trouble_of
from articles.store.runs import Counts, HandedBack, Progress, Report, item_with_its_count, recorded
from articles.store.settling import settle
from articles.store.sightings import as_storable, storable
from articles.store.workers import Readers, usual_jobs

SETTLE_EVERY = 500
"""Items between two settlings: names that come often are settled once for many articles."""


@dataclass(frozen=True)
class Read:
    """An item and what is to be read for it."""

    found: Found
    capture: CaptureRecord | None


@dataclass(frozen=True)
class Tried:
    """What a dry run found: the counts as far as they can be known without writing, and the problems."""

    counts: Counts
    problems: list[ImportProblem]


def import_captures(
    paths: Sequence[str],
    *,
    jobs: int | None = None,
    limit: int | None = None,
    stdin: BinaryIO | None = None,
    report: Report = lambda progress: None,
) -> ImportRun:
    """Import what stands in these paths; gives the finished run. Raises MissingPath, with nothing written, where one does not exist."""
    progress = Progress(total=total_bytes(paths))
    items = find_items(paths, stdin=stdin, on_bytes=counter(progress))
    options: dict[str, Any] = {} if limit is None else {"limit": limit}
    run = begin_run(ImportRun.Kind.IMPORT, jobs, paths=[storable(path) for path in paths], options=options)
    keep_all(run, islice(items, limit), progress, report)
    return run


def try_import(
    paths: Sequence[str],
    *,
    jobs: int | None = None,
    limit: int | None = None,
    stdin: BinaryIO | None = None,
    report: Report = lambda progress: None,
) -> Tried:
    """Find and read as an import would, and write nothing. Versions and reposts are not looked for. Raises MissingPath."""
    progress = Progress(total=total_bytes(paths))
    items = find_items(paths, stdin=stdin, on_bytes=counter(progress))
    problems, known = [], set()
    with Readers(jobs or usual_jobs()) as readers:
        for work, outcome in readers.read_in_order(to_read(islice(items, limit))):
            trouble = trouble_of(work.found.error) if work.found.error else outcome and outcome.trouble
            capture = work.found.capture
            seen = capture is not None and (capture.sha256 in known or Capture.objects.filter(sha256=capture.sha256).exists())
            if capture is not None:
                known.add(capture.sha256)
            if trouble:
                problems.append(ImportProblem(path=storable(work.found.path), record=work.found.record or 0, **vars(trouble)))
            result = Result.PROBLEM if trouble else Result.SEEN if seen else Result.NEW
            progress.counts.add(Kept(result))
            report(progress)
    return Tried(progress.counts, problems)


def begin_run(kind: ImportRun.Kind, jobs: int | None, **fields: Any) -> ImportRun:
    return ImportRun.objects.create(kind=kind, jobs=jobs or usual_jobs(), reader=READER, started_at=timezone.now(), **fields)


def keep_all(
    run: ImportRun, items: Iterable[Found], progress: Progress, report: Report, *, at_end: Callable[[], None] = lambda: None
) -> None:
    with recorded(run, progress, report) as tell, Readers(run.jobs) as readers:
        for work, outcome in readers.read_in_order(to_read(items)):
            with item_with_its_count(run):
                tell(keep_safely(run, work, outcome, readers))
            if progress.ends_here():
                break
            if progress.counts.items % SETTLE_EVERY == 0:
                settle_all(progress, report)
        settle_all(progress, report)
        at_end()


def settle_all(progress: Progress, report: Report) -> None:
    """Who is meant by the names that have come in, as far as it waits to be settled."""

    def tell(waiting: int) -> None:
        progress.waiting = waiting
        report(progress)
        if progress.must_stop:
            raise HandedBack

    settle(tell)


def to_read(items: Iterable[Found]) -> Iterator[tuple[Read, CaptureRecord | None]]:
    """Each item with the capture to be read for it. Looks into the database just before the item is begun."""
    for found in items:
        storable_found = found if found.capture is None else replace(found, capture=as_storable(found.capture))
        wanted = None if storable_found.capture is None else capture_to_read(storable_found.capture)
        yield Read(storable_found, wanted), wanted


def keep_safely(run: ImportRun, work: Read, outcome: Any, readers: Readers) -> Kept:
    """Keep one item. What the database refuses of it becomes a problem of the item; that the database is gone is not the item's fault."""
    capture = work.capture
    try:
        try:
            return keep_item(run, work.found, capture, outcome)
        except ReadingNeeded as needed:
            return keep_item(run, work.found, needed.capture, readers.read(needed.capture))
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:  # noqa: BLE001
        kind = type(error).__name__
        trouble = Trouble("store", kind, f"{kind}: {error}"[:300], REPORT_IT)
        keep_problem(run, storable(work.found.path), work.found.record or 0, trouble, None)
        return Kept(Result.PROBLEM)


def counter(progress: Progress) -> Callable[[int], None]:
    def count(size: int) -> None:
        progress.done += size

    return count
