"""manage.py export_dataset: everything kept, or what the public may see, as a folder of files."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.management.report import need_tables, shown
from articles.search.problems import QueryProblem
from articles.store.exporting import CAN_BE_LEFT_OUT, CannotExport, export_dataset
from articles.store.publishing import FORMATS, publish

EXAMPLES = """examples:
  manage.py export_dataset --output dataset
  manage.py export_dataset --output dataset --force
  manage.py export_dataset --output shared --without captures --licence CC-BY-4.0
  manage.py export_dataset --format csv --output tables --since 2024-01-01
  manage.py export_dataset --format bibtex --output cited --query "人物:王文远 标题:座谈会"

jsonl: one file a kind (captures, readings, articles, persons, …), one JSON object a line, and a manifest.json with the
SHA-256 of each. The same captures and decisions give the same files, byte for byte, on any machine and database.
Nothing of it is masked or left out for readers' sake: it is the whole, as it was fetched and decided; import_dataset
brings it back. All other formats hold what anybody may see, with a codebook: see docs/exporting.md.

exit status: 0 the dataset stands there, 2 it cannot be written there (nothing was changed)."""


class Command(BaseCommand):
    help = "Write all that is kept into a folder (jsonl), or what the public may see in another format."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="DIR", help="the folder; a new one, or an empty one")
        parser.add_argument(
            "--format", default="jsonl", metavar="NAME", help=f"jsonl (the whole, the default), or one for the public: {', '.join(FORMATS)}"
        )
        parser.add_argument(
            "--without", action="append", default=[], choices=CAN_BE_LEFT_OUT, help="jsonl: leave out the bytes of the captures"
        )
        parser.add_argument("--since", metavar="DATE", help="not jsonl: only articles captured (where not known: published) since then")
        parser.add_argument("--query", default="", metavar="WORDS", help="not jsonl: only articles that this search finds")
        parser.add_argument("--bom", action="store_true", help="csv: begin each file with a byte order mark, which Excel wants")
        parser.add_argument(
            "--licence", metavar="TEXT", help="the licence that the manifest names, such as CC-BY-4.0 (default: NEWSDB_LICENCE)"
        )
        parser.add_argument("--force", action="store_true", help="replace the dataset that stands in DIR (and nothing but a dataset)")

    def handle(self, *, output: Path, without: list[str], licence: str | None, force: bool, **options: Any) -> None:
        need_tables()
        name = options["format"]
        refuse(name, without, options)
        told = settings.LICENCE if licence is None else licence
        try:
            with shown() as report:
                if name == "jsonl":
                    manifest = export_dataset(output, without=set(without), licence=told, force=force, report=report)
                else:
                    given = {"since": day(options["since"]), "query": options["query"], "bom": options["bom"]}
                    manifest = publish(output, name, licence=told, force=force, report=report, **given)
        except QueryProblem as error:
            raise CommandError(f"--query: {error}", returncode=2) from error
        except (CannotExport, OSError) as error:
            raise CommandError(f"{error}.", returncode=2) from error
        for file, about in manifest["files"].items():
            self.stdout.write(f"{about['rows']:>9} {file}")
        if manifest.get("waiting"):
            self.stdout.write(
                f"{manifest['waiting']} groups of names came in meanwhile and still have to be settled; the manifest says so."
            )
        self.stdout.write(f"SHA-256 over all: {manifest['sha256']}")


def refuse(name: str, without: list[str], options: dict[str, Any]) -> None:
    """Raises CommandError for what does not go together."""
    if name not in ("jsonl", *FORMATS):
        raise CommandError(f"The format {name!r} is not known: {', '.join(('jsonl', *FORMATS))} are.", returncode=2)
    if name == "jsonl" and (options["since"] or options["query"]):
        raise CommandError("jsonl is always the whole: leave --since and --query out, or name another format.", returncode=2)
    if name != "jsonl" and without:
        raise CommandError(f"{name} holds no captures: leave --without out.", returncode=2)
    if name != "csv" and options["bom"]:
        raise CommandError("--bom is for csv alone: leave it out.", returncode=2)


def day(text: str | None) -> date | None:
    """Raises CommandError where it is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(f"--since {text!r} is no day: write it as 2024-03-12.", returncode=2) from error
