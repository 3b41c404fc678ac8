"""Witnesses: what one article says for one fact. The review queue and the answers beside every fact hang here as well."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import isolated, legible, row_link
from articles.admin.noun_actions import accept_chosen, reject_chosen
from articles.admin.noun_facts import in_language, percent, said
from articles.admin.noun_page import ShowableAdmin
from articles.admin.noun_settle import edit_view, fact_context, settle_view, witness_or_404
from articles.admin.review import review_urls
from articles.admin.review_page import review_address
from articles.admin.review_words import in_words
from articles.admin.roles import may_decide
from articles.models import Witness
from articles.store.showable import with_quotes


@admin.display(description=_("fact"))
def fact_column(witness: Witness) -> str:
    return legible(in_words(witness), 120)


@admin.display(description=_("quote"))
def quote_column(witness: Any) -> object:
    return said(witness).quote


@admin.display(description=_("article"))
def article_column(witness: Any) -> object:
    return isolated(witness.article.title or witness.article.key, 40)


@admin.display(description=_("confidence"), ordering="confidence")
def confidence_column(witness: Witness) -> str:
    return percent(witness.confidence)


@admin.register(Witness)
class WitnessAdmin(ShowableAdmin):
    """The list opens with a filter, from the page of a fact; without one, what waits of them stands in the queue."""

    list_display: Any = (fact_column, quote_column, article_column, confidence_column, "status")
    list_filter = ("kind", "status", "withheld")
    ordering = ("-id",)
    actions = (accept_chosen, reject_chosen)
    change_form_template = "admin/articles/noun/witness.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return with_quotes(super().get_queryset(request))

    def get_urls(self) -> list[Any]:
        guard = self.admin_site.admin_view
        settle = path("settle/", guard(settle_view), name="articles_witness_settle")
        return [*review_urls(guard), settle, *super().get_urls()]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Lists of one fact's or one row's witnesses, to which their pages lead."""
        fact, _dot, rest = lookup.partition("__")
        ours = fact in ("person", "organization", "meeting", "tenure", "attendance", "statement", "article") and rest == "id__exact"
        return ours or super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not request.GET and request.method == "GET" and may_decide(request.user):
            return HttpResponseRedirect(review_address())
        return super().changelist_view(request, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":
            answer = edit_view(request, witness_or_404(request, object_id))
            if answer is not None:
                return answer
            request.method = "GET"
        return super().change_view(request, object_id, form_url, extra_context)

    def summary(self, request: HttpRequest, row: Any) -> Sequence[tuple[Any, object]]:
        return [
            (_("public id"), row.key),
            (_("fact"), in_words(row)),
            (_("quote"), said(row).quote),
            (_("article"), row_link(row.article, row.article.title or row.article.key)),
            (_("confidence"), percent(row.confidence)),
            (_("reason"), in_language(row.why) or "-"),
            (_("status"), row.get_status_display()),
            *((field.verbose_name, row_link(getattr(row, field.name))) for field in LED if getattr(row, f"{field.name}_id")),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        context.update(fact_context(request, kwargs["obj"]))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return ()


LED: Sequence[Any] = [Witness._meta.get_field(name) for name in ("person", "organization", "meeting", "tenure", "attendance", "statement")]
