"""Captures a second on one core, decode to article, without recognition: python -m tests.measure.speed [--seconds N]"""

import argparse
import time
from collections.abc import Callable

from articles.pipeline.decode import decode
from articles.pipeline.extract import extract
from articles.pipeline.offsets import TracedText
from articles.pipeline.records import Capture
from articles.pipeline.repair import repair
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


if __name__ == "__main__":
    main()
