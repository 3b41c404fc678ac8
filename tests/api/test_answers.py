"""What surrounds answers: problems, HEAD and OPTIONS, validators, gzip, other origins, former ids, limits, the policy of content."""

import logging
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from articles.api import details, limits
from articles.models import Article, ImportRun, Person, Witness
from articles.store import changed, deciding
from articles.store.settling import settle
from tests.api.worlds import V1, ask, client_of, decide, json_of, keep_world, person
from tests.kept import kept

pytestmark = pytest.mark.django_db


world = kept(keep_world, autouse=False)


def is_problem(response: Any, status: int) -> Any:
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    told = json_of(response)
    assert set(told) >= {"type", "title", "status", "detail"}
    assert told["status"] == status
    return told


def test_every_error_is_a_problem(client: Client) -> None:
    is_problem(client.get(f"{V1}/nothing"), 404)
    is_problem(client.get(f"{V1}/persons/{'0' * 16}"), 404)
    is_problem(client.get(f"{V1}/persons/x"), 422)
    is_problem(client.get(f"{V1}/persons/%00"), 404)
    is_problem(client.get(f"{V1}/search", {"q": "(甲"}), 422)
    is_problem(client.get(f"{V1}/search"), 422)
    is_problem(client.get(f"{V1}/search", {"q": "甲", "cursor": "x"}), 422)
    is_problem(client.get(f"{V1}/persons?name={'x' * 9000}"), 414)
    assert "GET" in is_problem(client.delete(f"{V1}/persons"), 405)["detail"]
    assert client.delete(f"{V1}/persons").headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_fault_of_the_program_is_logged_and_not_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*arguments: Any, **more: Any) -> None:
        raise ImproperlyConfigured("password=secret")

    monkeypatch.setattr(details, "row_of", fail)
    with caplog.at_level(logging.ERROR):
        told = is_problem(client.get(f"{V1}/persons/{'0' * 16}"), 500)
    assert "secret" not in str(told)
    assert "secret" in caplog.text


