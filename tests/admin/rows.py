"""Rows for the tests of the admin, written straight into the tables: what the pages must cope with, not what an import would make of it."""

import zlib
from hashlib import sha256
from typing import Any

from django.utils import timezone

from articles.models import Article, Capture, ImportProblem, ImportRun, Meeting, Organization, Person, Reading, Sighting
from articles.store.keeping import counted_by

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202egnp.exe\u200b"
"""Markup, ends of attributes, a change of direction and a character without width."""

CAPTURED = "石渠\n區(qū)委來源\n甲乙丙丁開會。\n版權所有"
BODY = "甲乙丙丁开会。"
"""What is read from CAPTURED: one repair, one warning; the foot and the head are left out."""


def make_run(**fields: Any) -> ImportRun:
    defaults = {"status": ImportRun.Status.DONE, "started_at": timezone.now(), "finished_at": timezone.now(), "reader": "2026.1.1"}
    return ImportRun.objects.create(**{**defaults, **fields})


def make_capture(run: ImportRun, payload: bytes, **fields: Any) -> Capture:
    digest = sha256(payload).hexdigest()
    defaults = {"name": "page.txt", "media_type": "text/plain", "size": len(payload), "compressed": zlib.compress(payload)}
    capture = Capture.objects.create(**{"sha256": digest, "run": run, **defaults, **fields})
    Sighting.objects.create(
        capture=capture, run=run, path=f"{capture.name}:{digest[:8]}", name=capture.name, url=capture.url, media_type="text/plain"
    )
    return capture


def reading_data(body: str, start: int = 0, repairs: Any = (), warnings: Any = ()) -> dict[str, Any]:
    article = {"body": body, "offsets": [[0, start, start + len(body)]]}
    origin = {"encoding": "utf-8", "encoding_why": "strict UTF-8"}
    return {"capture": origin, "article": article, "repairs": list(repairs), "warnings": list(warnings)}


def repair(kind: str, proof: str, before: str, after: str, span: tuple[int, int] | None, capture: tuple[int, int]) -> dict[str, Any]:
    start, end = span or (None, None)
    return {
        "kind": kind,
        "proof": proof,
        "before": before,
        "after": after,
        "rivals": [],
        "start": start,
        "end": end,
        "capture_start": capture[0],
        "capture_end": capture[1],
    }


def warning(kind: str, text: str, span: tuple[int, int] | None, capture: tuple[int, int]) -> dict[str, Any]:
    start, end = span or (None, None)
    return {"kind": kind, "text": text, "start": start, "end": end, "capture_start": capture[0], "capture_end": capture[1]}


def make_article(payload: str, body: str | None = None, data: dict[str, Any] | None = None, **fields: Any) -> Article:
    """An article with its capture, sighting, reading and run; `payload` is the capture's text."""
    run = ImportRun.objects.first() or make_run()
    capture = make_capture(run, payload.encode(), url=fields.get("url", ""), name=fields.pop("name", "page.txt"))
    body = payload if body is None else body
    reading = Reading.objects.create(capture=capture, reader="2026.1.1", data=data or reading_data(body))
    defaults = {"title": "甲乙丙", "published_on": "2024-03-12", "published_precision": "day", "script": "hans", "body": body}
    words = {"source": "", **defaults, **fields}
    defaults |= counted_by(words, reading.data)
    return Article.objects.create(**{"key": capture.sha256[:16], "capture": capture, "reading": reading, **defaults, **fields})


def make_repaired_article() -> Article:
    """An article with a repair and a warning in its body, and page chrome left out of it."""
    start = CAPTURED.index("甲")
    data = reading_data(
        BODY,
        start,
        repairs=[
            repair("traditional_one_by_one", "likely", "開會", "开会", (4, 6), (start + 4, start + 6)),
            repair("page_chrome", "proved", "版權所有", "", None, (start + 8, start + 12)),
        ],
        warnings=[warning("hijacked_name", "乙丙", (1, 3), (start + 1, start + 3))],
    )
    return make_article(CAPTURED, BODY, data, title="石渠")


def make_hostile_article() -> Article:
    """An article whose every word is hostile."""
    data = reading_data(
        HOSTILE, 0, [repair(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (0, 8), (0, 8))], [warning(HOSTILE, HOSTILE, (9, 12), (9, 12))]
    )
    words = dict.fromkeys(["title", "subtitle", "source", "author", "zone", "published_on"], HOSTILE)
    words["published_on"] = HOSTILE[:30]
    return make_article(HOSTILE, HOSTILE, data, section=[HOSTILE], url=f"javascript:alert(3)//{HOSTILE}", name=HOSTILE, **words)


def make_problem(run: ImportRun, number: int, **fields: Any) -> ImportProblem:
    defaults = {"stage": "decode", "kind": "DecodeError", "reason": "no encoding gives text", "cure": "Look at the file."}
    return ImportProblem.objects.create(**{"run": run, "path": f"pages/{number}.txt", "record": number, **defaults, **fields})


def make_some_of_each(number: int) -> None:
    """`number` rows of every noun, in one run."""
    run = make_run(problems=number)
    known = Article.objects.count()
    for index in range(known, known + number):
        make_article(f"{index} 甲乙丙丁。", address=f"http://news.example/{index % 2}", source=f"报{index}")
        make_problem(make_run(problems=1), index)
        Person.objects.create(key=f"person{index}", name=f"甲{index}")
        Organization.objects.create(key=f"body{index}", name=f"乙{index}")
        Meeting.objects.create(key=f"meeting{index}", name=f"丙{index}")
    for index in range(number):
        make_problem(run, index)
