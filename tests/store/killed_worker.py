"""Workers that are killed: python -m tests.store.killed_worker FILE…

Imports the files as an upload twice, each time into an emptied database: once undisturbed, once by workers of which each kills itself
before a statement of its own that writes, the next one going on. A third time `manage.py work` does it: killed, begun again, told to stop,
begun again. Prints one JSON object: the rows and the run of each, how the workers ended, and what a second worker took of a run that was in
living hands. The database is that of NEWSDB_DATABASE_URL; it is migrated first.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from typing import Any

import django
from django.core.management import call_command

KILLS = 1
COUNTS = ("status", "items", "new", "seen", "versions", "reposts", "changed", "problems", "place", "done", "total", "trouble")


def main(files: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdb.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    told: dict[str, Any] = {}
    ask(files)
    (ended, statements) = in_child(0)
    told["calm"] = {**rows(), "ended": ended}
    call_command("flush", verbosity=0, interactive=False)
    ask(files)
    chance = random.Random()
    kills = [chance.randint(3, max(4, statements // (number + 2))) for number in range(KILLS)]
    told["kills"], told["workers"] = kills, []
    for kill in kills:
        ended, _written = in_child(kill)
        told["workers"].append(ended)
        told.setdefault("taken_while_leased", taken_by_another())
        expire()
    ended, _written = in_child(0)
    told["killed"] = {**rows(), "ended": ended}
    told["left"] = left_on_disk()
    call_command("flush", verbosity=0, interactive=False)
    ask(files)
    told["commands"] = [by_command(signal.SIGKILL), by_command(signal.SIGTERM), by_command(None)]
    told["command"] = rows()["run"]
    told["workers_left"] = workers_left()
    print(json.dumps(told, default=str), flush=True)


def ask(files: list[str]) -> None:
    from articles.store.background.asking import ask_for_import
    from articles.store.background.uploads import Incoming, begin_incoming, write_on

    folder = begin_incoming(0)
    incoming = []
    for number, name in enumerate(files):
        one = Incoming(os.path.basename(name), folder / str(number))
        with open(name, "rb") as source, open(one.path, "wb") as target:
            write_on(target, one, source.read())
        incoming.append(one)
    ask_for_import(folder, incoming, by="chief")


def in_child(kill: int) -> tuple[int, int]:
    """A worker in a process of its own, killed before its `kill`-th writing statement (0: never): how it ended, how many it wrote."""
    from django.db import connection

    connection.close()
    out, into = os.pipe()
    child = os.fork()
    if not child:
        os.close(out)
        written = work_and_die(kill)
        os.write(into, str(written).encode())
        connection.close()
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as told:
        written = int(told.read() or 0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), written


def work_and_die(kill: int) -> int:
    from django.db import connection

    from articles.store import importing, workers
    from articles.store.background.working import work
    from tests.store.rows import read_plainly

    # How pages are read is not what is tried here, and takes time.
    setattr(importing, "Readers", lambda jobs: workers.Readers(jobs, read_plainly))  # noqa: B010
    written = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal written
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            written += 1
            if written == kill:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        work(jobs=1, stop=threading.Event(), until_idle=True)
    return written


def by_command(sent: signal.Signals | None) -> int:
    """`manage.py work`, sent this signal as soon as it has the run, and what it left aged by the lease: how it ended."""
    from django.db import connection

    connection.close()
    arguments = [sys.executable, "manage.py", "work", "--jobs", "1", *([] if sent else ["--until-idle"])]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if sent and "taken" in line:
                process.send_signal(sent)
    expire()
    return process.returncode


def workers_left() -> int:
    from articles.models import Worker

    return Worker.objects.count()


def taken_by_another() -> int | None:
    """What a worker takes while the lease of the one that had the run holds: nothing."""
    from articles.store.background.taking import begin_worker, end_worker, take_next

    worker = begin_worker("another")
    taken = take_next(worker, jobs=1)
    end_worker(worker)
    return None if taken is None else taken.pk


def expire() -> None:
    """As if the time of the lease had gone by. That too many die at one place is tried elsewhere."""
    from django.utils import timezone

    from articles.models import ImportRun, Worker

    ImportRun.objects.update(broken_off=0)
    Worker.objects.update(alive_until=timezone.now())


def rows() -> dict[str, Any]:
    from articles.models import ImportRun, Sighting
    from tests.store.rows import by_content

    run = ImportRun.objects.get()
    return {
        "run": {name: getattr(run, name) for name in COUNTS},
        "content": by_content(),
        "sightings": sorted(Sighting.objects.values_list("path", "record", "name", "capture__sha256")),
        "problems": sorted(run.problem_set.values_list("path", "record", "reason")),
    }


def left_on_disk() -> list[str]:
    from articles.store.background.uploads import uploads_folder

    return sorted(path.name for path in uploads_folder().iterdir())


if __name__ == "__main__":
    main(sys.argv[1:])
