"""A person with ten thousand mentions: settled, merged with another, unmerged, and one more article: python -m tests.measure.merging

On the database that NEWSDB_DATABASE_URL names the kind of; on PostgreSQL: python -m tests.postgres -m tests.measure.merging
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from tests.measure.scratch import analyze, scratch_database
from tests.store.generated.filling import fill_pages
from tests.store.generated.pages import Page, Reader, Writer, day, prose
from tests.store.generated.worlds import FIRST_MONTH, Body, Stage

NAME, OTHER = "郗砚舟", "郗望岫"
BODY = Body("相城区委", "区委", "party", ("320507", "320500", "320000"), "相城区")
Given = TypeVar("Given")


def page_about(chance: random.Random, number: int, name: str, title: str) -> Page:
    writer = Writer()
    date = day(chance, FIRST_MONTH + number % 48)
    writer.write(prose(chance, 30) + "。")
    event = writer.meeting(f"相城区第{number}次工作会议", "meeting", date)
    writer.write("召开，")
    writer.attends(event, name, "host", writer.holder(name, Stage(BODY, title, 0, 0)))
    writer.write("主持。")
    item = {"name": f"page-{number}", "head": f"第{number}页\n", "captured_at": f"{date}T00:00:00+00:00"}
    return writer.page(item, f"会议{number}", date, BODY.places)


def pages_about(mentions: int) -> Iterator[Page]:
    chance = random.Random(1)
    for number in range(mentions):
        yield page_about(chance, number, NAME, "书记")
    for number in range(mentions, mentions + mentions // 100):
        yield page_about(chance, number, OTHER, "副书记")


def timed(what: str, work: Callable[[], Given]) -> Given:
    started, cpu = time.perf_counter(), time.process_time()
    given = work()
    print(f"{what:<44} {time.perf_counter() - started:8.2f} s  {time.process_time() - cpu:8.2f} s of this process", flush=True)
    return given


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=10_000, help="mentions of the person (default 10,000)")
    options = parser.parse_args()
    with scratch_database():
        from articles.models import Person
        from articles.store import deciding
        from articles.store.settling import settle
        from tests.store.generated.importing import import_pages

        timed(f"{options.mentions} mentions written", lambda: fill_pages(pages_about(options.mentions)))
        timed("settled", settle)
        analyze()
        one, other = Person.objects.get(name=NAME), Person.objects.get(name=OTHER)
        assert one.articles_count == options.mentions
        merge = timed(f"merged with a person of {other.articles_count} mentions", lambda: deciding.merge([one, other], by="甲"))
        assert Person.objects.count() == 1
        timed("unmerged", lambda: deciding.undo(merge, by="甲"))
        assert Person.objects.count() == 2
        chance = random.Random(2)
        for number in range(3):
            page = page_about(chance, options.mentions * 2 + number, NAME, "书记")
            timed("one more article about the person", lambda page=page: import_pages([page], Reader([page])))  # type: ignore[misc]
        assert Person.objects.get(name=NAME).articles_count == options.mentions + 3


if __name__ == "__main__":
    main()
