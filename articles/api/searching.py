"""Search, its facets, and suggestions: what articles/search finds, for those who ask over HTTP."""

from typing import Any

from django.http import HttpRequest

from articles.api.asked import FacetsAsked, SearchAsked, SuggestionsAsked
from articles.api.listing import Item, known_parameters, next_address
from articles.api.problems import Problem, Refused
from articles.search.excerpts import Excerpt
from articles.search.facets import find_facets
from articles.search.finding import Order, count_matches, find_page, present, understand
from articles.search.named import resolvers
from articles.search.problems import CursorProblem, QueryProblem
from articles.search.suggesting import suggest
from articles.search.tree import Node
from articles.search.visible import Scope
from articles.store.masking import HIJACKED, masked_words, warnings_of
from articles.store.public import without_private_numbers


def understood(query: str) -> Node:
    """The query's tree. Raises Problem with the place where it cannot be understood."""
    try:
        return understand(query, resolvers(Scope.PUBLIC))
    except QueryProblem as error:
        place = {"where": "query.q", "message": str(error), "start": error.start, "end": error.end}
        raise Problem(422, str(error), errors=[place]) from error


def search(request: HttpRequest, asked: SearchAsked) -> Item:
    """A page of articles that the query finds, one of each group of versions and reposts, with marked titles and excerpts.

    What is withheld is found by nobody here: an administrator finds it in the admin.
    """
    known_parameters(request, set(type(asked).model_fields))
    query = understood(asked.q)
    try:
        page = find_page(query, order=Order(asked.order), after=asked.cursor, size=asked.limit)
    except CursorProblem as error:
        raise Refused("query.cursor", str(error)) from error
    number = count_matches(query)
    shown = [found for found in present(page, query) if not found.article.withheld]
    hijacked = warnings_of([found.article.pk for found in shown if HIJACKED in found.article.warning_kinds])
    items = [
        {
            **{name: getattr(found.article, name) for name in ("key", "published_on", "url")},
            "source": masked_words(found.article.source, hijacked.get(found.article.pk, ())),
            "title": as_told(found.title),
            "excerpt": as_told(found.excerpt),
        }
        for found in shown
    ]
    cursor = page.after
    return {
        "items": items,
        "count": {"number": number.number, "exact": number.exact},
        "cursor": cursor,
        "next": None if cursor is None else next_address(request, cursor),
    }


def as_told(excerpt: Excerpt) -> Item:
    """Plain text, and the spans in it that are to be marked."""
    marks = [list(span) for span in excerpt.marks]
    cut = {"cut_before": excerpt.cut_before, "cut_after": excerpt.cut_after}
    return {"text": without_private_numbers(excerpt.text), "marks": marks, **cut}


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
    found = suggest(asked.q, most=asked.limit)
    return {"items": [{"kind": one.kind, "text": one.text, "number": one.number, "key": one.key or None} for one in found]}
