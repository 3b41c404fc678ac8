"""Cases in which what must be flagged stands between ⟦ and ⟧."""

import re
from pathlib import Path

CASES = Path(__file__).parents[2] / "cases"


def read_cases(name: str) -> list[tuple[str, str]]:
    """(kind, text) for each line: kind is `mends` or `leaves`."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line and not line.startswith("#")]


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans they stood around.

    >>> unmark("甲⟦乙⟧丙")
    ('甲乙丙', [(1, 2)])
    """
    spans, length = [], 0
    for number, part in enumerate(re.split("[⟦⟧]", marked)):
        if number % 2:
            spans.append((length, length + len(part)))
        length += len(part)
    return re.sub("[⟦⟧]", "", marked), spans
