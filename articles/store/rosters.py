"""Who sat where in a body on a day: seen, inferred, or not known for want of captures."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from articles.models import Organization, Person, Tenure
from articles.pipeline.resolve.tenure_holders import holders_on
from articles.pipeline.resolve.tenure_titles import is_single_seat
from articles.pipeline.resolve.tenures import PostSighting, find_tenures, time_span
from articles.store.public import public_rows, public_witnesses
from articles.store.settling.facts import LONGEST_TITLE, words
from articles.store.settling.posts import in_words, sighting


@dataclass(frozen=True)
class Seat:
    """`certainty`: seen, inferred or no_captures, where nobody is claimed and `person` is None."""

    title: str
    person: Person | None
    certainty: str
    zh: str
    en: str
    post: int | None = None


def roster_on(body: Organization, date: str, *, withheld: bool, openly: bool = False) -> list[Seat]:
    """The body's posts on a date (an ISO 8601 prefix) with their holders; titles of one person first. Raises ValueError for no date.

    `openly`: only what the public may see counts.
    """
    if time_span(date) is None:
        raise ValueError(f"{date!r} is no date: write 2024-03-12, 2024-03 or 2024")
    which: dict[str, Any] = {} if withheld else {"withheld": False, "article__withheld": False}
    if openly:
        which = {"pk__in": public_witnesses().filter(kind="post", organization=body).values("pk")}
    found = words("tenure", kind="post", organization=body, person__isnull=False, **which)
    persons = Person.objects.filter(tenures__post__organization=body).distinct()
    people = {row.pk: row for row in (public_rows(persons) if openly else persons)}
    posts = dict(Tenure.objects.filter(post__organization=body).order_by().values_list("post__title", "post_id").distinct())
    by_key = {row.key: row for row in people.values()}
    names = {row.key: row.name for row in people.values()}
    sightings: dict[str, list[PostSighting]] = defaultdict(list)
    for word in found:
        if word.person in people:
            title = word.values["title"][:LONGEST_TITLE]
            sightings[title].append(sighting(people[word.person].key, title, word))
    seats = []
    for title in sorted(sightings, key=lambda one: (not is_single_seat(one), one)):
        others = [other for name in sorted(sightings) if name != title for other in sightings[name]]
        for holder in holders_on(date, find_tenures(sightings[title], others)):
            reason = holder.reason
            zh, en = in_words(reason.zh, names), in_words(reason.en, names)
            seats.append(Seat(title, by_key.get(holder.person), holder.certainty, zh, en, posts.get(title)))
    return seats
