"""How long the lists of the admin take with many rows, and choosing a name while typing: python -m tests.measure.lists

Fills a database of its own, in the engine that NEWSDB_DATABASE_URL names (SQLite in a temporary folder where it is not set): for
PostgreSQL, python -m tests.postgres -m tests.measure.lists.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "望舒连山清和子墨秋实云帆海平志远思齐文博"
LISTS = (
    "person/",
    "person/?o=1",
    "person/?q=李",
    "person/?q=lw",
    "person/?articles=20",
    "person/?year=2021",
    "person/?doubts=yes",
    "person/choose/?term=zhaow",
    "person/choose/?term=赵望",
    "organization/",
    "organization/?q=dw",
    "organization/?place=3205",
    "meeting/",
    "meeting/?year=2021",
    "meeting/?q=教育",
    "post/",
    "post/?q=局长",
    "tenure/",
    "tenure/?q=李",
    "tenure/?year=2019",
    "tenure/?accepted__exact=0",
    "attendance/",
    "attendance/?q=李",
    "attendance/?role=host",
    "attendance/?o=1",
    "attendance/?o=2",
    "statement/",
    "statement/?q=工作",
    "statement/?accepted__exact=1",
    "witness/?all=1",
    "witness/?kind__exact=post",
    "witness/?status__exact=accepted",
    "witness/?withheld__exact=1",
    "witness/?kind__exact=person&o=4",
    "finding/",
    "article/",
    "article/?which=all",
    "article/?which=all&o=1",
    "article/?year=2021",
    "article/?warning=any",
    "article/?source=报7",
    "article/?script__exact=hans",
    "article/?verdict__exact=news",
    "article/?q=工作",
    "article/?q=无处可寻",
    "article/?p=500",
    "capture/",
    "capture/?q=无处可寻",
    "capture/?media_type=text/plain",
    "reading/",
    "sighting/",
    "decision/",
    "decision/?kind__exact=accept",
    "decision/?who=u1",
    "decision/?when=year",
    "decision/?q=u3",
)


def name_of(number: int) -> str:
    one, number = number % len(SURNAMES), number // len(SURNAMES)
    two, three = number % len(GIVEN), number // len(GIVEN) % len(GIVEN)
    return SURNAMES[one] + GIVEN[two] + GIVEN[three]


def fill(rows: int) -> None:
    from articles.models import Attendance, Meeting, Organization, Person, Post, Statement, Tenure
    from articles.pipeline.spelling import spell

    spelled: dict[str, tuple[str, str]] = {}

    def letters(name: str) -> dict[str, str]:
        pinyin, initials = spelled.setdefault(name, spell(name))
        return {"pinyin": pinyin, "initials": initials}

    def person(number: int) -> Person:
        name, first = name_of(number), 2015 + number % 8
        seen = {"first_seen": f"{first}-01-02", "last_seen": f"{first + 2}-03", "articles_count": number % 30}
        return Person(key=f"{number:016x}", name=name, **seen, **letters(name))

    def body(number: int) -> Organization:
        name = f"丁戊区{name_of(number)[1:]}局"
        return Organization(
            key=f"{number:016x}", name=name, place_code=f"{320000 + number % 600}", articles_count=number % 9, **letters(name)
        )

    def meeting(number: int) -> Meeting:
        name = f"{name_of(number)[1:]}工作会议"
        return Meeting(key=f"{number:016x}", name=name, date=f"20{10 + number % 15}-0{1 + number % 9}", **letters(name))

    every = range(rows)
    for model, make in ((Person, person), (Organization, body), (Meeting, meeting)):
        manager: Any = model._default_manager
        manager.bulk_create((make(number) for number in every), batch_size=500)
    people, bodies, meetings = (keys_of(model) for model in (Person, Organization, Meeting))
    Post.objects.bulk_create([Post(key=f"{n:016x}", organization_id=bodies[n], title="局长") for n in every], batch_size=500)
    posts = keys_of(Post)
    seen = [{"first_seen": f"{2015 + n % 8}-01-02", "last_seen": f"{2017 + n % 8}-03"} for n in range(8)]
    Tenure.objects.bulk_create(
        [Tenure(key=f"{n:016x}", person_id=people[n], post_id=posts[n], **seen[n % 8]) for n in every], batch_size=500
    )
    attendances = (Attendance(key=f"{n:016x}", person_id=people[n], meeting_id=meetings[n], role="host") for n in every)
    Attendance.objects.bulk_create(attendances, batch_size=500)
    said = (
        Statement(key=f"{n:016x}", person_id=people[n], meeting_id=meetings[n], speaker=name_of(n), verb="指出", text=f"抓好第{n}项工作")
        for n in every
    )
    Statement.objects.bulk_create(said, batch_size=500)
    fill_articles(rows, people, keys_of(Tenure))
    fill_decisions(rows)


def keys_of(model: Any) -> list[int]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True))


def fill_articles(rows: int, people: list[int], tenures: list[int]) -> None:
    """Captures, sightings, readings and articles, and a witness of each; every thousandth article is withheld by somebody."""
    from articles.models import Article, Capture, Reading, Sighting, Witness
    from articles.models.import_run import ImportRun
    from articles.store.importing import begin_run

    body, at_once = "丁戊区召开产业发展工作会议，部署全年工作。" * 40, 2000
    run = begin_run(ImportRun.Kind.IMPORT, 1)
    for first in range(0, rows, at_once):
        some = range(first, min(first + at_once, rows))
        captures = Capture.objects.bulk_create(
            Capture(sha256=f"{n:064x}", run=run, size=1, compressed=b"", media_type="text/plain", name=f"{n}.txt", url=address_of(n))
            for n in some
        )
        Sighting.objects.bulk_create(
            Sighting(capture=one, run=run, path="all.jsonl", record=n, address=address_of(n), url=address_of(n))
            for n, one in zip(some, captures, strict=True)
        )
        data = {"article": {"title": "要闻"}, "warnings": [], "repairs": [], "persons": [{"name": name_of(first)}] * 10}
        readings = Reading.objects.bulk_create(Reading(capture=one, reader="1", verdict="news", data=data) for one in captures)
        articles = Article.objects.bulk_create(
            Article(
                key=f"{n:016x}",
                capture=one,
                reading=reading,
                script="hans",
                body=f"{n}{body}",
                title=f"要闻{n}",
                source=f"报{n % 300}",
                outlet=f"报{n % 300}",
                address=address_of(n),
                shown=n % 3 > 0,
                verdict="news",
                published_on=f"20{10 + n % 15}-{1 + n % 12:02}-01",
                month=f"20{10 + n % 15}-{1 + n % 12:02}",
                warning_kinds=",lost_character," if n % 10 == 0 else "",
                group=f"{n:016x}",
            )
            for n, one, reading in zip(some, captures, readings, strict=True)
        )
        words = []
        for n, article in zip(some, articles, strict=True):
            kind, status = (("post", "unreviewed"), ("person", "unreviewed"), ("post", "accepted"))[n % 3]
            names, values = [name_of(n)], {"person": name_of(n), "organization": "丁戊区局", "title": "局长", "name": name_of(n)}
            told = {
                "key": f"{n:016x}",
                "kind": kind,
                "status": status,
                "names": names,
                "values": values,
                "quote": "会议",
                "start": 9,
                "end": 11,
            }
            rows_of = {"person_id": people[n], "tenure_id": tenures[n] if kind == "post" else None}
            words.append(
                Witness(article=article, confidence=n % 100 / 100, doubt=1 - n % 100 / 100, withheld=n % 997 == 0, **told, **rows_of)
            )
        Witness.objects.bulk_create(words, batch_size=500)


def address_of(number: int) -> str:
    return f"http://a.example.cn/{number}.html"


def fill_decisions(rows: int) -> None:
    """Accepted words, and some that are withheld, each with what it is about."""
    from articles.models import Decision, DecisionTarget

    kinds = ["withhold" if n % 997 == 0 else "accept" for n in range(rows)]
    decisions = (
        Decision(
            key=f"{n:032x}",
            kind=kind,
            sides=[[{"kind": "person", "key": f"{n:016x}", "names": ["甲"], "quote": "甲", "sha256": f"{n:064x}"}]],
            by=f"u{n % 5}",
            at=f"2026-01-01T00:00:{n % 60:02}.000000+00:00",
        )
        for n, kind in enumerate(kinds)
    )
    Decision.objects.bulk_create(decisions, batch_size=500)
    targets = (
        DecisionTarget(decision_id=pk, side=0, kind="person", key=f"{n:016x}", signature="", sha256=f"{n:064x}")
        for n, pk in enumerate(Decision.objects.order_by("key").values_list("pk", flat=True))
    )
    DecisionTarget.objects.bulk_create(targets, batch_size=500)


def median(action: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return sorted(taken)[len(taken) // 2]


def measure(rows: int, times: int, slow: float = 0) -> None:
    from django.contrib.auth.models import Group, User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment

    setup_test_environment()
    fill(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    # A curator, from whom what is withheld is kept: that costs more than an administrator's lists.
    user = User.objects.create_user("measure", is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    client = Client()
    client.force_login(user)
    print(f"{connection.vendor}, {rows} rows of each noun\n{'list':32}{'ms':>8}{'own':>8}{'queries':>9}")
    for address in LISTS:

        def ask(address: str = address) -> None:
            answer = client.get(f"/admin/articles/{address}")
            assert answer.status_code == 200, (address, answer.status_code)

        ask()
        with CaptureQueriesContext(connection) as queries:
            ask()
        asked = len(queries)
        slowest = max(queries.captured_queries, key=lambda query: float(query["time"]))  # now: the next request clears them
        own = time.process_time()
        spent = median(ask, times)
        own = (time.process_time() - own) / times
        print(f"{address:32}{1000 * spent:8.0f}{1000 * own:8.0f}{asked:9}", flush=True)
        if slow and spent > slow:
            print(f"    {slowest['time']} s: {slowest['sql'][:600]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--slow", type=float, default=0, help="show the slowest query of lists that take more than so many seconds")
    parser.add_argument("--times", type=int, default=3, help="how often each list is asked for (default 3); the median counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(NEWSDB_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="newsdb.settings", NEWSDB_SECRET_KEY="for measuring")
        os.makedirs(os.path.join(folder, "static"))
        import django

        django.setup()
        from django.test.runner import DiscoverRunner

        runner = DiscoverRunner(verbosity=0, interactive=False)
        databases = runner.setup_databases()
        try:
            measure(options.rows, options.times, options.slow)
        finally:
            runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
