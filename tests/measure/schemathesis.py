"""Many made-up requests for every operation of the API: python -m tests.measure.schemathesis

As anybody, viewer and curator, over the small invented world in a database of its own. Prints each operation that failed or answered what
the document does not say, with a request that shows it; the exit status is 1 if there is one.
"""

import argparse
import logging
import sys
import time

from tests.measure.scratch import scratch_database


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200, help="requests for each operation and role (default 200)")
    parser.add_argument("--random", action="store_true", help="other requests in every run")
    told = parser.parse_args()
    wrong = 0
    with scratch_database():
        import pytest
        from django.conf import settings

        from tests.api import fuzzing
        from tests.api.worlds import keep_world

        settings.ALLOWED_HOSTS, settings.API_LIMIT = ["*"], 1_000_000_000
        logging.disable(logging.WARNING)
        patch = pytest.MonkeyPatch()
        keep_world(patch)
        patch.undo()
        for role in fuzzing.ROLES:
            headers, known, started = fuzzing.headers_of(role), fuzzing.keys(), time.monotonic()
            operations = fuzzing.operations()
            for operation in operations:
                name = operation.definition.raw["operationId"]
                try:
                    fuzzing.try_operation(operation, headers, known.get(name, []), told.examples, derandomize=not told.random)
                except Exception as error:  # noqa: BLE001
                    wrong += 1
                    print(f"{role} {name}: {error}", flush=True)
            taken = time.monotonic() - started
            print(f"{role}: {len(operations)} operations, {told.examples} requests each at most, {taken:.0f} s", flush=True)
    print(f"wrong: {wrong}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
