"""What is handed over: captures of a crawler, decisions of a curator. Only by token; each request may bear an Idempotency-Key."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Header

from articles.api.answering import answer
from articles.api.deciding import make_decisions
from articles.api.listing import known_parameters
from articles.api.problems import Problem, Refused
from articles.api.reads import router
from articles.api.schemas_asked import CapturesGiven, DecisionGiven, DecisionsMade, Receipt
from articles.api.who import need
from articles.models import ApiToken
from articles.store.audiences import Audience
from articles.store.receiving import receive
from articles.store.tokens import InUse, begin_request, drop_request, end_request

ONCE = "A name of your own for this request: sent again with it within a day, it does nothing and gets the same answer."
LONGEST_KEY = 200


def may_import(user: Any) -> bool:
    return bool(user.has_perm("articles.add_importrun"))


def may_decide(user: Any) -> bool:
    return bool(user.has_perm("articles.add_decision"))


@router.post(
    "/captures",
    response={201: Receipt},
    url_name="captures",
    summary="Hand over captures",
    description="Scope capture. The captures are imported as the command does it, and answered when they are articles: at most 100, "
    "16 MiB together. Bytes known already are only seen again; what cannot be read is kept as a problem with the reason.",
    tags=["captures"],
    operation_id="hand_over_captures",
)
def captures(
    request: HttpRequest,
    given: CapturesGiven = Body(...),  # noqa: B008
    idempotency_key: str | None = Header(None, alias="Idempotency-Key", description=ONCE, max_length=LONGEST_KEY),
) -> HttpResponse:
    known_parameters(request, set())
    token = need(request, "capture", may_import)
    return once(request, token, idempotency_key, lambda: received(given, token))


def received(given: CapturesGiven, token: ApiToken) -> dict[str, Any]:
    run, items = receive(given.captures, name=token.name)
    told = {"run": run.pk, "new": run.new, "seen": run.seen, "problems": run.problems}
    return {**told, "items": [asdict(item) for item in items]}


@router.post(
    "/decisions",
    response={201: DecisionsMade},
    url_name="decisions",
    summary="Decide",
    description="Scope decide. One decision, or the same on each of the witnesses or rows named, in one batch; all or nothing. "
    "It is made in the name of the token's user, who must be allowed to decide.",
    tags=["decisions"],
    operation_id="decide",
)
def decisions(
    request: HttpRequest,
    given: DecisionGiven = Body(...),  # noqa: B008
    idempotency_key: str | None = Header(None, alias="Idempotency-Key", description=ONCE, max_length=LONGEST_KEY),
) -> HttpResponse:
    known_parameters(request, set())
    token = need(request, "decide", may_decide)
    if given.kind == "withhold" and not token.user.has_perm("articles.withhold"):
        raise Problem(403, "The token's user may not withhold.")

    def made() -> dict[str, Any]:
        # Whoever decides sees what a curator sees, also with a token that may not read.
        audience = Audience.ALL if token.user.has_perm("articles.view_withheld") else Audience.STAFF
        return make_decisions(given, audience, token.user.get_username())

    return once(request, token, idempotency_key, made)


def once(request: HttpRequest, token: ApiToken, key: str | None, act: Callable[[], dict[str, Any]]) -> HttpResponse:
    """The answer of acting; of a request that came before under the same key the answer it got then."""
    if key is None:
        return answer(act(), 201)
    if not key.isprintable() or not key.strip():
        raise Refused("header.Idempotency-Key", "A key is of characters that can be printed.")
    digest = hashlib.sha256(request.path.encode() + b"\0" + request.body).hexdigest()
    try:
        known = begin_request(token, key, digest)
    except InUse as error:
        raise Problem(409, f"Not done: {error}.") from error
    if known.status:
        return answer(known.answer, known.status, **{"Idempotent-Replayed": "true"})
    try:
        told = act()
    except BaseException:
        drop_request(known)
        raise
    end_request(known, 201, told)
    return answer(told, 201)
