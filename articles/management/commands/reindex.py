"""manage.py reindex: the search index compared with the articles, and mended."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.management.report import EXIT_PROBLEMS, need_tables, shown
from articles.search.mending import Differences
from articles.store.reindexing import reindex
from articles.store.runs import Counts, Progress

NAMED = 10
"""Articles that are named of each kind of difference."""


class Command(BaseCommand):
    help = "Compare the search index with the articles and mend what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what differs; the exit status is 3 where something does")

    def handle(self, *, check: bool, **options: Any) -> None:
        need_tables()
        with shown() as report:
            differences = reindex(mend=not check, report=lambda found, total: report(progress(found, total)))
        for line in in_words(differences):
            self.stdout.write(line)
        if differences:
            self.stdout.write("Nothing was changed: run it without --check to mend this." if check else "All of this is mended.")
        if differences and check:
            sys.exit(EXIT_PROBLEMS)


def progress(found: Differences, total: int) -> Progress:
    problems = len(found.missing) + len(found.changed) + len(found.shown)
    return Progress(total=total, done=found.checked, counts=Counts(items=found.checked, problems=problems))


def in_words(found: Differences) -> list[str]:
    """What differed, a line a kind."""
    kinds: list[tuple[str, list[Any]]] = [
        ("articles were not indexed (row numbers: {})", found.missing),
        ("articles were indexed as they no longer are (row numbers: {})", found.changed),
        ("articles were shown, or not, other than the index said (row numbers: {})", found.shown),
        ("rows of the index belonged to no article (docids: {})", found.left_over),
        ("terms had a wrong number of articles ({})", found.terms),
    ]
    lines = [f"{found.checked} articles compared with the index."]
    if found.unsound:
        lines.append("The index contradicted itself; all of it has to be made anew.")
    for words, differing in kinds:
        if differing:
            named = ", ".join(str(item) for item in differing[:NAMED]) + (" …" if len(differing) > NAMED else "")
            lines.append(f"{len(differing)} {words.format(named)}")
    return lines if found else [*lines, "They agree."]
