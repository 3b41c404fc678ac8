"""manage.py prepare: a database to serve from."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles.models import Capture


class Command(BaseCommand):
    help = "What make run does before it serves: migrate, static files, seeds, first user. Doing it again changes nothing."

    def handle(self, **options: Any) -> None:
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if seeds_are_imported():
            self.stdout.write("The seeds are there already.")
        else:
            call_command("import_seeds", stdout=self.stdout)
        call_command("ensure_admin", stdout=self.stdout)


def seeds_are_imported() -> bool:
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (settings.BASE_DIR / "seeds").glob("*.txt")}
    return Capture.objects.filter(sha256__in=digests).count() == len(digests)
