"""Uploaded files: written down as they come in, kept under names of our own while their run needs them, then deleted.

They lie in `uploads/RUN/` below the data folder. What the client called them stands in the rows alone, and is what sightings and problems
name: a run of uploads reads like one of the same files given to the command.
"""

import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from articles.models import ImportRun, Upload
from articles.pipeline.capture.sidecar import ENDING as SIDECAR
from articles.pipeline.records import Found
from articles.store.sightings import storable

ENDINGS = re.compile(r"(?:\.[A-Za-z0-9]{1,8}){1,3}$")
LONGEST_NAME = 250
RESERVE = 256 << 20
"""Bytes that are left free on the disk: the database needs room as well."""
FORGOTTEN = 24 * 3600
"""Seconds after which what came in and never became a run is swept out."""


class UploadRefused(Exception):
    """The upload cannot be taken; `kind` says why: "large", "full", "none", "empty"."""

    def __init__(self, kind: str, name: str = "") -> None:
        super().__init__(kind)
        self.kind, self.name = kind, name


@dataclass
class Incoming:
    """One file on its way in."""

    name: str
    path: Path
    size: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)


def uploads_folder() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def folder_of(run: ImportRun) -> Path:
    return uploads_folder() / str(run.pk)


def begin_incoming(expected: int) -> Path:
    """A folder for what comes in. Raises UploadRefused where there is too much of it, or no room for it."""
    if expected > settings.UPLOAD_LIMIT:
        raise UploadRefused("large")
    folder = uploads_folder() / f"incoming-{secrets.token_hex(8)}"
    try:
        folder.mkdir(parents=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise UploadRefused("full") from error
    if expected + RESERVE > free:
        drop(folder)
        raise UploadRefused("full")
    return folder


def write_on(file: BinaryIO, incoming: Incoming, data: bytes) -> None:
    """The next bytes of a file. Raises UploadRefused where they are too many, or the disk is full."""
    incoming.size += len(data)
    if incoming.size > settings.UPLOAD_LIMIT:
        raise UploadRefused("large", incoming.name)
    try:
        file.write(data)
    except OSError as error:
        raise UploadRefused("full") from error
    incoming.digest.update(data)


def drop(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def named(files: Sequence[Incoming]) -> list[tuple[Incoming, str, str, bool]]:
    """Each file with its name in the run, the name it gets on the disk, and whether it is the sidecar of another.

    In the order of the names, as in a folder, so that a run finds the same items in the same order however the browser sent them.
    """
    ordered = sorted(files, key=lambda file: os.fsencode(storable(file.name)))
    told, on_disk, rows = set[str](), dict[str, str](), []
    for number, file in enumerate(sorted(ordered, key=lambda file: file.name.endswith(SIDECAR)), 1):
        name = once(clean(file.name), told)
        told.add(name)
        owner = name.removesuffix(SIDECAR)
        if owner != name:
            rows.append((file, name, on_disk.get(owner, f"upload-{number:05}") + SIDECAR, owner in on_disk))
            continue
        ending = ENDINGS.search(name)
        on_disk[name] = f"upload-{number:05}{ending[0] if ending else ''}"
        rows.append((file, name, on_disk[name], False))
    return rows


def clean(name: str) -> str:
    """The last part of whatever path the name is, in characters that a database takes; the end is kept where it is too long.

    >>> clean("C:\\\\news\\\\page.html"), clean("../../etc/passwd"), clean("..")
    ('page.html', 'passwd', 'file')
    """
    last = re.split(r"[/\\]", storable(name))[-1].strip()
    return "file" if last.strip(".") == "" else last[-LONGEST_NAME:]


def once(name: str, told: set[str]) -> str:
    """The name, with a number where it is taken.

    >>> once("a.html", {"a.html", "a (2).html"})
    'a (3).html'
    """
    if name not in told:
        return name
    ending = ENDINGS.search(name)
    tail = ending[0] if ending else ""
    head, number = name.removesuffix(tail), 2
    while f"{head} ({number}){tail}" in told:
        number += 1
    return f"{head} ({number}){tail}"


def keep_files(run: ImportRun, folder: Path, files: Sequence[Incoming]) -> None:
    """The files as the run's, in rows and in its folder. To be called in a transaction, as its last act."""
    rows = named(files)
    Upload.objects.bulk_create(
        Upload(run=run, name=name, file=on_disk, beside=beside, size=file.size, sha256=file.digest.hexdigest())
        for file, name, on_disk, beside in rows
    )
    for file, _name, on_disk, _beside in rows:
        file.path.rename(folder / on_disk)
    target = folder_of(run)
    drop(target)  # of a run of the same number in a database that is gone
    folder.rename(target)


def paths_of(run: ImportRun) -> dict[str, str]:
    """The path on the disk of each uploaded file of a run that is imported by itself, with the name it had; empty of other runs."""
    folder = folder_of(run)
    return {str(folder / upload.file): upload.name for upload in run.uploads.filter(beside=False).order_by("pk")}


def are_here(run: ImportRun) -> bool:
    """Whether the uploaded files of a run are still on the disk."""
    return folder_of(run).is_dir()


def under_their_names(items: Iterable[Found], names: dict[str, str]) -> Iterator[Found]:
    """The items of uploaded files as if the files lay there under the names that they had."""
    start = max((len(os.path.dirname(file)) for file in names), default=0)
    for found in items:
        # The folder's own name may have a "!" as well.
        file, inside, member = found.path[start:].partition("!")
        file = found.path[:start] + file
        name = names.get(file)
        if name is None:
            yield found
            continue
        capture = found.capture
        if capture is not None and not inside:
            # A page by itself is called after its file, one that was gzipped after the file without its last ending.
            own = os.path.basename(file)
            if capture.name == own:
                capture = replace(capture, name=name)
            elif capture.name and own.startswith(f"{capture.name}."):
                capture = replace(capture, name=name[: len(capture.name) - len(own)])
        yield replace(found, path=f"{name}{inside}{member}", capture=capture)


def on_disk(path: str, names: dict[str, str]) -> str:
    """The path on the disk of an item of uploaded files; other paths as they are."""
    for file, name in sorted(names.items(), key=lambda pair: -len(pair[1])):
        if path == name or path.startswith(f"{name}!"):
            return file + path[len(name) :]
    return path


def are_needed(run: ImportRun) -> bool:
    """Whether a run, or a later one, could still read its files: until it is done, and while what they hold is not in the database."""
    if run.status != ImportRun.Status.DONE or run.problem_set.open().filter(capture=None).exists():
        return True
    return run.retries.filter(status__in=(ImportRun.Status.WAITING, ImportRun.Status.RUNNING)).exists()


def sweep() -> None:
    """Delete what no run needs any more, and what never became one."""
    try:
        folders = list(uploads_folder().iterdir())
    except OSError:
        return
    for folder in folders:
        run = ImportRun.objects.filter(pk=int(folder.name)).first() if folder.name.isdecimal() else None
        if (run is not None and not are_needed(run)) or (run is None and is_forgotten(folder)):
            drop(folder)


def is_forgotten(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > FORGOTTEN
    except OSError:
        return False
