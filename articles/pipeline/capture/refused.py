"""Files that hold no text at all, to the reason why they are refused.

>>> from articles.pipeline.capture import find_captures
>>> import io
>>> [str(f.error) for f in find_captures(["-"], stdin=io.BytesIO(b"%PDF-1.4"))]
['it is a PDF document, not text']
"""

from collections.abc import Iterator

from articles.pipeline.capture.sniff import HEAD, binary_kind
from articles.pipeline.capture.source import Source, TakeApart
from articles.pipeline.errors import BinaryCapture, EmptyCapture
from articles.pipeline.records import Found


def refuse_empty(source: Source, _: TakeApart) -> Iterator[Found] | None:
    """Raises EmptyCapture for a source of no bytes."""
    if source.stream.peek(1):
        return None
    raise EmptyCapture("it is empty (0 bytes)", "Fetch it again, or leave it out.")


def refuse_binary(source: Source, _: TakeApart) -> Iterator[Found] | None:
    """Raises BinaryCapture for images, programs, archives of kinds that are not read, and other bytes that are no text."""
    kind = binary_kind(source.stream.peek(HEAD))
    if kind is None:
        return None
    raise binary(kind)


def binary(kind: str) -> BinaryCapture:
    """What to say of a file of this kind."""
    if "archive" in kind or kind.endswith(" file"):
        return BinaryCapture(f"it is {kind}, which is not read", "Unpack it, or convert it to zip, gzip or WARC.")
    return BinaryCapture(f"it is {kind}, not text" if kind != "no text" else "its bytes are no text", "Save the page as HTML or text.")
