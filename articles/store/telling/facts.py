"""The lists of tenures, attendances and statements, and the witnesses that each fact has."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from articles.models import Article, Attendance, Decision, Meeting, Statement, Tenure, Witness
from articles.search.visible import Visible
from articles.store.audiences import Audience, rows_for, words_among
from articles.store.masking import masked_words, visible_articles, warnings_of
from articles.store.showable import CONTEXT, showable_decisions
from articles.store.telling.filters import at_least, begins, equal, holds, in_office, pointing, since, until, witnessed
from articles.store.telling.listing import Item, Listing
from articles.store.telling.nouns import mask, masked_by_witnesses, plain

WITNESSES = 20
"""Witnesses that a fact's own page shows; and beside each of many facts."""
BESIDE = 3
SETTLED = {"accepted", "corrected", "locked", "created"}
SAID = plain("key", "articles_count", "confidence") | {"reviewed": "accepted"}
SURE = {"reviewed": equal("accepted"), "min_confidence": at_least("confidence")}
COLUMNS = (
    *("pk", "key", "kind", "start", "end", "quote", "confidence", "status", "decision", "values", "rule", "why", "withheld"),
    *("article_id", "article__key", "article__title", "article__published_on", "article__source", "article__url"),
)


def more_of_attendances(items: Sequence[Item], audience: Audience, wanted: set[str]) -> None:
    meetings = [item["meeting"] for item in items if item.get("meeting")]
    masked_by_witnesses("meeting", "name", "place")(meetings, audience, {"name"})
    for meeting in meetings:
        meeting.pop("_id", None)


