"""One item to its rows: capture, sighting, reading, article, groups; or the problem. Each item in one transaction.

What is written depends on the set of items alone, not on their order (runs, sightings and the runs' counts apart).
"""

import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Q

from articles.models import Article, Capture, ImportProblem, ImportRun, Reading, Sighting
from articles.pipeline import records
from articles.store.addresses import comparable_address
from articles.store.reading import READER, Outcome, Trouble, trouble_of
from articles.store.reposting import drop_unused, keep_wording, settle_reposts
from articles.store.sightings import as_record, origin_in, origin_of, rank, storable, time_of
from articles.store.versions import settle_versions

COMPRESSION = 6
KEY_LENGTH = 16


class Result(StrEnum):
    NEW = "new"
    SEEN = "seen"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Kept:
    """What became of an item. `version`, `repost`: only of a new one; `changed`: only of one read anew."""

    result: Result
    version: bool = False
    repost: bool = False
    changed: bool = False


class ReadingNeeded(Exception):
    """The item cannot be kept before this capture has been read."""

    def __init__(self, capture: records.Capture) -> None:
        super().__init__(capture.name)
        self.capture = capture


def one_writer_at_a_time() -> None:
    """Wait for other imports' transactions: two that kept like texts at once would not see each other. SQLite does this by itself."""
    ImportRun.objects.select_for_update().order_by("pk").values_list("pk", flat=True).first()


def capture_to_read(capture: records.Capture) -> records.Capture | None:
    """What has to be read before the capture can be kept; None where all is known."""
    row = Capture.objects.without_payload().filter(sha256=capture.sha256).first()
    if row is None or rank(origin_of(capture)) < rank(origin_in(row)):
        return capture
    return None if Article.objects.filter(capture=row).exists() else as_record(row)


def keep_item(run: ImportRun, found: records.Found, read: records.Capture | None, outcome: Outcome | None) -> Kept:
    """Write one item. `outcome` is that of reading `read`. Raises ReadingNeeded, with nothing written, where another reading is wanted."""
    path, record = storable(found.path), found.record or 0
    if found.capture is None:
        error = found.error or ValueError("neither a capture nor an error")
        keep_problem(run, path, record, trouble_of(error), None)
        return Kept(Result.PROBLEM)
    with transaction.atomic():
        one_writer_at_a_time()
        row, first_sight = keep_capture(run, found.capture)
        keep_sighting(run, row, path, record, found.capture)
        article = Article.objects.light().select_related("reading").filter(capture=row).first()
        if article is not None and not first_sight:
            see_again(article)
            return Kept(Result.SEEN)
        if read is None or outcome is None or origin_of(read) != origin_in(row):
            raise ReadingNeeded(as_record(row))
        if outcome.data is None:
            ImportProblem.objects.create(run=run, path=path, record=record, capture=row, **words_of(outcome.trouble))
            return Kept(Result.PROBLEM)
        kept, _ = keep_reading(row, outcome)
        if article is not None:
            return Kept(Result.SEEN)
        version = bool(kept.address) and Article.objects.filter(address=kept.address).exclude(pk=kept.pk).exists()
        # What comes later may have been printed earlier: then it is the first, and the others are its reposts.
        repost = Article.objects.filter(Q(pk=kept.pk, repost_of__isnull=False) | Q(repost_of=kept.pk)).exists()
        return Kept(Result.NEW, version, repost)


def keep_capture(run: ImportRun, capture: records.Capture) -> tuple[Capture, bool]:
    """The capture's row, and whether this is the first of its sightings, so that it has to be read by it."""
    origin = origin_of(capture)
    row = Capture.objects.without_payload().filter(sha256=capture.sha256).first()
    if row is None:
        compressed = zlib.compress(capture.payload, COMPRESSION)
        row = Capture(sha256=capture.sha256, size=len(capture.payload), compressed=compressed, run=run, **vars(origin))
        row.save(force_insert=True)
        return row, True
    if rank(origin) >= rank(origin_in(row)):
        return row, False
    Capture.objects.filter(pk=row.pk).update(**vars(origin))
    return Capture.objects.without_payload().get(pk=row.pk), True


