"""Good text is left alone: genuine traditional pages, pages that teach pinyin, question marks that are questions."""

import json
from pathlib import Path

import pytest

from articles.pipeline.offsets import TracedText
from articles.pipeline.repair import one_by_one, shifted_runs

CASES = json.loads((Path(__file__).parents[2] / "cases" / "repair_mirror" / "good_text.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_good_text_is_left_alone(case):
    runs = shifted_runs.mend(TracedText.of(case["text"]))
    rest = one_by_one.mend(runs.text)
    assert rest.text.text == case["text"]
    assert not runs.repairs
    assert not rest.repairs
    assert not runs.warnings
    assert rest.script == case["script"]


def test_there_are_enough_cases_of_both_scripts():
    assert sum(case["script"] == "hant" for case in CASES) >= 30
    assert sum(case["script"] == "hans" for case in CASES) >= 30
