"""Captures read in several processes, the outcomes in the order of the captures.

At most a few items a process are on their way, so memory stays bounded however much is imported. A process that dies (killed for its
memory, say) takes no other item with it: whatever was on its way is read again one at a time, and only what ends a process when it is
alone becomes trouble.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from articles.pipeline.records import Capture
from articles.store.reading import Outcome, Trouble, read_outcome

AHEAD = 4
"""Items on their way for each process."""
AHEAD_BYTES = 128 << 20
"""And for all of them together: no further item is begun while their payloads are larger than this."""
KILLED = Trouble(
    "read",
    "WorkerDied",
    "the process that read it was ended, perhaps for want of memory",
    "Try it again with --retry on a machine with more memory; if it fails again, report it with the file.",
)

Item = TypeVar("Item")


@dataclass
class Waiting(Generic[Item]):
    item: Item
    capture: Capture | None
    future: "Future[Outcome] | None" = None


def usual_jobs() -> int:
    """As many processes as this one may use processors, four at most: beyond that the database is what is waited for."""
    return max(1, min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


class Readers:
    """Processes that read; with one job this process itself. A context manager."""

    def __init__(self, jobs: int, read: Callable[[Capture], Outcome] = read_outcome) -> None:
        self.jobs = jobs
        self.read_one = read
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None

    def submit(self, capture: Capture) -> "Future[Outcome]":
        if self.pool is None:
            self.pool = ProcessPoolExecutor(self.jobs, mp_context=multiprocessing.get_context("spawn"), initializer=begin_worker)
        return self.pool.submit(self.read_one, capture)

    def read(self, capture: Capture) -> Outcome:
        """One capture, with no other on its way."""
        if self.jobs == 1:
            return self.read_one(capture)
        try:
            return self.submit(capture).result()
        except BrokenProcessPool:
            self.close()
            return Outcome(trouble=KILLED)

    def read_in_order(self, items: Iterable[tuple[Item, Capture | None]]) -> Iterator[tuple[Item, Outcome | None]]:
        """Each item with the outcome of its capture; an item without a capture goes through with None."""
        if self.jobs == 1:
            for item, capture in items:
                yield item, None if capture is None else self.read_one(capture)
            return
        source = iter(items)
        line: deque[Waiting[Item]] = deque()
        more = True
        while more or line:
            while more and self.has_room(line):
                following = next(source, None)
                if following is None:
                    more = False
                    break
                line.append(self.begin(Waiting(*following)))
            if line:
                yield line[0].item, self.outcome_of_first(line)
                line.popleft()

    def has_room(self, line: "deque[Waiting[Item]]") -> bool:
        # An item whose process died waits without a future, and nothing else may be on its way while it is read again.
        if any(waiting.capture is not None and waiting.future is None for waiting in line):
            return False
        return len(line) < self.jobs * AHEAD and sum(len(waiting.capture.payload) for waiting in line if waiting.capture) < AHEAD_BYTES

    def begin(self, waiting: Waiting[Item]) -> Waiting[Item]:
        if waiting.capture is not None:
            try:
                waiting.future = self.submit(waiting.capture)
            except BrokenProcessPool:
                # The pool broke under an earlier item and nobody has waited for that one yet: this one gets its turn alone.
                waiting.future = None
        return waiting

    def outcome_of_first(self, line: "deque[Waiting[Item]]") -> Outcome | None:
        first = line[0]
        if first.capture is None:
            return None
        if first.future is not None:
            try:
                return first.future.result()
            except BrokenProcessPool:
                self.close()
                for waiting in line:
                    if waiting.future is not None and not (waiting.future.done() and waiting.future.exception() is None):
                        waiting.future = None
        return self.read(first.capture)


def begin_worker() -> None:
    """In each process: leave Ctrl-C to the parent, and end when the parent has been killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=follow_parent, args=(parent,), daemon=True).start()


def follow_parent(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
