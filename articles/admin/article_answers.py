"""What the views of an article's page have in common: answers, messages, who asks."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.legible import legible, page_address
from articles.admin.roles import may_see_withheld
from articles.models import Article, Decision, Witness
from articles.store.targets import CannotDecide

FOLDER = "admin/articles/article"


def page(request: HttpRequest, template: str, article: Article | None, **context: Any) -> HttpResponse:
    whole = {**admin.site.each_context(request), "opts": Article._meta, "article": article, **context}
    if article is not None:
        whole |= {"legible_name": legible(article, 80), "back": page_address("article", article.pk)}
    return render(request, f"{FOLDER}/{template}", whole)


def to_page(article: Article, anchor: str = "facts") -> HttpResponse:
    return HttpResponseRedirect(f"{page_address('article', article.pk)}#{anchor}")


def tell(request: HttpRequest, words: str, decisions: list[Decision]) -> None:
    """What was done, with the way to take it back."""
    address = reverse("admin:articles_article_take_back", args=[decisions[-1].key])
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, address, _("Take it back")))


def refuse(request: HttpRequest, error: CannotDecide) -> dict[str, str]:
    """Say why nothing was decided; gives the field it is about, for the form."""
    messages.error(request, _("Nothing was decided: %(reason)s") % {"reason": legible(error, 300)})
    return {"field": error.field, "words": legible(error, 300)}


def why_of(request: HttpRequest) -> str:
    return request.POST.get("why", "").replace("\0", "").strip()[:500]


def name_of(request: HttpRequest) -> str:
    return request.user.get_username()


def word_or_404(request: HttpRequest, article: Article, key: str) -> Witness:
    rows = article.witnesses.select_related("article")
    word = (rows if may_see_withheld(request.user) else rows.filter(withheld=False)).filter(key=key).first()
    if word is None:
        raise Http404
    return word
