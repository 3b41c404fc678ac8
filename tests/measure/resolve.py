"""Who is who among persons, on the cases of tests/cases/resolve/persons.jsonl: python -m tests.measure.resolve [--wrong] [--speed]

Pairwise precision and recall over all cases and over those held out while the weights were set. `--wrong` shows the cases that come out
otherwise, with the reasons; `--speed` one block of ten thousand entries beside one of a thousand.
"""

import argparse
import time
from typing import Any

from articles.pipeline.resolve.entries import Judgements, PersonEntry, PostSeen
from articles.pipeline.resolve.persons import resolve_persons
from tests.pipeline.resolve.person_cases import pairs, read_cases, resolve_case


def count(cases: list[dict[str, Any]]) -> tuple[int, int, int]:
    """(pairs found and right, pairs found, pairs that are right)"""
    rows = [(pairs(resolve_case(case).groups), pairs(case["groups"])) for case in cases]
    return sum(len(found & right) for found, right in rows), sum(len(found) for found, _ in rows), sum(len(right) for _, right in rows)


def show(name: str, cases: list[dict[str, Any]]) -> None:
    both, found, right = count(cases)
    print(f"{name:8}{len(cases):4} cases, {right:4} pairs: precision {both / found:.3f}, recall {both / right:.3f}")


def show_wrong(cases: list[dict[str, Any]]) -> None:
    for case in cases:
        resolved = resolve_case(case)
        groups = {frozenset(group) for group in resolved.groups}
        if groups != {frozenset(group) for group in case["groups"]}:
            print(f"\n{'held: ' if case.get('held') else ''}{case['why']} ({case['name']}): {resolved.groups}, wanted {case['groups']}")
            for link in (*resolved.links, *resolved.doubts):
                print("  ", link.one, link.other, link.score, [(feature.name, feature.weight, feature.zh) for feature in link.features])


def block(size: int, profiles: int = 60, loose: float = 0.5) -> list[PersonEntry]:
    """Entries of one common name: posts of so many kinds, and names without a post, each with company of its own."""
    entries = []
    for number in range(size):
        home = f"32{number % 13:02}{number % profiles:02}"
        places = (home, home[:4] + "00", "320000")
        post = PostSeen("局长", f"body {number % profiles}", f"第{number % profiles}区科技局", "department", places)
        company = frozenset(f"周{chr(0x4E00 + (number * step) % 3000)}" for step in range(1, 9))
        date = f"{2010 + number % 14}-03-{1 + number % 28:02}"
        posts = () if number < size * loose else (post,)
        entries.append(PersonEntry(f"k{number}", "王伟", f"g{number}", (date, date, str(number)), date, posts, places, company))
    return entries


def show_speed() -> None:
    resolve_persons(block(100), Judgements())
    times = {}
    for size in (1_000, 10_000):
        entries = block(size)
        started = time.process_time()
        resolve_persons(entries, Judgements())
        times[size] = time.process_time() - started
        print(f"{size:6} entries, 60 profiles with posts, half the entries without: {times[size]:.2f} CPU seconds")
    print(f"ratio {times[10_000] / times[1_000]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="show the cases that come out otherwise")
    parser.add_argument("--tuned", action="store_true", help="leave out the held cases")
    parser.add_argument("--speed", action="store_true", help="time two blocks")
    options = parser.parse_args()
    cases = read_cases()
    held = [case for case in cases if case.get("held")]
    tuned = [case for case in cases if not case.get("held")]
    if options.speed:
        show_speed()
        return
    show("tuned", tuned)
    if not options.tuned:
        for number in sorted({case["held"] for case in held}):
            show(f"held {number}", [case for case in held if case["held"] == number])
        show("all", cases)
    if options.wrong:
        show_wrong(tuned if options.tuned else cases)


if __name__ == "__main__":
    main()
