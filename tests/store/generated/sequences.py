"""Imports, decisions and newer readers in a random order; and what is wrong afterwards."""

import random

from articles.models import Decision
from tests.store.generated.deciders import decide, undo_everything
from tests.store.generated.importing import import_pages, read_by, undone
from tests.store.generated.pages import Reader, make_pages
from tests.store.generated.readers import read_otherwise
from tests.store.generated.rows import as_said, differences, flaws, rebuild


def run_sequence(seed: int, *, pages: int = 7, steps: int = 10) -> list[str]:
    """One sequence, in a transaction that is rolled back; gives what is wrong with the rows after it, nothing where all is well."""
    chance = random.Random(seed)
    made = make_pages(seed, pages=pages, people=6)
    reader = Reader(made)
    with undone(), read_by(reader):
        import_pages(made[: pages - 2], reader)
        decide(chance, steps // 2)
        if chance.random() < 0.3:
            read_otherwise(reader, chance)
        import_pages(made, reader)
        decide(chance, steps - steps // 2)
        wrong = [f"decided: {flaw}" for flaw in flaws()]
        decided = as_said()
        rebuild()
        wrong += [f"rebuilt: {difference}" for difference in differences(decided, as_said())]
        undo_everything()
        wrong += [f"undone: {flaw}" for flaw in flaws()]
        undone_rows = as_said()
        Decision.objects.all().delete()
        rebuild()
        wrong += [f"never decided: {difference}" for difference in differences(undone_rows, as_said())]
    return wrong
