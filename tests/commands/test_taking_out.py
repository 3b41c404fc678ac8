"""export_dataset, journal, rebuild: what they print, their exit status, and what they leave when they fail."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Decision, Person, Witness
from articles.store import deciding
from tests.kept import kept
from tests.store.told import WORLD, keep

pytestmark = pytest.mark.django_db


def build(patch: pytest.MonkeyPatch) -> None:
    keep(WORLD, patch)
    deciding.reject(Witness.objects.filter(kind="attendance").order_by("key")[:2], by="编者甲")


world = kept(build)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit status and everything printed."""
    capsys.readouterr()
    try:
        call_command(*arguments)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except CommandError as error:
        return error.returncode, str(error)
    return status, capsys.readouterr().out


def test_a_dataset_is_written_and_its_hash_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, said = run(capsys, "export_dataset", "--output", str(tmp_path / "out"), "--without", "captures", "--licence", "CC0-1.0")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert status == 0
    assert said.endswith(f"SHA-256 over all: {manifest['sha256']}\n")
    assert "4 captures.jsonl" in said
    assert (manifest["without"], manifest["licence"]) == (["captures"], "CC0-1.0")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "sqlite"], "'sqlite' is not known: jsonl, csv, popolo"),
        (["--output", "{}/missing/out"], "make it first"),
        ([], "not empty"),
    ],
)
def test_what_cannot_be_exported_is_said_with_the_cure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    given = [argument.format(tmp_path) for argument in arguments]
    status, said = run(capsys, "export_dataset", "--output", str(tmp_path / "out"), *given)
    assert status == 2
    assert words in said
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "mine.txt"]


def test_what_the_public_may_see_is_written_in_another_format(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    refused = [
        (["--since", "2024-01-01"], "jsonl is always the whole"),
        (["--format", "csv", "--without", "captures"], "leave --without out"),
        (["--format", "ris", "--bom"], "--bom is for csv alone"),
        (["--format", "csv", "--since", "yesterday"], "is no day: write it as 2024-03-12"),
        (["--format", "csv", "--query", '"'], "--query: "),
    ]
    for arguments, words in refused:
        status, said = run(capsys, "export_dataset", "--output", str(tmp_path / "out"), *arguments)
        assert (status, list(tmp_path.iterdir())) == (2, [])
        assert words in said
    status, said = run(capsys, "export_dataset", "--output", str(tmp_path / "out"), "--format", "gbt7714", "--query", "柳望书")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert (status, manifest["of"], manifest["asked"]["query"]) == (0, "gbt7714", "柳望书")
    assert "2 citations.txt\n" in said
    assert len((tmp_path / "out" / "citations.txt").read_text(encoding="utf-8").splitlines()) == 2


def test_the_journal_goes_out_and_comes_back(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "decisions.jsonl"
    assert run(capsys, "journal", "export", "--output", str(file)) == (0, f"2 decisions in {file}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.jsonl"]
    assert run(capsys, "journal", "replay", str(file)) == (0, "0 kept, 2 known already, 0 refused\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes() + b"{bad\n" * 23)))
    status, said = run(capsys, "journal", "replay", "-")
    assert status == 3
    assert said.startswith("0 kept, 2 known already, 23 refused\n  line 4: ")
    assert said.endswith("… and 3 more\n")
    assert Decision.objects.count() == 2


def test_the_journal_is_printed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    call_command("journal", "export")
    out = capfdbinary.readouterr().out
    assert out.startswith(b'{"format":"newsdb journal","version":1}\n')
    assert out.count(b"\n") == 3


@pytest.mark.parametrize(
    ("content", "words"), [(None, "No such file"), (b"", "header"), (b'{"format":"newsdb journal","version":9}', "newer")]
)
def test_a_file_that_is_no_journal_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "file").write_bytes(content)
    status, said = run(capsys, "journal", "replay", str(tmp_path / "file"))
    assert status == 2
    assert words in said


def test_rebuild_and_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "rebuild", "--check") == (0, "Nothing differs.\n")
    person = Person.objects.get(name="祁连山")
    Person.objects.filter(pk=person.pk).update(name="误")
    status, said = run(capsys, "rebuild", "--check", "--person", person.key)
    assert status == 1
    assert f"persons: 1 differ\n  {person.key}: name\n" in said
    assert Person.objects.get(pk=person.pk).name == "误"
    assert run(capsys, "rebuild", "--person", person.key)[0] == 0
    assert Person.objects.get(pk=person.pk).name == "祁连山"
    assert run(capsys, "rebuild") == (0, "4 articles gone through; the rows are what their readings and the decisions say\n")


def test_rebuild_of_what_is_not_here(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(capsys, "rebuild", "--meeting", "0" * 16)
    assert status == 2
    assert "no meeting 0000000000000000" in said
    assert run(capsys, "rebuild", "--meeting", "1", "--person", "2")[0] != 0
