"""Decisions: who settled what, when and why; one, or a batch of them, is withdrawn here."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from articles.admin.legible import isolated, legible, list_address, page_address
from articles.admin.looking import LookingAdmin, minute
from articles.admin.merging import preview
from articles.admin.noun_actions import refusal
from articles.admin.noun_addresses import undo_address, way_back
from articles.admin.noun_filters import ByFilter, WhenFilter
from articles.admin.noun_page import ShowableAdmin
from articles.admin.roles import may_decide, may_see_withheld
from articles.admin.sheets import WithSheets
from articles.models import Decision, Meeting, Organization, Person
from articles.store.deciding import undo, undo_batch
from articles.store.editing import new_batch
from articles.store.histories import words_of
from articles.store.narrowing import undone_in, who_decided
from articles.store.rehearsing import rehearse
from articles.store.showable import showable_decisions
from articles.store.targets import CannotDecide

JUDGED = {"person": Person, "organization": Organization, "meeting": Meeting}
SHOWN = 50


def in_words(decisions: Sequence[Decision]) -> dict[int, str]:
    """What each says, in the language of the page."""
    chinese = (get_language() or "zh").startswith("zh")
    return {pk: legible(zh if chinese else en, 200) for pk, (zh, en) in words_of(decisions).items()}


class ToldList(ChangeList):
    """The decisions of a page with their words, which may need what they withdraw: loaded for all of them at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        words = in_words(self.result_list)
        for decision in self.result_list:
            decision.told = words[decision.pk]


@admin.display(description=gettext_lazy("decision"))
def words_column(decision: Any) -> str:
    return str(decision.told) if hasattr(decision, "told") else in_words([decision])[decision.pk]


@admin.display(description=gettext_lazy("when"), ordering="at")
def at_column(decision: Decision) -> str:
    return minute(decision.at)


@admin.display(description=gettext_lazy("by"), ordering="by")
def by_column(decision: Decision) -> object:
    return isolated(decision.by)


@admin.display(description=gettext_lazy("why"))
def why_column(decision: Decision) -> object:
    return isolated(decision.why, 60)


@admin.display(description=gettext_lazy("batch"), ordering="batch")
def batch_column(decision: Decision) -> object:
    if not decision.batch:
        return "-"
    return format_html('<a href="{}">{}</a>', list_address("decision", {"batch__exact": decision.batch}), isolated(decision.batch, 24))


@admin.display(description=gettext_lazy("undo"))
def undo_column(decision: Decision) -> object:
    if not decision.standing:
        return _("withdrawn")
    one = format_html('<a href="{}">{}</a>', reverse("admin:articles_decision_undo", args=[decision.pk]), _("Undo"))
    if not decision.batch or decision.kind == "undo":
        return one
    return format_html('{} · <a href="{}">{}</a>', one, undo_address(decision.batch), _("Undo the batch"))


