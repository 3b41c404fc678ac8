"""The cost of one more article in databases of a thousand to a hundred thousand persons: python -m tests.measure.resolving

Each article names five persons who are known already, by a few articles each, so that the candidates stay the same while the database
grows. Prints milliseconds of this process and queries an article, then settled articles a second of a larger import, without reading. On
PostgreSQL: python -m tests.postgres -m tests.measure.resolving
"""

import argparse
import random
import time

from tests.measure.scratch import analyze, scratch_database
from tests.store.generated.filling import fill_persons
from tests.store.generated.pages import Page, Reader, make_pages

ARTICLES = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="sizes of the database, growing")
    parser.add_argument("--import", dest="imported", type=int, default=300, help="articles of the import (default 300)")
    options = parser.parse_args()
    with scratch_database():
        from tests.store.generated.importing import import_pages

        known = unlike(make_pages(500, pages=40))
        import_pages(known, Reader(known))
        filled = 0
        for size in options.persons:
            fill_persons(filled, size)
            filled = size
            analyze()
            measure(size, unlike(make_pages(500, pages=40 + ARTICLES))[40:])
        measure_import(options.imported)


def unlike(pages: list[Page]) -> list[Page]:
    """Pages of one world, all of them articles of their own."""
    return [page for page in pages if "re.example.cn" not in page.item.get("url", "")]


def measure(size: int, pages: list[Page]) -> None:
    """One article after the other, each settled, in a transaction that is rolled back."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.store.generated.importing import import_pages, undone

    reader = Reader(pages)
    times, walls = [], []
    with undone(), CaptureQueriesContext(connection) as queries:
        for page in pages:
            started, wall = time.process_time(), time.perf_counter()
            import_pages([page], reader)
            times.append(time.process_time() - started)
            walls.append(time.perf_counter() - wall)
    middle = len(times) // 2
    print(
        f"{size:>7} persons: {sorted(times)[middle] * 1000:6.1f} ms of this process, {sorted(walls)[middle] * 1000:6.1f} ms in all,"
        f" {len(queries) / len(pages):6.1f} queries an article (median of {len(pages)})",
        flush=True,
    )


def measure_import(count: int) -> None:
    from tests.store.generated.importing import import_pages, undone

    chance = random.Random(9)
    pages = [page for seed in range(1000, 1000 + count // 15) for page in make_pages(seed, pages=15)]
    chance.shuffle(pages)
    with undone():
        started, cpu = time.perf_counter(), time.process_time()
        import_pages(pages, Reader(pages))
        wall, spent = time.perf_counter() - started, time.process_time() - cpu
    print(
        f"import of {len(pages)} captures: {len(pages) / wall:6.1f} a second, {len(pages) / spent:6.1f} a second of this process",
        flush=True,
    )


if __name__ == "__main__":
    main()
