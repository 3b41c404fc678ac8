"""An export that is not made within somebody's transaction."""

from pathlib import Path

import pytest
from django.db import connection

from articles.models import Person
from articles.store import exporting
from articles.store.exporting import export_dataset
from tests.store.told import WORLD, keep


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_the_database_is_seen_as_at_one_moment_and_is_free_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(WORLD, monkeypatch)
    assert not connection.in_atomic_block
    inside = export_dataset(tmp_path / "one")
    with exporting.one_view():
        if connection.vendor == "postgresql":
            assert connection.in_atomic_block
        assert exporting.write_dataset(tmp_folder(tmp_path)) == inside
    assert not connection.in_atomic_block
    Person.objects.update(note="written again")
    assert export_dataset(tmp_path / "two") != inside


def tmp_folder(path: Path) -> Path:
    (path / "here").mkdir()
    return path / "here"
