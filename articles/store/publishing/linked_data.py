"""JSON-LD: schema.org for what is told of, and a Web Annotation for each word that tells it.

    {"@context": {…}, "@graph": [{"@id": "urn:newsdb:article:…", "@type": "NewsArticle", …}, …]}

The context is written out: nothing has to be fetched to read it. An annotation's body is the fact; its target is the article, with the
quote (TextQuoteSelector) and its place in `articleBody` (TextPositionSelector: characters, the first is 0, the last is not in it).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from articles.store.citing import one_line, safe_address
from articles.store.publishing import records
from articles.store.publishing.chosen import Chosen
from articles.store.publishing.popolo import date_of, filled, known_area
from articles.store.publishing.records import Record

Node = dict[str, Any]
CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "newsdb": "urn:newsdb:term:",
    "Annotation": "oa:Annotation",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@id"},
    "exact": "oa:exact",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
}
ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
FACT = {
    "person": "person",
    "organization": "organization",
    "meeting": "meeting",
    "post": "tenure",
    "attendance": "attendance",
    "role": "attendance",
    "statement": "statement",
}
"""For each kind of word: the kind of what it says."""


def identity(kind: str, key: str | None) -> str | None:
    """
    >>> identity("person", "0123456789abcdef")
    'urn:newsdb:person:0123456789abcdef'
    """
    return f"urn:newsdb:{kind}:{key}" if key else None


def to(kind: str, key: str | None) -> Node | None:
    return {"@id": identity(kind, key)} if key else None


def linked_data_file(chosen: Chosen) -> Iterator[tuple[str, int]]:
    """The document in pieces, each with the number of nodes in it."""
    yield f'{{"@context": {in_json(CONTEXT)},\n"@graph": [', 0
    comma = "\n"
    for name, node in NODES.items():
        for row in records.STREAMS[name](chosen):
            yield comma + in_json(node(row)), 1
            comma = ",\n"
    yield "\n]}\n", 0


def document(nodes: list[Node]) -> Node:
    return {"@context": dict(CONTEXT), "@graph": nodes}


def in_json(value: Any) -> str:
    r"""As JSON that may stand in an HTML page: no title of a capture ends the element, begins a comment, or ends a line.

    >>> in_json("</script><!--\u2028")
    '"\\u003c/script\\u003e\\u003c!--\\u2028"'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True).translate(ESCAPED)


def article(row: Record) -> Node:
    return filled(
        {
            "@id": identity("article", row["key"]),
            "@type": "NewsArticle",
            "headline": one_line(row["title"]),
            "alternativeHeadline": one_line(row["subtitle"]),
            "author": one_line(row["author"]),
            "publisher": filled({"@type": "Organization", "name": one_line(row["source"])}) if row["source"] else None,
            "datePublished": date_of(row["published_on"]),
            "url": safe_address(row["url"]),
            "inLanguage": "zh-Hant" if row["script"] == "hant" else "zh-Hans",
            "articleBody": row["body"],
            "isBasedOn": identity("article", row["repost_of"]),
            "newsdb:sha256": row["sha256"],
            "newsdb:printedDate": None if date_of(row["published_on"]) else row["published_on"],
            "newsdb:captured": row["first_seen"],
            "newsdb:reader": row["reader"],
        }
    )


def person(row: Record) -> Node:
    return filled({"@id": identity("person", row["key"]), "@type": "Person", "name": row["name"], "alternateName": row["other_names"]})


def organization(row: Record) -> Node:
    return filled(
        {
            "@id": identity("organization", row["key"]),
            "@type": "GovernmentOrganization" if row["kind"] in ("government", "department") else "Organization",
            "name": row["name"],
            "alternateName": row["other_names"],
            "parentOrganization": to("organization", row["parent"]),
            "foundingDate": date_of(row["begun"]),
            "dissolutionDate": date_of(row["ended"]),
            "newsdb:divisionCode": known_area(row["place_code"]),
            "newsdb:kind": row["kind"],
        }
    )


def tenure(row: Record) -> Node:
    return filled(
        {
            "@id": identity("tenure", row["key"]),
            "@type": "OrganizationRole",
            "roleName": row["title"],
            "member": to("person", row["person"]),
            "memberOf": to("organization", row["organization"]),
            "newsdb:firstSeen": row["first_seen"],
            "newsdb:lastSeen": row["last_seen"],
            "newsdb:beganAfter": row["not_before"],
            "newsdb:endedBefore": row["not_after"],
            "newsdb:former": row["former_only"],
            **sureness(row),
        }
    )


def meeting(row: Record) -> Node:
    first, _, last = row["date"].partition("/")
    return filled(
        {
            "@id": identity("meeting", row["key"]),
            "@type": "Event",
            "name": row["name"],
            "startDate": date_of(first),
            "endDate": date_of(last),
            "location": filled({"@type": "Place", "name": row["place"]}) if row["place"] else None,
            "newsdb:kind": row["kind"],
            "newsdb:printedDate": None if date_of(first) else row["date"],
        }
    )


def attendance(row: Record) -> Node:
    return filled(
        {
            "@id": identity("attendance", row["key"]),
            "@type": "Role",
            "roleName": row["role"],
            "newsdb:event": to("meeting", row["meeting"]),
            "newsdb:person": to("person", row["person"]),
            "position": row["order"] or None,
            "newsdb:inferred": row["inferred"],
            **sureness(row),
        }
    )


def statement(row: Record) -> Node:
    return filled(
        {
            "@id": identity("statement", row["key"]),
            "@type": "Quotation" if row["quoted"] else "Statement",
            "text": row["text"],
            "creator": to("person", row["person"]),
            "creditText": row["speaker"],
            "keywords": row["topics"],
            "newsdb:event": to("meeting", row["meeting"]),
            **sureness(row),
        }
    )


def annotation(row: Record) -> Node:
    """One article's word for a fact."""
    span = row["start"] is not None
    selectors = [{"@type": "TextQuoteSelector", "exact": row["quote"]}] if row["quote"] else []
    selectors += [{"@type": "TextPositionSelector", "start": row["start"], "end": row["end"]}] if span else []
    return filled(
        {
            "@id": identity("witness", row["key"]),
            "@type": "Annotation",
            "motivation": "oa:identifying",
            "body": identity(FACT[row["kind"]], row["about"]),
            "target": filled({"source": identity("article", row["article"]), "selector": selectors}),
            "newsdb:confidence": row["confidence"],
            "newsdb:reviewed": row["reviewed"],
            "newsdb:rule": row["rule"],
        }
    )


def sureness(row: Record) -> Node:
    return {"newsdb:confidence": row["confidence"], "newsdb:reviewed": row["reviewed"]}


NODES: dict[str, Callable[[Record], Node]] = {
    "articles": article,
    "persons": person,
    "organizations": organization,
    "tenures": tenure,
    "meetings": meeting,
    "attendances": attendance,
    "statements": statement,
    "sources": annotation,
}
