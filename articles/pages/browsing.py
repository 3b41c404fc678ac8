"""The first page, and the lists of persons, bodies and meetings: in the order of an index, a page at a time."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.pages.answering import given, page, public_page
from articles.pages.facts import PUBLIC
from articles.pages.words import KINDS
from articles.store.telling.listing import Listing, narrowed, taken
from articles.store.telling.nouns import ARTICLES, MEETINGS, ORGANIZATIONS, PERSONS
from articles.store.telling.relations import posts_of
from articles.store.telling.totals import totals

NEWEST = 12
A_PAGE = 50
OF_ARTICLES = {"key", "title", "published_on", "source", "persons"}


@dataclass(frozen=True)
class List:
    """`orders`: those offered, with their words; the first is what comes unasked. `kind`: of its rows."""

    kind: str
    listing: Listing
    title: Promise
    orders: dict[str, Promise]


LISTS = {
    "articles": List("article", ARTICLES, _("Articles"), {"-published_on": _("newest first"), "published_on": _("oldest first")}),
    "persons": List("person", PERSONS, _("Persons"), {"name": _("by name"), "-articles_count": _("by number of articles")}),
    "organizations": List(
        "organization", ORGANIZATIONS, _("Organizations"), {"name": _("by name"), "-articles_count": _("by number of articles")}
    ),
    "meetings": List("meeting", MEETINGS, _("Meetings"), {"-date": _("newest first"), "name": _("by name")}),
}


@public_page
def home(request: HttpRequest) -> HttpResponse:
    newest, _more = taken(ARTICLES, narrowed(ARTICLES, PUBLIC, {}), PUBLIC, "-published_on", NEWEST, OF_ARTICLES)
    return page(request, "home", {"newest": newest, "totals": totals(PUBLIC) if newest else None})


@public_page
def browse(request: HttpRequest, many: str) -> HttpResponse:
    asked_for = LISTS[many]
    query, wanted = given(request, "q"), given(request, "order")
    order = wanted if wanted in asked_for.orders else next(iter(asked_for.orders))
    rows = narrowed(asked_for.listing, PUBLIC, {"q": query} if query and "q" in asked_for.listing.filters else {})
    items, following = taken(asked_for.listing, rows, PUBLIC, order, A_PAGE, cursor=given(request, "after", 2000) or None)
    posts = posts_of([item["key"] for item in items], PUBLIC) if many == "persons" else {}
    for item in items:
        item["called"] = item.get("name") or item.get("title")
        item["beside"] = beside(asked_for.kind, item, posts.get(item["key"], []))
    context = {
        "canonical": request.build_absolute_uri(),  # each page of a list leads to rows of its own
        "many": many,
        "kind": asked_for.kind,
        "title": asked_for.title,
        "query": query,
        "items": items,
        "orders": [(words, address(query, one), one == order) for one, words in asked_for.orders.items()],
        "more": address(query, order, following) if following else "",
        "later": "after" in request.GET,
        "first": address(query, order),
    }
    return page(request, "list", context)


def beside(kind: str, item: dict[str, Any], posts: list[str]) -> list[str]:
    """What tells the row from others of its name."""
    told = {
        "article": lambda: [item["published_on"].replace("--", ""), item["source"]],
        "person": lambda: posts,
        "organization": lambda: [KINDS.get(item["kind"], item["kind"])],
        "meeting": lambda: [item["date"].replace("--", ""), item["place"]],
    }
    return [str(words) for words in told[kind]() if words]


def address(query: str, order: str, after: str = "") -> str:
    return f"?{urlencode({name: value for name, value in (('q', query), ('order', order), ('after', after)) if value})}"
