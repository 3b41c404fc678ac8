"""The formats as others define them: Popolo's and schema.org's fields, FollowTheMoney's own library, JSON-LD without any fetching."""

import json
import re
from collections import Counter
from typing import Any

import pytest
import rdflib

from articles.models import Article, Meeting, Organization, Person, Tenure
from articles.store.publishing import FORMATS, Writer
from articles.store.publishing.chosen import choose
from articles.store.publishing.linked_data import CONTEXT
from tests.store.publishing.conftest import HOSTILE

pytestmark = pytest.mark.django_db

TEXT, DAY, KEY = "text", r"[0-9]{4}(-[0-9]{2}){0,2}", r"[0-9a-f]{16}"
SOURCES = {"sources": [{"url": TEXT, "note": TEXT}]}
POPOLO: dict[str, dict[str, Any]] = {
    "persons": {"id": KEY, "name": TEXT, "other_names": [{"name": TEXT}]},
    "organizations": {"id": KEY, "name": TEXT, "other_names": [{"name": TEXT}], "classification": TEXT, "parent_id": KEY}
    | {"area_id": r"[0-9]+", "founding_date": DAY, "dissolution_date": DAY},
    "posts": {"id": KEY, "label": TEXT, "role": TEXT, "organization_id": KEY, "area_id": r"[0-9]+"},
    "memberships": {"id": KEY, "label": TEXT, "role": TEXT, "person_id": KEY, "organization_id": KEY, "post_id": KEY}
    | {"start_date": DAY, "end_date": DAY, **SOURCES},
    "events": {"id": KEY, "name": TEXT, "classification": TEXT, "start_date": DAY, "end_date": DAY, "location": TEXT, "area_id": r"[0-9]+"}
    | {"attendees": [{"id": KEY, "name": TEXT}]},
    "speeches": {"id": KEY, "creator_id": KEY, "attribution_text": TEXT, "event_id": KEY, "text": TEXT, "type": "speech", **SOURCES},
    "areas": {"id": r"[0-9]+", "name": TEXT, "identifier": TEXT, "classification": TEXT, "parent_id": r"[0-9]+"},
}  # fmt: skip
"""Popolo's fields, of those we use: a pattern, TEXT, or a list of things. Others begin with newsdb_."""


def whole(writer: Writer) -> str:
    return "".join(text for text, _rows in writer(choose()))


def fits(thing: dict[str, Any], fields: dict[str, Any]) -> None:
    for name, value in thing.items():
        if name.startswith("newsdb_"):
            continue
        wanted = fields[name]
        if isinstance(wanted, list):
            assert isinstance(value, list), name
            for part in value:
                fits(part, wanted[0])
        else:
            assert isinstance(value, str), name
            assert value, name
            assert wanted == TEXT or re.fullmatch(wanted, value), (name, value)


def test_popolo() -> None:
    document = json.loads(whole(FORMATS["popolo"]["popolo.json"]))
    assert list(document) == list(POPOLO)
    for name, fields in POPOLO.items():
        assert document[name] or name == "areas", name
        for thing in document[name]:
            fits(thing, fields)
    ids = {name: {thing["id"] for thing in things} for name, things in document.items()}
    for member in document["memberships"]:
        assert member["person_id"] in ids["persons"]
        assert member["organization_id"] in ids["organizations"]
        assert member["post_id"] in ids["posts"]
    assert all(one["id"] in ids["persons"] for event in document["events"] for one in event["attendees"])
    forum = next(event for event in document["events"] if event["name"] == "招商座谈会")
    assert [(one["name"], one["newsdb_role"]) for one in forum["attendees"]] == [("柳望舒", "host"), ("祁连山", "attendee")]


def test_popolo_names_the_areas_and_those_above() -> None:
    Organization.objects.filter(name="丁戊区委").update(place_code="320500")
    document = json.loads(whole(FORMATS["popolo"]["popolo.json"]))
    assert {area["id"]: area.get("parent_id") for area in document["areas"]} == {
        "320000": None,
        "320100": "320000",
        "320116": "320100",
        "320500": "320000",
    }


def test_popolo_says_no_date_that_it_cannot_say() -> None:
    Meeting.objects.filter(name="招商座谈会").update(date="--12-29")
    Tenure.objects.filter(person__name="柳望舒").update(former_only=True)
    document = json.loads(whole(FORMATS["popolo"]["popolo.json"]))
    forum = next(event for event in document["events"] if event["name"] == "招商座谈会")
    assert ("start_date" not in forum, forum["newsdb_date"]) == (True, "--12-29")
    key = Person.objects.get(name="柳望舒").key
    told = [member for member in document["memberships"] if member["person_id"] == key]
    assert [("start_date" in member, member["newsdb_former"]) for member in told] == [(False, True)]


