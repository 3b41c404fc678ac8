"""Search: a box, the matches with what was found in them marked, and what they have in common as links that narrow."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.pages.answering import bad_request, given, page, public_page
from articles.pages.facts import PUBLIC
from articles.pages.words import marked
from articles.search.facets import MOST, Facets, find_facets
from articles.search.finding import Order, understand
from articles.search.named import resolvers
from articles.search.parsing import LONGEST, parse
from articles.search.problems import CursorProblem, QueryProblem
from articles.search.tree import Some
from articles.search.visible import Scope
from articles.store.telling.details import row_of
from articles.store.telling.problems import Moved, NotThere
from articles.store.telling.relations import posts_of
from articles.store.telling.searching import matches, suggested

ORDERS: dict[Order, Promise] = {
    Order.NEWEST: gettext_lazy("newest first"),
    Order.TITLE: gettext_lazy("titles first"),
    Order.RELEVANCE: gettext_lazy("most relevant first"),
}
FIELDS = {"source": "来源", "place": "地点", "person": "人物", "organization": "机构", "meeting": "会议", "date": "日期"}
QUOTES = (('"', '"', '"“”＂'), ("「", "」", "」"), ("『", "』", "』"))
"""How a value is quoted, and what must not stand in it then."""
NAMED = {word: kind for kind in ("person", "organization", "meeting") for word in (kind, FIELDS[kind])}
BY_ID = re.compile(rf"(?<!\S)({'|'.join(NAMED)})[:：]([0-9a-f]{{16}})(?!\S)")
MOST_NAMED, A_PAGE = 8, 20


@public_page
def search(request: HttpRequest) -> HttpResponse:
    query = given(request, "q", LONGEST + 1)
    order = next((order for order in Order if order == request.GET.get("order")), Order.NEWEST)
    context: dict[str, Any] = {"query": query, "order": order, "title": query or _("Search"), "empty": not query}
    if not query:
        return page(request, "search", context)
    try:
        tree = understand(query, resolvers(Scope.PUBLIC))
        items, after, count = matches(tree, order=order, after=given(request, "after") or None, size=A_PAGE)
    except QueryProblem as problem:
        return page(request, "search", context | {"trouble": str(problem), "place": place_of(query, problem)}, status=400)
    except CursorProblem:
        return bad_request(request, _("This is no place in this list. Begin at its first page."))
    for item in items:
        item["title_pieces"] = marked(item["title"]["text"], item["title"]["marks"])
        item["pieces"] = marked(item["excerpt"]["text"], item["excerpt"]["marks"])
    found = find_facets(tree)
    context |= {
        "items": items,
        "count": str(count),
        "more": address(query, order, after) if after else "",
        "later": "after" in request.GET,
        "first": address(query, order),
        "orders": [(words, address(query, one), one is order) for one, words in ORDERS.items()],
        "facets": facets_of(query, order, found),
        "over": found,
        "chips": chips_of(query, order),
        "named": named_so(query),
    }
    return page(request, "search", context)


def address(query: str, order: Order, after: str = "") -> str:
    asked = {"q": query} | ({"order": order.value} if order is not Order.NEWEST else {}) | ({"after": after} if after else {})
    return f"?{urlencode(asked)}"


def place_of(query: str, problem: QueryProblem) -> list[tuple[str, bool]]:
    end = min(max(problem.end, problem.start + 1), len(query))
    return marked(query, [(problem.start, end)]) if problem.start < end else marked(query, [])


def facets_of(query: str, order: Order, found: Facets) -> list[dict[str, Any]]:
    """Each facet's values with the address of the search that they narrow; a value that no query can name has none."""
    within = f"({query})" if isinstance(parse(query), Some) else query

    def values(pairs: Iterable[tuple[str, int, str | None]]) -> list[dict[str, Any]]:
        told = []
        for words, number, part in pairs:
            longer = f"{within} {part}"
            told.append({"words": words, "number": number, "address": address(longer, order) if part and len(longer) <= LONGEST else ""})
        return told

    dates = field("date")
    told = (
        (_("Years"), True, values((one, number, f"{dates}:{one}") for one, number in found.years)),
        (_("Months"), False, values((one, number, one) for one, number in found.months)),
        (_("Sources"), True, values((one, number, quoted("source", one)) for one, number in found.sources)),
        (_("Places"), False, values((one, number, quoted("place", one)) for one, number in found.places)),
        (_("Persons"), True, values((row.name, row.number, f"{field('person')}:{row.key}") for row in found.persons)),
        (_("Organizations"), False, values((row.name, row.number, f"{field('organization')}:{row.key}") for row in found.organizations)),
    )
    return [{"title": title, "open": is_open, "values": some, "capped": len(some) == MOST} for title, is_open, some in told if some]


def field(name: str) -> str:
    """What a field is called in the language of the page."""
    return FIELDS[name] if (get_language() or "zh").startswith("zh") else name


def quoted(name: str, value: str) -> str | None:
    """The part of a query that asks for a field's whole value.

    >>> quoted("source", "云河日报")[-6:], quoted("source", '“云河”日报')[-8:]
    ('"云河日报"', '「“云河”日报」')
    """
    for opening, closing, never in QUOTES:
        if not set(never) & set(value):
            return f"{field(name)}:{opening}{value}{closing}"
    return None


def chips_of(query: str, order: Order) -> list[dict[str, Any]]:
    """Whom and what the query names by id: the name, the page, and the search without it."""
    told = []
    for part in list(BY_ID.finditer(query))[:MOST_NAMED]:
        kind, key = NAMED[part[1]], part[2]
        try:
            _pk, row = row_of(kind, key, PUBLIC, {"key", "name"})
        except (NotThere, Moved):
            continue
        rest = " ".join((query[: part.start()] + query[part.end() :]).split())
        told.append({"kind": kind, "key": key, "name": row["name"], "without": address(rest, order) if rest else "?"})
    return told


def named_so(query: str) -> list[dict[str, Any]]:
    """Persons, bodies and meetings whose names begin like the query, each with what tells it from others of its name."""
    # Sources and keywords that begin so are offered as well; they are found in the text anyway.
    found = [one for one in suggested(query, 3 * MOST_NAMED) if one.key][:MOST_NAMED]
    posts = posts_of([one.key for one in found if one.kind == "person"], PUBLIC)
    return [{"kind": one.kind, "key": one.key, "name": one.text, "number": one.number, "posts": posts.get(one.key, ())} for one in found]
