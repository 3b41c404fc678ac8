"""What is known of whoever or whatever an item is about: tenures, other holders, namesakes. Little of each: a screen, not a history."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from articles.models import Attendance, Finding, Meeting, Organization, Person, Tenure, Witness
from articles.store.reviewing.filters import visible

TENURES, NAMESAKES, HOLDERS, ATTENDED, QUOTES = 8, 5, 8, 12, 3


@dataclass(frozen=True)
class Known:
    """`namesakes`: other persons of the name, each with some tenures; `holders`: who else held the post, or posts of the body."""

    person: Person | None = None
    tenures: tuple[Tenure, ...] = ()
    namesakes: tuple[tuple[Person, tuple[Tenure, ...]], ...] = ()
    organization: Organization | None = None
    holders: tuple[Tenure, ...] = ()
    meeting: Meeting | None = None
    attendances: tuple[Attendance, ...] = ()


@dataclass(frozen=True)
class Side:
    """One of two that may be the same. `quotes`: the names of articles that name it, with their dates."""

    row: Person | Organization | Meeting
    word: Witness | None
    tenures: tuple[Tenure, ...] = ()
    tenure: Tenure | None = None
    quotes: tuple[tuple[int, str, str], ...] = ()


def known_of(word: Witness, *, withheld: bool) -> Known:
    """In at most six queries."""
    person, body, meeting = word.person, word.organization, word.meeting
    namesakes: list[Person] = []
    if person is not None:
        others = seen(Person, withheld=withheld).filter(name=person.name).exclude(pk=person.pk)
        namesakes = list(others.order_by("-articles_count", "key")[:NAMESAKES])
    tenures = tenures_of([*([person] if person else []), *namesakes], withheld=withheld)
    return Known(
        person=person,
        tenures=tuple(tenures[person.pk][:TENURES]) if person is not None else (),
        namesakes=tuple((one, tuple(tenures[one.pk][:TENURES])) for one in namesakes),
        organization=body,
        holders=tuple(holders_of(word, withheld=withheld)),
        meeting=meeting,
        attendances=tuple(attendances_of(meeting, withheld=withheld)) if meeting is not None else (),
    )


def seen(model: type[Model], *, withheld: bool) -> QuerySet[Any]:
    """The rows of which something may be shown: for most people, those with a word that is not withheld."""
    rows = model._default_manager.all()
    if withheld:
        return rows
    return rows.filter(Exists(visible(Witness.objects.standing().filter(**{model._meta.model_name or "": OuterRef("pk")}), withheld=False)))


def tenures_of(persons: Sequence[Person], *, withheld: bool) -> dict[int, list[Tenure]]:
    """Some tenures of each, the latest first."""
    found: dict[int, list[Tenure]] = defaultdict(list)
    if persons:
        rows = seen(Tenure, withheld=withheld).filter(person__in=persons).select_related("post__organization")
        for tenure in rows.order_by("-last_seen", "key")[: TENURES * (1 + NAMESAKES) * 2]:
            found[tenure.person_id].append(tenure)
    return found


def holders_of(word: Witness, *, withheld: bool) -> Iterable[Tenure]:
    """Of a post: all its holders; of a post without a name, those of its title in that body; of a body, some of its posts."""
    rows = seen(Tenure, withheld=withheld).select_related("person", "post__organization").order_by("-last_seen", "key")
    if word.kind == "post" and word.tenure is not None:
        return rows.filter(post=word.tenure.post_id)[:HOLDERS]
    if word.kind == "role" and word.organization_id is not None:
        return rows.filter(post__organization=word.organization_id, post__title=word.values.get("title"))[:HOLDERS]
    if word.kind == "organization" and word.organization_id is not None:
        return rows.filter(post__organization=word.organization_id)[:HOLDERS]
    return []


def attendances_of(meeting: Meeting, *, withheld: bool) -> Iterable[Attendance]:
    rows = seen(Attendance, withheld=withheld).filter(meeting=meeting).select_related("person")
    return rows.order_by("order", "key")[:ATTENDED]


def sides_of(finding: Finding, *, withheld: bool) -> list[Side]:
    """The two that people should judge: who has the mentions the finding is about now."""
    words = visible(Witness.objects.standing().filter(key__in=[str(key) for key in finding.about]), withheld=withheld)
    by_key = {word.key: word for word in words.select_related("article", "person", "organization", "meeting")}
    sides = []
    for key in finding.about:
        word = by_key.get(str(key))
        row = getattr(word, word.kind, None) if word is not None and word.kind in ("person", "organization", "meeting") else None
        if word is not None and row is not None:
            sides.append(side_of(row, word, withheld=withheld))
    # Rows that have become one in the meantime are no question any more; a contradiction stays one.
    return sides if finding.kind == "contradiction" or len({side.row.pk for side in sides}) > 1 else []


def side_of(row: Person | Organization | Meeting, word: Witness | None, *, withheld: bool, tenure: Tenure | None = None) -> Side:
    kind = str(type(row)._meta.model_name)
    tenures = tenures_of([row], withheld=withheld)[row.pk] if isinstance(row, Person) else []
    words = visible(Witness.objects.standing().filter(**{"kind": kind, kind: row}), withheld=withheld)
    quotes = words.order_by("article__published_on", "key").values_list("article_id", "article__title", "article__published_on")
    return Side(row, word, tuple(tenures[:TENURES]), tenure, tuple(quotes[:QUOTES]))


def side_of_holder(key: str, details: dict[str, Any], *, withheld: bool) -> Side | None:
    """The person of this key with the tenure that the finding is about."""
    rows = seen(Tenure, withheld=withheld).filter(
        person__key=key, post__title=str(details.get("title") or ""), post__organization__key=str(details.get("organization") or "")
    )
    tenure = rows.select_related("person", "post__organization").first()
    if tenure is None:
        return None
    word = visible(Witness.objects.standing().filter(tenure=tenure), withheld=withheld).select_related("article").first()
    return side_of(tenure.person, word, withheld=withheld, tenure=tenure)
