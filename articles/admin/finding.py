"""Findings: what the program noticed and people should look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.looking import LookingAdmin
from articles.admin.noun_facts import in_language
from articles.admin.roles import may_see_withheld
from articles.models import Finding
from articles.store.showable import showable_findings


@admin.display(description=_("reason"))
def reason_column(finding: Finding) -> str:
    return in_language(finding.why) or "-"


@admin.display(description=_("score"), ordering="score")
def score_column(finding: Finding) -> str:
    return f"{finding.score:.2f}"


@admin.register(Finding)
class FindingAdmin(LookingAdmin):
    """Findings are answered in the review queue, and where they are about two rows on the pages of these."""

    list_display = ("kind", reason_column, score_column)
    list_display_links = None
    list_filter = ("kind",)
    ordering = ("kind", "-score", "key")
    empty_hint = _("Nothing was noticed that people should look at.")

    def get_queryset(self, request: HttpRequest) -> Any:
        return showable_findings(super().get_queryset(request), withheld=may_see_withheld(request.user))

    def get_urls(self) -> list[Any]:
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") == "articles_finding_changelist"]
