"""The pages of single rows: the row as the lists give it, what hangs on it, and each fact with its witnesses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.api.answering import answer
from articles.api.facts import ATTENDANCES, BESIDE, COLUMNS, STATEMENTS, TENURES, WITNESSES, as_items, with_witnesses, witnesses_of
from articles.api.listing import Item, Listing, members_wanted, narrowed, taken
from articles.api.nouns import ARTICLES, CAPTURES, MEETINGS, ORGANIZATIONS, PERSONS, POSTS
from articles.api.problems import NotThere, problem
from articles.models import Article, Witness
from articles.store.audiences import Audience, rows_for, words_among
from articles.store.looking_up import look_up
from articles.store.masking import visible_articles

FACTS = 50
"""Facts of one sort on a page; `…_next` leads to the rest."""
OF_ARTICLE = 400
"""Witnesses on an article's page."""
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


def members_of(kind: str) -> tuple[str, ...]:
    """All members that the page of a row of this kind has."""
    parts = [name for part in PARTS.get(kind, ()) for name in (part.name, f"{part.name}_next")]
    own = {"article": ("body", "sha256", "reader", "facts", "facts_count", "versions", "reposts"), "post": (), "capture": ()}
    return (*LISTINGS[kind].members, *parts, *own.get(kind, ("witnesses", "witnesses_count")))


def detail(kind: str, key: str, audience: Audience, fields: str | None) -> HttpResponse:
    """The row's page; where the id belongs to another row now, the way there. Raises Problem."""
    listing = LISTINGS[kind]
    wanted = members_wanted(members_of(kind), listing.key, fields)
    rows = rows_for(listing.model, audience).filter(**{listing.key: key})
    pk = rows.values_list("pk", flat=True).first()
    if pk is None:
        return moved(kind, key, audience)
    (item,), _cursor = taken(listing, rows, audience, wanted=wanted)
    for part in PARTS.get(kind, ()):
        if {part.name, f"{part.name}_next"} & wanted:
            item |= facts_of(part, key, audience)
    if kind == "article":
        item |= of_article(pk, audience, wanted)
    elif {"witnesses", "witnesses_count"} & wanted:
        item["witnesses"], item["witnesses_count"] = witnesses_of(kind, [pk], audience, WITNESSES).get(pk, ([], 0))
    return answer({name: value for name, value in item.items() if name in wanted})


def facts_of(part: Part, key: str, audience: Audience) -> Item:
    """The first facts of a sort, each with its surest witnesses, and where the list of all of them stands if there are more."""
    rows = narrowed(part.listing, audience, {part.parameter: key})
    items, cursor = taken(part.listing, rows, audience, part.ordering, FACTS)
    if part.column:
        with_witnesses(part.listing, items, part.column, audience, BESIDE)
    asked = {part.parameter: key, "ordering": part.ordering, "cursor": cursor}
    return {part.name: items, f"{part.name}_next": f"{reverse(f'api:{part.listing.name}')}?{urlencode(asked)}" if cursor else None}


def of_article(pk: int, audience: Audience, wanted: set[str]) -> Item:
    """What an article's page has beyond its list: the body, what it says, and the others of its group."""
    columns = ("body", "capture__sha256", "reading__reader", "address", "group", "key")
    body, sha256, reader, address, group, key = Article.objects.filter(pk=pk).values_list(*columns)[0]
    item: Item = {"body": body, "sha256": sha256, "reader": reader}
    if audience is Audience.PUBLIC and "body" in wanted:
        item["body"] = visible_articles([pk])[pk].body
    if {"facts", "facts_count"} & wanted:
        rows = words_among(Witness.objects.filter(article=pk), audience)
        found = list(rows.order_by("start", "end", "key").values(*COLUMNS, *(f"{name}__key" for name in POINTS_AT))[: OF_ARTICLE + 1])
        item["facts_count"] = len(found) if len(found) <= OF_ARTICLE else rows.count()
        item["facts"] = as_items(found[:OF_ARTICLE], audience)
        for row, fact in zip(found, item["facts"], strict=False):
            fact["of"] = {name: row[f"{name}__key"] for name in POINTS_AT if row[f"{name}__key"]}
            del fact["article"]
    others = rows_for(Article, audience).exclude(pk=pk)
    versions = others.filter(address=address).order_by("-last_seen", "key") if address else others.none()
    item["versions"] = list(versions.values("key", "url", "first_seen", "last_seen", "latest")[:GROUP]) if "versions" in wanted else []
    reposts = others.filter(group=group or key).exclude(address=address or "-").order_by("first_seen", "key")
    item["reposts"] = list(reposts.values("key", "url", "source", "first_seen", "published_on")[:GROUP]) if "reposts" in wanted else []
    return item


def moved(kind: str, key: str, audience: Audience) -> HttpResponse:
    """The way to the row that a former id belongs to now; the way may change again, for what was joined can be taken apart."""
    found = look_up(kind, key) if kind != "capture" else None
    if found is None or found.key_now == key or not rows_for(LISTINGS[kind].model, audience).filter(pk=found.row.pk).exists():
        raise NotThere
    address = reverse(f"api:{LISTINGS[kind].name}-one", args=[found.key_now])
    why = {} if audience is Audience.PUBLIC else {"why": found.why}
    return problem(308, f"This id belongs to {found.key_now} now.", headers={"Location": address}, key=found.key_now, **why)


def address_of(request: HttpRequest, kind: str, key: Any) -> str:
    return request.build_absolute_uri(reverse(f"api:{LISTINGS[kind].name}-one", args=[key]))