def keep_sighting(run: ImportRun, row: Capture, path: str, record: int, capture: records.Capture) -> None:
    origin = origin_of(capture)
    sighting = Sighting(
        capture=row,
        run=run,
        path=path,
        record=record,
        address=comparable_address(origin.url),
        captured_time=time_of(origin.captured_at),
        **vars(origin),
    )
    # The same item twice in one run (a path given twice) is one sighting.
    Sighting.objects.bulk_create([sighting], ignore_conflicts=True)


def keep_problem(run: ImportRun, path: str, record: int, trouble: Trouble, capture: Capture | None) -> None:
    ImportProblem.objects.create(run=run, path=path, record=record, capture=capture, **words_of(trouble))


def words_of(trouble: Trouble | None) -> dict[str, str]:
    trouble = trouble or Trouble("read", "NoReading", "there is no reading", "Try it again.")
    return {field: storable(text) for field, text in vars(trouble).items()}


def see_again(article: Article) -> None:
    """The same bytes once more: only the time they were last seen at their address may change, and with it which version is the newest."""
    last_seen = last_seen_at(article.capture_id, article.address)
    if last_seen != article.last_seen:
        Article.objects.filter(pk=article.pk).update(last_seen=last_seen)
        settle({article.pk}, {article.address}, set())


def last_seen_at(capture: int, address: str) -> Any:
    times = Sighting.objects.filter(capture=capture, address=address, captured_time__isnull=False)
    return times.order_by("-captured_time").values_list("captured_time", flat=True).first()


def keep_reading(row: Capture, outcome: Outcome) -> tuple[Article, bool]:
    """Write the reading, and the article as it says; give the article and whether anything of it changed. Only what differs is written."""
    data = outcome.data
    assert data is not None  # noqa: S101
    verdict = data["verdict"] or ""
    reading, created = Reading.objects.get_or_create(capture=row, reader=READER, defaults={"data": data, "verdict": verdict})
    if not created and (reading.data, reading.verdict) != (data, verdict):
        Reading.objects.filter(pk=reading.pk).update(data=data, verdict=verdict)
    fields = article_fields(row, data)
    wording = keep_wording(outcome.fingerprint, fields["body"])
    fields |= {"reading_id": reading.pk, "wording_id": wording.pk if wording else None}
    former = Article.objects.filter(capture=row).first()
    if former is None:
        article = Article.objects.create(key=row.sha256[:KEY_LENGTH], capture=row, **fields)
        settle({article.pk}, {article.address}, set())
        return article, True
    changes = {name: value for name, value in fields.items() if getattr(former, name) != value}
    if changes:
        Article.objects.filter(pk=former.pk).update(**changes)
        settle({former.pk}, {former.address, fields["address"]}, set() if former.wording_id is None else {former.wording_id})
    return Article.objects.get(pk=former.pk), bool(changes.keys() - {"reading_id"})


def article_fields(row: Capture, data: dict[str, Any]) -> dict[str, Any]:
    """The article's columns; what the page does not print is ""."""
    said = data["article"]
    address = comparable_address(row.url)
    words = {name: said[name] or "" for name in ("title", "subtitle", "published_on", "source", "author", "zone", "script", "body")}
    return words | {
        "published_precision": precision_of(words["published_on"]),
        "section": said["section"],
        "verdict": data["verdict"] or "",
        "url": row.url,
        "address": address,
        "first_seen": time_of(row.captured_at),
        "last_seen": last_seen_at(row.pk, address),
    }


def precision_of(date: str) -> str:
    """How much of an ISO 8601 prefix is there.

    >>> [precision_of(date) for date in ("2024-03-12", "2024-03", "2024", "--12-29", "2024-03-12/2024-03-14", "")]
    ['day', 'month', 'year', 'no_year', 'span', '']
    """
    if "/" in date:
        return "span"
    if date.startswith("--"):
        return "no_year"
    return {10: "day", 7: "month", 4: "year"}.get(len(date), "")


def settle(articles: set[int], addresses: set[str], wordings: set[int]) -> None:
    """Settle versions and reposts of everything that these articles, addresses and former wordings touch."""
    touched = set(articles)
    for address in sorted(addresses):
        touched |= settle_versions(address)
    settle_reposts(touched, drop_unused(wordings))
