"""Reasons are short, in both languages, and say nothing twice."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from articles.pipeline.recognize.reasons import meant, told
from articles.pipeline.records import Capture
from articles.pipeline.run import as_json, read_capture

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))


@cache
def facts(path: Path) -> dict[str, Any]:
    return as_json(read_capture(Capture(path.name, path.read_bytes())))


def reasons(value: Any) -> Iterator[dict[str, str]]:
    """Every `why` in a reading, however deep."""
    if isinstance(value, dict):
        if "why" in value:
            yield value["why"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from reasons(part)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_reasons_of_the_seeds(path: Path) -> None:
    found = list(reasons(facts(path)))
    assert found
    for why in found:
        assert why.keys() == {"zh", "en"}
        assert 0 < len(why["zh"]) <= 60
        assert 0 < len(why["en"]) <= 180
        assert not re.search(r"[a-z]{2}|[,;:]", why["zh"]), why
        clauses = re.split(r"[；，、]", why["zh"])
        assert len(set(clauses)) == len(clauses), why


@pytest.mark.parametrize(
    ("clues", "zh", "en"),
    [
        ([("body", "", 1)], "依据正文", "from the body"),
        ([("title", "某区大会", 1), ("title", "某区再开大会", 1)], "依据标题", "from the title"),
        ([("body", "", 2), ("address", "a.gov.cn", 1)], "依据网址“a.gov.cn”、正文2处", "from the address a.gov.cn, 2 places of the body"),
        ([("source", "某某某某某某某某某某某某某某某某报", 1)], "依据来源", "from the source line"),
        ([("section", "要闻", 1), ("source", "日报", 1)], "依据来源“日报”、栏目", "from the source line 日报, the section"),
    ],
)
def test_told(clues: list[tuple[str, str, int]], zh: str, en: str) -> None:
    assert told(clues) == (zh, en)


def test_a_meaning_without_a_reason_ends_there() -> None:
    assert meant("区", "六合区", ("", "")) == ("区指六合区", "区 is 六合区")
