"""manage.py journal: all decisions, taken out and played back."""

import os
import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.report import EXIT_PROBLEMS, need_tables, shown
from articles.store.journal import UnknownJournal, export_journal, replay

REFUSED_SHOWN = 20
EXAMPLES = """examples:
  manage.py journal export --output decisions.jsonl
  manage.py journal export | gzip > decisions.jsonl.gz
  manage.py journal replay decisions.jsonl
  zcat decisions.jsonl.gz | manage.py journal replay -

The captures and the journal are all that has to be kept: import the captures into an empty database, play the journal
back, and every row is as it was. What is here already is passed over, so playing a journal twice changes nothing.

exit status: 0 all went well, 2 the file cannot be used (nothing was done), 3 some lines were refused (the others are kept)."""


class Command(BaseCommand):
    help = "Take out all decisions (export), or play a journal of them back (replay)."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="export|replay")
        export = actions.add_parser("export", help="write all decisions in the order in which they were made")
        export.add_argument("-o", "--output", default="-", metavar="FILE", help="where to; default: standard output")
        played = actions.add_parser("replay", help="keep the decisions of a journal that are not here yet")
        played.add_argument("file", metavar="FILE", help="a journal; - is standard input")

    def handle(self, *, action: str, **options: Any) -> None:
        need_tables()
        try:
            if action == "export":
                self.export(options["output"])
            else:
                self.replay(options["file"])
        except UnknownJournal as error:
            raise CommandError(f"{options['file']}: {error}.", returncode=2) from error
        except OSError as error:
            raise CommandError(f"{error}.", returncode=2) from error

    def export(self, output: str) -> None:
        with shown() as report:
            if output == "-":
                export_journal(sys.stdout.buffer, report)
                sys.stdout.flush()
                return
            target = Path(output).absolute()
            # Beside it and then moved: a journal that was broken off must not stand in the place of a whole one.
            with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}-", delete=False) as file:
                try:
                    count = export_journal(file, report)
                    file.close()
                    os.replace(file.name, target)
                except BaseException:
                    os.unlink(file.name)
                    raise
        self.stdout.write(f"{count} decisions in {output}")

    def replay(self, name: str) -> None:
        with shown() as report:
            if name == "-":
                done = replay(sys.stdin.buffer, report=report)
            else:
                with Path(name).open("rb") as file:
                    done = replay(file, report=report)
        self.stdout.write(f"{done.kept} kept, {done.known} known already, {len(done.refused)} refused")
        for refused in done.refused[:REFUSED_SHOWN]:
            self.stdout.write(f"  line {refused.line}: {refused.reason}")
        if len(done.refused) > REFUSED_SHOWN:
            self.stdout.write(f"  … and {len(done.refused) - REFUSED_SHOWN} more")
        if done.refused:
            raise SystemExit(EXIT_PROBLEMS)
