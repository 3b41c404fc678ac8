"""Readings of the seeds and of the dev set, scored against the gold: python -m tests.measure.gold [--details]"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from articles.pipeline.capture import find_captures
from articles.pipeline.run import as_json, read_capture
from tests.measure import ROOT, gold_folder


def as_json_lines(texts: Path, gold: Path) -> str:
    """The texts as JSON Lines, each with the address its gold gives."""
    lines = []
    for path in sorted(texts.glob("*.txt")):
        url = json.loads((gold / f"{path.name[:3]}.json").read_text(encoding="utf-8")).get("url")
        lines.append(json.dumps({"name": path.name, "url": url, "text": path.read_text(encoding="utf-8")}, ensure_ascii=False))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--details", action="store_true", help="list what was missed and what was too much")
    options = parser.parse_args()
    folder = gold_folder()
    if folder is None:
        return
    for name, texts in (("seeds", ROOT / "seeds"), ("dev", folder / "dev" / "texts")):
        gold = folder / name / "gold"
        with tempfile.TemporaryDirectory() as temporary:
            captures, readings = Path(temporary) / "captures.jsonl", Path(temporary) / "readings.jsonl"
            captures.write_text(as_json_lines(texts, gold), encoding="utf-8")
            with readings.open("w", encoding="utf-8") as file:
                for found in find_captures([captures]):
                    if found.capture is None:
                        raise SystemExit(f"{found.path} {found.record}: {found.error}")
                    print(json.dumps(as_json(read_capture(found.capture)), ensure_ascii=False), file=file)
            print(f"-- {name}", flush=True)
            details = ["--details"] if options.details else []
            subprocess.run([sys.executable, folder / "score.py", gold, readings, *details], check=True)


if __name__ == "__main__":
    main()
