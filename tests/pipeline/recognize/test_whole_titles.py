"""Titles printed in one with their body's own name; rows keep the title alone."""

import pytest

from articles.pipeline.records import Capture
from articles.pipeline.resolve.claims import claims_of, title_alone
from articles.pipeline.run import as_json, read_capture

IN_ONE = [
    ("六合区召开会议。区科技局局长戴文礼出席。", "科技局局长", "局长"),
    ("六合区召开会议。南京市六合区文体和旅游局局长戴文礼出席。", "文体和旅游局局长", "局长"),
    ("六合区召开会议。江苏省应急管理厅厅长戴文礼出席。", "应急管理厅厅长", "厅长"),
    ("六合区召开会议。江苏明远材料研究所所长戴文礼出席。", "江苏明远材料研究所所长", "所长"),
    ("六合区召开会议。戴文礼同志任六合区教育局局长。", "教育局局长", "局长"),
]
APART = [
    ("六合区召开会议。区科技局党组书记、局长戴文礼出席。", "局长"),
    ("六合区召开会议。区科技局副局长戴文礼出席。", "副局长"),
    ("六合区召开会议。区委组织部部长戴文礼出席。", "部长"),
    ("六合区召开会议。区委书记戴文礼出席。", "书记"),
]


def titles(text: str) -> tuple[list[str], list[str]]:
    """Of the reading, and of its claims."""
    reading = as_json(read_capture(Capture("x", text.encode())))
    said = [post["title"] for person in reading["persons"] for post in person["posts"]]
    return said, [claim.values["title"] for claim in claims_of(reading) if claim.kind == "post"]


@pytest.mark.parametrize(("text", "whole", "alone"), IN_ONE)
def test_what_is_printed_in_one_stays_one_in_the_reading_and_is_taken_apart_for_rows(text: str, whole: str, alone: str) -> None:
    assert titles(text) == ([whole], [alone])


@pytest.mark.parametrize(("text", "title"), APART)
def test_other_titles_stand_alone(text: str, title: str) -> None:
    said, claimed = titles(text)
    assert said[-1] == title
    assert claimed == said


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("六合区科技局", "局长"),
        ("", "科技局局长"),
        ("六合区教育局", "科技局局长"),
        ("六合区委", "副书记"),
        ("明远研究所", "所长"),
        ("某局", "长"),
    ],
)
def test_a_title_without_the_bodys_own_name_is_left_alone(body: str, title: str) -> None:
    assert title_alone(body, title) == title
