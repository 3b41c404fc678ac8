"""Search on the database that the settings name, over made-up articles. Prints JSON."""

import argparse
import hashlib
import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any

import django
import psycopg

from tests.measure.search_clock import clock, measured
from tests.measure.search_corpus import Made, make_articles, names, queries

NEWEST = ("newest 20, frequent", "newest 20, names", "newest 20, rare")
AT_ONCE = 2_000


@contextmanager
def own_database() -> Iterator[None]:
    """The PostgreSQL database of the settings, made for this run and dropped after it; SQLite makes its file by itself."""
    url = os.environ["NEWSDB_DATABASE_URL"]
    if url.startswith("sqlite"):
        yield
        return
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield
    finally:
        from django.db import connection as ours

        ours.close()
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def without_indexes() -> Iterator[None]:
    """PostgreSQL's full-text indexes are made when all rows are there, as a bulk load would."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'articles_search\\_%%' AND indexdef LIKE '%%gin%%'")
        known = cursor.fetchall()
        for name, _ in known:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        for _, definition in known:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE")


def load(articles: Sequence[Made]) -> None:
    """Rows and index, by the engine's own put(), some thousand in a transaction."""
    from django.db import transaction
    from django.utils import timezone

    from articles.models import Article, Capture, ImportRun, Reading, SearchEntry, SearchTerm, SearchUse
    from articles.search.docids import day_number, docids_of
    from articles.search.engine import engine

    run = ImportRun.objects.create(kind="import", jobs=1, reader="1", started_at=timezone.now())
    texts = sorted({("source", made.source) for made in articles} | {("place", made.place) for made in articles})
    made_terms = SearchTerm.objects.bulk_create([SearchTerm(kind=kind, text=text, folded=text, number=1) for kind, text in texts])
    terms = {(term.kind, term.text): term.pk for term in made_terms}
    chance = random.Random(3)
    words = list(dict.fromkeys(name + chance.choice(("会", "园", "区", "路")) for name in names(random.Random(1))))
    SearchTerm.objects.bulk_create(
        [SearchTerm(kind="keyword", text=word, folded=word, number=chance.randint(1, 500)) for word in words], batch_size=5000
    )
    last_day, sequence, rows = 0, 0, iter(enumerate(articles))
    while portion := list(islice(rows, AT_ONCE)):
        with transaction.atomic():
            captures = Capture.objects.bulk_create(
                [
                    Capture(sha256=f"{number:064}", size=1, compressed=b"", name="", media_type="text/plain", run=run)
                    for number, _ in portion
                ]
            )
            readings = Reading.objects.bulk_create([Reading(capture=capture, reader="1", data={}) for capture in captures])
            kept = Article.objects.bulk_create(
                [
                    Article(key=f"{number:016}", capture=capture, reading=reading, script="hans", title=made.title, body=made.body)
                    for (number, made), capture, reading in zip(portion, captures, readings, strict=True)
                ]
            )
            uses = []
            for (_, made), article in zip(portion, kept, strict=True):
                day = day_number(made.day)
                sequence = sequence + 1 if day == last_day else 0
                last_day = day
                entry = SearchEntry(
                    docid=docids_of(day, day)[0] + sequence,
                    article_id=article.pk,
                    shown=True,
                    source_id=terms["source", made.source],
                    hidden={},
                    digest="",
                )
                engine().put(entry, made.title, made.body, made.source)
                uses.append(SearchUse(entry=entry, term_id=terms["place", made.place]))
            SearchUse.objects.bulk_create(uses)


def measure(count: int, rate: float) -> dict[str, object]:
    from articles.search.facets import find_facets
    from articles.search.finding import Order, count_matches, find_page, present, understand
    from articles.search.suggesting import suggest

    asked = {kind: [understand(text) for text in texts] for kind, texts in queries(count).items()}
    everything = [query for kind in NEWEST for query in asked[kind]]

    def timed(ask: Callable[[Any], object], some: Sequence[Any]) -> tuple[float, float]:
        return measured([partial(ask, item) for item in some], server())

    times = {kind: timed(find_page, some) for kind, some in asked.items()}
    times["newest 20, all"] = timed(find_page, everything)
    times["count"] = timed(count_matches, everything)
    times["relevance"] = timed(lambda query: find_page(query, order=Order.RELEVANCE), everything)
    times["title first"] = timed(lambda query: find_page(query, order=Order.TITLE), everything)
    times["facets"] = timed(find_facets, everything)
    times["page with excerpts"] = timed(lambda query: present(find_page(query), query), everything)
    times["suggestion"] = timed(suggest, [word[:length] for word in names(random.Random(1))[:60] for length in (1, 2)])
    return {"times": times, "rate": rate, "megabytes": size_of_index() / 1e6}


def server() -> int | None:
    """The id of the process that answers; None where this one does."""
    from django.db import connection

    connection.ensure_connection()
    return connection.connection.info.backend_pid if connection.vendor == "postgresql" else None


def size_of_index() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('articles_searchentry')")
        else:
            cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'articles_search%'")
        return float(cursor.fetchone()[0])


def exactness(articles: Sequence[Made], count: int) -> dict[str, object]:
    """Random substrings of one to eight characters, and names, against a plain scan."""
    from articles.models import SearchEntry
    from articles.search.asking import Asked
    from articles.search.engine import engine
    from articles.search.tree import Word

    numbers = {pk: int(key) for pk, key in SearchEntry.objects.values_list("article_id", "article__key")}
    chance = random.Random(11)
    words = chance.sample(names(random.Random(1)), 150)
    while len(words) < 300:
        line = chance.choice(chance.choice(articles).body.split("\n"))
        start = chance.randrange(len(line))
        words.append(line[start : start + chance.randint(1, 8)])
    wrong, answers = 0, hashlib.sha256()
    for word in words:
        truth = [number for number, made in enumerate(articles) if word in made.title or word in made.body]
        found = sorted(numbers[article] for _, article in engine().find(Asked(Word(word)), count))
        wrong += found != truth
        answers.update(json.dumps([word, found]).encode())
    return {"queries": len(words), "wrong": wrong, "answers": answers.hexdigest()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--exactness", action="store_true")
    options = parser.parse_args()
    with own_database():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdb.settings")
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        articles = list(make_articles(options.articles))
        began = clock(server())
        with without_indexes():
            load(articles)
        rate = len(articles) / (clock(server()) - began)
        said = exactness(articles, options.articles) if options.exactness else measure(options.articles, rate)
    print(json.dumps(said))


if __name__ == "__main__":
    main()
