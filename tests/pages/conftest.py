"""The small world of tests/store/told.py, and one capture that means harm."""

import pytest

from tests.pages.seen import PAGES
from tests.store.told import keep


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(PAGES, monkeypatch)
