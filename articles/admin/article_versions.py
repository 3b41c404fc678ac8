"""Two versions of an article side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.article_answers import page
from articles.admin.legible import legible, page_address
from articles.admin.looking import moment
from articles.admin.review_words import reason_in_words
from articles.admin.roles import may_see_withheld
from articles.models import Article
from articles.store.comparing import Part, changes_found, compare


def compare_view(request: HttpRequest, article: Article, other: int) -> HttpResponse:
    """This article and another version or repost of it, the earlier one on the left."""
    group = Article.objects.versions_of(article) | Article.objects.reposts_of(article).order_by()
    rows = group if may_see_withheld(request.user) else group.filter(withheld=False)
    found = rows.filter(pk=other).exclude(pk=article.pk).first()
    if found is None:
        raise Http404
    earlier, later = sorted((article, found), key=in_time)
    compared = compare(earlier.body, later.body)
    context = {
        "sides": [side(earlier), side(later)],
        "pairs": [(pair.changed, parts_html(pair.earlier, "del"), parts_html(pair.later, "ins")) for pair in compared.pairs],
        "changed": sum(pair.changed for pair in compared.pairs),
        "cut": compared.cut,
        "noticed": [reason_in_words(finding.why) for finding in changes_found(earlier, later)],
    }
    return page(request, "compare.html", article, title=_("Two versions side by side"), **context)


def in_time(article: Article) -> tuple[str, str, str]:
    return (article.last_seen.isoformat() if article.last_seen else "", article.published_on, article.key)


def side(article: Article) -> dict[str, Any]:
    return {
        "title": legible(article.title, 100) or article.key,
        "address": page_address("article", article.pk),
        "seen": moment(article.first_seen),
        "published": legible(article.published_on) or "-",
    }


def parts_html(parts: tuple[Part, ...], tag: str) -> SafeString:
    marked = {True: SafeString(f"<{tag}>{{}}</{tag}>"), False: SafeString("{}")}
    return format_html_join("", "{}", ((format_html(marked[changed], legible(text)),) for changed, text in parts))
