"""manage.py undo_import: an import taken back, or brought back."""

import getpass
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.report import need_tables, positive, shown, tell_run
from articles.models import ImportRun
from articles.store.undoing import CannotUndo, may_restore, may_undo, outlook, refusal, restore_run, undo_run

EXAMPLES = """examples:
  manage.py undo_import 12 --dry-run
  manage.py undo_import 12 --why "a crawl of another site"
  manage.py undo_import 12 --back

RUN is the number that the import told at its end; the admin lists all runs. What the run alone brought in is set aside, by decisions of one
batch: its articles go, with all that was said by them alone. What another import saw as well stays, unless that is undone too. Bytes,
readings and people's decisions are kept, and --back brings everything back. Broken off, give the command with --back, then again.

exit status: 0 done, 2 the command was wrong or the run cannot be undone, 130 cancelled with Ctrl-C."""


class Command(BaseCommand):
    help = "Undo an import: set aside what it alone brought in. Nothing is lost, and --back brings it back."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=positive, metavar="RUN", help="the number of the import run")
        parser.add_argument("--back", action="store_true", help="bring back what was set aside of it")
        parser.add_argument("--why", default="", metavar="TEXT", help="the reason, kept with the decisions")
        parser.add_argument("--by", default="", metavar="NAME", help="who decides (default: the name you are logged in by)")
        parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be set aside")

    def handle(self, *, run: int, back: bool, why: str, by: str, dry_run: bool, **options: Any) -> None:
        need_tables()
        imported = ImportRun.objects.filter(pk=run).first()
        if imported is None:
            raise CommandError(f"There is no run {run}: the admin lists them under Import runs.", returncode=2)
        if dry_run:
            self.tell_outlook(imported, back=back)
            return
        try:
            with shown() as report:
                did = (restore_run if back else undo_run)(imported, by=by or getpass.getuser(), why=why, report=report)
        except CannotUndo as error:
            raise CommandError(f"{error}.", returncode=2) from error
        tell_run(did, self.stdout.write)

    def tell_outlook(self, imported: ImportRun, *, back: bool) -> None:
        if not (may_restore if back else may_undo)(imported):
            raise CommandError(f"{refusal(imported, back=back)}.", returncode=2)
        if back:
            self.stdout.write(f"What was set aside of run {imported.pk} would be brought back")
            return
        found = outlook(imported)
        self.stdout.write(
            f"Of what run {imported.pk} saw, {found.own} captures would be set aside, with {found.decisions} decisions on them"
        )
        self.stdout.write(f"{found.shared} captures would stay, for other imports saw them as well")
