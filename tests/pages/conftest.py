"""The small world of tests/store/told.py, and one capture that means harm."""

import pytest

from tests.kept import kept
from tests.pages.seen import PAGES
from tests.store.told import keep

world = kept(lambda patch: keep(PAGES, patch), autouse=False)


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """Every page asks it."""
