"""A fact that the reader missed, and the fields of one that it got wrong."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.article_answers import name_of, page, refuse, tell, to_page, why_of, word_or_404
from articles.admin.article_facts import MADE_BY_HAND
from articles.admin.legible import legible
from articles.admin.review_words import EDITED, fields_of, in_words, values_from
from articles.admin.roles import may_see_withheld
from articles.models import Article, Witness
from articles.store import deciding
from articles.store.deciding import BY_HAND
from articles.store.editing import new_batch
from articles.store.facts_shown import place_of_words
from articles.store.targets import CannotDecide

LEADS = {"person": "person", "speaker": "person", "organization": "organization", "meeting": "meeting"}
"""Of which noun the names in a field are."""
PREFILLED = {"person": "name", "organization": "name", "meeting": "name", "post": "title", "attendance": "person", "statement": "text"}
"""The field that the marked words are likely to be."""
LONGEST_VALUE = 4_000
OFFERED = 300


def fact_view(request: HttpRequest, article: Article, key: str) -> HttpResponse:
    """The fields of a fact, to be corrected."""
    word, wrong = word_or_404(request, article, key), None
    if request.method == "POST":
        changed = values_from(request.POST.dict(), word.kind)
        if request.POST.get("decision", "") != word.decision:
            messages.warning(
                request, _("Somebody decided on this fact meanwhile. What stands now is shown; change it again if it is wrong.")
            )
            return HttpResponseRedirect(request.path)
        try:
            if not changed:
                raise CannotDecide(_("nothing was changed; accept the fact if it is right as it is"))
            decision = deciding.correct(word, changed, by=name_of(request), why=why_of(request), batch=new_batch("article"))
        except CannotDecide as error:
            wrong = refuse(request, error)
        else:
            tell(request, _("Corrected: %(fact)s") % {"fact": in_words(word)[:120]}, [decision])
            return to_page(article, f"f-{word.key}")
    typed = request.POST
    fields = [(field, typed.get(f"value-{field.name}", field.value)) for field in fields_of(word)]
    context = {
        "word": word,
        "words": in_words(word),
        "fields": fields,
        "wrong": wrong,
        "quote": legible(word.quote, 400),
        "known": known_names(request, article),
    }
    return page(request, "fact.html", article, title=_("Edit a fact"), **context)


def add_view(request: HttpRequest, article: Article) -> HttpResponse:
    """A fact that the reader missed: its words in the body (`start`, `end`, or `words` and `number`), then its values."""
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("kind", "")
    if kind not in MADE_BY_HAND:
        raise Http404
    try:
        start, end = place_asked(article, asked)
    except CannotDecide as error:
        refuse(request, error)
        return to_page(article, "add")
    quote, wrong = article.body[start:end], None
    values: dict[str, Any] = {name: asked.get(f"value-{name}", "").replace("\0", "").strip()[:LONGEST_VALUE] for name in EDITED[kind]}
    if request.method == "POST":
        if "former" in values:
            values["former"] = bool(values["former"])
        try:
            decision = deciding.create(
                article, kind, values, start=start, end=end, by=name_of(request), why=why_of(request), batch=new_batch("article")
            )
        except CannotDecide as error:
            wrong = refuse(request, error)
        else:
            tell(
                request, _("Added: %(fact)s") % {"fact": in_words(Witness(kind=kind, values={**BY_HAND[kind], **values}))[:120]}, [decision]
            )
            return to_page(article)
    else:
        values = {**BY_HAND[kind], PREFILLED[kind]: quote}
    blank = Witness(kind=kind, values={**BY_HAND[kind], **values})
    context = {
        "kind": kind,
        "kind_words": blank.get_kind_display(),
        "fields": [(field, field.value) for field in fields_of(blank)],
        "wrong": wrong,
        "quote": legible(quote, 400),
        "start": start,
        "end": end,
        "known": known_names(request, article),
    }
    template = "add_form.html" if asked.get("part") and request.method == "GET" else "add.html"
    return page(request, template, article, title=_("Add a fact: %(kind)s") % {"kind": blank.get_kind_display()}, **context)


def place_asked(article: Article, asked: Any) -> tuple[int, int]:
    """The place that was marked. Raises CannotDecide where there is none, or the text has changed since."""
    numbers = [asked.get(name, "") for name in ("start", "end")]
    if all(number.isascii() and number.isdigit() and len(number) < 10 for number in numbers):
        start, end = (int(number) for number in numbers)
        if asked.get("reading", "") != str(article.reading_id):
            raise CannotDecide(_("the article was read anew meanwhile; mark the words again"))
        if not 0 <= start < end <= len(article.body):
            raise CannotDecide(_("mark the words in the body, or give them as they stand there"))
        return start, end
    number = asked.get("number", "")
    return place_of_words(article, asked.get("words", ""), int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0)


def known_names(request: HttpRequest, article: Article) -> list[dict[str, Any]]:
    """The names in this article, to be offered: for each noun its list and the address that offers more."""
    rows = article.witnesses.standing().filter(kind__in=set(LEADS.values())).order_by("start", "key")
    rows = rows if may_see_withheld(request.user) else rows.filter(withheld=False)
    names: dict[str, list[str]] = {noun: [] for noun in LEADS.values()}
    for noun, name in rows.values_list("kind", "values__name")[:OFFERED]:
        names[noun].append(legible(name, 100))
    return [
        {"noun": noun, "names": list(dict.fromkeys(some)), "more": f"{reverse(f'admin:articles_{noun}_changelist')}choose/"}
        for noun, some in names.items()
    ]
