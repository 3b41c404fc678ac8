"""The sheet of attendances: a person at a meeting. A correction is made in the word of every article that says so."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Attendance
from articles.models.attendance import ROLES
from articles.store.sheets.columns import Column, Kind, Unfit, as_flag, as_share, in_date

ROLE = Column("role", _("role"), "role", choices=tuple(ROLES), needed=True)


def seek(cells: Mapping[str, str]) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(person__name=cells.get("person", "").strip(), meeting__name=cells.get("meeting", "").strip())
    told = {"person__key": cells.get("person_key", "").strip(), "meeting__key": cells.get("meeting_key", "").strip()}
    try:
        told["meeting__date"] = in_date(cells["meeting_date"]) if cells.get("meeting_date", "").strip() else ""
        told["role"] = ROLE.value(cells["role"]) if cells.get("role", "").strip() else ""
    except Unfit:
        return rows.none()
    return rows.filter(**{lookup: text for lookup, text in told.items() if text})


ATTENDANCES = Kind(
    noun="attendance",
    model=Attendance,
    columns=(
        Column("person", _("person"), path="person.name"),
        Column("person_key", _("public id of the person"), path="person.key"),
        Column("meeting", _("meeting"), path="meeting.name"),
        Column("meeting_key", _("public id of the meeting"), path="meeting.key"),
        Column("meeting_date", _("date"), path="meeting.date"),
        ROLE,
        Column("order", _("order")),
        Column("inferred", _("inferred"), words=as_flag),
        Column("articles_count", _("articles")),
        Column("confidence", _("confidence"), words=as_share),
        Column("accepted", _("accepted"), words=as_flag),
    ),
    seek=seek,
    known_by=_("person, meeting and role"),
    rows=lambda rows: rows.select_related("person", "meeting"),
    verbs=("accept", "reject"),
    creates="attendance",
    takes={"person": "person", "meeting": "meeting", "role": "role"},
    on_words=True,
)
