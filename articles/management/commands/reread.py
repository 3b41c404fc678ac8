"""manage.py reread: readings anew from stored captures."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.report import add_jobs, add_limit, need_tables, shown, tell_run
from articles.store.rereading import reread


class Command(BaseCommand):
    help = "Read the stored captures anew with the reader of this version; former readings are kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--older-than",
            metavar="READER",
            help="only captures that were read by an older reader than this one, or could not be read (2026.11.1); default: all captures",
        )
        add_jobs(parser)
        add_limit(parser, "captures")

    def handle(self, *, older_than: str | None, jobs: int | None, limit: int | None, **options: Any) -> None:
        need_tables()
        try:
            with shown() as report:
                run = reread(older_than=older_than, jobs=jobs, limit=limit, report=report)
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        tell_run(run, self.stdout.write)
