"""The cases of tests/cases/resolve/persons.jsonl, whose entries are written short:

    a|2020-05-01|320507|former 副区长@相城区政府;书记@吴中区委|company,company|text|=another name

key (with @page where one page gives several), date, the page's home, posts, company, the text's group, name. A body's place is read from
its name; `related` names the bodies that it took over or is part of.
"""

import hashlib
import json
import re
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from articles.pipeline.lexicon import read_table
from articles.pipeline.resolve.entries import Judgements, PersonEntry, PostSeen, Resolved
from articles.pipeline.resolve.names import name_key
from articles.pipeline.resolve.persons import resolve_persons

CASES = Path(__file__).resolve().parents[2] / "cases" / "resolve" / "persons.jsonl"
KINDS = (
    ("公司", "company"),
    ("大学", "university"),
    ("研究院", "institute"),
    ("政府", "government"),
    ("委", "party"),
    ("局", "department"),
)


def read_cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@cache
def places_by_name() -> dict[str, str]:
    return {name: code for row in reversed(read_table("divisions.tsv")) for code, name in ((row[0], row[1]), (row[0], row[5])) if name}


def chain(code: str) -> tuple[str, ...]:
    """A division and those above it, the narrowest first."""
    if not code.isdigit():
        return (code,) if code else ()
    return tuple(dict.fromkeys((code, code[:4] + "00", code[:2] + "0000") if code[:2] not in ("11", "31") else (code, code[:2] + "0000")))


def place_of(body: str, home: str) -> tuple[str, ...]:
    """The narrowest division the body's name begins with; of districts with one name the one the page is from."""
    names = [name for name in places_by_name() if body.startswith(name)]
    if not names:
        return ()
    named = max(names, key=len)
    rest = [name for name in places_by_name() if body.removeprefix(named).startswith(name)]
    named = max(rest, key=len) if rest else named
    codes = [row[0] for row in read_table("divisions.tsv") if row[1] == named or row[5] == named]
    return chain(home if home in codes else codes[0])


def read_post(written: str, home: str, related: dict[str, list[str]]) -> PostSeen:
    title, _, body = written.removeprefix("former ").partition("@")
    places = place_of(body, home)
    kind = next((kind for suffix, kind in KINDS if body.endswith(suffix)), "")
    above = [parent for parent in (re.sub(r"委\w+部$", "委", body), re.sub(r"\w{2}局$", "政府", body)) if parent != body]
    others = [later for later, before in related.items() if body in before]
    return PostSeen(
        title,
        f"org:{body}{places[0] if places else ''}" if body else "",
        body,
        kind,
        places,
        frozenset(f"org:{name}{places[0] if places else ''}" for name in (*above, *others, *related.get(body, ()))),
        written.startswith("former "),
    )


def read_entry(written: str, name: str, related: dict[str, list[str]]) -> PersonEntry:
    key, date, home, posts, company, group, other = (*written.split("|"), "", "", "", "", "", "")[:7]
    key, _, page = key.partition("@")
    named = next((part[1:] for part in (company, group, other) if part.startswith("=")), name)
    company, group = ("" if part.startswith("=") else part for part in (company, group))
    seen = tuple(read_post(item, home, related) for post in posts.split(";") if post for item in _titles(post))
    sha = hashlib.sha256((page or key).encode()).hexdigest()
    return PersonEntry(
        key,
        named,
        group or f"text {page or key}",
        (date, date, sha),
        date,
        seen,
        chain(home),
        frozenset(map(name_key, filter(None, company.split(",")))),
    )


def _titles(post: str) -> list[str]:
    """副市长、代市长@常州市政府 is two posts."""
    former, _, rest = post.rpartition("former ") if post.startswith("former ") else ("", "", post)
    titles, _, body = rest.partition("@")
    mark = "former " if post.startswith("former ") else former
    return [f"{mark}{title}@{body}" for title in titles.split("、")]


def read_case(case: dict[str, Any]) -> tuple[list[PersonEntry], Judgements]:
    related = case.get("related", {})
    entries = [read_entry(entry, case["name"], related) for entry in case["entries"]]
    different = tuple((frozenset(one), frozenset(other)) for one, other in case.get("different", ()))
    return entries, Judgements(tuple(map(frozenset, case.get("same", ()))), different)


def pairs(groups: Any) -> set[frozenset[str]]:
    """The pairs of keys that stand in one group."""
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def resolve_case(case: dict[str, Any]) -> Resolved:
    return resolve_persons(*read_case(case))
