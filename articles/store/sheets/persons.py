"""The sheet of persons."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Person, Tenure
from articles.store.sheets.columns import Column, Kind, More, as_lines, in_lines
from articles.store.showable import showable

TOLD = 20
"""Posts of one person that a cell names."""


def tenures_of(rows: Sequence[Any], withheld: bool) -> More:
    found: dict[int, list[str]] = defaultdict(list)
    tenures = showable(Tenure.objects.filter(person__in=[row.pk for row in rows]), withheld=withheld)
    for tenure in tenures.select_related("post__organization").order_by("-last_seen", "-first_seen", "key"):
        dates = " – ".join(dict.fromkeys(part for part in (tenure.first_seen, tenure.last_seen) if part))
        found[tenure.person_id].append(f"{tenure.post.organization.name} {tenure.post.title} {dates}".strip())
    return {row.pk: {"posts": found[row.pk][:TOLD], "tenures": len(found[row.pk])} for row in rows}


def seek(cells: Mapping[str, str]) -> QuerySet[Person]:
    return Person.objects.filter(name=cells.get("name", "").strip())


def serving(rows: Sequence[Person], cells: Mapping[str, str]) -> Sequence[Person]:
    """Of namesakes those who serve a body that the line names."""
    told = cells.get("posts", "")
    bodies = Tenure.objects.filter(person__in=[row.pk for row in rows]).values_list("person_id", "post__organization__name")
    meant = {person for person, body in bodies if body in told}
    return [row for row in rows if row.pk in meant] if told else rows


PERSONS = Kind(
    noun="person",
    model=Person,
    columns=(
        Column("name", _("name"), "name", needed=True),
        Column("other_names", _("other names"), "other_names", words=as_lines, meant=in_lines),
        Column("posts", _("posts"), words=as_lines, more=True),
        Column("first_seen", _("first seen")),
        Column("last_seen", _("last seen")),
        Column("articles_count", _("articles")),
        Column("tenures", _("tenures"), more=True),
        Column("note", _("note"), "note"),
    ),
    seek=seek,
    known_by=_("name, and posts where several bear it"),
    narrow=serving,
    more=tenures_of,
    verbs=("accept", "reject", "lock", "same", "different"),
    creates="person",
    takes={"name": "name"},
    hints=("posts",),
)
