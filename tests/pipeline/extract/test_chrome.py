"""Menus, buttons, feet and captions are known; lines of an article are none of them."""

import pytest

from articles.pipeline.extract.chrome import is_caption, is_chrome, is_clock, is_foot_mark, is_tail_mark
from tests.pipeline.extract.rows import read_rows

ROWS = read_rows("extract_chrome.tsv")


@pytest.mark.parametrize(("line", "kinds"), ROWS, ids=[row[0] for row in ROWS])
def test_knows_lines_of_the_page(line: str, kinds: str) -> None:
    tests = {"chrome": is_chrome, "foot": is_foot_mark, "tail": is_tail_mark, "caption": is_caption}
    assert {kind for kind, test in tests.items() if test(line)} == set(kinds.split()) - {"-"}


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("2024/05/15", "Wednesday", True),
        ("今天是2024年5月15日 星期三", "", True),
        ("Wednesday", "", True),
        ("19:41", "", True),
        ("2024年5月15日 星期三 农历四月初八", "", True),
        ("2024-05-15", "云河区召开会议", False),
        ("云河区召开会议", "", False),
        ("发布时间：2024-05-15 来源：云河网", "", False),
    ],
)
def test_tells_the_clock_from_the_publication(line: str, following: str, *, expected: bool) -> None:
    assert is_clock(line, following) is expected
