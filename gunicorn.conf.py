"""How gunicorn serves newsdb: `make run` uses it, and so may a unit file."""

import os

bind = os.environ.get("NEWSDB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("NEWSDB_WORKERS", "2"))
threads = 2
preload_app = True
accesslog = None
loglevel = "warning"


def when_ready(server: object) -> None:
    print(f"newsdb is served on http://{bind}/ and its admin on http://{bind}/admin/ - Ctrl+C ends it.", flush=True)  # noqa: T201
