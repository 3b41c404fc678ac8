"""An import undone and brought back, among others: what it costs an article, and whether all is as before: python -m tests.measure.undoing

The peer is the import of the same pages, their readings given. On PostgreSQL: python -m tests.postgres -m tests.measure.undoing
"""

import argparse
import random
import sys
import time
from collections.abc import Callable

from tests.measure.scratch import analyze, scratch_database


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000, help="pages, of which half are undone (default 2000)")
    options = parser.parse_args()
    with scratch_database():
        from articles.store.undoing import restore_run, undo_run
        from tests.store.generated.importing import import_pages, read_by
        from tests.store.generated.pages import Reader, make_pages
        from tests.store.generated.rows import as_said, digest

        # The same bytes in both imports stay, with what the second told of where they were seen.
        pages = list({page.sha256: page for page in make_pages(1, pages=options.pages, people=12)}.values())
        random.Random(1).shuffle(pages)
        half, reader = len(pages) // 2, Reader(pages)
        import_pages(pages[:half], reader)
        analyze()
        without = digest(as_said())

        def timed(what: str, work: Callable[[], object]) -> float:
            started = time.perf_counter()
            work()
            each = (time.perf_counter() - started) / (len(pages) - half)
            print(f"{what:<14} {each * 1000:7.1f} ms an article", flush=True)
            return each

        runs = []
        peer = timed("imported", lambda: runs.extend(import_pages(pages[half:], reader)))
        both = digest(as_said())
        with read_by(reader):
            undone = timed("undone", lambda: undo_run(runs[0], by="甲"))
            as_without = digest(as_said()) == without
            back = timed("brought back", lambda: restore_run(runs[0], by="甲"))
            as_both = digest(as_said()) == both
        print(f"undone / imported {undone / peer:.2f}, brought back / imported {back / peer:.2f}")
        print(f"as if it had never been: {as_without}; as before it was undone: {as_both}")
        sys.exit(0 if as_without and as_both else 1)


if __name__ == "__main__":
    main()
