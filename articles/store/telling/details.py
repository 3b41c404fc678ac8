"""Single rows: the row as the lists give it, what hangs on it, and each fact with its witnesses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from articles.models import Article, Witness
from articles.store.audiences import Audience, rows_for, words_among
from articles.store.looking_up import look_up
from articles.store.masking import HIJACKED, masked_words, visible_articles, warnings_of
from articles.store.telling.facts import ATTENDANCES, BESIDE, COLUMNS, STATEMENTS, TENURES, as_items, with_witnesses
from articles.store.telling.listing import Item, Listing, Rows, narrowed, taken
from articles.store.telling.nouns import ARTICLES, CAPTURES, MEETINGS, ORGANIZATIONS, PERSONS, POSTS
from articles.store.telling.problems import Moved, NotThere

FACTS = 50
"""Facts of one sort told at once."""
OF_ARTICLE = 400
"""Witnesses told of an article."""
GROUP = 50
POINTS_AT = ("person", "organization", "meeting", "tenure", "attendance", "statement")


@dataclass(frozen=True)
class Part:
    """Facts on a row's page. `parameter`: of their list, by which those of the row are chosen; `column`: theirs among witnesses."""

    name: str
    listing: Listing
    parameter: str
    ordering: str
    column: str = ""


PARTS: Mapping[str, Sequence[Part]] = {
    "person": (
        Part("tenures", TENURES, "person", "-last_seen", "tenure"),
        Part("attendances", ATTENDANCES, "person", "-date", "attendance"),
        Part("statements", STATEMENTS, "person", "key", "statement"),
    ),
    "organization": (
        Part("posts", POSTS, "organization", "title"),
        Part("tenures", TENURES, "organization", "-last_seen", "tenure"),
        Part("parts", ORGANIZATIONS, "parent", "name"),
    ),
    "post": (Part("tenures", TENURES, "post", "-last_seen", "tenure"),),
    "meeting": (
        Part("attendances", ATTENDANCES, "meeting", "order", "attendance"),
        Part("statements", STATEMENTS, "meeting", "key", "statement"),
    ),
}
LISTINGS: Mapping[str, Listing] = {
    "article": ARTICLES,
    "person": PERSONS,
    "organization": ORGANIZATIONS,
    "post": POSTS,
    "tenure": TENURES,
    "meeting": MEETINGS,
    "attendance": ATTENDANCES,
    "statement": STATEMENTS,
    "capture": CAPTURES,
}


def row_of(kind: str, key: str, audience: Audience, wanted: set[str] | None = None) -> tuple[int, Item]:
    """The row's number here and its item, with the members `wanted`; all where none are named. Raises NotThere and Moved."""
    listing = LISTINGS[kind]
    rows = rows_for(listing.model, audience).filter(**{listing.key: key})
    pk = rows.values_list("pk", flat=True).first()
    if pk is None:
        raise moved(kind, key, audience)
    (item,), _cursor = taken(listing, rows, audience, wanted=wanted)
    return int(pk), item


def moved(kind: str, key: str, audience: Audience) -> Moved | NotThere:
    """Where the row is that a former id belongs to now, as far as it may be seen."""
    found = look_up(kind, key) if kind != "capture" else None
    if found is None or found.key_now == key or not rows_for(LISTINGS[kind].model, audience).filter(pk=found.row.pk).exists():
        return NotThere(key)
    return Moved(found.key_now, found.why)


def facts_of(part: Part, key: str, audience: Audience, cursor: str | None = None) -> tuple[list[Item], str | None]:
    """Facts of a sort, each with its surest witnesses, from the first or behind a cursor; and the cursor of those that follow."""
    rows = narrowed(part.listing, audience, {part.parameter: key})
    items, following = taken(part.listing, rows, audience, part.ordering, FACTS, cursor=cursor)
    if part.column:
        with_witnesses(part.listing, items, part.column, audience, BESIDE)
    return items, following


def of_article(pk: int, audience: Audience, wanted: Collection[str]) -> Item:
    """What there is of an article beyond its list: the body, what it says, and the others of its group."""
    columns = ("body", "capture__sha256", "reading__reader", "address", "group", "key")
    body, sha256, reader, address, group, key = Article.objects.filter(pk=pk).values_list(*columns)[0]
    item: Item = {"body": body, "sha256": sha256, "reader": reader}
    if audience is Audience.PUBLIC and "body" in wanted:
        item["body"] = visible_articles([pk])[pk].body
    if {"facts", "facts_count"} & set(wanted):
        item["facts"], item["facts_count"] = words_of(pk, audience)
    others = rows_for(Article, audience).exclude(pk=pk)
    versions = others.filter(address=address).order_by("-last_seen", "key") if address else others.none()
    item["versions"] = list(versions.values("key", "url", "first_seen", "last_seen", "latest")[:GROUP]) if "versions" in wanted else []
    reposts = others.filter(group=group or key).exclude(address=address or "-").order_by("first_seen", "key")
    item["reposts"] = printed_again(reposts, audience) if "reposts" in wanted else []
    return item


def printed_again(reposts: Rows, audience: Audience) -> list[Item]:
    rows = list(reposts.values("pk", "warning_kinds", "key", "url", "source", "first_seen", "published_on")[:GROUP])
    kinds = {row.pop("pk"): row.pop("warning_kinds") for row in rows}
    if audience is Audience.PUBLIC:
        hijacked = warnings_of([pk for pk, warned in kinds.items() if HIJACKED in warned])
        for pk, row in zip(kinds, rows, strict=True):
            row["source"] = masked_words(row["source"], hijacked.get(pk, ()))
    return rows


def words_of(pk: int, audience: Audience) -> tuple[list[Item], int]:
    """What an article says, in the order of its text, and how much that is. `of`: what each word is a witness of; `spans`: of names,
    all their places."""
    rows = words_among(Witness.objects.filter(article=pk), audience)
    points = [f"{name}__key" for name in POINTS_AT]
    found = list(rows.order_by("start", "end", "key").values(*COLUMNS, "spans", *points)[: OF_ARTICLE + 1])
    number = len(found) if len(found) <= OF_ARTICLE else rows.count()
    items = as_items(found[:OF_ARTICLE], audience)
    for row, fact in zip(found, items, strict=False):
        fact["of"] = {name: row[f"{name}__key"] for name in POINTS_AT if row[f"{name}__key"]}
        fact["spans"] = row["spans"]
        del fact["article"]
    return items, number
