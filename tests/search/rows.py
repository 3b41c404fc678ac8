"""Articles for the tests of search, kept the way an import keeps them, and the plain scan that search is compared with."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from articles.models import Article, ImportRun
from articles.pipeline.records import Capture, Found, MediaType
from articles.search.folding import fold
from articles.search.tree import All, Articles, Dates, Field, Node, Not, Some, Word
from articles.store.keeping import keep_item
from articles.store.reading import READER, Outcome
from articles.store.wordings import take_fingerprint


@dataclass(frozen=True)
class Page:
    """What a page prints. `hijacked`: spans of the body; `places`: the names of its localities."""

    body: str
    title: str = ""
    subtitle: str = ""
    source: str = ""
    date: str = ""
    places: tuple[str, ...] = ()
    hijacked: tuple[tuple[int, int], ...] = ()
    url: str | None = None
    captured_at: str | None = None
    name: str = field(default="page")

    def capture(self) -> Capture:
        payload = json.dumps([self.name, self.title, self.date, self.source, self.body], ensure_ascii=False)
        return Capture(self.name, payload.encode(), MediaType.TEXT, self.url, self.captured_at, "utf-8")


def outcome_of(page: Page) -> Outcome:
    article: dict[str, Any] = {
        "title": page.title or None,
        "subtitle": page.subtitle or None,
        "published_on": page.date or None,
        "source": page.source or None,
        "author": None,
        "section": [],
        "zone": None,
        "url": page.url,
        "script": "hans",
        "body": page.body,
        "offsets": [],
    }
    warnings = [{"kind": "hijacked_name", "start": start, "end": end, "text": page.body[start:end]} for start, end in page.hijacked]
    localities = [{"name": name, "code": "000000"} for name in page.places]
    data: dict[str, Any] = {"reader": READER, "verdict": None, "article": article, "warnings": warnings, "localities": localities}
    data |= {"capture": {"sha256": page.capture().sha256}, "repairs": []}
    return Outcome(json.loads(json.dumps(data)), take_fingerprint(page.body))


def keep(pages: Iterable[Page]) -> list[int]:
    """Keep these pages in one run; gives their articles' ids, in order."""
    run = ImportRun.objects.create(kind=ImportRun.Kind.IMPORT, jobs=1, reader=READER, started_at=timezone.now())
    ids = []
    for number, page in enumerate(pages, start=1):
        capture = page.capture()
        keep_item(run, Found(f"pages.jsonl {number}", number, capture), capture, outcome_of(page))
        ids.append(Article.objects.get(capture__sha256=capture.sha256).pk)
    return ids


def scan(node: Node, pages: dict[int, Page]) -> set[int]:
    """The ids of the pages in which a plain look finds what the tree says."""
    return {pk for pk, page in pages.items() if says(node, pk, page)}


def says(node: Node, pk: int, page: Page) -> bool:
    if isinstance(node, Word):
        texts = {None: [page.title, page.subtitle, page.body], Field.TITLE: [page.title, page.subtitle], Field.SOURCE: [page.source]}
        return any(node.text in fold(text) for text in texts[node.field])
    if isinstance(node, All):
        return all(says(part, pk, page) for part in node.nodes)
    if isinstance(node, Some):
        return any(says(part, pk, page) for part in node.nodes)
    if isinstance(node, Not):
        return not says(node.node, pk, page)
    if isinstance(node, Articles):
        return pk in set(node.ids)
    assert isinstance(node, Dates)
    return node.first <= as_number(page.date) <= node.last


def as_number(date: str) -> int:
    """Year, month, day as the index counts them, worked out in another way: 0 where no year is printed."""
    parts = date.split("/", maxsplit=1)[0].split("-")
    if not parts[0]:
        return 0
    year, month, day = [int(part) for part in [*parts, "0", "0"][:3]]
    return year * 512 + month * 32 + day if month <= 12 and day <= 31 else 0
