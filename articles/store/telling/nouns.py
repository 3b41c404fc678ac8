"""The lists of articles, persons, organizations, posts, meetings and captures."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q

from articles.models import Article, Attendance, Capture, Meeting, Organization, Person, Post, Tenure, Witness
from articles.store.addresses import comparable_address
from articles.store.audiences import Audience, rows_for, words_among
from articles.store.masking import HIJACKED, masked_words, warnings_of, warnings_on
from articles.store.telling.filters import among_codes, at_least, begins, called, equal, holds, pointing, since, until, witnessed
from articles.store.telling.listing import Item, Listing, Rows

NAMED = ("persons", "organizations", "meetings")
STEP = 50
"""Queries are kept for pages of so many articles, twice as many …"""
PRINTED = ("title", "subtitle", "source", "author", "section", "zone")
"""What of an article the page prints, and may have been hijacked."""


def more_of_articles(items: Sequence[Item], audience: Audience, wanted: set[str]) -> None:
    ids = {item["_id"]: item for item in items}
    if wanted & set(NAMED):
        for item in items:
            item.update({name: [] for name in NAMED})
        for pk, kind, *pairs in names_in(list(ids), audience, [name[:-1] for name in NAMED if name in wanted]):
            key, name = next((pair for pair in zip(pairs[::2], pairs[1::2], strict=True) if pair[0]), (None, None))
            if key is not None and {"key": key, "name": name} not in ids[pk][f"{kind}s"]:
                ids[pk][f"{kind}s"].append({"key": key, "name": name})
    if audience is Audience.PUBLIC:
        hijacked = warnings_of([item["_id"] for item in items if HIJACKED in item["_warnings"]])
        for item in items:
            mask(item, PRINTED, hijacked.get(item["_id"], ()))
        if "meetings" in wanted:
            mask_meetings([one for item in items for one in item["meetings"]])


def names_in(articles: Sequence[int], audience: Audience, kinds: Sequence[str]) -> list[Any]:
    """Who and what is named in these articles, in the order of the text: one query."""
    if not articles:
        return []
    sql, parameters = names_query(audience, tuple(kinds), -(-len(articles) // STEP) * STEP, settings.PUBLIC_CONFIDENCE)
    with connection.cursor() as cursor:
        # A place without an article of its own asks for the last one again.
        cursor.execute(sql, [articles[min(-one, len(articles)) - 1] if type(one) is int and one < 0 else one for one in parameters])
        return list(cursor.fetchall())


@lru_cache(maxsize=500)
def names_query(audience: Audience, kinds: tuple[str, ...], places: int, confidence: float) -> tuple[str, tuple[Any, ...]]:
    """The query for so many articles, with -1, -2 … in the place of their ids. Composing it takes longer than answering it, so it is kept.

    `confidence`: what is public depends on it.
    """
    columns = [f"{kind}__{column}" for kind in ("person", "organization", "meeting") for column in ("key", "name")]
    marks = [-place for place in range(1, places + 1)]
    rows = words_among(Witness.objects.filter(article__in=marks), audience, kind__in=kinds).order_by("article_id", "start", "key")
    return rows.values_list("article_id", "kind", *columns).query.sql_with_params()


def mask(item: Item, members: Sequence[str], warnings: Any) -> None:
    for name in members:
        if item.get(name):
            item[name] = masked_words(item[name], warnings)


def mask_meetings(meetings: Sequence[Item]) -> None:
    """Meetings that are only named, by their public ids: what one is called may have been hijacked in another article."""
    hijacked = warnings_on("meeting", {one["key"] for one in meetings}, "key")
    for one in meetings:
        mask(one, ["name"], hijacked.get(one["key"], ()))


def masked_by_witnesses(column: str, *members: str) -> Any:
    """Of rows that only witnesses tell of: these members masked as their articles are."""

    def more(items: Sequence[Item], audience: Audience, wanted: set[str]) -> None:
        if audience is not Audience.PUBLIC or not wanted & set(members):
            return
        hijacked = warnings_on(column, [item["_id"] for item in items])
        for item in items:
            mask(item, members, hijacked.get(item["_id"], ()))

    return more


def of_group(rows: Rows, value: Any, audience: Audience) -> Rows:
    group = Article.objects.filter(key=value).exclude(group="").values("group")
    return rows.filter(Q(key=value) | Q(group__in=group))


def one_of_each(rows: Rows, value: Any, audience: Audience) -> Rows:
    return rows if value else rows.filter(shown=True)


def at_address(rows: Rows, value: Any, audience: Audience) -> Rows:
    return rows.filter(address=comparable_address(value))


def holding(**columns: str) -> Any:
    """Persons by their tenures, as far as these may be seen: parameter to column."""

    def filtered(rows: Rows, value: Any, audience: Audience) -> Rows:
        ((lookup, _),) = columns.items()
        return rows.filter(pk__in=rows_for(Tenure, audience).filter(**{lookup: value}).values(columns[lookup]))

    return filtered


def held_in(mine: str, kind: str, theirs: str) -> Any:
    """Rows of which a tenure tells that also tells of the row of this id: `mine`, `theirs` are columns of tenures."""

    def narrowed(rows: Rows, value: Any, audience: Audience) -> Rows:
        tenures = pointing(theirs, kind)(rows_for(Tenure, audience), value, audience)
        return rows.filter(pk__in=tenures.values(mine))

    return narrowed


def at_meeting(rows: Rows, value: Any, audience: Audience) -> Rows:
    return rows.filter(pk__in=pointing("meeting", "meeting")(rows_for(Attendance, audience), value, audience).values("person"))


def of_person(rows: Rows, value: Any, audience: Audience) -> Rows:
    return rows.filter(pk__in=pointing("person", "person")(rows_for(Attendance, audience), value, audience).values("meeting"))


def known_parents(items: Sequence[Item], audience: Audience, wanted: set[str]) -> None:
    """A parent that may not be seen is not named."""
    keys = {item["parent"]["key"] for item in items if item.get("parent")}
    known = set(rows_for(Organization, audience).filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    for item in items:
        if item.get("parent") and item["parent"]["key"] not in known:
            item["parent"] = None


def plain(*names: str) -> dict[str, str]:
    return {name: name for name in names}


ARTICLES = Listing(
    "articles",
    Article,
    {"_id": "pk", "_warnings": "warning_kinds"}
    | plain("key", "title", "subtitle", "published_on", "published_precision", "source", "author", "section", "zone", "script", "verdict")
    | plain("url", "places", "first_seen", "last_seen", "latest", "shown", "group", "withheld")
    | {"repost_of.key": "repost_of__key"},
    {"-published_on": ("-published_on", "key"), "published_on": ("published_on", "-key"), "key": ("key", "id")},
    {
        "date_from": since("published_on"),
        "date_to": until("published_on"),
        "month": equal("month"),
        "source": equal("source"),
        "author": equal("author"),
        "title": holds("title"),
        "url": at_address,
        "place": among_codes("places"),
        "script": equal("script"),
        "verdict": equal("verdict"),
        "person": witnessed("article", "person"),
        "organization": witnessed("article", "organization"),
        "meeting": witnessed("article", "meeting"),
        "group": of_group,
        "every": one_of_each,
    },
    more_of_articles,
    frozenset(NAMED),
    assumed={"every": False},
)
PERSONS = Listing(
    "persons",
    Person,
    plain("key", "name", "other_names", "pinyin", "initials", "first_seen", "last_seen", "articles_count"),
    {
        "name": ("name", "key"),
        "-articles_count": ("-articles_count", "key"),
        "-last_seen": ("-last_seen", "key"),
        "first_seen": ("first_seen", "key"),
        "key": ("key", "id"),
    },
    {
        "q": called,
        "name": equal("name"),
        "organization": held_in("person", "organization", "post__organization"),
        "title": holding(post__title="person"),
        "place": holding(post__organization__place_code__startswith="person"),
        "meeting": at_meeting,
        "article": witnessed("person", "article"),
        "seen_from": since("last_seen"),
        "seen_to": until("first_seen"),
        "min_articles": at_least("articles_count"),
    },
)
ORGANIZATIONS = Listing(
    "organizations",
    Organization,
    plain("key", "name", "other_names", "pinyin", "initials", "kind", "level", "place_code", "places", "begun", "ended", "articles_count")
    | {"parent.key": "parent__key", "parent.name": "parent__name"},
    {"name": ("name", "key"), "-articles_count": ("-articles_count", "key"), "key": ("key", "id")},
    {
        "q": called,
        "name": equal("name"),
        "kind": equal("kind"),
        "level": equal("level"),
        "place": begins("place_code"),
        "parent": pointing("parent", "organization"),
        "person": held_in("post__organization", "person", "person"),
        "article": witnessed("organization", "article"),
        "min_articles": at_least("articles_count"),
    },
    known_parents,
)
POSTS = Listing(
    "posts",
    Post,
    plain("key", "title", "single_seat") | {"organization.key": "organization__key", "organization.name": "organization__name"},
    {"title": ("title", "key"), "key": ("key", "id")},
    {
        "organization": pointing("organization", "organization"),
        "person": held_in("post", "person", "person"),
        "title": equal("title"),
        "q": holds("title"),
        "place": begins("organization__place_code"),
        "single_seat": equal("single_seat"),
    },
)
MEETINGS = Listing(
    "meetings",
    Meeting,
    {"_id": "pk"} | plain("key", "name", "kind", "date", "place", "places", "articles_count"),
    {
        "-date": ("-date", "key"),
        "date": ("date", "-key"),
        "name": ("name", "key"),
        "-articles_count": ("-articles_count", "key"),
        "key": ("key", "id"),
    },
    {
        "q": called,
        "name": equal("name"),
        "kind": equal("kind"),
        "date_from": since("date"),
        "date_to": until("date"),
        "place": among_codes("places"),
        "held_at": holds("place"),
        "person": of_person,
        "article": witnessed("meeting", "article"),
    },
    masked_by_witnesses("meeting", "name", "place"),
)
CAPTURES = Listing(
    "captures",
    Capture,
    plain("sha256", "name", "url", "captured_at", "media_type", "charset", "size") | {"article.key": "article__key"},
    {"sha256": ("sha256", "id"), "-captured_at": ("-captured_at", "sha256"), "-size": ("-size", "sha256")},
    {
        "media_type": equal("media_type"),
        "charset": equal("charset"),
        "url": equal("url"),
        "captured_from": since("captured_at"),
        "captured_to": until("captured_at"),
    },
    key="sha256",
)
