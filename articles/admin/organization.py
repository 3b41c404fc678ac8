"""Bodies: who sat where in them, when; what they are part of and came from."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.labels import body_kind_in_words
from articles.admin.legible import isolated, legible, list_address, row_link
from articles.admin.looking import linked_words, shown_field
from articles.admin.noun_facts import mention_table, tenure_table
from articles.admin.noun_filters import DoubtFilter, NumberFilter, PlaceFilter
from articles.admin.noun_form import OrganizationForm
from articles.admin.noun_page import NounAdmin
from articles.admin.noun_relations import family_table, namesake_table, roster_section, timeline_section
from articles.admin.roles import may_see_withheld
from articles.models import Organization
from articles.store import portraits


@admin.display(description=_("kind"), ordering="kind")
def kind_column(row: Organization) -> object:
    return isolated(body_kind_in_words(row.kind))


@admin.register(Organization)
class OrganizationAdmin(NounAdmin):
    list_display: Any = (
        linked_words(Organization, "name"),
        kind_column,
        "level",
        shown_field(Organization, "place_code"),
        "articles_count",
    )
    list_filter = (DoubtFilter, "level", PlaceFilter, NumberFilter)
    form_class = OrganizationForm
    correctable = ("name", "other_names", ("kind", "level"), ("place_code", "begun", "ended"), "note")
    joined = ("parent",)
    empty_hint = _("No organizations yet. Organizations are read from articles and settled by decisions; they are not typed in here.")

    def summary(self, request: HttpRequest, row: Organization) -> Sequence[tuple[Any, object]]:
        return [
            (_("public id"), row.key),
            (_("other names"), isolated("、".join(map(str, row.other_names)))),
            (_("kind"), isolated(body_kind_in_words(row.kind))),
            (_("level"), row.get_level_display() or "-"),
            (_("division code"), isolated(row.place_code)),
            (_("parent"), row_link(row.parent)),
            (_("begun, ended"), isolated(f"{row.begun or '…'} – {row.ended or '…'}" if row.begun or row.ended else "")),
            (_("articles"), row.articles_count),
            (_("note"), isolated(row.note)),
        ]

    def sections(self, request: HttpRequest, row: Organization) -> Iterable[Any]:
        withheld = may_see_withheld(request.user)
        tenures = portraits.tenures_of(row, withheld=withheld)
        yield roster_section(row, legible(request.GET.get("on", ""), 10), withheld=withheld)
        yield timeline_section(tenures.rows, "person and post")
        known = portraits.witnesses_of("tenure", tenures.rows, withheld=withheld)
        yield tenure_table(tenures, known, ("person", "post"), list_address("tenure", {"post__organization__id__exact": row.pk}))
        yield family_table(portraits.family_of(row, withheld=withheld))
        yield namesake_table(request, row, portraits.namesakes_of(row, withheld=withheld))
        all_of_them = list_address("witness", {"kind__exact": "organization", "organization__id__exact": row.pk})
        yield mention_table(portraits.mentions_of(row, withheld=withheld), all_of_them)
