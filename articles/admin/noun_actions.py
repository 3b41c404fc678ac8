"""What is done to many rows of a list at once: shown and asked about first, decided as one batch, undone as one."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.legible import legible
from articles.admin.noun_addresses import merge_address, with_undo
from articles.admin.roles import may_see_withheld
from articles.models import Decision
from articles.store.editing import new_batch
from articles.store.settling_many import accept_all, lock_all, reject_all, witnesses_to_settle
from articles.store.targets import CannotDecide

AT_ONCE = 500
"""Rows that one action takes: each decision is written with all that follows from it."""
SHOWN = 50

Decide = Callable[..., Iterable[Decision]]


def refusal(request: HttpRequest, reason: object) -> None:
    messages.error(request, _("Nothing was decided: %(reason)s") % {"reason": legible(reason, 300)})


@admin.action(description=gettext_lazy("Merge the chosen: they are one"), permissions=["decide"])
def merge_chosen(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    keys = list(queryset.order_by("key").values_list("key", flat=True)[: AT_ONCE + 1])
    if not 2 <= len(keys) <= 20:
        refusal(request, _("choose two to twenty rows to merge"))
        return None
    return HttpResponseRedirect(merge_address(modeladmin.opts.model_name, keys))


@admin.action(description=gettext_lazy("Lock the chosen as they are"), permissions=["decide"])
def lock_chosen(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    question = gettext_lazy("Their fields stay as they are now, whatever later articles say.")
    return asked(modeladmin, request, queryset, "lock_chosen", question, lock_all)


@admin.action(description=gettext_lazy("Accept: the articles are right"), permissions=["decide"])
def accept_chosen(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    question = gettext_lazy("Every word for them stands, whatever a later reader says.")
    return asked(modeladmin, request, queryset, "accept_chosen", question, accept_all)


@admin.action(description=gettext_lazy("Reject: the articles are misread"), permissions=["decide"])
def reject_chosen(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    question = gettext_lazy("They vanish, with all that hangs on them, and stay away when the captures are read again.")
    return asked(modeladmin, request, queryset, "reject_chosen", question, reject_all)


def asked(
    modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any], action: str, question: object, decide: Decide
) -> HttpResponse | None:
    """Ask whether to do it; do it when the answer is yes. None leads back to the list."""
    rows = list(queryset[: AT_ONCE + 1])
    if len(rows) > AT_ONCE:
        refusal(request, _("choose at most %(number)s rows at once") % {"number": AT_ONCE})
        return None
    withheld = may_see_withheld(request.user)
    if request.POST.get("sure") != "yes":
        witnesses = 0 if action == "lock_chosen" else witnesses_to_settle(rows, withheld=withheld).count()
        context = {
            **modeladmin.admin_site.each_context(request),
            "title": modeladmin.get_actions(request)[action][2],
            "question": question,
            "names": [legible(row, 80) for row in rows[:SHOWN]],
            "number": len(rows),
            "not_shown": max(0, len(rows) - SHOWN),
            "witnesses": witnesses,
            "keys": [row.pk for row in rows],
            "checkbox": ACTION_CHECKBOX_NAME,
            "action": action,
            "opts": modeladmin.opts,
        }
        return TemplateResponse(request, "admin/articles/noun/ask.html", context)
    batch = new_batch(action.partition("_")[0])
    why = str(request.POST.get("why") or "")[:500]
    try:
        decisions = list(decide(rows, by=request.user.get_username(), why=why, batch=batch, withheld=withheld))
    except CannotDecide as error:
        refusal(request, error)
        return None
    if not decisions:
        messages.info(request, _("There was nothing left to decide."))
        return None
    words = ngettext("%(number)s decision was made.", "%(number)s decisions were made.", len(decisions)) % {"number": len(decisions)}
    messages.success(request, with_undo(words, batch))
    return None
