"""Which of a capture's sightings is the first, and what a sighting says of time.

The first one gives the capture its name, address, time, media type and declared encoding, and so decides what is read. It follows from
the sightings alone, not from the order they were imported in: one with an address before one without, one with a time before one
without, then the earlier, then whatever comes first in the alphabet.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from articles.models import Capture
from articles.pipeline import records


@dataclass(frozen=True)
class Origin:
    """What came with the bytes, "" where nothing came."""

    name: str
    url: str
    captured_at: str
    media_type: str
    charset: str


def storable(text: str) -> str:
    """The text without what a database refuses: NULs and halves of surrogate pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def as_storable(capture: records.Capture) -> records.Capture:
    """The capture with storable words about it; its payload stays as it is."""
    return replace(
        capture,
        name=storable(capture.name),
        url=None if capture.url is None else storable(capture.url),
        captured_at=None if capture.captured_at is None else storable(capture.captured_at)[:64],
        charset=None if capture.charset is None else storable(capture.charset)[:64],
    )


def origin_of(capture: records.Capture) -> Origin:
    return Origin(capture.name, capture.url or "", capture.captured_at or "", capture.media_type.value, capture.charset or "")


def origin_in(row: Capture) -> Origin:
    return Origin(row.name, row.url, row.captured_at, row.media_type, row.charset)


def as_record(row: Capture) -> records.Capture:
    """The kept capture as the workshop wants it."""
    return records.Capture(
        name=row.name,
        payload=row.payload,
        media_type=records.MediaType(row.media_type),
        url=row.url or None,
        captured_at=row.captured_at or None,
        charset=row.charset or None,
    )


def time_of(captured_at: str) -> datetime | None:
    """A point in time for an ISO 8601 date or date and time (UTC where no zone is given); None where it is neither.

    >>> time_of("2024-03-12T08:00:00+08:00")
    datetime.datetime(2024, 3, 12, 0, 0, tzinfo=datetime.timezone.utc)
    >>> time_of("yesterday")
    """
    try:
        moment = datetime.fromisoformat(captured_at)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def rank(origin: Origin) -> tuple[object, ...]:
    """The smaller, the earlier."""
    moment = time_of(origin.captured_at)
    order = moment.isoformat() if moment else ""
    return (not origin.url, moment is None, order, origin.url, origin.captured_at, origin.media_type, origin.charset, origin.name)
