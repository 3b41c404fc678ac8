"""Readings for the doors, without a database; the workshop is reached through this file alone."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from articles.pipeline import run
from articles.pipeline.capture import count_bytes, find_captures
from articles.pipeline.capture.byte_stream import ByteStream
from articles.pipeline.capture.jsonl import read_object
from articles.pipeline.capture.limits import Limits
from articles.pipeline.capture.source import Source
from articles.pipeline.decode import decode
from articles.pipeline.errors import MissingPath, ReadingError
from articles.pipeline.records import Capture, Found
from articles.store.wordings import Fingerprint, take_fingerprint

__all__ = [
    "READER",
    "MissingPath",
    "Outcome",
    "Trouble",
    "decoded_text",
    "find_items",
    "item_of",
    "read_outcome",
    "read_paths",
    "total_bytes",
    "trouble_of",
]

READER = run.READER
REPORT_IT = "Keep the file and report the error: it is a fault of the program."
REASON_LENGTH = 300


@dataclass(frozen=True)
class Trouble:
    """Why there is no reading."""

    stage: str
    kind: str
    reason: str
    cure: str


@dataclass(frozen=True)
class Outcome:
    """What reading one capture came to: `data` (the reading as JSON) and the body's fingerprint, or the trouble."""

    data: dict[str, Any] | None = None
    fingerprint: Fingerprint | None = None
    trouble: Trouble | None = None


def trouble_of(error: Exception) -> Trouble:
    """The error in words. Anything but a ReadingError is a fault of the program, and is reported as one."""
    kind = type(error).__name__
    if isinstance(error, ReadingError):
        return Trouble(error.stage, kind, error.reason, error.cure)
    return Trouble("read", kind, f"{kind}: {error}"[:REASON_LENGTH].rstrip(": "), REPORT_IT)


def read_outcome(capture: Capture) -> Outcome:
    """Read one capture for keeping. Never raises but for interrupts: one bad page must not end an import."""
    try:
        # By way of JSON, so that it compares equal to what the database gives back.
        data = json.loads(json.dumps(run.as_json(run.read_capture(capture))))
        return Outcome(data, take_fingerprint(data["article"]["body"]))
    except Exception as error:  # noqa: BLE001
        return Outcome(trouble=trouble_of(error))


def find_items(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    only: set[tuple[str, int | None]] | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Found]:
    """What stands in these paths, in a fixed order. Raises MissingPath (a ReadingError) at once where one does not exist."""
    return find_captures(paths, stdin=stdin, only=only, on_bytes=on_bytes)


def total_bytes(paths: Sequence[str]) -> int:
    """What `on_bytes` of find_items will add up to. Raises MissingPath."""
    return count_bytes(paths)


def read_paths(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[tuple[Found, dict[str, Any] | None, Trouble | None]]:
    """Each item of these paths with its reading as JSON, or with what kept it from being read. Raises MissingPath at once."""
    items = find_items(paths, stdin=stdin)
    return (reading_of(found) for found in items)


def reading_of(found: Found) -> tuple[Found, dict[str, Any] | None, Trouble | None]:
    if found.capture is None:
        return found, None, trouble_of(found.error) if found.error else None
    try:
        return found, run.as_json(run.read_capture(found.capture)), None
    except Exception as error:  # noqa: BLE001
        return found, None, trouble_of(error)


def item_of(told: object, path: str, record: int) -> Found:
    """The item that one JSON object gives, as a line of JSON Lines would: its capture, or why there is none."""
    source = Source(path, f"{path} {record}", ByteStream(BytesIO().read), Limits())
    try:
        return read_object(source, record, told)
    except ReadingError as error:
        return Found(path, record, error=error)


def decoded_text(capture: Capture) -> str:
    """The capture's own text, into which `capture_start`, `capture_end` and `offsets` of its reading point. Raises ReadingError."""
    return decode(capture).text
