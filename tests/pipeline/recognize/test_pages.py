"""Whole pages of the trade with what a knowledgeable reader finds in them: tests/cases/pages/*.json, read with the whole pipeline.

    persons        name: its posts, "body title" or "body title former"; body|body and title|title are all right, - is no body
    meetings       name (or names), date, host, speakers, attendees; the optional_… are neither wanted nor wrong
    statements     "speaker verb first words"
    article        title, published_on, source, body_first; a list gives values that are all right
    verdict        "not news": neither persons nor events; "any": no events
    byline, any_posts, optional_posts     persons and posts that are neither wanted nor wrong
    fails          why the page is not read right yet

All persons, companies and universities are invented. The expectations were written before the pages were read.
"""

import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from articles.pipeline.records import Capture
from articles.pipeline.resolve.claims import title_alone
from articles.pipeline.run import as_json, read_capture

PAGES = sorted((Path(__file__).parents[2] / "cases" / "pages").glob("*.json"))
SPEAKING = ("speaker", "reader")
AWAY = ("absent", "remote")


def load(path: Path) -> Any:
    page = json.loads(path.read_text(encoding="utf-8"))
    marks = [pytest.mark.xfail(strict=True, reason=page["fails"])] if "fails" in page else []
    return pytest.param(page, id=path.stem, marks=marks)


def read(page: dict[str, Any]) -> dict[str, Any]:
    return as_json(read_capture(Capture("page.txt", "\n".join(page["text"]).encode(), url=page["url"], charset="utf-8")))


def differences(page: dict[str, Any], reading: dict[str, Any]) -> list[str]:
    """What the reading misses (-), and what it has too much (+)."""
    return [
        *_in_article(page["article"], reading["article"]),
        *_in_persons(page, reading["persons"]),
        *_in_meetings(page["meetings"], reading["meetings"]),
        *_in_statements(page["statements"], reading["statements"]),
        *(
            f"- body {names}"
            for names in page["organizations"]
            if not set(names.split("|")) & {found["name"] for found in reading["organizations"]}
        ),
    ]


def _in_article(wanted: dict[str, Any], article: dict[str, Any]) -> list[str]:
    found = {**article, "body_first": fold(article["body"])}
    wrong = []
    for key, value in wanted.items():
        values = value if isinstance(value, list) else [value]
        right = found[key].startswith(tuple(map(fold, values))) if key == "body_first" else found[key] in values
        wrong += [] if right else [f"- {key} {values}: {found[key]!r}"]
    return wrong


def _in_persons(page: dict[str, Any], persons: list[dict[str, Any]]) -> list[str]:
    found = {person["name"]: person["posts"] for person in persons if person["role"] not in ("byline", "slogan")}
    optional = {*page.get("byline", []), *(page["persons"] if page.get("verdict") == "any" else [])}
    wrong = compare("person", set(page["persons"]), set(found), optional)
    for name in found.keys() & page["persons"].keys() - set(page.get("any_posts", [])):
        left = {in_short(post) for post in found[name]}
        for post in page["persons"][name]:
            right = forms(post) & left
            wrong += [] if right else [f"- post {name} {post}"]
            left -= right
        wrong += [f"+ post {name} {post}" for post in left if f"{name} {post}" not in page.get("optional_posts", [])]
    return wrong


def in_short(post: dict[str, Any]) -> str:
    """A reading's post as the cases say it: body, title alone, whether former."""
    body = post["organization"] or ""
    return f"{body or '-'} {title_alone(body, post['title'])}{' former' * post['former']}"


def forms(post: str) -> set[str]:
    """All ways to say a post: "甲|乙 书记|副书记 former" are four."""
    bodies, titles, *former = post.split(" ")
    return {" ".join([body, title, *former]) for body, title in product(bodies.split("|"), titles.split("|"))}


def _in_meetings(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[str]:
    wrong = [] if len(wanted) == len(found) else [f"- {len(wanted)} meetings: {[meeting['name'] for meeting in found]}"]
    for meeting, other in zip(wanted, found, strict=False):
        names = meeting["name"] if isinstance(meeting["name"], list) else [meeting["name"]]
        wrong += [] if any(alike(name, other["name"]) >= 0.4 for name in names) else [f"- meeting {names}: {other['name']}"]
        wrong += [] if meeting["date"] == other["date"] else [f"- date {meeting['date']}: {other['date']}"]
        by_role: dict[str, set[str]] = {}
        for entry in other["attendance"]:
            by_role.setdefault(entry["role"], set()).add(entry["person"])
        away = set().union(*(by_role.get(role, set()) for role in AWAY))
        maybe = set(meeting.get("optional_attendees", []))
        speakers = set().union(*(by_role.get(role, set()) for role in SPEAKING))
        wrong += compare("host", set(meeting["host"]), by_role.get("host", set()), {*maybe, *meeting.get("optional_hosts", [])})
        wrong += compare("speaker", set(meeting["speakers"]), speakers, {*maybe, *meeting.get("optional_speakers", [])})
        wrong += compare("attendee", set(meeting["attendees"]), set().union(*by_role.values()) - away, maybe)
    return wrong


def _in_statements(wanted: list[str], found: list[dict[str, Any]]) -> list[str]:
    said = [f"{statement['speaker']} {statement['verb']} {fold(statement['text'])}" for statement in found]
    starts = [" ".join([*text.split(" ", 2)[:2], fold(text.split(" ", 2)[2])]) for text in wanted]
    missed = [f"- said {start}" for start in starts if not any(text.startswith(start) for text in said)]
    return missed + [f"+ said {text[:30]}" for text in said if not text.startswith(tuple(starts))]


def compare(kind: str, wanted: set[str], found: set[str], optional: set[str]) -> list[str]:
    return [f"- {kind} {name}" for name in sorted(wanted - found - optional)] + [
        f"+ {kind} {name}" for name in sorted(found - wanted - optional)
    ]


def alike(one: str, other: str) -> float:
    """Share of the pairs of characters that two names have in common, 0 to 1."""
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (fold(one), fold(other))]
    return 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1]) or 1)


def fold(text: str) -> str:
    return re.sub(r"[\s“”《》()（）]", "", text)


@pytest.mark.parametrize("page", [load(path) for path in PAGES])
def test_the_page_is_read_as_its_reader_does(page: dict[str, Any]) -> None:
    reading = read(page)
    if "verdict" not in page:
        assert differences(page, reading) == []
    else:
        assert reading["meetings"] == []
        assert page["verdict"] == "any" or reading["persons"] == []


def test_there_are_pages_of_each_kind() -> None:
    verdicts = [json.loads(path.read_text(encoding="utf-8")).get("verdict", "news") for path in PAGES]
    assert verdicts.count("news") >= 30
    assert verdicts.count("not news") >= 8


def test_a_wrong_fact_would_be_noticed() -> None:
    page = json.loads(next(path for path in PAGES if path.stem == "executive_meeting").read_text(encoding="utf-8"))
    reading = read(page)
    assert differences(page, reading) == []
    reading["meetings"][0]["attendance"] = [entry for entry in reading["meetings"][0]["attendance"] if entry["role"] != "host"]
    reading["statements"][0]["speaker"] = "左宗"
    wrong = differences(page, reading)
    assert "- host 曾国荃" in wrong
    assert any(line.startswith("- said 会议 指出") for line in wrong)
