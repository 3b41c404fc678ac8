"""Which part of the queue somebody wants to see: filters, as they stand in an address, and as a condition on words and findings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from articles.models import Finding, Organization, Person, Witness

ROWS = 500
"""Persons or bodies of one name that a filter follows."""
DIGITS = re.compile(r"[0-9]{2,12}")
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
KINDS = (*Witness.Kind.values, *Finding.Kind.values)


@dataclass(frozen=True)
class Filters:
    """`place`: the beginning of a division code; `least`, `most`: confidence; `since`, `until`: ISO 8601 prefixes of the printed date."""

    kind: str = ""
    source: str = ""
    place: str = ""
    person: str = ""
    organization: str = ""
    article: str = ""
    least: float | None = None
    most: float | None = None
    since: str = ""
    until: str = ""

    @property
    def only_kind(self) -> bool:
        """Whether nothing is asked but, perhaps, a kind."""
        return self == Filters(kind=self.kind)


def filters_from(query: Mapping[str, Any]) -> Filters:
    """The filters in an address; what makes no sense is passed over.

    >>> filters_from({"kind": "post", "least": "0.5", "most": "much", "place": "3205", "since": "2024-03", "until": "soon"})
    Filters(kind='post', source='', place='3205', person='', organization='', article='', least=0.5, most=None, since='2024-03', until='')
    """
    words = {field.name: "".join(filter(str.isprintable, str(query.get(field.name) or ""))).strip()[:200] for field in fields(Filters)}
    sound = {
        "kind": words["kind"] in KINDS,
        "place": bool(DIGITS.fullmatch(words["place"])),
        "since": bool(DATE.fullmatch(words["since"])),
        "until": bool(DATE.fullmatch(words["until"])),
    }
    kept: dict[str, Any] = {name: value if sound.get(name, True) else "" for name, value in words.items()}
    return Filters(**(kept | {name: share(words[name]) for name in ("least", "most")}))


def share(words: str) -> float | None:
    """A number from 0 to 1; None for anything else."""
    try:
        number = float(words)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


def as_query(filters: Filters) -> dict[str, str]:
    """The filters as they stand in an address; `filters_from` gives them back.

    >>> as_query(Filters(kind="post", least=0.5))
    {'kind': 'post', 'least': '0.5'}
    """
    return {field.name: str(value) for field in fields(filters) if (value := getattr(filters, field.name)) not in ("", None)}


def waiting(filters: Filters, *, withheld: bool) -> QuerySet[Witness]:
    """The unreviewed words that pass; `withheld`: whether those count that are kept from the public."""
    return passing(visible(Witness.objects.filter(status=Witness.Status.UNREVIEWED), withheld=withheld), filters)


def visible(rows: QuerySet[Witness], *, withheld: bool) -> QuerySet[Witness]:
    return rows if withheld else rows.filter(withheld=False, article__withheld=False)


def passing(rows: QuerySet[Witness], filters: Filters) -> QuerySet[Witness]:
    """Those of the words that pass. No word is of a finding's kind."""
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.least is not None:
        rows = rows.filter(confidence__gte=filters.least)
    if filters.most is not None:
        rows = rows.filter(confidence__lte=filters.most)
    if filters.person:
        persons = Person.objects.filter(Q(name=filters.person) | Q(key=filters.person)).order_by()
        rows = rows.filter(person__in=list(persons.values_list("pk", flat=True)[:ROWS]))
    if filters.organization:
        bodies = Organization.objects.filter(Q(name__contains=filters.organization) | Q(key=filters.organization)).order_by()
        rows = rows.filter(organization__in=list(bodies.values_list("pk", flat=True)[:ROWS]))
    return rows.filter(of_article(filters)) if not filters.place else in_place(rows, filters.place).filter(of_article(filters))


def in_place(rows: QuerySet[Witness], code: str) -> QuerySet[Witness]:
    return rows.alias(place_codes=Cast(F("article__places"), TextField())).filter(place_codes__contains=f'"{code}')


def of_article(filters: Filters) -> Q:
    asked = {"source": "source", "article": "key"}
    condition = Q(**{f"article__{column}": value for name, column in asked.items() if (value := getattr(filters, name))})
    if filters.since or filters.until:
        condition &= Q(article__published_on__gte=filters.since or "0")
    if filters.until:
        # The last characters there are: a day counts as within its month, a month within its year.
        condition &= Q(article__published_on__lte=f"{filters.until}\U0010ffff")
    return condition
