"""Rows that the tests of a module begin with, built once for all of them: what a test writes is rolled back to them.

    world = kept(lambda patch: keep(WORLD, patch))

makes a fixture `world`. A module whose tests need an empty database, too, or one transaction or more of their own, builds its rows in each
test instead.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction


def kept(build: Callable[[pytest.MonkeyPatch], object], *, autouse: bool = True) -> Any:
    """A fixture of the module's scope that has done `build`, within a transaction that is given up after the module's last test."""

    @pytest.fixture(scope="module", autouse=autouse)
    def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
        atomic = transaction.atomic()
        # What insists on a transaction of its own may run inside this one, as inside a test's.
        setattr(atomic, "_from_testcase", True)  # noqa: B010
        with django_db_blocker.unblock():
            atomic.__enter__()
            with pytest.MonkeyPatch.context() as patch:
                build(patch)
        yield
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)

    return rows
