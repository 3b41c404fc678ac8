"""manage.py serve: the server and a worker, begun together and ended together."""

import signal
import subprocess
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

SERVER = ("-m", "gunicorn", "--config", "gunicorn.conf.py", "newsdb.wsgi")
WORKER = ("manage.py", "work")
AGAIN_AFTER = 5.0
"""Seconds before a worker that died is begun again."""
LOOK_EVERY = 0.2


class Command(BaseCommand):
    help = "What make run does: gunicorn and one worker (manage.py work). Ctrl-C and SIGTERM end both; without the server the worker ends."

    def handle(self, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        server = begin(SERVER)
        worker = begin(WORKER)
        try:
            while not stop.wait(LOOK_EVERY) and server.poll() is None:
                if worker.poll() is not None:
                    self.stderr.write(f"The worker ended with status {worker.returncode}; it is begun again in {AGAIN_AFTER:.0f} seconds.")
                    if stop.wait(AGAIN_AFTER):
                        break
                    worker = begin(WORKER)
        finally:
            end(server, worker)
        sys.exit(0 if stop.is_set() else server.returncode or 1)


def begin(arguments: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, *arguments], cwd=settings.BASE_DIR)  # noqa: S603


def end(*processes: "subprocess.Popen[bytes]") -> None:
    """End them all, and wait: the worker ends after the item at hand."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        process.wait()
