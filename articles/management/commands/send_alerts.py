"""manage.py send_alerts: mails what is new in the saved searches. For cron."""

import sys
from argparse import ArgumentParser
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError

from articles.management.report import EXIT_PROBLEMS, need_tables
from articles.store.digests import digests


class Command(BaseCommand):
    help = (
        "Mail to each user what is new in their saved searches since the last mail. Run it from cron, once a day or as often as you like."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--print", action="store_true", help="print the mails; nothing is sent, and all stays new")

    def handle(self, **options: Any) -> None:
        need_tables()
        if not options["print"] and not settings.EMAIL_HOST:
            raise CommandError("No mail server is known: set NEWSDB_SMTP_HOST (docs/running.md), or look at the mails with --print.")
        sent, failed, without = 0, 0, []
        with get_connection(fail_silently=False) if not options["print"] else NoConnection() as connection:
            for digest in digests(settings.PUBLIC_URL, settings.LANGUAGE_CODE):
                if options["print"]:
                    self.stdout.write(f"To: {digest.user.email or digest.user.get_username()}\nSubject: {digest.subject}\n\n{digest.text}")
                elif not digest.user.email:
                    without.append(digest.user.get_username())
                else:
                    try:
                        EmailMessage(digest.subject, digest.text, to=[digest.user.email], connection=connection).send()
                    except (SMTPException, OSError) as error:
                        failed += 1
                        self.stderr.write(f"{digest.user.get_username()}: not sent ({error}); it comes with the next run.")
                    else:
                        digest.sent()
                        sent += 1
        if without:
            self.stderr.write(
                f"No mail address: {', '.join(without)}. Give them one in the admin; what is new to them stays new until then."
            )
        if not options["print"]:
            self.stdout.write(f"{sent} mails sent.")
        if failed:
            sys.exit(EXIT_PROBLEMS)


class NoConnection:
    """Stands in the place of the mail server where nothing is sent."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *error: object) -> None:
        return None