NAMED, SOURCED = {"name", "alias", "country"}, {"proof", "sourceUrl", "description"}
FTM: dict[str, tuple[set[str], set[str]]] = {
    "Article": (set(), {"title", "author", "publisher", "publishedAt", "sourceUrl", "retrievedAt", "language", "country", "bodyText"}),
    "Person": ({"name"}, NAMED),
    "PublicBody": ({"name"}, NAMED | {"classification", "parent", "incorporationDate", "dissolutionDate"}),
    "Organization": ({"name"}, NAMED | {"classification", "parent", "incorporationDate", "dissolutionDate"}),
    "Position": ({"name"}, NAMED | {"organization", "subnationalArea"}),
    "Occupancy": ({"holder", "post"}, SOURCED | {"holder", "post", "date", "status"}),
    "Membership": ({"member", "organization"}, SOURCED | {"member", "organization", "role", "date"}),
    "Event": ({"name"}, NAMED | {"location", "involved", "date", "startDate", "endDate"}),
    "Note": (set(), {"entity", "name", "description", "proof"}),
}
"""FollowTheMoney's schemata as far as we use them: what they require, and their properties."""
REFERENCES = {"proof", "parent", "organization", "holder", "post", "member", "involved", "entity"}


def test_follow_the_money() -> None:
    entities = [json.loads(line) for line in whole(FORMATS["ftm"]["entities.ftm.json"]).splitlines()]
    ids = {data["id"] for data in entities}
    assert len(ids) == len(entities)
    for data in entities:
        required, known = FTM[data["schema"]]
        assert required <= data["properties"].keys() <= known, data["schema"]
        for name, values in data["properties"].items():
            assert values, name
            assert all(isinstance(value, str) and value for value in values), name
            assert name not in REFERENCES or set(values) <= ids, name
    told = {"Article": 6, "Person": 5, "PublicBody": 4, "Position": 4, "Occupancy": 4, "Membership": 4, "Event": 3, "Note": 2}
    assert Counter(data["schema"] for data in entities) == told


def test_follow_the_moneys_own_library_takes_every_value() -> None:
    library = pytest.importorskip("followthemoney", reason="requirements-formats.txt is not installed")
    for line in whole(FORMATS["ftm"]["entities.ftm.json"]).splitlines():
        data = json.loads(line)
        schema = library.model.get(data["schema"])
        assert schema is not None
        assert FTM[data["schema"]][0] == set(schema.required)
        schema.validate(data)
        proxy = library.model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), (name, values)  # nothing was dropped or mended


def test_json_ld_needs_nothing_fetched_and_ties_facts_to_characters() -> None:
    text = whole(FORMATS["jsonld"]["dataset.jsonld"])
    document = json.loads(text)
    assert document["@context"] == CONTEXT
    assert "</script" not in text
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert len(nodes) == len(document["@graph"])
    notes = [node for node in nodes.values() if node["@type"] == "Annotation"]
    assert len(notes) == 31
    for note in notes:
        article = nodes[note["target"]["source"]]
        assert note["body"] in nodes
        quote, place = note["target"]["selector"]
        assert article["articleBody"][place["start"] : place["end"]] == quote["exact"]
    for node in nodes.values():
        for value in node.values():
            if isinstance(value, dict) and "@id" in value:
                assert value["@id"] in nodes


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader makes one
def test_json_ld_is_read_as_rdf() -> None:
    graph = rdflib.Graph().parse(data=whole(FORMATS["jsonld"]["dataset.jsonld"]), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    annotations = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    assert len(annotations) == 31
    assert len(set(graph.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/NewsArticle")))) == 6
    for annotation in annotations:
        assert isinstance(graph.value(annotation, oa.hasBody), rdflib.URIRef)
        target = graph.value(annotation, oa.hasTarget)
        assert str(graph.value(target, oa.hasSource)).startswith("urn:newsdb:article:")


def test_a_citation_for_each_article_whatever_it_is_called() -> None:
    hostile = Article.objects.get(url=HOSTILE.url).key
    bib = whole(FORMATS["bibtex"]["articles.bib"])
    assert bib.count("@online{") == 6
    assert f"@online{{newsdb_{hostile},\n" in bib
    assert "title = {=HYPERLINK(\"http://x\",\"点\")</script> TY - BOOK {\\textbraceright} ▇▇▇}" in bib  # fmt: skip
    records = whole(FORMATS["ris"]["articles.ris"]).split("\r\n\r\n")
    assert [record.count("TY  - ELEC") for record in records] == [1] * 6 + [0]
    lines = whole(FORMATS["gbt7714"]["citations.txt"]).splitlines()
    assert len(lines) == 6
    assert all(re.search(r"\[EB/OL\]\. \(2024-..-..\)\[2024-..-..\]\. http://.*\.$", line) for line in lines)
