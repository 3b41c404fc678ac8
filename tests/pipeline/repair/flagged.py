"""Cases in which what must be flagged stands between ⟦ and ⟧."""

import re
from collections.abc import Callable
from pathlib import Path

from articles.pipeline.offsets import TracedText
from articles.pipeline.records import RepairedText, WarningKind

Mend = Callable[[TracedText], RepairedText]
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


def check_case(mend: Mend, warned: WarningKind, kind: str, marked: str) -> None:
    """What is marked is flagged, nothing else is, and the text stays as it is."""
    text, spans = unmark(marked)
    result = mend(TracedText.of(text))
    assert [(warning.start, warning.end) for warning in result.warnings] == spans
    assert (kind == "mends") == bool(spans)
    assert result.text.text == text
    assert result.repairs == ()
    check_warnings(mend, warned, text)


def check_warnings(mend: Mend, kind: WarningKind, text: str) -> None:
    """Warnings are of the one kind, in order without overlaps, and say what stands at their place."""
    done = 0
    for warning in mend(TracedText.of(text)).warnings:
        assert warning.kind is kind
        assert warning.start >= done
        assert text[warning.start : warning.end] == warning.text
        done = warning.end
