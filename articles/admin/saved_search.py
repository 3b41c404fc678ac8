"""Saved searches: everybody keeps their own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models import SavedSearch
from articles.search.problems import QueryProblem
from articles.store.watching import check, new_token, save


class SavedSearchForm(forms.ModelForm):
    renew = forms.BooleanField(
        label=capfirst(_("new secret")),
        required=False,
        help_text=_("Give the feed another address: whoever knows the old one reads it no longer."),
    )

    class Meta:
        model = SavedSearch
        fields = ("name", "kind", "query", "by_mail")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        try:
            check(SavedSearch(kind=values.get("kind", ""), query=values.get("query", "")))
        except QueryProblem as problem:
            raise ValidationError({"query": str(problem)}) from problem
        return values


@admin.display(description=_("paused"), boolean=True)
def paused_column(search: SavedSearch) -> bool:
    return bool(search.paused)


@admin.register(SavedSearch)
class SavedSearchAdmin(admin.ModelAdmin):
    form = SavedSearchForm
    list_display = ("name", "kind", "query", "by_mail", "told_at", paused_column)
    list_filter = ("kind",)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("name", "query")
    readonly_fields = ("feed", "told_at", "paused")
    fields = ("name", "kind", "query", "by_mail", "feed", "renew", "told_at", "paused")

    @admin.display(description=_("feed"))
    def feed(self, search: SavedSearch) -> str:
        if search.pk is None:
            return "-"
        address = reverse("feeds:search", args=[search.token])
        return format_html('<a href="{}">{}</a>', address, address)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(user_id=request.user.pk)

    def save_model(self, request: HttpRequest, obj: SavedSearch, form: Any, change: bool) -> None:
        if not change:
            obj.user_id = int(request.user.pk or 0)
        if form.cleaned_data.get("renew"):
            obj.token = new_token()
        save(obj)
