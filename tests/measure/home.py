"""How long the first page takes with many articles, beside the list of articles: python -m tests.measure.home

Fills a database of its own, as tests.measure.scratch makes it. The articles have a body of 1,500 characters, every tenth a warning.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial

from tests.measure.scratch import scratch_database

BODY = "相城区召开产业发展工作会议，甘立言主持会议并讲话。" * 60
AT_ONCE = 2_000


def fill(number: int, words: int) -> None:
    """`words`: witnesses of each article."""
    from django.utils import timezone

    from articles.models import Article, Capture, ImportRun, Reading, Witness

    run = ImportRun.objects.create(started_at=timezone.now(), reader="1", status="done")
    kinds = Witness.Kind.values
    for first in range(0, number, AT_ONCE):
        some = range(first, min(first + AT_ONCE, number))
        captures = Capture.objects.bulk_create(
            [Capture(sha256=f"{n:064}", run=run, size=1, compressed=b"", media_type="text/plain") for n in some]
        )
        data = [{"warnings": [{"kind": "lost_character"}] if n % 10 == 0 else []} for n in some]
        readings = Reading.objects.bulk_create(
            [Reading(capture=one, reader="1", data=said) for one, said in zip(captures, data, strict=True)]
        )
        articles = Article.objects.bulk_create(
            [
                Article(
                    key=f"{n:016}",
                    capture=captures[n - first],
                    reading=readings[n - first],
                    script="hans",
                    body=BODY,
                    source=f"报{n % 300}",
                    outlet=f"报{n % 300}",
                    published_on=f"20{10 + n % 15}-{1 + n % 12:02}-01",
                    month=f"20{10 + n % 15}-{1 + n % 12:02}",
                    warning_kinds=",lost_character," if n % 10 == 0 else "",
                )
                for n in some
            ]
        )
        Witness.objects.bulk_create(
            Witness(key=f"{article.pk:010}{n:06}", signature="", kind=kinds[n % 7], article=article, confidence=(n % 50 + 50) / 100)
            for article in articles
            for n in range(words)
        )


def clock(name: str, action: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _number in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    print(f"{name:32} {sorted(taken)[times // 2] * 1000:8.1f} ms", flush=True)
    return sorted(taken)[times // 2]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=7)
    told = parser.parse_args()
    with scratch_database():
        from django.contrib.auth.models import User
        from django.test import Client

        from articles.store import overview

        fill(told.articles, told.words)
        client = Client()
        client.force_login(User.objects.create_superuser("chief"))
        for withheld in (True, False):
            print(f"what is withheld counts: {withheld}")
            clock("what waits", partial(overview.what_waits, withheld=withheld))
            clock("damaged", partial(overview.damaged, withheld=withheld))
            clock("covered", partial(overview.covered, withheld=withheld))
        page = clock("the page", lambda: client.get("/admin/", HTTP_HOST="localhost"))
        listed = clock("the list of articles", lambda: client.get("/admin/articles/article/", HTTP_HOST="localhost"))
        print(f"the first page takes {page / listed:.2f} times as long as the list of articles")


if __name__ == "__main__":
    main()
