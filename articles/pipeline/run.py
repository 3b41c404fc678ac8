"""The whole way of one capture, a step a line: bytes in, a reading out."""

from collections.abc import Callable
from typing import Any, TypeVar

from articles.pipeline.decode import decode as decode_capture
from articles.pipeline.extract import extract as extract_article
from articles.pipeline.markup import flatten as flatten_page
from articles.pipeline.offsets import TracedText
from articles.pipeline.recognize import recognize as recognize_facts
from articles.pipeline.records import ArticleText, Capture, DecodedText, Facts, MediaType, Reading, ReadingWarning, Repair, RepairedText
from articles.pipeline.repair import repair as repair_page

READER = "2026.11.3"
"""The reader's version: year, month, number. It changes whenever the same capture may be read differently."""

Flag = TypeVar("Flag", Repair, ReadingWarning)


def read_capture(
    capture: Capture,
    *,
    decode: Callable[[Capture], DecodedText] = decode_capture,
    flatten: Callable[[str], TracedText] = flatten_page,
    repair: Callable[[TracedText], RepairedText] = repair_page,
    extract: Callable[[TracedText, RepairedText, DecodedText, Capture], ArticleText] = extract_article,
    recognize: Callable[[ArticleText, Capture, tuple[ReadingWarning, ...]], Facts] = recognize_facts,
) -> Reading:
    """Read one capture. Raises ReadingError (see errors.py) where a step cannot go on; nothing else is to be expected."""
    decoded = decode(capture)
    page = flatten(decoded.text) if capture.media_type is MediaType.HTML else TracedText.of(decoded.text)
    repaired = repair(page)
    article = extract(page, repaired, decoded, capture)
    facts = recognize(article, capture, repaired.warnings + article.warnings)
    return Reading(
        capture=capture,
        decoded=decoded,
        article=article,
        script=repaired.script,
        repairs=repaired.repairs + article.repairs,
        warnings=decoded.warnings + repaired.warnings + article.warnings + facts.warnings,
        facts=facts,
        reader=READER,
    )


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as it is printed and kept: dictionaries, lists, strings and numbers only; every span in body offsets.

    Repairs and warnings outside the body (page chrome, the title) have `start` and `end` null; `capture_start` and `capture_end`
    always say where they stand in the decoded capture. `offsets` carries the body back to the capture: see `TracedText.runs`.
    """
    capture, article = reading.capture, reading.article
    return {
        "capture": {
            "name": capture.name,
            "url": capture.url,
            "sha256": capture.sha256,
            "media_type": str(capture.media_type),
            "encoding": reading.decoded.encoding,
            "encoding_why": reading.decoded.why,
            "captured_at": capture.captured_at,
        },
        "reader": reading.reader,
        "tagger": reading.facts.tagger,
        "verdict": None if reading.facts.verdict is None else str(reading.facts.verdict),
        "article": {
            "title": article.title,
            "subtitle": article.subtitle,
            "published_on": article.published_on,
            "source": article.source,
            "author": article.author,
            "section": list(article.section),
            "zone": article.zone,
            "url": capture.url,
            "script": str(reading.script),
            "body": article.body.text,
            "offsets": [list(run) for run in article.body.runs()],
        },
        "repairs": [repair_as_json(repair, article.body) for repair in in_order(reading.repairs)],
        "warnings": [warning_as_json(warning, article.body) for warning in in_order(reading.warnings)],
        "localities": list(reading.facts.localities),
        "persons": list(reading.facts.persons),
        "roles": list(reading.facts.roles),
        "organizations": list(reading.facts.organizations),
        "meetings": list(reading.facts.meetings),
        "statements": list(reading.facts.statements),
    }


def in_order(items: tuple[Flag, ...]) -> list[Flag]:
    return sorted(items, key=lambda item: (item.start, item.end, item.kind))


def repair_as_json(repair: Repair, body: TracedText) -> dict[str, Any]:
    start, end = body.find_origin(repair.start, repair.end) or (None, None)
    return {
        "kind": str(repair.kind),
        "start": start,
        "end": end,
        "before": repair.before,
        "after": repair.after,
        "proof": str(repair.proof),
        "rivals": list(repair.rivals),
        "capture_start": repair.start,
        "capture_end": repair.end,
    }


def warning_as_json(warning: ReadingWarning, body: TracedText) -> dict[str, Any]:
    start, end = body.find_origin(warning.start, warning.end) or (None, None)
    return {
        "kind": str(warning.kind),
        "start": start,
        "end": end,
        "text": warning.text,
        "capture_start": warning.start,
        "capture_end": warning.end,
    }
