"""Accept, reject, edit, withhold: what is at hand beside every fact."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.legible import legible
from articles.admin.noun_actions import refusal
from articles.admin.noun_addresses import way_back, with_undo
from articles.admin.review_words import fields_of, in_words, values_from
from articles.admin.roles import may_decide, may_see_withheld, may_withhold
from articles.models import Attendance, Statement, Tenure, Witness
from articles.store.deciding import correct
from articles.store.editing import new_batch
from articles.store.settling_many import accept_all, reject_all, withhold_all
from articles.store.showable import showable
from articles.store.targets import CannotDecide

MODELS: dict[str, Any] = {"tenure": Tenure, "attendance": Attendance, "statement": Statement, "witness": Witness}
VERBS = {"accept": accept_all, "reject": reject_all, "withhold": withhold_all}


def settle_view(request: HttpRequest) -> HttpResponse:
    """POST `do`: a verb, a kind and a row's number, as in "accept tenure 12"; `why`; `next`: where to go then."""
    if request.method != "POST":
        raise BadRequest("only by POST")
    verb, kind, number = (*str(request.POST.get("do") or "").split(" "), "", "", "")[:3]
    if verb not in VERBS or kind not in MODELS or not number.isdecimal():
        raise BadRequest("do: verb, kind, number")
    if not may_decide(request.user) or (verb == "withhold" and not may_withhold(request.user)):
        raise PermissionDenied
    withheld = may_see_withheld(request.user)
    back = way_back(request, reverse("admin:articles_witness_changelist"))
    row = showable(MODELS[kind].objects.all(), withheld=withheld).filter(pk=number).first()
    if row is None:
        messages.warning(request, _("It is no longer there: somebody else settled it meanwhile."))
        return HttpResponseRedirect(back)
    why = str(request.POST.get("why") or "")[:500]
    if verb == "withhold" and not why.strip():
        return ask_why(request, row, back)
    batch = new_batch(verb)
    try:
        decisions = VERBS[verb]([row], by=request.user.get_username(), why=why, batch=batch, withheld=withheld)
    except CannotDecide as error:
        refusal(request, error)
    else:
        words = ngettext("%(number)s decision was made.", "%(number)s decisions were made.", len(decisions)) % {"number": len(decisions)}
        if decisions:
            messages.success(request, with_undo(words, batch))
        else:
            messages.info(request, _("There was nothing left to decide."))
    return HttpResponseRedirect(back)


def ask_why(request: HttpRequest, row: Any, back: str) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": _("Withhold from the public"),
        "name": legible(row, 120),
        "do": request.POST["do"],
        "next": back,
        "opts": Witness._meta,
    }
    return TemplateResponse(request, "admin/articles/noun/withhold.html", context)


def edit_view(request: HttpRequest, witness: Witness) -> HttpResponse | None:
    """Put what the form says in the place of the reader's values. None where the form has to be shown (again)."""
    if not may_decide(request.user):
        raise PermissionDenied
    changed = values_from(request.POST, witness.kind)
    back = way_back(request, request.path)
    if not changed:
        messages.info(request, _("Nothing was changed, so nothing was decided."))
        return HttpResponseRedirect(back)
    if request.POST.get("decision", "") != witness.decision:
        messages.error(request, _("Somebody decided on this fact meanwhile: look at what stands now, and save again if it is still wrong."))
        return None
    batch = new_batch("correct")
    try:
        correct(witness, changed, by=request.user.get_username(), why=str(request.POST.get("why") or "")[:500], batch=batch)
    except CannotDecide as error:
        refusal(request, error)
        request.wrong = {"field": error.field, "words": legible(error, 300)}  # type: ignore[attr-defined]
        return None
    messages.success(request, with_undo(_("Saved as a decision."), batch))
    return HttpResponseRedirect(back)


def fact_context(request: HttpRequest, witness: Any) -> dict[str, Any]:
    """The page of a witness: what is said, by whom, and the fields to correct it in, with what was typed already."""
    fields = [(field, request.POST.get(f"value-{field.name}", field.value)) for field in fields_of(witness)]
    wrong = getattr(request, "wrong", None)
    return {"words": in_words(witness), "fields": fields, "wrong": wrong, "witness": witness, "next": way_back(request, "")}


def witness_or_404(request: HttpRequest, number: str) -> Any:
    rows = showable(Witness.objects.select_related("article"), withheld=may_see_withheld(request.user))
    row = rows.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    if row is None:
        raise Http404
    return row
