"""Sentences and whole pages of the trade, read with the whole pipeline: tests/cases/trade_sentences.tsv, tests/cases/trade_pages.tsv.

Every case states all persons with their posts and roles, and all statements, in one line:

    王文远(byline)<区领导>[六合区委 书记; - 区长 former]{host speaker}      “王文远 指出 要抓落实。”

A line that begins with ! states what is wanted and not reached. Persons are invented.
"""

from pathlib import Path
from typing import Any

import pytest

from articles.pipeline.records import Capture
from articles.pipeline.run import as_json, read_capture
from tests.pipeline.recognize.test_pages import in_short

CASES = Path(__file__).parents[2] / "cases"
FILES = ("trade_sentences.tsv", "trade_pages.tsv")


def cases(name: str) -> list[Any]:
    rows = []
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, told = line.removeprefix("!").split("\t")
            rows.append(pytest.param(text, told, marks=[pytest.mark.xfail(strict=True)] if line.startswith("!") else []))
    return rows


def tell(reading: dict[str, Any]) -> str:
    """The reading's persons and statements in the form of the cases."""
    roles: dict[str, list[str]] = {}
    for meeting in reading["meetings"]:
        for entry in meeting["attendance"]:
            roles.setdefault(entry["person"], []).append(entry["role"])
    parts = [reading["verdict"]] if reading["verdict"] != "news" else []
    for person in reading["persons"]:
        posts = "; ".join(map(in_short, person["posts"]))
        part = person["name"]
        part += f"({person['role']})" if person["role"] not in ("mentioned", "in_event") else ""
        part += f"<{person['collective_label']}>" if person["collective_label"] else ""
        part += f"[{posts}]" if posts else ""
        part += f"{{{' '.join(dict.fromkeys(roles[person['name']]))}}}" if person["name"] in roles else ""
        parts.append(part)
    parts += [f"“{said['speaker']} {said['verb']} {shorten(said['text'])}”" for said in reading["statements"]]
    return " ".join(parts) or "-"


def shorten(text: str) -> str:
    """The words at both ends; ¶ for a new line."""
    line = text.replace("\n", "¶")
    return line if len(line) <= 14 else f"{line[:8]}…{line[-5:]}"


@pytest.mark.parametrize(("text", "told"), [case for name in FILES for case in cases(name)])
def test_what_the_page_says_comes_out_and_nothing_else(text: str, told: str) -> None:
    assert tell(as_json(read_capture(Capture("x", text.replace("¶", "\n").encode())))) == told


def test_there_are_cases_of_each_kind() -> None:
    assert len(cases("trade_sentences.tsv")) >= 150
    assert len(cases("trade_pages.tsv")) >= 12


def test_a_wrong_fact_would_be_noticed() -> None:
    reading = as_json(read_capture(Capture("x", "六合区召开会议。区委书记王文远讲话。".encode())))
    assert tell(reading) == "王文远[六合区委 书记]{speaker}"
    reading["persons"][0]["posts"][0]["former"] = True
    assert tell(reading) == "王文远[六合区委 书记 former]{speaker}"
