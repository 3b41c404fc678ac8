"""How long exports take and how much memory: a scratch database of generated articles, dumped in each format, each in a process of its own.

    python -m tests.measure.dumping --articles 100000 [--formats jsonl csv …]

Rows are written directly, as an import would leave them; nothing is read or settled. Peak memory is the process's own (ru_maxrss).
"""

import argparse
import hashlib
import os
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tests.measure.scratch import scratch_database  # isort: skip
from django.db import connection, connections
from django.utils import timezone

from articles.models import (
    Article,
    Attendance,
    Capture,
    ImportRun,
    Meeting,
    Organization,
    Person,
    Post,
    Reading,
    Statement,
    Tenure,
    Witness,
)
from articles.store.exporting import export_dataset
from articles.store.publishing import FORMATS, publish
from tests.measure.search_corpus import Made, make_articles

PERSONS, BODIES, TITLES, TENURES = 5_000, 1_000, ("书记", "主任", "副主任"), 6_000
AT_ONCE = 500
MOST_MEMORY = 500


def key(kind: str, number: int) -> str:
    return hashlib.sha256(f"{kind} {number}".encode()).hexdigest()[:16]


def fill(count: int) -> None:
    run = ImportRun.objects.create(started_at=timezone.now(), reader="measure")
    bulk(Person, (Person(pk=n, key=key("person", n), name=f"某{n}", pinyin=f"mou{n}") for n in range(1, PERSONS + 1)))
    bulk(Organization, (Organization(pk=n, key=key("body", n), name=f"某区{n}局", place_code="320116") for n in range(1, BODIES + 1)))
    posts = ((body, title) for body in range(1, BODIES + 1) for title in TITLES)
    bulk(Post, (Post(pk=n, key=key("post", n), organization_id=body, title=title) for n, (body, title) in enumerate(posts, start=1)))
    bulk(Tenure, (tenure(n) for n in range(1, TENURES + 1)))
    made = enumerate(make_articles(count), start=1)
    while some := list(islice(made, AT_ONCE)):
        bulk(Capture, (capture(n, one, run) for n, one in some))
        bulk(Reading, (reading(n) for n, one in some))
        bulk(Article, (article(n, one) for n, one in some))
        bulk(Meeting, (Meeting(pk=n, key=key("meeting", n), name=f"某会{n}", date=one.day) for n, one in some))
        bulk(Attendance, (attendance(n, who) for n, one in some for who in (0, 1)))
        bulk(Statement, (statement(n, one) for n, one in some))
        bulk(Witness, (word for n, one in some for word in words(n, one)))


def bulk(model: Any, rows: Iterator[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=AT_ONCE)


def holder(n: int) -> int:
    return n % PERSONS + 1


def post_of(n: int) -> int:
    return n % (BODIES * len(TITLES)) + 1


def tenure(n: int) -> Tenure:
    return Tenure(
        pk=n, key=key("tenure", n), person_id=holder(n), post_id=post_of(n), first_seen="2010-01-01", last_seen="2020", confidence=0.9
    )


def sha256_of(n: int) -> str:
    return key("capture", n) + key("rest", n) * 3


def capture(n: int, made: Made, run: ImportRun) -> Capture:
    payload = made.body.encode()
    return Capture(
        pk=n, sha256=sha256_of(n), name=f"{n}.txt", url=f"http://a.example.cn/{n}", media_type="text/plain", size=len(payload),
        compressed=zlib.compress(payload, 1), run=run,
    )  # fmt: skip


def reading(n: int) -> Reading:
    return Reading(pk=n, capture_id=n, reader="measure", verdict="news", data={"warnings": [], "article": {"offsets": []}})


def article(n: int, made: Made) -> Article:
    told = {"title": made.title, "body": made.body, "source": made.source, "url": f"http://a.example.cn/{n}", "verdict": "news"}
    dates = {"published_on": made.day, "published_precision": "day", "first_seen": f"{made.day}T00:00:00+00:00"}
    known = sha256_of(n)[:16]
    return Article(pk=n, key=known, group=known, capture_id=n, reading_id=n, script="hans", **told, **dates)


def attendance(n: int, who: int) -> Attendance:
    pk = 2 * n + who
    return Attendance(pk=pk, key=key("attendance", pk), meeting_id=n, person_id=holder(n + who), role="attendee", confidence=0.9)


def statement(n: int, made: Made) -> Statement:
    return Statement(
        pk=n, key=key("statement", n), person_id=holder(n), meeting_id=n, speaker="某", text=made.body[:60], digest=key("said", n)
    )


def words(n: int, made: Made) -> Iterator[Witness]:
    """Nine words an article, as the five seeds have them and more."""
    seat = n % TENURES + 1
    facts: list[dict[str, Any]] = [
        {"kind": "person", "person_id": holder(n)},
        {"kind": "person", "person_id": holder(n + 1)},
        {"kind": "organization", "organization_id": (post_of(seat) - 1) // len(TITLES) + 1},
        {"kind": "meeting", "meeting_id": n},
        {"kind": "post", "tenure_id": seat, "person_id": holder(seat)},
        {"kind": "person", "person_id": holder(seat)},
        {"kind": "attendance", "attendance_id": 2 * n, "person_id": holder(n), "meeting_id": n},
        {"kind": "attendance", "attendance_id": 2 * n + 1, "person_id": holder(n + 1), "meeting_id": n},
        {"kind": "statement", "statement_id": n, "person_id": holder(n), "meeting_id": n},
    ]
    for number, fact in enumerate(facts):
        start = 5 * number
        yield Witness(
            key=key("witness", 10 * n + number), signature=key("signature", 10 * n + number), article_id=n, start=start, end=start + 4,
            quote=made.body[start : start + 4], names=["某"], values={}, confidence=0.9, **fact,
        )  # fmt: skip


def dump(name: str, folder: Path) -> dict[str, Any]:
    return export_dataset(folder) if name == "jsonl" else publish(folder, name)


def apart(action: Callable[[], Any]) -> tuple[float, int]:
    """Do it in a process of its own; gives seconds and its peak memory in MB."""
    connections.close_all()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            action()
            sys.stdout.flush()
            os._exit(0)
        except BaseException as error:  # noqa: BLE001
            print(f"failed: {error!r}", flush=True)
            os._exit(1)
    _pid, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(1)
    return time.monotonic() - began, usage.ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--formats", nargs="*", default=["jsonl", *FORMATS], choices=["jsonl", *FORMATS])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsdb-dumping-") as folder:
        if connection.vendor == "sqlite":
            # A file: an in-memory database would be this process's alone.
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "scratch.sqlite3")
        with scratch_database():
            seconds, _memory = apart(lambda: fill(options.articles))
            idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{options.articles} articles made in {seconds:.0f} s; a process that does nothing takes {idle} MB", flush=True)
            greatest = 0
            for name in options.formats:
                out = Path(folder) / name
                seconds, memory = apart(partial(dump, name, out))
                size = sum(path.stat().st_size for path in out.iterdir()) / 1e6
                print(f"{name:8} {seconds:7.0f} s  {memory:5} MB peak  {size:8.0f} MB written", flush=True)
                for path in out.iterdir():
                    path.unlink()
                greatest = max(greatest, memory)
            print(f"peak {greatest} MB, wanted: below {MOST_MEMORY} MB")
            if greatest >= MOST_MEMORY:
                sys.exit(1)


if __name__ == "__main__":
    main()
