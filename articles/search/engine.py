"""Which of the two engines answers here. Everything above asks through this and knows neither."""

from types import ModuleType

from django.db import connection


def engine() -> ModuleType:
    """The module `sqlite` or `postgres`; both have the same functions."""
    if connection.vendor == "postgresql":
        from articles.search import postgres

        return postgres
    from articles.search import sqlite

    return sqlite
