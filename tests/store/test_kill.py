"""A kill at any moment, then the same command again: the same rows as without the kill."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.store.test_order import ONE, TWO, edited

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 3
TABLES = ("capture", "reading", "article", "wording", "wordingband", "likeness", "importproblem")
OWN = {"run_id", "started_at", "finished_at"}


@pytest.fixture
def pages(tmp_path: Path) -> str:
    rows = [
        {"url": "http://a.example.cn/1", "captured_at": "2024-01-01", "text": ONE},
        {"url": "http://a.example.cn/1", "captured_at": "2024-01-02", "text": edited(ONE, 9, 4)},
        {"url": "http://b.example.cn/2", "text": ONE + "。"},
        {"url": "http://b.example.cn/3", "text": ONE},
        {"url": "http://b.example.cn/4", "captured_at": "2023-01-02", "text": TWO},
        {"text": edited(TWO, 9, 6)},
        {"url": "http://b.example.cn/4", "text": TWO},
    ]
    file = tmp_path / "pages.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{bad\n", encoding="utf-8")
    return str(file)


def imported(database: Path, pages: str, *kills: int) -> list[int]:
    """Import into this database once for each of `kills`; how each ended (see killed_import.py)."""
    environment = os.environ | {"NEWSDB_DATABASE_URL": f"sqlite:///{database}"}
    arguments = [sys.executable, "-m", "tests.store.killed_import", pages, *map(str, kills)]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [int(line) for line in done.stdout.split()]


def rows(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    with sqlite3.connect(database) as connection:
        connection.row_factory = sqlite3.Row
        found = {}
        for table in TABLES:
            every = connection.execute(f"SELECT * FROM articles_{table} ORDER BY rowid").fetchall()
            found[table] = [tuple((name, row[name]) for name in row.keys() if name not in OWN) for row in every]  # noqa: SIM118
    connection.close()
    return found


def test_a_killed_import_started_again_gives_the_rows_of_an_undisturbed_one(pages: str, tmp_path: Path) -> None:
    chance = random.Random()
    calm, killed = tmp_path / "calm.sqlite3", tmp_path / "killed.sqlite3"
    statements = imported(calm, pages, 0)[0]
    # Each run finds more done than the one before it, and has fewer statements.
    kills = [chance.randint(2, statements // (number + 1)) for number in range(KILLS)]
    ended = imported(killed, pages, *kills, 0)
    assert ended[0] == -9
    assert ended[-1] > 0
    expected, found = rows(calm), rows(killed)
    # The problem belongs to its run: a run that was killed behind it has one of its own.
    assert {row[1:] for row in found.pop("importproblem")} == {row[1:] for row in expected.pop("importproblem")}
    assert found == expected, f"killed before the statements {kills}"
