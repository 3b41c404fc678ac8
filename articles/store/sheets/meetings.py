"""The sheet of meetings and visits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Attendance, Meeting
from articles.store.sheets.columns import Column, Kind, More, Unfit, as_lines, in_date
from articles.store.showable import showable

TOLD = 30
"""People of one meeting whom a cell names."""


def people_at(rows: Sequence[Any], withheld: bool) -> More:
    found: dict[int, list[str]] = defaultdict(list)
    attendances = showable(Attendance.objects.filter(meeting__in=[row.pk for row in rows]), withheld=withheld)
    for attendance in attendances.select_related("person").order_by("order", "key"):
        found[attendance.meeting_id].append(attendance.person.name)
    return {row.pk: {"people": list(dict.fromkeys(found[row.pk]))[:TOLD], "attendances": len(found[row.pk])} for row in rows}


def seek(cells: Mapping[str, str]) -> QuerySet[Meeting]:
    return Meeting.objects.filter(name=cells.get("name", "").strip())


def held_then(rows: Sequence[Meeting], cells: Mapping[str, str]) -> Sequence[Meeting]:
    try:
        date = in_date(cells["date"]) if cells.get("date", "").strip() else ""
    except Unfit:
        return rows
    place = cells.get("place", "").strip()
    return [row for row in rows if (not date or row.date == date) and (not place or row.place == place)]


MEETINGS = Kind(
    noun="meeting",
    model=Meeting,
    columns=(
        Column("name", _("name"), "name", needed=True),
        Column("kind", _("kind"), "kind", choices=tuple(Meeting.Kind.choices), needed=True),
        Column("date", _("date"), "date", meant=in_date),
        Column("place", _("place"), "place"),
        Column("people", _("people"), words=as_lines, more=True),
        Column("attendances", _("attendances"), more=True),
        Column("articles_count", _("articles")),
        Column("note", _("note"), "note"),
    ),
    seek=seek,
    known_by=_("name, and date or place where several bear it"),
    narrow=held_then,
    more=people_at,
    verbs=("accept", "reject", "lock", "same", "different"),
    creates="meeting",
    takes={"name": "name", "kind": "kind", "date": "date", "place": "place"},
    hints=("place",),
)
