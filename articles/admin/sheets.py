"""Spreadsheets at the lists: out, as the list is narrowed down or rows are chosen; and in: looked at first, then decided as one batch."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from import_export.admin import ExportMixin

from articles.admin.legible import isolated, legible, list_address
from articles.admin.noun_actions import refusal
from articles.admin.noun_addresses import key_address
from articles.admin.roles import may_decide, may_see_withheld
from articles.models import Sheet
from articles.store.sheets.columns import ACTIONS, KEY, SEEN, Column
from articles.store.sheets.decisions import COLUMNS, decision_rows
from articles.store.sheets.kinds import KINDS
from articles.store.sheets.plan import MOST_DECISIONS, Line, Plan
from articles.store.sheets.tables import MOST_ROWS, Unreadable
from articles.store.sheets.taking_in import DECISIONS, Overtaken, decide, failed_rows, largest, plan_of, take_back, take_in
from articles.store.sheets.writing import FORMATS, TooLarge, heading, sheet_rows, write_sheet
from articles.store.targets import CannotDecide

A_PAGE = 100
"""Lines of each sort on a page of the preview."""
LONGEST = 300


@admin.action(description=gettext_lazy("Export the chosen as CSV"), permissions=["view"])
def export_csv(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase:
    answer: HttpResponseBase = modeladmin.sheet_of(request, queryset, "csv")
    return answer


@admin.action(description=gettext_lazy("Export the chosen as XLSX"), permissions=["view"])
def export_xlsx(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase:
    answer: HttpResponseBase = modeladmin.sheet_of(request, queryset, "xlsx")
    return answer


class WithSheets(admin.ModelAdmin):
    """A list that goes out as a sheet, and comes in again."""

    def get_actions(self, request: HttpRequest) -> Any:
        found: dict[str, Any] = dict(super().get_actions(request))
        ours: tuple[Any, ...] = (export_csv, export_xlsx)
        for action in ours:
            if self.has_view_permission(request) and "_popup" not in request.GET:
                found[action.__name__] = (action, action.__name__, action.short_description)
        return found

    def get_urls(self) -> list[Any]:
        views = (
            ("export/<str:form>/", self.export_view, "export"),
            ("import/", self.upload_view, "import"),
            ("import/<str:sheet>/", self.sheet_view, "import_sheet"),
            ("import/<str:sheet>/failed/", self.failed_view, "import_failed"),
            ("import/<str:sheet>/undo/", self.take_back_view, "import_undo"),
        )
        noun = self.opts.model_name
        ours = [path(route, self.admin_site.admin_view(view), name=f"articles_{noun}_{name}") for route, view, name in views]
        return [*ours, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        exports = [(form.upper(), self.sheet_address("export", form) + asked) for form in FORMATS]
        upload = self.sheet_address("import") if may_decide(request.user) else ""
        return super().changelist_view(request, {"sheet_exports": exports, "sheet_import": upload, **(extra_context or {})})

    def sheet_address(self, view: str, *args: str) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_{view}", args=args)

    def export_view(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """All rows of the list, as it is narrowed down and searched."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if form not in FORMATS:
            raise Http404
        try:
            rows = ExportMixin.get_export_queryset(self, request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{list_address(str(self.opts.model_name), {})}e=1")
        return self.sheet_of(request, rows, form)

    def sheet_of(self, request: HttpRequest, rows: QuerySet[Any], form: str) -> HttpResponseBase:
        noun, withheld = str(self.opts.model_name), may_see_withheld(request.user)
        if noun == DECISIONS:
            head = [str(column.label) for column in COLUMNS]
            cells = decision_rows(rows, withheld=withheld, by=request.user.get_username())
        else:
            head, cells = heading(KINDS[noun]), sheet_rows(KINDS[noun], rows, withheld=withheld)
        try:
            file = write_sheet(form, noun, head, cells, total=rows.count())
        except TooLarge as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(list_address(noun, {}))
        name = f"{noun}-{timezone.localdate().isoformat()}.{form}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS[form]().get_content_type())

    def may_bring_in(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request) or not may_decide(request.user):
            raise PermissionDenied

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """GET: what a sheet may hold. POST `sheet`: a file, kept to be looked at."""
        self.may_bring_in(request)
        noun = str(self.opts.model_name)
        file = request.FILES.get("sheet")
        wrong = ""
        if request.method == "POST":
            try:
                sheet = taken(noun, file, request.user.get_username())
                return HttpResponseRedirect(self.sheet_address("import_sheet", sheet.key))
            except Unreadable as error:
                wrong = legible(error, LONGEST)
        limits = {"most_rows": MOST_ROWS, "most_decisions": MOST_DECISIONS, "megabytes": largest() >> 20}
        return self.sheet_page(request, "upload", _("Import a sheet"), columns=explained(noun), wrong=wrong, **limits)

    def sheet_or_404(self, request: HttpRequest, key: str) -> Sheet:
        """A sheet of this noun that the user brought in."""
        self.may_bring_in(request)
        sheet = Sheet.objects.of(request.user.get_username()).filter(key=key, noun=self.opts.model_name).first()
        if sheet is None:
            raise Http404
        return sheet

    def sheet_view(self, request: HttpRequest, sheet: str) -> HttpResponse:
        """GET: what the sheet would do, or did. POST `fingerprint`, `why`: it is done."""
        kept, withheld = self.sheet_or_404(request, sheet), may_see_withheld(request.user)
        if request.method == "POST":
            self.carry_out(request, kept, withheld=withheld)
            return HttpResponseRedirect(request.path)
        if kept.state != Sheet.State.WAITING:
            made = list_address("decision", {"batch__exact": kept.batch}) if kept.noun != DECISIONS else ""
            outcome = {**kept.outcome, "decisions": len(kept.outcome["decisions"])}
            failed = [(number, isolated(reason, LONGEST)) for number, reason in kept.outcome["failed"][:A_PAGE]]
            words = {"outcome": outcome, "failed": failed, "made": made, "sheet": kept, "undone": kept.state == Sheet.State.UNDONE}
            return self.sheet_page(request, "done", _("Import: %(name)s") % {"name": legible(kept.name, 80)}, **words)
        plan = plan_of(kept, withheld=withheld)
        context = self.preview_of(plan, request) | {"sheet": kept, "plan": plan}
        return self.sheet_page(request, "preview", _("Import: %(name)s") % {"name": legible(kept.name, 80)}, **context)

    def carry_out(self, request: HttpRequest, sheet: Sheet, *, withheld: bool) -> None:
        why = str(request.POST.get("why") or "")[:500]
        try:
            done = decide(sheet, str(request.POST.get("fingerprint") or ""), why=why, withheld=withheld)
        except Overtaken:
            messages.warning(request, _("Nothing was decided: what the sheet would do has changed since you looked. Look at it again."))
        except (CannotDecide, Unreadable) as error:
            refusal(request, error)
        else:
            number = len(done.outcome["decisions"])
            words = ngettext("%(number)s decision was made.", "%(number)s decisions were made.", number) % {"number": number}
            messages.success(request, words)

    def preview_of(self, plan: Plan, request: HttpRequest) -> dict[str, Any]:
        labels = {column.name: column.label for column in columns_of(str(self.opts.model_name))}
        changed = Paginator(plan.changed, A_PAGE).get_page(request.GET.get("p"))
        failed = Paginator(plan.failed, A_PAGE).get_page(request.GET.get("f"))
        return {
            "changed": changed,
            "changed_lines": [self.line_shown(line, labels) for line in changed],
            "failed": failed,
            "failed_lines": [(line.number, isolated(line.name, 80), isolated(line.reason, LONGEST)) for line in failed],
            "left": [(labels[name], number) for name, number in sorted(plan.left.items())],
            "strange": [legible(words, 40) for words in plan.strange[:20]],
        }

    def line_shown(self, line: Line, labels: Mapping[str, Any]) -> dict[str, Any]:
        noun = str(self.opts.model_name)
        return {
            "number": line.number,
            "name": isolated(line.name, 80),
            "address": key_address(noun, line.key) if line.key and noun != DECISIONS else "",
            "changes": [(labels[one.column], isolated(one.old, LONGEST), isolated(one.new, LONGEST)) for one in line.changes],
            "deed": isolated(line.deed, 80) if line.deed else "",
            "words": len(line.wanted),
            "why": isolated(line.wanted[0].why, 120) if line.wanted and line.wanted[0].why else "",
        }

    def failed_view(self, request: HttpRequest, sheet: str) -> HttpResponseBase:
        """The rows that failed, each with the reason, as a CSV to be corrected and brought in again."""
        kept = self.sheet_or_404(request, sheet)
        head, rows = failed_rows(kept, withheld=may_see_withheld(request.user))
        name = f"{kept.noun}-failed-{timezone.localdate().isoformat()}.csv"
        file = write_sheet("csv", kept.noun, head, rows, total=len(rows))
        return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS["csv"]().get_content_type())

    def take_back_view(self, request: HttpRequest, sheet: str) -> HttpResponse:
        """POST: all that came of the sheet is withdrawn."""
        kept = self.sheet_or_404(request, sheet)
        if request.method == "POST":
            try:
                made = take_back(kept, by=request.user.get_username(), why=str(request.POST.get("why") or "")[:500])
            except CannotDecide as error:
                refusal(request, error)
            else:
                words = ngettext("%(number)s decision was withdrawn.", "%(number)s decisions were withdrawn.", len(made))
                messages.success(request, words % {"number": len(made)})
        return HttpResponseRedirect(self.sheet_address("import_sheet", kept.key))

    def sheet_page(self, request: HttpRequest, template: str, title: object, **context: Any) -> HttpResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/articles/sheets/{template}.html", context)


