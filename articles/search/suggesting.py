"""What is offered while somebody types: persons, bodies and meetings by characters, pinyin or initials; sources and keywords.

What begins like that comes first, then sources that hold it.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from articles.models import Article, Meeting, Organization, Person, SearchEntry, SearchTerm, SearchUse
from articles.search.engine import engine
from articles.search.folding import fold
from articles.search.named import facts
from articles.search.visible import Scope

MOST = 10
LONGEST = 50
NAMED: dict[str, type[Model]] = {"person": Person, "organization": Organization, "meeting": Meeting}


@dataclass(frozen=True)
class Suggestion:
    """`kind`: "person", "organization", "meeting", "source" or "keyword"; `number`: how many articles have it; `key`: the public id of a
    row, by which namesakes are told apart, empty for a word."""

    kind: str
    text: str
    number: int
    key: str = ""


def suggest(typed: str, *, most: int = MOST, scope: Scope = Scope.PUBLIC) -> list[Suggestion]:
    """The most frequent of those that fit what was typed so far; nothing for nothing."""
    folded = fold(typed[:LONGEST]).strip()
    if not folded:
        return []
    named = [found for kind in NAMED for found in named_so(kind, folded, scope, most)]
    sources, words = SearchTerm.objects.of(SearchTerm.Kind.SOURCE), SearchTerm.objects.of(SearchTerm.Kind.KEYWORD)
    rows = [
        *first_of(engine().beginning_with(sources, "folded", folded), most),
        *first_of(engine().beginning_with(words, "folded", folded), most),
        *(first_of(sources.filter(folded__contains=folded), most) if len(folded) > 1 else []),
    ]
    hidden = withheld_uses(rows) if scope == Scope.PUBLIC else Counter[int | None]()
    told = {term.pk: (term, term.number - hidden[term.pk]) for term in rows}
    terms = {Suggestion(term.kind, term.text, number): term.folded.startswith(folded) for term, number in told.values() if number > 0}
    ranked = sorted([*named, *terms], key=lambda item: (not terms.get(item, True), -item.number, item.kind, item.text, item.key))
    return ranked[:most]


def withheld_uses(terms: Collection[SearchTerm]) -> Counter[int | None]:
    """In how many withheld articles each of these stands."""
    # Both values of `shown` are named, so that an index that begins with it leads to the few that are withheld.
    withheld = list(Article.objects.filter(shown__in=(True, False), withheld=True).order_by().values_list("pk", flat=True))
    if not withheld or not terms:
        return Counter()
    entries = SearchEntry.objects.filter(article__in=withheld).order_by()
    uses = SearchUse.objects.filter(entry__in=entries.values("docid"), term__in=terms).order_by()
    return Counter([*entries.filter(source__in=terms).values_list("source_id", flat=True), *uses.values_list("term_id", flat=True)])


def named_so(kind: str, folded: str, scope: Scope, most: int) -> list[Suggestion]:
    """The rows whose name, pinyin or initials begin so. In the public scope those of which the public may know."""
    letters = "".join(folded.split())
    rows: dict[int, Any] = {}
    columns = ("name", "pinyin", "initials") if letters.isascii() and letters.isalnum() else ("name",)
    for column in columns:
        begun = engine().beginning_with(NAMED[kind]._default_manager.all(), column, folded if column == "name" else letters)
        for row in begun.order_by("-articles_count", "name", "key").only("key", "name", "articles_count")[: 3 * most]:
            rows[row.pk] = row
    known = facts(scope).filter(kind=kind, **{f"{kind}__in": list(rows)}).order_by().values_list(f"{kind}_id", flat=True).distinct()
    return [Suggestion(kind, rows[pk].name, rows[pk].articles_count, rows[pk].key) for pk in (known if rows else ())]


def first_of(terms: "QuerySet[SearchTerm]", most: int) -> list[SearchTerm]:
    return list(terms.order_by("-number", "text")[:most])
