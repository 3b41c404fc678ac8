"""manage.py rebuild: rows made anew from readings and decisions."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.report import need_tables, shown
from articles.store.rebuilding import KINDS, Differing, NotHere, rebuild, what_differs

EXIT_DIFFERS = 1
EXAMPLES = """examples:
  manage.py rebuild
  manage.py rebuild --check
  manage.py rebuild --person 0123456789abcdef

Nothing is read anew (manage.py reread does that), no decision is touched, and what is right already is not written.
Broken off, start it again: it goes on.

exit status: 0 all is as it follows from readings and decisions, 1 with --check: something differs,
2 the command was wrong or there is no such row."""


class Command(BaseCommand):
    help = "Make articles, persons, bodies, meetings and facts anew from the kept readings and decisions."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        chosen = parser.add_mutually_exclusive_group()
        for kind in KINDS:
            chosen.add_argument(f"--{kind}", metavar="KEY", help=f"only what hangs on this {kind} (its public id, or a former one)")
        parser.add_argument("--check", action="store_true", help="write nothing; say what would differ")

    def handle(self, *, check: bool, **options: Any) -> None:
        need_tables()
        kind, key = next(((kind, options[kind]) for kind in KINDS if options[kind]), ("", ""))
        try:
            with shown() as report:
                if not check:
                    count = rebuild(kind, key, report)
                    self.stdout.write(f"{count} articles gone through; the rows are what their readings and the decisions say")
                    return
                differing = what_differs(kind, key, report)
        except NotHere as error:
            raise CommandError(f"{error}.", returncode=2) from error
        if not differing:
            self.stdout.write("Nothing differs.")
            return
        for name, found in differing.items():
            self.tell(name, found)
        self.stdout.write("Nothing was written; manage.py rebuild, without --check, mends it.")
        raise SystemExit(EXIT_DIFFERS)

    def tell(self, name: str, found: Differing) -> None:
        self.stdout.write(f"{name}: {found.count} differ")
        for key in found.added:
            self.stdout.write(f"  {key} is missing")
        for key in found.removed:
            self.stdout.write(f"  {key} should not be there")
        for key, columns in found.changed:
            self.stdout.write(f"  {key}: {', '.join(columns)}")
        told = len(found.added) + len(found.removed) + len(found.changed)
        if found.count > told:
            self.stdout.write(f"  … and {found.count - told} more")
