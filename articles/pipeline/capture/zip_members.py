"""A zip file to its members, in the order of their names, each taken apart in turn.

`相城.zip!2023/001.html` names a member. Names that lead out of the folder (../x, /x, C:\\x), links and encrypted members are refused one by
one; nothing is ever unpacked by name. Zips made on Chinese Windows hold names in GBK without saying so. Office and e-book files are zips
too and are refused: what is in them is markup of another kind.
"""

import re
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import IO, BinaryIO

from articles.pipeline.capture.byte_stream import BLOCK, ByteStream
from articles.pipeline.capture.folder import left_behind, lonely_sidecar
from articles.pipeline.capture.gzip_stream import check_unpacked
from articles.pipeline.capture.limits import Limits, in_words
from articles.pipeline.capture.refused import binary
from articles.pipeline.capture.sidecar import ENDING, read_sidecar
from articles.pipeline.capture.source import Source, TakeApart, as_text
from articles.pipeline.errors import BrokenContainer, CaptureError, EmptyCapture, TooLarge, UnsafeContainer
from articles.pipeline.records import Found

MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
IN_MEMORY = 16 << 20
UTF8_NAME, ENCRYPTED = 0x800, 0x1

_LEADS_OUT = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # a way of packing that is not known is one of these
    IndexError,
    OverflowError,
    struct.error,
)


def read_zip(source: Source, take_apart: TakeApart) -> Iterator[Found] | None:
    """Hands on the members. Raises BrokenContainer, TooLarge, BinaryCapture for the zip as a whole."""
    return _members(source, take_apart) if source.stream.peek(4) in MAGIC else None


def _members(source: Source, take_apart: TakeApart) -> Iterator[Found]:
    with closing(source.file or _spooled(source)) as file, _opened(file) as archive:
        members = {name: info for info in archive.infolist() if not (name := _name(info)).endswith("/")}
        if "[Content_Types].xml" in members or "META-INF/container.xml" in members:
            raise binary("an Office document or an e-book")
        if len(members) > source.limits.members:
            raise TooLarge(f"the zip has more than {source.limits.members:,} members", "Split it.")
        budget = _Budget(source.limits.total)
        wanted = sorted(name for name in members if not any(left_behind(part) for part in name.split("/")))
        if not wanted:
            raise EmptyCapture("the zip has no members", "Give the zip that holds the captures.")
        for name in wanted:
            if name.endswith(ENDING) and name.removesuffix(ENDING) in members:
                continue
            path = f"{source.path}!{name}"
            try:
                inner = _member(source, archive, members, name, budget)
            except CaptureError as error:
                # Through take_apart even so: only it knows whether this member is wanted.
                yield from take_apart(_failing(source, path, name, error))
                continue
            yield from take_apart(inner)


def _member(source: Source, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], name: str, budget: "_Budget") -> Source:
    info = members[name]
    if _LEADS_OUT.search(name):
        raise UnsafeContainer(
            "the member's name leads out of the folder", "Do not trust this zip; if it is yours, pack it again without ../"
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnsafeContainer("the member is a link", "Pack the file itself in its place.")
    if info.flag_bits & ENCRYPTED:
        raise BrokenContainer("the member is encrypted", "Unpack it with its password and import the files.")
    if name.endswith(ENDING):
        raise lonely_sidecar()
    told = members.get(name + ENDING)
    url, captured_at = read_sidecar(lambda: _Reader(archive, told, source.limits, budget).read(source.limits.line) if told else None)
    reader = _Reader(archive, info, source.limits, budget)
    # The name of the capture is the member's whole path.
    return Source(f"{source.path}!{name}", name, ByteStream(reader.read), source.limits, url, captured_at, depth=source.depth + 1)


def _failing(source: Source, path: str, name: str, error: CaptureError) -> Source:
    def fail(_: int) -> bytes:
        raise error

    return Source(path, name, ByteStream(fail), source.limits, depth=source.depth + 1)


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name, with zipfile's cp437 undone where the zip does not say UTF-8."""
    if info.flag_bits & UTF8_NAME:
        return as_text(info.filename)
    try:
        data = info.orig_filename.split("\0", 1)[0].encode("cp437")
    except UnicodeEncodeError:
        return as_text(info.filename)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("ascii", "backslashreplace")


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    try:
        file.seek(0)
        return zipfile.ZipFile(file)
    except _DAMAGE as error:
        raise BrokenContainer(f"the zip cannot be opened: {str(error)[:80].lower()}", "Fetch or copy the file again.") from error


def _spooled(source: Source) -> BinaryIO:
    """The zip's bytes where they can be sought in: in memory while they are few, else in a temporary file without a name."""
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        while block := source.stream.read(BLOCK):
            if spool.tell() + len(block) > source.limits.spool:
                raise TooLarge(
                    f"a zip inside something else is larger than {in_words(source.limits.spool)}", "Import it as a file of its own."
                )
            spool.write(block)
    except BaseException:
        spool.close()
        raise
    return spool  # type: ignore[return-value]


class _Budget:
    """What may still come out of a zip, over all its members."""

    def __init__(self, total: int) -> None:
        self.left = total
        self.total = total

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise TooLarge(f"the zip unpacks to more than {in_words(self.total)}", "Unpack it and import the parts.")


class _Reader:
    """Reads a member, opened at the first read only, and holds the limits."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, budget: _Budget) -> None:
        self._archive, self._info, self._limits, self._budget = archive, info, limits, budget
        self._file: IO[bytes] | None = None
        self._out = 0

    def read(self, size: int) -> bytes:
        if self._file is None:
            self._check_promise()
        try:
            self._file = self._file or self._archive.open(self._info)
            data = self._file.read(size)
        except _DAMAGE as error:
            raise BrokenContainer(f"the member is damaged: {str(error)[:80]}", "Fetch or pack the zip again.") from error
        self._out += len(data)
        self._budget.spend(len(data))
        check_unpacked(self._out, self._info.compress_size, self._limits)
        return data

    def _check_promise(self) -> None:
        # A header may lie, but one that admits to too much is believed at once.
        check_unpacked(self._info.file_size, self._info.compress_size, self._limits)
