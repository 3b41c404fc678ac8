"""A dataset to rows: the folder that `export_dataset` wrote, brought back into an empty database, all of it or nothing.

First the manifest and every file's SHA-256 are checked, then all is written in one transaction: what the files hold as it stands there,
what follows from it (wordings, the search index, narrow columns) made anew. At the end the rows are written out once more, into nothing,
and must give the same SHA-256 as the files.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import Model
from django.utils import timezone

from articles.models import (
    Article,
    Capture,
    Decision,
    DecisionTarget,
    FormerKey,
    ImportRun,
    Meeting,
    Organization,
    Person,
    Reading,
    Sighting,
    Stale,
)
from articles.pipeline.spelling import spell
from articles.search.indexing import index_article, what_is_indexed
from articles.store import journal
from articles.store.addresses import comparable_address
from articles.store.deciding import key_of
from articles.store.exporting import FORMAT, MANIFEST, VERSION, line_of, rows_of
from articles.store.exporting.parts import PARTS, Part
from articles.store.keeping import COMPRESSION, counted_by
from articles.store.locking import one_writer_at_a_time
from articles.store.reading import READER
from articles.store.reposting import keep_wording
from articles.store.runs import Progress, Report
from articles.store.settling.nouns import LONGEST_INITIALS, LONGEST_PINYIN
from articles.store.sightings import Origin, time_of
from articles.store.witnessing import doubt_of
from articles.store.wordings import take_fingerprint

AT_ONCE = 200
FEW_AT_ONCE = 20
CHUNK = 1 << 20
LARGEST_MANIFEST = 1 << 20
LATER = {("articles", "repost_of"), ("organizations", "parent")}
"""References within one table: written once all its rows are there."""
NAMED = (Person, Organization, Meeting)
KEPT = (Capture, Article, Decision, FormerKey, *NAMED)
Row = dict[str, Any]


class CannotImport(ValueError):
    """The dataset cannot be brought back; the message says why, and what to do. Nothing was changed."""


def import_dataset(folder: Path, report: Report = lambda progress: None) -> dict[str, Any]:
    """Bring the dataset in this folder into the database, which must be empty; gives its manifest. Raises CannotImport."""
    check_empty()
    manifest = checked_manifest(folder)
    check_files(folder, manifest)
    progress = Progress(total=sum(told["rows"] for told in manifest["files"].values()))

    def tell(rows: int) -> None:
        progress.done = progress.counts.items = progress.done + rows
        report(progress)

    with transaction.atomic():
        one_writer_at_a_time()
        check_empty()
        Stale.objects.all().delete()
        run = begin_run(folder, manifest)
        for part in PARTS:
            bring_back(part, folder, run, tell)
        check_rows(manifest)
    return manifest


def check_empty() -> None:
    for model in KEPT:
        if model._default_manager.exists():
            raise CannotImport(
                f"the database is not empty (it holds {model._meta.verbose_name_plural}): name a new one with NEWSDB_DATABASE_URL and run "
                "`manage.py migrate` there; to bring decisions alone into this one, use `manage.py journal replay`"
            )


def checked_manifest(folder: Path) -> dict[str, Any]:
    """The manifest, when it is one of a dataset that can be brought back here, and its SHA-256 is right."""
    path = folder / MANIFEST
    if not path.is_file():
        raise CannotImport(f"{path} is not there: name the folder that `manage.py export_dataset` wrote")
    try:
        if path.stat().st_size > LARGEST_MANIFEST:
            raise ValueError("it is too large")
        manifest = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise CannotImport(f"{path} is damaged ({error}): export the dataset again") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise CannotImport(f"{path} is not that of a lossless dataset: export it with `manage.py export_dataset --format jsonl`")
    if manifest.get("version") != VERSION:
        raise CannotImport(
            f"the dataset is of version {manifest.get('version')!r}, and this program knows version {VERSION}: use the other one"
        )
    told = manifest.get("sha256")
    if told != hashlib.sha256(line_of({name: value for name, value in manifest.items() if name != "sha256"})).hexdigest():
        raise CannotImport(f"{path} was changed: its SHA-256 over all is not that of what it says; take an unchanged copy")
    if manifest.get("without"):
        raise CannotImport("the dataset was exported without its captures, and articles cannot be kept without them: export it with them")
    wanted = {part.file for part in PARTS}
    files = manifest.get("files")
    if not isinstance(files, dict) or set(files) != wanted or not all(isinstance(one.get("rows"), int) for one in files.values()):
        raise CannotImport(f"{path} does not name the files of a dataset: export it again")
    return manifest


def check_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    for part in PARTS:
        path, digest = folder / part.file, hashlib.sha256()
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except OSError as error:
            raise CannotImport(f"{path} cannot be read ({error.strerror}): take a whole copy of the dataset") from error
        if digest.hexdigest() != manifest["files"][part.file]["sha256"]:
            raise CannotImport(f"{path} is damaged: its SHA-256 is not the one that the manifest tells; take an unchanged copy")


def begin_run(folder: Path, manifest: Mapping[str, Any]) -> ImportRun:
    articles, now = manifest["files"]["articles.jsonl"]["rows"], timezone.now()
    options = {"dataset": manifest["sha256"]}
    status = ImportRun.Status.DONE
    return ImportRun.objects.create(
        started_at=now, finished_at=now, reader=READER, paths=[str(folder)], options=options, status=status, items=articles, new=articles
    )


def bring_back(part: Part, folder: Path, run: ImportRun, tell: Callable[[int], None]) -> None:
    """Write the rows of one file. Raises CannotImport with the lines that cannot be kept."""
    at_once = FEW_AT_ONCE if part.at_once < AT_ONCE else AT_ONCE
    for first, rows in lines_of(folder / part.file, at_once):
        written_safely(part, first, rows, lambda rows=rows: write(part, rows, run))  # type: ignore[misc]
        tell(len(rows))
    for _part, column in sorted(name for name in LATER if name[0] == part.name):
        for first, rows in lines_of(folder / part.file, at_once):
            written_safely(part, first, rows, lambda rows=rows, column=column: point(part.model, rows, column))  # type: ignore[misc]


def lines_of(path: Path, at_once: int) -> Iterator[tuple[int, list[Row]]]:
    """The file's rows, some at a time, with the number of the first line."""
    with path.open("rb") as file:
        numbered = enumerate(file, start=1)
        while some := list(islice(numbered, at_once)):
            try:
                yield some[0][0], [json.loads(line) for _number, line in some]
            except (ValueError, RecursionError) as error:
                raise CannotImport(f"{path.name}, lines {some[0][0]} to {some[-1][0]}: a line is no JSON ({error})") from error


