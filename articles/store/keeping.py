"""One item to its rows: capture, sighting, reading, article, groups; or the problem. Each item in one transaction.

What is written depends on the set of items alone, not on their order (runs, sightings and the runs' counts apart).
"""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction

from articles.models import Article, Capture, ImportProblem, ImportRun, Reading, Sighting
from articles.pipeline import records
from articles.search.indexing import index_article, what_is_indexed
from articles.store.addresses import comparable_address
from articles.store.counting import settle_counted
from articles.store.judging import set_aside_among
from articles.store.locking import one_writer_at_a_time
from articles.store.marking import LONGEST_BLOCK, mark_kin, mark_stale, mark_versions
from articles.store.reading import READER, Outcome, Trouble, trouble_of
from articles.store.reposting import drop_unused, keep_wording, settle_alone, settle_reposts, wordings_of
from articles.store.sightings import as_record, origin_in, origin_of, rank, storable, time_of
from articles.store.versions import settle_versions
from articles.store.witnessing import keep_witnesses

COMPRESSION = 6
KEY_LENGTH = 16
OUTLET, KINDS = 40, 200
"""The lengths of the columns."""
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


class Result(StrEnum):
    NEW = "new"
    SEEN = "seen"
    PROBLEM = "problem"
    DECIDED = "decided"


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


def capture_to_read(capture: records.Capture) -> records.Capture | None:
    """What has to be read before the capture can be kept; None where all is known."""
    if set_aside_among([capture.sha256]):
        return None
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
        if set_aside_among([row.sha256]):
            if first_sight:
                # What is kept was read by another of the sightings: when the capture is brought back it is read by this one.
                Reading.objects.filter(capture=row, reader=READER).delete()
            return Kept(Result.SEEN)
        article = former_article(row)
        if article is not None and not first_sight:
            see_again(article)
            return Kept(Result.SEEN)
        if read is None or outcome is None or origin_of(read) != origin_in(row):
            raise ReadingNeeded(as_record(row))
        if outcome.data is None:
            keep_problem(run, path, record, outcome.trouble, row)
            return Kept(Result.PROBLEM)
        return keep_reading(row, article, outcome)


def keep_capture(run: ImportRun, capture: records.Capture) -> tuple[Capture, bool]:
    """The capture's row, and whether this is the first of its sightings, so that it has to be read by it."""
    origin = origin_of(capture)
    row = Capture.objects.without_payload().filter(sha256=capture.sha256).first()
    if row is None:
        compressed = zlib.compress(capture.payload, COMPRESSION)
        return Capture.objects.create(
            sha256=capture.sha256, size=len(capture.payload), compressed=compressed, run=run, **vars(origin)
        ), True
    if rank(origin) >= rank(origin_in(row)):
        return row, False
    Capture.objects.filter(pk=row.pk).update(**vars(origin))
    return Capture.objects.without_payload().get(pk=row.pk), True


def former_article(row: Capture) -> Article | None:
    return Article.objects.filter(capture=row).first()


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


def keep_problem(run: ImportRun, path: str, record: int, trouble: Trouble | None, capture: Capture | None) -> None:
    trouble = trouble or Trouble("read", "NoReading", "there is no reading", "Try it again.")
    words = {field: storable(text) for field, text in vars(trouble).items()}
    ImportProblem.objects.create(run=run, path=path, record=record, capture=capture, **words)


def see_again(article: Article) -> None:
    """The same bytes once more: only the time they were last seen at their address may change, and with it which version is the newest."""
    last_seen = last_seen_at(article.capture_id, article.address)
    if last_seen != article.last_seen:
        Article.objects.filter(pk=article.pk).update(last_seen=last_seen)
        settle(article.pk, article.wording_id, {article.address})
        settle_counted({article.pk}, {article.group})
        mark_versions({article.address})


def last_seen_at(capture: int, address: str) -> Any:
    times = Sighting.objects.filter(capture=capture, address=address, captured_time__isnull=False)
    return times.order_by("-captured_time").values_list("captured_time", flat=True).first()


