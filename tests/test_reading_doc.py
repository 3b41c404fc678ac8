"""docs/reading.md is true: every example sentence of the page is read, and the facts it states come out."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from articles.pipeline.recognize import RECOGNIZERS
from articles.pipeline.recognize.localities import HEAD
from articles.pipeline.recognize.page import LONGEST
from articles.pipeline.records import Capture
from articles.pipeline.run import as_json, read_capture

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
KINDS = {"verdict", "locality", "person", "label", "post", "organization", "level", "role", "meeting", "attendance", "statement"}


def examples() -> list[tuple[str, str]]:
    """Sentence and stated facts of every line of the page's text blocks; a line without ` -> ` is an error of the page."""
    lines = [line for block in re.findall(r"^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL) for line in block.splitlines()]
    return [(sentence, facts) for sentence, facts in (line.split(" -> ") for line in lines)]


@cache
def facts_of(sentence: str) -> frozenset[str]:
    """Every fact of the reading in the page's words: `post 王文远 六合区委 书记`, with `-` for null."""
    payload = sentence.replace("¶", "\n").encode()
    return frozenset(
        " ".join("-" if part is None else part for part in fact) for fact in tell(as_json(read_capture(Capture("x", payload))))
    )


def tell(reading: dict[str, Any]) -> Iterator[tuple[str | None, ...]]:
    yield "verdict", reading["verdict"]
    for locality in reading["localities"]:
        yield "locality", locality["name"], locality["code"]
    for person in reading["persons"]:
        yield "person", person["name"], person["role"]
        if person["collective_label"]:
            yield "label", person["name"], person["collective_label"]
        for post in person["posts"]:
            yield "post", person["name"], post["organization"], post["title"], *(("former",) if post["former"] else ())
    for body in reading["organizations"]:
        yield "organization", body["name"], body["kind"]
        if body["level"]:
            yield "level", body["name"], body["level"]
    for role in reading["roles"]:
        for act in role["acts"]:
            yield "role", role["organization"], role["title"], act["role"]
        for said in role["statements"]:
            yield "role", role["organization"], role["title"], "says", said["text"]
    for meeting in reading["meetings"]:
        yield "meeting", meeting["name"], meeting["kind"], meeting["date"], meeting["place"]
        for role in meeting["attendance"]:
            yield "attendance", role["person"], role["role"]
    for statement in reading["statements"]:
        yield "statement", statement["speaker"], statement["verb"], statement["text"]


def holds(stated: str, facts: frozenset[str]) -> bool:
    """`no post 李青山`: no fact begins so; anything else must be there to the letter."""
    if not stated.startswith("no "):
        return stated in facts
    beginning = stated.removeprefix("no ")
    return not any(f"{fact} ".startswith(f"{beginning} ") for fact in facts)


@pytest.mark.parametrize(("sentence", "stated"), examples())
def test_the_stated_facts_come_out(sentence: str, stated: str) -> None:
    facts = facts_of(sentence)
    assert [fact for fact in stated.split(" ; ") if not holds(fact, facts)] == [], sorted(facts)


def test_every_kind_of_fact_has_an_example_and_no_other_is_stated() -> None:
    stated = [fact.strip() for _, facts in examples() for fact in facts.split(" ; ")]
    assert {fact.split()[0] for fact in stated if not fact.startswith("no ")} == KINDS
    assert {fact.split()[1] for fact in stated if fact.startswith("no ")} <= KINDS


def test_a_wrong_fact_would_be_noticed() -> None:
    facts = facts_of("六合区召开会议。区委书记王文远讲话。")
    assert holds("post 王文远 六合区委 书记", facts)
    assert not holds("post 王文远 六合区委 副书记", facts)
    assert not holds("no post 王文远", facts)
    assert holds("no post 王文", facts)


def test_the_order_of_the_recognizers_is_the_pages() -> None:
    told = re.search(r"run in this order[^:]*:\s*(.*?)\.\n", PAGE, re.DOTALL)
    assert told is not None
    assert re.findall(r"`(\w+)`", told.group(1)) == [recognizer.__name__ for recognizer in RECOGNIZERS]


def test_the_limits_are_the_programs() -> None:
    assert f"first {LONGEST:,} characters of a body" in PAGE
    assert f"first {HEAD:,} characters" in PAGE


def test_the_files_named_are_there() -> None:
    places = (ROOT, ROOT / "tests" / "cases", ROOT / "articles" / "pipeline" / "lexicon")
    named = re.findall(r"`([\w./]+(?:\.tsv|\.py|/))`", PAGE)
    assert named
    missing = [name for name in named if not any((place / name).exists() for place in (*places, ROOT / "articles/pipeline/recognize"))]
    assert missing == []
