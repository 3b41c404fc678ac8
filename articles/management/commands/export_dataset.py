"""manage.py export_dataset: everything kept, as a folder of files."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.report import need_tables, shown
from articles.store.exporting import CAN_BE_LEFT_OUT, FORMATS, CannotExport, export_dataset

EXAMPLES = """examples:
  manage.py export_dataset --output dataset
  manage.py export_dataset --output dataset --force
  manage.py export_dataset --output shared --without captures --licence CC-BY-4.0

One file a kind (captures, readings, articles, persons, …), one JSON object a line, and a manifest.json with the
SHA-256 of each. The same captures and decisions give the same files, byte for byte, on any machine and database.
Nothing of it is masked or left out for readers' sake: it is the whole, as it was fetched and decided.

exit status: 0 the dataset stands there, 2 it cannot be written there (nothing was changed)."""


class Command(BaseCommand):
    help = "Write all that is kept into a folder: lossless, sorted, every reference by key."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="DIR", help="the folder; a new one, or an empty one")
        parser.add_argument("--format", default="jsonl", help="jsonl (JSON Lines), the only one so far")
        parser.add_argument(
            "--without", action="append", default=[], choices=CAN_BE_LEFT_OUT, help="captures: leave out the bytes of the captures"
        )
        parser.add_argument("--licence", default="", metavar="TEXT", help="the licence that the manifest names, such as CC-BY-4.0")
        parser.add_argument("--force", action="store_true", help="replace the dataset that stands in DIR (and nothing but a dataset)")

    def handle(self, *, output: Path, without: list[str], licence: str, force: bool, **options: Any) -> None:
        need_tables()
        if options["format"] not in FORMATS:
            raise CommandError(f"The format {options['format']!r} is not known: {', '.join(FORMATS)} is.", returncode=2)
        try:
            with shown() as report:
                manifest = export_dataset(output, without=set(without), licence=licence, force=force, report=report)
        except (CannotExport, OSError) as error:
            raise CommandError(f"{error}.", returncode=2) from error
        for name, told in manifest["files"].items():
            self.stdout.write(f"{told['rows']:>9} {name}")
        if manifest["waiting"]:
            self.stdout.write(
                f"{manifest['waiting']} groups of names came in meanwhile and still have to be settled; the manifest says so."
            )
        self.stdout.write(f"SHA-256 over all: {manifest['sha256']}")
