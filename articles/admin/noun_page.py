"""What the pages of persons, bodies, meetings and posts have in common: facts with their witnesses, corrections as decisions, history."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.autocomplete import choose_view
from articles.admin.legible import legible
from articles.admin.looking import LookingAdmin
from articles.admin.merging import merge_view, merge_with_view, separate_view, split_view
from articles.admin.noun_actions import accept_chosen, lock_chosen, merge_chosen, reject_chosen
from articles.admin.noun_addresses import key_address, with_undo
from articles.admin.noun_facts import in_language
from articles.admin.noun_history import history_context
from articles.admin.roles import may_decide, may_see_withheld, may_withhold
from articles.admin.sheets import WithSheets
from articles.store.choosing import named_like
from articles.store.editing import EditConflict, edit_row
from articles.store.looking_up import look_up
from articles.store.showable import showable
from articles.store.targets import CannotDecide


class ShowableAdmin(LookingAdmin):
    """A noun of which those who may not see what is withheld see the rest; its page has sections, and its history is that of decisions."""

    change_form_template = "admin/articles/noun/change_form.html"
    change_list_template = "admin/articles/noun/change_list.html"
    object_history_template = "admin/articles/noun/history.html"
    page_hint = gettext_lazy("Facts with the articles that say so. What you decide here stands beside what was read, and can be undone.")
    actions: Any = ()
    joined: tuple[str, ...] = ()

    class Media:
        css = {"all": ["articles/nouns.css"]}

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return may_decide(request.user)

    @admin.display(description=SafeString('<input type="checkbox" id="action-toggle">'))
    def action_checkbox(self, obj: Any) -> SafeString:
        """Django's, but that the row's name is made legible."""
        label = _("Choose %(name)s") % {"name": legible(obj, 80)}
        form = '<input type="checkbox" name="{}" value="{}" aria-label="{}" class="action-select">'
        return format_html(form, ACTION_CHECKBOX_NAME, obj.pk, label)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return showable(rows.select_related(*self.joined) if self.joined else rows, withheld=may_see_withheld(request.user))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nothing is a field of a form here, unless people may correct it: what is known stands in the summary and the sections."""
        return ()

    def sections(self, request: HttpRequest, row: Any) -> Iterable[Any]:
        """The parts of the row's page, each with `title`, `anchor` and `template`."""
        return ()

    def summary(self, request: HttpRequest, row: Any) -> Sequence[tuple[Any, object]]:
        """What is known of the row in a word each: label and words fit to be shown."""
        return ()

    def get_urls(self) -> list[Any]:
        noun = self.opts.model_name
        by_key = path("by-key/<str:key>/", self.admin_site.admin_view(self.by_key_view), name=f"articles_{noun}_by_key")
        return [by_key, *super().get_urls()]

    def by_key_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """From any id the row was ever known by to its page, saying why the id is not its own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        noun = str(self.opts.model_name)
        found = look_up(noun, key)
        if found is None or not self.get_queryset(request).filter(pk=found.row.pk).exists():
            raise Http404(_("No %(noun)s is known by the id %(key)s.") % {"noun": self.opts.verbose_name, "key": legible(key, 40)})
        if found.why:
            words = {"key": legible(key, 40), "why": in_language(found.why)}
            messages.info(request, _("You asked for %(key)s. %(why)s") % words)
        return HttpResponseRedirect(reverse(f"admin:articles_{noun}_change", args=[found.row.pk]))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), **history_context(request, row), "opts": self.opts, "object": row}
        context |= {"title": _("History: %(name)s") % {"name": legible(row, 80)}, "legible_name": legible(row, 80), **(extra_context or {})}
        return TemplateResponse(request, self.object_history_template or "", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False, form_url: str = "", obj: Any = None
    ) -> HttpResponse:
        context.update(
            sections=list(self.sections(request, obj)),
            summary=list(self.summary(request, obj)),
            may_decide=may_decide(request.user),
            may_withhold=may_withhold(request.user),
            here=request.path if not hasattr(obj, "key") else key_address(str(self.opts.model_name), obj.key),
            settle_address=reverse("admin:articles_witness_settle"),
        )
        return super().render_change_form(request, context, add, change, form_url, obj)


class NounAdmin(WithSheets, ShowableAdmin):
    """Persons, bodies, meetings: what people may correct, merge and take apart."""

    form_class: Any = None
    correctable: tuple[Any, ...] = ()
    actions = (merge_chosen, lock_chosen, accept_chosen, reject_chosen)
    search_fields = ("name",)
    search_help_text = gettext_lazy("Characters of the name, or the beginning of its pinyin or initials (xcqw for 相城区委).")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_decide(request.user) and self.has_view_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if not self.has_change_permission(request, obj):
            return ()
        return ((gettext_lazy("Correct this entry"), {"fields": (*self.correctable, "why", "seen")}),)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change=change, form=self.form_class, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        return named_like(queryset, search_term), False

    def get_urls(self) -> list[Any]:
        noun = self.opts.model_name
        views = (
            ("choose/", choose_view, "choose", self.has_view_permission),
            ("merge/", merge_view, "merge", None),
            ("merge-with/<str:key>/", merge_with_view, "merge_with", None),
            ("split/<str:key>/", split_view, "split", None),
            ("separate/", separate_view, "separate", None),
        )
        ours = [path(route, self.guarded(view, allowed), name=f"articles_{noun}_{name}") for route, view, name, allowed in views]
        return [*ours, *super().get_urls()]

    def guarded(self, view: Any, allowed: Any) -> Any:
        """The view for those who may decide, or `allowed`; it is given this noun's admin first."""

        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_view_permission(request) or not (allowed(request) if allowed else may_decide(request.user)):
                raise PermissionDenied
            answer: HttpResponse = view(self, request, *args, **kwargs)
            return answer

        return self.admin_site.admin_view(inside)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Decide what the form changes: the row follows."""
        by, lock = request.user.get_username(), "_lock" in request.POST
        why = str(form.cleaned_data.get("why") or "")
        try:
            decisions, batch = edit_row(obj, form.seen_then, form.wanted, by=by, why=why, lock=lock)
        except EditConflict as error:
            names = ", ".join(conflict.name for conflict in error.conflicts)
            messages.error(request, _("Not saved: %(names)s was changed meanwhile. Look at it again.") % {"names": names})
        except CannotDecide as error:
            messages.error(request, _("Not saved: %(reason)s") % {"reason": legible(error)})
        else:
            if decisions:
                words = _("Saved as a decision.") if not lock else _("Saved and locked: later articles change nothing of it.")
                messages.success(request, with_undo(words, batch))
            else:
                messages.info(request, _("Nothing was changed, so nothing was decided."))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """There is nothing beside the decision to write."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The decisions are the log."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return HttpResponseRedirect(key_address(str(self.opts.model_name), obj.key))
