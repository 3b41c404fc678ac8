"""Junk tags go, and nothing that only looks like one."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.offsets import TracedText
from articles.pipeline.records import RepairKind
from articles.pipeline.repair.junk_markup import mend

CASES = json.loads((Path(__file__).parents[2] / "cases" / "repair_junk_markup.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_mends_junk_and_leaves_the_rest(case: dict[str, Any]) -> None:
    result = mend(TracedText.of(case["text"]))
    assert result.text.text == case["mended"]
    assert {str(repair.proof) for repair in result.repairs} == ({case["proof"]} if case["proof"] else set())
    for repair in result.repairs:
        assert repair.kind is RepairKind.JUNK_MARKUP
        assert case["text"][repair.start : repair.end] == repair.before


@given(
    st.lists(
        st.sampled_from(['<p id="a">', '<b id="a">', "</i>", '<i id="a">', "<br>", "<x>", "区委", "\n", "1.", "•", "<", ">", "会议。"]),
        max_size=20,
    )
)
def test_mending_again_changes_nothing(parts: list[str]) -> None:
    once = mend(TracedText.of("".join(parts))).text
    assert mend(once).text.text == once.text


@given(st.text(alphabet="区委会议,。\n 1.•<>《》a@=", max_size=60))
def test_text_without_elements_stays(text: str) -> None:
    if "<a" not in text and "</a" not in text:
        assert mend(TracedText.of(text)).text.text == text