@admin.register(Decision)
class DecisionAdmin(WithSheets, LookingAdmin):
    list_display: Any = (words_column, "kind", by_column, at_column, why_column, batch_column, undo_column)
    list_filter = ("kind", ByFilter, WhenFilter, "standing")
    search_fields = ("by", "why", "batch")
    change_form_template = "admin/articles/noun/decision.html"
    empty_hint = gettext_lazy("Nobody has decided anything yet.")
    action_checkbox = ShowableAdmin.action_checkbox

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        rows = super().get_queryset(request)
        return showable_decisions(rows, withheld=may_see_withheld(request.user), by=request.user.get_username())

    def get_list_display(self, request: HttpRequest) -> Any:
        return self.list_display if may_decide(request.user) else (*self.list_display[:-1], "standing")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ToldList

    def who_decided(self) -> list[str]:
        return who_decided()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return ((None, {"fields": (words_column, by_column, at_column, why_column, batch_column, "standing")}),)

    def get_urls(self) -> list[Any]:
        guard = self.admin_site.admin_view
        ours = [
            path("undo-batch/", guard(self.undo_batch_view), name="articles_decision_undo_batch"),
            path("<int:number>/undo/", guard(self.undo_view), name="articles_decision_undo"),
        ]
        return [*ours, *super().get_urls()]

    def page_context(self, row: Any) -> dict[str, Any]:
        return super().page_context(row) | {"undo_address": reverse("admin:articles_decision_undo", args=[row.pk])}

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A decision is its own history."""
        return HttpResponseRedirect(page_address("decision", object_id))

    def undo_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """GET: what comes back. POST: it is withdrawn."""
        if not may_decide(request.user):
            raise PermissionDenied
        decision = self.get_queryset(request).filter(pk=number).first()
        if decision is None:
            raise Http404
        back = way_back(request, reverse("admin:articles_decision_changelist"))
        by = request.user.get_username()
        if request.method == "POST":
            batch = new_batch("undo")
            try:
                undone = undo(decision, by=by, why=str(request.POST.get("why") or "")[:500], batch=batch)
            except CannotDecide as error:
                refusal(request, error)
            else:
                again = reverse("admin:articles_decision_undo", args=[undone.pk])
                messages.success(request, format_html('{} <a href="{}">{}</a>', _("Withdrawn."), again, _("Bring it back")))
            return HttpResponseRedirect(back)
        return self.ask(request, [decision], self.what_comes_back(request, decision), back)

    def what_comes_back(self, request: HttpRequest, decision: Decision) -> Any:
        """The rows that a judgement joined or parted, as they are and as they would be; None for other decisions."""
        kind = decision.sides[0][0]["kind"] if decision.sides and decision.sides[0] else ""
        if decision.kind not in ("same", "different") or kind not in JUDGED or not decision.standing:
            return None
        keys = [target["key"] for side in decision.sides for target in side]
        by = request.user.get_username()
        found = rehearse(kind, keys, lambda: undo(decision, by=by), withheld=may_see_withheld(request.user))
        return preview(self.admin_site.get_model_admin(JUDGED[kind]), found)

    def undo_batch_view(self, request: HttpRequest) -> HttpResponse:
        """GET `batch`: what it holds. POST: all of it that stands is withdrawn, the last first."""
        if not may_decide(request.user):
            raise PermissionDenied
        batch = str(request.POST.get("batch") or request.GET.get("batch") or "")
        rows = self.get_queryset(request).filter(batch=batch, standing=True).exclude(kind="undo") if batch else Decision.objects.none()
        if request.method == "POST":
            try:
                made = undo_batch(batch, by=request.user.get_username(), why=str(request.POST.get("why") or "")[:500])
            except CannotDecide as error:
                refusal(request, error)
            else:
                listed = list_address("decision", {"batch__exact": made[0].batch})
                words = ngettext("%(number)s decision was withdrawn.", "%(number)s decisions were withdrawn.", len(made)) % {
                    "number": len(made)
                }
                messages.success(request, format_html('{} <a href="{}">{}</a>', words, listed, _("Look at them")))
            return HttpResponseRedirect(way_back(request, list_address("decision", {"batch__exact": batch})))
        number, standing = undone_in(batch) if batch else (0, 0)
        context = {"batch": legible(batch), "batch_address": undo_address(batch), "made": number, "standing": standing}
        chosen = list(rows[:SHOWN])
        rehearsal = self.what_comes_back(request, chosen[0]) if len(chosen) == 1 else None
        return self.ask(request, chosen, rehearsal, way_back(request, ""), **context)

    def ask(self, request: HttpRequest, decisions: list[Decision], rehearsal: Any, back: str, **context: Any) -> HttpResponse:
        words = in_words(decisions)
        told = [(words[decision.pk], legible(decision.by), minute(decision.at)) for decision in decisions]
        context |= {"told": told, "preview": rehearsal, "next": back, "opts": self.opts, "decision": decisions[0] if decisions else None}
        context |= {**self.admin_site.each_context(request), "title": _("Undo"), "leave": reverse("admin:articles_decision_changelist")}
        return TemplateResponse(request, "admin/articles/noun/undo.html", context)