def test_head_and_options(world: None, client: Client) -> None:
    whole, head = client.get(f"{V1}/persons"), client.head(f"{V1}/persons")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    options = client.options(f"{V1}/persons")
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_nothing_is_sent_twice_that_did_not_change(world: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed, "SETTLED", -1)
    first = client.get(f"{V1}/persons")
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    again = client.get(f"{V1}/persons", headers={"if-none-match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert client.get(f"{V1}/persons", headers={"if-modified-since": modified}).status_code == 304
    assert client.get(f"{V1}/persons", headers={"if-none-match": 'W/"x"'}).status_code == 200
    decide("correct_row", person("祁连山"), {"name": "祁连海"})
    assert client.get(f"{V1}/persons", headers={"if-none-match": etag}).status_code == 200


def test_no_time_is_told_while_an_import_runs(world: None, client: Client) -> None:
    ImportRun.objects.update(finished_at=None)
    assert "Last-Modified" not in client.get(f"{V1}/persons").headers


def test_who_may_keep_a_copy(world: None) -> None:
    told = {role: client_of(role).get(f"{V1}/persons").headers for role in ("anonymous", "viewer")}
    assert told["anonymous"]["Cache-Control"] == "no-cache"
    assert told["viewer"]["Cache-Control"] == "private, no-store"
    assert all({"Cookie", "Authorization"} <= set(headers["Vary"].split(", ")) for headers in told.values())


def test_answers_are_compressed_for_those_who_take_it(world: None, client: Client) -> None:
    packed = client.get(f"{V1}/persons", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    again = client.get(f"{V1}/persons", headers={"accept-encoding": "gzip", "if-none-match": packed.headers["ETag"]})
    assert again.status_code == 304


def test_other_origins_are_let_in_by_the_setting(client: Client, settings: Any) -> None:
    asked = {"origin": "https://page.example"}
    assert "Access-Control-Allow-Origin" not in client.get(f"{V1}/persons", headers=asked).headers
    settings.CORS_ALLOWED_ORIGINS = ["https://page.example"]
    answer = client.get(f"{V1}/persons", headers=asked)
    assert answer.headers["Access-Control-Allow-Origin"] == "https://page.example"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in client.get("/admin/login/", headers=asked).headers
    preflight = client.options(f"{V1}/persons", headers={**asked, "access-control-request-method": "GET"})
    assert preflight.status_code == 200


def test_a_former_id_leads_to_the_row_it_belongs_to_now(world: None, client: Client) -> None:
    one, other = person("柳望舒"), person("柳望书")
    decide("merge", [one, other])
    settle()
    now = Person.objects.get(name__startswith="柳望").key
    gone = other.key if now == one.key else one.key
    for who, told_why in ((client, False), (client_of("viewer"), True)):
        moved = who.get(f"{V1}/persons/{gone}")
        assert ("why" in is_problem(moved, 308)) is told_why
        assert moved.headers["Location"] == f"{V1}/persons/{now}"
        assert "no-store" in moved.headers["Cache-Control"] or moved.headers["Cache-Control"] == "no-cache"
    assert ask(client, f"/tenures?person={gone}")["items"] == ask(client, f"/tenures?person={now}")["items"]
    assert client.get(f"{V1}/persons/{now}").status_code == 200


def test_a_former_id_of_what_may_not_be_seen_leads_nowhere(world: None, client: Client) -> None:
    one, other = person("柳望舒"), person("柳望书")
    decide("merge", [one, other])
    settle()
    now = Person.objects.get(name__startswith="柳望")
    gone = other.key if now.key == one.key else one.key
    for article in Article.objects.filter(witnesses__person=now).distinct():
        deciding.withhold(article, by="编者", why="a test")
    settle()
    assert "Location" not in client.get(f"{V1}/persons/{gone}").headers
    is_problem(client.get(f"{V1}/persons/{gone}"), 404)


def test_the_public_may_ask_so_often_and_no_more(world: None, client: Client, settings: Any) -> None:
    settings.API_LIMIT = 3
    left = [client.get(f"{V1}/persons").headers["X-RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = client.get(f"{V1}/persons")
    is_problem(refused, 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert client.get(f"{V1}/persons", headers={"x-forwarded-for": "192.0.2.1"}).status_code == 429
    assert client_of("viewer").get(f"{V1}/persons").status_code == 200
    settings.API_PROXIES = 1
    assert client.get(f"{V1}/persons", headers={"x-forwarded-for": "198.51.100.7, 192.0.2.1"}).status_code == 200


def test_counting_begins_anew_with_each_minute_and_keeps_clients_apart(settings: Any) -> None:
    settings.API_LIMIT = 2
    assert [limits.count("a", 60.0).left, limits.count("b", 61.0).left, limits.count("a", 119.9).left] == [1, 1, 0]
    assert limits.count("a", 119.9).headers["Retry-After"] == "1"
    assert limits.count("a", 120.0).left == 1


def test_counting_copes_with_more_clients_than_it_has_places_for(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SLOTS", 4)
    settings.API_LIMIT = 10
    assert all(0 <= limits.count(f"client {number}", 60.0).left < 10 for number in range(200))


def test_an_ipv6_network_is_one_client(rf: Any) -> None:
    asked = [rf.get("/", REMOTE_ADDR=address) for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "192.0.2.1", "")]
    assert [limits.client_of(one) for one in asked] == ["2001:db8::/64", "2001:db8::/64", "2001:db8:0:1::/64", "192.0.2.1", ""]


def test_the_page_of_the_document_needs_nothing_but_itself(client: Client) -> None:
    response = client.get(f"{V1}/docs")
    page = response.content.decode()
    assert response.status_code == 200
    assert "<script" not in page
    assert "style=" not in page
    assert "http://" not in page.replace("http://testserver", "")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    for name in ("list_articles", "get_roster", "search"):
        assert f'id="{name}"' in page


def test_roster_and_co_attendance(world: None, client: Client) -> None:
    body = witness_key("organization", "丁戊区委")
    told = ask(client, f"/organizations/{body}/roster", on="2024-03-01")
    assert [(seat["title"], seat["person"]["name"], seat["certainty"]) for seat in told["seats"]] == [
        ("书记", "柳望舒", "seen"),
        ("副书记", "祁连山", "seen"),
    ]
    assert {seat["certainty"] for seat in ask(client, f"/organizations/{body}/roster", on="2019-01")["seats"]} <= {
        "no_captures",
        "inferred",
    }
    met = ask(client, f"/persons/{person('柳望舒').key}/co-attendance")
    assert [(one["person"]["name"], one["meetings"], one["first"]) for one in met["items"]] == [("祁连山", 1, "2024-03-01")]
    assert ask(client, f"/persons/{person('柳望舒').key}/co-attendance", date_from="2025")["items"] == []
    is_problem(client.get(f"{V1}/organizations/{body}/roster"), 422)
    is_problem(client.get(f"{V1}/persons/{'0' * 16}/co-attendance"), 404)


def witness_key(kind: str, name: str) -> str:
    found = Witness.objects.filter(kind=kind, **{f"{kind}__name": name}).first()
    return str(getattr(found, kind).key)
