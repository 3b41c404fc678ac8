"""An import undone from its page, or brought back: asked about first, done by a worker, told of afterwards."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import display, site
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin.legible import inward, list_address, page_address
from articles.models import ImportRun
from articles.store.background.asking import ask_for_restoring, ask_for_undoing
from articles.store.narrowing import undone_in
from articles.store.undoing import Outlook, is_undone, last_undoing, may_restore, may_undo, outlook

UNDOINGS = (ImportRun.Kind.UNDO, ImportRun.Kind.RESTORE)
MOVED_ON = gettext_lazy("That cannot be done: the run is no longer where it was when this page was made.")


def undo_view(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """GET: what would go. POST `why`: a run that sets it aside is asked for."""
    if request.method == "POST":
        why = str(request.POST.get("why") or "")[:500]
        return led_to(request, run, ask_for_undoing(run, by=request.user.get_username(), why=why))
    if not may_undo(run):
        return led_to(request, run, None)
    found = outlook(run)
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": _("Undo import run %(number)d") % {"number": run.pk},
        "words": outlook_words(found),
        "nothing": not found.own and not found.shared,
        "retries": [link_to(retry) for retry in run.retries.order_by("pk")],
        "back": page_address("importrun", run.pk),
        "opts": ImportRun._meta,
    }
    return TemplateResponse(request, "admin/articles/importrun/undo.html", context)


def outlook_words(found: Outlook) -> list[str]:
    told = [(found.own, ngettext("%(number)d capture is set aside.", "%(number)d captures are set aside.", found.own))]
    words = ngettext(
        "%(number)d more stays, for another import saw it as well.",
        "%(number)d more stay, for other imports saw them as well.",
        found.shared,
    )
    told.append((found.shared, words))
    words = ngettext(
        "%(number)d decision was made on what goes; it waits until the import is brought back.",
        "%(number)d decisions were made on what goes; they wait until the import is brought back.",
        found.decisions,
    )
    told.append((found.decisions, words))
    return [words % {"number": number} for number, words in told if number]


@require_POST
def restore_view(request: HttpRequest, run: ImportRun) -> HttpResponse:
    return led_to(request, run, ask_for_restoring(run, by=request.user.get_username()))


def led_to(request: HttpRequest, run: ImportRun, asked: ImportRun | None) -> HttpResponse:
    """To the page of the run that does it; back to the import's, where there is none."""
    if asked is None:
        messages.error(request, MOVED_ON)
    else:
        messages.success(request, _("It is done as soon as a worker is free; this page tells how far it is."))
    return HttpResponseRedirect(page_address("importrun", (asked or run).pk))


def undoing_asked(run: ImportRun) -> dict[str, bool]:
    """What can be asked of the run's page."""
    return {"undo": may_undo(run), "restore": may_restore(run)}


@display(description=gettext_lazy("undoing"))
def undone_line(run: ImportRun) -> SafeString | str:
    """Of an import: the run that undid it, and how much is set aside. Of an undoing: the import, and its decisions."""
    if run.kind in UNDOINGS:
        decided = inward(list_address("decision", {"batch__exact": run.options["batch"]}), _("its decisions"))
        return decided if run.undoes is None else format_html("{} · {}", link_to(run.undoes), decided)
    last = last_undoing(run)
    if last is None or not is_undone(run):
        return "-"
    _made, standing = undone_in(last.options["batch"])
    told = ngettext("%(number)d capture is set aside", "%(number)d captures are set aside", standing) % {"number": standing}
    return format_html("{} · {}", link_to(last), told)


def link_to(run: ImportRun) -> SafeString:
    return inward(page_address("importrun", run.pk), _("Import run %(number)d") % {"number": run.pk})


def counts_in_words(run: ImportRun) -> str:
    """How many captures an undoing, or a bringing back, has done."""
    if run.kind == ImportRun.Kind.UNDO:
        words = ngettext("%(number)d capture was set aside.", "%(number)d captures were set aside.", run.items)
    else:
        words = ngettext("%(number)d capture was brought back.", "%(number)d captures were brought back.", run.items)
    return words % {"number": run.items}
