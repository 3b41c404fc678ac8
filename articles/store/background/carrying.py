"""A run carried out, from where it stands: the very import, retry, reading anew or undoing that the commands do."""

from collections.abc import Callable
from itertools import islice

from articles.models import ImportRun
from articles.store.background.uploads import paths_of, under_their_names
from articles.store.importing import counter, keep_all
from articles.store.reading import find_items, total_bytes
from articles.store.rereading import chosen_captures, reread_all
from articles.store.retrying import items_to_retry, mark_resolved, open_problems
from articles.store.runs import Counts, Progress, Report
from articles.store.undoing import carry_restoring, carry_undoing


def carry_out(run: ImportRun, report: Report) -> None:
    """Carry the run out, behind the items that it has done already. Raises MissingPath where its files are gone, HandedBack."""
    counts = Counts(**{name: getattr(run, name) for name in vars(Counts())})
    progress = Progress(counts=counts, place=run.place)
    report(progress)
    KINDS[ImportRun.Kind(run.kind)](run, progress, report)


def carry_import(run: ImportRun, progress: Progress, report: Report) -> None:
    names = paths_of(run)
    progress.total = total_bytes(list(names))
    items = under_their_names(find_items(list(names), on_bytes=counter(progress)), names)
    # The items come in the same order every time, so those that are done are the first ones.
    keep_all(run, islice(items, run.place, None), progress, report)


def carry_retry(run: ImportRun, progress: Progress, report: Report) -> None:
    failed = run.retry_of
    problems = open_problems(failed) if failed else []
    progress.total = len(problems)
    items = items_to_retry(failed, problems, progress) if failed else iter(())
    keep_all(run, islice(items, run.place, None), progress, report, at_end=lambda: mark_resolved(run, problems))


def carry_rereading(run: ImportRun, progress: Progress, report: Report) -> None:
    chosen = chosen_captures(run.options.get("older_than"), after=run.place)
    progress.done = run.done if run.place else 0
    progress.total = progress.done + len(chosen)
    reread_all(run, chosen, progress, report)


KINDS: dict[ImportRun.Kind, Callable[[ImportRun, Progress, Report], None]] = {
    ImportRun.Kind.IMPORT: carry_import,
    ImportRun.Kind.RETRY: carry_retry,
    ImportRun.Kind.REREAD: carry_rereading,
    ImportRun.Kind.UNDO: carry_undoing,
    ImportRun.Kind.RESTORE: carry_restoring,
}
