"""A file on disk, or standard input, to a source.

What reads wrong becomes a CaptureError in words. `on_bytes` is told how many bytes of the file have been dealt with; over all its calls
that adds up to the file's size, however little of it had to be read.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from articles.pipeline.capture.byte_stream import ByteStream
from articles.pipeline.capture.limits import Limits
from articles.pipeline.capture.sidecar import read_sidecar
from articles.pipeline.capture.source import Source, as_text
from articles.pipeline.errors import CaptureError

OnBytes = Callable[[int], None]


@contextmanager
def open_source(path: str, limits: Limits, on_bytes: OnBytes | None) -> Iterator[Source]:
    """The file as a source, its sidecar read. Raises CaptureError where either cannot be read."""
    url, captured_at = read_sidecar(lambda: _read_beside(path, limits))
    with _open(path) as file:
        counted = _Counted(file, os.fstat(file.fileno()).st_size, on_bytes)
        name = as_text(os.path.basename(path))
        try:
            yield Source(as_text(path), name, ByteStream(counted.read), limits, url, captured_at, file)
        finally:
            counted.finish()


def stdin_source(stdin: BinaryIO | None, limits: Limits) -> Source:
    """Standard input, which has no name and no size."""
    stream = stdin if stdin is not None else sys.stdin.buffer
    return Source("-", "-", ByteStream(_reading(stream)), limits)


def unreadable(error: OSError) -> CaptureError:
    """The operating system's refusal in our words."""
    why = (error.strerror or str(error) or type(error).__name__).lower()
    return CaptureError(f"it cannot be read: {why}", "Check the file's permissions and the disk, then try again.")


def _open(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise unreadable(error) from error


def _read_beside(path: str, limits: Limits) -> bytes | None:
    sidecar = path + ".meta.json"
    if not os.path.isfile(sidecar):
        return None
    with _open(sidecar) as file:
        return _reading(file)(limits.line)


def _reading(file: BinaryIO) -> Callable[[int], bytes]:
    def read(size: int) -> bytes:
        try:
            return file.read(size)
        except OSError as error:
            raise unreadable(error) from error

    return read


class _Counted:
    def __init__(self, file: BinaryIO, size: int, on_bytes: OnBytes | None) -> None:
        self._read = _reading(file)
        self._left = size
        self._on_bytes = on_bytes

    def read(self, size: int) -> bytes:
        data = self._read(size)
        self._tell(len(data))
        return data

    def finish(self) -> None:
        self._tell(self._left)

    def _tell(self, size: int) -> None:
        size = min(size, self._left)
        self._left -= size
        if self._on_bytes and size:
            self._on_bytes(size)
