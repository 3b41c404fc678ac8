"""docs/api.md is true to the letter, and tells of every address; answers are what the OpenAPI document says."""

from typing import Any, get_args

import pytest
from django.test import Client

from articles.api import asked, schemas
from articles.api.document import document_of
from articles.api.reads import KINDS
from articles.api.urls import api
from articles.models.article import SCRIPTS
from articles.models.attendance import ROLES
from articles.models.capture import MEDIA_TYPES
from articles.models.organization import LEVELS
from articles.models.reading import VERDICTS
from tests.api import documented
from tests.api.worlds import ask, client_of, keep_world

PAGE = documented.PAGE.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_every_answer_on_the_page_is_the_one_that_is_given() -> None:
    for told, now in documented.in_order(PAGE):
        assert told.answer == now, f"{told.request}: run python -m tests.api.documented"


def test_the_page_has_a_request_for_every_operation() -> None:
    known = {(method, address) for address, methods in document_of(api)["paths"].items() for method in methods}
    told = {
        (method.lower(), address.partition("?")[0])
        for method, address, *_ in (documented.asked(one.request) for one in documented.examples(PAGE))
    }
    missing = [(method, address) for method, address in known if not any(method == one and fits(address, path) for one, path in told)]
    assert missing == []


def fits(address: str, path: str) -> bool:
    parts, given = address.split("/"), path.split("/")
    return len(parts) == len(given) and all(part == one or part.startswith("{") for part, one in zip(parts, given, strict=True))


@pytest.mark.parametrize(
    ("literal", "choices"),
    [
        (asked.Script, SCRIPTS),
        (asked.Verdict, VERDICTS),
        (asked.Role, ROLES),
        (asked.Level, LEVELS),
        (asked.MediaType, MEDIA_TYPES),
    ],
)
def test_the_values_of_parameters_are_the_models(literal: Any, choices: Any) -> None:
    assert list(get_args(literal)) == [value for value, _label in choices]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", "administrator"])
def test_answers_are_what_their_schemas_say(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    keep_world(monkeypatch)
    client = client_of(role)
    for _kind, many, _asked, page, one in KINDS:
        told = ask(client, f"/{many}")
        page.model_validate(told)
        schema = page.model_fields["items"].annotation.__args__[0]
        for item in told["items"]:
            assert set(item) == set(schema.model_fields), many
            whole = ask(client, f"/{many}/{item.get('key') or item['sha256']}")
            one.model_validate(whole)
            assert set(whole) == set(one.model_fields), many


@pytest.mark.django_db
def test_the_document_is_served_and_names_its_version(client: Client) -> None:
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert told["info"]["title"] == "newsdb"
    assert set(told["components"]["schemas"]) >= {"Article", "Witness", "Problem", "CaptureGiven"}
    for methods in told["paths"].values():
        for operation in methods.values():
            assert {"422", "429", "default"} <= set(operation["responses"]), operation["operationId"]


def test_only_ids_are_always_there() -> None:
    for name in ("Article", "PersonDetail", "Tenure"):
        assert document_of(api)["components"]["schemas"][name]["required"] == ["key"], name
    assert "key" in schemas.Article.model_fields
