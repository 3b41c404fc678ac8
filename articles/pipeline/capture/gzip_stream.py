"""A gzip file to what is packed in it, member after member, with limits.

`20240312.jsonl.gz`, `page.html.gz`: the name without .gz says what is inside where the bytes do not. A broken or cut off file is a
problem: a page in it is not imported in part; of a container in it the whole records before the break are.
"""

import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from articles.pipeline.capture.byte_stream import ByteStream
from articles.pipeline.capture.limits import Limits, in_words
from articles.pipeline.capture.source import Source, TakeApart
from articles.pipeline.errors import BrokenContainer, TooLarge, UnsafeContainer
from articles.pipeline.records import Found

MAGIC = b"\x1f\x8b\x08"
GZIP_BITS = 31
KEPT = 1 << 20


def read_gzip(source: Source, take_apart: TakeApart) -> Iterator[Found] | None:
    """Hands on what is inside."""
    if source.stream.peek(len(MAGIC)) != MAGIC:
        return None
    inner = GzipReader(source.stream, source.limits)
    stem = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    return take_apart(replace(source, name=stem, stream=ByteStream(inner.read), file=None, depth=source.depth + 1))


class BrokenMember(BrokenContainer):
    """`began`: bytes of the broken member have been handed out already."""

    began = False


class GzipReader:
    """Inflates gzip members one after the other. `read` raises BrokenContainer, TooLarge or UnsafeContainer.

    With `resume`, the bytes each member must begin with, it goes on after an error with the next member that does, and the limits hold
    for each member. `starts` then lists where members begin: (bytes unpacked before it, its offset in the packed stream).
    """

    def __init__(self, packed: ByteStream, limits: Limits, resume: bytes | None = None) -> None:
        self.starts: deque[tuple[int, int]] = deque()
        self._packed = packed
        self._limits = limits
        self._resume = resume
        self._inflate: zlib._Decompress | None = None
        self._rest = b""
        self._out = 0
        self._member_out = 0
        self._member_in = 0
        # The packed bytes of the member at hand: where it breaks, the next one may begin among them.
        self._kept = bytearray()

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; b"" at the end only."""
        try:
            while True:
                inflate = self._inflate or self._begin_member()
                if inflate is None:
                    return b""
                data = self._inflate_some(inflate, size)
                if data:
                    return data
        except BrokenMember as error:
            if self._resume is not None:
                error.began = self._inflate is not None and self._member_out > 0
                self._inflate, self._rest = None, b""
                self._packed.push_back(bytes(self._kept))
                self._packed.skip(1)
                self._kept.clear()
                self._seek_member(self._resume)
            raise

    def _begin_member(self) -> "zlib._Decompress | None":
        head = self._packed.peek(len(MAGIC))
        if not head:
            return None
        if head != MAGIC:
            if self._is_padding():
                return None
            raise BrokenMember("after a whole gzip member stands something else", "Fetch or pack the file again.")
        self._inflate = zlib.decompressobj(wbits=GZIP_BITS)
        if self._resume is not None:
            self.starts.append((self._out, self._packed.position))
            self._member_in = self._member_out = 0
        return self._inflate

    def _is_padding(self) -> bool:
        # Tapes and block devices fill up with NULs, which gzip itself allows.
        while block := self._packed.read(1 << 16):
            if block.strip(b"\0"):
                return False
        return True

    def _inflate_some(self, inflate: "zlib._Decompress", size: int) -> bytes:
        packed = self._rest
        if not packed:
            packed = self._packed.read(1 << 14)
            if self._resume is not None:
                self._kept += packed
                if len(self._kept) > KEPT:
                    del self._kept[:-KEPT]
        if not packed:
            raise BrokenMember("the gzip data end too early: the file was cut off", "Fetch or copy the file again.")
        try:
            data = inflate.decompress(packed, size)
        except zlib.error as error:
            raise BrokenMember("the gzip data are damaged", "Fetch or copy the file again; compare its checksum.") from error
        self._rest = inflate.unconsumed_tail
        self._member_in += len(packed) - len(self._rest) - len(inflate.unused_data)
        self._member_out += len(data)
        self._out += len(data)
        self._check_limits()
        if inflate.eof:
            self._packed.push_back(inflate.unused_data)
            self._inflate, self._rest = None, b""
            self._kept.clear()
        return data

    def _check_limits(self) -> None:
        try:
            check_unpacked(self._member_out, self._member_in, self._limits)
        except (TooLarge, UnsafeContainer) as error:
            if self._resume is None:
                raise
            # One member too large is damage that can be gone on behind, unlike a limit that the container around it has reached.
            raise BrokenMember(error.reason, error.cure) from error

    def _seek_member(self, begins: bytes) -> None:
        """Go to the next place where a member begins as it must; the broken member's own start is behind already."""
        while block := self._packed.peek(1 << 16):
            at = block.find(MAGIC)
            while at >= 0:
                head = block[at:] if len(block) - at > 1 << 10 else self._packed.peek(at + (1 << 10))[at:]
                if inflated_head(head, len(begins)) == begins:
                    self._packed.skip(at)
                    return
                at = block.find(MAGIC, at + 1)
            self._packed.skip(max(1, len(block) - len(MAGIC) + 1) if len(block) == 1 << 16 else len(block))


def check_unpacked(unpacked: int, packed: int, limits: Limits) -> None:
    """Raises TooLarge or UnsafeContainer where more came out than may."""
    if unpacked > limits.unpacked:
        raise TooLarge(f"it unpacks to more than {in_words(limits.unpacked)}", "Unpack it and import the parts.")
    if unpacked > limits.ratio_from and unpacked > limits.ratio * max(packed, 1):
        raise UnsafeContainer(
            f"it unpacks to more than {limits.ratio} times its size, as a zip bomb does",
            "If it is genuine, unpack it yourself and import the files.",
        )


def inflated_head(packed: bytes, size: int) -> bytes:
    """The first `size` bytes that packed gzip data give; b"" where they are damaged."""
    try:
        return zlib.decompressobj(wbits=GZIP_BITS).decompress(packed, size)
    except zlib.error:
        return b""
