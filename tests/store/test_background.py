"""Runs that wait for a worker: taken once, carried out as a command would, and finished whatever kills the worker."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.store.test_order import ONE, TWO, edited

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    rows = [
        {"url": "http://a.example.cn/1", "captured_at": "2024-01-01", "text": ONE},
        {"url": "http://a.example.cn/1", "captured_at": "2024-01-02", "text": edited(ONE, 9, 4)},
        {"url": "http://b.example.cn/2", "text": ONE + "。"},
        {"url": "http://b.example.cn/3", "text": ONE},
        {"url": "http://b.example.cn/4", "captured_at": "2023-01-02", "text": TWO},
    ]
    lines = tmp_path / "pages.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{bad\n", encoding="utf-8")
    page = tmp_path / "座谈会.txt"
    page.write_text("座谈会\n" + TWO[::-1], encoding="utf-8")
    sidecar = tmp_path / "座谈会.txt.meta.json"
    sidecar.write_text(json.dumps({"url": "http://c.example.cn/9"}))
    return [str(lines), str(page), str(sidecar)]


@pytest.fixture
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty database beside the one of the tests, on the same kind of server."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'background.sqlite3'}"
        return
    name = f"background_{os.getpid()}"
    url = os.environ["NEWSDB_DATABASE_URL"]
    server, _slash, rest = url.rpartition("/")
    query = rest.partition("?")[1] + rest.partition("?")[2]
    with psycopg.connect(f"{server}/postgres{query}", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name}")
        admin.execute(f"CREATE DATABASE {name}")
    yield f"{server}/{name}{query}"
    with psycopg.connect(f"{server}/postgres{query}", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name}")


def told_of(database: str, tmp_path: Path, pages: list[str]) -> dict[str, Any]:
    environment = os.environ | {"NEWSDB_DATABASE_URL": database, "NEWSDB_DATA_DIR": str(tmp_path / "var")}
    arguments = [sys.executable, "-m", "tests.store.killed_worker", *pages]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_killed_worker_is_followed_by_one_that_finishes_with_the_same_result(database: str, tmp_path: Path, pages: list[str]) -> None:
    told = told_of(database, tmp_path, pages)
    calm, killed = told["calm"], told["killed"]
    assert told["workers"][0] == -9
    assert told["taken_while_leased"] is None
    assert (calm["ended"], killed["ended"]) == (0, 0)
    assert (calm["run"]["status"], calm["run"]["items"], calm["run"]["new"], calm["run"]["problems"]) == ("done", 7, 5, 1)
    assert killed == calm, f"killed before the statements {told['kills']}"
    assert {path for path, *_rest in calm["sightings"]} == {"pages.jsonl", "座谈会.txt"}
    assert told["left"] == ["1"]  # the bad line is not in the database: its file may be tried again
    # The same by the command itself: killed, begun again and told to stop, begun again.
    assert told["commands"] == [-9, 0, 0]
    finished = told["command"]
    assert [finished[name] for name in ("status", "items", "new", "problems")] == ["done", 7, 5, 1]
    assert told["workers_left"] == 0
