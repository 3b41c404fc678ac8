"""Statements: the list, and one with its witnesses."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import isolated, list_address, row_link
from articles.admin.looking import linked_words, shown_field
from articles.admin.noun_actions import accept_chosen, reject_chosen
from articles.admin.noun_facts import statement_table
from articles.admin.noun_filters import NumberFilter
from articles.admin.noun_page import ShowableAdmin
from articles.admin.roles import may_see_withheld
from articles.models import Statement
from articles.store import portraits


@admin.register(Statement)
class StatementAdmin(ShowableAdmin):
    list_display = (
        linked_words(Statement, "text", 60),
        shown_field(Statement, "speaker"),
        shown_field(Statement, "verb"),
        "quoted",
        "articles_count",
        "accepted",
    )
    list_filter = ("accepted", "quoted", NumberFilter)
    search_fields = ("speaker", "text")
    joined = ("person", "meeting")
    ordering = ("-id",)
    actions = (accept_chosen, reject_chosen)
    empty_hint = _("No statements yet. Statements are read from articles and settled by decisions; they are not typed in here.")

    def summary(self, request: HttpRequest, row: Statement) -> Sequence[tuple[Any, object]]:
        return [
            (_("public id"), row.key),
            (_("speaker"), row_link(row.person) if row.person is not None else isolated(row.speaker)),
            (_("words"), isolated(row.text)),
            (_("topics"), isolated("、".join(map(str, row.topics)))),
            (_("meeting"), row_link(row.meeting)),
        ]

    def sections(self, request: HttpRequest, row: Statement) -> Iterable[Any]:
        known = portraits.witnesses_of("statement", [row], withheld=may_see_withheld(request.user))
        yield statement_table(portraits.Some((row,), 1), known, list_address("statement", {"id__exact": row.pk}))
