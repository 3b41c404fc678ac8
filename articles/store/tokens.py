"""Tokens of the API: made, known again, revoked; and requests that may come twice.

A token is 256 random bits, so nobody guesses one and a plain SHA-256 keeps it: what slows down the guessing of passwords is of no use here.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import ApiToken, IdempotencyKey
from articles.models.api_token import SCOPES

PREFIX = "newsdb_"
"""By which a token is known where it should not be: in a file that is to be published."""
LONGEST = 100
USED_EVERY = timedelta(minutes=10)
KEPT = timedelta(days=1)
"""How long answers are kept for requests that come again."""
BROKEN_OFF = timedelta(minutes=10)
"""After which a request that has no answer yet may be sent again."""


class InUse(Exception):
    """The key belongs to another request, or to one that is being answered; the message says which."""


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def make_token(name: str, user: Any, scopes: Collection[str], expires_at: datetime | None = None) -> tuple[ApiToken, str]:
    """A new token, and the secret itself, which nobody can be told again. Raises ValueError for a scope that is none."""
    unknown = set(scopes) - {scope for scope, _label in SCOPES}
    if unknown or not scopes:
        raise ValueError(f"scopes are some of {', '.join(scope for scope, _label in SCOPES)}, not {', '.join(sorted(unknown)) or 'none'}")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name, user=user, scopes=sorted(scopes), sha256=digest_of(secret), created_at=timezone.now(), expires_at=expires_at
    )
    return token, secret


def token_of(secret: str) -> ApiToken | None:
    """The good token with this secret."""
    if not secret or len(secret) > LONGEST:
        return None
    token = ApiToken.objects.good().select_related("user").filter(sha256=digest_of(secret)).first()
    now = timezone.now()
    if token is not None and (token.used_at is None or token.used_at < now - USED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token


def revoke(token: ApiToken) -> None:
    """From now on it is no good; one that is revoked stays so."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def begin_request(token: ApiToken, key: str, digest: str) -> IdempotencyKey:
    """The request of this key: with its answer where it came before. Raises InUse."""
    now = timezone.now()
    IdempotencyKey.objects.filter(begun_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(token=token, key=key, digest=digest, begun_at=now)
    except IntegrityError:
        known = IdempotencyKey.objects.of(token).get(key=key)
    if known.digest != digest:
        raise InUse("this Idempotency-Key came with another request before: give each request its own")
    if known.status:
        return known
    taken = IdempotencyKey.objects.filter(pk=known.pk, status=0, begun_at__lt=now - BROKEN_OFF).update(begun_at=now)
    if not taken:
        raise InUse("the request with this Idempotency-Key is being answered: ask again in a while")
    return known


def end_request(request: IdempotencyKey, status: int, answer: Any) -> None:
    IdempotencyKey.objects.filter(pk=request.pk).update(status=status, answer=answer)


def drop_request(request: IdempotencyKey) -> None:
    """It came to nothing: the key may be used again."""
    IdempotencyKey.objects.filter(pk=request.pk).delete()
