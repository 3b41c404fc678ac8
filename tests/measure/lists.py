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
    "meeting/",
    "post/",
    "tenure/",
    "attendance/",
    "decision/",
)


def name_of(number: int) -> str:
    one, number = number % len(SURNAMES), number // len(SURNAMES)
    two, three = number % len(GIVEN), number // len(GIVEN) % len(GIVEN)
    return SURNAMES[one] + GIVEN[two] + GIVEN[three]


def fill(rows: int) -> None:
    from articles.models import Attendance, Decision, Meeting, Organization, Person, Post, Tenure
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
    people, bodies, meetings = (
        list(model._default_manager.order_by("pk").values_list("pk", flat=True)) for model in (Person, Organization, Meeting)
    )
    Post.objects.bulk_create([Post(key=f"{n:016x}", organization_id=bodies[n], title="局长") for n in every], batch_size=500)
    posts = list(Post.objects.order_by("pk").values_list("pk", flat=True))
    Tenure.objects.bulk_create([Tenure(key=f"{n:016x}", person_id=people[n], post_id=posts[n]) for n in every], batch_size=500)
    attendances = (Attendance(key=f"{n:016x}", person_id=people[n], meeting_id=meetings[n], role="host") for n in every)
    Attendance.objects.bulk_create(attendances, batch_size=500)
    side = [[{"kind": "person", "key": "x", "names": ["甲"], "quote": "甲", "sha256": "0" * 64}]]
    decisions = (
        Decision(key=f"{n:032x}", kind="accept", sides=side, by=f"u{n % 5}", at=f"2026-01-01T00:00:{n % 60:02}.000000+00:00") for n in every
    )
    Decision.objects.bulk_create(decisions, batch_size=500)


def median(action: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return sorted(taken)[len(taken) // 2]


def measure(rows: int, times: int) -> None:
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
    print(f"{connection.vendor}, {rows} rows of each noun\n{'list':32}{'ms':>8}{'queries':>9}")
    for address in LISTS:

        def ask(address: str = address) -> None:
            answer = client.get(f"/admin/articles/{address}")
            assert answer.status_code == 200, (address, answer.status_code)

        ask()
        with CaptureQueriesContext(connection) as queries:
            ask()
        asked = len(queries)
        print(f"{address:32}{1000 * median(ask, times):8.0f}{asked:9}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
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
            measure(options.rows, options.times)
        finally:
            runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
