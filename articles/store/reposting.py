"""Articles of nearly the same text: found, linked to the first, one of them shown.

A likeness is a fact about two wordings, found when the second of them comes; groups are the connected components of these facts. So the
groups, the first of each and the one shown do not depend on the order of import.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from articles.models import Article, Likeness, Wording, WordingBand
from articles.search.indexing import mark_shown
from articles.store.wordings import (
    SLACK,
    THRESHOLD,
    Fingerprint,
    band_numbers,
    comparable,
    estimated_likeness,
    exact_likeness,
    same_numbers,
    shingles,
)

AT_ONCE = 500
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class Member(NamedTuple):
    """An article as far as its group needs to know it."""

    pk: int
    key: str
    address: str
    latest: bool
    first_seen: datetime | None
    published_on: str
    repost_of_id: int | None
    shown: bool

    @property
    def rank(self) -> tuple[datetime, str, str]:
        """The smaller, the earlier; what has no time of capture comes first."""
        return (self.first_seen or BEFORE_ALL, self.published_on, self.key)

    @property
    def place(self) -> str:
        """The address; an article without one stands at a place of its own."""
        return self.address or f"\0{self.key}"


def keep_wording(fingerprint: Fingerprint | None, body: str) -> int | None:
    """The id of this body's wording; where it is a new one, its likenesses to all others are found and kept."""
    if fingerprint is None:
        return None
    known = Wording.objects.filter(sha256=fingerprint.sha256).values_list("pk", flat=True).first()
    if known is not None:
        return known
    wording = Wording.objects.create(sha256=fingerprint.sha256, length=fingerprint.length, signature=fingerprint.signature)
    numbers = band_numbers(fingerprint.signature)
    keep_likenesses(wording, comparable(body), numbers)
    WordingBand.objects.bulk_create([WordingBand(number=number, wording=wording) for number in sorted(set(numbers))])
    return wording.pk


def keep_likenesses(wording: Wording, text: str, numbers: list[int]) -> None:
    near: dict[int, tuple[float, str]] = {}
    found = WordingBand.objects.sharing(numbers).values_list("wording_id", "wording__sha256", "wording__signature").distinct()
    for pk, sha256, signature in found:
        estimated = estimated_likeness(bytes(wording.signature), bytes(signature))
        if estimated >= THRESHOLD - SLACK:
            near[pk] = (estimated, sha256)
    ours = shingles(text)
    likenesses = []
    for pk, theirs in texts_of(near):
        exact = exact_likeness(ours, shingles(theirs))
        if exact >= THRESHOLD and same_numbers(text, theirs):
            estimated, sha256 = near[pk]
            one, other = sorted([(wording.sha256, wording.pk), (sha256, pk)])
            likenesses.append(Likeness(one_id=one[1], other_id=other[1], estimated=estimated, exact=exact, threshold=THRESHOLD))
    if likenesses:
        Likeness.objects.bulk_create(likenesses)


def texts_of(wordings: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Each wording with its comparable text, read from one of its articles."""
    for some in portions(wordings):
        bodies = dict(Article.objects.filter(wording__in=some).order_by("pk").values_list("wording_id", "body"))
        for pk, body in sorted(bodies.items()):
            if pk is not None:
                yield pk, comparable(body)


def wordings_of(articles: set[int]) -> set[int]:
    if not articles:
        return set()
    return set(Article.objects.filter(pk__in=articles, wording__isnull=False).values_list("wording_id", flat=True))


def drop_unused(wording: int) -> set[int]:
    """Delete the wording if no article has it any more. Gives the wordings whose groups may have changed: itself, or what was like it."""
    if Article.objects.filter(wording=wording).exists():
        return {wording}
    left = neighbours({wording}) - {wording}
    Wording.objects.filter(pk=wording).delete()
    return left


def settle_alone(articles: set[int]) -> None:
    """Those of the articles that are compared with none: each is its own group."""
    for member in members(pk__in=articles, wording__isnull=True):
        settle_group([member])


def settle_reposts(wordings: set[int], of: int) -> bool:
    """Settle the groups of these wordings: who is a repost of whom, and who is shown.

    Gives whether the article `of` shares its text with another address.
    """
    todo, shared = set(wordings), False
    while todo:
        component = component_of(todo.pop())
        todo -= component
        group = [member for some in portions(component) for member in members(wording__in=some)]
        settle_group(group)
        shared = shared or (len({member.place for member in group}) > 1 and any(member.pk == of for member in group))
    return shared


def component_of(wording: int) -> set[int]:
    """All wordings that are connected with this one by likenesses, itself among them."""
    component, frontier = {wording}, {wording}
    while frontier:
        frontier = neighbours(frontier) - component
        component |= frontier
    return component


def neighbours(wordings: set[int]) -> set[int]:
    return {
        pk for some in portions(wordings) for pair in Likeness.objects.touching(set(some)).values_list("one_id", "other_id") for pk in pair
    }


def members(**which: object) -> list[Member]:
    """In no order."""
    rows = Article.objects.filter(**which).order_by()
    columns = ("pk", "key", "address", "latest", "first_seen", "published_on", "repost_of_id", "shown")
    return [Member(*row) for row in rows.values_list(*columns)]


def settle_group(group: list[Member]) -> None:
    """Link every article to the first of the group, unless it is of the first one's own address; show the latest version of the address
    that had the text first. Only what changes is written."""
    if not group:
        return
    group = sorted(group, key=lambda member: member.rank)
    first = group[0]
    # The group is in order, so the first of its latest versions' places is found by each place's first appearance.
    latest = {member.place: member for member in group if member.latest}
    place = next((member.place for member in group if member.place in latest), None)
    shown = None if place is None else latest[place].pk
    for member in group:
        repost_of = None if member.place == first.place else first.pk
        if (repost_of, member.pk == shown) != (member.repost_of_id, member.shown):
            Article.objects.filter(pk=member.pk).update(repost_of=repost_of, shown=member.pk == shown)
            mark_shown([member.pk], member.pk == shown)


def portions(numbers: Iterable[int]) -> Iterator[list[int]]:
    """The numbers in order, some at a time: a query takes only so many."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
