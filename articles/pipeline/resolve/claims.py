"""A reading to claims: what one article says, each claim with its key, its span and its context.

    {"persons": [{"name": "甲乙丙", "posts": [{"title": "书记", "organization": "丁戊区委", …}], …}], …}
    →  person (甲乙丙) · organization (丁戊区委) · post (甲乙丙, 丁戊区委, 书记), which points to both

A claim's `key` follows from the capture's SHA-256, the kind and the names: it stays the same when a better reader finds the same names in
other places of the same capture. Its `signature` leaves the capture out and takes in the quote with its context: by it the same words are
known in a version or a repost.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.pipeline.resolve.person_split import split_person

CONTEXT = 12
"""Characters on each side of a quote that its signature takes in."""
BEGINNING = 20
"""Characters of a statement that it is known by."""
KINDS = ("person", "organization", "meeting", "post", "attendance", "statement", "role")

Span = tuple[int, int]


@dataclass(frozen=True)
class Claim:
    """`names`: what it is known by; `values`: what it says, in the reading's terms. `start`, `end`: body offsets, None where it has no
    place of its own. `subject`, `event`, `body`: keys of the person's, meeting's and organization's claims of the same article."""

    kind: str
    key: str
    signature: str
    names: tuple[str, ...]
    values: dict[str, Any]
    start: int | None = None
    end: int | None = None
    quote: str = ""
    spans: tuple[Span, ...] = ()
    confidence: float = 0.0
    rule: str = ""
    why: dict[str, str] = field(default_factory=dict)
    subject: str = ""
    event: str = ""
    body: str = ""


def claim_key(kind: str, sha256: str, names: Sequence[str]) -> str:
    """What a claim is known by: 16 hexadecimal digits.

    >>> claim_key("person", "ab" * 32, ["甲乙丙"]) == claim_key("person", "ab" * 32, ["甲乙丙"])
    True
    """
    return _digest([kind, sha256, *names])


def claim_signature(kind: str, names: Sequence[str], quote: str, before: str, after: str) -> str:
    """The same, without the capture: kind, names, the quote and the characters around it."""
    return _digest([kind, *names, quote, before, after])


def context(text: str, start: int | None, end: int | None) -> tuple[str, str]:
    """The characters before and after a span.

    >>> context("会议由甲乙丙主持", 3, 6)
    ('会议由', '主持')
    """
    if start is None or end is None:
        return "", ""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def names_of(kind: str, values: dict[str, Any]) -> tuple[str, ...]:
    """What a claim with these values is known by.

    >>> names_of("post", {"person": "甲乙丙", "organization": "丁戊区委", "title": "书记"})
    ('甲乙丙', '丁戊区委', '书记')
    """
    if kind == "statement":
        return (values["speaker"], values["text"][:BEGINNING])
    columns = {
        "person": ("name",),
        "organization": ("name",),
        "meeting": ("name",),
        "post": ("person", "organization", "title"),
        "attendance": ("meeting", "person", "role"),
        "role": ("meeting", "organization", "title", "role"),
    }
    return tuple(values[column] for column in columns[kind])


def title_alone(organization: str, title: str) -> str:
    """The title without the body's own name, which a reading keeps where both are printed in one: rows have the body beside it.

    >>> title_alone("丁戊区科技局", "科技局局长"), title_alone("丁戊区科技局", "局长"), title_alone("丁戊区委", "组织部部长")
    ('局长', '局长', '组织部部长')
    """
    return title[-2:] if len(title) > 2 and title[-2] == title[-3] and organization.endswith(title[:-2]) else title


def claims_of(reading: dict[str, Any]) -> list[Claim]:
    """Everything a reading says, in the order of `KINDS`. `reading` is in the form that `run.as_json` gives; parts it lacks are empty."""
    page = _Page(reading)
    persons = list(_persons(page))
    organizations = list(_organizations(page))
    meetings = list(_meetings(page))
    people = _People(persons)
    return [
        *(claim for claim, _posts in persons),
        *organizations,
        *meetings,
        *_posts(page, persons, organizations),
        *_attendances(page, people, meetings),
        *_statements(page, people, meetings),
        *_roles(page, organizations, meetings),
    ]


