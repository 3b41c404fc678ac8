"""The review queue: one item a screen, answered with a key or a button. Its addresses stand below those of the witnesses.

With script the page asks for fragments (`next`) and sends answers beside the page; without it each answer is a form that leads to the next
item. Both speak to the same views.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from articles.admin.legible import legible
from articles.admin.review_page import counted, item_context, review_address
from articles.admin.review_words import FIELDS, values_from
from articles.admin.roles import may_decide, may_see_withheld, only
from articles.models import Finding, Witness
from articles.store.reviewing.answering import Answer, Gone, give_answer, take_back
from articles.store.reviewing.filters import Filters, as_query, filters_from
from articles.store.reviewing.items import Item, captured, load_item, settled_among
from articles.store.reviewing.leases import give_back, renew, take
from articles.store.reviewing.queue import count_waiting, next_items, place_from
from articles.store.targets import CannotDecide

FOLDER = "admin/articles/review"
BY_SCRIPT = "application/json"
AT_ONCE = 40
"""Items that one request may name: those before somebody, those fetched ahead, those of which the answer is on its way."""
AHEAD = 6
"""Items that are given at once."""
TRIES = 20
"""Items that are looked at for them: some may have been settled between being found and being shown."""


def review_urls(guard: Callable[[Any], Any]) -> list[URLPattern]:
    """The addresses of the queue, to stand before those of an admin; `guard`: AdminSite.admin_view."""
    views: tuple[tuple[str, Any], ...] = (
        ("", review_view),
        ("next", next_view),
        ("answer", answer_view),
        ("undo", undo_view),
        ("leases", leases_view),
        ("capture", capture_view),
    )
    allowed = only(may_decide)
    return [
        path(f"review/{name}{'/' if name else ''}", guard(never_cache(allowed(view))), name=f"articles_review{'_' if name else ''}{name}")
        for name, view in views
    ]


def name_of(request: HttpRequest) -> str:
    return request.user.get_username()


def find(request: HttpRequest, filters: Filters) -> Item | None:
    """The item asked for by name if this one can have it, else the next one behind the place asked for."""
    withheld, wanted = may_see_withheld(request.user), request.GET.get("item", "")
    if wanted and (item := load_item(wanted, filters, withheld=withheld)) is not None and take(wanted, by=name_of(request)):
        return item
    return next(iter(find_next(request, filters, 1)), None)


def find_next(request: HttpRequest, filters: Filters, number: int) -> list[Item]:
    """So many items behind the place asked for, fewer where the queue ends."""
    withheld, by, found = may_see_withheld(request.user), name_of(request), []
    queue = next_items(filters, by=by, withheld=withheld, after=place_from(request.GET.get("after", "")))
    for queued in islice(queue, TRIES):
        item = load_item(queued.item, filters, withheld=withheld)
        if item is None:
            give_back([queued.item], by=by)
            continue
        found.append(item)
        if len(found) == number:
            break
    return found


@require_GET
def review_view(request: HttpRequest) -> HttpResponse:
    filters = filters_from(request.GET.dict())
    item = find(request, filters)
    wanted = request.GET.get("item", "")
    if wanted and (item is None or item.name != wanted):
        messages.info(request, _("That item is settled by now, or somebody else has it before them."))
    number = count_waiting(filters, withheld=may_see_withheld(request.user))
    context = {
        **admin.site.each_context(request),
        "title": _("Review queue"),
        "filters": filters,
        "filtered": filters_in_words(filters),
        "is_nav_sidebar_enabled": False,  # the text needs the room
        "waiting": counted(number),
        "waiting_number": number,
        "word_kinds": Witness.Kind.choices,
        "finding_kinds": Finding.Kind.choices,
        "addresses": {name: review_address(name) for name in ("next", "answer", "undo", "leases", "capture")},
        "start": review_address(),
        "item_html": item_html(request, filters, item, request.GET.get("from", "")),
    }
    return HttpResponse(render_to_string(f"{FOLDER}/page.html", context, request))


def filters_in_words(filters: Filters) -> list[str]:
    """What the queue is narrowed to, a few words each."""
    kinds = dict([*Witness.Kind.choices, *Finding.Kind.choices])
    return [str(kinds.get(value, value)) if name == "kind" else value for name, value in as_query(filters).items()]


@require_GET
def next_view(request: HttpRequest) -> HttpResponse:
    """The item asked for, or the next ones (`number`), as fragments for the script; behind the last one of the queue that it ends."""
    filters, asked = filters_from(request.GET.dict()), request.GET.get("number", "1")
    number = min(int(asked), AHEAD) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else 1
    items: list[Item | None] = [find(request, filters)] if request.GET.get("item") else [*find_next(request, filters, number)]
    if len(items) < number:
        items.append(None)
    before, fragments = request.GET.get("from", ""), []
    for item in items:
        fragments.append(item_html(request, filters, item, before))
        before = item.name if item is not None else before
    return HttpResponse("\n".join(fragments))


def item_html(request: HttpRequest, filters: Filters, item: Item | None, before: str) -> str:
    """`before`: the name of the item looked at before it."""
    query = as_query(filters)
    start = f"{review_address()}?{urlencode(query)}"
    if item is None:
        behind = bool(request.GET.get("after"))
        return render_to_string(f"{FOLDER}/empty.html", {"filtered": bool(query), "behind": behind, "start": start}, request)
    shown = item_context(item)
    onward = urlencode({**query, "after": shown["place"], "from": item.name})
    context = {
        **shown,
        "query": urlencode(query),
        "next_address": f"{review_address()}?{onward}",
        "previous_address": f"{review_address()}?{urlencode({**query, 'item': before})}" if before else "",
        "answer_address": review_address("answer"),
        "capture_address": f"{review_address('capture')}?{urlencode({'word': shown['word']})}" if shown["word"] else "",
    }
    return render_to_string(f"{FOLDER}/item.html", context, request)


@require_POST
def answer_view(request: HttpRequest) -> HttpResponse:
    """Decide. With script the outcome is JSON, 409 where it came too late, 400 where the answer makes no decision."""
    posted = request.POST
    why = " ".join(part for part in (posted.get("reason", "").strip(), posted.get("why", "").strip()) if part)
    kind = posted.get("answer", "")
    if kind == "withdraw" or not kind:
        kind, keys = "withdraw", tuple(posted.getlist("decision"))
    else:
        keys = tuple(posted.getlist("word"))
    values = {"person": posted.get("holder", "").strip()} if kind == "name" else values_from(posted.dict(), posted.get("kind", ""))
    answer = Answer(posted.get("item", ""), kind, keys, "" if kind == "reject_plainly" else why.replace("\0", ""), values)
    try:
        done = give_answer(plain(answer), by=name_of(request), withheld=may_see_withheld(request.user))
    except Gone:
        return told(request, _("Somebody else settled it in the meantime, or has it before them. Nothing was changed."), 409)
    except CannotDecide as error:
        return told(request, legible(error, 300), 400, field=error.field)
    return told(request, _("Decided (%(number)s).") % {"number": done.decisions}, 200, settled=settled_of(request))


def settled_of(request: HttpRequest) -> list[str]:
    """Of the items that the script has fetched ahead those that what was decided just now has settled as well."""
    return sorted(settled_among([name for name in request.POST.getlist("ahead")[:AT_ONCE] if plausible(name)]))


def plain(answer: Answer) -> Answer:
    return Answer(answer.item, "reject", answer.keys) if answer.kind == "reject_plainly" else answer


@require_POST
def undo_view(request: HttpRequest) -> HttpResponse:
    item = take_back(by=name_of(request))
    if item is None:
        return told(request, _("Nothing that you decided here stands."), 400)
    return told(request, _("Your last decision is withdrawn."), 200, item=item, settled=settled_of(request))


@require_POST
def leases_view(request: HttpRequest) -> HttpResponse:
    """Renew the loans of the items before somebody (`do=keep`), or give them back (`do=leave`)."""
    names = request.POST.getlist("item")[:AT_ONCE]
    act = request.POST.get("do", "")
    if act not in ("keep", "leave") or not all(map(plausible, names)):
        raise BadRequest
    if act == "leave":
        give_back(names, by=name_of(request))
        return JsonResponse({"items": []})
    return JsonResponse({"items": sorted(renew(names, by=name_of(request)))})


def plausible(name: str) -> bool:
    kind, _colon, rest = name.partition(":")
    return kind.isalpha() and rest.isalnum() and len(name) <= 64


@require_GET
def capture_view(request: HttpRequest) -> HttpResponse:
    """The capture's own characters of a fact, on demand: decoding a capture takes time."""
    found = captured(request.GET.get("word", ""), withheld=may_see_withheld(request.user))
    context: dict[str, Any] = {"found": found}
    if found is not None:
        context |= {"before": legible(found.before), "text": legible(found.text), "after": legible(found.after)}
        context["trouble"] = legible(found.trouble)
    by_script = request.headers.get("accept", "") == BY_SCRIPT
    template = "capture.html" if by_script else "capture_page.html"
    whole = {**admin.site.each_context(request), "title": _("The capture's own characters")}
    return HttpResponse(render_to_string(f"{FOLDER}/{template}", context if by_script else whole | context, request))


def told(request: HttpRequest, words: str, status: int, *, item: str = "", settled: Sequence[str] = (), field: str = "") -> HttpResponse:
    """The outcome: JSON for the script, else a message on the page of the next item."""
    if request.headers.get("accept", "") == BY_SCRIPT:
        return JsonResponse({"message": words, "item": item, "settled": settled, "field": field}, status=status)
    label = f"{FIELDS[field]}: " if field in FIELDS else ""
    messages.add_message(request, messages.SUCCESS if status == 200 else messages.ERROR, f"{label}{words}")
    query = as_query(filters_from(QueryDict(request.POST.get("query", "")[:4000]).dict()))
    back = {"item": item or (request.POST.get("item", "") if status == 400 else "")}
    after = request.POST.get("place", "") if place_from(request.POST.get("place", "")) else ""
    onward = {**query, **{name: value for name, value in {**back, "after": after}.items() if value}}
    return HttpResponseRedirect(f"{review_address()}?{urlencode(onward)}")
