"""Step 1: files and containers to captures.

What must be true of all parts: bounded memory (no file, archive or line is ever held as a whole beyond the limits), a fixed order, and
everything bad an item with its reason and its cure while the rest goes on.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from articles.pipeline.capture.csv_rows import read_csv
from articles.pipeline.capture.files import OnBytes, open_source, stdin_source, unreadable
from articles.pipeline.capture.folder import check_paths, walk
from articles.pipeline.capture.gzip_stream import read_gzip
from articles.pipeline.capture.jsonl import read_json
from articles.pipeline.capture.limits import Limits
from articles.pipeline.capture.plain import read_page
from articles.pipeline.capture.refused import refuse_binary, refuse_empty
from articles.pipeline.capture.source import Part, Source, as_text
from articles.pipeline.capture.warc import read_warc
from articles.pipeline.capture.zip_members import read_zip
from articles.pipeline.errors import ReadingError, UnsafeContainer
from articles.pipeline.records import Found

__all__ = ["Limits", "count_bytes", "find_captures"]

# The first part that knows the source takes it. WARC before gzip: it goes on behind a broken member, which gzip cannot.
PARTS: tuple[Part, ...] = (refuse_empty, read_warc, read_gzip, read_zip, refuse_binary, read_json, read_csv, read_page)

Item = tuple[str, int | None]


def find_captures(
    paths: Sequence[str | Path],
    *,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    only: Collection[Item] | None = None,
    on_bytes: OnBytes | None = None,
) -> Iterator[Found]:
    """All items found in the paths ("-" is standard input), in a fixed order, one at a time.

    Raises MissingPath at once, before any work, where a path does not exist; nothing else.

    `only`: (path, record) of the items wanted; one without a record stands for all records and members of its path. Files and zip members
    in which none of them lies are not opened. `on_bytes` is told of progress in bytes; its sum is `count_bytes(paths)`.
    """
    check_paths(paths)
    return _find(paths, limits or Limits(), stdin, None if only is None else _Only(only), on_bytes)


def count_bytes(paths: Sequence[str | Path]) -> int:
    """The size of all files that find_captures would read, for a measure of progress; standard input counts nothing.

    Raises MissingPath.
    """
    check_paths(paths)
    return sum(entry.size for path in paths if str(path) != "-" for entry in walk(str(path)))


def _find(
    paths: Sequence[str | Path], limits: Limits, stdin: BinaryIO | None, only: "_Only | None", on_bytes: OnBytes | None
) -> Iterator[Found]:
    for path in paths:
        if str(path) == "-":
            yield from _take_apart(stdin_source(stdin, limits), only)
            continue
        for entry in walk(str(path)):
            name = as_text(entry.path)
            if only is not None and not only.touches(name):
                if on_bytes:
                    on_bytes(entry.size)
            elif entry.error:
                yield Found(name, error=entry.error)
            else:
                yield from _read_file(entry.path, limits, only, on_bytes)


def _read_file(path: str, limits: Limits, only: "_Only | None", on_bytes: OnBytes | None) -> Iterator[Found]:
    try:
        with open_source(path, limits, on_bytes) as source:
            yield from _take_apart(source, only)
    except ReadingError as error:
        yield Found(as_text(path), error=error)


def _take_apart(source: Source, only: "_Only | None") -> Iterator[Found]:
    """The items of one source; what goes wrong with it as a whole is an item too."""
    if only is not None and not only.touches(source.path):
        return
    try:
        if source.depth > source.limits.depth:
            raise UnsafeContainer(f"more than {source.limits.depth} containers lie within each other", "Unpack it and import the files.")
        for found in _first_part(source, only):
            if only is None or only.wants(found):
                yield found
    except ReadingError as error:
        yield Found(source.path, error=error)
    except OSError as error:
        yield Found(source.path, error=unreadable(error))


def _first_part(source: Source, only: "_Only | None") -> Iterator[Found]:
    for part in PARTS:
        found = part(source, lambda inner: _take_apart(inner, only))
        if found is not None:
            return found
    return iter(())


class _Only:
    """The items wanted, and the paths of the containers around them."""

    def __init__(self, items: Collection[Item]) -> None:
        self._items = frozenset(items)
        self._whole = frozenset(path for path, record in items if record is None)
        self._around = frozenset(around for path, _ in items for around in _and_around(path))

    def touches(self, path: str) -> bool:
        """Whether something wanted may lie in this path."""
        return path in self._around or not self._whole.isdisjoint(_and_around(path))

    def wants(self, found: Found) -> bool:
        return (found.path, found.record) in self._items or not self._whole.isdisjoint(_and_around(found.path))


def _and_around(path: str) -> Iterator[str]:
    """`a.zip!b.zip!c`, `a.zip!b.zip`, `a.zip`."""
    yield path
    while "!" in path:
        path = path.rsplit("!", 1)[0]
        yield path
