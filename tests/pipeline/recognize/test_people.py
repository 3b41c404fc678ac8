"""The persons of a page: who is found, with which role, and at which places."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.offsets import TracedText
from articles.pipeline.recognize import people
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.people import find_people
from articles.pipeline.records import ArticleText

CASES = Path(__file__).resolve().parents[2] / "cases" / "people.jsonl"


def read(body: str, **more: Any) -> Page:
    page = Page(ArticleText(TracedText.of(body)), **more)
    find_people(page)
    return page


def read_cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: str(case["why"]))
def test_people(case: dict[str, Any]) -> None:
    page = read(case["body"])
    assert {name: person["role"] for name, person in page.persons.items()} == case["persons"]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: str(case["why"]))
def test_every_mention_is_the_name_as_it_stands(case: dict[str, Any]) -> None:
    page = read(case["body"])
    assert page.mentions == sorted(page.mentions)
    for name, person in page.persons.items():
        assert person["mentions"]
        assert [list(mention[:2]) for mention in page.mentions if mention.name == name] == person["mentions"]
        for start, end in person["mentions"]:
            assert "".join(page.text[start:end].split()) == name


def test_the_second_pass_gives_every_place() -> None:
    page = read("副县长高能、李平到场。\n会后高能说明情况,由高能负责。")
    assert page.persons["高能"]["mentions"] == [[3, 5], [14, 16], [22, 24]]


def test_an_advertisers_words_name_nobody() -> None:
    body = "区长王平主持会议,副区长李安邦出席。"
    assert set(read(body, hijacked=((9, 16),)).persons) == {"王平"}


def test_confidence_and_reason_are_said() -> None:
    person = read("区长王平主持会议。").persons["王平"]
    assert person["confidence"] > 0.9
    assert person["why"] == {
        "zh": "姓名前后皆有职务、标点或动词为界；见于正文",
        "en": "between a title or mark and a mark or verb; named in the body",
    }


def test_nothing_is_sought_beyond_the_longest_body(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "LONGEST", 20)
    assert set(read("区长王平主持会议。\n" * 2 + "副区长李安邦出席。").persons) == {"王平"}


@pytest.mark.parametrize(
    "body",
    ["", "\n\n", "😀" * 3000, "བོད་ཡིག་" * 500, "王" * 3000, "王平、" * 1500, "阿·" * 1500, "书记" * 1500, "王 平 " * 800, "、" * 3000],
)
def test_odd_bodies_are_read_without_complaint(body: str) -> None:
    assert len(read(body).persons) < 20


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("王李欧阳平安书记区长主持、,。和等( )·\n男说強a1😀"), max_size=60))
def test_any_text_gives_names_that_stand_in_it(body: str) -> None:
    page = read(body)
    for name, person in page.persons.items():
        assert all("".join(page.text[start:end].split()) == name for start, end in person["mentions"])
