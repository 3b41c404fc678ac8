"""Readings of the seeds and of the dev set, scored against the gold: python -m tests.measure.gold [--details] [--write]

Prints precision, recall and F1 by kind of fact and the rates of the article's own fields, then what was gained and lost against the
recorded scores (recorded/gold.tsv): numbers that moved, and every fact that is no longer, or only now, missed or too much.
"""

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from articles.pipeline.capture import find_captures
from articles.pipeline.records import Capture
from articles.pipeline.run import as_json, read_capture
from tests.measure import ROOT, gold_folder
from tests.measure.rules import load_scorer

RECORDED = Path(__file__).parent / "recorded" / "gold.tsv"
HEADER = (
    "# python -m tests.measure.gold --write",
    "# set\tcount\tkind of fact\tin the gold\tfound\thit",
    "# set\tfield\tfield\tright\tof",
    "# set\tmissed or extra\tkind of fact\tcapture\tfact",
)
Row = tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--details", action="store_true", help="list what was missed and what was too much")
    parser.add_argument("--write", action="store_true", help="renew the recorded scores")
    options = parser.parse_args()
    folder = gold_folder()
    if folder is None:
        return
    rows: list[Row] = []
    for name, texts in (("seeds", ROOT / "seeds"), ("dev", folder / "dev" / "texts")):
        scored = rows_of(load_scorer(folder), name, folder / name / "gold", texts)
        report(name, scored, details=options.details)
        rows += scored
    print("-- gains and losses")
    print("\n".join(moved(recorded(), rows)) or "none" if RECORDED.exists() else "nothing is recorded yet: --write")
    if options.write:
        RECORDED.parent.mkdir(exist_ok=True)
        RECORDED.write_text("\n".join([*HEADER, *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")


def readings(texts: Path, gold: Path) -> list[dict[str, Any]]:
    """The texts read as captures, each with the address its gold gives."""
    read = []
    for found in find_captures(sorted(texts.glob("*.txt"))):
        if found.capture is None:
            raise SystemExit(f"{found.path}: {found.error}")
        name = Path(found.path).name
        url = json.loads((gold / f"{name[:3]}.json").read_text(encoding="utf-8")).get("url")
        read.append(as_json(read_capture(Capture(name, found.capture.payload, url=url, charset="utf-8"))))
    return read


def rows_of(scorer: ModuleType, name: str, gold: Path, texts: Path) -> list[Row]:
    """The scores of one set as rows of the table."""
    _, _, kinds, fields = scorer.score(str(gold), readings(texts, gold))
    rows: list[Row] = [(name, "count", kind, str(tally.gold), str(tally.found), str(tally.hit)) for kind, tally in kinds.items()]
    rows += [(name, "field", field, str(right), str(of)) for field, (right, of, _) in fields.items() if of]
    for kind, tally in kinds.items():
        rows += sorted((name, "missed", kind, number, told(fact)) for number, fact in tally.missed)
        rows += sorted((name, "extra", kind, number, told(fact)) for number, fact in tally.extra)
    for field, (_, _, numbers) in fields.items():
        rows += [(name, "missed", field, number, "-") for number in sorted(numbers)]
    return rows


def told(fact: Any) -> str:
    """One line of a fact: the words of the scorer's form, which is a text, a tuple or a tuple written out."""
    return " ".join(re.sub(r"[()',\"]", " ", str(fact)).split())


def report(name: str, rows: Iterable[Row], *, details: bool) -> None:
    print(f"-- {name}\n{'':14}{'gold':>6}{'found':>7}{'hit':>6}{'precision':>11}{'recall':>8}{'F1':>7}")
    for _, what, kind, *rest in rows:
        if what == "count":
            gold, found, hit = map(int, rest)
            score = 2 * hit / (gold + found) if gold + found else 1.0
            print(f"{kind:14}{gold:6}{found:7}{hit:6}{share(hit, found):11.3f}{share(hit, gold):8.3f}{score:7.3f}")
        elif what == "field":
            print(f"{kind:24}{rest[0]:>4} of {rest[1]}")
        elif details:
            print(f"  {what:7}{kind} {' '.join(rest)}")


def share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def recorded() -> list[Row]:
    if not RECORDED.exists():
        return []
    lines = RECORDED.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def moved(before: list[Row], after: list[Row]) -> list[str]:
    """What the second table says otherwise than the first: `+` a gain, `-` a loss, `=` a number that moved."""
    old = {row[:3]: row[3:] for row in before if row[1] in ("count", "field")}
    lines = [
        f"= {row[0]} {row[2]}: {numbers(row[1], old[row[:3]])} -> {numbers(row[1], row[3:])}"
        for row in after
        if old.get(row[:3], row[3:]) != row[3:]
    ]
    wrong_before = {row for row in before if row[1] in ("missed", "extra")}
    wrong_after = {row for row in after if row[1] in ("missed", "extra")}
    words = {"missed": "missed", "extra": "too much"}
    for sign, rows, when in (("+", wrong_before - wrong_after, "no longer"), ("-", wrong_after - wrong_before, "now")):
        lines += [f"{sign} {name} {kind} {number}: {fact} ({when} {words[what]})" for name, what, kind, number, fact in sorted(rows)]
    return lines


def numbers(what: str, values: Row) -> str:
    names = ("gold", "found", "hit") if what == "count" else ("right", "of")
    return ", ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))


if __name__ == "__main__":
    main()
