"""The tests ask more often than the public may; those of the limit set their own."""

from typing import Any

import pytest

from articles.api.limits import forget


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    settings.API_LIMIT = 1_000_000
    forget()
