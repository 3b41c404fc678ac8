"""Reading in processes: in order, bounded, and one dead process loses nothing."""

import os
import signal
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from articles.pipeline.records import Capture
from articles.store.reading import Outcome
from articles.store.workers import AHEAD, KILLED, Readers


def echo_or_die(capture: Capture) -> Outcome:
    if capture.payload == b"die":
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome({"text": capture.payload.decode()})


def captures(*texts: str) -> list[tuple[int, Capture | None]]:
    return [(number, Capture("page", text.encode()) if text else None) for number, text in enumerate(texts)]


def told(outcomes: Iterable[tuple[int, Outcome | None]]) -> list[tuple[int, Any]]:
    return [(number, None if outcome is None else outcome.trouble or (outcome.data or {})["text"]) for number, outcome in outcomes]


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_in_order_and_items_without_capture_pass_through(jobs: int) -> None:
    with Readers(jobs, echo_or_die) as readers:
        assert told(readers.read_in_order(captures("a", "", "b", "c"))) == [(0, "a"), (1, None), (2, "b"), (3, "c")]


def test_a_process_that_dies_loses_only_its_own_item() -> None:
    texts = ["a", "b", "die", "c", "", "d", "die", "e", *"fghijklmnop"]
    with Readers(2, echo_or_die) as readers:
        expected = [(number, {"die": KILLED, "": None}.get(text, text)) for number, text in enumerate(texts)]
        assert told(readers.read_in_order(captures(*texts))) == expected


def test_only_a_few_items_are_on_their_way() -> None:
    taken = []

    def source() -> Iterator[tuple[int, Capture | None]]:
        for item in captures(*"abcdefghijklmnopqrstuvwxyz"):
            taken.append(item)
            yield item

    with Readers(2, echo_or_die) as readers:
        for number, _ in readers.read_in_order(source()):
            assert len(taken) - number <= 2 * AHEAD
    assert len(taken) == 26
