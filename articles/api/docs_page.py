"""The document of the API as a page to be read: rendered on the server, without script, with nothing from other hosts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Shape = Mapping[str, Any]
DEEPEST = 4


def docs_page(request: HttpRequest, document: Shape) -> HttpResponse:
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(told(document, address, method, operation))
    schemas = [
        {"name": name, "about": schema.get("description", ""), "members": list(members(schema))}
        for name, schema in sorted(document["components"]["schemas"].items())
        if "properties" in schema
    ]
    return render(request, "api/docs.html", {"info": document["info"], "groups": groups, "schemas": schemas})


def told(document: Shape, address: str, method: str, operation: Shape) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    responses = [
        {
            "status": status,
            "about": one["description"],
            "shape": shape_of(next(iter(one["content"].values()))["schema"]) if "content" in one else "",
        }
        for status, one in operation["responses"].items()
    ]
    parameters = [
        {
            "name": one["name"],
            "place": one["in"],
            "required": one.get("required", False),
            "shape": shape_of(one["schema"]),
            "about": one.get("description", ""),
            "default": one["schema"].get("default"),
        }
        for one in operation["parameters"]
    ]
    return {
        "id": operation["operationId"],
        "address": address,
        "method": method.upper(),
        "summary": operation["summary"],
        "about": operation.get("description", ""),
        "parameters": parameters,
        "body": shape_of(body) if body else "",
        "responses": responses,
        "needs_token": {} not in operation.get("security", [{}]),
    }


def members(schema: Shape) -> Iterator[dict[str, Any]]:
    for name, one in schema["properties"].items():
        yield {"name": name, "shape": shape_of(one), "about": one.get("description", ""), "sure": name in schema.get("required", ())}


def shape_of(schema: Shape, depth: int = 0) -> str:
    """What a value is, in a few words.

    >>> shape_of({"anyOf": [{"type": "string", "enum": ["host", "reader"]}, {"type": "null"}]})
    'host | reader | null'
    >>> shape_of({"type": "array", "items": {"$ref": "#/components/schemas/Named"}})
    'list of Named'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(str(value) or '""' for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema and depth < DEEPEST:
        return " | ".join(dict.fromkeys(shape_of(one, depth + 1) for one in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {shape_of(schema.get('items', {}), depth + 1)}" if depth < DEEPEST else "list"
    words = str(schema.get("format") or schema.get("type") or "any")
    bounds = [f"{name} {schema[key]}" for name, key in (("from", "minimum"), ("to", "maximum")) if key in schema]
    return " ".join([words, *bounds])