def keep_reading(row: Capture, former: Article | None, outcome: Outcome) -> Kept:
    """Write the reading, and the article as it says, in the place of `former`. Only what differs is written."""
    data = outcome.data
    assert data is not None  # noqa: S101
    reading = keep_data(row, data)
    fields = article_fields(row, data)
    wording = keep_wording(outcome.fingerprint, fields["body"])
    fields |= {"reading_id": reading.pk, "wording_id": wording}
    if former is None:
        article = Article.objects.create(key=row.sha256[:KEY_LENGTH], capture=row, **fields)
        index_article(article.pk, article.shown, what_is_indexed(fields, data))
        version, repost = settle(article.pk, wording, {article.address})
        keep_facts(article, data)
        return Kept(Result.NEW, version, repost)
    changes = {name: value for name, value in fields.items() if getattr(former, name) != value}
    if changes:
        Article.objects.filter(pk=former.pk).update(**changes)
    index_article(former.pk, former.shown and not former.withheld, what_is_indexed(fields, data))
    if changes:
        settle(former.pk, wording, {former.address, fields["address"]}, former.wording_id)
        if former.address and "address" in changes:
            mark_stale([("version", former.address[:LONGEST_BLOCK])])
    keep_facts(former, data, changed=bool(changes))
    return Kept(Result.SEEN, changed=bool(changes.keys() - {"reading_id"}))


def keep_facts(article: Article, data: dict[str, Any], *, changed: bool = True) -> None:
    """The article's witnesses, after its group is known: copies of one text count once."""
    settle_counted({article.pk}, {article.group}, but=article.pk if changed else None)
    article.refresh_from_db()
    if changed:
        mark_kin([data["capture"]["sha256"]])
    keep_witnesses(article, data, moved=changed)


def keep_data(row: Capture, data: dict[str, Any]) -> Reading:
    verdict = data["verdict"] or ""
    reading = Reading.objects.filter(capture=row, reader=READER).first()
    if reading is None:
        return Reading.objects.create(capture=row, reader=READER, data=data, verdict=verdict)
    if (reading.data, reading.verdict) != (data, verdict):
        Reading.objects.filter(pk=reading.pk).update(data=data, verdict=verdict)
    return reading


def article_fields(row: Capture, data: dict[str, Any]) -> dict[str, Any]:
    """The article's columns; what the page does not print is ""."""
    said = data["article"]
    address = comparable_address(row.url)
    words = {name: said[name] or "" for name in ("title", "subtitle", "published_on", "source", "author", "zone", "script", "body")}
    return words | {
        "published_precision": precision_of(words["published_on"]),
        "section": said["section"],
        "places": [place["code"] for place in data["localities"] if place.get("code")],
        **counted_by(words, data),
        "verdict": data["verdict"] or "",
        "url": row.url,
        "address": address,
        "first_seen": time_of(row.captured_at),
        "last_seen": last_seen_at(row.pk, address),
    }


def counted_by(words: dict[str, str], data: dict[str, Any]) -> dict[str, str]:
    """The narrow columns by which articles are counted and filtered: no list has to look into bodies and readings."""
    return {
        "warning_kinds": kinds_of(item["kind"] for item in data.get("warnings") or ()),
        "repair_kinds": kinds_of(f"{item['kind']}:{item.get('proof') or ''}" for item in data.get("repairs") or ()),
        "outlet": words["source"][:OUTLET],
        "month": words["published_on"][:7] if MONTH.match(words["published_on"]) else "",
    }


def kinds_of(kinds: Iterable[str]) -> str:
    """Each once, between commas.

    >>> kinds_of(["lost_character", "hijacked_name", "lost_character"])
    ',hijacked_name,lost_character,'
    """
    told = ","
    for kind in sorted(set(kinds)):
        told += f"{kind}," if len(told) + len(kind) < KINDS else ""
    return told if len(told) > 1 else ""


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


def settle(article: int, wording: int | None, addresses: set[str], former_wording: int | None = None) -> tuple[bool, bool]:
    """Settle versions and reposts of everything that this article touches, or touched before it changed.

    Gives whether there are other versions of the article, and whether other addresses have its text.
    """
    touched: set[int] = set()
    version = False
    for address in sorted(addresses - {""}):
        changed, count = settle_versions(address)
        touched |= changed - {article}
        version = version or count > 1
    wordings = wordings_of(touched)
    if wording is None:
        touched.add(article)
    else:
        wordings.add(wording)
    if former_wording is not None and former_wording != wording:
        wordings |= drop_unused(former_wording)
    settle_alone(touched)
    return version, settle_reposts(wordings, of=article)
