"""What surrounds every answer of the API: the count of requests, HEAD and OPTIONS, validators and 304, who may keep a copy, gzip."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.gzip import gzip_page

from articles.api.limits import client_of, count
from articles.api.problems import NotThere, Problem, told_problem
from articles.api.who import is_anonymous, token_in, unauthorized
from articles.store.changed import last_change

View = Callable[..., HttpResponse]
READ, WRITE = ("GET", "HEAD"), ("POST",)
LONGEST_QUERY = 8_000
LARGEST = 16 << 20
"""Bytes of a body. Settings let so much through (DATA_UPLOAD_MAX_MEMORY_SIZE)."""


def answer(data: Any, status: int = 200, **headers: str) -> HttpResponse:
    return HttpResponse(orjson.dumps(data), status=status, content_type="application/json", headers=headers)


def door(view: View, methods: tuple[str, ...]) -> View:
    """The view as it hangs in the addresses. `methods`: those it knows, HEAD among them where there is GET."""

    @gzip_page
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told: dict[str, str] = {}
        try:
            anonymous = is_anonymous(request)
            if anonymous:
                allowed = count(client_of(request))
                told = allowed.headers
                if allowed.left < 0:
                    raise Problem(429, f"Too many requests: {allowed.limit} a minute are allowed. Wait {allowed.reset} seconds.")
            response = responded(view, methods, request, *args, **kwargs)
        except Problem as error:
            response, anonymous = told_problem(request, error), False
        for name, value in told.items():
            response.headers[name] = value
        response.headers["Allow"] = ", ".join((*methods, "OPTIONS"))
        response.headers.setdefault("Cache-Control", "no-cache" if anonymous and response.status_code < 400 else "private, no-store")
        patch_vary_headers(response, ("Cookie", "Authorization"))
        return response

    # Nothing is written on the strength of a cookie: who writes sends a token.
    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded


def responded(view: View, methods: tuple[str, ...], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method not in methods:
        raise Problem(405, f"{str(request.method)[:20]} is not known here; {', '.join(methods)} are.")
    if "\0" in request.path:
        raise NotThere
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        raise Problem(414, f"The address is too long: at most {LONGEST_QUERY} characters may follow the question mark.")
    if request.method not in READ:
        acceptable(request)
        return view(request, *args, **kwargs)
    # Before the rows are looked at: what changes in between must not look older than it is.
    changed = last_change()
    head = request.method == "HEAD"
    request.method = "GET"  # the framework knows no HEAD
    response = view(request, *args, **kwargs)
    if response.status_code == 200:
        response = conditional(request, response, changed)
    if head:
        request.method = "HEAD"
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response


def acceptable(request: HttpRequest) -> None:
    """Raises Problem where nobody looks at the body: no token came with it, it is too large, or something else than JSON."""
    if token_in(request) is None:
        raise unauthorized("Send a token: Authorization: Bearer … . Tokens are made in the admin, under API tokens.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST:
        raise Problem(413, f"The body is too large: at most {LARGEST >> 20} MiB are taken. Send the captures in several requests.")
    if request.content_type != "application/json":
        raise Problem(415, f"The body is to be application/json, not {(request.content_type or 'of no type')[:60]}.")


def conditional(request: HttpRequest, response: HttpResponse, changed: int | None) -> HttpResponse:
    """The answer with its validators, or 304 for those who have it already."""
    etag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response.headers["ETag"] = etag
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed)
    found = get_conditional_response(request, etag=etag, last_modified=changed, response=response)
    return response if found is None else found
