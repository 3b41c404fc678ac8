"""Popolo (popoloproject.com): one JSON document of persons, organizations, posts, memberships, events, speeches and areas.

    {"persons": [{"id": "…", "name": "…", …}], "organizations": […], "posts": […], "memberships": […], …}

A membership's dates are those between which the person is *seen* in the post. What Popolo has no field for stands in fields of our own
that begin with `newsdb_`: what bounds the dates, confidence, whether somebody reviewed it.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from articles.store.publishing import records
from articles.store.publishing.chosen import Chosen
from articles.store.publishing.places import divisions, with_those_above
from articles.store.publishing.records import Record

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
Thing = dict[str, Any]


def popolo_file(chosen: Chosen) -> Iterator[tuple[str, int]]:
    """The document in pieces, each with the number of things in it."""
    codes: set[str] = set()

    def areas(_chosen: Chosen) -> Iterator[Thing]:
        # The last part: by now all codes are known.
        return (area(code) for code in with_those_above(codes))

    parts: dict[str, Callable[[Chosen], Iterator[Thing]]] = {
        "persons": lambda chosen: map(person, records.persons(chosen)),
        "organizations": lambda chosen: map(organization, records.organizations(chosen)),
        "posts": lambda chosen: map(post, records.posts(chosen)),
        "memberships": lambda chosen: map(membership, records.tenures(chosen)),
        "events": events,
        "speeches": lambda chosen: map(speech, records.statements(chosen)),
        "areas": areas,
    }
    opening = "{"
    for name, things in parts.items():
        yield f"{opening}\n{json.dumps(name)}: [", 0
        comma = "\n"
        for thing in things(chosen):
            codes |= {thing["area_id"]} if thing.get("area_id") else set()
            yield comma + json.dumps(thing, ensure_ascii=False, sort_keys=True), 1
            comma = ",\n"
        yield "\n]", 0
        opening = ","
    yield "\n}\n", 0


def filled(thing: Thing) -> Thing:
    """Without what is empty."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}


def person(row: Record) -> Thing:
    return filled({"id": row["key"], "name": row["name"], "other_names": other_names(row)})


def organization(row: Record) -> Thing:
    return filled(
        {
            "id": row["key"],
            "name": row["name"],
            "other_names": other_names(row),
            "classification": row["kind"],
            "parent_id": row["parent"],
            "area_id": known_area(row["place_code"]),
            "founding_date": date_of(row["begun"]),
            "dissolution_date": date_of(row["ended"]),
        }
    )


def post(row: Record) -> Thing:
    label = f"{row['organization_name']}{row['title']}"
    return filled(
        {
            "id": row["key"],
            "label": label,
            "role": row["title"],
            "organization_id": row["organization"],
            "area_id": known_area(row["place_code"]),
            "newsdb_single_seat": row["single_seat"],
        }
    )


def membership(row: Record) -> Thing:
    seen = not row["former_only"]
    return filled(
        {
            "id": row["key"],
            "label": f"{row['organization_name']}{row['title']}",
            "role": row["title"],
            "person_id": row["person"],
            "organization_id": row["organization"],
            "post_id": row["post"],
            "start_date": date_of(row["first_seen"]) if seen else None,
            "end_date": date_of(row["last_seen"]) if seen else None,
            "newsdb_not_before": row["not_before"],
            "newsdb_not_after": row["not_after"],
            "newsdb_former": row["former_only"],
            **common(row),
        }
    )


def speech(row: Record) -> Thing:
    return filled(
        {
            "id": row["key"],
            "creator_id": row["person"],
            "attribution_text": row["speaker"],
            "event_id": row["meeting"],
            "text": row["text"],
            "type": "speech",
            "newsdb_quoted": row["quoted"],
            **common(row),
        }
    )


def events(chosen: Chosen) -> Iterator[Thing]:
    """The meetings with whom they were attended by."""
    found = records.meetings(chosen)
    while some := list(islice(found, records.AT_ONCE)):
        present = attendees([row["key"] for row in some], chosen)
        for row in some:
            yield event(row, present.get(row["key"], []))


def attendees(meetings: Sequence[str], chosen: Chosen) -> dict[str, list[Thing]]:
    rows = sorted(records.attendances(chosen, meeting__key__in=meetings), key=lambda row: (row["meeting"], row["order"], row["key"]))
    return {meeting: [attendee(row) for row in some] for meeting, some in groupby(rows, lambda row: row["meeting"])}


def attendee(row: Record) -> Thing:
    return filled(
        {
            "id": row["person"],
            "name": row["person_name"],
            "newsdb_role": row["role"],
            "newsdb_inferred": row["inferred"],
            "newsdb_confidence": row["confidence"],
            "newsdb_reviewed": row["reviewed"],
        }
    )


def event(row: Record, present: list[Thing]) -> Thing:
    first, _, last = row["date"].partition("/")
    codes = row["places"][:1]
    return filled(
        {
            "id": row["key"],
            "name": row["name"],
            "classification": row["kind"],
            "start_date": date_of(first),
            "end_date": date_of(last or first),
            "location": row["place"],
            "area_id": known_area(codes[0] if codes else ""),
            "attendees": present,
            "newsdb_date": "" if date_of(first) else row["date"],
        }
    )


def area(code: str) -> Thing:
    name, above = divisions()[code]
    return filled({"id": code, "name": name, "identifier": code, "classification": "division (GB/T 2260)", "parent_id": above})


def known_area(code: str) -> str:
    return code if code in divisions() else ""


def other_names(row: Record) -> list[Thing]:
    return [{"name": name} for name in row["other_names"]]


def common(row: Record) -> Thing:
    sources = [filled({"url": word["url"], "note": f"newsdb:{word['article']}: {word['quote']}"}) for word in row["sources"]]
    return {"sources": sources, "newsdb_confidence": row["confidence"], "newsdb_reviewed": row["reviewed"]}


def date_of(text: str | None) -> str | None:
    """The date, where Popolo can say it: it has no month without a year."""
    return text if text and DATE.fullmatch(text) else None
