"""How fast search is and how exact, on SQLite and PostgreSQL, beside tantivy in the same run.

    python -m tests.measure.search --articles 100000        p50 and p95 in milliseconds of processor time
    python -m tests.measure.search --exactness              substrings and names against a plain scan

Each engine runs in a process and a database of its own, which are gone afterwards. Processor time is that of the process that asks and, for
PostgreSQL, that of the one that answers, where the machine tells it (/proc); else the time that passes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ENGINES = ("tantivy", "sqlite", "postgres")


def run(engine: str, arguments: list[str], folder: str) -> dict[str, Any]:
    """What one engine says: measured figures by kind."""
    module = "tests.measure.search_tantivy" if engine == "tantivy" else "tests.measure.search_engine"
    command = ["-m", module, *arguments]
    if engine == "postgres":
        command = ["-m", "tests.postgres", *command]
    environment = {name: value for name, value in os.environ.items() if name != "NEWSDB_DATABASE_URL"}
    environment |= {"NEWSDB_DATA_DIR": folder, "NEWSDB_DATABASE_URL": f"sqlite:///{folder}/measured.sqlite3"}
    done = subprocess.run([sys.executable, *command], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--exactness", action="store_true")
    options = parser.parse_args()
    arguments = ["--articles", str(options.articles), *(["--exactness"] if options.exactness else [])]
    said: dict[str, dict[str, Any]] = {}
    for engine in ENGINES[1:] if options.exactness else ENGINES:
        with tempfile.TemporaryDirectory(prefix="newsdb-measure-") as folder:
            (Path(folder) / "static").mkdir()
            said[engine] = run(engine, arguments, folder)
        print(f"{engine}: {said[engine]}", file=sys.stderr, flush=True)
    if options.exactness:
        for engine, figures in said.items():
            print(f"{engine}: {figures['queries']} queries over {options.articles} articles, {figures['wrong']} answered other than a scan")
        print(f"the same ids on both: {said['sqlite']['answers'] == said['postgres']['answers']}")
        return
    tell(said, options.articles)


def tell(said: dict[str, dict[str, Any]], articles: int) -> None:
    print(f"{articles} articles; milliseconds of processor time, p50 / p95")
    print(f"{'':24}" + "".join(f"{engine:>20}" for engine in ENGINES))
    kinds = list(dict.fromkeys(kind for figures in said.values() for kind in figures["times"]))
    for kind in kinds:
        cells = [said[engine]["times"].get(kind) for engine in ENGINES]
        print(f"{kind:24}" + "".join(f"{'-' if cell is None else '{:.1f} / {:.1f}'.format(*cell):>20}" for cell in cells))
    print(f"{'articles a second':24}" + "".join(f"{said[engine]['rate']:>20.0f}" for engine in ENGINES))
    print(f"{'index, MB':24}" + "".join(f"{said[engine]['megabytes']:>20.0f}" for engine in ENGINES))
    newest = {engine: said[engine]["times"]["newest 20, all"][1] for engine in ENGINES}
    held("newest 20 on SQLite is no slower than tantivy (p95)", newest["sqlite"] <= newest["tantivy"], newest["sqlite"] / newest["tantivy"])
    times = newest["postgres"] / newest["sqlite"]
    held("newest 20 on PostgreSQL takes at most ten times as long, or 64 ms (p95)", times <= 10 or newest["postgres"] <= 64, times)
    for engine in ("sqlite", "postgres"):
        slowest = said[engine]["times"]["suggestion"][1]
        held(f"a suggestion on {engine} takes at most 20 ms (p95)", slowest <= 20, slowest / 20)


def held(bar: str, holds: bool, ratio: float) -> None:
    print(f"{'holds' if holds else 'FAILS'}: {bar}: ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
