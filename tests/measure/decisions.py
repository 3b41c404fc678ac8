"""Random sequences of imports, decisions and newer readers, each checked afterwards: python -m tests.measure.decisions [--sequences 500]

On PostgreSQL: python -m tests.postgres -m tests.measure.decisions
"""

import argparse
import sys
import time

from tests.measure.scratch import scratch_database
from tests.store.generated.sequences import run_sequence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=500, help="sequences (default 500)")
    parser.add_argument("--first", type=int, default=1000, help="seed of the first (default 1000)")
    parser.add_argument("--steps", type=int, default=14, help="decisions of each (default 14)")
    options = parser.parse_args()
    failed = 0
    with scratch_database():
        started = time.perf_counter()
        for seed in range(options.first, options.first + options.sequences):
            wrong = run_sequence(seed, steps=options.steps)
            failed += bool(wrong)
            for flaw in wrong[:3]:
                print(f"sequence {seed}: {flaw}", flush=True)
        print(f"{options.sequences} sequences: {failed} wrong; {time.perf_counter() - started:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
