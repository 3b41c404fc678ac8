"""manage.py work and serve, from the outside."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.management.commands import serve
from articles.models import ImportRun, Worker

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.django_db
def test_until_idle_it_does_what_waits_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    run = ImportRun.objects.create(kind="reread", status="waiting", started_at=timezone.now(), asked_at=timezone.now(), reader="1")
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    call_command("work", "--until-idle", "--jobs", "1")
    assert f"Run {run.pk} done" in capsys.readouterr().out
    assert ImportRun.objects.get().status == "done"
    assert not Worker.objects.exists()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == handlers


@pytest.mark.parametrize("command", [["work", "--until-idle"]])
def test_a_database_without_tables_is_said_with_the_cure(tmp_path: Path, command: list[str]) -> None:
    environment = {**os.environ, "NEWSDB_DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}
    done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "manage.py migrate" in done.stderr


class Played:
    """A process that has ended, or runs until it is told to end."""

    def __init__(self, name: str, returncode: int | None) -> None:
        self.name, self.returncode = name, returncode

    def poll(self) -> int | None:
        return self.returncode

    def terminate(self) -> None:
        self.returncode = -signal.SIGTERM

    def wait(self) -> int | None:
        assert self.returncode is not None, f"{self.name} was not told to end"
        return self.returncode


@pytest.fixture
def signals() -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_without_the_server_the_worker_ends_and_a_dead_worker_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    server, workers = Played("server", None), [Played("dead worker", -9), Played("worker", None)]
    begun = list[Played]()

    def begin(arguments: tuple[str, ...]) -> Played:
        process = server if arguments == serve.SERVER else workers[len(begun) - 1]
        begun.append(process)
        if process is workers[1]:
            server.returncode = 3  # the server falls once the worker has been begun again
        return process

    monkeypatch.setattr(serve, "begin", begin)
    monkeypatch.setattr(serve, "AGAIN_AFTER", 0)
    monkeypatch.setattr(serve, "LOOK_EVERY", 0)
    with pytest.raises(SystemExit) as ended:
        call_command("serve")
    assert ended.value.code == 3
    assert begun == [server, *workers]
    assert workers[1].returncode == -signal.SIGTERM


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.usefixtures("signals")
def test_a_signal_ends_server_and_worker(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    begun = list[Played]()

    def begin(arguments: tuple[str, ...]) -> Played:
        begun.append(Played(arguments[-1], None))
        if len(begun) == 2:
            os.kill(os.getpid(), number)
        return begun[-1]

    monkeypatch.setattr(serve, "begin", begin)
    with pytest.raises(SystemExit) as ended:
        call_command("serve")
    assert ended.value.code == 0
    assert [process.returncode for process in begun] == [-signal.SIGTERM] * 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="once is enough: what is tried is the processes")
def test_the_real_server_and_worker_begin_and_end_together(tmp_path: Path) -> None:
    environment = os.environ | {
        "NEWSDB_DATABASE_URL": f"sqlite:///{tmp_path}/served.sqlite3",
        "NEWSDB_DATA_DIR": str(tmp_path),
        "NEWSDB_BIND": f"unix:{tmp_path}/socket",
        "NEWSDB_WORKERS": "1",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    arguments = [sys.executable, "manage.py", "serve"]
    with subprocess.Popen(arguments, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        wanted, said = {"newsdb is served", "The worker"}, ""
        for line in process.stdout:
            said += line
            wanted -= {words for words in wanted if words in line}
            if not wanted:
                break
        assert not wanted, said
        process.send_signal(signal.SIGTERM)
        # The end of the output: no process that was begun has it open any more.
        said += process.stdout.read()
    assert process.returncode == 0, said
