"""Meetings and visits: who was there, in protocol order, and what was said."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import isolated, list_address
from articles.admin.looking import linked_words, shown_field
from articles.admin.noun_facts import attendance_table, mention_table, statement_table
from articles.admin.noun_filters import DoubtFilter, MonthFilter, NumberFilter, YearFilter
from articles.admin.noun_form import MeetingForm
from articles.admin.noun_page import NounAdmin
from articles.admin.noun_relations import namesake_table
from articles.admin.roles import may_see_withheld
from articles.models import Meeting
from articles.store import portraits


@admin.register(Meeting)
class MeetingAdmin(NounAdmin):
    list_display = (linked_words(Meeting, "name"), "kind", shown_field(Meeting, "date"), shown_field(Meeting, "place"), "articles_count")
    list_filter = ("kind", YearFilter, MonthFilter, DoubtFilter, NumberFilter)
    form_class = MeetingForm
    correctable = ("name", ("kind", "date"), "place", "note")
    empty_hint = _("No meetings yet. Meetings are read from articles and settled by decisions; they are not typed in here.")

    def summary(self, request: HttpRequest, row: Meeting) -> Sequence[tuple[Any, object]]:
        return [
            (_("public id"), row.key),
            (_("kind"), row.get_kind_display()),
            (_("date"), isolated(row.date)),
            (_("place"), isolated(row.place)),
            (_("articles"), row.articles_count),
            (_("note"), isolated(row.note)),
        ]

    def sections(self, request: HttpRequest, row: Meeting) -> Iterable[Any]:
        withheld = may_see_withheld(request.user)
        attendances = portraits.attendances_of(row, withheld=withheld)
        statements = portraits.statements_of(row, withheld=withheld)
        mine = {"meeting__id__exact": row.pk}
        known = portraits.witnesses_of("attendance", attendances.rows, withheld=withheld)
        yield attendance_table(attendances, known, list_address("attendance", mine), of_meeting=True)
        known = portraits.witnesses_of("statement", statements.rows, withheld=withheld)
        yield statement_table(statements, known, list_address("statement", mine))
        yield namesake_table(request, row, portraits.namesakes_of(row, withheld=withheld))
        yield mention_table(portraits.mentions_of(row, withheld=withheld), list_address("witness", {"kind__exact": "meeting", **mine}))
