"""The addresses of the API: every one of them behind the same door."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from ninja import NinjaAPI

from articles.api.answering import READ, WRITE, answer, door
from articles.api.docs_page import docs_page
from articles.api.document import ABOUT, document_of
from articles.api.problems import NotThere, tell_problems
from articles.api.writes import router

app_name = "api"
METHODS = {"captures": (*READ, *WRITE), "decisions": WRITE}
"""By the name of the address, where it is not read only."""

api = NinjaAPI(title="newsdb", version="1", description=ABOUT, docs_url=None, openapi_url=None, urls_namespace="api")
api.add_router("", router)
tell_problems(api)


def document(request: HttpRequest) -> HttpResponse:
    return answer(document_of(api))


def docs(request: HttpRequest) -> HttpResponse:
    return docs_page(request, document_of(api))


def nothing_here(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise NotThere("There is nothing at this address: /api/v1/docs tells what there is.")


FOUND: Any = api.urls[0]
urlpatterns = [
    path(str(found.pattern), door(found.callback, METHODS.get(found.name, READ)), name=found.name)
    for found in FOUND
    if found.name != "api-root"
]
urlpatterns += [
    path("openapi.json", door(document, READ), name="openapi"),
    path("docs", door(docs, READ), name="docs"),
    re_path("", door(nothing_here, (*READ, *WRITE)), name="nothing"),
]