class _Page:
    """What all claims of one reading share."""

    def __init__(self, reading: dict[str, Any]) -> None:
        self.reading = reading
        self.sha256: str = reading["capture"]["sha256"]
        self.text: str = reading["article"]["body"]
        self.seen: dict[tuple[str, ...], int] = {}

    def claim(self, kind: str, names: Sequence[str], span: Span | None, entry: dict[str, Any], **more: Any) -> Claim:
        # The same names a second time (two meetings of one name on a page) are told apart by their number.
        number = self.seen[(kind, *names)] = self.seen.get((kind, *names), 0) + 1
        known_by = tuple(names) if number == 1 else (*names, f"#{number}")
        start, end = span if span is not None and 0 <= span[0] < span[1] <= len(self.text) else (None, None)
        quote = "" if start is None else self.text[start:end]
        return Claim(
            kind=kind,
            key=claim_key(kind, self.sha256, known_by),
            signature=claim_signature(kind, names, quote, *context(self.text, start, end)),
            names=known_by,
            start=start,
            end=end,
            quote=quote,
            confidence=float(entry.get("confidence") or 0),
            rule=str(entry.get("rule") or ""),
            why=dict(entry.get("why") or {}),
            **more,
        )


class _People:
    """Which person of the page is meant by a name at a place: a name may be two persons'."""

    def __init__(self, persons: Iterable[tuple[Claim, list[dict[str, Any]]]]) -> None:
        self.by_name: dict[str, list[Claim]] = {}
        for claim, _posts in persons:
            self.by_name.setdefault(claim.names[0], []).append(claim)

    def key_of(self, name: str, place: int | None) -> str:
        claims = self.by_name.get(name, [])
        if not claims:
            return ""
        if len(claims) == 1 or place is None:
            return claims[0].key
        # The name nearest to the place, the one printed before it where two are as near.
        return min(claims, key=lambda claim: min((abs(start - place), start) for start, _end in claim.spans or ((0, 0),))).key


def _with_title_alone(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "title": title_alone(entry.get("organization") or "", entry["title"])}


def _span(entry: dict[str, Any]) -> Span | None:
    start, end = entry.get("start"), entry.get("end")
    return None if start is None or end is None else (start, end)


def _spans(entry: dict[str, Any]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in entry.get("mentions") or ())


def _persons(page: _Page) -> Iterator[tuple[Claim, list[dict[str, Any]]]]:
    """Each person with their posts; a name that is clearly two persons' gives two."""
    for entry in page.reading.get("persons") or ():
        if entry["role"] == "slogan":
            continue
        spans, posts = _spans(entry), [_with_title_alone(post) for post in entry.get("posts") or ()]
        splittable = len(posts) > 1 and len(spans) > 1 and all(_span(post) for post in posts)
        groups = split_person(spans, posts, entry["name"]) if splittable else [list(range(len(posts)))]
        shares = _shares(spans, posts, groups)
        for group, share in zip(groups, shares, strict=True):
            values = {"name": entry["name"], "role": entry["role"], "label": entry.get("collective_label") or ""}
            claim = page.claim("person", [entry["name"]], share[0] if share else None, entry, values=values, spans=share)
            yield claim, [posts[index] for index in group]


def _shares(spans: tuple[Span, ...], posts: list[dict[str, Any]], groups: list[list[int]]) -> list[tuple[Span, ...]]:
    """The places of the name that go with each group of posts: those nearest to a post of it, and the rest with the first."""
    if len(groups) == 1:
        return [spans]
    owner: dict[Span, int] = {}
    for number, group in enumerate(groups):
        for index in group:
            span = _span(posts[index])
            if span is not None and spans:
                owner.setdefault(min(spans, key=lambda place: min(abs(place[0] - span[1]), abs(span[0] - place[1]))), number)
    return [tuple(span for span in spans if owner.get(span, 0) == number) for number in range(len(groups))]


