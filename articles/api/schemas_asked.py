"""What the API answers to questions, and what it takes and answers where something is handed over."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from articles.api.schemas import Count, Day, Key, Named, Page, Part


class Both(Part):
    zh: str
    en: str


class Seat(Part):
    title: str
    post: str | None = Field(description="The post's id.")
    person: Named | None
    certainty: Literal["seen", "inferred", "no_captures"] = Field(
        description="seen: an article of that day says so; inferred: it was so before and after; no_captures: nobody is claimed."
    )
    why: Both


class Roster(Part):
    organization: Named
    on: str
    seats: list[Seat]


class Company(Part):
    person: Named
    meetings: Count = Field(description="At how many meetings both were present.")
    first: Day
    last: Day


class CoAttendance(Part):
    person: Named
    meetings: Count = Field(description="At how many meetings the person was present.")
    items: list[Company]


class Marked(Part):
    text: str = Field(description="Plain text: escape it before you show it.")
    marks: list[list[int]] = Field(description="Spans of the text to be marked: [start, end], half-open.")
    cut_before: bool
    cut_after: bool


class Match(Part):
    key: Key
    published_on: Day
    url: str
    source: str
    title: Marked
    excerpt: Marked


class Number(Part):
    number: Count
    exact: bool = Field(description="false: there are more.")


class Matches(Page):
    items: list[Match]
    count: Number


class Valued(Part):
    value: str
    number: Count


class NumberedName(Named):
    number: Count


class Facets(Part):
    sources: list[Valued]
    places: list[Valued]
    years: list[Valued]
    months: list[Valued]
    persons: list[NumberedName]
    organizations: list[NumberedName]
    over: Count = Field(description="How many of the newest matches were counted.")
    names_over: Count = Field(description="Over how many of them persons and organizations were counted.")
    all_of_them: bool


class Suggestion(Part):
    kind: Literal["person", "organization", "meeting", "source", "keyword"]
    text: str
    number: Count
    key: str | None = Field(description="The id of a row; null for a source and a keyword.")


class Suggestions(Part):
    items: list[Suggestion]


def storable(text: str) -> str:
    """Raises ValueError for text that no database keeps."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("a text has no character NUL and no half of a surrogate pair")
    return text


def plain(value: Any, depth: int = 0) -> Any:
    """The same of all texts in a value."""
    if depth > 5:
        raise ValueError("this is nested too deep")
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(name): plain(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner, depth + 1) for inner in value]
    if isinstance(value, int) and abs(value) >= 2**53:
        raise ValueError("this number is too large")
    return value


Text = Annotated[str, AfterValidator(storable)]
Values = Annotated[dict[str, Any], AfterValidator(plain)]


class Given(Schema):
    model_config = ConfigDict(extra="forbid")


class CaptureGiven(Given):
    """One page as fetched: its bytes in `base64`, or its `text` or `html`; exactly one of the three."""

    name: str | None = Field(None, description="What it is called.")
    url: str | None = Field(None, description="Where it was fetched from.")
    captured_at: str | None = Field(None, description="When: an ISO 8601 date, or date and time.")
    text: str | None = None
    html: str | None = None
    base64: str | None = Field(None, description="The bytes after transfer and content decoding.")


class CapturesGiven(Given):
    captures: list[Any] = Field(
        min_length=1,
        max_length=100,
        description="Each as a line of JSON Lines that the command imports: see CaptureGiven. A bad one keeps back none of the others.",
    )


class Received(Part):
    """What became of one item."""

    result: Literal["new", "seen", "problem"]
    sha256: str | None = Field(description="Of the bytes; null where there are none.")
    article: str | None = Field(description="The id of the article that was read from it.")
    version: bool = Field(description="Whether another version of the address is known.")
    repost: bool = Field(description="Whether another address has its text.")
    reason: str = Field("", description="What is wrong, of a problem.")
    cure: str = Field("", description="What can be done about it.")


class Receipt(Part):
    run: int = Field(description="The number of the import run.")
    new: Count
    seen: Count
    problems: Count
    items: list[Received] = Field(description="In the order in which they were handed over.")


class DecisionGiven(Given):
    kind: Literal["accept", "reject", "correct", "lock", "create", "same", "different", "withhold", "undo"]
    witnesses: list[Annotated[str, Field(pattern="^[0-9a-f]{16}$")]] = Field([], max_length=200, description="The ids of witnesses.")
    rows: list[Annotated[str, Field(pattern="^[0-9a-f]{16}$")]] = Field([], max_length=50, description="The ids of rows of one noun.")
    noun: Literal["person", "organization", "meeting"] | None = Field(None, description="Of which noun the rows are.")
    article: Annotated[str, Field(pattern="^[0-9a-f]{16}$")] | None = Field(None, description="To withhold, or to create a fact in.")
    fact: Literal["person", "organization", "meeting", "post", "attendance", "statement"] | None = Field(None, description="To create.")
    start: int | None = Field(None, ge=0, le=2**31 - 1, description="Of a fact to be created: where its words stand in the body.")
    end: int | None = Field(None, ge=0, le=2**31 - 1)
    values: Values = Field({}, description="What holds instead, or what a new fact says.")
    decision: Annotated[str, Field(pattern="^[0-9a-f]{32}$")] | None = Field(None, description="The id of the decision to undo.")
    batch: Annotated[Text, Field(max_length=64)] | None = Field(None, description="The name of the batch to undo.")
    why: Annotated[Text, Field(max_length=500)] = Field("", description="The reason; withholding needs one.")


class Decided(Part):
    key: str
    kind: str
    at: str
    by: str
    why: str


class DecisionsMade(Part):
    batch: str = Field(description="By this name all of it can be undone in one go.")
    decisions: list[Decided]
