"""What surrounds every public page: the same for everybody, so its validators hold for all; former ids, unknown ones, and bad cursors."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from articles.store.changed import last_change
from articles.store.telling.problems import BadCursor, Moved, NotThere

View = Callable[..., HttpResponse]


class MovedPermanently(HttpResponse):
    """The method stays what it was, as the API has it."""

    status_code = 308


def public_page(view: View) -> View:
    """The view as it hangs in the addresses."""

    @require_safe
    @gzip_page
    @conditional_page
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Before the rows are looked at: what changes in between must not look older than it is.
        changed = last_change()
        try:
            response = view(request, *args, **kwargs)
        except NotThere:
            raise Http404 from None
        except Moved as moved:
            response = MovedPermanently(headers={"Location": reverse(str(request.resolver_match.view_name), args=[moved.key_now])})  # type: ignore[union-attr]
        except BadCursor:
            response = bad_request(request, _("This is no place in this list. Begin at its first page."))
        # What was joined can be taken apart, what is public can be withheld: nobody keeps a copy without asking.
        response.headers["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        if changed is not None and response.status_code == 200:
            response.headers["Last-Modified"] = http_date(changed)
        return response

    return answered


def page(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    address = request.build_absolute_uri(request.path)
    return render(request, f"pages/{template}.html", {"canonical": address, **context}, status=status)


def bad_request(request: HttpRequest, words: str) -> HttpResponse:
    return page(request, "trouble", {"title": _("This cannot be shown"), "words": words, "again": request.path}, status=400)


def given(request: HttpRequest, name: str, longest: int = 200) -> str:
    """A parameter's value without blanks around it; no text of ours has a NUL, and no database takes one."""
    return request.GET.get(name, "").replace("\0", "").strip()[:longest]
