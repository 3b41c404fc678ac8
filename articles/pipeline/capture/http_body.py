"""An HTTP message's body as sent to the payload: transfer coding (chunked) and content codings (gzip, deflate, br) undone, with limits.

Some crawlers keep the header and store the body already decoded; so a body that does not begin as its coding would is taken as it is.
One that begins so and breaks off is a problem: half a page would be taken for the whole.
"""

import re
import zlib
from collections.abc import Callable

import brotli

from articles.pipeline.capture.gzip_stream import check_unpacked
from articles.pipeline.capture.limits import Limits, in_words
from articles.pipeline.capture.sniff import HEAD, binary_kind
from articles.pipeline.errors import BrokenContainer, TooLarge

_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]*)?\r?\n")
BLOCK = 1 << 20
_CURE = "Capture the page again."


def undo_codings(body: bytes, transfer: str, content: str, limits: Limits) -> bytes:
    """`transfer` and `content` are the values of Transfer-Encoding and Content-Encoding. Raises BrokenContainer, TooLarge, UnsafeContainer.

    >>> undo_codings(b"3\\r\\nabc\\r\\n0\\r\\n\\r\\n", "chunked", "", Limits())
    b'abc'
    """
    if "chunked" in transfer.lower() and _CHUNK.match(body):
        body = _unchunk(body)
    for coding in reversed([part.strip().lower() for part in content.split(",") if part.strip()]):
        undo = _CODINGS.get(coding)
        if undo is not None:
            body = undo(body, limits)
        elif coding != "identity":
            raise BrokenContainer(f"the page is packed in a way that is not read (Content-Encoding: {coding[:20]})", _CURE)
    return body


def _unchunk(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        part = body[match.end() : match.end() + size]
        parts.append(part)
        at = match.end() + size
        if len(part) < size:
            break
        at += 2 if body[at : at + 2] == b"\r\n" else int(body[at : at + 1] == b"\n")
    raise BrokenContainer("the page was sent in chunks and breaks off", _CURE)


def _gunzip(body: bytes, limits: Limits) -> bytes:
    return _inflate(body, 31, limits) if body[:2] == b"\x1f\x8b" else body


def _inflate_either(body: bytes, limits: Limits) -> bytes:
    """HTTP's deflate is zlib's format; some servers send the bare one, and some crawlers keep the body unpacked."""
    if body[:1] and body[0] & 15 == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0:
        return _inflate(body, zlib.MAX_WBITS, limits)
    if _is_plain(body):
        return body
    return _inflate(body, -zlib.MAX_WBITS, limits)


def _inflate(body: bytes, bits: int, limits: Limits) -> bytes:
    inflater = zlib.decompressobj(wbits=bits)
    try:
        data = inflater.decompress(body, limits.payload + 1)
    except zlib.error as error:
        raise BrokenContainer("the page's packed data are damaged", _CURE) from error
    _check(len(data), len(body), limits)
    if not inflater.eof:
        raise BrokenContainer("the page's packed data break off", _CURE)
    return data


def _unbrotli(body: bytes, limits: Limits) -> bytes:
    unpacker = brotli.Decompressor()
    data = bytearray()
    try:
        more = unpacker.process(body, output_buffer_limit=BLOCK)
        while more:
            data += more
            _check(len(data), len(body), limits)
            more = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=BLOCK)
    except brotli.error as error:
        if _is_plain(body):
            return body
        raise BrokenContainer("the page's brotli data are damaged", _CURE) from error
    if not unpacker.is_finished():
        raise BrokenContainer("the page's brotli data break off", _CURE)
    return bytes(data)


def _is_plain(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<" and binary_kind(body[:HEAD]) is None


def _check(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > limits.payload:
        raise TooLarge(f"the page unpacks to more than {in_words(limits.payload)}", "Leave it out: no page of news is that long.")
    check_unpacked(unpacked, packed, limits)


_CODINGS: dict[str, Callable[[bytes, Limits], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate_either,
    "br": _unbrotli,
}
