"""manage.py ensure_admin: the first user."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from articles.management.report import need_tables

NAME = "admin"


class Command(BaseCommand):
    help = "Make the user admin with a random password, which is printed once. Does nothing where there is a superuser already."

    def handle(self, **options: Any) -> None:
        need_tables()
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            self.stdout.write("There is a superuser already; nothing was done. A forgotten password: manage.py changepassword NAME")
            return
        if users.filter(username=NAME).exists():
            self.stdout.write(f"There is a user {NAME} who is no superuser; nothing was done. Make one: manage.py createsuperuser")
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(NAME, "", password)
        self.stdout.write(f"User {NAME} with the password {password} (shown only now; manage.py changepassword {NAME} sets another)")
