"""A text or HTML file to the one capture it is.

>>> from articles.pipeline.capture import find_captures
>>> import io
>>> [(f.capture.media_type.value, f.capture.name) for f in find_captures(["-"], stdin=io.BytesIO("<html><p>区委".encode()))]
[('text/html', '-')]

Everything that is nothing else comes here, so this part stands last. The bytes are not decoded: that is the next step's work.
"""

from collections.abc import Iterator

from articles.pipeline.capture.sniff import HEAD, is_html
from articles.pipeline.capture.source import Source, TakeApart, page
from articles.pipeline.records import Found, MediaType


def read_page(source: Source, _: TakeApart) -> Iterator[Found]:
    """The whole source as one capture. Raises TooLarge."""
    return _read(source)


def _read(source: Source) -> Iterator[Found]:
    media_type = MediaType.HTML if is_html(source.stream.peek(HEAD), source.name) else MediaType.TEXT
    yield page(source, source.stream.read(source.limits.payload + 1), media_type)
