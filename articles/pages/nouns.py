"""Persons, bodies, meetings and posts: what is known of each, every fact with its witnesses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models.attendance import ROLES
from articles.models.organization import LEVELS
from articles.pages.answering import given, page, public_page
from articles.pages.facts import PUBLIC, drawn, grouped, parts_of
from articles.pages.linked import block, organization_record, tenure_node
from articles.pages.words import CERTAINTY, KINDS, ROLES_TOLD
from articles.store.publishing import linked_data as ld
from articles.store.publishing.places import divisions
from articles.store.telling.details import row_of
from articles.store.telling.listing import Item, narrowed, taken
from articles.store.telling.nouns import ARTICLES
from articles.store.telling.relations import co_attendance, meetings_of_body, roster

ARTICLES_TOLD, MET, MEETINGS_TOLD = 20, 20, 20
OF_ARTICLES = {"key", "title", "published_on", "source"}


@public_page
def person(request: HttpRequest, key: str) -> HttpResponse:
    _pk, item = row_of("person", key, PUBLIC)
    parts = parts_of(request, "person", key)
    tenures = parts["tenures"]["items"]
    for one in parts["attendances"]["items"]:
        one["role_told"] = ROLES_TOLD[one["role"]]
    context = {
        **noun("person", item),
        **parts,
        "timeline": drawn(tenures),
        "met": co_attendance(key, PUBLIC, limit=MET)["items"],
        "linked": block(request.build_absolute_uri(request.path), ld.person(item), [tenure_node(one) for one in tenures]),
    }
    return page(request, "person", context)


@public_page
def organization(request: HttpRequest, key: str) -> HttpResponse:
    pk, item = row_of("organization", key, PUBLIC)
    parts = parts_of(request, "organization", key)
    context = {
        **noun("organization", item),
        **parts,
        **seats(request, key),
        "kind_told": KINDS.get(item["kind"], item["kind"]),
        "level_told": dict(LEVELS).get(item["level"], ""),
        "place": " ".join(reversed([divisions()[code][0] for code in item["places"] if code in divisions()])),
        "timeline": drawn(parts["tenures"]["items"]),
        "meetings": meetings_of_body(pk, PUBLIC, MEETINGS_TOLD),
        "linked": block(request.build_absolute_uri(request.path), ld.organization(organization_record(item))),
    }
    return page(request, "organization", context)


def seats(request: HttpRequest, key: str) -> dict[str, Any]:
    """Who sat where on the day asked for; nothing where none is, for it is told from every word for a post in the body."""
    on = given(request, "on", 10)
    if not on:
        return {"on": ""}
    try:
        found = roster(key, on, PUBLIC)["seats"]
    except ValueError:
        return {"on": on, "trouble": _("This is no date: write 2024-03-12, 2024-03 or 2024.")}
    language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    return {"on": on, "roster": [{**seat, "told": CERTAINTY[seat["certainty"]], "reason": seat["why"][language]} for seat in found]}


@public_page
def meeting(request: HttpRequest, key: str) -> HttpResponse:
    _pk, item = row_of("meeting", key, PUBLIC)
    parts = parts_of(request, "meeting", key)
    # Those without a place in the protocol come last.
    by_role = grouped(sorted(parts["attendances"]["items"], key=lambda one: one["order"] == 0), "role")
    context = {
        **noun("meeting", item),
        **parts,
        "roles": [(words, by_role[role]) for role, words in ROLES if role in by_role],
        "linked": block(request.build_absolute_uri(request.path), ld.meeting(item)),
    }
    return page(request, "meeting", context)


@public_page
def post(request: HttpRequest, key: str) -> HttpResponse:
    _pk, item = row_of("post", key, PUBLIC)
    parts = parts_of(request, "post", key)
    _pk, body = row_of("organization", item["organization"]["key"], PUBLIC)
    tenures = parts["tenures"]["items"]
    context = {
        "item": item,
        "title": item["title"],
        **parts,
        "timeline": drawn(tenures),
        "linked": block(
            request.build_absolute_uri(request.path), ld.organization(organization_record(body)), [tenure_node(one) for one in tenures]
        ),
    }
    return page(request, "post", context)


def noun(kind: str, item: Item) -> dict[str, Any]:
    """What the pages of persons, bodies and meetings have in common: the last articles, and the query and feed of all."""
    rows = narrowed(ARTICLES, PUBLIC, {kind: item["key"]})
    last, more = taken(ARTICLES, rows, PUBLIC, "-published_on", ARTICLES_TOLD, OF_ARTICLES)
    return {"kind": kind, "item": item, "title": item["name"], "articles": last, "more_articles": more, "query": f"{kind}:{item['key']}"}
