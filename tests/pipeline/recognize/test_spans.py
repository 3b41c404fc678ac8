"""Titles and bodies in sentences of any kind."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.recognize.names import find_persons
from articles.pipeline.recognize.organization_spans import find_organizations
from articles.pipeline.recognize.tagger import tag
from articles.pipeline.recognize.title_spans import find_titles

CASES = Path(__file__).resolve().parents[2] / "cases" / "title_spans.tsv"


def found_in(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    words = tag([text])[0]
    titles = find_titles(text, words, find_persons(text, words))
    return titles, find_organizations(text, words, titles)


@pytest.mark.parametrize("marked", [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")])
def test_titles_and_bodies(marked: str) -> None:
    text = re.sub(r"[{}\[\]]", "", marked)
    titles, bodies = found_in(text)
    marks = [(start, 1, "{") for start, _ in titles] + [(end, 0, "}") for _, end in titles]
    marks += [(start, 1, "[") for start, _ in bodies] + [(end, 0, "]") for _, end in bodies]
    shown = text
    for at, _, mark in sorted(marks, reverse=True):
        shown = shown[:at] + mark + shown[at:]
    assert shown == marked


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("王平书记公司财务部经理主任学会第届六会，、()任 a"), max_size=50))
def test_spans_lie_in_order_within_the_text(text: str) -> None:
    for spans in found_in(text):
        flat = [at for span in spans for at in span]
        assert flat == sorted(flat)
        assert all(0 <= start < end <= len(text) for start, end in spans)