def written_safely(part: Part, first: int, rows: Sequence[Row], action: Callable[[], None]) -> None:
    try:
        action()
    except (InterfaceError, OperationalError):
        raise  # that the database is gone is not the dataset's fault
    except (DatabaseError, ValidationError, ValueError, TypeError, LookupError, AttributeError, zlib.error) as error:
        reason = f"{type(error).__name__}: {error}"[:300]
        raise CannotImport(f"{part.file}, lines {first} to {first + len(rows) - 1}, cannot be kept ({reason}): export it again") from error


def write(part: Part, rows: Sequence[Row], run: ImportRun) -> None:
    for row in rows:
        if row.keys() != part.lookups.keys():
            raise ValueError(f"its columns are {sorted(row)}, not {sorted(part.lookups)}")
    special = {"captures": write_captures, "articles": write_articles, "decisions": write_decisions}.get(part.name)
    if special is not None:
        special(rows, run)
        return
    columns = fields_of(part, rows)
    if part.model in NAMED:
        columns = [row | spelled(row["name"], person=part.model is Person) for row in columns]
    if part.name == "witnesses":
        columns = [row | {"doubt": doubt_of(row["kind"], row["confidence"])} for row in columns]
    part.model._default_manager.bulk_create([part.model(**row) for row in columns], batch_size=100)


def fields_of(part: Part, rows: Sequence[Row]) -> list[Row]:
    """The rows as columns of the model, references by row number; those within the table are left for later."""
    columns: list[Row] = [{} for _row in rows]
    for name, lookup in part.lookups.items():
        if (part.name, name) in LATER:
            continue
        field, _, by = lookup.partition("__")
        if not by:
            for column, row in zip(columns, rows, strict=True):
                column[name] = row[name]
            continue
        related = part.model._meta.get_field(field).related_model
        assert isinstance(related, type)  # noqa: S101
        ids = ids_of(related, by, {row[name] for row in rows})
        for column, row in zip(columns, rows, strict=True):
            column[f"{field}_id"] = None if row[name] is None else ids[row[name]]
    return columns


def ids_of(model: type[Model], by: str, keys: set[Any]) -> dict[str, int]:
    wanted = [key for key in keys if key is not None]
    return dict(model._default_manager.filter(**{f"{by}__in": wanted}).order_by().values_list(by, "pk")) if wanted else {}


