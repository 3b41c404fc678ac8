"""manage.py import_captures: files to articles."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.report import EXIT_PROBLEMS, add_jobs, add_limit, need_tables, shown, tell_problems, tell_run
from articles.models import ImportRun
from articles.store.importing import import_captures, try_import
from articles.store.reading import MissingPath
from articles.store.retrying import retry

EXAMPLES = """examples:
  manage.py import_captures crawl/ more.warc.gz pages.zip
  manage.py import_captures crawl/ --dry-run
  zcat pages.jsonl.gz | manage.py import_captures -
  manage.py import_captures --retry 12

Text, HTML, WARC, JSON Lines, CSV, gzip and zip of them, folders, and - for standard input.
Start a run that was broken off again with the same command: what is there already is only seen again.

exit status: 0 all went well, 2 the command was wrong or a path does not exist (nothing was done),
3 some items met with problems (the others are imported), 130 cancelled with Ctrl-C."""


class Command(BaseCommand):
    help = "Import captures: each page becomes an article; versions and reposts are linked."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder; - is standard input")
        parser.add_argument("--dry-run", action="store_true", help="find and read everything, write nothing")
        add_jobs(parser)
        add_limit(parser, "items")
        parser.add_argument("--retry", type=int, metavar="RUN", help="try the open problems of this run again, and nothing else")

    def handle(self, *, paths: list[str], dry_run: bool, jobs: int | None, limit: int | None, **options: Any) -> None:
        need_tables()
        if options["retry"] is not None:
            if paths or dry_run or limit is not None:
                raise CommandError(
                    "--retry takes no path, no --dry-run and no --limit: it tries the problems of the run again.", returncode=2
                )
            self.retry(options["retry"], jobs)
            return
        if not paths:
            raise CommandError("Give at least one path, or --retry RUN; --help shows examples.", returncode=2)
        try:
            if dry_run:
                self.try_import(paths, jobs, limit)
                return
            with shown() as report:
                run = import_captures(paths, jobs=jobs, limit=limit, report=report)
        except MissingPath as error:
            raise CommandError(f"{error.reason}. {error.cure}", returncode=2) from error
        tell_run(run, self.stdout.write)

    def try_import(self, paths: list[str], jobs: int | None, limit: int | None) -> None:
        with shown() as report:
            tried = try_import(paths, jobs=jobs, limit=limit, report=report)
        counts = tried.counts
        self.stdout.write(f"Dry run, nothing written: {counts.new} new, {counts.seen} seen again, {counts.problems} problems")
        tell_problems(tried.problems, counts.problems, self.stdout.write)
        if counts.problems:
            raise SystemExit(EXIT_PROBLEMS)

    def retry(self, number: int, jobs: int | None) -> None:
        failed = ImportRun.objects.filter(pk=number).first()
        if failed is None:
            raise CommandError(f"There is no run {number}: the admin lists the runs.", returncode=2)
        with shown() as report:
            run = retry(failed, jobs=jobs, report=report)
        tell_run(run, self.stdout.write)
