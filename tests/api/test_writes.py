"""Captures handed over, and decisions made, over HTTP."""

import base64
from typing import Any

import pytest
from django.test import Client

from articles.api import answering
from articles.models import Article, Capture, Decision, ImportProblem, ImportRun, Organization, Sighting, Tenure, Witness
from tests.api.worlds import V1, bearer, decide, json_of, keep_world, person, witness
from tests.store.told import queries

pytestmark = pytest.mark.django_db
BODY = "相城区召开产业发展工作会议\n\n3月12日，相城区召开产业发展工作会议。相城区委书记甘立言主持会议并讲话。"
PAGE = {"text": BODY, "url": "http://www.example.gov.cn/1.html", "captured_at": "2024-03-13"}


def post(client: Client, path: str, body: Any, status: int = 201) -> Any:
    response = client.post(f"{V1}{path}", body, content_type="application/json")
    assert response.status_code == status, response.content
    return json_of(response)


def test_captures_become_articles_and_bad_ones_are_kept_with_the_reason() -> None:
    client = bearer("curator", "capture")
    given = [
        PAGE,
        {"text": "", "url": "http://www.example.gov.cn/2.html"},
        {"base64": "damaged!", "url": "http://www.example.gov.cn/3.html"},
        {"base64": base64.b64encode(BODY.encode("gb18030")).decode(), "url": "http://www.example.gov.cn/4.html"},
        "no object",
        {"text": "一", "html": "一"},
        {"text": "甲\0乙\ud800", "name": "\ud800\0", "captured_at": "2024-03-12"},
        {**PAGE, "captured_at": "yesterday"},
    ]
    told = post(client, "/captures", given_as_json(given))
    assert [item["result"] for item in told["items"]][:6] == ["new", "problem", "problem", "new", "problem", "problem"]
    assert told["items"][7]["result"] == "problem"
    assert all(item["reason"] and item["cure"] for item in told["items"] if item["result"] == "problem")
    assert (told["new"] + told["problems"] + told["seen"]) == len(given)
    run = ImportRun.objects.get(pk=told["run"])
    assert (run.status, run.new, run.problems) == ("done", told["new"], told["problems"])
    assert ImportProblem.objects.filter(run=run).count() == told["problems"]
    first = told["items"][0]
    assert Article.objects.get(key=first["article"]).capture.sha256 == first["sha256"]
    assert Sighting.objects.filter(path="api:a program", url=PAGE["url"]).count() == 1
    assert Witness.objects.filter(article__key=first["article"], person__name="甘立言").exists()


def given_as_json(given: list[Any]) -> str:
    import json

    return json.dumps({"captures": given})


def test_the_same_captures_again_are_only_seen() -> None:
    client = bearer("curator", "capture")
    post(client, "/captures", {"captures": [PAGE]})
    told = post(client, "/captures", {"captures": [PAGE]})
    assert (told["new"], told["seen"], told["items"][0]["result"]) == (0, 1, "seen")
    assert Capture.objects.count() == 1


def test_so_much_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    client = bearer("curator", "capture")
    post(client, "/captures", {"captures": []}, 422)
    post(client, "/captures", {"captures": [PAGE] * 101}, 422)
    monkeypatch.setattr(answering, "LARGEST", 100)
    post(client, "/captures", {"captures": [PAGE]}, 413)
    assert not ImportRun.objects.exists()


def test_only_json_is_taken() -> None:
    client = bearer("curator", "capture")
    assert client.post(f"{V1}/captures", {"captures": "x"}).status_code == 415
    assert client.post(f"{V1}/captures", "{", content_type="application/json").status_code == 400
    assert client.post(f"{V1}/captures", b"\xff", content_type="application/json").status_code == 400


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Client:
    keep_world(monkeypatch)
    return bearer("curator", "decide")


def test_words_are_accepted_rejected_corrected_and_locked(world: Client) -> None:
    words = Witness.objects.filter(tenure__post__title="书记").order_by("key")
    keys = [word.key for word in words]
    told = post(world, "/decisions", {"kind": "accept", "witnesses": keys, "why": "文中写明"})
    assert [one["kind"] for one in told["decisions"]] == ["accept", "accept"]
    assert {one["by"] for one in told["decisions"]} == {"a-curator"}
    assert Tenure.objects.get(post__title="书记").accepted
    post(world, "/decisions", {"kind": "correct", "witnesses": keys, "values": {"title": "第一书记"}})
    assert Tenure.objects.filter(post__title="第一书记").exists()
    post(world, "/decisions", {"kind": "lock", "witnesses": keys[:1]})
    post(world, "/decisions", {"kind": "reject", "witnesses": keys})
    assert not Tenure.objects.filter(post__title="第一书记").exists()
    post(world, "/decisions", {"kind": "undo", "batch": told["batch"]})
    last = Decision.objects.filter(kind="reject").order_by("key")
    for decision in last:
        post(world, "/decisions", {"kind": "undo", "decision": decision.key})
    assert Tenure.objects.filter(post__title="第一书记").exists()


