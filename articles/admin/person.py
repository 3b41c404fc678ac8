"""Persons: who held which post when, was where, said what; and who may be one with whom."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import isolated, list_address
from articles.admin.looking import linked_words, shown_field
from articles.admin.noun_facts import attendance_table, mention_table, statement_table, tenure_table
from articles.admin.noun_filters import DoubtFilter, MonthFilter, NumberFilter, YearFilter
from articles.admin.noun_form import PersonForm
from articles.admin.noun_page import NounAdmin
from articles.admin.noun_relations import colleague_table, met_table, namesake_table, timeline_section, topic_section
from articles.admin.roles import may_see_withheld
from articles.models import Person
from articles.store import portraits


@admin.register(Person)
class PersonAdmin(NounAdmin):
    list_display = (
        linked_words(Person, "name"),
        shown_field(Person, "other_names", words="、".join),
        "articles_count",
        shown_field(Person, "first_seen"),
        shown_field(Person, "last_seen"),
    )
    list_filter = (DoubtFilter, NumberFilter, YearFilter, MonthFilter)
    form_class = PersonForm
    correctable = ("name", "other_names", "note")
    empty_hint = _("No persons yet. Persons are read from articles and settled by decisions; they are not typed in here.")

    def summary(self, request: HttpRequest, row: Person) -> Sequence[tuple[Any, object]]:
        return [
            (_("public id"), row.key),
            (_("other names"), isolated("、".join(map(str, row.other_names)))),
            (_("seen"), isolated(" – ".join(dict.fromkeys(date for date in (row.first_seen, row.last_seen) if date)))),
            (_("articles"), row.articles_count),
            (_("note"), isolated(row.note)),
        ]

    def sections(self, request: HttpRequest, row: Person) -> Iterable[Any]:
        withheld = may_see_withheld(request.user)
        tenures = portraits.tenures_of(row, withheld=withheld)
        attendances = portraits.attendances_of(row, withheld=withheld)
        statements = portraits.statements_of(row, withheld=withheld)
        mine = {"person__id__exact": row.pk}
        yield timeline_section(tenures.rows, "post")
        known = portraits.witnesses_of("tenure", tenures.rows, withheld=withheld)
        yield tenure_table(tenures, known, ("body", "post"), list_address("tenure", mine))
        known = portraits.witnesses_of("attendance", attendances.rows, withheld=withheld)
        yield attendance_table(attendances, known, list_address("attendance", mine), of_meeting=False)
        yield topic_section(portraits.topics_of(row, withheld=withheld))
        known = portraits.witnesses_of("statement", statements.rows, withheld=withheld)
        yield statement_table(statements, known, list_address("statement", mine))
        yield namesake_table(request, row, portraits.namesakes_of(row, withheld=withheld))
        yield met_table(portraits.met_most(row, withheld=withheld))
        yield colleague_table(portraits.colleagues_of(row, withheld=withheld))
        yield mention_table(portraits.mentions_of(row, withheld=withheld), list_address("witness", {"kind__exact": "person", **mine}))
