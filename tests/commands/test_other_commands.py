"""import_seeds, reread, read_capture, ensure_admin."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from articles.models import Article, ImportRun
from articles.store.reading import READER
from tests.store.rows import as_they_are

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.mark.django_db
def test_importing_the_seeds_twice_writes_only_the_run_and_its_sightings(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_seeds")
    before = as_they_are()
    assert Article.objects.count() == len(SEEDS) == 5
    call_command("import_seeds")
    assert as_they_are() == before
    assert [run.seen for run in ImportRun.objects.order_by("pk")] == [0, 5]
    assert "5 new" in capsys.readouterr().out


@pytest.mark.django_db
def test_rereading_with_the_same_reader_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_seeds")
    before = as_they_are()
    call_command("reread", "--jobs", "1")
    assert as_they_are() == before
    assert "5 read anew, 0 changed" in capsys.readouterr().out
    call_command("reread", "--older-than", READER, "--jobs", "1")
    assert "0 read anew" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no version"):
        call_command("reread", "--older-than", "soon")


def test_read_capture_prints_one_reading_a_line_and_touches_no_database(tmp_path: Path) -> None:
    # A database that cannot be reached: whoever touches it fails.
    environment = os.environ | {"NEWSDB_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    (tmp_path / "empty.txt").write_bytes(b"")
    arguments = [sys.executable, "manage.py", "read_capture", str(SEEDS[0]), str(tmp_path / "empty.txt"), str(SEEDS[1])]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 3, done.stderr
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reading["capture"]["name"] for reading in readings] == [SEEDS[0].name, SEEDS[1].name]
    assert readings[0]["article"]["body"]
    assert "\\u" not in done.stdout
    assert "empty.txt [capture]" in done.stderr


def test_read_capture_pretty_and_missing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("read_capture", str(SEEDS[0]), "--pretty")
    said = capsys.readouterr().out
    assert json.loads(said)["reader"] == READER
    assert len(said.splitlines()) > 20
    with pytest.raises(CommandError) as error:
        call_command("read_capture", "nowhere.txt")
    assert error.value.returncode == 2


@pytest.mark.django_db
def test_the_first_user_is_made_once_with_a_password_that_works(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ensure_admin")
    password = capsys.readouterr().out.split("the password ")[1].split()[0]
    user = get_user_model().objects.get()
    assert (user.username, user.is_superuser, user.is_staff) == ("admin", True, True)
    assert user.check_password(password)
    call_command("ensure_admin")
    assert "nothing was done" in capsys.readouterr().out
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db
def test_a_user_of_that_name_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    get_user_model().objects.create_user("admin", password="its own")
    call_command("ensure_admin")
    assert not get_user_model().objects.get().is_superuser


@pytest.mark.parametrize("command", [["import_captures", "seeds"], ["import_seeds"], ["reread"], ["ensure_admin"]])
def test_a_database_without_tables_is_said_with_the_cure(tmp_path: Path, command: list[str]) -> None:
    environment = {**os.environ, "NEWSDB_DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}
    done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "manage.py migrate" in done.stderr


@pytest.mark.django_db
def test_preparing_twice_imports_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prepare")
    before = as_they_are()
    assert "5 new" in capsys.readouterr().out
    call_command("prepare")
    assert as_they_are() == before
    assert ImportRun.objects.count() == 1
    assert "The seeds are there already." in capsys.readouterr().out
