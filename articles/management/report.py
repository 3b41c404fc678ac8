"""What a run tells the person at the shell: how far it is, and at the end what came of it."""

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from articles.models import ImportProblem, ImportRun
from articles.store.runs import Counts, Progress, Report

PROBLEMS_SHOWN = 20
LINE_EVERY = 5.0
"""Seconds between two lines where there is no terminal."""
Say = Callable[[str], object]
EXIT_PROBLEMS = 3
EXIT_CANCELLED = 130


def need_tables() -> None:
    """Raises CommandError where the database lacks tables that newsdb writes: better here than as a traceback in the middle."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date: run `manage.py migrate` first, or `make run`, which does.", returncode=2)


def add_jobs(parser: ArgumentParser) -> None:
    parser.add_argument("--jobs", type=positive, metavar="N", help="read with N processes (default: one for each processor, 4 at most)")


def add_limit(parser: ArgumentParser, what: str) -> None:
    parser.add_argument("--limit", type=positive, metavar="N", help=f"stop after N {what}")


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


@contextmanager
def shown() -> Iterator[Report]:
    """Show progress on standard error: a bar on a terminal, else a line every few seconds. Gives the function to call with it."""
    if sys.stderr.isatty():
        with bar(sys.stderr) as report:
            yield report
    else:
        yield lines(sys.stderr)


@contextmanager
def bar(stream: TextIO) -> Iterator[Report]:
    columns = [
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    ]
    began = time.monotonic()
    with Bar(*columns, console=Console(file=stream), transient=True) as shown_bar:
        task = shown_bar.add_task("", total=None, counts="")

        def report(progress: Progress) -> None:
            words = in_words(progress.counts, time.monotonic() - began)
            shown_bar.update(task, total=progress.total or None, completed=progress.done, counts=words)

        yield report


def lines(stream: TextIO) -> Report:
    began = last = time.monotonic()

    def report(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= LINE_EVERY:
            last = now
            print(in_words(progress.counts, now - began) + time_left(progress, now - began), file=stream, flush=True)

    return report


def in_words(counts: Counts, seconds: float) -> str:
    rate = counts.items / seconds if seconds > 0 else 0.0
    return f"{counts.items} items, {rate:.0f}/s, {counts.problems} problems"


def time_left(progress: Progress, seconds: float) -> str:
    """How far it is, and about how long it will take; "" where that is not known.

    >>> time_left(Progress(total=100, done=25), 30)
    ', 25 %, about 90 s left'
    """
    if not progress.total or not progress.done:
        return ""
    share = min(1.0, progress.done / progress.total)
    return f", {share:.0%}, about {seconds / share - seconds:.0f} s left".replace("%", " %")


def tell_run(run: ImportRun, say: Say) -> None:
    """The summary of a finished run, its first problems, and the exit status as SystemExit where it is not 0. `say` takes one line."""
    problems = list(run.problem_set.order_by("pk")[:PROBLEMS_SHOWN])
    words = [f"{run.new} new", f"{run.seen} seen again", f"{run.versions} versions", f"{run.reposts} reposts", f"{run.problems} problems"]
    if run.kind == ImportRun.Kind.REREAD:
        words = [f"{run.items} read anew", f"{run.changed} changed", f"{run.new} new", f"{run.problems} problems"]
    if run.undoes is not None:
        did = "set aside" if run.kind == ImportRun.Kind.UNDO else "brought back"
        words = [f"{run.items} captures of run {run.undoes.pk} {did}"]
    say(f"Run {run.pk} {run.status}: " + ", ".join(words))
    tell_problems(problems, run.problems, say)
    if run.problems:
        say(f"Once they are mended: manage.py import_captures --retry {run.pk}")
    if run.status == ImportRun.Status.CANCELLED:
        sys.exit(EXIT_CANCELLED)
    if run.problems:
        sys.exit(EXIT_PROBLEMS)


def tell_problems(problems: Sequence[ImportProblem], count: int, say: Say) -> None:
    for problem in problems[:PROBLEMS_SHOWN]:
        record = f", record {problem.record}" if problem.record else ""
        say(f"  {problem.path}{record} [{problem.stage}]: {problem.reason}. {problem.cure}")
    if count > PROBLEMS_SHOWN:
        say(f"  … and {count - PROBLEMS_SHOWN} more, all of them in the admin with the run.")
