"""The review queue with many waiting words: next item and answer, server time: python -m tests.measure.review [--words 50000]

Fills a database of its own (of the kind that NEWSDB_DATABASE_URL names) through an import of invented
pages; prints milliseconds at the median and the 95th percentile, and for answers the ratio to the time one page of the import took.
"""

import argparse
import itertools
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.measure.scratch import scratch_database  # sets Django up, so it comes before all that needs it

# isort: split
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment

from articles.models import Witness
from tests.store import told as told_pages
from tests.store.told import Told


def pages(number: int) -> list[Told]:
    """Invented pages: some people are named often, most a few times."""
    surnames, given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "砚舟望舒连山立言归云鹤松柏青川远"
    filler = "会议听取了有关情况的汇报，研究了下一阶段的重点工作，对项目建设、企业服务和安全生产作出安排。" * 12
    found = []
    for number_of_page in range(number):
        host, guest = (
            surnames[at % 16] + given[at // 16 % 16] + given[at // 256 % 16]
            for at in (number_of_page % (number // 25 + 1), 1000 + number_of_page % (number // 3 + 1))
        )
        seat, town = number_of_page % (number // 25 + 1), number_of_page % (number // 40 + 1)
        body, other = (f"{kind}{given[at % 16]}{given[at // 16 % 16]}" for kind, at in (("丁", seat), ("戊", town)))
        body, other = f"{body}区委", f"{other}区政府"
        words = f"要把第{number_of_page}号工作抓到实处"
        event = f"第{number_of_page}次招商座谈会"
        text = f"{body}召开{event}。{body}书记{host}主持，{other}副区长{guest}出席。{host}指出，{words}。{number_of_page}。{filler}"
        day = f"20{10 + number_of_page % 14}-0{1 + number_of_page % 9}-1{number_of_page % 9}"
        persons: dict[str, Sequence[tuple[str, str]]] = {host: [(body, "书记")], guest: [(other, "副区长")]}
        meeting = (event, [(host, "host"), (guest, "attendee")])
        found.append(Told(text, f"http://a.example.cn/{number_of_page}.html", day, persons, meeting, [(host, words)]))
    return found


def fill(words: int) -> float:
    """Import until so many words wait; gives seconds a page."""

    wanted = pages(words // 10 + 1)
    plainly, number = told_pages.reading_of, itertools.count()

    def spread(*page: Any) -> dict[str, Any]:
        """The invented reader is always as sure; one of real pages is not."""
        reading = plainly(*page)
        for fact in facts_in(reading):
            fact["confidence"] = round(0.4 + 0.6 * (next(number) * 7919 % 1000) / 1000, 3)
        return reading

    started = time.perf_counter()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(told_pages, "reading_of", spread)
        told_pages.keep(wanted, patch)
    spent = time.perf_counter() - started
    return spent / len(wanted)


def facts_in(reading: Any) -> Iterator[dict[str, Any]]:
    parts = reading.values() if isinstance(reading, dict) else reading if isinstance(reading, list) else ()
    for part in parts:
        yield from facts_in(part)
    if isinstance(reading, dict) and "confidence" in reading:
        yield reading


def told(name: str, times: list[float], more: str = "") -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(
        f"{name:44}{len(times):6}{1000 * statistics.median(ordered):10.1f}{1000 * p95:10.1f}{1000 * ordered[-1]:10.1f}  {more}", flush=True
    )


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = action()
    return time.perf_counter() - started, result


def measure(rounds: int, page_seconds: float) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("chief"))
    review = "/admin/articles/witness/review/"
    print(f"{Witness.objects.filter(status='unreviewed').count()} words wait, an import of one page took {1000 * page_seconds:.0f} ms")
    print(f"{'milliseconds':44}{'n':>6}{'median':>10}{'p95':>10}{'most':>10}")
    told("first page", [timed(lambda: client.get(review))[0] for _ in range(rounds // 4 + 1)])
    queries: list[tuple[str, dict[str, str]]] = [("next item", {}), ("next item, of a kind", {"kind": "post"})]
    queries += [("next item, of a place and dates", {"place": "3205", "since": "2015"}), ("next item, of a person", {"person": "赵砚砚"})]
    for name, query in queries:
        after, times = "", []
        for _ in range(rounds):
            spent, response = timed(partial(client.get, f"{review}next/", {**query, "after": after}))
            times.append(spent)
            place = re.search(r'data-place="([^"]*)"', response.content.decode())
            after = place[1] if place else ""
        told(name, times)
    for kind in ("person", "organization", "meeting", "post", "attendance", "statement"):
        answer_times(client, review, kind, rounds, page_seconds)


def answer_times(client: Any, review: str, kind: str, rounds: int, page_seconds: float) -> None:
    """Each way of answering in turn, on items of one kind; then all taken back."""
    spent: dict[str, list[float]] = {"accept": [], "reject": [], "correct": []}
    settled = 0
    for number in range(rounds):
        answer = tuple(spent)[number % len(spent)]
        sent = form_of(client.get(f"{review}next/", {"kind": kind, "after": "1~0~1~0"}).content.decode()) | {"answer": answer}
        changed = next(name for name in sent if name.startswith("was-"))
        sent[changed.replace("was-", "value-")] = f"某某{number}"
        seconds, response = timed(partial(client.post, f"{review}answer/", sent, headers={"accept": "application/json"}))
        assert response.status_code == 200, response.content
        spent[answer].append(seconds)
        settled += len(sent["word"])
    for answer, times in spent.items():
        ratio = statistics.median(times) / page_seconds
        told(f"{kind}: {answer}", times, f"{settled / rounds:.1f} words each, {ratio:.1f} x an imported page")
    told(f"{kind}: taken back", [timed(lambda: client.post(f"{review}undo/"))[0] for _ in range(rounds)])


def form_of(text: str) -> dict[str, Any]:
    """What the item's form would send."""
    hidden: dict[str, Any] = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    hidden |= {name.replace("was-", "value-"): value for name, value in hidden.items()}
    return hidden | {"word": re.findall(r'name="word" value="([^"]+)"', text)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=50_000, help="words that wait (default 50000)")
    parser.add_argument("--rounds", type=int, default=60, help="times each thing is done (default 60)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsdb-review-") as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "measure.sqlite3")  # in memory it would be flattered
        setup_test_environment()
        with scratch_database():
            measure(options.rounds, fill(options.words))


if __name__ == "__main__":
    main()
