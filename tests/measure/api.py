"""A list of articles over HTTP beside the least that a program could do for it: python -m tests.measure.api

Serves newsdb by gunicorn with two processes over a database of its own: 5,000 articles with four names each. Asks for 50 articles with
the names in them, by turns from the API and from a view written by hand (two queries by values(), one orjson), and prints requests a
second and the processor time of the server a request. The API is to do at least 0.7 of the other.
"""

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

PORT = 8765
BAR = 0.7
BODY = "相城区召开产业发展工作会议，甘立言主持会议并讲话。" * 60
WSGI = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "newsdb.settings"
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
from django.urls import path
import newsdb.urls
from tests.measure.api import by_hand
newsdb.urls.urlpatterns.insert(0, path("by-hand", by_hand))
"""


def by_hand(request: Any) -> Any:
    """What somebody writes who needs this one answer: no filters, no cursors, nobody's rights."""
    import orjson
    from django.http import HttpResponse

    from articles.models import Article, Witness

    columns = ("pk", "key", "title", "subtitle", "published_on", "published_precision", "source", "author", "section", "zone", "script")
    more = ("verdict", "url", "places", "first_seen", "last_seen", "latest", "shown", "group", "withheld", "repost_of__key")
    rows = list(Article.objects.filter(shown=True, withheld=False).order_by("-published_on", "key").values(*columns, *more)[:50])
    by_id = {row.pop("pk"): row | {"persons": [], "organizations": []} for row in rows}
    # All of these are names; asked for by kind, SQLite would go through all witnesses.
    named = Witness.objects.filter(article__in=list(by_id)).order_by("article_id", "start", "key")
    for pk, kind, *names in named.values_list(
        "article_id", "kind", "person__key", "person__name", "organization__key", "organization__name"
    ):
        key, name = names[:2] if kind == "person" else names[2:]
        by_id[pk][f"{kind}s"].append({"key": key, "name": name})
    return HttpResponse(orjson.dumps({"items": list(by_id.values())}), content_type="application/json")


def fill(number: int) -> None:
    from django.utils import timezone

    from articles.models import Article, Capture, ImportRun, Organization, Person, Reading, Witness

    now = timezone.now()
    run = ImportRun.objects.create(started_at=now, finished_at=now, reader="1", status="done")
    people = Person.objects.bulk_create([Person(key=f"{n:016x}", name=f"甘立{n}") for n in range(200)])
    bodies = Organization.objects.bulk_create([Organization(key=f"{n:016x}", name=f"丁戊区{n}局") for n in range(200)])
    captures = Capture.objects.bulk_create(
        [Capture(sha256=f"{n:064x}", run=run, size=1, compressed=b"", media_type="text/plain", name="x") for n in range(number)]
    )
    readings = Reading.objects.bulk_create([Reading(capture=one, reader="1", data={"warnings": []}) for one in captures])
    articles = Article.objects.bulk_create(
        [
            Article(
                key=f"{n:016x}",
                capture=captures[n],
                reading=readings[n],
                title=f"相城区召开产业发展工作会议 {n}",
                source=f"报{n % 300}",
                published_on=f"20{10 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}",
                published_precision="day",
                script="hans",
                verdict="news",
                body=BODY,
                url=f"http://www.example.gov.cn/{n}.html",
                places=["320507", "320500"],
                first_seen=now,
                last_seen=now,
            )
            for n in range(number)
        ],
        batch_size=1000,
    )
    words = []
    for n, article in enumerate(articles):
        for at in range(4):
            kind, row = ("person", people[(n + at) % 200]) if at % 2 else ("organization", bodies[(n + at) % 200])
            quote = BODY[at : at + 3]
            words.append(
                Witness(
                    key=f"{4 * n + at:016x}", signature="", kind=kind, article=article, start=at, end=at + 3, quote=quote, confidence=0.9
                )
            )
            setattr(words[-1], kind, row)
    Witness.objects.bulk_create(words, batch_size=2000)


class Load:
    """Requests one after the other from each of some threads, for some seconds."""

    def __init__(self, address: str, seconds: float, threads: int) -> None:
        self.address, self.until, self.done = address, time.monotonic() + seconds, 0
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.ask) for _ in range(threads)]

    def run(self) -> int:
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            thread.join()
        return self.done

    def ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        while time.monotonic() < self.until:
            connection.request("GET", self.address)
            answer = connection.getresponse()
            size = len(answer.read())
            assert answer.status == 200, (answer.status, self.address)
            assert size > 10_000, size
            with self.lock:
                self.done += 1


def processor_time(process: int) -> float:
    """Seconds that the server and its processes have used."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    ticks = 0
    for one in [str(process), *children]:
        ticks += sum(int(part) for part in Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(server: int, seconds: float, rounds: int, threads: int) -> None:
    addresses = {"by hand": "/by-hand", "the API": "/api/v1/articles?limit=50"}
    speeds: dict[str, list[float]] = {name: [] for name in addresses}
    costs: dict[str, list[float]] = {name: [] for name in addresses}
    for address in addresses.values():
        Load(address, 1, threads).run()
    for _ in range(rounds):
        for name, address in addresses.items():
            before, started = processor_time(server), time.monotonic()
            done = Load(address, seconds, threads).run()
            speeds[name].append(done / (time.monotonic() - started))
            costs[name].append(1000 * (processor_time(server) - before) / done)
    print(f"{'':12}{'requests/s':>12}{'CPU ms a request':>18}   (medians of {rounds} rounds of {seconds:g} s, {threads} clients)")
    middle = rounds // 2
    for name in addresses:
        print(f"{name:12}{sorted(speeds[name])[middle]:12.1f}{sorted(costs[name])[middle]:18.2f}")
    told = [sorted(api / hand for api, hand in zip(speeds["the API"], speeds["by hand"], strict=True))[middle]]
    told.append(sorted(hand / api for api, hand in zip(costs["the API"], costs["by hand"], strict=True))[middle])
    print(f"the API answers {told[0]:.2f} times as many requests a second (bar {BAR}), {told[1]:.2f} by processor time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, default=4)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(NEWSDB_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="newsdb.settings", NEWSDB_SECRET_KEY="for measuring")
        os.environ["NEWSDB_API_LIMIT"] = "100000000"
        os.makedirs(os.path.join(folder, "static"))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        fill(told.articles)
        print(f"database: {connection.vendor}, {told.articles} articles", flush=True)
        connection.close()
        (Path(folder) / "measured_wsgi.py").write_text(WSGI, encoding="utf-8")
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{PORT}", "--workers", "2", "--threads", "2", "--preload"]
        with subprocess.Popen([*command, "--pythonpath", folder, "measured_wsgi:application"]) as server:
            try:
                wait()
                measure(server.pid, told.seconds, told.rounds, told.clients)
            finally:
                server.terminate()


def wait() -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
            connection.request("GET", "/by-hand")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("gunicorn did not begin to serve")


if __name__ == "__main__":
    main()
