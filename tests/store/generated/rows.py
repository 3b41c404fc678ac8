"""All rows in words that do not need this database, and what is wrong with them."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from articles.models import (
    Article,
    Attendance,
    Decision,
    Finding,
    FormerKey,
    Meeting,
    Organization,
    Person,
    Post,
    Stale,
    Statement,
    Tenure,
    Witness,
)
from articles.store.marking import mark_stale
from articles.store.settling import settle
from articles.store.witnessing import STAMP, Stamp, stamped

NOUNS: dict[str, Any] = {"person": Person, "organization": Organization, "meeting": Meeting}
FACTS: dict[str, Any] = {"tenure": Tenure, "attendance": Attendance, "statement": Statement}
SAID: list[Any] = [Article, *NOUNS.values(), Post, *FACTS.values(), Witness, Finding]
MADE: list[Any] = [Witness, Finding, FormerKey, Stale, *FACTS.values(), Post, *NOUNS.values()]
"""What can be made anew from captures, readings, articles and decisions."""
Rows = dict[str, list[dict[str, Any]]]


def as_said() -> Rows:
    """Every row of what is said, by keys: what must follow from captures and decisions alone."""
    return {model.__name__: [dict(row) for row in model.objects.order_by("key").values(*columns(model))] for model in SAID}


def columns(model: Any) -> list[str]:
    fields = [field for field in model._meta.fields if field.name not in ("id", "capture", "reading", "wording")]
    return [f"{field.name}__key" if field.is_relation else field.name for field in fields]


def digest(rows: Rows) -> str:
    return sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()


def differences(one: Rows, other: Rows) -> list[str]:
    """The first few rows that differ, and how."""
    found = []
    for name in one:
        mine, its = ({row["key"]: row for row in rows[name]} for rows in (one, other))
        for key in sorted(mine.keys() | its.keys()):
            if mine.get(key) != its.get(key):
                row, another = mine.get(key), its.get(key)
                changed = (
                    {column: (row[column], another[column]) for column in row if row[column] != another[column]}
                    if row and another
                    else (row, another)
                )
                found.append(f"{name} {key}: {changed}"[:600])
    return found[:8]


def rebuild() -> None:
    """All that is said made anew, from nothing but captures, readings, articles and decisions."""
    for model in MADE:
        model.objects.all().delete()
    mark_stale(("article", key) for key in Article.objects.values_list("key", flat=True))
    settle()


def flaws() -> list[str]:
    """What is wrong with the rows, in words; nothing where all is well."""
    return [
        *words_that_do_not_stand(),
        *witnesses_without_their_fact(),
        *rows_without_witness(),
        *rows_miscounted(),
        *judgements_not_kept(),
        *(f"waiting: {row}" for row in Stale.objects.all()),
        *(f"key of its own: {model.__name__} {row.key}" for model in SAID for row in model.objects.filter(key__startswith="~")),
    ]


def words_that_do_not_stand() -> Iterable[str]:
    for row in Witness.objects.select_related("article"):
        if row.start is not None and row.article.body[row.start : row.end] != row.quote:
            yield f"quote of {row.kind} {row.key}: {row.quote!r}"
        if row.start is None and row.quote and row.machine is not None:
            yield f"quote without a place: {row.kind} {row.key}"


def witnesses_without_their_fact() -> Iterable[str]:
    people = dict(Witness.objects.filter(kind="person").values_list("key", "person_id"))
    bodies = dict(Witness.objects.filter(kind="organization").values_list("key", "organization_id"))
    events = dict(Witness.objects.filter(kind="meeting").values_list("key", "meeting_id"))
    for row in Witness.objects.select_related("tenure__post", "attendance", "statement"):
        told = f"{row.kind} {row.key} {row.names} {row.status}"
        facts = {"tenure": row.tenure, "attendance": row.attendance, "statement": row.statement}
        if row.status == "rejected":
            if any(facts.values()) or (row.kind in NOUNS and getattr(row, f"{row.kind}_id")):
                yield f"rejected, and in a fact: {told}"
            continue
        if row.kind in NOUNS:
            if getattr(row, f"{row.kind}_id") is None:
                yield f"belongs to nobody: {told}"
            continue
        if row.kind != "role" and row.person_id != people.get(row.subject):
            yield f"not with its person: {told} {row.person_id} {people.get(row.subject)}"
        if row.kind in ("post", "role") and row.organization_id != bodies.get(row.of_body):
            yield f"not with its body: {told}"
        if row.kind in ("attendance", "role", "statement") and row.meeting_id != events.get(row.event):
            yield f"not with its meeting: {told} {row.meeting_id} {events.get(row.event)}"
        wanted = {
            "tenure": row.kind == "post" and row.person_id and row.organization_id,
            "attendance": row.kind in ("attendance", "role") and row.person_id and row.meeting_id,
            "statement": row.kind == "statement",
        }
        for name, fact in facts.items():
            if bool(wanted[name]) != (fact is not None):
                yield f"{name} is {fact}: {told}"
        if row.tenure and (row.tenure.person_id, row.tenure.post.organization_id, row.tenure.post.title) != (
            row.person_id,
            row.organization_id,
            row.values["title"],
        ):
            yield f"another's tenure: {told}"
        if row.attendance and (row.attendance.person_id, row.attendance.meeting_id, row.attendance.role) != (
            row.person_id,
            row.meeting_id,
            row.values["role"],
        ):
            yield f"another's attendance: {told}"
        if row.statement and (row.statement.person_id, row.statement.meeting_id) != (row.person_id, row.meeting_id):
            yield f"another's statement: {told}"


def rows_without_witness() -> Iterable[str]:
    for name, model in (NOUNS | FACTS).items():
        held = set(Witness.objects.standing().exclude(**{name: None}).values_list(name, flat=True))
        yield from (f"{name} {row.key} {row} without a witness" for row in model.objects.exclude(pk__in=held))
    yield from (f"post {row.key} {row} that nobody holds" for row in Post.objects.filter(tenures=None))


def rows_miscounted() -> Iterable[str]:
    for name, model in (NOUNS | FACTS).items():
        kinds = [name] if name in NOUNS else ["post", "attendance", "role", "statement"]
        words: dict[int, list[tuple[str, Stamp]]] = {}
        for row in Witness.objects.standing().filter(kind__in=kinds).exclude(**{name: None}).values_list(f"{name}_id", "key", *STAMP):
            words.setdefault(row[0], []).append((row[1], stamped(*row[2:])))
        for row in model.objects.all():
            own = words.get(row.pk, [])
            if row.articles_count != len({stamp.counted for _key, stamp in own}):
                yield f"{name} {row.key} {row}: {row.articles_count} articles"
            if own and row.key != min((stamp.order, key) for key, stamp in own)[1]:
                yield f"{name} {row.key} {row}: not its earliest witness's key"


def judgements_not_kept() -> Iterable[str]:
    for kind in NOUNS:
        row_of = dict(Witness.objects.filter(kind=kind).exclude(**{kind: None}).values_list("key", f"{kind}_id"))
        judged = [row for row in Decision.objects.standing().filter(kind__in=("same", "different")) if row.sides[0][0]["kind"] == kind]
        apart = [row for row in judged if row.kind == "different"]
        for row in apart:
            one, other = ({row_of.get(target["key"]) for target in side} - {None} for side in row.sides)
            both = {t["key"] for t in row.sides[0]} & {t["key"] for t in row.sides[1]}
            if one & other and not both:
                yield f"one row, though judged different: {row}"
        for row in judged:
            if row.kind == "same" and not apart and len({row_of.get(target["key"]) for side in row.sides for target in side} - {None}) > 1:
                yield f"two rows, though judged the same: {row}"
