"""Who sat where on a day, who was with whom, and what tells persons of one name apart."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Max, Min

from articles.models import Attendance, Meeting, Organization, Person, Post, Tenure
from articles.store.audiences import Audience, rows_for
from articles.store.rosters import roster_on
from articles.store.telling.filters import since, until
from articles.store.telling.listing import Item, taken
from articles.store.telling.nouns import MEETINGS
from articles.store.telling.problems import NotThere

NOT_THERE = ("absent", "remote")


def visible_row(model: Any, key: str, audience: Audience) -> Any:
    row = rows_for(model, audience).filter(key=key).first()
    if row is None:
        raise NotThere(key)
    return row


def roster(key: str, on: str, audience: Audience) -> Item:
    """The body's posts on a date, each with who held it: seen, inferred, or nobody for want of captures.

    Raises NotThere, and ValueError for what is no date.
    """
    body = visible_row(Organization, key, audience)
    seats = roster_on(body, on, withheld=audience.sees_withheld, openly=audience is Audience.PUBLIC)
    posts = dict(Post.objects.filter(pk__in=[seat.post for seat in seats if seat.post]).values_list("pk", "key"))
    told = [
        {
            "title": seat.title,
            "post": posts.get(seat.post or 0),
            "person": None if seat.person is None else {"key": seat.person.key, "name": seat.person.name},
            "certainty": seat.certainty,
            "why": {"zh": seat.zh, "en": seat.en},
        }
        for seat in seats
    ]
    return {"organization": {"key": body.key, "name": body.name}, "on": on, "seats": told}


def co_attendance(key: str, audience: Audience, *, limit: int, date_from: str | None = None, date_to: str | None = None) -> Item:
    """With whom the person was at most meetings; those who were absent, or there by video only, do not count. Raises NotThere."""
    person = visible_row(Person, key, audience)
    mine = rows_for(Attendance, audience).filter(person=person).exclude(role__in=NOT_THERE)
    for narrow, value in ((since, date_from), (until, date_to)):
        if value is not None:
            mine = narrow("meeting__date")(mine, value, audience)
    others = rows_for(Attendance, audience).filter(meeting__in=mine.values("meeting")).exclude(person=person).exclude(role__in=NOT_THERE)
    counted = others.values("person__key", "person__name").annotate(
        meetings=Count("meeting", distinct=True), first=Min("meeting__date"), last=Max("meeting__date")
    )
    rows = counted.order_by("-meetings", "person__name", "person__key")[:limit]
    items = [
        {
            "person": {"key": row["person__key"], "name": row["person__name"]},
            **{name: row[name] for name in ("meetings", "first", "last")},
        }
        for row in rows
    ]
    return {"person": {"key": person.key, "name": person.name}, "meetings": mine.values("meeting").distinct().count(), "items": items}


def meetings_of_body(pk: int, audience: Audience, limit: int) -> list[Item]:
    """The last meetings at which those were who hold or held a post in the body."""
    holders = rows_for(Tenure, audience).filter(post__organization=pk).values("person")
    theirs = rows_for(Attendance, audience).filter(person__in=holders).values("meeting")
    return taken(MEETINGS, rows_for(Meeting, audience).filter(pk__in=theirs), audience, "-date", limit)[0]


def posts_of(persons: Collection[str], audience: Audience, most: int = 3) -> dict[str, list[str]]:
    """For each person, by public id, the posts that most articles give, each in words: one query."""
    told: dict[str, list[str]] = {}
    rows = (
        rows_for(Tenure, audience).filter(person__key__in=persons).order_by("-articles_count", "key") if persons else Tenure.objects.none()
    )
    for key, body, title in rows.values_list("person__key", "post__organization__name", "post__title")[: 20 * len(persons)]:
        posts = told.setdefault(key, [])
        if len(posts) < most:
            posts.append(f"{body} {title}")
    return told
