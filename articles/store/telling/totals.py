"""How much there is of each sort that they may see."""

from articles.models import Article, Meeting, Organization, Person
from articles.search.finding import Count
from articles.store.audiences import Audience, rows_for

MOST = 10_000
"""Nothing is counted further: whoever opens the first page should not wait for it."""


def totals(audience: Audience) -> dict[str, Count]:
    """Articles (one of each group of versions and reposts), persons, organizations, meetings: a query each."""
    rows = {
        "articles": rows_for(Article, audience).filter(shown=True),
        "persons": rows_for(Person, audience),
        "organizations": rows_for(Organization, audience),
        "meetings": rows_for(Meeting, audience),
    }
    numbers = {name: some.values("pk")[: MOST + 1].count() for name, some in rows.items()}
    return {name: Count(min(number, MOST), exact=number <= MOST) for name, number in numbers.items()}
