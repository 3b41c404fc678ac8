"""FollowTheMoney: entities as JSON Lines, for OpenAleph, Yente and the like.

    {"id": "newsdb-person-…", "properties": {"country": ["cn"], "name": ["…"]}, "schema": "Person"}

Person, Organization or PublicBody, Position, Occupancy and Membership of tenures, Event of meetings, Note of statements, Article; a fact's
`proof` leads to the articles that say it. A tenure says on which dates it was seen (`date`), never when it began or ended: nobody knows.
"""

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from articles.store.citing import safe_address
from articles.store.publishing import records
from articles.store.publishing.chosen import Chosen
from articles.store.publishing.popolo import attendees
from articles.store.publishing.records import Record

PUBLIC_KINDS = {"government", "party", "department", "congress", "conference", "discipline", "court", "police", "zone", "village", "army"}
"""Kinds of bodies that are public ones; schools, companies, associations and what is not known are organizations."""
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:[0-9]{1,5})?([/?#].*)?")
Entity = dict[str, Any]


def ftm_file(chosen: Chosen) -> Iterator[tuple[str, int]]:
    """The entities, one a line."""
    for name, made in PARTS.items():
        for some in made(chosen, name):
            for thing in some:
                yield json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", 1


def identity(kind: str, key: str | None) -> str | None:
    return f"newsdb-{kind}-{key}" if key else None


def entity(schema: str, kind: str, key: str, **properties: Any) -> Entity:
    """Each property is a list of texts; what is empty is left out."""
    told = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    cleaned = {name: list(dict.fromkeys(text for text in some if text)) for name, some in told.items()}
    return {"id": identity(kind, key), "schema": schema, "properties": {name: some for name, some in cleaned.items() if some}}


def dates(*found: str | None) -> list[str]:
    return [text for text in found if text and DATE.fullmatch(text)]


def address(url: str) -> list[str]:
    return [safe_address(url)] if ADDRESS.fullmatch(safe_address(url)) else []


def article(row: Record) -> Entity:
    return entity(
        "Article",
        "article",
        row["key"],
        title=row["title"],
        author=row["author"],
        publisher=row["source"],
        publishedAt=dates(row["published_on"]),
        sourceUrl=address(row["url"]),
        retrievedAt=dates((row["first_seen"] or "")[:10]),
        language="zho",
        country="cn",
        bodyText=row["body"],
    )


def person(row: Record) -> Entity:
    return entity("Person", "person", row["key"], name=row["name"], alias=row["other_names"], country="cn")


def organization(row: Record) -> Entity:
    return entity(
        "PublicBody" if row["kind"] in PUBLIC_KINDS else "Organization",
        "organization",
        row["key"],
        name=row["name"],
        alias=row["other_names"],
        classification=row["kind"],
        parent=identity("organization", row["parent"]),
        incorporationDate=dates(row["begun"]),
        dissolutionDate=dates(row["ended"]),
        country="cn",
    )


def position(row: Record) -> Entity:
    return entity(
        "Position",
        "post",
        row["key"],
        name=f"{row['organization_name']}{row['title']}",
        organization=identity("organization", row["organization"]),
        subnationalArea=row["place_code"],
        country="cn",
    )


def occupancy(row: Record) -> Entity:
    seen = [] if row["former_only"] else dates(row["first_seen"], row["last_seen"])
    ended = row["former_only"] or row["not_after"]
    return entity(
        "Occupancy",
        "tenure",
        row["key"],
        holder=identity("person", row["person"]),
        post=identity("post", row["post"]),
        date=seen,
        status="ended" if ended else "unknown",
        **common(row),
    )


def membership(row: Record) -> Entity:
    return entity(
        "Membership",
        "membership",
        row["key"],
        member=identity("person", row["person"]),
        organization=identity("organization", row["organization"]),
        role=row["title"],
        date=[] if row["former_only"] else dates(row["first_seen"], row["last_seen"]),
        **common(row),
    )


def note(row: Record) -> Entity:
    return entity(
        "Note",
        "statement",
        row["key"],
        entity=[identity("person", row["person"]), identity("meeting", row["meeting"])],
        name=f"{row['speaker']}{row['verb']}",
        description=row["text"],
        proof=[identity("article", word["article"]) for word in row["sources"]],
    )


def events(chosen: Chosen, _name: str) -> Iterator[list[Entity]]:
    found = records.meetings(chosen)
    while some := list(islice(found, records.AT_ONCE)):
        present = attendees([row["key"] for row in some], chosen)
        yield [event(row, present.get(row["key"], [])) for row in some]


def event(row: Record, present: list[Entity]) -> Entity:
    first, _, last = row["date"].partition("/")
    there = [identity("person", one["id"]) for one in present if one["newsdb_role"] != "absent"]
    span = {"startDate": dates(first), "endDate": dates(last)} if last else {"date": dates(first)}
    return entity("Event", "meeting", row["key"], name=row["name"], location=row["place"], involved=there, country="cn", **span)


def common(row: Record) -> dict[str, Any]:
    return {
        "proof": [identity("article", word["article"]) for word in row["sources"]],
        "sourceUrl": [url for word in row["sources"] for url in address(word["url"])],
        "description": "" if row["reviewed"] else f"unreviewed, confidence {row['confidence']}",
    }


def each(*makers: Callable[[Record], Entity]) -> Callable[[Chosen, str], Iterator[list[Entity]]]:
    def made(chosen: Chosen, name: str) -> Iterator[list[Entity]]:
        return ([maker(row) for maker in makers] for row in records.STREAMS[name](chosen))

    return made


PARTS: dict[str, Callable[[Chosen, str], Iterator[list[Entity]]]] = {
    "articles": each(article),
    "persons": each(person),
    "organizations": each(organization),
    "posts": each(position),
    "tenures": each(occupancy, membership),
    "meetings": events,
    "statements": each(note),
}
