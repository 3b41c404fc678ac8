"""What can be asked: for each kind of row its list and its page, then search, rosters and co-attendance. Each function only passes on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from articles.api import asked as ask
from articles.api import relations, schemas, schemas_asked, searching
from articles.api.answering import answer
from articles.api.details import detail
from articles.api.listing import known_parameters, page_of
from articles.api.who import audience_of
from articles.store.telling.details import LISTINGS

router = Router()
KINDS: tuple[tuple[str, str, Any, Any, Any], ...] = (
    ("article", "articles", ask.ArticlesAsked, schemas.Articles, schemas.ArticleDetail),
    ("person", "persons", ask.PersonsAsked, schemas.Persons, schemas.PersonDetail),
    ("organization", "organizations", ask.OrganizationsAsked, schemas.Organizations, schemas.OrganizationDetail),
    ("post", "posts", ask.PostsAsked, schemas.Posts, schemas.PostDetail),
    ("tenure", "tenures", ask.TenuresAsked, schemas.Tenures, schemas.TenureWitnessed),
    ("meeting", "meetings", ask.MeetingsAsked, schemas.Meetings, schemas.MeetingDetail),
    ("attendance", "attendances", ask.AttendancesAsked, schemas.Attendances, schemas.AttendanceWitnessed),
    ("statement", "statements", ask.StatementsAsked, schemas.Statements, schemas.StatementWitnessed),
    ("capture", "captures", ask.CapturesAsked, schemas.Captures, schemas.Capture),
)
"""For each kind of row: its name, that of many, what its list may be asked, what the list answers, and what its page answers."""


def add_kind(kind: str, many: str, asked_for: Any, page: Any, one: Any) -> None:
    length = 64 if kind == "capture" else 16
    pattern = f"^[0-9a-f]{{{length}}}$"
    said = "The SHA-256 of its bytes." if kind == "capture" else "Its public id, the one it has now or a former one."

    def listed(request: HttpRequest, asked: asked_for = Query(...)) -> HttpResponse:  # noqa: B008
        return answer(page_of(LISTINGS[kind], asked, audience_of(request), request))

    def shown(
        request: HttpRequest,
        key: str = Path(..., description=said, pattern=pattern),
        asked: ask.Shown = Query(...),  # noqa: B008
    ) -> HttpResponse:
        known_parameters(request, {"fields"})
        return detail(kind, key, audience_of(request), asked.fields)

    listed.__name__, shown.__name__ = f"list_{many}", f"get_{kind}"
    router.add_api_operation(
        f"/{many}", ["GET"], listed, response=page, url_name=many, operation_id=f"list_{many}", summary=f"{many.capitalize()}", tags=[many]
    )
    router.add_api_operation(
        f"/{many}/{{key}}",
        ["GET"],
        shown,
        response=one,
        url_name=f"{many}-one",
        operation_id=f"get_{kind}",
        summary=f"One {kind}",
        tags=[many],
    )


for row in KINDS:
    add_kind(*row)


@router.get(
    "/organizations/{key}/roster",
    response=schemas_asked.Roster,
    url_name="roster",
    summary="Who sat where in a body on a day",
    tags=["organizations"],
    operation_id="get_roster",
)
def roster(
    request: HttpRequest,
    key: str = Path(..., description="The body's public id.", pattern="^[0-9a-f]{16}$"),
    asked: ask.RosterAsked = Query(...),  # noqa: B008
) -> HttpResponse:
    known_parameters(request, {"on"})
    return answer(relations.roster(key, asked, audience_of(request)))


@router.get(
    "/persons/{key}/co-attendance",
    response=schemas_asked.CoAttendance,
    url_name="co-attendance",
    summary="With whom a person was at meetings",
    tags=["persons"],
    operation_id="get_co_attendance",
)
def co_attendance(
    request: HttpRequest,
    key: str = Path(..., description="The person's public id.", pattern="^[0-9a-f]{16}$"),
    asked: ask.CoAttendanceAsked = Query(...),  # noqa: B008
) -> HttpResponse:
    known_parameters(request, set(ask.CoAttendanceAsked.model_fields))
    return answer(relations.co_attendance(key, asked, audience_of(request)))


@router.get(
    "/search", response=schemas_asked.Matches, url_name="search", summary="Articles by a query", tags=["search"], operation_id="search"
)
def search(request: HttpRequest, asked: ask.SearchAsked = Query(...)) -> HttpResponse:  # noqa: B008
    return answer(searching.search(request, asked))


@router.get(
    "/facets",
    response=schemas_asked.Facets,
    url_name="facets",
    summary="What the newest matches have in common",
    tags=["search"],
    operation_id="get_facets",
)
def facets(request: HttpRequest, asked: ask.FacetsAsked = Query(...)) -> HttpResponse:  # noqa: B008
    return answer(searching.facets(request, asked))


@router.get(
    "/suggestions",
    response=schemas_asked.Suggestions,
    url_name="suggestions",
    summary="Sources and keywords while somebody types",
    tags=["search"],
    operation_id="get_suggestions",
)
def suggestions(request: HttpRequest, asked: ask.SuggestionsAsked = Query(...)) -> HttpResponse:  # noqa: B008
    return answer(searching.suggestions(request, asked))
