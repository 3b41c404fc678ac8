"""Attendances: the list, and one with its witnesses."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import isolated, list_address, row_link
from articles.admin.noun_actions import accept_chosen, reject_chosen
from articles.admin.noun_facts import attendance_table
from articles.admin.noun_filters import NumberFilter
from articles.admin.noun_page import ShowableAdmin
from articles.admin.roles import may_see_withheld
from articles.admin.sheets import WithSheets
from articles.models import Attendance
from articles.store import portraits


@admin.display(description=_("person"), ordering="person__name")
def person_column(attendance: Attendance) -> object:
    return isolated(attendance.person.name)


@admin.display(description=_("meeting"), ordering="meeting__date")
def meeting_column(attendance: Attendance) -> object:
    return isolated(attendance.meeting, 80)


@admin.register(Attendance)
class AttendanceAdmin(WithSheets, ShowableAdmin):
    list_display: Any = (person_column, meeting_column, "role", "order", "inferred", "articles_count", "accepted")
    list_filter = ("role", "accepted", "inferred", NumberFilter)
    search_fields = ("person__name", "meeting__name")
    joined = ("person", "meeting")
    ordering = ("-id",)
    actions = (accept_chosen, reject_chosen)
    empty_hint = _("No attendances yet. Attendances are read from articles and settled by decisions; they are not typed in here.")

    def summary(self, request: HttpRequest, row: Attendance) -> Sequence[tuple[Any, object]]:
        return [
            (_("public id"), row.key),
            (_("person"), row_link(row.person)),
            (_("meeting"), row_link(row.meeting)),
            (_("role"), row.get_role_display()),
            (_("order"), row.order or "-"),
            (_("inferred"), _("yes") if row.inferred else _("no")),
        ]

    def sections(self, request: HttpRequest, row: Attendance) -> Iterable[Any]:
        known = portraits.witnesses_of("attendance", [row], withheld=may_see_withheld(request.user))
        yield attendance_table(portraits.Some((row,), 1), known, list_address("attendance", {"id__exact": row.pk}), of_meeting=False)
