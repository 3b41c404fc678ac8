"""Captures a second on one core, decode to article; the whole reading beside the bare tagger: python -m tests.measure.speed"""

import argparse
import re
import time
from collections.abc import Callable

from articles.pipeline.decode import decode
from articles.pipeline.extract import extract
from articles.pipeline.offsets import TracedText
from articles.pipeline.recognize.tagger import tag
from articles.pipeline.records import Capture
from articles.pipeline.repair import repair
from articles.pipeline.run import read_capture
from tests.measure import ROOT


def read(capture: Capture) -> None:
    decoded = decode(capture)
    page = TracedText.of(decoded.text)
    extract(page, repair(page), decoded, capture)


def rate(captures: list[Capture], seconds: float, work: Callable[[Capture], None]) -> float:
    """Captures a second, over at least `seconds`, after one round to warm up."""
    for capture in captures:
        work(capture)
    count, started = 0, time.process_time()
    while time.process_time() - started < seconds:
        for capture in captures:
            work(capture)
        count += len(captures)
    return count / (time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="CPU seconds a measurement (default 5)")
    options = parser.parse_args()
    seeds = {path.name[:3]: Capture(name=path.name, payload=path.read_bytes()) for path in sorted((ROOT / "seeds").glob("*.txt"))}
    groups = {
        "flattened, undamaged (003, 004)": ["003", "004"],
        "printed twice (000)": ["000"],
        "junk markup, hijacked name (002)": ["002"],
        "mirror site (001)": ["001"],
    }
    print(f"{'captures':36}{'characters':>12}{'captures/s':>12}{'ms each':>10}")
    for name, numbers in groups.items():
        captures = [seeds[number] for number in numbers]
        characters = sum(len(capture.payload.decode()) for capture in captures) // len(captures)
        value = rate(captures, options.seconds, read)
        print(f"{name:36}{characters:12}{value:12.0f}{1000 / value:10.2f}")
    beside_the_tagger([seeds[number] for number in ("000", "002", "003", "004")], options.seconds)


def beside_the_tagger(captures: list[Capture], seconds: float) -> None:
    """The whole reading, decode to facts, and the tagger alone on the sentences of the same bodies, in turns."""
    bodies = [read_capture(capture).article.body.text for capture in captures]
    sentences = [[part for part in re.split(r"(?<=[。!?！？\n])", body) if part] for body in bodies]
    spent = {"tagger": 0.0, "reading": 0.0}
    characters = 0
    while sum(spent.values()) < 2 * seconds:
        started = time.process_time()
        for part in sentences:
            tag(part)
        spent["tagger"] += time.process_time() - started
        started = time.process_time()
        for capture in captures:
            read_capture(capture)
        spent["reading"] += time.process_time() - started
        characters += sum(map(len, bodies))
    tagger, reading = (characters / spent[name] for name in ("tagger", "reading"))
    print(f"characters a second: tagger alone {tagger:.0f}, whole reading {reading:.0f}, ratio {reading / tagger:.2f}")


if __name__ == "__main__":
    main()
