"""The review queue with many waiting words, server time: python -m tests.measure.review [--words 50000]

Fills a database of its own (of the kind that NEWSDB_DATABASE_URL names) with invented pages (tests.measure.review_pages), then works
through the queue as a curator. Prints milliseconds by the clock (median, 95th percentile, most), those of this process, and queries. On
PostgreSQL: python -m tests.postgres -m tests.measure.review
"""

import argparse
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.measure.scratch import scratch_database  # sets Django up, so it comes before all that needs it

# isort: split
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment

from articles.models import Tenure, Witness
from tests.measure.review_pages import APART, COPIES, LARGE_HOST, OF_A_KIND, fill, name_of, shape

REVIEW = "/admin/articles/witness/review/"
KINDS = ("person", "organization", "meeting", "post", "attendance", "statement")
FILTERS: dict[str, dict[str, str]] = {
    "none": {},
    "kind": {"kind": "post"},
    "kind, rare among the first": {"kind": "organization"},
    "source": {"source": "报7"},
    "place": {"place": "3205"},
    "place, dates": {"place": "32050", "since": "2015-03", "until": "2016"},
    "dates": {"since": "2015", "until": "2015"},
    "person": {"person": name_of(17)},
    "person, large": {"person": LARGE_HOST},
    "body": {"organization": "丁望"},
    "confidence": {"least": "0.9"},
    "namesakes": {"kind": "namesakes"},
    "two holders": {"kind": "two_holders"},
}


@dataclass
class Clock:
    """What was measured of one thing, in seconds."""

    wall: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)

    def add(self, *others: "Clock") -> None:
        self.wall.append(sum(other.wall[-1] for other in others))
        self.own.append(sum(other.own[-1] for other in others))
        self.queries.append(sum(other.queries[-1] for other in others))


def timed(clock: Clock, action: Callable[[], Any]) -> Any:
    asked: Counter[str] = Counter()

    def count(execute: Any, *args: Any) -> Any:
        asked["queries"] += 1
        return execute(*args)

    with connection.execute_wrapper(count):
        started, cpu = time.perf_counter(), time.process_time()
        result = action()
        clock.wall.append(time.perf_counter() - started)
        clock.own.append(time.process_time() - cpu)
    clock.queries.append(asked["queries"])
    return result


def told(name: str, clock: Clock, more: str = "") -> None:
    if not clock.wall:
        print(f"{name:44}     0  nothing to measure  {more}", flush=True)
        return
    wall = [1000 * at_share(clock.wall, share) for share in (0.5, 0.95, 1)]
    own = [1000 * at_share(clock.own, share) for share in (0.5, 0.95)]
    numbers = "".join(f"{number:9.1f}" for number in (*wall, *own))
    print(f"{name:44}{len(clock.wall):6}{numbers}{statistics.median(clock.queries):8.0f}{max(clock.queries):6}  {more}", flush=True)


