"""Flattened pages: what the head, the foot and the body give, on invented pages and on the seeds."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.errors import ExtractError
from articles.pipeline.extract import extract
from articles.pipeline.offsets import TracedText
from articles.pipeline.records import ArticleText, Capture, DecodedText, RepairedText, RepairKind
from articles.pipeline.repair import repair

CASES = Path(__file__).parents[2] / "cases"
SEEDS = Path(__file__).parents[3] / "seeds"
PAGES = json.loads((CASES / "extract_pages.json").read_text(encoding="utf-8"))
SEED_NUMBERS = ("000", "001", "002", "003", "004")


def read(text: str, *, mended: bool = False) -> ArticleText:
    page = TracedText.of(text)
    return extract(page, repair(page) if mended else RepairedText(page), DecodedText(text, "utf-8", "test"), Capture("test", text.encode()))


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_reads_page(case: dict[str, Any]) -> None:
    article = read(case["text"])
    found = {"body": article.body.text, "section": list(article.section)}
    found |= {name: getattr(article, name) for name in ("title", "subtitle", "published_on", "source", "author", "zone")}
    assert {name: found[name] for name in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_every_body_character_is_where_its_origin_says(case: dict[str, Any]) -> None:
    body = read(case["text"]).body
    for character, start, end in zip(body.text, body.starts, body.ends, strict=True):
        assert case["text"][start:end] == character or (character == "\n" and start == end)


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_what_is_left_out_is_recorded(case: dict[str, Any]) -> None:
    article = read(case["text"])
    for record in article.repairs:
        assert record.kind is RepairKind.PAGE_CHROME
        assert case["text"][record.start : record.end] == record.before
        assert record.after == ""
        assert article.body.find_origin(record.start, record.end) is None


@pytest.mark.parametrize("number", SEED_NUMBERS)
def test_reads_seed_to_the_letter(number: str) -> None:
    gold = json.loads((CASES / "seeds" / f"{number}.json").read_text(encoding="utf-8"))
    article = read((SEEDS / gold["file"]).read_text(encoding="utf-8"), mended=True)
    assert article.body.text == (CASES / "seeds" / gold["body"]).read_text(encoding="utf-8").rstrip("\n")
    assert (article.title, article.published_on, article.author) == (gold["title"], gold["publication_date"], gold["author"])
    assert (article.source, list(article.section), article.zone) == (gold["source"], gold["section"], gold.get("zone"))


@pytest.mark.parametrize("text", ["", "\n\n", "1234 5678", "???!!!", "----\n••"])
def test_page_of_no_language_is_refused(text: str) -> None:
    with pytest.raises(ExtractError) as caught:
        read(text)
    assert caught.value.reason
    assert caught.value.cure


LINES = st.lists(
    st.sampled_from([case_line for case in PAGES for case_line in case["text"].split("\n")])
    | st.text("区委会议召开,。:：> \u3000\u200b0129年月日来源作者首页上一篇|•.jpg?", max_size=40),
    max_size=12,
)


@given(LINES)
def test_body_is_made_of_the_page_in_its_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        body = read(text).body
    except ExtractError:
        assert not any(character.isalpha() for character in text)
        return
    assert list(body.starts) == sorted(body.starts)
    for character, start, end in zip(body.text, body.starts, body.ends, strict=True):
        assert text[start:end] == character or (character == "\n" and start == end)
    assert all(line == line.strip() and line for line in body.text.split("\n")) or not body.text


@given(st.text(max_size=200))
def test_raises_nothing_but_its_own_error(text: str) -> None:
    try:
        article = read(text, mended=True)
    except ExtractError:
        return
    assert article.body.text is not None
