"""What each list may be asked: its parameters, as they are checked and told of in the document of the API."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

Key = Annotated[str, Field(pattern="^[0-9a-f]{16}$", examples=["3b0c44298fc1c149"])]
Date = Annotated[str, Field(pattern="^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$", examples=["2024-03-12"])]
Code = Annotated[str, Field(pattern="^[0-9]{2,6}$", examples=["3205"])]
Words = Annotated[str, Field(min_length=1, max_length=200)]
Share = Annotated[float, Field(ge=0, le=1)]
Number = Annotated[int, Field(ge=0, le=1_000_000_000)]
Script = Literal["hans", "hant"]
Verdict = Literal["news", "not_news", "empty"]
Role = Literal["host", "speaker", "attendee", "invited", "accompanying", "remote", "reader", "honoured", "absent"]
Level = Literal["national", "province", "city", "county", "town"]
MediaType = Literal["text/plain", "text/html"]
MeetingKind = Literal["meeting", "visit"]

FROM = "From this date on: 2024, 2024-03 or 2024-03-12."
TO = "Up to this date, that day, month or year in it."
CODE = "The beginning of a division code: 32, 3205, 320507."
SURE = "Facts of at least this confidence."
ACCEPTED = "true: those that a curator settled; false: those nobody reviewed."


class Paged(Schema):
    limit: int = Field(50, ge=1, le=200, description="Items on a page.")
    cursor: str | None = Field(None, max_length=2000, description="Where to go on: `cursor` of the page before.")
    fields: str | None = Field(None, max_length=500, description="The members wanted, separated by commas; the id always comes along.")


class ArticlesAsked(Paged):
    ordering: Literal["-published_on", "published_on", "key"] | None = Field(None, description="The newest first if nothing is asked for.")
    date_from: Date | None = Field(None, description=f"Published. {FROM}")
    date_to: Date | None = Field(None, description=f"Published. {TO}")
    month: str | None = Field(None, pattern="^[12][0-9]{3}-[0-9]{2}$", description="Published in this month.")
    source: Words | None = Field(None, description="The outlet, as printed.")
    author: Words | None = Field(None, description="The author, as printed.")
    title: Words | None = Field(None, description="Characters of the title. Search knows more.")
    url: Annotated[str, Field(max_length=2000)] | None = Field(None, description="The address of the page; http and https are one.")
    place: Code | None = Field(None, description=CODE)
    script: Script | None = None
    verdict: Verdict | None = None
    person: Key | None = Field(None, description="Articles that name this person.")
    organization: Key | None = Field(None, description="Articles that name this body.")
    meeting: Key | None = Field(None, description="Articles that report this meeting.")
    group: Key | None = Field(None, description="Articles of one text: versions and reposts of this article.")
    every: bool | None = Field(None, description="true: versions and reposts as well; else one article of each group.")


class PersonsAsked(Paged):
    ordering: Literal["name", "-articles_count", "-last_seen", "first_seen", "key"] | None = None
    q: Words | None = Field(None, description="Characters of the name, or the beginning of its pinyin or initials.")
    name: Words | None = Field(None, description="The whole name.")
    organization: Key | None = Field(None, description="Who holds or held a post in this body.")
    title: Words | None = Field(None, description="Who holds or held a post of this title.")
    place: Code | None = Field(None, description=f"Who holds or held a post in a body there. {CODE}")
    meeting: Key | None = Field(None, description="Who was at this meeting, or was to be.")
    article: Key | None = Field(None, description="Who is named in this article.")
    seen_from: Date | None = Field(None, description=f"Last seen. {FROM}")
    seen_to: Date | None = Field(None, description=f"First seen. {TO}")
    min_articles: Number | None = Field(None, description="Named in at least so many articles.")


class OrganizationsAsked(Paged):
    ordering: Literal["name", "-articles_count", "key"] | None = None
    q: Words | None = Field(None, description="Characters of the name, or the beginning of its pinyin or initials.")
    name: Words | None = Field(None, description="The whole name.")
    kind: Words | None = Field(None, description="What sort of body: party, government, …")
    level: Level | None = None
    place: Code | None = Field(None, description=CODE)
    parent: Key | None = Field(None, description="Parts of this body.")
    person: Key | None = Field(None, description="Bodies in which this person holds or held a post.")
    article: Key | None = Field(None, description="Bodies named in this article.")
    min_articles: Number | None = Field(None, description="Named in at least so many articles.")


class PostsAsked(Paged):
    ordering: Literal["title", "key"] | None = None
    organization: Key | None = Field(None, description="Posts of this body.")
    person: Key | None = Field(None, description="Posts that this person holds or held.")
    title: Words | None = Field(None, description="The whole title, without the body.")
    q: Words | None = Field(None, description="Characters of the title.")
    place: Code | None = Field(None, description=CODE)
    single_seat: bool | None = Field(None, description="Whether one person at a time holds it.")


class TenuresAsked(Paged):
    ordering: Literal["-last_seen", "first_seen", "-articles_count", "-confidence", "key"] | None = None
    person: Key | None = None
    organization: Key | None = None
    post: Key | None = None
    title: Words | None = Field(None, description="The whole title, without the body.")
    place: Code | None = Field(None, description=f"Of bodies there. {CODE}")
    on: Date | None = Field(None, description="Seen both up to this date and from it on.")
    seen_from: Date | None = Field(None, description=f"Last seen. {FROM}")
    seen_to: Date | None = Field(None, description=f"First seen. {TO}")
    former: bool | None = Field(None, description="Whether articles speak of it as past only.")
    single_seat: bool | None = Field(None, description="Whether one person at a time holds the post.")
    reviewed: bool | None = Field(None, description=ACCEPTED)
    min_confidence: Share | None = Field(None, description=SURE)


class MeetingsAsked(Paged):
    ordering: Literal["-date", "date", "name", "-articles_count", "key"] | None = None
    q: Words | None = Field(None, description="Characters of the name, or the beginning of its pinyin or initials.")
    name: Words | None = Field(None, description="The whole name.")
    kind: MeetingKind | None = None
    date_from: Date | None = Field(None, description=FROM)
    date_to: Date | None = Field(None, description=TO)
    place: Code | None = Field(None, description=f"Of the articles that report it. {CODE}")
    held_at: Words | None = Field(None, description="Characters of the place, as printed.")
    person: Key | None = Field(None, description="Meetings at which this person has a role.")
    article: Key | None = Field(None, description="Meetings that this article reports.")


class AttendancesAsked(Paged):
    ordering: Literal["-date", "date", "order", "-confidence", "key"] | None = None
    person: Key | None = None
    meeting: Key | None = None
    role: Role | None = None
    kind: MeetingKind | None = Field(None, description="Of meetings, or of visits.")
    date_from: Date | None = Field(None, description=FROM)
    date_to: Date | None = Field(None, description=TO)
    inferred: bool | None = Field(None, description="Whether the article names the post only, and the person is its holder at that date.")
    reviewed: bool | None = Field(None, description=ACCEPTED)
    min_confidence: Share | None = Field(None, description=SURE)


class StatementsAsked(Paged):
    ordering: Literal["key", "-articles_count", "-confidence"] | None = None
    person: Key | None = None
    meeting: Key | None = None
    article: Key | None = Field(None, description="What is said in this article.")
    speaker: Words | None = Field(None, description="Who said it, as the reader says.")
    verb: Words | None = Field(None, description="The verb of saying, as printed.")
    q: Words | None = Field(None, description="Characters of the words.")
    date_from: Date | None = Field(None, description=f"Of the meeting it was said at. {FROM}")
    date_to: Date | None = Field(None, description=f"Of the meeting it was said at. {TO}")
    quoted: bool | None = Field(None, description="Whether it stands in quotation marks.")
    reviewed: bool | None = Field(None, description=ACCEPTED)
    min_confidence: Share | None = Field(None, description=SURE)


class CapturesAsked(Paged):
    ordering: Literal["sha256", "-captured_at", "-size"] | None = None
    media_type: MediaType | None = None
    charset: Words | None = Field(None, description="The encoding that the transport declared.")
    url: Annotated[str, Field(max_length=2000)] | None = Field(None, description="The address, as given.")
    captured_from: Date | None = Field(None, description=FROM)
    captured_to: Date | None = Field(None, description=TO)


class Shown(Schema):
    fields: str | None = Field(None, max_length=500, description="The members wanted, separated by commas; the id always comes along.")


class RosterAsked(Schema):
    on: Date = Field(description="The date: 2024-03-12, 2024-03 or 2024.")


class CoAttendanceAsked(Schema):
    limit: int = Field(50, ge=1, le=200, description="Persons at most.")
    date_from: Date | None = Field(None, description=f"Of the meetings. {FROM}")
    date_to: Date | None = Field(None, description=f"Of the meetings. {TO}")


class SearchAsked(Schema):
    q: Annotated[str, Field(min_length=1, max_length=500)] = Field(
        description="The query: words, phrases, fields, dates. See docs/searching.md."
    )
    order: Literal["newest", "title", "relevance"] = Field("newest", description="The order of what is found.")
    limit: int = Field(20, ge=1, le=100, description="Articles on a page.")
    cursor: str | None = Field(None, max_length=200, description="Where to go on: `cursor` of the page before.")


class FacetsAsked(Schema):
    q: Annotated[str, Field(min_length=1, max_length=500)] = Field(description="The query, as for search.")


class SuggestionsAsked(Schema):
    q: Annotated[str, Field(max_length=50)] = Field(description="What was typed so far.")
    limit: int = Field(10, ge=1, le=20, description="Suggestions at most.")
