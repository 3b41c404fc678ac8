"""What the API answers, as its document tells it. Answers are made from values(), not by these: the tests hold the two together.

With `fields=` an item holds the members asked for and its id, so nothing but the id is always there.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from articles.api.asked import Role

Key = Annotated[str, Field(description="The public id: cite it; it leads to the row for ever.")]
Day = Annotated[str, Field(description="An ISO 8601 prefix: 2024-03-12, 2024-03, --12-29 without a year; empty where none is known.")]
Seen = Annotated[str, Field(description="An ISO 8601 prefix; empty where no date is known.")]
Count = Annotated[int, Field(ge=0)]
Sure = Annotated[float, Field(ge=0, le=1, description="How sure the reader is, 0 to 1: the best of the witnesses.")]
Reviewed = Annotated[bool, Field(description="Whether a curator settled it. What is false here was read by a program and seen by nobody.")]


class Part(Schema):
    """Members are added, never taken away or changed, within /api/v1/."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=False)


class Ref(Part):
    key: Key


class Named(Ref):
    name: str


class Problem(Schema):
    """RFC 9457. `errors` tells of each parameter or place in the body that cannot be used."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    detail: str


class Page(Part):
    cursor: str | None = Field(description="Where the next page begins; null on the last one.")
    next: str | None = Field(description="The address of the next page; null on the last one.")


class Article(Part):
    key: Key
    title: str = ""
    subtitle: str = ""
    published_on: Day = ""
    published_precision: Literal["", "day", "month", "year", "no_year", "span"] = ""
    source: str = Field("", description="The outlet, as printed (来源).")
    author: str = ""
    section: list[str] = Field([], description="The sections the page stands in, the widest first.")
    zone: str = ""
    script: Literal["hans", "hant"] = "hans"
    verdict: Literal["", "news", "not_news", "empty"] = ""
    url: str = Field("", description="Where it was first fetched from.")
    places: list[str] = Field([], description="Division codes of the page's home, the narrowest first.")
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    latest: bool = Field(True, description="Whether it is the newest version of its address.")
    shown: bool = Field(True, description="Whether it stands for its versions and reposts.")
    group: str = Field("", description="The id of the first article of the same text.")
    repost_of: Ref | None = None
    withheld: bool = Field(False, description="Only administrators see what is withheld.")
    persons: list[Named] = []
    organizations: list[Named] = []
    meetings: list[Named] = []


class Decision(Part):
    kind: str = Field(description="accept, reject, correct, lock, create.")
    at: str = Field(description="When, in UTC.")
    key: str = Field("", description="To those with a role.")
    by: str = Field("", description="To those with a role.")
    why: str = Field("", description="To those with a role.")


class Quoted(Part):
    key: Key
    title: str = ""
    published_on: Day = ""
    source: str = ""
    url: str = ""


class Fact(Part):
    """What one article says for one fact, with the characters it says it with: `body[start:end] == quote`."""

    key: Key
    kind: Literal["person", "organization", "meeting", "post", "attendance", "statement", "role"]
    start: int | None = Field(description="Offset of the first character in the article's body; null where it stands outside of it.")
    end: int | None
    quote: str
    before: str = Field("", description="The twelve characters before the quote.")
    after: str = Field("", description="The twelve characters after the quote.")
    values: dict[str, Any] = Field(description="What holds: the reader's values, with people's corrections.")
    confidence: Sure
    status: Literal["unreviewed", "accepted", "rejected", "corrected", "locked", "created"]
    reviewed: Reviewed
    decision: Decision | None = None
    rule: str = Field("", description="The reader's rule; to those with a role.")
    why: dict[str, Any] = Field({}, description="The reader's reason; to those with a role.")
    withheld: bool = False


class Witness(Fact):
    article: Quoted


class ArticleFact(Fact):
    of: dict[str, str] = Field({}, description="The ids of the rows it is a witness of, by kind.")


class Version(Part):
    key: Key
    url: str
    first_seen: datetime | None
    last_seen: datetime | None
    latest: bool


class Repost(Part):
    key: Key
    url: str
    source: str
    first_seen: datetime | None
    published_on: Day


class ArticleDetail(Article):
    body: str = Field("", description="The clean text; every span counts in it. ▇ stands for what the public does not see.")
    sha256: str = Field("", description="Of the capture it was read from.")
    reader: str = Field("", description="The version of the reader.")
    facts: list[ArticleFact] = Field([], description="What it says, in the order of the text; the first 400.")
    facts_count: Count = 0
    versions: list[Version] = []
    reposts: list[Repost] = []


class Person(Part):
    key: Key
    name: str = ""
    other_names: list[str] = []
    pinyin: str = ""
    initials: str = ""
    first_seen: Seen = ""
    last_seen: Seen = ""
    articles_count: Count = 0


class Organization(Part):
    key: Key
    name: str = Field("", description="With its locality: 相城区委, not 区委.")
    other_names: list[str] = []
    pinyin: str = ""
    initials: str = ""
    kind: str = ""
    level: str = ""
    place_code: str = ""
    places: list[str] = []
    begun: Day = ""
    ended: Day = ""
    articles_count: Count = 0
    parent: Named | None = None


class Post(Part):
    key: Key
    title: str = ""
    single_seat: bool = False
    organization: Named | None = None


class PostRef(Part):
    key: Key
    title: str
    single_seat: bool


class OrganizationRef(Named):
    place_code: str


class Told(Part):
    key: Key
    articles_count: Count = 0
    confidence: Sure = 0
    reviewed: Reviewed = False


class Tenure(Told):
    person: Named | None = None
    post: PostRef | None = None
    organization: OrganizationRef | None = None
    first_seen: Seen = ""
    last_seen: Seen = ""
    not_before: Seen = Field("", description="The last date on which it was not yet so.")
    not_after: Seen = Field("", description="The first date on which it was no longer so.")
    former: bool = Field(False, description="Whether articles speak of it as past only.")


class Meeting(Part):
    key: Key
    name: str = ""
    kind: Literal["meeting", "visit"] = "meeting"
    date: Day = ""
    place: str = ""
    places: list[str] = []
    articles_count: Count = 0


class MeetingRef(Named):
    kind: str
    date: Day
    place: str


class Attendance(Told):
    person: Named | None = None
    meeting: MeetingRef | None = None
    role: Role = "attendee"
    order: Count = Field(0, description="The place among the names as printed, from 1.")
    inferred: bool = Field(False, description="The article names the post only; the person is its holder at that date.")


class MeetingAt(Named):
    date: Day


class Statement(Told):
    person: Named | None = None
    meeting: MeetingAt | None = None
    speaker: str = ""
    verb: str = ""
    text: str = ""
    quoted: bool = False
    topics: list[str] = []


class Capture(Part):
    sha256: str = Field(description="Of the bytes as fetched.")
    name: str = ""
    url: str = ""
    captured_at: str = Field("", description="As given.")
    media_type: Literal["text/plain", "text/html"] = "text/plain"
    charset: str = Field("", description="As the transport declared it.")
    size: Count = 0
    article: Ref | None = None


class Witnessed(Part):
    witnesses: list[Witness] = Field([], description="The surest first.")
    witnesses_count: Count = 0


class TenureWitnessed(Tenure, Witnessed):
    pass


class AttendanceWitnessed(Attendance, Witnessed):
    pass


class StatementWitnessed(Statement, Witnessed):
    pass


class PersonDetail(Person, Witnessed):
    tenures: list[TenureWitnessed] = []
    tenures_next: str | None = None
    attendances: list[AttendanceWitnessed] = []
    attendances_next: str | None = None
    statements: list[StatementWitnessed] = []
    statements_next: str | None = None


class OrganizationDetail(Organization, Witnessed):
    posts: list[Post] = []
    posts_next: str | None = None
    tenures: list[TenureWitnessed] = []
    tenures_next: str | None = None
    parts: list[Organization] = []
    parts_next: str | None = None


class PostDetail(Post):
    tenures: list[TenureWitnessed] = []
    tenures_next: str | None = None


class MeetingDetail(Meeting, Witnessed):
    attendances: list[AttendanceWitnessed] = []
    attendances_next: str | None = None
    statements: list[StatementWitnessed] = []
    statements_next: str | None = None


class Articles(Page):
    items: list[Article]


class Persons(Page):
    items: list[Person]


class Organizations(Page):
    items: list[Organization]


class Posts(Page):
    items: list[Post]


class Tenures(Page):
    items: list[Tenure]


class Meetings(Page):
    items: list[Meeting]


class Attendances(Page):
    items: list[Attendance]


class Statements(Page):
    items: list[Statement]


class Captures(Page):
    items: list[Capture]
