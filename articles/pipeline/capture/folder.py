"""Paths given by the user to files, folders walked in order.

Entries are sorted by the bytes of their names, a folder's files standing where the folder stands; so every run finds the same items in
the same order. Links are followed, each real folder once: a link to a folder above it is a loop and reported, one to a folder that was
already walked adds nothing. Devices and pipes are never opened: reading one may block for ever. What file managers leave behind
(.DS_Store, Thumbs.db …) is passed over; sidecars belong to the file they stand beside.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.pipeline.capture.files import unreadable
from articles.pipeline.capture.sidecar import ENDING
from articles.pipeline.errors import BrokenContainer, CaptureError, EmptyCapture, MissingPath, UnsafeContainer

LEFT_BEHIND = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"})


@dataclass(frozen=True)
class Entry:
    """A file to read, with its size in bytes, or why it cannot be."""

    path: str
    size: int = 0
    error: CaptureError | None = None


def check_paths(paths: Sequence[str | Path]) -> None:
    """Raises MissingPath for the first path that does not exist."""
    for path in paths:
        if str(path) != "-" and not os.path.lexists(path):
            raise MissingPath(f"{path} does not exist", "Check the spelling and the folder you are in.")


def walk(root: str) -> Iterator[Entry]:
    """The files of a folder, or the file itself."""
    seen: set[tuple[int, int]] = set()
    # One iterator and one folder's identity a level, instead of recursion: folders may be nested deeper than Python's stack.
    levels: list[tuple[Iterator[str], tuple[int, int] | None]] = [(iter([root]), None)]
    while levels:
        path = next(levels[-1][0], None)
        if path is None:
            levels.pop()
            continue
        try:
            status = os.stat(path)
            if not stat.S_ISDIR(status.st_mode):
                yield _entry(path, status)
                continue
            identity = (status.st_dev, status.st_ino)
            if identity in seen:
                if any(identity == above for _, above in levels):
                    yield Entry(path, error=_loop())
                continue
            seen.add(identity)
            inside = _listed(path)
        except OSError as error:
            yield Entry(path, error=_stat_error(path, error))
            continue
        if not inside and path == root:
            yield Entry(path, error=EmptyCapture("the folder is empty", "Give the folder that holds the captures."))
        levels.append((iter(inside), identity))


def _listed(folder: str) -> list[str]:
    with os.scandir(folder) as entries:
        names = sorted((entry.name for entry in entries if not left_behind(entry.name)), key=os.fsencode)
    present = set(names)
    # A sidecar without its file stays in the list, so that it is reported.
    return [os.path.join(folder, name) for name in names if name.removesuffix(ENDING) == name or name.removesuffix(ENDING) not in present]


def left_behind(name: str) -> bool:
    """Whether file managers leave a file of this name behind."""
    return name in LEFT_BEHIND or name.startswith("._")


def _entry(path: str, status: os.stat_result) -> Entry:
    if not stat.S_ISREG(status.st_mode):
        return Entry(path, error=CaptureError("it is a device or a pipe, not a file", "Give a file, or pipe it in as - (standard input)."))
    if path.endswith(ENDING):
        return Entry(path, error=lonely_sidecar())
    return Entry(path, status.st_size)


def lonely_sidecar() -> BrokenContainer:
    """What to say of a sidecar whose file is not there."""
    return BrokenContainer(f"a sidecar {ENDING} without the file it speaks of", "Put the file beside it, or take the sidecar away.")


def _stat_error(path: str, error: OSError) -> CaptureError:
    if os.path.islink(path):
        if isinstance(error, FileNotFoundError):
            return CaptureError("it is a link to something that does not exist", "Mend or remove the link.")
        return _loop()
    return unreadable(error)


def _loop() -> UnsafeContainer:
    return UnsafeContainer("a link leads in a circle", "Remove the link; what it leads to is read where it stands.")
