"""Processor time of a question, by this process and the one that answers it."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


def measured(asked: Iterable[Callable[[], Any]], answering: int | None = None) -> tuple[float, float]:
    """p50 and p95 in milliseconds, each question asked twice and the second time counted. `answering`: the id of the server's process."""
    taken = []
    for ask in asked:
        ask()
        before = clock(answering)
        ask()
        taken.append((clock(answering) - before) * 1000)
    return at(taken, 0.5), at(taken, 0.95)


def clock(answering: int | None) -> float:
    if answering is None:
        return time.process_time()
    schedule = Path(f"/proc/{answering}/schedstat")
    if not schedule.exists():
        return time.perf_counter()
    return time.process_time() + int(schedule.read_text().split()[0]) / 1e9


def at(taken: list[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]