def more_of_statements(items: Sequence[Item], audience: Audience, wanted: set[str]) -> None:
    masked_by_witnesses("statement", "text", "speaker", "verb", "topics")(items, audience, wanted)
    keys = {item["meeting"]["key"] for item in items if item.get("meeting")}
    known = set(rows_for(Meeting, audience).filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    for item in items:
        if item.get("meeting") and item["meeting"]["key"] not in known:
            item["meeting"] = None
    more_of_attendances(items, audience, wanted)


TENURES = Listing(
    "tenures",
    Tenure,
    {"_id": "pk"}
    | SAID
    | plain("first_seen", "last_seen", "not_before", "not_after")
    | {"former": "former_only"}
    | {"person.key": "person__key", "person.name": "person__name"}
    | {"post.key": "post__key", "post.title": "post__title", "post.single_seat": "post__single_seat"}
    | {"organization.key": "post__organization__key", "organization.name": "post__organization__name"}
    | {"organization.place_code": "post__organization__place_code"},
    {
        "-last_seen": ("-last_seen", "key"),
        "first_seen": ("first_seen", "key"),
        "-articles_count": ("-articles_count", "key"),
        "-confidence": ("-confidence", "key"),
        "key": ("key", "id"),
    },
    SURE
    | {
        "person": pointing("person", "person"),
        "organization": pointing("post__organization", "organization"),
        "post": pointing("post", "post"),
        "title": equal("post__title"),
        "place": begins("post__organization__place_code"),
        "on": in_office,
        "seen_from": since("last_seen"),
        "seen_to": until("first_seen"),
        "former": equal("former_only"),
        "single_seat": equal("post__single_seat"),
    },
)
ATTENDANCES = Listing(
    "attendances",
    Attendance,
    {"_id": "pk"}
    | SAID
    | plain("role", "order", "inferred")
    | {"person.key": "person__key", "person.name": "person__name"}
    | {"meeting.key": "meeting__key", "meeting.name": "meeting__name", "meeting.kind": "meeting__kind", "meeting._id": "meeting_id"}
    | {"meeting.date": "meeting__date", "meeting.place": "meeting__place"},
    {
        "-date": ("-meeting__date", "key"),
        "date": ("meeting__date", "-key"),
        "order": ("order", "key"),
        "-confidence": ("-confidence", "key"),
        "key": ("key", "id"),
    },
    SURE
    | {
        "person": pointing("person", "person"),
        "meeting": pointing("meeting", "meeting"),
        "role": equal("role"),
        "kind": equal("meeting__kind"),
        "date_from": since("meeting__date"),
        "date_to": until("meeting__date"),
        "inferred": equal("inferred"),
    },
    more_of_attendances,
)
STATEMENTS = Listing(
    "statements",
    Statement,
    {"_id": "pk"}
    | SAID
    | plain("speaker", "verb", "text", "quoted", "topics")
    | {"person.key": "person__key", "person.name": "person__name"}
    | {"meeting.key": "meeting__key", "meeting.name": "meeting__name", "meeting.date": "meeting__date", "meeting._id": "meeting_id"},
    {"key": ("key", "id"), "-articles_count": ("-articles_count", "key"), "-confidence": ("-confidence", "key")},
    SURE
    | {
        "person": pointing("person", "person"),
        "meeting": pointing("meeting", "meeting"),
        "article": witnessed("statement", "article"),
        "speaker": equal("speaker"),
        "verb": equal("verb"),
        "q": holds("text"),
        "date_from": since("meeting__date"),
        "date_to": until("meeting__date"),
        "quoted": equal("quoted"),
    },
    more_of_statements,
)


def witnesses_of(column: str, facts: Collection[int], audience: Audience, most: int) -> dict[int, tuple[list[Item], int]]:
    """For each fact its first witnesses, the surest first, and how many there are. A fixed number of queries."""
    if not facts:
        return {}
    by_fact = F(f"{column}_id")
    named = {"kind": column} if column in {"person", "organization", "meeting"} else {}
    rows = words_among(Witness.objects.filter(**{f"{column}__in": facts}), audience, **named)
    ranked = rows.annotate(
        place=Window(RowNumber(), partition_by=[by_fact], order_by=[F("confidence").desc(), F("key").asc()]),
        number_of=Window(Count("pk"), partition_by=[by_fact]),
    )
    found = list(ranked.filter(place__lte=most).order_by("place").values(*COLUMNS, "number_of", f"{column}_id"))
    items = as_items(found, audience)
    told: dict[int, tuple[list[Item], int]] = {}
    for row, item in zip(found, items, strict=True):
        told.setdefault(row[f"{column}_id"], ([], row["number_of"]))[0].append(item)
    return told


def as_items(rows: Sequence[dict[str, Any]], audience: Audience) -> list[Item]:
    """Witnesses as they are told: the quote with the characters around it, and what people decided."""
    articles = {row["article_id"] for row in rows}
    visible, warnings = visible_articles(articles), warnings_of(articles) if audience is Audience.PUBLIC else {}
    decisions = decisions_on([row["decision"] for row in rows], audience)
    bodies = plain_bodies(articles) if audience is not Audience.PUBLIC else {}
    items = []
    for row in rows:
        body = bodies.get(row["article_id"]) or visible[row["article_id"]].body
        item = item_of(row, body, decisions)
        if audience is Audience.PUBLIC:
            hide(item, row, visible[row["article_id"]], warnings.get(row["article_id"], ()))
        else:
            item |= {"rule": row["rule"], "why": row["why"], "withheld": row["withheld"]}
        items.append(item)
    return items


def item_of(row: dict[str, Any], body: str, decisions: dict[str, Item]) -> Item:
    start, end = row["start"], row["end"]
    span = {"before": body[max(0, start - CONTEXT) : start], "after": body[end : end + CONTEXT]} if start is not None else {}
    return {
        "key": row["key"],
        "kind": row["kind"],
        "article": {name: row[f"article__{name}"] for name in ("key", "title", "published_on", "source", "url")},
        "start": start,
        "end": end,
        "quote": row["quote"],
        "before": span.get("before", ""),
        "after": span.get("after", ""),
        "values": dict(sorted(row["values"].items())),  # the databases give them in orders of their own
        "confidence": row["confidence"],
        "status": row["status"],
        "reviewed": row["status"] != Witness.Status.UNREVIEWED,
        "decision": decisions.get(row["decision"]),
    }


def hide(item: Item, row: dict[str, Any], visible: Visible, warnings: Any) -> None:
    """The witness as the public reads it: the quote is what stands at its span in the masked body."""
    if row["start"] is not None:
        item["quote"] = visible.body[row["start"] : row["end"]]
    else:
        mask(item, ["quote"], warnings)
    item["values"] = masked_words(item["values"], warnings)
    item["article"] |= {"title": visible.title, "source": visible.source}


def plain_bodies(articles: Collection[int]) -> dict[int, str]:
    return dict(Article.objects.filter(pk__in=articles).order_by().values_list("pk", "body"))


def decisions_on(keys: Sequence[str], audience: Audience) -> dict[str, Item]:
    """The decisions of these keys: what and when; to those with a role also who and why."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    rows = showable_decisions(Decision.objects.filter(key__in=wanted).order_by(), withheld=audience.sees_withheld)
    told = {}
    for key, kind, at, by, why in rows.values_list("key", "kind", "at", "by", "why"):
        told[key] = {"kind": kind, "at": at} | ({} if audience is Audience.PUBLIC else {"key": key, "by": by, "why": why})
    return told


def with_witnesses(listing: Listing, items: Sequence[Item], column: str, audience: Audience, most: int = BESIDE) -> None:
    """Give each fact its first witnesses and their number."""
    ids = dict(rows_for(listing.model, audience).filter(key__in=[item["key"] for item in items]).values_list("key", "pk"))
    told = witnesses_of(column, list(ids.values()), audience, most)
    for item in items:
        item["witnesses"], item["witnesses_count"] = told.get(ids.get(item["key"], 0), ([], 0))