def test_rows_are_joined_parted_corrected_and_locked(world: Client) -> None:
    one, other = person("柳望舒").key, person("柳望书").key
    told = post(world, "/decisions", {"kind": "same", "noun": "person", "rows": [one, other]})
    assert set(Tenure.objects.filter(person__name__startswith="柳望").values_list("person", flat=True).distinct()).__len__() == 1
    post(world, "/decisions", {"kind": "undo", "decision": told["decisions"][0]["key"]})
    post(world, "/decisions", {"kind": "different", "noun": "person", "rows": [one, other]})
    post(world, "/decisions", {"kind": "correct", "noun": "person", "rows": [one], "values": {"name": "柳望疏"}})
    assert person("柳望疏").key == one
    post(world, "/decisions", {"kind": "lock", "noun": "person", "rows": [one]})
    words = [word.key for word in Witness.objects.filter(kind="person", person__key=other).order_by("key")]
    post(world, "/decisions", {"kind": "different", "noun": "person", "rows": [other], "witnesses": words[:1]})
    assert person("柳望疏").__class__.objects.filter(name="柳望书").count() == 2


def test_a_fact_that_the_reader_missed_is_created(world: Client) -> None:
    article = Article.objects.get(url__endswith="2.html")
    at = article.body.index("走进车间")
    given = {
        "kind": "create",
        "article": article.key,
        "fact": "organization",
        "start": at,
        "end": at + 4,
        "values": {"name": "丁戊区某车间"},
        "why": "文中写明",
    }
    post(world, "/decisions", given)
    assert Organization.objects.filter(name="丁戊区某车间").exists()
    every: list[dict[str, Any]] = [{"end": at}, {"fact": None}, {"values": {}}, {"values": {"name": ["x"]}}, {"article": "0" * 16}]
    for wrong in [*every, {"end": 2**31 - 1}]:
        post(world, "/decisions", {**given, **wrong}, 422)


def test_an_article_and_a_fact_are_withheld(world: Client) -> None:
    article = Article.objects.get(url__endswith="1.html")
    post(world, "/decisions", {"kind": "withhold", "article": article.key}, 422)
    post(world, "/decisions", {"kind": "withhold", "article": article.key, "why": "私人信息"})
    assert Article.objects.get(pk=article.pk).withheld
    word = witness(kind="statement", article__url__endswith="4.html")
    post(world, "/decisions", {"kind": "withhold", "witnesses": [word.key], "why": "私人信息"})
    assert Witness.objects.get(pk=word.pk).withheld


def test_who_may_not_see_what_is_withheld_cannot_decide_on_it(world: Client) -> None:
    article = Article.objects.get(url__endswith="1.html")
    word = witness(kind="statement", article=article)
    made = decide("withhold", article)
    for given in (
        {"kind": "accept", "witnesses": [word.key]},
        {"kind": "withhold", "article": article.key, "why": "x"},
        {"kind": "undo", "decision": made.key},
    ):
        post(world, "/decisions", given, 422)
    post(bearer("administrator", "decide"), "/decisions", {"kind": "undo", "decision": made.key})


WRONG: list[dict[str, Any]] = [
    {},
    {"kind": "destroy"},
    {"kind": "accept"},
    {"kind": "accept", "witnesses": ["0" * 16]},
    {"kind": "accept", "witnesses": ["x"]},
    {"kind": "correct", "noun": "person", "rows": ["0" * 16], "values": {"name": "x"}},
    {"kind": "same", "noun": "person", "rows": []},
    {"kind": "same", "rows": ["0" * 16]},
    {"kind": "undo"},
    {"kind": "undo", "batch": "there is none"},
    {"kind": "undo", "batch": ""},
    {"kind": "accept", "witnesses": [], "why": "\0"},
    {"kind": "create", "values": {"a": {"b": {"c": {"d": {"e": {"f": {}}}}}}}},
    {"kind": "accept", "unknown": 1},
]


@pytest.mark.parametrize("given", WRONG)
def test_what_makes_no_decision_is_said_and_nothing_written(world: Client, given: dict[str, Any]) -> None:
    told = post(world, "/decisions", given, 422)
    assert told["errors"]
    assert not Decision.objects.exists()


def test_values_must_be_what_such_values_are(world: Client) -> None:
    word = witness(kind="attendance")
    for values in (
        {"order": "1"},
        {"order": True},
        {"order": -1},
        {"role": 1},
        {"role": "king"},
        {"person": None},
        {"nothing": "x"},
        {"role": "x" * 5000},
    ):
        post(world, "/decisions", {"kind": "correct", "witnesses": [word.key], "values": values}, 422)
    row = person("柳望舒")
    for fields in ({"name": ""}, {"name": 1}, {"other_names": "x"}, {"other_names": [1]}, {"key": "x"}, {"name": "x" * 300}):
        post(world, "/decisions", {"kind": "correct", "noun": "person", "rows": [row.key], "values": fields}, 422)


def test_nothing_is_asked_of_the_database_for_a_body_without_a_token() -> None:
    assert queries(lambda: Client().post(f"{V1}/decisions", {}, content_type="application/json")) == 0
