"""Pages whose readings are written by hand: what stands in them is told beside them, every span looked for in the body."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, ImportProblem, ImportRun, Reading, Sighting, Witness
from articles.pipeline.records import Capture as CaptureRecord
from articles.pipeline.records import Found
from articles.store import importing, workers
from articles.store.reading import READER, Outcome
from articles.store.runs import Progress
from articles.store.wordings import take_fingerprint
from tests.store.rows import page

SURE = {"confidence": 0.9, "rule": "told", "why": {"zh": "文中写明", "en": "the page says so"}}
DEPENDENT: list[Any] = [Witness, Article, Reading, Sighting, ImportProblem]
"""What has to be deleted before what it refers to."""
PLACES = [{"name": "丁戊区", "code": "320599", "why": "told"}]


@dataclass(frozen=True)
class Told:
    """`persons`: each with their posts (body, title); `meeting`: its name with each person's role; `said`: speaker and words."""

    body: str
    url: str
    at: str
    persons: dict[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    meeting: tuple[str, Sequence[tuple[str, str]]] | None = None
    said: Sequence[tuple[str, str]] = ()
    title: str = "要闻"

    @property
    def found(self) -> Found:
        return page(self.body, self.url, self.at)


def place(body: str, words: str) -> dict[str, int]:
    start = body.index(words)
    return {"start": start, "end": start + len(words)}


def reading_of(told: Told, capture: CaptureRecord) -> dict[str, Any]:
    body = told.body
    persons = []
    for name, posts in told.persons.items():
        at = place(body, name)
        entries = [
            {"title": title, "organization": of, "organization_as_written": of, "former": False, **place(body, title), **SURE}
            for of, title in posts
        ]
        person = {"name": name, "role": "in_event", "collective_label": None, "mentions": [[at["start"], at["end"]]], "posts": entries}
        persons.append(person | SURE)
    bodies = {of: place(body, of) for posts in told.persons.values() for of, _title in posts}
    organizations = [
        {"name": of, "as_written": [of], "kind": "party", "mentions": [[at["start"], at["end"]]], **SURE} for of, at in bodies.items()
    ]
    meetings = []
    if told.meeting is not None:
        name, roles = told.meeting
        attendance = [
            {"person": person, "role": role, "order": order, **place(body, person), **SURE}
            for order, (person, role) in enumerate(roles, start=1)
        ]
        meetings.append(
            {"name": name, "kind": "meeting", "date": told.at[:10], "place": None, "attendance": attendance, **place(body, name), **SURE}
        )
    statements = [
        {"speaker": speaker, "verb": "指出", "text": words, "quoted": False, "topics": [], **place(body, words), **SURE}
        for speaker, words in told.said
    ]
    article = dict.fromkeys(("subtitle", "source", "author", "zone")) | {"title": told.title, "published_on": told.at[:10], "body": body}
    article |= {"section": [], "url": capture.url, "script": "hans", "offsets": [[0, 0, len(body)]]}
    origin = {"name": capture.name, "url": capture.url, "sha256": capture.sha256, "captured_at": capture.captured_at}
    facts = {"persons": persons, "organizations": organizations, "meetings": meetings, "statements": statements}
    return {
        "capture": origin,
        "reader": READER,
        "verdict": "news",
        "article": article,
        "localities": PLACES,
        "repairs": [],
        "warnings": [],
    } | facts


def keep(pages: Iterable[Told], monkeypatch: Any) -> ImportRun:
    """Import these pages, as they are told."""
    ordered = list(pages)
    by_body = {told.body: told for told in ordered}

    def read(capture: CaptureRecord) -> Outcome:
        told = by_body[capture.payload.decode()]
        return Outcome(json.loads(json.dumps(reading_of(told, capture))), take_fingerprint(told.body))

    monkeypatch.setattr(importing, "Readers", lambda jobs: workers.Readers(jobs, read))
    run = importing.begin_run(ImportRun.Kind.IMPORT, 1)
    importing.keep_all(run, [told.found for told in ordered], Progress(), lambda progress: None)
    assert not run.problems, list(run.problem_set.values_list("reason", flat=True))
    return run


def forget_everything() -> None:
    """Empty the database, so that something else can be brought into it."""
    for model in (*DEPENDENT, *apps.get_app_config("articles").get_models()):
        model._default_manager.all().delete()


def queries(action: Any) -> int:
    """How many queries the action makes."""
    with CaptureQueriesContext(connection) as asked:
        action()
    return len(asked)


TOWN, ZONE = "丁戊区委", "丁戊区政协"
WORLD: tuple[Told, ...] = (
    Told(
        "3月1日，丁戊区委召开招商座谈会。丁戊区委书记柳望舒主持会议，丁戊区委副书记祁连山出席。柳望舒指出，要把招商工作抓到实处。",
        "http://a.example.cn/1.html",
        "2024-03-01",
        {"柳望舒": [(TOWN, "书记")], "祁连山": [(TOWN, "副书记")]},
        ("招商座谈会", [("柳望舒", "host"), ("祁连山", "attendee")]),
        [("柳望舒", "要把招商工作抓到实处")],
    ),
    Told(
        "昨天，丁戊区委书记柳望舒到企业调研，察看项目进展。他走进车间同工人交谈，了解生产情况，并对下一步工作提出要求。",
        "http://a.example.cn/2.html",
        "2024-05-01",
        {"柳望舒": [(TOWN, "书记")]},
    ),
    Told(
        "丁戊区政协主席柳望书介绍园区情况。园区去年引进企业多家，产值稳步增长，今年还将继续扩大规模，完善配套。",
        "http://b.example.cn/3.html",
        "2024-06-01",
        {"柳望书": [(ZONE, "主席")]},
    ),
    Told(
        "丁戊区政协主席柳望书陪同考察，丁戊区委副书记祁连山参加安全生产推进会。祁连山指出，安全生产一刻也不能放松。",
        "http://b.example.cn/4.html",
        "2024-07-01",
        {"柳望书": [(ZONE, "主席")], "祁连山": [(TOWN, "副书记")]},
        ("安全生产推进会", [("祁连山", "speaker")]),
        [("祁连山", "安全生产一刻也不能放松")],
    ),
)
"""Invented: 柳望舒 and 柳望书 are one person misprinted, or two."""
