"""Rows are found again: a query to articles, the same on SQLite and PostgreSQL.

`parsing` makes a tree (`tree`) of what somebody typed; `finding` gives pages, counts and what else is asked of the matches; `indexing` is
called by the store, in the transaction that writes an article. `sqlite` and `postgres` alone know the engines.
"""