def taken(noun: str, file: Any, by: str) -> Sheet:
    """The file that was sent, kept. Raises Unreadable."""
    if file is None:
        raise Unreadable(_("Choose a file."))
    data = file.read(largest() + 1)
    return take_in(noun, str(file.name), data, by=by)


def columns_of(noun: str) -> tuple[Column, ...]:
    return COLUMNS if noun == DECISIONS else KINDS[noun].head


def explained(noun: str) -> list[tuple[Any, str, str]]:
    """Each column with its name, and what becomes of what is written in it."""
    if noun == DECISIONS:
        return [(column.label, column.name, _("not to be changed: a decision is played back as it was made")) for column in COLUMNS]
    kind = KINDS[noun]
    told = {
        KEY.name: _("finds the row; empty, it is found by %(known_by)s") % {"known_by": kind.known_by},
        "decide": _("what is to be decided besides: %(verbs)s; same and different with the public id of the other one")
        % {"verbs": ", ".join(kind.verbs)}
        if "same" in kind.verbs
        else _("what is to be decided besides: %(verbs)s") % {"verbs": ", ".join(kind.verbs)},
        "why": _("the reason, kept with the decision"),
        "article": _("for a new entry: id or address of the article that says so"),
        "quote": _("for a new entry: the words of the article that say so, to the letter"),
        SEEN.name: _("leave it: it tells which cells you changed, and whether others changed them since"),
    }
    how = {
        True: _("set: a changed cell becomes a correction") if not kind.on_words else _("set: corrected in every article that says so"),
        False: _("for reading; follows from the articles and is not set"),
    }
    return [
        (column.label, column.name, told.get(column.name) or how[bool(column.field)])
        for column in (KEY, *kind.columns, *ACTIONS, SEEN)
        if column in kind.head
    ]
