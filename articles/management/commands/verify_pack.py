"""manage.py verify_pack: whether an evidence pack is whole and true."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.store.verifying import NoPack, verify

FAILED = 1
EXAMPLES = """examples:
  manage.py verify_pack article.zip

Checked are the SHA-256 of every file and capture, that the clean text comes from the capture character by character,
and that every quote stands where it is said to. No database and no network are needed.

exit status: 0 all is right, 1 something is not, 2 the file is no evidence pack."""


class Command(BaseCommand):
    help = "Check an evidence pack; needs no database."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the zip")

    def handle(self, *, file: Path, **options: Any) -> None:
        failed = count = 0
        try:
            for check in verify(file):
                count, failed = count + 1, failed + (not check.passed)
                self.stdout.write(f"{'ok    ' if check.passed else 'FAILED'} {check.words}")
        except (NoPack, OSError) as error:
            raise CommandError(f"{file}: {error}.", returncode=2) from error
        self.stdout.write(f"{count} checks, {failed} failed")
        if failed:
            sys.exit(FAILED)
