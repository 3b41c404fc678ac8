"""Tokens of the API: made with their secret shown once, and revoked; nothing of one is changed afterwards."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import DateTimeField, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import ApiToken
from articles.models.api_token import SCOPES
from articles.store.tokens import make_token, revoke


class TokenForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        label=capfirst(gettext_lazy("scopes")),
        choices=SCOPES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What it is good for."),
    )

    class Meta:
        model = ApiToken
        fields = ("name", "user", "scopes", "expires_at")


@admin.display(description=gettext_lazy("scopes"))
def scopes_of(token: ApiToken) -> str:
    labels = dict(SCOPES)
    return ", ".join(str(labels.get(scope, scope)) for scope in token.scopes)


@admin.action(description=gettext_lazy("Revoke the chosen tokens"), permissions=["change"])
def revoke_tokens(model_admin: Any, request: HttpRequest, chosen: QuerySet[ApiToken]) -> None:
    rows = list(chosen.filter(revoked_at=None))
    for token in rows:
        revoke(token)
    words = ngettext("%(number)s token was revoked.", "%(number)s tokens were revoked.", len(rows)) % {"number": len(rows)}
    messages.success(request, words)


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    list_display: Any = ("name", "user", scopes_of, "created_at", "used_at", "expires_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    actions = (revoke_tokens,)
    form = TokenForm
    # One field with one label, where Django has two without.
    formfield_overrides = {
        DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        }
    }
    show_full_result_count = False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("name", "user", "scopes", "expires_at")}),)
        return ((None, {"fields": ("name", "user", scopes_of, "created_at", "used_at", "expires_at", "revoked_at")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ("name", "user", scopes_of, "created_at", "used_at", "expires_at", "revoked_at")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **(kwargs if obj is None else {**kwargs, "form": forms.ModelForm}))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        """The store makes it; what the form made is given its row."""
        if change:
            return
        token, secret = make_token(obj.name, obj.user, form.cleaned_data["scopes"], obj.expires_at)
        obj.pk, obj.sha256, obj.created_at, obj.scopes = token.pk, token.sha256, token.created_at, token.scopes
        words = _("The token, shown now and never again. Copy it to where the program reads it:")
        messages.warning(request, format_html("{} <code>{}</code>", words, secret))