def _organizations(page: _Page) -> Iterator[Claim]:
    for entry in page.reading.get("organizations") or ():
        spans = _spans(entry)
        values = {"name": entry["name"], "kind": entry.get("kind") or "", "level": entry.get("level") or ""}
        values |= {"written": list(entry.get("as_written") or ()), "certain": entry.get("rule") != "as_written"}
        yield page.claim("organization", [entry["name"]], spans[0] if spans else None, entry, values=values, spans=spans)
    yield from _bodies_of_posts(page)


def _bodies_of_posts(page: _Page) -> Iterator[Claim]:
    """Bodies that only a post names: a post without its body could not be kept."""
    named = {entry["name"] for entry in page.reading.get("organizations") or ()}
    posts = [post for person in page.reading.get("persons") or () for post in person.get("posts") or ()]
    for entry in [*posts, *(page.reading.get("roles") or ())]:
        name = entry.get("organization") or ""
        if name and name not in named:
            named.add(name)
            values = {"name": name, "kind": "", "level": "", "written": [entry.get("organization_as_written") or name]}
            values["certain"] = entry.get("rule") != "as_written"
            yield page.claim("organization", [name], _span(entry), entry, values=values)


def _meetings(page: _Page) -> Iterator[Claim]:
    for entry in page.reading.get("meetings") or ():
        values = {"name": entry["name"], "kind": entry["kind"], "date": entry.get("date") or "", "place": entry.get("place") or ""}
        yield page.claim("meeting", [entry["name"]], _span(entry), entry, values=values)


def _posts(page: _Page, persons: list[tuple[Claim, list[dict[str, Any]]]], organizations: list[Claim]) -> Iterator[Claim]:
    bodies = {claim.names[0]: claim.key for claim in organizations}
    for person, posts in persons:
        for entry in posts:
            body = entry.get("organization") or ""
            span = _span(entry) or (person.spans[0] if person.spans else None)
            values = {"person": person.names[0], "organization": body, "title": entry["title"], "former": bool(entry.get("former"))}
            values["written"] = entry.get("organization_as_written") or ""
            names = [person.names[0], body, entry["title"]]
            yield page.claim("post", names, span, entry, values=values, subject=person.key, body=bodies.get(body, ""))


def _attendances(page: _Page, people: _People, meetings: list[Claim]) -> Iterator[Claim]:
    for event, meeting in zip(meetings, page.reading.get("meetings") or (), strict=True):
        for entry in meeting.get("attendance") or ():
            values = {"meeting": event.names[0], "person": entry["person"], "role": entry["role"], "order": entry.get("order") or 0}
            span = _span(entry)
            subject = people.key_of(entry["person"], span[0] if span else None)
            if subject:
                names = [*event.names, entry["person"], entry["role"]]
                yield page.claim("attendance", names, span, entry, values=values, subject=subject, event=event.key)


def _statements(page: _Page, people: _People, meetings: list[Claim]) -> Iterator[Claim]:
    event = meetings[0].key if len(meetings) == 1 else ""
    for entry in page.reading.get("statements") or ():
        span = _span(entry)
        values = {name: entry.get(name) for name in ("speaker", "verb", "text", "quoted", "topics")}
        subject = people.key_of(entry["speaker"], span[0] if span else None)
        names = [entry["speaker"], entry["text"][:BEGINNING]]
        yield page.claim("statement", names, span, entry, values=values, subject=subject, event=event)


def _roles(page: _Page, organizations: list[Claim], meetings: list[Claim]) -> Iterator[Claim]:
    """Posts named without their holder: one claim for each role at each meeting."""
    bodies = {claim.names[0]: claim.key for claim in organizations}
    for entry in map(_with_title_alone, page.reading.get("roles") or ()):
        body = entry.get("organization") or ""
        for act in entry.get("acts") or ():
            number = act.get("meeting")
            event = meetings[number] if number is not None and 0 <= number < len(meetings) else None
            if event is None or not body:
                continue
            values = {"organization": body, "title": entry["title"], "meeting": event.names[0], "role": act["role"]}
            names = [*event.names, body, entry["title"], act["role"]]
            yield page.claim("role", names, _span(entry), entry, values=values, event=event.key, body=bodies.get(body, ""))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
