"""What went wrong, as RFC 9457 has it: `application/problem+json`, with the cure where there is one, and nothing of the inside."""

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from articles.store.telling.problems import BadCursor

MEDIA_TYPE = "application/problem+json"
MOST = 20
"""Errors that one problem lists."""
LONGEST = 300
log = logging.getLogger(__name__)


class Problem(Exception):
    """An answer other than the one asked for. `more`: further members; `headers`: of the answer."""

    def __init__(self, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.more = status, detail, headers or {}, more


class NotThere(Problem):
    """No such row, or none that the one who asks may see: the two are not told apart."""

    def __init__(self, detail: str = "There is nothing here. An id is 16 hexadecimal digits, as the lists give it.") -> None:
        super().__init__(404, detail)


class Refused(Problem):
    """A parameter or a part of the body that cannot be used."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(422, message, errors=[{"where": where, "message": message}])


def problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> HttpResponse:
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return HttpResponse(orjson.dumps(told), status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def told_problem(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status, error.detail, headers=error.headers, **error.more)


def told_not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return told_problem(request, NotThere())


def told_bad_cursor(request: HttpRequest, error: Any) -> HttpResponse:
    return told_problem(request, Refused("query.cursor", str(error)))


def told_http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, str(error))


def told_invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = list(in_words(error.errors))
    detail = "; ".join(f"{one['where']}: {one['message']}" for one in errors[:3])
    return problem(422, detail[:LONGEST] or "This cannot be used.", errors=errors)


def in_words(errors: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, str]]:
    """What is wrong where; what was sent is not sent back.

    >>> list(in_words([{"loc": ("query", "asked", "limit"), "msg": "Input should be less than or equal to 200", "input": 900}]))
    [{'where': 'query.limit', 'message': 'Input should be less than or equal to 200'}]
    """
    for error in list(errors)[:MOST]:
        place = [str(part) for part in error.get("loc", ())]
        # The second part names the argument of the function, which nobody outside knows.
        where = ".".join(place[:1] + place[2:]) if len(place) > 2 and place[0] in {"query", "body"} else ".".join(place)
        yield {"where": where[:LONGEST], "message": str(error.get("msg", ""))[:LONGEST]}


def told_fault(request: HttpRequest, error: Any) -> HttpResponse:
    """A fault of the program: the log has it whole, the answer says no more than that."""
    log.error("%s %s failed", request.method, request.path[:LONGEST], exc_info=error)
    return problem(500, "The program failed. The log on the server tells why; try again, and report it if it fails again.")


def tell_problems(api: NinjaAPI) -> None:
    """Every error of this API is told as a problem."""
    api.add_exception_handler(Problem, told_problem)
    api.add_exception_handler(Http404, told_not_found)
    api.add_exception_handler(BadCursor, told_bad_cursor)
    api.add_exception_handler(HttpError, told_http_error)
    api.add_exception_handler(ValidationError, told_invalid)
    api.add_exception_handler(Exception, told_fault)
