"""What a dataset holds: for each file its table, its columns and their order; and what stays behind, with the reason.

Rows refer to each other by key, never by row number. A column is written as `name` or, where it comes from another table or is written
otherwise than it is kept, as `name=lookup`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, QuerySet

from articles.models import (
    ApiToken,
    Article,
    Attendance,
    Capture,
    Decision,
    DecisionTarget,
    Finding,
    FormerKey,
    IdempotencyKey,
    ImportProblem,
    ImportRun,
    Lease,
    Likeness,
    Meeting,
    Organization,
    Person,
    Post,
    Reading,
    SavedSearch,
    SearchEntry,
    SearchTerm,
    SearchUse,
    Sheet,
    Sighting,
    Stale,
    Statement,
    Tenure,
    Upload,
    Witness,
    Wording,
    WordingBand,
    Worker,
)

AT_ONCE = 500
FEW_AT_ONCE = 20
"""Rows fetched at a time; few of those that hold a whole page."""


def every(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.all()


def followed(model: type[Model]) -> QuerySet[Model]:
    """The reading that each article follows."""
    return every(model).filter(article__isnull=False)


def lost(model: type[Model]) -> QuerySet[Model]:
    """Former ids that nothing else leads on from: a witness's key does so itself, and what was made by hand follows from the decisions."""
    witnesses = Witness.objects.filter(key=OuterRef("key"))
    by_hand = DecisionTarget.objects.filter(key=OuterRef("key"), decision__kind="create")
    return every(model).exclude(Exists(witnesses)).exclude(Exists(by_hand))


@dataclass(frozen=True)
class Part:
    """One file. `columns`: separated by blanks; `order`: columns by which the rows are sorted, unique together."""

    name: str
    model: type[Model]
    columns: str
    order: tuple[str, ...] = ("key",)
    rows: Callable[[type[Model]], QuerySet[Model]] = every
    at_once: int = AT_ONCE

    @property
    def file(self) -> str:
        return f"{self.name}.jsonl"

    @property
    def lookups(self) -> dict[str, str]:
        """Each column's name with where it is looked up.

        >>> Part("posts", Post, "key organization=organization__key").lookups
        {'key': 'key', 'organization': 'organization__key'}
        """
        pairs = (column.partition("=") for column in self.columns.split())
        return {name: lookup or name for name, _, lookup in pairs}


PARTS: tuple[Part, ...] = (
    Part(
        "captures",
        Capture,
        "sha256 name url captured_at media_type charset size payload=compressed",
        order=("sha256",),
        at_once=FEW_AT_ONCE,
    ),
    Part("readings", Reading, "capture=capture__sha256 reader verdict data", ("capture__sha256", "reader"), followed, FEW_AT_ONCE),
    Part(
        "articles",
        Article,
        "key capture=capture__sha256 reader=reading__reader title subtitle published_on published_precision source author section zone "
        "script verdict body url address first_seen last_seen latest repost_of=repost_of__key group places shown withheld",
        at_once=FEW_AT_ONCE,
    ),
    Part("persons", Person, "key name other_names first_seen last_seen articles_count block note"),
    Part(
        "organizations",
        Organization,
        "key name other_names kind level place_code places parent=parent__key parent_block successors near begun ended articles_count "
        "block note",
    ),
    Part("posts", Post, "key organization=organization__key title single_seat"),
    Part(
        "tenures",
        Tenure,
        "key person=person__key post=post__key first_seen last_seen not_before not_after former_only why articles_count confidence "
        "accepted",
    ),
    Part("meetings", Meeting, "key name kind date place places articles_count block note"),
    Part("attendances", Attendance, "key meeting=meeting__key person=person__key role order inferred articles_count confidence accepted"),
    Part(
        "statements",
        Statement,
        "key person=person__key meeting=meeting__key speaker verb text digest quoted topics articles_count confidence accepted",
    ),
    Part(
        "witnesses",
        Witness,
        "key signature kind article=article__key block start end quote spans names values machine confidence rule why status withheld "
        "decision subject event of_body company resolution person=person__key organization=organization__key meeting=meeting__key "
        "tenure=tenure__key attendance=attendance__key statement=statement__key",
    ),
    Part("findings", Finding, "key kind block about score details why"),
    Part("decisions", Decision, "key kind scope sides values by at why batch standing", order=("at", "key")),
    Part("former_keys", FormerKey, "key kind now", rows=lost),
)

LEFT_OUT: dict[type[Model], str] = {
    ImportRun: "tells of the imports of one database, with clock times",
    ImportProblem: "tells of the imports of one database",
    Upload: "tells of the imports of one database; what was in it is kept as captures",
    Worker: "which processes work at the moment, with clock times",
    Sighting: "tells of the imports; what follows from it stands in the captures' origin and in the articles' last_seen",
    Wording: "follows from the articles' bodies",
    WordingBand: "follows from the wordings",
    Likeness: "follows from the wordings; what came of it stands in the articles' repost_of",
    DecisionTarget: "an index over the decisions' sides",
    ApiToken: "who may ask one server; hashes of secrets",
    IdempotencyKey: "answers of one server to requests that may come twice",
    Lease: "who works at what at the moment, with clock times",
    SavedSearch: "what users want to be told of, with the secrets of their feeds",
    Sheet: "files brought in by people, for a month; what came of them are decisions",
    SearchEntry: "the search index; follows from the articles",
    SearchTerm: "counts of the search index; follow from the articles",
    SearchUse: "counts of the search index; follow from the articles",
    Stale: "what waits to be settled; empty once that is done",
}
"""Tables that a dataset does not hold, with the reason."""

LEFT_OUT_COLUMNS: dict[tuple[type[Model], str], str] = {
    (Capture, "run"): "tells of the imports of one database",
    (Article, "wording"): "follows from the body",
    (Article, "warning_kinds"): "follows from the reading",
    (Article, "repair_kinds"): "follows from the reading",
    (Article, "outlet"): "follows from the source",
    (Article, "month"): "follows from the date",
    (Witness, "doubt"): "the order of the review queue; follows from kind and confidence",
    (Person, "pinyin"): "follows from the name",
    (Person, "initials"): "follows from the name",
    (Organization, "pinyin"): "follows from the name",
    (Organization, "initials"): "follows from the name",
    (Meeting, "pinyin"): "follows from the name",
    (Meeting, "initials"): "follows from the name",
}
"""Columns that a dataset does not hold, row numbers apart, with the reason."""
