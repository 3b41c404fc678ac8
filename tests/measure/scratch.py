"""Django set up for measures that need a database, and an empty database for them. To be imported before any model."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django

import tests.environment  # noqa: F401

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdb.settings")
django.setup()


@contextmanager
def scratch_database() -> Iterator[None]:
    """An empty database of the kind that NEWSDB_DATABASE_URL names, gone at the end."""
    from django.db import connection

    former = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    print(f"database: {connection.vendor}", flush=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(former, verbosity=0)


def analyze() -> None:
    """Give the database its statistics, which a server gathers by itself within a minute or so."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
