"""manage.py import_dataset: an exported dataset into an empty database."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.report import need_tables, shown
from articles.store.bringing_back import CannotImport, import_dataset

EXAMPLES = """examples:
  manage.py import_dataset dataset
  NEWSDB_DATABASE_URL=postgres://… manage.py import_dataset dataset      move to another database

The folder is one that `manage.py export_dataset` (format jsonl) wrote. Its SHA-256s are checked before anything is
written, and all is written in one transaction; exported again, the database gives the same files, byte for byte.
Users, import runs and sightings are no part of a dataset.

exit status: 0 all is there, 2 it cannot be brought back (nothing was changed)."""


class Command(BaseCommand):
    help = "Bring an exported dataset into an empty database, all of it or nothing."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with the dataset and its manifest.json")

    def handle(self, *, folder: Path, **options: Any) -> None:
        need_tables()
        try:
            with shown() as report:
                manifest = import_dataset(folder, report)
        except CannotImport as error:
            raise CommandError(f"{error}.", returncode=2) from error
        for name, told in manifest["files"].items():
            self.stdout.write(f"{told['rows']:>9} {name}")
        if manifest["waiting"]:
            self.stdout.write("Some names were not settled when it was exported: run manage.py rebuild.")
        self.stdout.write(f"SHA-256 over all: {manifest['sha256']}")
