"""A server of our own, as `make run` starts it: gunicorn on a free port, its database and static files in a folder that goes at the end."""

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60
"""Seconds that the server may take to answer for the first time."""


@dataclass(frozen=True)
class Site:
    address: str
    folder: Path

    def rows(self, query: str, *values: object) -> list[Any]:
        """What the database holds, read beside the server. Browser tests cannot use Django's models: Playwright runs a loop of its own."""
        with sqlite3.connect(f"file:{self.folder / 'newsdb.sqlite3'}?mode=ro", uri=True, timeout=30) as database:
            return database.execute(query, values).fetchall()

    def one(self, query: str, *values: object) -> Any:
        found = self.rows(query, *values)
        assert found, (query, values)
        return found[0][0]

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


def environment(folder: Path, **more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("NEWSDB_")}
    own = {"NEWSDB_DATA_DIR": str(folder), "NEWSDB_DATABASE_URL": f"sqlite:///{folder / 'newsdb.sqlite3'}"}
    return {**plain, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "newsdb.settings", **own, **more}


def run(folder: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout.decode(errors='replace')}")


def prepare(folder: Path, *, seeds: bool) -> None:
    """As `make run` does. Pictures and measures do without the seeds: pages of the world, which name people who live."""
    if seeds:
        run(folder, "manage.py", "prepare")
        return
    run(folder, "manage.py", "migrate", "--verbosity=0")
    run(folder, "manage.py", "collectstatic", "--verbosity=0", "--no-input")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def served(filling: Sequence[str] = ("tests",), **more: str) -> Iterator[Site]:
    """`filling`: arguments of tests.browser.filling; `more`: environment of the server."""
    with tempfile.TemporaryDirectory(prefix="newsdb-browser-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        prepare(folder, seeds=filling[0] == "tests")
        run(folder, "-m", "tests.browser.filling", *filling)
        port = free_port()
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "newsdb.wsgi"],
                cwd=ROOT,
                env=environment(folder, NEWSDB_BIND=f"127.0.0.1:{port}", **more),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            site = Site(f"http://127.0.0.1:{port}", folder)
            try:
                wait_for(port, server, site)
                yield site
            finally:
                server.terminate()
                server.wait(timeout=PATIENCE)


def wait_for(port: int, server: subprocess.Popen[bytes], site: Site) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{site.log}")
