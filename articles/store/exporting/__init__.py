"""Rows to a dataset: a folder of JSON Lines from which everything can be brought back, the same byte for byte wherever it is made.

A file a kind (see parts.py), the rows sorted by keys that follow from content, each row one JSON object with sorted keys; and a
`manifest.json` with the number of rows and the SHA-256 of every file, and one SHA-256 over all that it says.
"""

import base64
import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from articles.models import Reading, Stale
from articles.store.exporting.parts import PARTS, Part
from articles.store.runs import Progress, Report
from articles.store.settling import settle

FORMAT, VERSION = "newsdb dataset", 1
MANIFEST = "manifest.json"
FILES = tuple(part.file for part in PARTS)
CAN_BE_LEFT_OUT = ("captures",)
TOLD_EVERY = 500
"""Rows between two reports."""


class CannotExport(ValueError):
    """The dataset cannot be written there; the message says why, and what to do."""


def export_dataset(
    folder: Path,
    *,
    without: Collection[str] = (),
    licence: str = "",
    force: bool = False,
    report: Report = lambda progress: None,
) -> dict[str, Any]:
    """Write the dataset into `folder`, all of it or nothing; gives the manifest. Settles first what waits to be settled.

    `without`: "captures" leaves out the captures' bytes (their origin stays). `force`: replace a dataset that stands there. Raises
    CannotExport where the folder holds anything else.
    """
    folder = folder.resolve()
    check_place(folder, force=force)
    settle()
    with beside(folder) as workplace:
        with one_view():
            manifest = write_dataset(workplace, without=without, licence=licence, report=report)
        check_place(folder, force=force)
        put_in_place(workplace, folder)
    return manifest


def check_place(folder: Path, *, force: bool, files: Collection[str] = FILES) -> None:
    """Raises CannotExport where the dataset must not go. Even with force, nothing but a dataset (of these files) is ever replaced."""
    if not folder.parent.is_dir():
        raise CannotExport(f"{folder.parent} is no folder: make it first")
    if folder.exists() and not folder.is_dir():
        raise CannotExport(f"{folder} is a file: name a folder")
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if there and not force:
        raise CannotExport(f"{folder} is not empty: name another folder, or add --force to replace the dataset that stands there")
    strange = sorted(there - {MANIFEST, *files})
    if strange:
        raise CannotExport(f"{folder} holds {strange[0]}, which is no part of a dataset: it is not replaced; name another folder")


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A folder beside the one wanted, so that moving it there is one step; gone where that does not come to pass."""
    workplace = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        workplace.chmod(0o777 & ~umask())
        yield workplace
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def put_in_place(workplace: Path, folder: Path) -> None:
    """Move the finished folder where it belongs; what stands there is put aside first, and put back where that fails."""
    former = workplace.with_name(f"{workplace.name}-former")
    if folder.exists():
        folder.rename(former)
    try:
        workplace.rename(folder)
    except OSError:
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


@contextmanager
def one_view() -> Iterator[None]:
    """See the whole database as it stands at one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield  # the caller's transaction decides
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # atomic() takes the writers' lock at once (see the settings), and an export takes its time.
        connection.cursor().execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            connection.cursor().execute("ROLLBACK")


def write_dataset(
    folder: Path, *, without: Collection[str] = (), licence: str = "", report: Report = lambda progress: None
) -> dict[str, Any]:
    """Write every file and the manifest into this folder; gives the manifest."""
    progress = Progress(total=sum(part.rows(part.model).count() for part in PARTS))

    def tell(rows: int) -> None:
        progress.done = progress.counts.items = progress.done + rows
        report(progress)

    files = {part.file: write_part(part, folder / part.file, payloads="captures" not in without, tell=tell) for part in PARTS}
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "licence": licence,
        "readers": sorted(set(Reading.objects.filter(article__isnull=False).order_by().values_list("reader", flat=True).distinct())),
        "without": sorted(without),
        "waiting": Stale.objects.count(),
        "files": files,
    }
    manifest["sha256"] = hashlib.sha256(line_of(manifest)).hexdigest()
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    (folder / MANIFEST).write_bytes(text.encode())
    return manifest


def write_part(part: Part, path: Path, *, payloads: bool = True, tell: Callable[[int], None] = lambda rows: None) -> dict[str, int | str]:
    """Write one file; gives its number of rows and bytes, and its SHA-256."""
    digest = hashlib.sha256()
    rows = size = 0
    with path.open("xb") as file:
        for row in rows_of(part, payloads=payloads):
            line = line_of(row)
            digest.update(line)
            size += file.write(line)
            rows += 1
            if rows % TOLD_EVERY == 0:
                tell(TOLD_EVERY)
    tell(rows % TOLD_EVERY)
    return {"rows": rows, "bytes": size, "sha256": digest.hexdigest()}


def rows_of(part: Part, *, payloads: bool = True) -> Iterator[dict[str, Any]]:
    """The part's rows in their order, some at a time in memory."""
    lookups = {name: lookup for name, lookup in part.lookups.items() if payloads or name != "payload"}
    found = part.rows(part.model).order_by(*part.order).values_list(*lookups.values())
    for values in found.iterator(chunk_size=part.at_once):
        yield as_written(dict(zip(lookups, values, strict=True)))


def as_written(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row in what JSON can say: bytes unpacked and as base64, times in UTC."""
    return {name: written(value) for name, value in row.items()}


def written(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(zlib.decompress(value)).decode()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value


def line_of(row: Mapping[str, Any]) -> bytes:
    r"""One line, its line feed with it.

    >>> line_of({"name": "甲", "key": 1}).decode()
    '{"key":1,"name":"甲"}\n'
    """
    return (json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()
