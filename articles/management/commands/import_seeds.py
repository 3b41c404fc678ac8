"""manage.py import_seeds: the captures that come with newsdb."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.management.report import need_tables, shown, tell_run
from articles.store.importing import import_captures


class Command(BaseCommand):
    help = "Import the captures of the folder seeds/ that come with newsdb. Doing it again imports nothing twice."

    def handle(self, **options: Any) -> None:
        need_tables()
        folder: Path = settings.BASE_DIR / "seeds"
        paths = sorted(str(path) for path in folder.glob("*.txt"))
        if not paths:
            raise CommandError("The folder seeds/ beside manage.py holds no .txt file: take it from the repository again.", returncode=2)
        with shown() as report:
            # A few files are read sooner than further processes are started.
            run = import_captures(paths, jobs=1, report=report)
        tell_run(run, self.stdout.write)