def at_share(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def measure(rounds: int) -> None:
    user = User.objects.create_user("measure", is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.get(f"{REVIEW}next/")
    print(f"{'milliseconds':44}{'n':>6}{'median':>9}{'p95':>9}{'most':>9}{'own':>9}{'own p95':>9}{'queries':>8}{'most':>6}")
    first = Clock()
    for _ in range(rounds // 4 + 1):
        timed(first, partial(client.get, REVIEW))
    told("first page", first)
    for name, query in FILTERS.items():
        walk(client, name, query, rounds)
    for kind in KINDS:
        answers(client, kind, {"kind": kind, "after": "1~0~1~0"}, rounds)
    for kind in ("person", "post", "attendance", "statement"):
        answers(client, f"{kind}, large", {"kind": kind, "person": LARGE_HOST, "after": "1~0~1~0"}, rounds)
    grouped(client, rounds)
    judge(client, rounds)


def walk(client: Any, name: str, query: dict[str, str], rounds: int) -> None:
    """One item after the other, none answered."""
    after, clock = "", Clock()
    for _ in range(rounds):
        response = timed(clock, partial(client.get, f"{REVIEW}next/", {**query, "after": after}))
        place = re.search(r'data-place="([^"]*)"', response.content.decode())
        if place is None:
            break
        after = place[1]
    told(f"next item: {name}", clock)


def answers(client: Any, name: str, query: dict[str, str], rounds: int) -> None:
    """Each way of answering in turn, on items of one kind, each time with the next item after it; then all taken back."""
    clocks = {answer: Clock() for answer in ("accept", "reject", "correct")}
    settled, given = 0, 0
    page = client.get(f"{REVIEW}next/", query).content.decode()
    for number in range(3 * rounds):
        answer = tuple(clocks)[number % 3]
        sent = form_of(page) | {"answer": answer}
        if not sent["word"] or sent["word"][0][0] in COPIES:  # all that the program settled itself are answered
            break
        changed = next(name for name in sent if name.startswith("was-"))
        sent[changed.replace("was-", "value-")] = f"某某{number}"
        page = answered(client, clocks[answer], sent, query)
        settled += len(sent["word"])
        given += 1
    for answer, clock in clocks.items():
        told(f"{name}: {answer}, next item", clock, f"{settled / max(1, given):.1f} words each")
    taken_back(client, name, query, given)


def grouped(client: Any, rounds: int) -> None:
    """Answers that settle many words of one tenure together, asked for by name."""
    rows = Tenure.objects.raw(
        "SELECT tenure_id AS id FROM articles_witness WHERE kind = 'post' AND status = 'unreviewed' AND tenure_id < %s"
        " GROUP BY tenure_id HAVING COUNT(*) BETWEEN %s AND %s ORDER BY tenure_id LIMIT %s",
        [APART, OF_A_KIND - 3, OF_A_KIND + 1, 3 * rounds],
    )
    clocks = {answer: Clock() for answer in ("accept", "reject", "correct")}
    items = [f"post:{row.pk}" for row in rows]
    settled = 0
    for number, item in enumerate(items):
        answer = tuple(clocks)[number % 3]
        sent = form_of(client.get(f"{REVIEW}next/", {"item": item}).content.decode()) | {"answer": answer}
        if sent.get("item") != item:
            continue
        sent["value-title"] = f"某某{number}"
        settled += len(sent["word"])
        answered(client, clocks[answer], sent, {})
    for answer, clock in clocks.items():
        told(f"many of a kind: {answer}, next item", clock, f"{settled / max(1, len(items)):.1f} words each")
    taken_back(client, "many of a kind", {}, len(items))


def judge(client: Any, rounds: int) -> None:
    """Namesakes, and seats held by two."""
    clocks = {answer: Clock() for answer in ("same", "different", "stand")}
    query, given = {"kind": "namesakes"}, 0
    page = client.get(f"{REVIEW}next/", query).content.decode()
    for number in range(3 * rounds):
        answer = tuple(clocks)[number % 3]
        sent = form_of(page) | {"answer": answer}
        if not sent.get("item", "").startswith("finding:"):
            break
        page = answered(client, clocks[answer], sent, query)
        given += 1
    for answer, clock in clocks.items():
        told(f"namesakes: {answer}, next item", clock)
    taken_back(client, "namesakes", query, given)


def answered(client: Any, clock: Clock, sent: dict[str, Any], query: dict[str, str]) -> str:
    """The answer sent, and the next item asked for, as the page's script does; gives the next item."""
    parts = Clock(), Clock()
    response = timed(parts[0], partial(client.post, f"{REVIEW}answer/", sent, headers={"accept": "application/json"}))
    assert response.status_code == 200, (sent, response.content.decode())
    onward = {**query, "after": sent["place"]}
    page = timed(parts[1], partial(client.get, f"{REVIEW}next/", onward)).content.decode()
    clock.add(*parts)
    return str(page)


def taken_back(client: Any, name: str, query: dict[str, str], number: int) -> None:
    clock = Clock()
    for _ in range(number):
        parts = Clock(), Clock()
        answer = timed(parts[0], partial(client.post, f"{REVIEW}undo/", headers={"accept": "application/json"}))
        assert answer.status_code == 200, answer.content
        timed(parts[1], partial(client.get, f"{REVIEW}next/", {**query, "item": answer.json().get("item", "")}))
        clock.add(*parts)
    told(f"{name}: taken back, the item again", clock)


def form_of(text: str) -> dict[str, Any]:
    """What the item's form would send."""
    hidden: dict[str, Any] = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    hidden |= {name.replace("was-", "value-"): value for name, value in hidden.items() if name.startswith("was-")}
    return hidden | {"word": re.findall(r'name="word" value="([^"]+)"', text)}


def filled(words: int) -> Iterator[None]:
    """A database of its own with so many words waiting, for as long as it is looked at."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="newsdb-review-"))
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "measure.sqlite3")  # in memory it would be flattered
        setup_test_environment()
        stack.enter_context(scratch_database())
        written, settled, copied = fill(words)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"written in {written:.0f} s, settled in {settled:.0f} s, copied in {copied:.0f} s: {shape()}", flush=True)
        assert Witness.objects.filter(status=Witness.Status.UNREVIEWED).count() >= words
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=50_000, help="words that wait (default 50000)")
    parser.add_argument("--rounds", type=int, default=40, help="times each thing is done (default 40)")
    options = parser.parse_args()
    for _ in filled(options.words):
        measure(options.rounds)


if __name__ == "__main__":
    main()
