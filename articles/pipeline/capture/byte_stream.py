"""Bytes read ahead: peek, exact reads, lines with a limit, over anything that can be read from."""

from collections.abc import Callable

from articles.pipeline.capture.limits import in_words
from articles.pipeline.errors import CaptureError, TooLarge

BLOCK = 1 << 16


class LineTooLong(TooLarge):
    """A line over the limit, which has been skipped: the lines after it can be read, as they cannot after other errors of a stream."""


class ByteStream:
    """`position` is the number of bytes consumed so far.

    What `read_some` raises comes through, but not before what was read ahead of it is used up; reading may go on after that.
    """

    def __init__(self, read_some: Callable[[int], bytes]) -> None:
        self.position = 0
        self._read_some = read_some
        self._ahead = bytearray()
        self._ended = False
        self._error: CaptureError | None = None

    def peek(self, size: int) -> bytes:
        """The next `size` bytes (fewer at the end or before damage), which stay where they are."""
        if not self._fill(size) and not self._ahead:
            self._raise_error()
        return bytes(self._ahead[:size])

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end only."""
        if not self._fill(size):
            self._raise_error()
        return self._take(size)

    def read_line(self, limit: int) -> bytes:
        """The next line with its line feed; b"" at the end. Raises LineTooLong for a longer one, which is then skipped."""
        searched = 0
        while (end := self._ahead.find(b"\n", searched)) < 0 and len(self._ahead) <= limit:
            searched = len(self._ahead)
            if not self._fill(searched + 1):
                self._raise_error()
                return self._take(searched)
        if 0 <= end <= limit:
            return self._take(end + 1)
        self._skip_line()
        raise LineTooLong(f"one line is longer than {in_words(limit)}", "Check that the file has line breaks; split the line.")

    def skip(self, size: int) -> None:
        """Leave out up to `size` bytes."""
        while size > 0 and self.peek(1):
            size -= len(self._take(min(size, BLOCK)))

    def push_back(self, data: bytes) -> None:
        """Put bytes that were read back in front."""
        self._ahead[:0] = data
        self.position -= len(data)

    def drop_ahead(self) -> None:
        """Forget what was read ahead."""
        self._take(len(self._ahead))

    def _skip_line(self) -> None:
        while (end := self._ahead.find(b"\n")) < 0:
            self.drop_ahead()
            if not self.peek(1):
                return
        self._take(end + 1)

    def _fill(self, size: int) -> bool:
        """Have `size` bytes at hand; False where the end or an error comes first."""
        while len(self._ahead) < size and not self._ended and not self._error:
            try:
                block = self._read_some(BLOCK)
            except CaptureError as error:
                self._error = error
                break
            self._ended = not block
            self._ahead += block
        return len(self._ahead) >= size

    def _raise_error(self) -> None:
        error, self._error = self._error, None
        if error:
            raise error

    def _take(self, size: int) -> bytes:
        taken = bytes(self._ahead[:size])
        del self._ahead[:size]
        self.position += len(taken)
        return taken
