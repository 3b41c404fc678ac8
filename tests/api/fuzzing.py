"""Made-up requests for every operation of the API, as anybody, a viewer and a curator: no fault of the program, nothing the document does
not say. Used by the suite with few examples, and by tests/measure/schemathesis with many."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

ROLES = ("anonymous", "viewer", "curator")
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]


@contextmanager
def left_open() -> Iterator[None]:
    """Within a test's transaction: the application must not close the connection after a request, as a server has to."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def load() -> Any:
    from newsdb.wsgi import application

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers={"Host": "testserver"})


def headers_of(role: str) -> dict[str, str]:
    """What somebody of this role sends along."""
    from tests.api.worlds import secret_of

    scopes = {"viewer": ["read"], "curator": ["read", "capture", "decide"]}.get(role)
    return {"Host": "testserver", "Accept-Encoding": "identity"} | (
        {"Authorization": f"Bearer {secret_of(role, *scopes)}"} if scopes else {}
    )


def keys() -> dict[str, list[str]]:
    """Ids that there are, by the operation that takes them."""
    from articles.store.telling.details import LISTINGS

    found = {}
    for kind, listing in LISTINGS.items():
        found[f"get_{kind}"] = list(listing.model._default_manager.order_by("pk").values_list(listing.key, flat=True)[:20])
    return found | {"get_roster": found["get_organization"], "get_co_attendance": found["get_person"]}


def try_operation(operation: Any, headers: dict[str, str], known: list[str], examples: int, *, derandomize: bool = True) -> None:
    """Ask so many times; where a path has an id, half of the times for a row that there is. Raises at the first answer that is wrong."""
    asked = [0]

    @given(case=operation.as_strategy())
    @settings(
        max_examples=examples,
        derandomize=derandomize,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        asked[0] += 1
        if known and asked[0] % 2:
            case.path_parameters = {**(case.path_parameters or {}), "key": known[asked[0] // 2 % len(known)]}
        case.headers = {**(case.headers or {}), **headers}
        case.call_and_validate(checks=CHECKS)

    ask()


def operations() -> list[Any]:
    return [found.ok() for found in load().get_all_operations()]
