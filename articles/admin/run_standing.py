"""How far a run is, in words and as JSON; and what can be asked of it: cancel, go on, try its problems again, delete its files."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.admin.legible import legible, page_address
from articles.admin.roles import may_import, may_undo_imports, only
from articles.admin.run_undoing import UNDOINGS, counts_in_words, restore_view, undo_view, undoing_asked
from articles.models import ImportRun
from articles.store.background.asking import ask_for_retry, cancel, discard, go_on, may_discard, may_go_on
from articles.store.background.watching import Standing, somebody_works, standing_of

LARGEST = 2**31
Status = ImportRun.Status


def standing_urls(guard: Any, may_view: Callable[[HttpRequest], bool]) -> list[URLPattern]:
    """The addresses below a run's; `guard`: AdminSite.admin_view, `may_view`: who sees runs at all."""
    views: tuple[tuple[str, Any, Any], ...] = (
        ("progress", progress_view, lambda user: True),
        ("cancel", cancel_view, may_import),
        ("go-on", go_on_view, may_import),
        ("retry", retry_view, may_import),
        ("discard", discard_view, may_import),
        ("undo", undo_view, may_undo_imports),
        ("restore", restore_view, may_undo_imports),
    )

    def of_a_run(view: Any) -> Any:
        def inside(request: HttpRequest, pk: int) -> HttpResponse:
            run = ImportRun.objects.filter(pk=pk).first() if pk < LARGEST and may_view(request) else None
            if run is None:
                raise Http404
            answer: HttpResponse = view(request, run)
            return answer

        return inside

    return [
        path(f"<int:pk>/{name}/", guard(only(allowed)(of_a_run(view))), name=f"articles_importrun_{name.replace('-', '_')}")
        for name, view, allowed in views
    ]


def address(run: ImportRun, name: str) -> str:
    return reverse(f"admin:articles_importrun_{name}", args=[run.pk])


def standing_context(run: ImportRun, *, may_ask: bool, may_undo: bool) -> dict[str, Any]:
    """What the page of a run that was asked for says of it at its top."""
    standing = standing_of(run)
    retryable = run.status in (Status.DONE, Status.CANCELLED) and run.problem_set.open().exists()
    asked = {
        "cancel": not standing.ended and not run.cancel_asked and run.asked_at is not None,
        "go_on": may_go_on(run),
        "retry": retryable,
        "discard": may_discard(run),
    }
    possible = [*(asked.items() if may_ask else ()), *(undoing_asked(run).items() if may_undo else ())]
    return {
        "standing": in_words(standing),
        "share": standing.share,
        "ended": standing.ended,
        "asked": run.asked_at is not None,
        "trouble": legible(run.trouble),
        "nobody_works": not standing.ended and run.asked_at is not None and not somebody_works(),
        "progress_address": address(run, "progress"),
        "may_be_asked": {name: address(run, name) for name, now in possible if now},
    }


def in_words(standing: Standing) -> str:
    run = standing.run
    numbers = {"items": run.items, "new": run.new, "seen": run.seen, "problems": run.problems}
    counts = _("%(items)d items: %(new)d new, %(seen)d seen again, %(problems)d problems.") % numbers
    if run.kind in UNDOINGS:
        counts = counts_in_words(run)
    if run.status == Status.WAITING:
        words = _("It waits for a worker.")
        if standing.ahead:
            words += " " + ngettext("%(number)d run stands before it.", "%(number)d runs stand before it.", standing.ahead) % {
                "number": standing.ahead
            }
        return f"{words} {counts}" if run.items else words
    if run.status != Status.RUNNING:
        return f"{ended_words()[run.status]} {counts}"
    if standing.lost:
        words = _("Its worker has gone silent. Another one goes on with it where it stopped, within a minute.")
    elif run.cancel_asked:
        words = _("It stops after the item at hand.")
    elif run.unsettled:
        words = _("Who is meant by the names is settled now; groups of names that wait: %(number)d.") % {"number": run.unsettled}
    else:
        words = _("It is running.")
    return f"{words} {counts}"


def ended_words() -> dict[str, str]:
    return {
        Status.DONE: _("It is done."),
        Status.CANCELLED: _("It was cancelled; what was done before stays."),
        Status.FAILED: _("It has failed; what was done before stays."),
    }


@never_cache
@require_safe
def progress_view(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """What the page of a run asks for every few seconds."""
    standing = standing_of(run)
    return JsonResponse(
        {
            "words": in_words(standing),
            "status": run.status,
            "share": standing.share,
            "ended": standing.ended,
            "nobody_works": not standing.ended and not somebody_works(),
        }
    )


def back(run: ImportRun) -> HttpResponse:
    return HttpResponseRedirect(page_address("importrun", run.pk))


def told(request: HttpRequest, done: bool, words: str) -> None:
    if done:
        messages.success(request, words)
    else:
        messages.error(request, _("That cannot be done: the run is no longer where it was when this page was made."))


@require_POST
def cancel_view(request: HttpRequest, run: ImportRun) -> HttpResponse:
    told(request, cancel(run), _("The run stops after the item at hand. What is done stays."))
    return back(run)


@require_POST
def go_on_view(request: HttpRequest, run: ImportRun) -> HttpResponse:
    told(request, go_on(run), _("The run goes on where it stopped, as soon as a worker is free."))
    return back(run)


@require_POST
def retry_view(request: HttpRequest, run: ImportRun) -> HttpResponse:
    again = ask_for_retry(run, by=request.user.get_username())
    told(request, again is not None, _("The open problems are tried again in this run, as soon as a worker is free."))
    return back(again or run)


@require_POST
def discard_view(request: HttpRequest, run: ImportRun) -> HttpResponse:
    told(request, discard(run), _("The uploaded files are deleted. What was imported from them stays."))
    return back(run)
