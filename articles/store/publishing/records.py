"""What is published, as plain records in the order of their keys: every format writes these, and nothing else.

A fact has `sources`: the first words for it, with article, span and quote; `sources_count` counts texts, versions and reposts once. All
words are masked already; references lead to what is published too, or are empty.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import Model

from articles.models import Article, Attendance, Meeting, Organization, Person, Post, Statement, Tenure, Witness
from articles.search.visible import REVIEWED
from articles.store.audiences import Audience, words_among
from articles.store.exporting import written
from articles.store.public import public_rows
from articles.store.publishing.chosen import WITNESSED, Chosen
from articles.store.publishing.masking import NOTHING, Mask, masks_of, words_hidden_in

Record = dict[str, Any]
AT_ONCE = 200
SOURCES_TOLD = 20
"""Words told for one fact in a record; all of them are in the records of sources."""
ARTICLE = (
    "key",
    "title",
    "subtitle",
    "published_on",
    "published_precision",
    "source",
    "author",
    "section",
    "zone",
    "script",
    "verdict",
    "url",
    "first_seen",
    "last_seen",
    "latest",
    "repost_of__key",
    "repost_of__withheld",
    "repost_of_id",
    "group",
    "places",
    "shown",
    "body",
    "capture__sha256",
    "reading__reader",
)
PERSON = ("key", "name", "other_names", "pinyin", "first_seen", "last_seen", "articles_count")
ORGANIZATION = (
    "key",
    "name",
    "other_names",
    "pinyin",
    "kind",
    "level",
    "place_code",
    "places",
    "parent_id",
    "parent__key",
    "begun",
    "ended",
    "articles_count",
)
MEETING = ("key", "name", "kind", "date", "place", "places", "articles_count")
POST = ("key", "title", "single_seat", "organization__key", "organization__name", "organization__place_code", "organization_id")
BODY = ("key", "name", "kind", "level", "place_code", "places")
TENURE = (
    "key",
    "person_id",
    "person__key",
    "person__name",
    "person__pinyin",
    "post__key",
    "post__title",
    "post__single_seat",
    *(f"post__organization__{name}" for name in BODY),
    "post__organization_id",
    "first_seen",
    "last_seen",
    "not_before",
    "not_after",
    "former_only",
)
ATTENDANCE = (
    "key",
    "meeting_id",
    "meeting__key",
    "meeting__name",
    "meeting__date",
    "person_id",
    "person__key",
    "person__name",
    "role",
    "order",
    "inferred",
)
STATEMENT = ("key", "person_id", "person__key", "person__name", "meeting_id", "meeting__key", "speaker", "verb", "text", "quoted", "topics")
WITNESS = (
    "key",
    "kind",
    "article_id",
    "article__key",
    "article__url",
    "article__published_on",
    "start",
    "end",
    "quote",
    "confidence",
    "status",
    "rule",
)


def in_portions(model: type[Model], columns: Sequence[str], chosen: Chosen, at_once: int = AT_ONCE, **which: Any) -> Iterator[list[Record]]:
    """The published rows of a model (of them `which`), some at a time, in the order of their keys."""
    found = public_rows(model._default_manager.filter(**which)).order_by("key").values("pk", *columns).iterator(chunk_size=at_once)
    rows = (row for row in found if chosen.has(model, row["pk"]))
    while some := list(islice(rows, at_once)):
        yield some


def articles(chosen: Chosen) -> Iterator[Record]:
    for some in in_portions(Article, ARTICLE, chosen, at_once=50):
        masks = masks_of(row["pk"] for row in some)
        for row in some:
            mask = masks.get(row.pop("pk"), NOTHING)
            first, hidden, first_pk = row.pop("repost_of__key"), row.pop("repost_of__withheld"), row.pop("repost_of_id")
            row |= {name: mask.of_words(row[name]) for name in ("title", "subtitle", "source", "author", "zone")}
            row |= {"section": [mask.of_words(part) for part in row["section"]], "body": mask.of_quote(row["body"], 0)}
            row["repost_of"] = first if first and not hidden and chosen.has(Article, first_pk) else None
            row["sha256"], row["reader"] = row.pop("capture__sha256"), row.pop("reading__reader")
            yield row | {name: written(row[name]) for name in ("first_seen", "last_seen")}


def persons(chosen: Chosen) -> Iterator[Record]:
    for some in in_portions(Person, PERSON, chosen):
        yield from named(Person, some)


def organizations(chosen: Chosen) -> Iterator[Record]:
    for some in in_portions(Organization, ORGANIZATION, chosen):
        known = public_ids(Organization, {row["parent_id"] for row in some}, chosen)
        for row in named(Organization, some):
            parent = row.pop("parent__key")
            yield row | {"parent": parent if row.pop("parent_id") in known else None}


def meetings(chosen: Chosen) -> Iterator[Record]:
    for some in in_portions(Meeting, MEETING, chosen):
        yield from named(Meeting, some, ("name", "place"))


def named(model: type[Model], rows: list[Record], texts: Sequence[str] = ("name",)) -> Iterator[Record]:
    masks = words_hidden_in(model, [row["pk"] for row in rows])
    for row in rows:
        mask = masks.get(row.pop("pk"), NOTHING)
        row |= {name: mask.of_words(row[name]) for name in texts}
        if "other_names" in row:
            row["other_names"] = [mask.of_words(name) for name in row["other_names"]]
        yield row


def public_ids(model: type[Model], wanted: set[int | None], chosen: Chosen) -> set[int]:
    """Those of the ids whose rows are published."""
    asked = {pk for pk in wanted if chosen.has(model, pk)}
    return set(public_rows(model._default_manager.filter(pk__in=asked)).order_by().values_list("pk", flat=True)) if asked else set()


def posts(chosen: Chosen) -> Iterator[Record]:
    for some in in_portions(Post, POST, chosen):
        masks = words_hidden_in(Organization, [row["organization_id"] for row in some])
        for row in some:
            row.pop("pk")
            row["organization"] = row.pop("organization__key")
            row["organization_name"] = masks.get(row.pop("organization_id"), NOTHING).of_words(row.pop("organization__name"))
            row["place_code"] = row.pop("organization__place_code")
            yield row


def tenures(chosen: Chosen) -> Iterator[Record]:
    for row, _own, masks in facts(Tenure, TENURE, chosen, {"person_id": Person, "post__organization_id": Organization}):
        person, body = (masks[column].get(row.pop(column), NOTHING) for column in ("person_id", "post__organization_id"))
        row["person"], row["person_name"] = row.pop("person__key"), person.of_words(row.pop("person__name"))
        row["pinyin"] = row.pop("person__pinyin")
        row["post"], row["title"], row["single_seat"] = row.pop("post__key"), row.pop("post__title"), row.pop("post__single_seat")
        told = {name: row.pop(f"post__organization__{name}") for name in BODY}
        row["organization"], row["organization_name"] = told["key"], body.of_words(told["name"])
        yield (
            row
            | {f"organization_{name}": told[name] for name in ("kind", "level")}
            | {name: told[name] for name in ("place_code", "places")}
        )


def attendances(chosen: Chosen, **which: Any) -> Iterator[Record]:
    for row, _own, masks in facts(Attendance, ATTENDANCE, chosen, {"person_id": Person, "meeting_id": Meeting}, **which):
        person, meeting = (masks[column].get(row.pop(column), NOTHING) for column in ("person_id", "meeting_id"))
        row["meeting"], row["meeting_name"] = row.pop("meeting__key"), meeting.of_words(row.pop("meeting__name"))
        row["meeting_date"] = row.pop("meeting__date")
        row["person"], row["person_name"] = row.pop("person__key"), person.of_words(row.pop("person__name"))
        yield row


def statements(chosen: Chosen) -> Iterator[Record]:
    for row, own, masks in facts(Statement, STATEMENT, chosen, {"person_id": Person, "meeting_id": Meeting}):
        person = masks["person_id"].get(row.pop("person_id"), NOTHING)
        row["person"], row["person_name"] = row.pop("person__key"), person.of_words(row.pop("person__name") or "")
        meeting = row.pop("meeting__key")
        row["meeting"] = meeting if row.pop("meeting_id") in masks["meetings"] else None
        said = {name: own.of_words(row[name]) for name in ("speaker", "text")}
        yield row | said | {"topics": [own.of_words(word) for word in row["topics"]]}


def facts(
    model: type[Model], columns: Sequence[str], chosen: Chosen, about: Mapping[str, type[Model]], **which: Any
) -> Iterator[tuple[Record, Mask, dict[str, Any]]]:
    """The facts with their sources, the mask of each, and those of what they are about, by column."""
    for some in in_portions(model, columns, chosen, **which):
        ids = [row["pk"] for row in some]
        masks: dict[str, Any] = {
            column: words_hidden_in(noun, [row[column] for row in some if row[column]]) for column, noun in about.items()
        }
        own = words_hidden_in(model, ids)
        if model is Statement:
            masks["meetings"] = public_ids(Meeting, {row["meeting_id"] for row in some}, chosen)
        sources = sources_of(model, ids, chosen)
        for row in some:
            pk = row.pop("pk")
            yield row | sources[pk], own.get(pk, NOTHING), masks


def sources_of(model: type[Model], ids: Sequence[int], chosen: Chosen) -> dict[int, Record]:
    """Of each fact its first sources, how many texts say it, the best confidence among them, and whether a person settled it."""
    column = WITNESSED[model]
    found: dict[int, Record] = {pk: {"sources": [], "sources_count": 0, "confidence": 0.0, "reviewed": False} for pk in ids}
    order = (column, "article__published_on", "article__key", "start", "key")
    words = words_among(Witness.objects.filter(**{f"{column}__in": ids}), Audience.PUBLIC).order_by(*order)
    texts: set[str] = set()
    current = 0
    for word in words.values(column, "article__group", *WITNESS).iterator(chunk_size=AT_ONCE):
        if not chosen.has(Article, word["article_id"]):
            continue
        if word[column] != current:
            current, texts = word[column], set()
        told = found[current]
        texts.add(word.pop("article__group") or word["article__key"])
        told["sources_count"] = len(texts)
        told["confidence"] = max(told["confidence"], word["confidence"])
        told["reviewed"] = told["reviewed"] or word["status"] in REVIEWED
        if len(told["sources"]) < SOURCES_TOLD:
            told["sources"].append(word)
    every = [word for told in found.values() for word in told["sources"]]
    masks = masks_of({word["article_id"] for word in every})
    for word in every:
        word.pop(column)
        as_source(word, masks)
    return found


def as_source(word: Record, masks: Mapping[int, Mask]) -> Record:
    mask = masks.get(word.pop("article_id"), NOTHING)
    word["quote"] = mask.of_quote(word["quote"], word["start"])
    word["reviewed"] = word["status"] in REVIEWED
    for name in ("key", "url", "published_on"):
        word["article" if name == "key" else name] = word.pop(f"article__{name}")
    return word


FACT = {
    "post": ("tenure__key", "tenure_id", Tenure),
    "attendance": ("attendance__key", "attendance_id", Attendance),
    "role": ("attendance__key", "attendance_id", Attendance),
    "statement": ("statement__key", "statement_id", Statement),
    "person": ("person__key", "person_id", Person),
    "organization": ("organization__key", "organization_id", Organization),
    "meeting": ("meeting__key", "meeting_id", Meeting),
}
"""For each kind of witness: the key, the id and the model of what it says."""


def sources(chosen: Chosen) -> Iterator[Record]:
    """Every word of every article: what it says (`about`, of its `kind`), where, and how sure."""
    refer = tuple(dict.fromkeys(column for key, pk, _model in FACT.values() for column in (key, pk)))
    for some in in_portions(Witness, (*WITNESS, *refer), Chosen()):
        here = [row for row in some if chosen.has(Article, row["article_id"])]
        masks = masks_of({row["article_id"] for row in here})
        known = {model: public_ids(model, {row[pk] for row in here}, chosen) for _key, pk, model in FACT.values()}
        for row in here:
            key, pk, model = FACT[row["kind"]]
            about = row[key] if row[pk] in known[model] else None
            if about is not None:
                told = {name: value for name, value in row.items() if name not in refer and name != "pk"}
                yield as_source(told, masks) | {"about": about}


STREAMS: dict[str, Callable[[Chosen], Iterator[Record]]] = {
    "articles": articles,
    "persons": persons,
    "organizations": organizations,
    "posts": posts,
    "tenures": tenures,
    "meetings": meetings,
    "attendances": attendances,
    "statements": statements,
    "sources": sources,
}
