"""What can go wrong between bytes and reading.

ReadingError               anything below; carries stage, reason and cure, in words for the person who has the file
├── CaptureError           step 1: the container or file cannot be taken apart
│   ├── MissingPath        a path given by the user does not exist: raised at once, before any work
│   ├── EmptyCapture       nothing in it
│   ├── BinaryCapture      bytes that are no text (an image, a PDF, a program)
│   ├── BrokenContainer    a truncated gzip, a damaged WARC record, a line that is no JSON, a CSV without its column
│   ├── UnsafeContainer    a zip bomb, names that lead out of the folder, a loop of links
│   └── TooLarge           over a limit of size
├── DecodeError            step 2: no encoding gives text
└── ExtractError           step 4: the page cannot be taken apart, or holds no language
"""


class ReadingError(Exception):
    """A capture that could not be read. `stage` is the step's name; `reason` says what is wrong, `cure` what the user can do."""

    stage = "read"

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cure = cure

    def __reduce__(self) -> tuple[type["ReadingError"], tuple[str, str]]:
        # An exception is pickled by its `args`, which hold the reason alone; errors cross from worker processes.
        return type(self), (self.reason, self.cure)


class CaptureError(ReadingError):
    stage = "capture"


class MissingPath(CaptureError):
    """A path given by the user that does not exist; the only error that is raised before any work."""


class EmptyCapture(CaptureError):
    pass


class BinaryCapture(CaptureError):
    pass


class BrokenContainer(CaptureError):
    pass


class UnsafeContainer(CaptureError):
    pass


class TooLarge(CaptureError):
    pass


class DecodeError(ReadingError):
    stage = "decode"


class ExtractError(ReadingError):
    stage = "extract"
