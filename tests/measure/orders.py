"""Worlds imported in many orders and portions, each compared with the first: python -m tests.measure.orders [--shuffles 200]

On PostgreSQL: python -m tests.postgres -m tests.measure.orders
"""

import argparse
import random
import sys
import time

from tests.measure.scratch import scratch_database
from tests.store.generated.importing import import_pages, undone
from tests.store.generated.pages import Reader, make_pages
from tests.store.generated.rows import as_said, differences, flaws, rebuild

SHUFFLES_A_WORLD = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shuffles", type=int, default=200, help="shuffles in all (default 200)")
    parser.add_argument("--first", type=int, default=100, help="seed of the first world (default 100)")
    options = parser.parse_args()
    worlds = -(-options.shuffles // SHUFFLES_A_WORLD)
    with scratch_database():
        started = time.perf_counter()
        wrong = [flaw for seed in range(options.first, options.first + worlds) for flaw in try_world(seed)]
        print(f"{worlds} worlds, {worlds * SHUFFLES_A_WORLD} shuffles: {len(wrong)} differ; {time.perf_counter() - started:.0f} s")
    sys.exit(1 if wrong else 0)


def try_world(seed: int) -> list[str]:
    pages, chance = make_pages(seed), random.Random(seed)
    reader = Reader(pages)
    with undone():
        import_pages(pages, reader)
        expected = as_said()
        wrong = [f"world {seed}: {flaw}" for flaw in flaws()]
        rebuild()
        wrong += [f"world {seed}, rebuilt: {difference}" for difference in differences(expected, as_said())[:1]]
    for number in range(SHUFFLES_A_WORLD):
        with undone():
            shuffled = chance.sample(pages, len(pages))
            import_pages(shuffled, reader, runs=chance.choice([1, 3, 10]), settle_every=chance.choice([1, 3, 500]))
            wrong += [f"world {seed}, shuffle {number}: {difference}" for difference in differences(expected, as_said())[:1]]
    for flaw in wrong:
        print(flaw, flush=True)
    return wrong


if __name__ == "__main__":
    main()
