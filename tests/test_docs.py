"""The documents say what is true: what the program has, they name, and what they name, it has."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READERS = ("newsdb/settings.py", "gunicorn.conf.py", "tests/postgres.py", "tests/browser/chromium.py")
"""What reads variables of the environment."""
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/*.md"), *ROOT.glob("articles/**/*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_variable_is_in_the_table_of_running() -> None:
    read_by_program = set(re.findall(r"NEWSDB_[A-Z_]+", "".join(map(read, READERS))))
    told = set(re.findall(r"^\| `(NEWSDB_[A-Z_]+)`", read("docs/running.md"), re.MULTILINE))
    assert read_by_program <= told
    assert told <= read_by_program | {"NEWSDB_GOLD"}


def test_every_command_is_told_of() -> None:
    commands = {path.stem for path in (ROOT / "articles/management/commands").glob("*.py")} - {"__init__"}
    told = set(re.findall(r"^\| `manage\.py (\w+)", read("docs/running.md"), re.MULTILINE))
    assert commands == told


def test_every_dependency_has_its_reason() -> None:
    names = re.findall(r"^([A-Za-z][\w.-]*)", read("requirements.txt") + read("requirements-dev.txt"), re.MULTILINE)
    records = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs/decisions").glob("*.md")).lower()
    assert [name for name in names if name.lower() not in records] == []


def test_every_locked_version_is_within_its_range() -> None:
    from packaging.requirements import Requirement

    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", read("constraints.txt"), re.MULTILINE))
    lines = re.findall(r"^[A-Za-z][^#\n]*", read("requirements.txt") + read("requirements-dev.txt"), re.MULTILINE)
    for requirement in map(Requirement, lines):
        assert requirement.specifier.contains(locked[requirement.name.lower().replace("_", "-")]), requirement.name


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_house_names_every_room() -> None:
    house = read("docs/house.md")
    for path in sorted((ROOT / "articles/pipeline").iterdir()):
        if path.name not in {"__init__.py", "__pycache__"}:
            assert f"pipeline/{path.name}" in house, path.name


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_no_file_is_named_for_nothing_and_none_is_too_long() -> None:
    for path in [*ROOT.glob("articles/**/*.py"), *ROOT.glob("newsdb/**/*.py"), *ROOT.glob("tests/**/*.py")]:
        assert path.stem not in {"utils", "helpers", "services", "common", "signals"}, path
        assert "migrations" in path.parts or len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
