"""The bytes of a WARC file to its records, going on behind damage.

A record is `WARC/1.0`, header lines, a blank line, Content-Length bytes, two line ends. Where that does not fit - a length that lies, bytes
lost in copying, a broken gzip member - the record is reported and reading goes on at the next line that begins a record: in the bytes
taken for the broken record's body, or behind them. Good records with blank lines missing or too many between them are not damage.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.pipeline.capture.byte_stream import BLOCK, ByteStream
from articles.pipeline.capture.gzip_stream import BrokenMember
from articles.pipeline.capture.limits import Limits
from articles.pipeline.errors import BrokenContainer, CaptureError

BEGINS = b"WARC/"
HEAD_LIMIT = 1 << 16
# Room for the HTTP header, and for bodies that shrink when their codings are undone.
BODY_SLACK = 1 << 20
PEEKED = 1 << 14

_NEXT = re.compile(rb"\r?\n(?=WARC/\d\.\d\r?\n[A-Za-z-]+:)")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CURE = "Fetch or copy the file again; the records before and after it were read."


@dataclass(frozen=True)
class Frame:
    """One record: `start` is its offset in the unpacked stream, `head` its WARC header with the blank line, `body` its block.

    `cut`: the block is too large to be held; `body` is its beginning. `error`: what is broken, the rest is then empty.
    """

    start: int
    head: bytes = b""
    body: bytes = b""
    cut: bool = False
    error: CaptureError | None = None


def read_frames(stream: ByteStream, limits: Limits) -> Iterator[Frame]:
    """All records in order, with one frame of error for each broken place. What makes the file itself unreadable is raised."""
    while True:
        start = stream.position
        try:
            _skip_blank_lines(stream)
            start = stream.position
            if not stream.peek(1):
                return
            yield from _read_frame(stream, limits)
        except _Misfit as error:
            yield Frame(start, error=BrokenContainer(error.reason, error.cure))
        except BrokenMember as error:
            # The gzip reader gave up on a member and stands at the next.
            stream.drop_ahead()
            yield Frame(start, error=error)


class _Misfit(BrokenContainer):
    """Raised with the stream standing where the next record is to be looked for."""


def _read_frame(stream: ByteStream, limits: Limits) -> Iterator[Frame]:
    start = stream.position
    if stream.peek(len(BEGINS)) != BEGINS:
        _seek_record(stream)
        raise _Misfit("between two WARC records stands something else", _CURE)
    end = _HEAD_END.search(stream.peek(4096)) or _HEAD_END.search(stream.peek(HEAD_LIMIT))
    head = stream.read(end.end()) if end else b""
    length = _LENGTH.search(head)
    if length is None:
        if not end:
            stream.skip(1)
        _seek_record(stream)
        raise _Misfit("a WARC record has no readable header or no Content-Length", _CURE)
    size = int(length[1])
    if size > limits.payload + BODY_SLACK:
        body = stream.peek(PEEKED)
        _skip_body(stream, size)
        yield Frame(start, head, body, cut=True)
        return
    body = stream.read(size)
    next_error = _check_end(stream, body, size)
    yield Frame(start, head, body)
    if next_error:
        yield Frame(stream.position, error=next_error)


def _check_end(stream: ByteStream, body: bytes, size: int) -> BrokenMember | None:
    """Raises _Misfit where the record does not end where its length says. Returns the damage that begins right behind it."""
    try:
        if len(body) == size and _at_boundary(stream):
            return None
    except BrokenMember as error:
        # Damage that spoils the next gzip member from its beginning leaves this record whole.
        if error.began:
            raise
        return error
    inside = _NEXT.search(body)
    if inside:
        stream.push_back(body[inside.end() :])
    else:
        # The end of the body may hold the line end before the next record.
        stream.push_back(body[-2:])
        _seek_record(stream)
    if len(body) < size and not inside:
        raise _Misfit("the last WARC record is cut off", "Fetch or copy the file again; the records before it were read.")
    raise _Misfit("a WARC record is not as long as its Content-Length says", _CURE)


def _at_boundary(stream: ByteStream) -> bool:
    whole = stream.peek(4) == b"\r\n\r\n"
    _skip_blank_lines(stream)
    after = stream.peek(len(BEGINS))
    return whole or not after or after == BEGINS


def _skip_blank_lines(stream: ByteStream) -> None:
    while (ahead := stream.peek(64)) and ahead[0] in b"\r\n":
        stream.skip(len(ahead) - len(ahead.lstrip(b"\r\n")))


def _skip_body(stream: ByteStream, size: int) -> None:
    """Leave out a large body, but stop where another record begins in it: then the length was wrong."""
    while size > 0 and (ahead := stream.peek(min(size, BLOCK) + 64)):
        found = _NEXT.search(ahead)
        if found and found.start() < size:
            stream.skip(found.end())
            return
        step = min(size, max(1, len(ahead) - 64))
        stream.skip(step)
        size -= step


def _seek_record(stream: ByteStream) -> None:
    """Go to the next line that begins a record, or to the end."""
    while ahead := stream.peek(BLOCK):
        found = _NEXT.search(ahead)
        if found:
            stream.skip(found.end())
            return
        stream.skip(len(ahead) - 64 if len(ahead) == BLOCK else len(ahead))
