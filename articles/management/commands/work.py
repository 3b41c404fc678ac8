"""manage.py work: the worker that carries out what people ask for in the admin."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.management.report import add_jobs, need_tables
from articles.store.background.working import work
from articles.store.workers import usual_jobs


class Command(BaseCommand):
    help = (
        "Carry out the imports, retries and readings anew that were asked for in the admin, one after the other. "
        "SIGTERM and Ctrl-C end it after the item at hand; the run waits, and the next worker goes on with it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_jobs(parser)
        parser.add_argument("--until-idle", action="store_true", help="end when nothing waits any more (for cron, and for tests)")

    def handle(self, *, jobs: int | None, until_idle: bool, **options: Any) -> None:
        need_tables()
        stop = threading.Event()
        former = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            work(jobs=jobs or usual_jobs(), stop=stop, until_idle=until_idle, say=self.say)
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
