"""A stream of bytes on its way to captures: what the parts of this step hand to each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from articles.pipeline.capture.byte_stream import ByteStream
from articles.pipeline.capture.limits import Limits, in_words
from articles.pipeline.errors import BrokenContainer, EmptyCapture, TooLarge
from articles.pipeline.records import Capture, Found, MediaType


@dataclass(frozen=True)
class Source:
    """`path` names the item (see records.Found), `name` is the file's own name, for its ending and for the capture's name.

    `url` and `captured_at` come from the sidecar. `file` is the open file where the bytes are a file on disk that can be sought in.
    `depth` counts the containers around it.
    """

    path: str
    name: str
    stream: ByteStream
    limits: Limits
    url: str | None = None
    captured_at: str | None = None
    file: BinaryIO | None = None
    depth: int = 0


TakeApart = Callable[[Source], Iterator[Found]]
# A part returns None where the source is not of its kind, and has then consumed nothing of the stream.
Part = Callable[[Source, TakeApart], Iterator[Found] | None]


def page(
    source: Source,
    payload: bytes,
    media_type: MediaType,
    record: int | None = None,
    *,
    name: str | None = None,
    url: str | None = None,
    captured_at: str | None = None,
    charset: str | None = None,
) -> Found:
    """A capture found in this source. A sidecar's url counts only for the one capture of a plain file.

    Raises EmptyCapture, TooLarge.
    """
    if not payload:
        raise EmptyCapture("there is nothing in it", "Fetch the page again, or leave it out.")
    if len(payload) > source.limits.payload:
        raise TooLarge(
            f"the page is larger than {in_words(source.limits.payload)}",
            "Check that it is one page, and split it if it is not.",
        )
    capture = Capture(
        name=as_text(name or source.name),
        payload=payload,
        media_type=media_type,
        url=as_text(url) if url else (source.url if record is None else None),
        captured_at=captured_at or source.captured_at,
        charset=charset,
    )
    return Found(source.path, record, capture)


def as_text(name: str) -> str:
    """Text that can be stored and printed: bytes that are no UTF-8 (surrogates, as Python reads file names) as backslash escapes.

    >>> as_text("a" + chr(0xDCFF) + ".txt")
    'a\\\\xff.txt'
    """
    try:
        data = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = name.encode("utf-8", "replace")
    return data.decode("utf-8", "backslashreplace").replace("\0", "\\x00")


def checked_time(value: object) -> str | None:
    """`value` where it is an ISO 8601 date or date-time, None where it is None or "". Raises BrokenContainer for anything else.

    >>> checked_time("2024-03-12T08:00:00Z"), checked_time("2024-03-12"), checked_time("")
    ('2024-03-12T08:00:00Z', '2024-03-12', None)
    """
    if value is None or value == "":
        return None
    try:
        if not isinstance(value, str):
            raise ValueError
        datetime.fromisoformat(value.strip())
    except ValueError:
        raise BrokenContainer(
            f"captured_at is no date: {str(value)[:60]!r}",
            "Write it as 2024-03-12 or 2024-03-12T08:00:00+08:00, or leave it out.",
        ) from None
    return value.strip()
