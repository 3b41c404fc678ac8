"""A second printing goes; what is only said again stays."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.offsets import TracedText
from articles.pipeline.records import RepairKind
from articles.pipeline.repair.printed_twice import mend

CASES = json.loads((Path(__file__).parents[2] / "cases" / "repair_printed_twice.json").read_text(encoding="utf-8"))
PARAGRAPHS = [
    "云河区召开经济工作会议,传达学习上级会议精神,研究部署全年各项工作任务。",
    "会议指出,去年全区上下迎难而上,各项工作取得新的成绩,经济运行总体平稳。",
    "会议强调,要抓好项目建设,推动产业升级,优化营商环境,兜牢民生的底线。",
    "与会人员还参观了三个重点项目的建设现场,听取了项目负责人的情况介绍。",
    "云河区召开会议",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_mends_copies_and_leaves_the_rest(case: dict[str, Any]) -> None:
    result = mend(TracedText.of(case["text"]))
    assert result.text.text == case["mended"]
    assert {str(repair.proof) for repair in result.repairs} == ({case["proof"]} if case["proof"] else set())
    assert all(repair.kind is RepairKind.PRINTED_TWICE for repair in result.repairs)


def test_other_wording_is_kept_as_rival() -> None:
    first = "\n".join(PARAGRAPHS[:4])
    second = first.replace("新的成绩", "新的成效")
    result = mend(TracedText.of(f"{first}\n{second}"))
    assert result.text.text == first
    assert result.repairs[0].rivals == (PARAGRAPHS[1].replace("新的成绩", "新的成效"),)


@given(st.lists(st.sampled_from(PARAGRAPHS), max_size=9))
def test_never_loses_a_line_altogether(lines: list[str]) -> None:
    text = TracedText.of("\n".join(lines))
    once = mend(text).text
    assert set(once.text.split("\n")) - {""} == set(lines) - {""}
    assert mend(once).text.text == once.text