def point(model: type[Model], rows: Sequence[Row], column: str) -> None:
    """Write the references within the table."""
    named = {row["key"]: row[column] for row in rows if row[column] is not None}
    ids = ids_of(model, "key", set(named.values()))
    for key, other in named.items():
        model._default_manager.filter(key=key).update(**{f"{column}_id": ids[other]})


def spelled(name: str, *, person: bool) -> Row:
    pinyin, initials = spell(name, person=person)
    return {"pinyin": pinyin[:LONGEST_PINYIN], "initials": initials[:LONGEST_INITIALS]}


def write_captures(rows: Sequence[Row], run: ImportRun) -> None:
    made, sightings = [], []
    for row in rows:
        payload = base64.b64decode(row.pop("payload"), validate=True)
        if (hashlib.sha256(payload).hexdigest(), len(payload)) != (row["sha256"], row["size"]):
            raise ValueError(f"the bytes of {row['sha256']} are not those of its SHA-256")
        made.append(Capture(**row, compressed=zlib.compress(payload, COMPRESSION), run=run))
    for capture in Capture.objects.bulk_create(made):
        origin = Origin(capture.name, capture.url, capture.captured_at, capture.media_type, capture.charset)
        sightings.append(sighting(capture, run, "captures.jsonl", origin))
    Sighting.objects.bulk_create(sightings)


def sighting(capture: Capture, run: ImportRun, path: str, origin: Origin) -> Sighting:
    time, address = time_of(origin.captured_at), comparable_address(origin.url)
    return Sighting(capture=capture, run=run, path=path, address=address, captured_time=time, **vars(origin))


def write_articles(rows: Sequence[Row], run: ImportRun) -> None:
    """Articles with what follows from them: wording and likenesses, narrow columns, the search index, and when they were last seen."""
    captures = {row.sha256: row for row in Capture.objects.without_payload().filter(sha256__in=[row["capture"] for row in rows])}
    readings = {row.capture_id: row for row in Reading.objects.filter(capture__in=captures.values())}
    for row in rows:
        capture = captures[row.pop("capture")]
        reading, reader = readings[capture.pk], row.pop("reader")
        if reading.reader != reader:
            raise ValueError(f"there is no reading of {capture.sha256} by the reader {reader}")
        row.pop("repost_of")
        wording = keep_wording(take_fingerprint(row["body"]), row["body"])
        narrow = counted_by(row, reading.data)
        article = Article.objects.create(capture=capture, reading=reading, wording_id=wording, **row, **narrow)
        index_article(article.pk, article.shown and not article.withheld, what_is_indexed(row, reading.data))
        if row["last_seen"] and time_of(row["last_seen"]) != time_of(capture.captured_at):
            # Sightings stay behind; by the last one versions are put in order.
            last = Origin(capture.name, capture.url, row["last_seen"], capture.media_type, capture.charset)
            sighting(capture, run, "articles.jsonl", last).save()


def write_decisions(rows: Sequence[Row], run: ImportRun) -> None:
    made = []
    for row in rows:
        content = {name: row[name] for name in journal.CONTENT}
        try:
            journal.check(content)
        except journal.BadLine as error:
            raise ValueError(f"the decision {row['key']}: {error}") from error
        decision = Decision(**row)
        if decision.key != key_of(decision):
            raise ValueError(f"the key of the decision {row['key']} does not follow from its content")
        made.append(decision)
    decisions = Decision.objects.bulk_create(made)
    DecisionTarget.objects.bulk_create([target for decision in decisions for target in targets_in(decision)], batch_size=200)


def targets_in(decision: Decision) -> Iterator[DecisionTarget]:
    for side, targets in enumerate(decision.sides):
        for target in targets:
            told = {name: target.get(name) or "" for name in ("signature", "sha256")}
            yield DecisionTarget(decision=decision, side=side, kind=target["kind"], key=target["key"], **told)


def check_rows(manifest: Mapping[str, Any]) -> None:
    """Raises CannotImport, so that all is undone, where the rows would not be exported as they came in."""
    for part in PARTS:
        digest = hashlib.sha256()
        for row in rows_of(part):
            digest.update(line_of(row))
        if digest.hexdigest() != manifest["files"][part.file]["sha256"]:
            raise CannotImport(f"{part.file} would not be exported again as it is: it was not written by `manage.py export_dataset`")
