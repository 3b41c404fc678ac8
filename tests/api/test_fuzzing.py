"""A few made-up requests for every operation, the same in every run; many more: python -m tests.measure.schemathesis"""

from typing import Any

import pytest

from tests.api import fuzzing
from tests.api.worlds import keep_world

EXAMPLES = 2


@pytest.mark.django_db
@pytest.mark.parametrize("role", fuzzing.ROLES)
def test_no_request_makes_the_program_fail_or_answer_what_the_document_does_not_say(
    monkeypatch: pytest.MonkeyPatch, settings: Any, role: str
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    keep_world(monkeypatch)
    headers, known = fuzzing.headers_of(role), fuzzing.keys()
    with fuzzing.left_open():
        for operation in fuzzing.operations():
            name = operation.definition.raw["operationId"]
            fuzzing.try_operation(operation, headers, known.get(name, []), EXAMPLES)
