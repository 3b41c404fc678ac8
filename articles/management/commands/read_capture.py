"""manage.py read_capture: readings, printed; no database is touched."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.report import EXIT_PROBLEMS
from articles.store.reading import MissingPath, read_paths

EXAMPLES = """examples:
  manage.py read_capture page.txt --pretty
  manage.py read_capture crawl/ > readings.jsonl
  curl -s https://example.cn/1.html | manage.py read_capture -

exit status: 0 all could be read, 2 a path does not exist, 3 some could not be read."""


class Command(BaseCommand):
    help = "Read captures and print each reading as one JSON object a line, without touching a database."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder; - is standard input")
        parser.add_argument("--pretty", action="store_true", help="print each reading over several lines, for people")

    def handle(self, *, paths: list[str], pretty: bool, **options: Any) -> None:
        failed = False
        try:
            for found, data, trouble in read_paths(paths):
                if data is not None:
                    self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2 if pretty else None))
                elif trouble is not None:
                    failed = True
                    record = f", record {found.record}" if found.record else ""
                    self.stderr.write(f"{found.path}{record} [{trouble.stage}]: {trouble.reason}. {trouble.cure}")
        except MissingPath as error:
            raise CommandError(f"{error.reason}. {error.cure}", returncode=2) from error
        if failed:
            raise SystemExit(EXIT_PROBLEMS)
