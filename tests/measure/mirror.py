"""How much of mirror-site damage is undone, to the letter, and whether what is called proved is right.

    python -m tests.measure.mirror [--count 5000] [--seed 1] [--real] [--details]

Sentences go through the forward model in four styles, ten to a page, each page with a table, a list and an order of its own. They are of
our own making; with --real they are those of printed pages of every genre, from the folder bench/ beside the annotated captures.
"""

import argparse
import difflib
import gzip
import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field

from opencc import OpenCC

from articles.pipeline.offsets import TracedText
from articles.pipeline.records import Proof, Repair, RepairKind
from articles.pipeline.repair import one_by_one, shifted_runs
from articles.pipeline.repair.mirror_model import Style, damage
from tests.measure import gold_folder
from tests.measure.mirror_sentences import sentences
from tests.measure.mirror_styles import STYLES, as_ascii, draw_style, lost_pairs

PAGE = 10
GROUPS = ("all", *STYLES, "shifted", "shifted, none vanished", "vanished")


@dataclass
class Tally:
    """Sentences by group, repairs by proof, and the processor seconds and characters they took."""

    seen: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    wrong_proved: list[Repair] = field(default_factory=list)
    characters: int = 0
    seconds: float = 0.0


def restore(page: str) -> tuple[TracedText, list[Repair]]:
    runs = shifted_runs.mend(TracedText.of(page))
    rest = one_by_one.mend(runs.text)
    return rest.text, [*runs.repairs, *rest.repairs]


def real_sentences(count: int, seed: int) -> list[str]:
    """Sentences of 15 to 120 characters from the bodies of annotated pages, simplified and within GB 2312; empty where there are none."""
    folder = gold_folder()
    if folder is None:
        return []
    with gzip.open(folder.parent / "bench" / "html_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        bodies = [json.loads(line)["body"] for line in file]
    parts = {part.strip() for body in bodies for part in re.split(r"(?<=[。!?！？])|\n", body)}
    simplified = OpenCC("t2s")
    kept = sorted(part for part in parts if 15 <= len(part) <= 120 and _is_gb2312(part) and simplified.convert(part) == part)
    random.Random(seed).shuffle(kept)
    return kept[:count]


def _is_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def measure_page(page: list[str], kind: str, style: Style, tally: Tally, details: bool) -> None:
    damaged = damage("\n".join(page), style)
    clock = time.process_time()
    got, repairs = restore(damaged)
    tally.seconds += time.process_time() - clock
    tally.characters += len(damaged)
    for repair in repairs:
        kinds = ["repairs"] + ["runs"] * (repair.kind is RepairKind.SHIFTED_RUN)
        tally.repairs.update(kinds + [f"{name} proved" for name in kinds if repair.proof is Proof.PROVED])
    start = 0
    for sentence, line in zip(page, got.text.split("\n"), strict=True):
        wanted = as_ascii(sentence)
        shifted, vanished = lost_pairs(sentence, style)
        held = {"all": True, kind: True, "shifted": shifted, "vanished": vanished, "shifted, none vanished": shifted and not vanished}
        groups = [name for name, holds in held.items() if holds]
        tally.seen.update(groups)
        if line == wanted:
            tally.right.update(groups)
        else:
            wrong = proved_but_wrong(got, repairs, start, line, wanted)
            tally.wrong_proved += wrong
            if details:
                print(kind, "RUN" * shifted, "VANISHED" * vanished, "WRONGLY PROVED" * bool(wrong), wrong)
                print("    got   ", line)
                print("    wanted", wanted)
        start += len(line) + 1


def proved_but_wrong(got: TracedText, repairs: list[Repair], start: int, line: str, wanted: str) -> list[Repair]:
    """The repairs called proved whose characters are among those of the line that are not as they should be."""
    codes = difflib.SequenceMatcher(None, line, wanted, autojunk=False).get_opcodes()
    bad = [(start + first, start + last) for code, first, last, _, _ in codes if code != "equal"]
    found = []
    for repair in repairs:
        span = got.find_origin(repair.start, repair.end) if repair.proof is Proof.PROVED else None
        if span and any(max(span[0], first) < min(span[1], last) for first, last in bad):
            found.append(repair)
    return found


def report(tally: Tally) -> None:
    for group in GROUPS:
        right, seen = tally.right[group], tally.seen[group]
        print(f"{group:24} {right:6} of {seen:6}  {100 * right / max(1, seen):.2f} %")
    for name in ("repairs", "runs"):
        seen, proved = tally.repairs[name], tally.repairs[f"{name} proved"]
        print(f"{name} {seen}, proved {proved} ({100 * proved / max(1, seen):.1f} %)")
    print(f"wrong ones called proved {len(tally.wrong_proved)}")
    for repair in tally.wrong_proved:
        print("   ", repair)
    print(f"{tally.characters / tally.seconds:.0f} damaged characters a second of processor time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5000, help="sentences (default 5000)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default 1)")
    parser.add_argument("--real", action="store_true", help="sentences of printed pages instead of our own")
    parser.add_argument("--details", action="store_true", help="print the sentences that are wrong")
    options = parser.parse_args()
    made = real_sentences(options.count, options.seed) if options.real else list(sentences(options.count, options.seed))
    if not made:
        return
    random_ = random.Random(options.seed + 77)
    restore(damage(made[0], draw_style("dense", random.Random(0))))  # dictionaries are loaded outside the clock
    tally = Tally()
    for number, start in enumerate(range(0, len(made), PAGE)):
        kind = STYLES[number % len(STYLES)]
        measure_page(made[start : start + PAGE], kind, draw_style(kind, random_), tally, options.details)
    report(tally)


if __name__ == "__main__":
    main()
