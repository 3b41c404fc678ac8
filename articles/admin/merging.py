"""Merging rows, taking them apart, and telling namesakes apart: looked at first, as it would become, and then decided."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.legible import isolated, legible
from articles.admin.noun_actions import refusal
from articles.admin.noun_addresses import key_address, merge_address, way_back, with_undo
from articles.admin.noun_facts import said
from articles.admin.noun_form import spelled_in
from articles.admin.roles import may_see_withheld
from articles.store.choosing import named_like
from articles.store.deciding import merge, separate, split
from articles.store.editing import new_batch
from articles.store.looking_up import look_up
from articles.store.portraits import mentions_to_split, told_apart
from articles.store.rehearsing import Rehearsal, rehearse
from articles.store.targets import CannotDecide

MOST = 20
"""Rows merged in one go."""
FOUND = 30

SORTS: dict[str, Promise] = {
    "mentions": gettext_lazy("mentions"),
    "tenures": gettext_lazy("tenures"),
    "posts": gettext_lazy("posts"),
    "attendances": gettext_lazy("attendances"),
    "statements": gettext_lazy("statements"),
    "decisions": gettext_lazy("decisions"),
}


def row_of(noun: Any, request: HttpRequest, key: str) -> Any:
    """The row an id leads to. Raises Http404."""
    found = look_up(noun.opts.model_name, key)
    row = noun.get_queryset(request).filter(pk=found.row.pk).first() if found is not None else None
    if row is None:
        raise Http404
    return row


def page(noun: Any, request: HttpRequest, template: str, title: object, **context: Any) -> HttpResponse:
    context |= {**noun.admin_site.each_context(request), "opts": noun.opts, "title": title}
    return TemplateResponse(request, f"admin/articles/noun/{template}.html", context)


def fields_table(noun: Any, rehearsal: Rehearsal) -> list[tuple[str, list[SafeString], list[SafeString]]]:
    """For each field its words in every row before, and in every row after."""
    snapshots = (*rehearsal.before, *rehearsal.after)
    names = list(snapshots[0].fields) if snapshots else []
    rows = []
    for name in names:
        cells = [isolated("、".join(map(str, value)) if isinstance(value := one.fields[name], list) else value) for one in snapshots]
        rows.append((str(noun.opts.get_field(name).verbose_name), cells[: len(rehearsal.before)], cells[len(rehearsal.before) :]))
    return rows


def facts_table(rehearsal: Rehearsal) -> list[tuple[str, list[int], list[int], list[tuple[str, tuple[str, ...]]]]]:
    """For each sort of facts the numbers before and after, and the facts of each row before in words."""
    found = []
    for sort, label in SORTS.items():
        if not any(sort in one.facts for one in rehearsal.before):
            continue
        before, after = ([one.facts.get(sort, (0, ()))[0] for one in side] for side in (rehearsal.before, rehearsal.after))
        told = [(legible(one.name), tuple(legible(words, 120) for words in one.facts.get(sort, (0, ()))[1])) for one in rehearsal.after]
        found.append((str(label), before, after, told))
    return found


def preview(noun: Any, rehearsal: Rehearsal) -> dict[str, Any]:
    return {
        "before": [(legible(one.name, 80), one.key) for one in rehearsal.before],
        "after": [(legible(one.name, 80), one.key) for one in rehearsal.after],
        "fields": fields_table(noun, rehearsal),
        "facts": facts_table(rehearsal),
        "unchanged": rehearsal.same,
    }


def rehearsed(noun: Any, request: HttpRequest, rows: list[Any], change: Callable[[], object]) -> dict[str, Any] | str:
    """The preview of a change of these rows; what stands against it, in words, where it cannot be decided."""
    keys = [row.key for row in rows]
    try:
        return preview(noun, rehearse(noun.opts.model_name, keys, change, withheld=may_see_withheld(request.user)))
    except CannotDecide as error:
        return legible(error, 300)


def merge_view(noun: Any, request: HttpRequest) -> HttpResponse:
    """GET `key` (several): what would come of it. POST with `sure`: it is decided."""
    keys = list(dict.fromkeys((request.POST if request.method == "POST" else request.GET).getlist("key")))[:MOST]
    rows = list({row.pk: row for row in (row_of(noun, request, key) for key in keys)}.values())
    if len(rows) < 2:
        messages.info(request, _("It takes two to merge: choose another one."))
        address = reverse(f"admin:articles_{noun.opts.model_name}_merge_with", args=[rows[0].key]) if rows else ".."
        return HttpResponseRedirect(address)
    by, why = request.user.get_username(), str(request.POST.get("why") or "")[:500]
    if request.method == "POST" and request.POST.get("sure") == "yes":
        batch = new_batch("merge")
        try:
            merge(rows, by=by, why=why, batch=batch)
        except CannotDecide as error:
            refusal(request, error)
        else:
            messages.success(request, with_undo(_("They are one from now on."), batch))
        return HttpResponseRedirect(key_address(noun.opts.model_name, rows[0].key))
    found = rehearsed(noun, request, rows, lambda: merge(rows, by=by or "-"))
    title = _("Merge: %(names)s") % {"names": legible(" + ".join(row.name for row in rows), 120)}
    return page(noun, request, "merge", title, keys=[row.key for row in rows], preview=found, kind="merge")


def merge_with_view(noun: Any, request: HttpRequest, key: str) -> HttpResponse:
    """Look for the other one: the namesakes first, else whatever is typed."""
    row = row_of(noun, request, key)
    chosen = request.GET.getlist("key")
    if chosen:
        return HttpResponseRedirect(merge_address(noun.opts.model_name, [row.key, *chosen]))
    typed = spelled_in(str(request.GET.get("q") or row.name))[:100]
    rows = list(named_like(noun.get_queryset(request), typed).exclude(pk=row.pk)[:FOUND])
    notes = told_apart(rows)
    found = [(other.key, legible(other.name, 80), legible(notes.get(other.pk, ""), 160), other.articles_count) for other in rows]
    title = _("Merge %(name)s with …") % {"name": legible(row.name, 80)}
    return page(noun, request, "merge_with", title, row=row, legible_name=legible(row.name, 80), typed=legible(typed), found=found)


def separate_view(noun: Any, request: HttpRequest) -> HttpResponse:
    """POST `one`, `other`, `why`: these are two, whatever later articles say."""
    if request.method != "POST":
        raise BadRequest("only by POST")
    one, other = (row_of(noun, request, str(request.POST.get(name) or "")) for name in ("one", "other"))
    batch = new_batch("separate")
    try:
        separate(one, other, by=request.user.get_username(), why=str(request.POST.get("why") or "")[:500], batch=batch)
    except CannotDecide as error:
        refusal(request, error)
    else:
        messages.success(request, with_undo(_("They are two from now on."), batch))
    return HttpResponseRedirect(way_back(request, key_address(noun.opts.model_name, one.key)))


def split_view(noun: Any, request: HttpRequest, key: str) -> HttpResponse:
    """GET: the mentions, those of one body or year ticked. POST `mention` (several): what would come of it; with `sure` it is decided."""
    row = row_of(noun, request, key)
    if request.method == "POST":
        chosen = list(dict.fromkeys(request.POST.getlist("mention")))
        by, why = request.user.get_username(), str(request.POST.get("why") or "")[:500]
        if request.POST.get("sure") == "yes":
            batch = new_batch("split")
            try:
                split(row, chosen, by=by, why=why, batch=batch)
            except CannotDecide as error:
                refusal(request, error)
            else:
                messages.success(request, with_undo(_("They are two from now on."), batch))
            return HttpResponseRedirect(key_address(noun.opts.model_name, row.key))
        found = rehearsed(noun, request, [row], lambda: split(row, chosen, by=by or "-"))
        if not isinstance(found, str):
            title = _("Take apart: %(name)s") % {"name": legible(row.name, 80)}
            return page(noun, request, "merge", title, keys=[], mentions=chosen, preview=found, kind="split", row=row)
        refusal(request, found)
    return choose_mentions(noun, request, row)


def choose_mentions(noun: Any, request: HttpRequest, row: Any) -> HttpResponse:
    mentions = mentions_to_split(row, withheld=may_see_withheld(request.user))
    body, year = str(request.GET.get("body") or ""), str(request.GET.get("year") or "")
    ticked = set(request.POST.getlist("mention"))
    told, years, bodies = [], Counter[str](), Counter[str]()
    for mention in mentions.rows:
        shown, printed = said(mention.witness), mention.witness.article.published_on[:4]
        years[printed] += 1
        bodies.update({name for name, _title in mention.posts})
        wanted = (year and printed == year) or (body and body in {name for name, _title in mention.posts}) or mention.witness.key in ticked
        posts = legible("、".join(f"{name}{title}" for name, title in mention.posts), 160)
        told.append((mention.witness.key, shown, posts or "-", bool(wanted)))
    context = {
        "row": row,
        "legible_name": legible(row.name, 80),
        "told": told,
        "total": mentions.total,
        "years": [(one, number) for one, number in sorted(years.items()) if one],
        "bodies": [(one, legible(one, 40), number) for one, number in bodies.most_common(30)],
        "body": body,
        "year": year,
    }
    return page(noun, request, "split", _("Take apart: %(name)s") % {"name": legible(row.name, 80)}, **context)
