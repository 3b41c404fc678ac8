"""What is done on the page of an article: each view checks who asks, makes one call of the store, and leads back to the page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin.article_adding import add_view, fact_view
from articles.admin.article_answers import name_of, page, refuse, tell, to_page, why_of, word_or_404
from articles.admin.article_versions import compare_view
from articles.admin.legible import legible, list_address
from articles.admin.looking import minute
from articles.admin.review_words import in_words
from articles.admin.roles import may_decide, may_import, may_see_withheld, may_withhold
from articles.models import Article, Decision
from articles.store import deciding
from articles.store.editing import new_batch
from articles.store.rereading import reread_one
from articles.store.showable import showable_decisions
from articles.store.targets import CannotDecide
from articles.store.withholding import show_again

Allowed = Callable[[Any], bool]
FORM = require_http_methods(["GET", "POST"])
LARGEST = 2**31


def article_urls(model_admin: Any) -> list[URLPattern]:
    """The addresses of what is done; `model_admin`: the ModelAdmin, which knows which articles may be seen."""
    views: tuple[tuple[str, str, Any, Allowed], ...] = (
        ("<int:pk>/decide/", "decide", decide_view, may_decide),
        ("<int:pk>/fact/<slug:key>/", "fact", FORM(fact_view), may_decide),
        ("<int:pk>/add/", "add", FORM(add_view), may_decide),
        ("<int:pk>/withhold/", "withhold", withhold_view, may_withhold),
        ("<int:pk>/read-again/", "read_again", read_again_view, may_import),
    )
    compared = guarded(model_admin, require_safe(compare_view), lambda user: True)
    urls = [path("<int:pk>/compare/<int:other>/", compared, name="articles_article_compare")]
    urls += [path(route, guarded(model_admin, view, allowed), name=f"articles_article_{name}") for route, name, view, allowed in views]
    take_back = model_admin.admin_site.admin_view(take_back_view)
    return [path("take-back/<slug:key>/", take_back, name="articles_article_take_back"), *urls]


def guarded(model_admin: Any, view: Any, allowed: Allowed) -> Any:
    """The view for those who are allowed to, on an article that they may see; it is given the article."""

    def inside(request: HttpRequest, pk: int, **more: str) -> HttpResponse:
        if not model_admin.has_view_permission(request) or not allowed(request.user):
            raise PermissionDenied
        article = model_admin.get_queryset(request).filter(pk=pk).first() if pk < LARGEST else None
        if article is None:
            raise Http404
        answer: HttpResponse = view(request, article, **more)
        return answer

    return model_admin.admin_site.admin_view(inside)


@require_POST
def decide_view(request: HttpRequest, article: Article) -> HttpResponse:
    """POST `do`: what, and the fact's key, as in "accept 0123abc"; `why`."""
    verb, _blank, key = request.POST.get("do", "").partition(" ")
    verbs: Mapping[str, Callable[..., list[Decision]]] = {
        "accept": lambda word, **told: deciding.accept([word], **told),
        "reject": lambda word, **told: deciding.reject([word], **told),
        "lock": lambda word, **told: deciding.lock([word], **told),
        "withhold": lambda word, **told: [deciding.withhold(word, **told)],
        "show": show_again,
    }
    if verb not in verbs:
        raise Http404
    if (verb == "withhold" and not may_withhold(request.user)) or (verb == "show" and not may_see_withheld(request.user)):
        raise PermissionDenied
    word = word_or_404(request, article, key)
    try:
        decisions = verbs[verb](word, by=name_of(request), why=why_of(request), batch=new_batch("article"))
    except CannotDecide as error:
        refuse(request, error)
        return to_page(article, f"f-{word.key}")
    done = {
        "accept": _("Accepted: %(fact)s"),
        "reject": _("Rejected: %(fact)s"),
        "lock": _("Locked: %(fact)s"),
        "withhold": _("Withheld from the public: %(fact)s"),
        "show": _("Shown again: %(fact)s"),
    }
    tell(request, done[verb] % {"fact": in_words(word)[:120]}, decisions)
    return to_page(article, f"f-{word.key}")


@FORM
def withhold_view(request: HttpRequest, article: Article) -> HttpResponse:
    """Withhold the article, with a reason; or show it again, by those who see it then."""
    taking_back = article.withheld
    if request.method == "POST":
        told: dict[str, str] = {"by": name_of(request), "why": why_of(request), "batch": new_batch("article")}
        try:
            decisions = show_again(article, **told) if taking_back else [deciding.withhold(article, **told)]
        except CannotDecide as error:
            refuse(request, error)
        else:
            tell(
                request,
                _("The article is shown again.") if taking_back else _("The article is withheld from the public; its bytes are kept."),
                decisions,
            )
            if taking_back or may_see_withheld(request.user):
                return to_page(article, "")
            return HttpResponseRedirect(list_address("article", {}))
    title = _("Show the article again") if taking_back else _("Withhold the article from the public")
    return page(request, "withhold.html", article, title=title, taking_back=taking_back)


@require_POST
def read_again_view(request: HttpRequest, article: Article) -> HttpResponse:
    run = reread_one(article.capture_id)
    if run.problems:
        messages.error(request, _("It could not be read again; the problem stands with the import run."))
    elif run.changed:
        messages.success(request, _("Read again: the article became different."))
    else:
        messages.success(request, _("Read again: the article's fields are the same."))
    return to_page(article, "")


def take_back_view(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw one decision: one's own, or one that speaks of nothing withheld. Asks first."""
    if not may_decide(request.user):
        raise PermissionDenied
    rows = showable_decisions(Decision.objects.all(), withheld=may_see_withheld(request.user), by=name_of(request))
    decision = rows.filter(key=key).first()
    if decision is None:
        raise Http404
    article = article_of(request, decision)
    if request.method == "POST":
        try:
            deciding.undo(decision, by=name_of(request), why=why_of(request), batch=new_batch("article"))
        except CannotDecide as error:
            refuse(request, error)
        else:
            messages.success(request, _("Taken back."))
        article = article_of(request, decision)
        return to_page(article) if article is not None else HttpResponseRedirect(list_address("article", {}))
    told = {"kind": decision.get_kind_display(), "by": legible(decision.by), "at": minute(decision.at)}
    target = decision.sides[0][0] if decision.sides and decision.sides[0] else {}
    told |= {
        "names": legible(" · ".join(str(name) for name in target.get("names") or () if name), 200),
        "why_then": legible(decision.why, 300),
    }
    return page(request, "take_back.html", article, title=_("Take a decision back"), standing=decision.standing, **told)


def article_of(request: HttpRequest, decision: Decision) -> Article | None:
    """The article that the decision was made on, if there is one here that may be seen."""
    captures = {target.get("sha256") for side in decision.sides for target in side} - {None, ""}
    rows = Article.objects.light().filter(capture__sha256__in=captures)
    return (rows if may_see_withheld(request.user) else rows.public()).first()
