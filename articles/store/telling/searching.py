"""What the public search finds, as it is told: titles and excerpts with the spans to be marked, masked, and not yet escaped."""

from articles.search.excerpts import Excerpt
from articles.search.finding import PAGE, Count, Order, count_matches, find_page, present
from articles.search.tree import Node
from articles.store.masking import HIJACKED, masked_words, warnings_of
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


def as_told(excerpt: Excerpt) -> Item:
    """Plain text, and the spans in it that are to be marked."""
    marks = [list(span) for span in excerpt.marks]
    cut = {"cut_before": excerpt.cut_before, "cut_after": excerpt.cut_after}
    return {"text": without_private_numbers(excerpt.text), "marks": marks, **cut}
