"""A long sheet: written, looked at, decided and taken back: python -m tests.measure.sheets [--rows 10000] [--changes 1000]

On the database that NEWSDB_DATABASE_URL names the kind of; on PostgreSQL: python -m tests.postgres -m tests.measure.sheets
"""

import argparse
import random
from collections.abc import Iterator

from tests.measure.lists import name_of
from tests.measure.merging import page_about, timed
from tests.measure.scratch import scratch_database
from tests.store.generated.filling import fill_pages
from tests.store.generated.pages import Page

FIELDS = {"person": "note", "tenure": "title"}
"""What is changed: a row's own field, and what is corrected in the articles."""


def pages(rows: int) -> Iterator[Page]:
    chance = random.Random(1)
    for number in range(rows):
        yield page_about(chance, number, name_of(number), "书记" if number % 2 else "副书记")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="rows of the sheet (default 10,000; there are names for 5,000 a sheet)")
    parser.add_argument("--changes", type=int, default=1_000, help="rows that are changed (default 1,000)")
    options = parser.parse_args()
    with scratch_database():
        from articles.store.settling import settle
        from articles.store.sheets.kinds import KINDS
        from articles.store.sheets.taking_in import decide, plan_of, take_back, take_in
        from articles.store.sheets.writing import heading, sheet_rows, write_sheet

        timed(f"{options.rows} pages written", lambda: fill_pages(pages(options.rows)))
        timed("settled", settle)
        for noun, field in FIELDS.items():
            kind = KINDS[noun]
            rows = list(sheet_rows(kind, kind.model.objects.order_by("key"), withheld=False))
            print(f"\n{noun}: {len(rows)} rows", flush=True)
            for form in ("csv", "xlsx"):

                def export(form: str = form) -> bytes:
                    cells = sheet_rows(kind, kind.model.objects.order_by("key"), withheld=False)  # noqa: B023
                    return write_sheet(form, noun, heading(kind), cells, total=len(rows)).read()  # noqa: B023

                data = timed(f"written as {form}", export)
                sheet = take_in(noun, "a", data, by="甲")
                assert timed(f"looked at ({form}), nothing changed", lambda: plan_of(sheet, withheld=False)).unchanged == len(rows)  # noqa: B023
            place = [column.name for column in kind.head].index(field)
            changed = [[*cells[:place], cells[place] + "注", *cells[place + 1 :]] for cells in rows[: options.changes]]
            whole = write_sheet("csv", noun, heading(kind), [*changed, *rows[options.changes :]], total=len(rows)).read()
            sheet = take_in(noun, "a", whole, by="甲")
            plan = timed(f"looked at, {len(changed)} rows changed", lambda: plan_of(sheet, withheld=False))  # noqa: B023
            done = timed(
                f"{plan.decisions} decisions made",
                lambda: decide(sheet, plan.fingerprint, why="", withheld=False),  # noqa: B023
            )
            timed("taken back", lambda: take_back(done, by="甲"))  # noqa: B023


if __name__ == "__main__":
    main()
