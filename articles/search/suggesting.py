"""What is offered while somebody types: sources and keywords that begin like that, and sources that hold it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import SearchEntry, SearchTerm
from articles.search.engine import engine
from articles.search.folding import fold

MOST = 10
LONGEST = 50


@dataclass(frozen=True)
class Suggestion:
    """`kind`: of the term ("source", "keyword"); `number`: how many articles have it."""

    kind: str
    text: str
    number: int


def suggest(typed: str, *, most: int = MOST) -> list[Suggestion]:
    """The most frequent terms that fit what was typed so far, those that begin with it first; nothing for nothing."""
    folded = fold(typed[:LONGEST]).strip()
    if not folded:
        return []
    sources, words = SearchTerm.objects.of(SearchTerm.Kind.SOURCE), SearchTerm.objects.of(SearchTerm.Kind.KEYWORD)
    rows = [
        *first_of(engine().beginning_with(sources, folded), most),
        *first_of(engine().beginning_with(words, folded), most),
        *(first_of(sources.filter(folded__contains=folded), most) if len(folded) > 1 else []),
    ]
    ranked = sorted(rows, key=lambda term: (not term.folded.startswith(folded), -term.number, term.kind, term.text))
    return list(dict.fromkeys(Suggestion(term.kind, term.text, term.number) for term in ranked))[:most]


def first_of(terms: "QuerySet[SearchTerm]", most: int) -> list[SearchTerm]:
    return list(terms.order_by("-number", "text")[:most])


def articles_at(place: str) -> "QuerySet[SearchEntry, int]":
    """A resolver for places: the ids of the articles that speak from a place whose name holds this folded word."""
    places = SearchTerm.objects.of(SearchTerm.Kind.PLACE).filter(folded__contains=place)
    return SearchEntry.objects.filter(uses__term__in=places).order_by().values_list("article_id", flat=True)
