"""Pages for the tests of the store, and all rows of the database in a form that can be compared."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from articles.models import (
    Article,
    Capture,
    ImportProblem,
    ImportRun,
    Likeness,
    Meeting,
    Organization,
    Person,
    Reading,
    Wording,
    WordingBand,
)
from articles.pipeline.records import Capture as CaptureRecord
from articles.pipeline.records import Found, MediaType
from articles.store.reading import READER, Outcome
from articles.store.wordings import take_fingerprint

Keep = Callable[[Iterable[Found]], ImportRun]

KEPT: list[Any] = [Capture, Reading, Article, Wording, WordingBand, Likeness, ImportProblem, Person, Organization, Meeting]
"""Every table but those of runs and sightings."""


def as_they_are() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but runs and sightings, row numbers and all."""
    return {model.__name__: [plain(row) for row in model.objects.order_by("pk").values()] for model in KEPT}


def by_content() -> dict[str, list[Any]]:
    """The same without row numbers: what must not depend on the order of import."""
    sha = dict(Wording.objects.values_list("pk", "sha256"))
    return {
        "captures": [plain(row) for row in Capture.objects.order_by("sha256").values(*names(Capture, "id", "run"))],
        "readings": [plain(row) for row in Reading.objects.order_by("capture__sha256", "reader").values(*names(Reading, "id", "capture"))],
        "articles": [
            plain(row)
            for row in Article.objects.order_by("key").values(
                *names(Article, "id", "capture", "reading", "wording", "repost_of"), "wording__sha256", "repost_of__key", "reading__reader"
            )
        ],
        "wordings": [plain(row) for row in Wording.objects.order_by("sha256").values(*names(Wording, "id"))],
        "bands": sorted((number, sha[wording]) for number, wording in WordingBand.objects.values_list("number", "wording_id")),
        "likenesses": sorted(Likeness.objects.values_list("one__sha256", "other__sha256", "estimated", "exact", "threshold")),
    }


def names(model: Any, *but: str) -> list[str]:
    return [field.name for field in model._meta.fields if field.name not in but]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}


def page(text: str, url: str | None = None, captured_at: str | None = None, name: str = "page", path: str = "") -> Found:
    """An item; its path tells of its address and time, unless one is given."""
    return Found(
        path or f"{name} {url} {captured_at}.txt", None, CaptureRecord(name, text.encode(), MediaType.TEXT, url, captured_at, "utf-8")
    )


def read_plainly(capture: CaptureRecord) -> Outcome:
    """A reader for tests of the store: the payload is the body, but for a first line `date: …`."""
    text = capture.payload.decode()
    head, _, rest = text.partition("\n")
    date, body = (head.removeprefix("date: "), rest) if head.startswith("date: ") else (None, text)
    article = {
        "title": body[:10] or None,
        "subtitle": None,
        "published_on": date,
        "source": None,
        "author": None,
        "section": [],
        "zone": None,
        "url": capture.url,
        "script": "hans",
        "body": body,
        "offsets": [[0, len(text) - len(body), len(text)]],
    }
    origin = {"name": capture.name, "url": capture.url, "sha256": capture.sha256, "captured_at": capture.captured_at}
    data: dict[str, Any] = {"capture": origin, "reader": READER, "verdict": None, "article": article, "localities": []}
    return Outcome(json.loads(json.dumps(data)), take_fingerprint(body))
