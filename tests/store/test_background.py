"""Runs that wait for a worker: taken once, carried out as a command would, and finished whatever kills the worker."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from articles.models import Article, ImportRun, Worker
from articles.store import importing, rereading, workers
from articles.store.background import uploads, working
from articles.store.background.asking import ask_for_import, ask_for_rereading, cancel, go_on
from articles.store.background.carrying import carry_out
from articles.store.background.taking import TRIES, begin_worker, bury_the_silent, end_worker, live_on, take_next
from articles.store.background.uploads import Incoming, begin_incoming, uploads_folder, write_on
from articles.store.background.working import work
from articles.store.reading import find_items
from articles.store.runs import HandedBack, Progress
from tests.store.rows import read_plainly
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


@pytest.fixture
def plainly(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(uploads, "RESERVE", 0)
    monkeypatch.setattr(importing, "Readers", lambda jobs: workers.Readers(jobs, read_plainly))


def asked(*texts: str) -> ImportRun:
    """A run that waits, of a file with these texts."""
    folder = begin_incoming(0)
    file = Incoming("pages.jsonl", folder / "0")
    with file.path.open("wb") as target:
        write_on(target, file, "".join(json.dumps({"text": text}) + "\n" for text in texts).encode())
    return ask_for_import(folder, [file], by="chief")


def idle() -> None:
    work(jobs=1, stop=threading.Event(), until_idle=True)


THREE = (ONE, TWO, TWO[::-1])


@pytest.mark.django_db
@pytest.mark.usefixtures("plainly")
def test_a_run_is_taken_by_one_worker_and_the_oldest_first() -> None:
    first, second = asked(ONE), asked(TWO)
    one, other = begin_worker("a:1"), begin_worker("b:2")
    assert take_next(one, jobs=1) == first
    assert take_next(other, jobs=1) == second
    assert take_next(begin_worker("c:3"), jobs=1) is None
    end_worker(one)
    assert ImportRun.objects.get(pk=first.pk).status == "waiting"
    again = take_next(other, jobs=1)
    assert again is not None
    # What it had is its own again as well: it can only be asking because it is not at it.
    assert again.pk == first.pk


@pytest.mark.django_db
@pytest.mark.usefixtures("plainly")
def test_the_run_of_a_silent_worker_waits_again_and_has_failed_where_too_many_died() -> None:
    run = asked(*THREE)
    for number in range(TRIES):
        worker = begin_worker(f"a:{number}")
        assert take_next(worker, jobs=1) == run
        assert take_next(begin_worker("b:2"), jobs=1) is None
        Worker.objects.filter(pk=worker.pk).update(alive_until=timezone.now())
        bury_the_silent()
        run.refresh_from_db()
        assert (run.broken_off, run.worker) == (number + 1, None)
    assert run.status == "failed"
    assert "memory" in run.trouble
    assert go_on(run)
    idle()
    run.refresh_from_db()
    assert (run.status, run.new, run.trouble) == ("done", 3, "")


@pytest.mark.django_db
@pytest.mark.usefixtures("plainly")
def test_a_worker_that_was_taken_for_dead_writes_nothing_more_and_can_live_on() -> None:
    run, worker = asked(*THREE), begin_worker("a:1")
    taken = take_next(worker, jobs=1)
    assert taken is not None

    def torn_away(progress: Progress) -> None:
        if progress.counts.items == 2:
            Worker.objects.update(alive_until=timezone.now())
            bury_the_silent()

    with pytest.raises(HandedBack):
        carry_out(taken, torn_away)
    # The second item was undone with its count.
    run.refresh_from_db()
    assert (run.status, run.items, Article.objects.count()) == ("waiting", 1, 1)
    live_on(worker)
    assert take_next(worker, jobs=1) == run
    end_worker(worker)
    idle()
    run.refresh_from_db()
    assert (run.status, run.items, run.new, Article.objects.count()) == ("done", 3, 3, 3)


@pytest.mark.django_db
@pytest.mark.usefixtures("plainly")
def test_told_to_stop_a_worker_hands_the_run_on_after_the_item_at_hand() -> None:
    run, stop, said = asked(*THREE), threading.Event(), list[str]()

    def say(words: str) -> None:
        said.append(words)
        if "taken" in words:
            stop.set()

    work(jobs=1, stop=stop, say=say)
    run.refresh_from_db()
    assert (run.status, run.items, run.worker, Worker.objects.count()) == ("waiting", 1, None, 0)
    work(jobs=1, stop=threading.Event(), until_idle=True, say=said.append)
    run.refresh_from_db()
    assert (run.status, run.items, run.new) == ("done", 3, 3)
    assert said[-2:] == [f"Run {run.pk} taken (import), goes on behind item 1", f"Run {run.pk} done: 3 new, 0 seen again, 0 problems"]


@pytest.mark.django_db
@pytest.mark.usefixtures("plainly")
def test_a_running_run_is_cancelled_after_the_item_at_hand_and_goes_on_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    run = asked(*THREE)
    monkeypatch.setattr(working, "LOOK_EVERY", 0)
    original = working.watcher

    def cancelling(run: ImportRun, stop: threading.Event) -> Any:
        look = original(run, stop)

        def report(progress: Progress) -> None:
            if progress.counts.items == 2:
                assert cancel(run)
            look(progress)

        return report

    monkeypatch.setattr(working, "watcher", cancelling)
    idle()
    run.refresh_from_db()
    assert (run.status, run.items, Article.objects.count()) == ("cancelled", 2, 2)
    assert run.finished_at is not None
    monkeypatch.setattr(working, "watcher", original)
    assert go_on(run)
    idle()
    run.refresh_from_db()
    assert (run.status, run.items, run.new) == ("done", 3, 3)


@pytest.mark.django_db
@pytest.mark.usefixtures("plainly")
def test_what_goes_wrong_with_a_run_is_written_down_and_the_worker_lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    lost, faulty, good = asked(ONE), asked(TWO), asked(TWO[::-1])
    uploads.drop(uploads.folder_of(lost))
    original = working.carry_out

    def carry(run: ImportRun, report: Any) -> None:
        if run == faulty:
            raise ZeroDivisionError("nothing to divide by")
        original(run, report)

    monkeypatch.setattr(working, "carry_out", carry)
    idle()
    for run, status, words in ((lost, "failed", "NEWSDB_DATA_DIR"), (faulty, "failed", "ZeroDivisionError: nothing"), (good, "done", "")):
        run.refresh_from_db()
        assert (run.status, run.worker) == (status, None)
        assert words in run.trouble
    assert not go_on(lost)
    assert go_on(faulty)


@pytest.mark.django_db
@pytest.mark.usefixtures("plainly")
def test_a_database_that_refuses_puts_the_run_off_but_not_for_ever() -> None:
    run, error = asked(ONE), OperationalError("database or disk is full")
    for number in range(1, TRIES + 1):
        taken = take_next(begin_worker("a:1"), jobs=1)
        assert taken is not None
        working.put_off(taken, taken.worker_id, error)
        run.refresh_from_db()
        assert (run.status, run.broken_off) == ("failed" if number == TRIES else "waiting", min(number, TRIES - 1))
    assert "disk is full" in run.trouble


@pytest.mark.django_db
@pytest.mark.usefixtures("plainly")
def test_a_reading_anew_goes_on_behind_the_capture_it_stands_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked(*THREE)
    idle()
    run, read = ask_for_rereading(by="chief"), list[str]()

    def reads(capture: Any) -> Any:
        read.append(capture.payload.decode()[:9])
        return read_plainly(capture)

    monkeypatch.setattr(rereading, "Readers", lambda jobs: workers.Readers(jobs, reads))
    stop = threading.Event()
    work(jobs=1, stop=stop, say=lambda words: stop.set() if "taken" in words else None)
    run.refresh_from_db()
    assert (run.status, run.items, run.done, run.total, len(read)) == ("waiting", 1, 1, 3, 1)
    idle()
    run.refresh_from_db()
    assert (run.status, run.items, run.done, run.total) == ("done", 3, 3, 3)
    assert read == [text[:9] for text in THREE]


@pytest.mark.django_db
@pytest.mark.usefixtures("plainly")
def test_what_never_became_a_run_is_swept_out_after_a_day() -> None:
    run, new, old = asked(ONE), begin_incoming(0), begin_incoming(0)
    (old / "incoming-0").write_text("half a file")
    long_ago = timezone.now().timestamp() - uploads.FORGOTTEN - 60
    os.utime(old, (long_ago, long_ago))
    uploads.sweep()
    assert sorted(path.name for path in uploads_folder().iterdir()) == sorted([str(run.pk), new.name])


NAMES = [
    ("页.html.gz", ".html.gz"),
    ("a.b.c.d.warc.gz", ".d.warc.gz"),
    ("报道", ""),
    ("x.ä", ""),
    ("PAGE.HTML", ".HTML"),
    ("a.sh;rm -rf", ""),
]


@pytest.mark.parametrize(("name", "ending"), NAMES)
def test_a_file_on_the_disk_keeps_nothing_of_its_name_but_a_plain_ending(name: str, ending: str) -> None:
    ((_file, _name, on_disk, beside),) = uploads.named([Incoming(name, Path("x"))])
    assert (on_disk, beside) == (f"upload-00001{ending}", False)


def test_files_of_one_name_are_told_apart_and_sidecars_find_their_file() -> None:
    files = [Incoming(name, Path(name)) for name in ("b.txt.meta.json", "a.txt", "b.txt", "a.txt", "c.txt.meta.json")]
    assert [row[1:] for row in uploads.named(files)] == [
        ("a.txt", "upload-00001.txt", False),
        ("a (2).txt", "upload-00002.txt", False),
        ("b.txt", "upload-00003.txt", False),
        ("b.txt.meta.json", "upload-00003.txt.meta.json", True),
        ("c.txt.meta.json", "upload-00005.meta.json", False),
    ]


def test_a_gzipped_page_is_called_after_its_file_as_the_command_calls_it(tmp_path: Path) -> None:
    given = tmp_path / "页.html.gz"
    given.write_bytes(gzip.compress(f"<html><body><p>{ONE}</p></body></html>".encode()))
    here = tmp_path / "up!load" / "upload-00001.html.gz"
    here.parent.mkdir()
    here.write_bytes(given.read_bytes())
    (expected,) = find_items([str(given)])
    (found,) = uploads.under_their_names(find_items([str(here)]), {str(here): "页.html.gz"})
    assert found.capture == expected.capture
    assert found.path == "页.html.gz"
    assert uploads.on_disk("页.html.gz", {str(here): "页.html.gz"}) == str(here)
