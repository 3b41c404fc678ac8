"""Tokens: hashed, of a scope, expiring, revoked; never more than their user may."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from articles.models import ApiToken, IdempotencyKey
from articles.store import tokens
from tests.api.worlds import V1, ask, bearer, client_of, json_of, keep_world, witness

pytestmark = pytest.mark.django_db
CAPTURE = {"captures": [{"text": "丁戊区召开会议。", "url": "http://d.example.cn/1.html"}]}


def post(client: Client, path: str, body: Any, **headers: str) -> Any:
    return client.post(f"{V1}{path}", body, content_type="application/json", headers=headers)


def test_the_secret_is_long_random_and_not_kept() -> None:
    user = User.objects.create_user("somebody")
    (one, secret), (_other, another) = (tokens.make_token("crawler", user, ["capture"]) for _ in range(2))
    assert secret != another
    assert len(secret) >= len(tokens.PREFIX) + 43  # 256 bits in base64
    assert secret not in str(ApiToken.objects.values())
    assert tokens.token_of(secret) == one
    assert tokens.token_of(secret[:-1]) is None
    assert tokens.token_of("") is None
    with pytest.raises(ValueError, match="scopes are some of"):
        tokens.make_token("x", user, ["everything"])


def test_a_token_ends_by_its_date_by_being_revoked_and_with_its_user() -> None:
    user = User.objects.create_user("somebody")
    now = timezone.now()
    token, secret = tokens.make_token("crawler", user, ["read"], now + timedelta(days=1))
    assert tokens.token_of(secret) == token
    ApiToken.objects.filter(pk=token.pk).update(expires_at=now)
    assert tokens.token_of(secret) is None
    token, secret = tokens.make_token("crawler", user, ["read"])
    tokens.revoke(token)
    assert tokens.token_of(secret) is None
    token, secret = tokens.make_token("crawler", user, ["read"])
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert tokens.token_of(secret) is None


def test_the_last_use_is_kept_but_not_written_each_time() -> None:
    token, secret = tokens.make_token("crawler", User.objects.create_user("somebody"), ["read"])
    tokens.token_of(secret)
    used = ApiToken.objects.get(pk=token.pk).used_at
    assert used is not None
    tokens.token_of(secret)
    assert ApiToken.objects.get(pk=token.pk).used_at == used


def test_a_token_that_is_no_good_is_refused_and_not_taken_for_nobody() -> None:
    for given in ("Bearer newsdb_x", "Basic eDp5", "Bearer", "x"):
        response = Client(headers={"authorization": given}).get(f"{V1}/persons")
        assert response.status_code == 401, given
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
        assert response.headers["Content-Type"] == "application/problem+json"


def test_a_token_reads_what_its_user_sees_if_it_may_read(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_world(monkeypatch)
    said = witness(kind="statement")
    said.__class__.objects.filter(statement=said.statement).update(confidence=0.1)
    for role, scope, number in (("viewer", "read", 2), ("viewer", "capture", 1)):
        assert len(ask(bearer(role, scope), "/statements")["items"]) == number, (role, scope)


def test_each_scope_opens_one_door_only_to_those_who_may() -> None:
    decision = {"kind": "accept", "witnesses": ["0" * 16]}
    for role, scope, path, body, status in (
        ("curator", "read", "/captures", CAPTURE, 403),
        ("curator", "decide", "/captures", CAPTURE, 403),
        ("viewer", "capture", "/captures", CAPTURE, 403),
        ("curator", "capture", "/captures", CAPTURE, 201),
        ("curator", "capture", "/decisions", decision, 403),
        ("viewer", "decide", "/decisions", decision, 403),
        ("curator", "decide", "/decisions", decision, 422),
    ):
        assert post(bearer(role, scope), path, body).status_code == status, (role, scope, path)


def test_no_cookie_writes() -> None:
    for role in ("anonymous", "curator", "administrator"):
        for path in ("/captures", "/decisions"):
            assert post(client_of(role), path, CAPTURE).status_code == 401, (role, path)


def test_the_same_request_twice_does_nothing_the_second_time() -> None:
    client = bearer("curator", "capture")
    first = post(client, "/captures", CAPTURE, **{"idempotency-key": "one"})
    again = post(client, "/captures", CAPTURE, **{"idempotency-key": "one"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert json_of(again) == json_of(first)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = {"captures": [{"text": "另一个。"}]}
    assert post(client, "/captures", other, **{"idempotency-key": "one"}).status_code == 409
    assert post(client, "/captures", other, **{"idempotency-key": "two"}).status_code == 201


def test_a_request_that_is_being_answered_is_not_begun_twice_and_one_broken_off_is() -> None:
    client = bearer("curator", "capture")
    post(client, "/captures", CAPTURE, **{"idempotency-key": "one"})
    IdempotencyKey.objects.update(status=0, answer=None, begun_at=timezone.now())
    assert post(client, "/captures", CAPTURE, **{"idempotency-key": "one"}).status_code == 409
    IdempotencyKey.objects.update(begun_at=timezone.now() - 2 * tokens.BROKEN_OFF)
    assert post(client, "/captures", CAPTURE, **{"idempotency-key": "one"}).status_code == 201


def test_keys_are_forgotten_after_a_day_and_those_of_a_failure_at_once() -> None:
    client = bearer("curator", "decide")
    wrong = {"kind": "accept", "witnesses": ["0" * 16]}
    assert post(client, "/decisions", wrong, **{"idempotency-key": "one"}).status_code == 422
    assert not IdempotencyKey.objects.exists()
    token = ApiToken.objects.get()
    IdempotencyKey.objects.create(token=token, key="old", digest="x", begun_at=timezone.now() - 2 * tokens.KEPT)
    tokens.begin_request(token, "new", "y")
    assert [row.key for row in IdempotencyKey.objects.all()] == ["new"]


def test_tokens_are_made_shown_once_and_revoked_in_the_admin() -> None:
    client = client_of("administrator")
    user = User.objects.create_user("somebody")
    user.groups.add(Group.objects.get(name="curator"))
    page = client.post(
        "/admin/articles/apitoken/add/",
        {"name": "crawler", "user": user.pk, "scopes": ["capture"], "expires_at": "2999-01-31T08:00"},
        follow=True,
    )
    token = ApiToken.objects.get()
    assert f"{timezone.localtime(token.expires_at):%Y-%m-%d %H:%M}" == "2999-01-31 08:00"
    told = page.content.decode()
    secret = next(word for word in told.replace("<", " ").replace(">", " ").split() if word.startswith(tokens.PREFIX))
    assert tokens.token_of(secret) == token
    assert secret not in client.get(f"/admin/articles/apitoken/{token.pk}/change/").content.decode()
    client.post("/admin/articles/apitoken/", {"action": "revoke_tokens", "_selected_action": [token.pk]})
    assert tokens.token_of(secret) is None
    for role in ("viewer", "curator"):
        assert client_of(role).get("/admin/articles/apitoken/").status_code == 403
