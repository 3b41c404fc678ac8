"""The document of the API (OpenAPI 3.1), made from its functions, with what goes for all of them: problems, redirects, copies."""

from functools import cache
from typing import Any

from ninja import NinjaAPI

from articles.api.problems import MEDIA_TYPE
from articles.api.schemas import Problem
from articles.api.schemas_asked import CaptureGiven

PREFIX = "/api/v1/"
ABOUT = (
    "Who held which post in which body, who was at which meeting, who said what - each fact with the characters it was read from. "
    "Without log-in: what the public may see; unreviewed facts are marked so. Ids are stable; members are added, never changed. "
    "Lists come in pages: follow `next`. Every error is a problem as RFC 9457 has it."
)
ALWAYS = {"key", "sha256"}
TOKEN = {"token": {"type": "http", "scheme": "bearer", "description": "A token made in the admin, under API tokens."}}
HEADERS = {
    "ETag": {"description": "Send it as If-None-Match: 304 if nothing changed.", "schema": {"type": "string"}},
    "X-RateLimit-Remaining": {"description": "Requests left in this minute, for those without log-in.", "schema": {"type": "string"}},
}


@cache
def document_of(api: NinjaAPI) -> dict[str, Any]:
    """The document; the same for everybody."""
    told: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX)
    components = told["components"]
    components["schemas"] |= {"Problem": Problem.model_json_schema(), "CaptureGiven": CaptureGiven.model_json_schema()}
    components["securitySchemes"] = TOKEN
    told["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    # A bad capture does not spoil its request, so anything is taken for one; this is what a good one is.
    components["schemas"]["CapturesGiven"]["properties"]["captures"]["items"] = {
        "anyOf": [{"$ref": "#/components/schemas/CaptureGiven"}, {}]
    }
    for schema in components["schemas"].values():
        loosen(schema)
    for path in told["paths"].values():
        for method, operation in path.items():
            complete(method, operation)
    return dict(told)


def loosen(schema: dict[str, Any]) -> None:
    """With `fields=` only the id is sure to be there: members with a default are not required."""
    if "default" in schema:
        return
    required = [name for name in schema.get("required", ()) if "default" not in schema["properties"].get(name, {}) or name in ALWAYS]
    schema.pop("required", None)
    if required:
        schema["required"] = required


def complete(method: str, operation: dict[str, Any]) -> None:
    """What every operation may answer besides what it is asked for."""
    problem = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    responses = {str(status): told for status, told in operation["responses"].items()}
    if method == "get":
        operation["security"] = [{}, {"token": []}]
        responses["200"]["headers"] = HEADERS
        responses["304"] = {"description": "Nothing changed since the answer whose ETag was sent."}
        if any(parameter["in"] == "path" for parameter in operation["parameters"]):
            location = {"Location": {"description": "The address of the row it belongs to now.", "schema": {"type": "string"}}}
            responses["308"] = {"description": "The id belongs to another row now.", "headers": location, **problem}
            responses["404"] = {"description": "No such row, or none that you may see.", **problem}
    else:
        operation["security"] = [{"token": []}]
        responses["401"] = {"description": "No token, or one that is no good.", **problem}
        responses["403"] = {"description": "The token may not do this.", **problem}
    responses["422"] = {"description": "A parameter or the body cannot be used; `errors` says where.", **problem}
    responses["429"] = {"description": "Too many requests; Retry-After says when to come again.", **problem}
    responses["default"] = {"description": "Any other problem.", **problem}
    operation["responses"] = dict(sorted(responses.items()))
