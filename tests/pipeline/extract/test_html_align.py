"""Paragraphs of a library on lines of the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.extract.html_align import align

LEAD = "昨日，临江区召开经济工作会议。"
TASKS = "会议要求，各部门抓好落实，按时完成任务。"
MENU = ["首页", "新闻", "会议"]


@pytest.mark.parametrize(
    ("lines", "paragraphs", "taken"),
    [
        ([*MENU, LEAD, TASKS, "联系我们"], [LEAD, TASKS], [3, 4]),
        ([*MENU, LEAD, "会议", TASKS, "会议"], [LEAD, "会议", TASKS], [3, 4, 5]),
        ([LEAD, *MENU, LEAD, TASKS], [TASKS], [5]),
        ([*MENU, LEAD, "一、", TASKS], [LEAD + "一、" + TASKS], [3, 4, 5]),
        ([*MENU, LEAD, TASKS, "版权所有某某区人民政府办公室"], ["版权所有某某区人民政府办公室", LEAD + TASKS], [3, 4, 5]),
        ([*MENU, LEAD + TASKS], [LEAD], []),
        ([*MENU, LEAD + TASKS], [TASKS], [3]),
        ([*MENU, LEAD], [LEAD.replace("，", "，<某处不同>")], []),
        ([*MENU, LEAD], [], []),
        ([], [LEAD], []),
    ],
    ids=[
        "plain",
        "short ones only between neighbours",
        "not the menu",
        "glued",
        "out of order",
        "less than half",
        "more than half",
        "differs",
        "none",
        "no page",
    ],
)
def test_takes_lines(lines: list[str], paragraphs: list[str], taken: list[int]) -> None:
    assert [index for index, take in enumerate(align(lines, paragraphs)) if take] == taken


LINES = st.lists(st.sampled_from([*MENU, LEAD, TASKS, "", "一、"]), max_size=12)


@given(LINES)
def test_a_library_that_takes_every_long_line_gets_every_long_line(lines: list[str]) -> None:
    taken = align(lines, lines)
    assert all(take for line, take in zip(lines, taken, strict=True) if len(line) >= 12)


@given(LINES, st.lists(st.text("昨日会议，。一、首页", max_size=30), max_size=6))
def test_any_paragraphs_give_one_answer_a_line(lines: list[str], paragraphs: list[str]) -> None:
    assert len(align(lines, paragraphs)) == len(lines)
