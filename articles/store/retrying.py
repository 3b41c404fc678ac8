"""The problems of a run tried again: the files may have been mended, or the program."""

import os
from collections.abc import Iterator
from copy import copy

from articles.models import ImportProblem, ImportRun
from articles.pipeline.errors import CaptureError
from articles.pipeline.records import Found
from articles.store.background.uploads import on_disk, paths_of, under_their_names
from articles.store.importing import begin_run, keep_all
from articles.store.reading import find_items
from articles.store.runs import Progress, Report
from articles.store.sightings import as_record

GONE = CaptureError("the file is no longer where it was, and its bytes could not be kept", "Put it back, or import it from its new place.")


def retry(failed: ImportRun, *, jobs: int | None = None, report: Report = lambda progress: None) -> ImportRun:
    """Try the open problems of a run again, in a new run, and mark what went through. Gives the new run."""
    problems = open_problems(failed)
    progress = Progress(total=len(problems))
    run = begin_run(ImportRun.Kind.RETRY, jobs, paths=failed.paths, retry_of=failed)
    keep_all(run, items_to_retry(failed, problems, progress), progress, report)
    mark_resolved(run, problems)
    return run


def open_problems(failed: ImportRun) -> list[ImportProblem]:
    return list(failed.problem_set.open().select_related("capture").order_by("pk"))


def items_to_retry(failed: ImportRun, problems: list[ImportProblem], progress: Progress) -> Iterator[Found]:
    """The items of these problems of a run, under the paths that the problems name, wherever uploaded files lie."""
    names = paths_of(origin_of(failed))
    return under_their_names(items_again([moved(problem, on_disk(problem.path, names)) for problem in problems], progress), names)


def origin_of(run: ImportRun) -> ImportRun:
    """The run that the files were given to: of a retry the one that was tried again, as often as that was."""
    while run.retry_of is not None:
        run = run.retry_of
    return run


def moved(problem: ImportProblem, path: str) -> ImportProblem:
    """The problem as if it had been met with at this path; not for saving."""
    other = copy(problem)
    other.path = path
    return other


def items_again(problems: list[ImportProblem], progress: Progress) -> Iterator[Found]:
    """The items of these problems: from the files, where they are still there, else from the bytes that were kept."""
    files: dict[str, set[tuple[str, int | None]]] = {}
    for problem in problems:
        file = file_of(problem.path)
        if file is not None:
            files.setdefault(file, set()).add((problem.path, problem.record or None))
    found: set[str] = set()
    for file, only in files.items():
        for item in find_items([file], only=only):
            found.add(item.path)
            yield item
        progress.done += len(only)
    for problem in problems:
        if file_of(problem.path) is not None and not any(is_within(path, problem.path) for path in found):
            # A link that leads in a circle gives nothing when it is begun with: what was wrong still is.
            yield Found(problem.path, problem.record or None, None, CaptureError(problem.reason, problem.cure))
        if file_of(problem.path) is None:
            capture = as_record(problem.capture) if problem.capture else None
            yield Found(problem.path, problem.record or None, capture, None if capture else GONE)
            progress.done += 1


def is_within(path: str, item: str) -> bool:
    """Whether the path is the item's or that of something inside it, a container's member or a folder's file."""
    return path == item or path.startswith((f"{item}!", f"{item}/"))


def file_of(path: str) -> str | None:
    """The file on disk that an item's path begins with (`a.zip` of `a.zip!b.txt`); None where there is none."""
    parts = path.split("!")
    for count in range(1, len(parts) + 1):
        file = "!".join(parts[:count])
        if os.path.lexists(file) and (count == len(parts) or os.path.isfile(file)):
            return file
    return None


def mark_resolved(run: ImportRun, problems: list[ImportProblem]) -> None:
    """A problem is settled where the run saw something at its place and met with no problem there."""
    again = set(run.problem_set.values_list("path", "record"))
    for problem in problems:
        here = run.sightings.filter(path=problem.path, record=problem.record).exists()
        inside = problem.capture_id is None and (
            run.sightings.filter(path=problem.path).exists() or run.sightings.filter(path__startswith=f"{problem.path}!").exists()
        )
        if (problem.path, problem.record) not in again and (here or inside):
            ImportProblem.objects.filter(pk=problem.pk).update(resolved_in=run)
