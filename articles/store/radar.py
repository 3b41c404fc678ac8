"""Changes of personnel that came to light with the articles since some article: for those who watch a place or a body.

arrived      a post has a holder it was not known to have
left         somebody is told of as former (原, 曾任, 免去) who was not before
vanished     a body is written about for half a year after its holder of a post was named last
two_holders  a seat for one has two holders at a time, one of them new

What counts as new is told by the order in which articles came in, not by their dates: old captures bring news too. Only what the public may
see is told.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from articles.models import Finding, Tenure, Witness
from articles.search.visible import public_facts

GONE_AFTER = timedelta(days=180)
DAY = len("2024-03-12")


@dataclass(frozen=True)
class Change:
    """`kind`: as above; `key`: what it is known by, the same whenever it is told; `article`: the number of the article that brought it."""

    kind: str
    key: str
    article: int
    zh: str
    en: str


def changes_since(article: int, where: str = "") -> list[Change]:
    """What came to light with the articles after this one, the last first. `where`: parts of bodies' names or beginnings of division codes,
    divided by blanks; one of them is enough."""
    posts = Witness.objects.filter(public_facts(), kind=Witness.Kind.POST, tenure__isnull=False).filter(bodies(where))
    found = [*arrived(posts, article), *left(posts, article), *vanished(posts, article)]
    return sorted([*found, *two_holders(found)], key=lambda change: (-change.article, change.kind, change.key))


def bodies(where: str) -> Q:
    """Of witnesses of posts: those of the bodies that are meant."""
    meant = Q()
    for word in where.split():
        by_code = word.isdecimal() and word.isascii()
        meant |= Q(**{f"organization__{'place_code__startswith' if by_code else 'name__icontains'}": word})
    return meant


def arrived(posts: "QuerySet[Witness]", article: int) -> list[Change]:
    return [
        Change(
            "arrived",
            f"arrived-{tenure.key}",
            first,
            f"{tenure.person.name}任{called(tenure)}（最早见于{tenure.first_seen or '无日期的文章'}）",
            f"{tenure.person.name} is {called(tenure)} (first seen {tenure.first_seen or 'in an undated article'})",
        )
        for tenure, first in new_in(posts.exclude(values__former=True), article)
        if not tenure.former_only
    ]


def left(posts: "QuerySet[Witness]", article: int) -> list[Change]:
    return [
        Change(
            "left", f"left-{tenure.key}", first, f"{tenure.person.name}不再任{called(tenure)}", f"{tenure.person.name} was {called(tenure)}"
        )
        for tenure, first in new_in(posts.filter(values__former=True), article)
    ]


def new_in(posts: "QuerySet[Witness]", article: int) -> list[tuple[Tenure, int]]:
    """The tenures of which none of these witnesses stands in an older article, each with the number of its first."""
    older = posts.filter(tenure=OuterRef("tenure"), article__lte=article)
    fresh = posts.filter(article__gt=article).exclude(Exists(older.order_by())).order_by()
    first = dict(fresh.values_list("tenure").annotate(first=Min("article")))
    tenures = Tenure.objects.filter(pk__in=first).select_related("person", "post__organization")
    return [(tenure, first[tenure.pk]) for tenure in tenures]


def vanished(posts: "QuerySet[Witness]", article: int) -> list[Change]:
    """Of the bodies of the new articles: who was named last half a year before the newest of them, but not before those known so far."""
    dated = posts.filter(article__published_on__gte="0001-01-01").order_by()
    newest = dated.values_list("organization").annotate(last=Max("article__published_on"))
    touched = dict(newest.filter(article__gt=article))
    before = dict(newest.filter(article__lte=article, organization__in=touched))
    brought = dict(dated.filter(article__gt=article).values_list("organization").annotate(last=Max("article")))
    gone = []
    for tenure in tenures_of(touched):
        body = tenure.post.organization_id
        now, then = half_a_year_before(touched[body]), half_a_year_before(before.get(body, ""))
        if then and now and then <= tenure.last_seen < now and not tenure.not_after:
            gone.append(
                Change(
                    "vanished",
                    f"vanished-{tenure.key}-{tenure.last_seen}",
                    brought[body],
                    f"{called(tenure)}{tenure.person.name}自{tenure.last_seen}后未再出现，该单位最新报道为{touched[body]}",
                    f"{tenure.person.name}, {called(tenure)}, was last named on {tenure.last_seen}; the body last on {touched[body]}",
                )
            )
    return gone


def tenures_of(organizations: Collection[int | None]) -> Iterable[Tenure]:
    held = Tenure.objects.held().filter(post__organization__in=organizations).select_related("person", "post__organization")
    seen = Witness.objects.filter(public_facts(), tenure=OuterRef("pk"))
    return [tenure for tenure in held.filter(Exists(seen)) if len(tenure.last_seen) == DAY]


def half_a_year_before(day: str) -> str:
    """
    >>> half_a_year_before("2024-07-01"), half_a_year_before("2024-07"), half_a_year_before("")
    ('2024-01-03', '', '')
    """
    try:
        return (date.fromisoformat(day) - GONE_AFTER).isoformat() if len(day) == DAY else ""
    except ValueError:
        return ""


def two_holders(found: Iterable[Change]) -> list[Change]:
    """The seats of which one of two holders has just come to light."""
    arrived_in = {change.key.removeprefix("arrived-"): change.article for change in found if change.kind == "arrived"}
    tenures = Tenure.objects.filter(key__in=arrived_in).select_related("person", "post__organization")
    seats = {(tenure.post.organization.key, tenure.post.title, tenure.person.key): arrived_in[tenure.key] for tenure in tenures}
    blocks = {tenure.post.organization.block for tenure in tenures}
    told = []
    for finding in Finding.objects.of_kind(Finding.Kind.TWO_HOLDERS).filter(block__in=blocks):
        seat = finding.details.get("organization"), finding.details.get("title")
        articles = [seats[(*seat, person)] for person in finding.about[1:] if (*seat, person) in seats]
        if articles:
            told.append(Change("two_holders", f"two-{finding.key}", max(articles), finding.why["zh"], finding.why["en"]))
    return told


def called(tenure: Tenure) -> str:
    """The post as it is called.

    >>> from articles.models import Organization, Person, Post
    >>> called(Tenure(post=Post(title="书记", organization=Organization(name="六合区委"))))
    '六合区委书记'
    """
    return f"{tenure.post.organization.name}{tenure.post.title}"
