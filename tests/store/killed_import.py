"""Imports that kill themselves: python -m tests.store.killed_import PATH STATEMENT…

For each STATEMENT one process imports PATH and ends with SIGKILL before its STATEMENT-th statement that writes; 0 lets it finish. Prints
how each ended: -9, or the number of statements. The database is that of NEWSDB_DATABASE_URL, and is migrated first.
"""

import os
import signal
import sys
from typing import Any

import django
from django.core.management import call_command


def main(path: str, kills: list[int]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdb.settings")
    django.setup()
    from django.db import connection

    call_command("migrate", verbosity=0)
    for statement in kills:
        connection.close()
        child = os.fork()
        if not child:
            import_and_die(path, statement)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code:
            print(code, flush=True)


def import_and_die(path: str, statement: int) -> None:
    from django.db import connection

    from articles.store.importing import import_captures

    written = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal written
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            written += 1
            if written == statement:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        import_captures([path], jobs=1)
    print(written, flush=True)
    connection.close()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], [int(statement) for statement in sys.argv[2:]])
