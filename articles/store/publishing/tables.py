"""The tables of the CSV format, column by column: the codebook is made of this, and so are the files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from articles.models.article import PRECISIONS
from articles.models.attendance import ROLES
from articles.models.organization import LEVELS
from articles.models.witness import Witness
from articles.search.visible import REVIEWED
from articles.store.keeping import precision_of
from articles.store.publishing.records import Record

DATE = "ISO 8601 prefix"
FLAG = "0 or 1"
SEPARATOR = " | "
"""Between the items of a list in one cell."""


@dataclass(frozen=True)
class Column:
    """`kind`: text, integer, number, flag, date, key or list; `take`: its value in a record (None: the record's own of that name)."""

    name: str
    meaning: str
    kind: str = "text"
    unit: str = ""
    values: str = ""
    take: Callable[[Record], Any] | None = None

    def of(self, record: Record) -> Any:
        return record[self.name] if self.take is None else self.take(record)


def first(name: str) -> Callable[[Record], Any]:
    """That of the first source."""
    return lambda record: record["sources"][0][name] if record["sources"] else ""


def precision(name: str) -> Callable[[Record], Any]:
    return lambda record: precision_of(record[name] or "")


def words(choices: Any) -> str:
    return ", ".join(str(value) for value, _label in choices)


PRECISION = words(PRECISIONS)
KEY = "16 hexadecimal digits"
PLACES = ("division codes (GB/T 2260), the narrowest first", "list")
COUNTED = Column("articles_count", "texts that name it in the whole database; versions and reposts count once", "integer", "texts")
SOURCED = (
    Column(
        "sources",
        "texts in this export that say so; versions and reposts count once",
        "integer",
        "texts",
        take=lambda r: r["sources_count"],
    ),
    Column("confidence", "the best confidence of its sources in this export", "number", "0 to 1"),
    Column("reviewed", "1: a person accepted or corrected it; 0: read by the program, and not reviewed", "flag", values=FLAG),
    Column("first_article", "key of the first article that says so", "key", values=KEY, take=first("article")),
    Column("first_url", "address of that article as fetched; empty where nobody said", take=first("url")),
    Column("first_start", "where the quote begins in the article's clean text", "integer", "characters", take=first("start")),
    Column("first_end", "where the quote ends in the article's clean text", "integer", "characters", take=first("end")),
    Column("first_quote", "the characters it was read from; hijacked text and private numbers as ▇", take=first("quote")),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "tenures": (
        Column("tenure", "key of the row", "key", values=KEY, take=lambda r: r["key"]),
        Column("person", "key of the person, in persons.csv", "key", values=KEY),
        Column("name", "the person's name", take=lambda r: r["person_name"]),
        Column("pinyin", "the name in pinyin, without blanks and tones"),
        Column("organization", "key of the body, in organizations.csv", "key", values=KEY),
        Column("body", "full name of the body, with its locality", take=lambda r: r["organization_name"]),
        Column("body_kind", "what sort of body, as the reader calls it", take=lambda r: r["organization_kind"]),
        Column(
            "level",
            "level of the place the body belongs to; empty for companies, schools and the like",
            values=words(LEVELS),
            take=lambda r: r["organization_level"],
        ),
        Column("place_code", "division code (GB/T 2260) of the body's place; empty where not known"),
        Column("places", *PLACES),
        Column("post", "key of the post, in posts.csv", "key", values=KEY),
        Column("title", "the title without the body"),
        Column("single_seat", "1: one person at a time holds the post", "flag", values=FLAG),
        Column(
            "start",
            "earliest date on which the person is seen in the post: it began then or before",
            "date",
            DATE,
            take=lambda r: r["first_seen"],
        ),
        Column("start_precision", "precision of start", values=PRECISION, take=precision("first_seen")),
        Column(
            "start_after",
            "it began after this date: last seen not yet so; empty where nothing bounds it",
            "date",
            DATE,
            take=lambda r: r["not_before"],
        ),
        Column(
            "end",
            "latest date on which the person is seen in the post: it ended then or later",
            "date",
            DATE,
            take=lambda r: r["last_seen"],
        ),
        Column("end_precision", "precision of end", values=PRECISION, take=precision("last_seen")),
        Column(
            "end_before",
            "it ended before this date: first seen no longer so; empty where nothing bounds it",
            "date",
            DATE,
            take=lambda r: r["not_after"],
        ),
        Column(
            "former",
            "1: told of as past only (原, 曾任); start and end are dates of the telling then",
            "flag",
            values=FLAG,
            take=lambda r: r["former_only"],
        ),
        *SOURCED,
    ),
    "persons": (
        Column("person", "key of the row", "key", values=KEY, take=lambda r: r["key"]),
        Column("name", "the name as it is usually printed; two persons may share one"),
        Column("other_names", "other forms of the name", "list"),
        Column("pinyin", "the name in pinyin, without blanks and tones"),
        Column("first_seen", "earliest date of an article that names the person", "date", DATE),
        Column("last_seen", "latest date of an article that names the person", "date", DATE),
        COUNTED,
    ),
    "organizations": (
        Column("organization", "key of the row", "key", values=KEY, take=lambda r: r["key"]),
        Column("name", "the full name, with its locality"),
        Column("other_names", "other forms of the name", "list"),
        Column("pinyin", "the name in pinyin, without blanks and tones"),
        Column("kind", "what sort of body, as the reader calls it"),
        Column("level", "level of the place it belongs to", values=words(LEVELS)),
        Column("place_code", "division code (GB/T 2260)"),
        Column("places", *PLACES),
        Column("parent", "key of the body it is part of; empty where none is known or public", "key", values=KEY),
        Column("begun", "when it was set up", "date", DATE),
        Column("ended", "when it was renamed, merged or dissolved", "date", DATE),
        COUNTED,
    ),
    "posts": (
        Column("post", "key of the row", "key", values=KEY, take=lambda r: r["key"]),
        Column("organization", "key of the body, in organizations.csv", "key", values=KEY),
        Column("body", "full name of the body", take=lambda r: r["organization_name"]),
        Column("title", "the title without the body"),
        Column("single_seat", "1: one person at a time holds it", "flag", values=FLAG),
        Column("place_code", "division code (GB/T 2260) of the body's place"),
    ),
    "meetings": (
        Column("meeting", "key of the row", "key", values=KEY, take=lambda r: r["key"]),
        Column("name", "what it is called, as printed"),
        Column("kind", "a meeting, or a visit of inspection", values="meeting, visit"),
        Column("date", "when it was held; A/B for a span, --12-29 where no year is printed", "date", DATE),
        Column("date_precision", "precision of the date", values=PRECISION, take=precision("date")),
        Column("place", "where it was held, as printed"),
        Column("places", *PLACES),
        COUNTED,
    ),
    "attendances": (
        Column("attendance", "key of the row", "key", values=KEY, take=lambda r: r["key"]),
        Column("meeting", "key of the meeting, in meetings.csv", "key", values=KEY),
        Column("meeting_name", "its name"),
        Column("meeting_date", "its date", "date", DATE),
        Column("person", "key of the person, in persons.csv", "key", values=KEY),
        Column("name", "the person's name", take=lambda r: r["person_name"]),
        Column("role", "what the person did there; a person may have several", values=words(ROLES)),
        Column("order", "place among the names as printed (protocol order), from 1; 0 where not known", "integer"),
        Column("inferred", "1: the article names only the post, and the person is its holder at that date", "flag", values=FLAG),
        *SOURCED,
    ),
    "statements": (
        Column("statement", "key of the row", "key", values=KEY, take=lambda r: r["key"]),
        Column("person", "key of the speaker, in persons.csv; empty where the meeting is the speaker", "key", values=KEY),
        Column("name", "the person's name", take=lambda r: r["person_name"]),
        Column("speaker", "who said it, as printed"),
        Column("meeting", "key of the meeting, in meetings.csv; empty where not known or not public", "key", values=KEY),
        Column("verb", "the verb of saying, as printed"),
        Column("text", "the words, as printed"),
        Column("quoted", "1: stands in quotation marks; 0: reported speech", "flag", values=FLAG),
        Column("topics", "keywords of the words", "list"),
        *SOURCED,
    ),
    "articles": (
        Column("article", "key of the row: the first 16 digits of the capture's SHA-256", "key", values=KEY, take=lambda r: r["key"]),
        Column("title", "the heading as printed"),
        Column("subtitle", "the second heading as printed"),
        Column("published_on", "the printed date; --12-29 where no year is printed", "date", DATE),
        Column("precision", "precision of the date", values=PRECISION, take=lambda r: r["published_precision"]),
        Column("source", "the outlet, as printed"),
        Column("author", "the author, as printed"),
        Column("section", "the path of sections the page stands in, the widest first", "list"),
        Column("zone", "the line that names the development zone, as printed"),
        Column("places", *PLACES),
        Column("script", "simplified or traditional characters", values="hans, hant"),
        Column("verdict", "whether the page is news", values="news, not_news, empty"),
        Column("url", "the address it was first fetched from"),
        Column("first_seen", "when the capture was first fetched (UTC)", "date", DATE),
        Column("last_seen", "when the same bytes were last fetched from there (UTC)", "date", DATE),
        Column("latest", "1: the newest version of its address", "flag", values=FLAG),
        Column("repost_of", "key of the first article with nearly the same text", "key", values=KEY),
        Column("group", "what counts once: versions and reposts of one text share it", "key", values=KEY),
        Column("shown", "1: stands for its versions and reposts", "flag", values=FLAG),
        Column(
            "characters", "length of the clean text, which is not in this format", "integer", "characters", take=lambda r: len(r["body"])
        ),
        Column("sha256", "SHA-256 of the capture's bytes", "key", values="64 hexadecimal digits"),
        Column("reader", "version of the reader"),
    ),
    "sources": (
        Column("source", "key of the row: what one article says for one fact", "key", values=KEY, take=lambda r: r["key"]),
        Column(
            "kind",
            "what it says; role: a post without its holder, from which the attendance was inferred",
            values=words(Witness.Kind.choices),
        ),
        Column(
            "about",
            "key of what it says: a row of persons, organizations, meetings, tenures (kind post), attendances or statements",
            "key",
            values=KEY,
        ),
        Column("article", "key of the article, in articles.csv", "key", values=KEY),
        Column("start", "where the quote begins in the article's clean text", "integer", "characters"),
        Column("end", "where the quote ends in the article's clean text", "integer", "characters"),
        Column("quote", "the characters it was read from; hijacked text and private numbers as ▇"),
        Column("confidence", "the reader's confidence", "number", "0 to 1"),
        Column("reviewed", "1: a person settled it in its favour", "flag", values=FLAG),
        Column("status", "what people decided", values=", ".join((Witness.Status.UNREVIEWED, *REVIEWED))),
        Column("rule", "the reader's rule"),
    ),
}


def rows_of(table: str, records: Iterator[Record]) -> Iterator[list[Any]]:
    return ([column.of(record) for column in TABLES[table]] for record in records)
