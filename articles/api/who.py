"""Who asks: by a token, by the session of the admin, or nobody in particular; and what they may see and do."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from articles.api.problems import Problem
from articles.models import ApiToken
from articles.store.audiences import Audience
from articles.store.tokens import token_of

BEARER = "bearer "


def token_in(request: HttpRequest) -> ApiToken | None:
    """The token that came with the request; None where none came. Raises Problem for one that is not good (any more)."""
    if not hasattr(request, "_api_token"):
        given = request.headers.get("Authorization", "")
        token = None
        if given:
            token = token_of(given[len(BEARER) :].strip()) if given.lower().startswith(BEARER) else None
            if token is None:
                raise unauthorized("This token is not known, has expired or was revoked. Make one in the admin, under API tokens.")
        request._api_token = token  # type: ignore[attr-defined]
    found: ApiToken | None = request._api_token  # type: ignore[attr-defined]
    return found


def unauthorized(detail: str) -> Problem:
    return Problem(401, detail, headers={"WWW-Authenticate": 'Bearer realm="newsdb"'})


def user_of(request: HttpRequest) -> Any:
    token = token_in(request)
    return request.user if token is None else token.user


def audience_of(request: HttpRequest) -> Audience:
    """What they see who ask: a token sees what its user sees, if it may read."""
    token = token_in(request)
    if token is not None and "read" not in token.scopes:
        return Audience.PUBLIC
    user = user_of(request)
    if not user.is_authenticated or not user.has_perm("articles.view_article"):
        return Audience.PUBLIC
    return Audience.ALL if user.has_perm("articles.view_withheld") else Audience.STAFF


def is_anonymous(request: HttpRequest) -> bool:
    return token_in(request) is None and not request.user.is_authenticated


def need(request: HttpRequest, scope: str, allowed: Callable[[Any], bool]) -> ApiToken:
    """The token, if it has the scope and its user the right. Raises Problem: 401 without a token, 403 with one that may not."""
    token = token_in(request)
    if token is None:
        raise unauthorized(
            f"Send a token with the scope {scope}: Authorization: Bearer … . Tokens are made in the admin, under API tokens."
        )
    if scope not in token.scopes:
        raise Problem(403, f"This token has not the scope {scope}; it has {', '.join(sorted(token.scopes)) or 'none'}.")
    if not allowed(token.user):
        raise Problem(403, f"{token.user.get_username()} may not do this any more: ask an administrator for the role.")
    return token
