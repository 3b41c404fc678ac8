"""A reading to claims: keys that last, spans that hold, and what points to what."""

import copy
from typing import Any

import pytest

from articles.pipeline.capture import find_captures
from articles.pipeline.resolve.claims import KINDS, claims_of, names_of
from articles.pipeline.run import as_json, read_capture
from tests.measure import ROOT

BODY = "丁戊区委书记甲乙丙主持会议，丁戊区商务局局长己庚出席。甲乙丙强调，要抓好落实。"


def person(name: str, *mentions: tuple[int, int], posts: Any = ()) -> dict[str, Any]:
    return {
        "name": name,
        "role": "in_event",
        "collective_label": None,
        "mentions": [list(span) for span in mentions],
        "posts": list(posts),
        "confidence": 0.9,
    }


def post(title: str, body: str | None, start: int, end: int) -> dict[str, Any]:
    return {
        "title": title,
        "organization": body,
        "organization_as_written": body,
        "former": False,
        "start": start,
        "end": end,
        "confidence": 0.9,
        "rule": "named",
    }


def reading() -> dict[str, Any]:
    return {
        "capture": {"sha256": "ab" * 32},
        "article": {"body": BODY},
        "persons": [
            person("甲乙丙", (6, 9), (27, 30), posts=[post("书记", "丁戊区委", 0, 6)]),
            person("己庚", (22, 24), posts=[post("局长", "丁戊区商务局", 14, 22)]),
            {**person("辛壬"), "role": "slogan"},
        ],
        "organizations": [{"name": "丁戊区委", "as_written": ["丁戊区委"], "kind": "party", "mentions": [[0, 4]], "confidence": 0.9}],
        "meetings": [
            {
                "name": "会议",
                "kind": "meeting",
                "date": None,
                "place": None,
                "start": 11,
                "end": 13,
                "confidence": 0.9,
                "attendance": [
                    {"person": "甲乙丙", "role": "host", "order": 1, "start": 6, "end": 11, "confidence": 0.9},
                    {"person": "己庚", "role": "attendee", "order": 2, "start": 22, "end": 26, "confidence": 0.9},
                ],
            }
        ],
        "statements": [
            {"speaker": "甲乙丙", "verb": "强调", "text": "要抓好落实。", "quoted": False, "topics": [], "start": 33, "end": 39}
        ],
        "roles": [{"title": "局长", "organization": "丁戊区商务局", "start": 14, "end": 22, "acts": [{"meeting": 0, "role": "attendee"}]}],
    }


def by_kind(data: dict[str, Any]) -> dict[str, list[Any]]:
    claims = claims_of(data)
    return {kind: [claim for claim in claims if claim.kind == kind] for kind in KINDS}


def test_everything_said_becomes_a_claim_that_points_to_what_it_is_about() -> None:
    found = by_kind(reading())
    assert [claim.names for claim in found["person"]] == [("甲乙丙",), ("己庚",)]  # a name in a slogan is nobody's doing
    assert [claim.names for claim in found["organization"]] == [("丁戊区委",), ("丁戊区商务局",)]  # the second is named by a post alone
    assert [(claim.subject, claim.body) for claim in found["post"]] == [
        (found["person"][0].key, found["organization"][0].key),
        (found["person"][1].key, found["organization"][1].key),
    ]
    assert {claim.event for claim in found["attendance"]} == {found["meeting"][0].key}
    assert found["statement"][0].subject == found["person"][0].key
    assert found["statement"][0].event == found["meeting"][0].key
    assert (found["role"][0].event, found["role"][0].body) == (found["meeting"][0].key, found["organization"][1].key)


def test_a_better_place_keeps_the_key_and_another_context_changes_the_signature() -> None:
    moved = reading()
    moved["persons"][0]["mentions"] = [[27, 30]]
    before, after = by_kind(reading())["person"][0], by_kind(moved)["person"][0]
    assert before.key == after.key
    assert before.signature != after.signature


def test_another_capture_with_the_same_words_has_other_keys_and_the_same_signatures() -> None:
    other = reading()
    other["capture"]["sha256"] = "cd" * 32
    ours, theirs = claims_of(reading()), claims_of(other)
    assert not {claim.key for claim in ours} & {claim.key for claim in theirs}
    assert [claim.signature for claim in ours] == [claim.signature for claim in theirs]


def test_two_meetings_of_one_name_are_told_apart() -> None:
    data = reading()
    data["meetings"].append(copy.deepcopy(data["meetings"][0]))
    found = by_kind(data)
    assert [claim.names for claim in found["meeting"]] == [("会议",), ("会议", "#2")]
    assert len({claim.key for claim in claims_of(data)}) == len(claims_of(data))
    assert found["statement"][0].event == ""  # which of the two is not said


def test_one_name_in_two_unrelated_bodies_is_two_persons() -> None:
    body = "丁戊区商务局局长王伟主持会议。庚辛科技有限公司总经理王伟发言。"
    data = reading() | {"meetings": [], "organizations": [], "statements": [], "roles": []}
    data["article"] = {"body": body}
    posts = [post("局长", "丁戊区商务局", 0, 8), post("总经理", "庚辛科技有限公司", 15, 26)]
    data["persons"] = [person("王伟", (8, 10), (26, 28), posts=posts)]
    found = by_kind(data)
    assert [claim.spans for claim in found["person"]] == [((8, 10),), ((26, 28),)]
    assert [claim.subject for claim in found["post"]] == [claim.key for claim in found["person"]]


def test_a_span_that_does_not_fit_the_body_is_none() -> None:
    data = reading()
    data["statements"][0] |= {"start": 33, "end": 3900}
    claim = by_kind(data)["statement"][0]
    assert (claim.start, claim.end, claim.quote) == (None, None, "")


@pytest.mark.parametrize("kind", ["person", "organization", "meeting", "post", "attendance", "statement"])
def test_what_a_claim_is_known_by_follows_from_its_values(kind: str) -> None:
    for claim in by_kind(reading())[kind]:
        assert names_of(kind, claim.values) == claim.names


def test_the_quotes_of_a_seed_stand_where_they_are_said_to() -> None:
    for found in find_captures(sorted((ROOT / "seeds").glob("003*.txt"))):
        assert found.capture is not None
        data = as_json(read_capture(found.capture))
        claims = claims_of(data)
        assert {claim.kind for claim in claims} >= {"person", "organization", "meeting", "post", "attendance", "statement"}
        assert all(data["article"]["body"][claim.start : claim.end] == claim.quote for claim in claims if claim.start is not None)
