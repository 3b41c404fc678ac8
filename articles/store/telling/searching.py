"""What the public search finds, as it is told: titles and excerpts with the spans to be marked, masked, and not yet escaped."""

from dataclasses import replace

from articles.search.excerpts import Excerpt
from articles.search.finding import PAGE, Count, Order, count_matches, find_page, present
from articles.search.suggesting import Suggestion, suggest
from articles.search.tree import Node
from articles.store.masking import HIJACKED, masked_words, warnings_of, warnings_on
from articles.store.public import without_private_numbers
from articles.store.telling.listing import Item


def matches(
    query: Node, *, order: Order = Order.NEWEST, after: str | None = None, size: int = PAGE
) -> tuple[list[Item], str | None, Count]:
    """A page of articles that the query finds, one of each group of versions and reposts; the cursor of the next page, and how many
    there are. What is withheld is found by nobody here: an administrator finds it in the admin. Raises CursorProblem."""
    page = find_page(query, order=order, after=after, size=size)
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
    return items, page.after, number


def suggested(typed: str, most: int) -> list[Suggestion]:
    """What is offered to somebody who typed so far. Names of meetings are masked as their articles are."""
    found = suggest(typed, most=most)
    hijacked = warnings_on("meeting", [one.key for one in found if one.kind == "meeting"], "key")
    return [replace(one, text=masked_words(one.text, hijacked[one.key])) if one.key in hijacked else one for one in found]


def as_told(excerpt: Excerpt) -> Item:
    """Plain text, and the spans in it that are to be marked."""
    marks = [list(span) for span in excerpt.marks]
    cut = {"cut_before": excerpt.cut_before, "cut_after": excerpt.cut_after}
    return {"text": without_private_numbers(excerpt.text), "marks": marks, **cut}
