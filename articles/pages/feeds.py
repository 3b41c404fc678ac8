"""Atom feeds (RFC 4287): new articles, those of a person, a body or a meeting, and saved searches. What the public may see, and no more."""

import re
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import feedgenerator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from articles.models import SavedSearch
from articles.search.problems import QueryProblem
from articles.store.audiences import Audience
from articles.store.telling.details import row_of
from articles.store.telling.problems import Moved, NotThere
from articles.store.watching import News, articles_about, newest_articles, recently, whats_new

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOUNS = ("person", "organization", "meeting")


@require_safe
@gzip_page
@conditional_page
def articles_feed(request: HttpRequest) -> HttpResponse:
    """The articles that came in last; with `?q=` those that match a query. 400 where it cannot be understood."""
    query = request.GET.get("q", "")
    try:
        news = newest_articles(query)
    except QueryProblem as problem:
        return HttpResponse(str(problem), status=400, content_type="text/plain; charset=utf-8")
    return atom(request, _("Articles: %(query)s") % {"query": query} if query else _("New articles"), news)


@require_safe
@gzip_page
@conditional_page
def noun_feed(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The articles that came in last of a person, a body or a meeting. A former id leads on to the present one."""
    if kind not in NOUNS:
        raise Http404
    try:
        _pk, row = row_of(kind, key, Audience.PUBLIC, {"name"})
    except NotThere:
        raise Http404 from None
    except Moved as moved:
        return HttpResponsePermanentRedirect(reverse("feeds:noun", args=[kind, moved.key_now]))
    return atom(request, row["name"], articles_about(kind, key))


@require_safe
@gzip_page
@conditional_page
def search_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What came in last of a saved search. One that is paused says why, and what cures it."""
    search = get_object_or_404(SavedSearch, token=token)
    notice = search.paused
    news: Iterable[News] = ()
    if not notice:
        try:
            news = whats_new(search, recently(), chinese=(get_language() or "zh").startswith("zh")).news
        except QueryProblem as problem:
            notice = str(problem)
    return atom(request, search.name, news, notice)


def atom(request: HttpRequest, title: str, news: Iterable[News], notice: str = "") -> HttpResponse:
    """The feed."""
    feed = feedgenerator.Atom1Feed(
        title=clean(title), link="", description="", feed_url=request.build_absolute_uri(), language=get_language()
    )
    if notice:
        words = _("This search is paused: %(why)s Change its query and save it; it then goes on.") % {"why": notice}
        feed.add_item(title=_("Paused"), link="", description=clean(words), unique_id=f"urn:newsdb:paused:{title}")
    for item in news:
        feed.add_item(
            title=clean(item.title),
            link=clean(item.url) or request.build_absolute_uri(reverse("pages:article", args=[item.article])),
            description=clean(item.summary),
            unique_id=f"urn:newsdb:{item.key}",
            pubdate=item.at,
            updateddate=item.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold.

    >>> clean("会议\\x00\\ufffe\\ud800")
    '会议'
    """
    return _NOT_IN_XML.sub("", text)


app_name = "feeds"
urlpatterns = [
    path("articles.atom", articles_feed, name="articles"),
    path("searches/<str:token>.atom", search_feed, name="search"),
    path("<str:kind>s/<str:key>.atom", noun_feed, name="noun"),
]
