"""An import of given items, read plainly, in this process."""

from collections.abc import Iterable

import pytest

from articles.models import ImportRun
from articles.pipeline.records import Found
from articles.store import importing, workers
from articles.store.runs import Progress
from tests.store.rows import Keep, read_plainly


@pytest.fixture
def keep(monkeypatch: pytest.MonkeyPatch) -> Keep:
    """Gives keep(items), which imports the items and gives the finished run."""
    monkeypatch.setattr(importing, "Readers", lambda jobs: workers.Readers(jobs, read_plainly))

    def keep_items(items: Iterable[Found]) -> ImportRun:
        run = importing.begin_run(ImportRun.Kind.IMPORT, 1)
        importing.keep_all(run, items, Progress(), lambda progress: None)
        return run

    return keep_items
