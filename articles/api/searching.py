"""Search, its facets, and suggestions: what articles/search finds, for those who ask over HTTP."""

from typing import Any

from django.http import HttpRequest

from articles.api.asked import FacetsAsked, SearchAsked, SuggestionsAsked
from articles.api.listing import known_parameters, next_address
from articles.api.problems import Problem, Refused
from articles.search.facets import find_facets
from articles.search.finding import Order, understand
from articles.search.named import resolvers
from articles.search.problems import CursorProblem, QueryProblem
from articles.search.tree import Node
from articles.search.visible import Scope
from articles.store.telling.listing import Item
from articles.store.telling.searching import matches, suggested


def understood(query: str) -> Node:
    """The query's tree. Raises Problem with the place where it cannot be understood."""
    try:
        return understand(query, resolvers(Scope.PUBLIC))
    except QueryProblem as error:
        place = {"where": "query.q", "message": str(error), "start": error.start, "end": error.end}
        raise Problem(422, str(error), errors=[place]) from error


def search(request: HttpRequest, asked: SearchAsked) -> Item:
    """A page of the articles that the query finds, with marked titles and excerpts."""
    known_parameters(request, set(type(asked).model_fields))
    try:
        items, cursor, count = matches(understood(asked.q), order=Order(asked.order), after=asked.cursor, size=asked.limit)
    except CursorProblem as error:
        raise Refused("query.cursor", str(error)) from error
    return {
        "items": items,
        "count": {"number": count.number, "exact": count.exact},
        "cursor": cursor,
        "next": None if cursor is None else next_address(request, cursor),
    }


def facets(request: HttpRequest, asked: FacetsAsked) -> Item:
    known_parameters(request, set(type(asked).model_fields))
    found = find_facets(understood(asked.q))
    told: dict[str, Any] = {
        name: [{"value": value, "number": number} for value, number in getattr(found, name)]
        for name in ("sources", "places", "years", "months")
    }
    for name in ("persons", "organizations"):
        told[name] = [{"key": one.key, "name": one.name, "number": one.number} for one in getattr(found, name)]
    return {**told, "over": found.over, "names_over": found.names_over, "all_of_them": found.all_of_them}


def suggestions(request: HttpRequest, asked: SuggestionsAsked) -> Item:
    known_parameters(request, set(type(asked).model_fields))
    found = suggested(asked.q, asked.limit)
    return {"items": [{"kind": one.kind, "text": one.text, "number": one.number, "key": one.key or None} for one in found]}
