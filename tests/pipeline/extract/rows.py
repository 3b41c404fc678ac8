"""Cases kept as tab-separated rows."""

from pathlib import Path

CASES = Path(__file__).parents[2] / "cases"


def read_rows(name: str) -> list[list[str]]:
    """The rows of tests/cases/NAME; lines that begin with # are left out."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def or_none(value: str) -> str | None:
    return None if value == "-" else value
