"""Articles from real HTML pages, scored, and the time beside trafilatura alone: python -m tests.measure.html [PAGES.jsonl.gz] [--details]

PAGES holds one page a line: {"id", "html", "body", "title", "title_proxy", "date", "no_date", "year"}; by default bench/html_dev.jsonl.gz
beside the folder of annotated captures. The scorer beside it is called where it stands.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from trafilatura.core import bare_extraction

from articles.pipeline.capture import find_captures
from articles.pipeline.decode import decode
from articles.pipeline.errors import ReadingError
from articles.pipeline.extract import extract
from articles.pipeline.markup import flatten
from articles.pipeline.records import Capture
from articles.pipeline.repair import repair
from articles.pipeline.run import as_json, read_capture
from tests.measure import gold_folder


def load(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def captures_of(pages: list[dict[str, Any]], folder: Path) -> list[Capture]:
    """The pages as the captures that JSON Lines give."""
    path = folder / "pages.jsonl"
    rows = [{"name": page["id"], "url": page.get("url"), "html": page["html"]} for page in pages]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return [found.capture for found in find_captures([path]) if found.capture]


def write_readings(captures: list[Capture], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for capture in captures:
            try:
                print(json.dumps(as_json(read_capture(capture)), ensure_ascii=False), file=file)
            except ReadingError as error:
                print(f"{capture.name}: {error.stage}: {error.reason}")


def read(capture: Capture) -> None:
    decoded = decode(capture)
    page = flatten(decoded.text)
    extract(page, repair(page), decoded, capture)


def compare_speed(captures: list[Capture]) -> None:
    """CPU milliseconds a page, each page by both in turn; the second of two rounds counts."""
    for _ in range(2):
        ours = theirs = 0.0
        for capture in captures:
            text = capture.payload.decode()
            started = time.process_time()
            bare_extraction(text, favor_precision=True, include_comments=False)
            between = time.process_time()
            read(capture)
            ours, theirs = ours + time.process_time() - between, theirs + between - started
    print(
        f"ms a page: decode to article {1000 * ours / len(captures):.1f}, trafilatura alone {1000 * theirs / len(captures):.1f}, ", end=""
    )
    print(f"ratio {ours / theirs:.2f}")


def print_differences(pages: list[dict[str, Any]], readings: Path) -> None:
    rows = {row["capture"]["name"]: row["article"] for row in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    for page in pages:
        article = rows.get(page["id"], {})
        for name, wanted in (("title", page["title"] or page["title_proxy"]), ("published_on", page["date"])):
            if wanted and article.get(name) != wanted:
                print(f"{page['id']} {name}: {article.get(name)!r}, not {wanted!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=Path, help="pages with their truth (gzipped JSON Lines)")
    parser.add_argument("--details", action="store_true", help="list titles and dates that differ")
    options = parser.parse_args()
    folder = gold_folder() if options.pages is None else None
    path = options.pages or (folder.parent / "bench" / "html_dev.jsonl.gz" if folder else None)
    if path is None or not path.exists():
        print(f"No pages in {path}: give a file of pages. This measure is left out.")
        return
    pages = load(path)
    scorer = path.parent / "score_html.py"
    with tempfile.TemporaryDirectory() as temporary:
        captures = captures_of(pages, Path(temporary))
        readings = Path(temporary) / "readings.jsonl"
        write_readings(captures, readings)
        if scorer.exists():
            subprocess.run([sys.executable, scorer, readings], check=True)
        else:
            print(f"no scorer in {scorer}")
        if options.details:
            print_differences(pages, readings)
        compare_speed(captures)


if __name__ == "__main__":
    main()
