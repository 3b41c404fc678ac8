"""What one step hands to the next: frozen dataclasses and string enums, nothing that does work.

Offsets come in two systems, and every field says which one it uses:

* *capture offsets*: half-open character offsets into the decoded text of the capture (`DecodedText.text`), the characters as they
  were captured. They never change while repairs go on.
* *body offsets*: half-open character offsets into `ArticleText.body.text`, the clean body. All that a reading says of the body uses
  these.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from articles.pipeline.errors import ReadingError
from articles.pipeline.offsets import TracedText


class MediaType(StrEnum):
    TEXT = "text/plain"
    HTML = "text/html"


class Proof(StrEnum):
    """How sure a repair is.

    `proved`: running the damage forward over the repaired text gives the captured text back, and no other reading made of dictionary
    words gives the same capture. `likely`: the best of several readings. `doubtful`: flagged, nothing was changed.
    """

    PROVED = "proved"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


class RepairKind(StrEnum):
    JUNK_MARKUP = "junk_markup"
    SHIFTED_RUN = "shifted_run"
    PINYIN_IN_BRACKETS = "pinyin_in_brackets"
    TRADITIONAL_ONE_BY_ONE = "traditional_one_by_one"
    PRINTED_TWICE = "printed_twice"
    PAGE_CHROME = "page_chrome"


class WarningKind(StrEnum):
    HIJACKED_NAME = "hijacked_name"
    LOST_CHARACTER = "lost_character"
    UNREPAIRED_RUN = "unrepaired_run"
    REPLACED_BYTES = "replaced_bytes"
    FACTS_NOT_SOUGHT = "facts_not_sought"


class Verdict(StrEnum):
    NEWS = "news"
    NOT_NEWS = "not_news"
    EMPTY = "empty"


class Script(StrEnum):
    HANS = "hans"
    HANT = "hant"


@dataclass(frozen=True)
class Capture:
    """The bytes of one page as fetched, after transfer and content decoding, and what came with them.

    `charset` is what the transport declared (HTTP header; "utf-8" where the container held text), None where it said nothing.
    `captured_at` is an ISO 8601 date-time or date as given, None where nobody said.
    """

    name: str
    payload: bytes
    media_type: MediaType = MediaType.TEXT
    url: str | None = None
    captured_at: str | None = None
    charset: str | None = None

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the payload: what the capture is known by."""
        return hashlib.sha256(self.payload).hexdigest()


@dataclass(frozen=True)
class Found:
    """One item found in what was to be imported: a capture, or the reason why there is none (exactly one of the two).

    `path` is the path as given by the user, or `outer.zip!inner.txt` for a member of a container; `record` counts from 1 in containers
    that hold several (WARC, JSON Lines, CSV), None elsewhere. Together they name the item, so that it can be tried again.
    """

    path: str
    record: int | None = None
    capture: Capture | None = None
    error: ReadingError | None = None


@dataclass(frozen=True)
class DecodedText:
    """Clean text of a capture: no lone surrogates, no NULs, line ends all LF. `why` says how the encoding is known, in a few words."""

    text: str
    encoding: str
    why: str
    warnings: tuple["ReadingWarning", ...] = ()


@dataclass(frozen=True)
class Repair:
    """One mended place. `start`, `end` are capture offsets of `before`; `after` is what stands there now ("" where it was taken out).

    `rivals`: other readings that would give the same capture, best first (only where `proof` is not `proved`).
    """

    kind: RepairKind
    start: int
    end: int
    before: str
    after: str
    proof: Proof
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadingWarning:
    """Something the reader should know and that was not changed. `start`, `end` are capture offsets of `text`."""

    kind: WarningKind
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class RepairedText:
    """The clean text with the way back to the capture, and what was done."""

    text: TracedText
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    script: Script = Script.HANS


@dataclass(frozen=True)
class ArticleText:
    """The article of a page. What the page does not print is None. `published_on` is an ISO 8601 prefix (2024-03-12, 2024-03).

    `body`: paragraphs separated by one line feed, each character traced to the capture.
    """

    body: TracedText
    title: str | None = None
    subtitle: str | None = None
    published_on: str | None = None
    source: str | None = None
    author: str | None = None
    section: tuple[str, ...] = ()
    zone: str | None = None
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What was recognised in the body; each entry in the reading's own form (docs/reading.md).

    `tagger`: what the names were found with, None where none were sought.
    """

    verdict: Verdict | None = None
    localities: tuple[dict[str, Any], ...] = ()
    persons: tuple[dict[str, Any], ...] = ()
    roles: tuple[dict[str, Any], ...] = ()
    organizations: tuple[dict[str, Any], ...] = ()
    meetings: tuple[dict[str, Any], ...] = ()
    statements: tuple[dict[str, Any], ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    tagger: str | None = None


@dataclass(frozen=True)
class Reading:
    """Everything the machine found in one capture, with the reader's version."""

    capture: Capture
    decoded: DecodedText
    article: ArticleText
    script: Script = Script.HANS
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    facts: Facts = field(default_factory=Facts)
    reader: str = ""
