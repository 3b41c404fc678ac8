"""The requests of docs/api.md with what is answered to them: python -m tests.api.documented writes the answers anew.

Each block ```http is a request, the block ```json behind it its answer over the small world of tests/store/told.py. What differs from one
database to another (moments, numbers of runs, names of batches) stands as … in it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
BLOCKS = re.compile(r"```http\n(.*?)```\n\n```json\n(.*?)```\n", re.DOTALL)
VARYING = {"at", "batch", "run", "first_seen_at"}
WIDTH = 120
HOST = b"https://news.example.org"


@dataclass(frozen=True)
class Told:
    """A request of the page and the answer that stands behind it; `start`, `end`: where the answer stands in the page."""

    request: str
    answer: str
    start: int
    end: int


def examples(text: str) -> list[Told]:
    return [Told(found[1], found[2], found.start(2), found.end(2)) for found in BLOCKS.finditer(text)]


def asked(request: str) -> tuple[str, str, dict[str, str], str]:
    """Method, address, headers and body of a request as the page writes it."""
    head, _, body = request.partition("\n\n")
    first, *lines = head.strip().splitlines()
    method, _, address = first.partition(" ")
    return method, address, {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}, body.strip()


def answered(request: str, token: Client) -> str:
    """What is answered to it, as the page writes it."""
    method, address, headers, body = asked(request)
    client = token if headers.pop("authorization", None) else Client()
    path, _, query = address.partition("?")
    if method == "GET":
        response = client.get(path, dict(parse_qsl(query)), headers={"accept-language": "en", **headers})
    else:
        response = client.post(path, body, content_type="application/json", headers=headers)
    told = f"{response.status_code} {response.reason_phrase}"
    if not response.content:
        return f"{told}\n"
    return f"{told}\n" + laid_out(json.loads(response.content.replace(b"http://testserver", HOST))) + "\n"


def laid_out(value: Any, indent: int = 0) -> str:
    """JSON in lines of no more than WIDTH, where that can be; what varies as …

    >>> laid_out({"batch": "api 123", "items": [1, 2]})
    '{"batch": "…", "items": [1, 2]}'
    """
    value = settled(value)
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + sum(1 for letter in line if ord(letter) > 0x2E80) + indent <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return line
    inner = indent + 2
    if isinstance(value, dict):
        parts = [f"{json.dumps(name)}: {laid_out(one, inner)}" for name, one in value.items()]
    else:
        parts = [laid_out(one, inner) for one in value]
    blank = "\n" + " " * inner
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    return opening + blank + f",{blank}".join(parts) + "\n" + " " * indent + closing


def settled(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: "…" if name in VARYING and one else settled(one) for name, one in value.items() if not varies(name, value)} | {
            name: "…" for name in value if varies(name, value)
        }
    return [settled(one) for one in value] if isinstance(value, list) else value


def varies(name: str, of: dict[str, Any]) -> bool:
    """A decision's id follows from its moment."""
    return name == "key" and "by" in of


def in_order(text: str) -> Iterator[tuple[Told, str]]:
    """Each example with what is answered now. Fills the database."""
    from tests.api.worlds import bearer, keep_world  # models, which need Django set up

    patch = pytest.MonkeyPatch()
    keep_world(patch)
    patch.undo()
    token = bearer("curator", "read", "capture", "decide")
    for told in examples(text):
        yield told, answered(told.request, token)


def written_anew(text: str) -> str:
    found = list(in_order(text))
    for told, now in reversed(found):
        text = text[: told.start] + now + text[told.end :]
    return text


def main() -> None:
    from tests.measure.scratch import scratch_database

    with scratch_database():
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        PAGE.write_text(written_anew(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
