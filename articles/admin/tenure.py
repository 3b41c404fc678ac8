"""Tenures: the list, and one with all its witnesses."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import inward, isolated, list_address, page_address, row_link
from articles.admin.looking import shown_field
from articles.admin.noun_actions import accept_chosen, reject_chosen
from articles.admin.noun_facts import bounds_of, dates_of, in_language, tenure_table
from articles.admin.noun_filters import MonthFilter, NumberFilter, YearFilter
from articles.admin.noun_page import ShowableAdmin
from articles.admin.noun_relations import timeline_section
from articles.admin.roles import may_see_withheld
from articles.admin.sheets import WithSheets
from articles.models import Tenure
from articles.store import portraits


@admin.display(description=_("post"))
def post_column(tenure: Tenure) -> object:
    return isolated(tenure.post, 80)


@admin.display(description=_("person"), ordering="person__name")
def person_column(tenure: Tenure) -> object:
    return isolated(tenure.person.name)


@admin.register(Tenure)
class TenureAdmin(WithSheets, ShowableAdmin):
    list_display: Any = (
        person_column,
        post_column,
        shown_field(Tenure, "first_seen"),
        shown_field(Tenure, "last_seen"),
        "former_only",
        "articles_count",
        "accepted",
    )
    list_filter = ("accepted", "former_only", NumberFilter, YearFilter, MonthFilter)
    search_fields = ("person__name", "post__title")
    joined = ("person", "post__organization")
    ordering = ("-id",)
    actions = (accept_chosen, reject_chosen)
    empty_hint = _("No tenures yet. Tenures are read from articles and settled by decisions; they are not typed in here.")

    def summary(self, request: HttpRequest, row: Tenure) -> Sequence[tuple[Any, object]]:
        return [
            (_("public id"), row.key),
            (_("person"), row_link(row.person)),
            (_("organization"), row_link(row.post.organization)),
            (_("post"), inward(page_address("post", row.post_id), row.post.title)),
            (_("seen"), dates_of(row)),
            (_("began, ended"), bounds_of(row)),
            (_("reason"), in_language(row.why) or "-"),
            (_("articles"), row.articles_count),
        ]

    def sections(self, request: HttpRequest, row: Tenure) -> Iterable[Any]:
        yield timeline_section([row], "post")
        known = portraits.witnesses_of("tenure", [row], withheld=may_see_withheld(request.user))
        yield tenure_table(portraits.Some((row,), 1), known, ("person", "body", "post"), list_address("tenure", {"id__exact": row.pk}))
