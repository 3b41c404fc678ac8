"""Pages of a world through the real import, their readings in the place of the reader's."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from django.db import transaction

from articles.models import ImportProblem, ImportRun
from articles.store import importing, keeping, rereading, setting_aside, workers
from tests.store.generated.pages import Page, Reader, write_lines


@contextmanager
def read_by(reader: Reader) -> Iterator[None]:
    def readers(jobs: int) -> workers.Readers:
        return workers.Readers(jobs, reader)

    with (
        patch.object(importing, "Readers", readers),
        patch.object(rereading, "Readers", readers),
        patch.object(keeping, "READER", reader.version),
        patch.object(setting_aside, "READER", reader.version),
        patch.object(setting_aside, "read_outcome", reader),
    ):
        yield


def import_pages(pages: Sequence[Page], reader: Reader, *, runs: int = 1, settle_every: int = 500) -> list[ImportRun]:
    """Import the pages in this order, in so many runs."""
    made = []
    share = -(-len(pages) // runs) if pages else 1
    with tempfile.TemporaryDirectory() as folder, read_by(reader), patch.object(importing, "SETTLE_EVERY", settle_every):
        for start in range(0, len(pages), share):
            path = write_lines(Path(folder) / f"{start}.jsonl", list(pages[start : start + share]))
            run = importing.import_captures([path], jobs=1)
            assert not run.problems, list(ImportProblem.objects.values_list("reason", flat=True))
            made.append(run)
    return made


def reread(reader: Reader) -> ImportRun:
    with read_by(reader):
        return rereading.reread(jobs=1)


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is rolled back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
