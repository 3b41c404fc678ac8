"""Who is who: the cases, and what must hold whatever the entries."""

import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.resolve.entries import Judgements, PersonEntry, PostSeen
from articles.pipeline.resolve.persons import resolve_persons, split_person
from tests.pipeline.resolve.person_cases import chain, pairs, place_of, read_case, read_cases, resolve_case

CASES = read_cases()


def by_key(resolved: Any) -> dict[str, int]:
    return {key: number for number, group in enumerate(resolved.groups) for key in group}


def test_cases_come_out_precise_and_complete() -> None:
    rows = [(pairs(resolve_case(case).groups), pairs(case["groups"])) for case in CASES]
    both = sum(len(found & right) for found, right in rows)
    assert both / sum(len(found) for found, _ in rows) >= 0.99
    assert both / sum(len(right) for _, right in rows) >= 0.9


def test_there_are_cases_enough_and_a_third_is_held() -> None:
    assert len(CASES) >= 70
    assert 3 * sum(bool(case.get("held")) for case in CASES) >= len(CASES)
    assert all(sorted(key for group in case["groups"] for key in group) == sorted(entry[0] for entry in case["entries"]) for case in CASES)


@pytest.mark.parametrize("case", [case for case in CASES if case.get("open")], ids=lambda case: case["why"])
def test_what_may_be_either_is_asked(case: dict[str, Any]) -> None:
    resolved = resolve_case(case)
    first = {key: group[0] for group in resolved.groups for key in group}
    asked = {frozenset((link.one, link.other)) for link in resolved.doubts}
    assert {frozenset(first[key] for key in pair) for pair in case["open"]} <= asked


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_every_grouping_says_why(case: dict[str, Any]) -> None:
    entries, judgements = read_case(case)
    resolved = resolve_persons(entries, judgements)
    firsts = [group[0] for group in resolved.groups]
    assert sorted(link.other for link in resolved.links) == sorted({entry.key for entry in entries} - set(firsts))
    groups = by_key(resolved)
    for link in resolved.links:
        assert groups[link.one] == groups[link.other]
        assert link.features
        assert link.score == pytest.approx(sum(feature.weight for feature in link.features), abs=0.01)
        assert all(feature.zh and feature.en for feature in link.features)
    for link in resolved.doubts:
        assert {link.one, link.other} <= set(firsts)


def test_contradicting_judgements_are_named() -> None:
    case = next(case for case in CASES if "same and different" in case["why"])
    (doubt,) = resolve_case(case).doubts
    assert [feature.name for feature in doubt.features] == ["contradiction"]


def test_reasons_name_the_post() -> None:
    case = next(case for case in CASES if case["why"] == "one post over years is one person")
    assert {feature.zh for link in resolve_case(case).links for feature in link.features} == {"同任相城区委书记"}


BODIES = ("相城区委", "相城区政府", "相城区科技局", "吴中区政府", "苏州市政府", "历下区水利局", "东南大学", "明远科技有限公司", "")
TITLES = ("书记", "局长", "副区长", "区长", "教授", "总经理", "代表")
HOMES = ("320507", "320506", "320500", "370102", "")
NAMES = ("王伟", "王偉", "王炜", "沈砚秋")
COMPANY = ("周文斌", "顾清和", "陆明轩", "李明")


@st.composite
def posts(draw: st.DrawFn) -> PostSeen:
    body = draw(st.sampled_from(BODIES))
    return PostSeen(draw(st.sampled_from(TITLES)), f"org:{body}" if body else "", body, "", place_of(body, ""), former=draw(st.booleans()))


@st.composite
def blocks(draw: st.DrawFn) -> tuple[list[PersonEntry], Judgements]:
    count = draw(st.integers(0, 9))
    name = draw(st.sampled_from((NAMES, ("王伟",), ("沈砚秋",))))
    entries = []
    for number in range(count):
        date = draw(st.sampled_from(("", "2018", "2018-05", "2018-05-03", "2019-01-02", "2021-12-30")))
        sha = str(draw(st.integers(number, number + 1)))  # now and then two of one page
        seen = tuple(draw(st.lists(posts(), max_size=2)))
        company = draw(st.frozensets(st.sampled_from(COMPANY), max_size=3))
        group = draw(st.sampled_from((f"g{sha}", "g")))
        entries.append(
            PersonEntry(
                f"k{number}", draw(st.sampled_from(name)), group, ("", date, sha), date, seen, chain(draw(st.sampled_from(HOMES))), company
            )
        )
    keys = st.frozensets(st.sampled_from([entry.key for entry in entries] + ["elsewhere"]), max_size=3)
    same = tuple(draw(st.lists(keys, max_size=2)))
    different = tuple(draw(st.lists(st.tuples(keys, keys), max_size=2)))
    return entries, Judgements(same, different)


@given(blocks(), st.integers())
@settings(max_examples=150, deadline=None)
def test_order_says_nothing(block: tuple[list[PersonEntry], Judgements], seed: int) -> None:
    entries, judgements = block
    mixed = random.Random(seed).sample(entries, len(entries))
    turned = Judgements(judgements.same[::-1], tuple((other, one) for one, other in judgements.different[::-1]))
    assert resolve_persons(mixed, judgements) == resolve_persons(entries, judgements)
    assert resolve_persons(mixed, turned).groups == resolve_persons(entries, judgements).groups


@given(blocks())
@settings(max_examples=150, deadline=None)
def test_groups_are_a_partition_in_order(block: tuple[list[PersonEntry], Judgements]) -> None:
    entries, judgements = block
    resolved = resolve_persons(entries, judgements)
    order = {entry.key: (entry.order, entry.key) for entry in entries}
    assert sorted(key for group in resolved.groups for key in group) == sorted(order)
    assert all(list(group) == sorted(group, key=order.__getitem__) for group in resolved.groups)
    assert [group[0] for group in resolved.groups] == sorted((group[0] for group in resolved.groups), key=order.__getitem__)
    assert len(resolved.links) == len(entries) - len(resolved.groups)


@given(blocks())
@settings(max_examples=200, deadline=None)
def test_judgements_hold(block: tuple[list[PersonEntry], Judgements]) -> None:
    entries, judgements = block
    resolved = resolve_persons(entries, judgements)
    group = by_key(resolved)
    for one, other in judgements.different:
        assert not {group[key] for key in (one - other) & group.keys()} & {group[key] for key in (other - one) & group.keys()}
    if not any(feature.name == "contradiction" for link in resolved.doubts for feature in link.features):
        for same in judgements.same:
            assert len({group[key] for key in same & group.keys()}) <= 1
    firsts = {groups[0]: set(groups) for groups in resolved.groups}
    for link in resolved.doubts:
        if not any(feature.name == "contradiction" for feature in link.features):
            for one, other in judgements.different:
                sides = (firsts[link.one], firsts[link.other])
                assert not (sides[0] & (one - other) and sides[1] & (other - one))
                assert not (sides[1] & (one - other) and sides[0] & (other - one))


@given(blocks())
@settings(max_examples=150, deadline=None)
def test_different_names_join_by_judgement_only(block: tuple[list[PersonEntry], Judgements]) -> None:
    entries, judgements = block
    resolved = resolve_persons(entries, Judgements(different=judgements.different[:0]))
    names = {entry.key: entry.name.replace("偉", "伟") for entry in entries}
    assert all(len({names[key] for key in group}) == 1 for group in resolved.groups)


@given(blocks())
@settings(max_examples=150, deadline=None)
def test_one_page_never_holds_one_person_twice(block: tuple[list[PersonEntry], Judgements]) -> None:
    entries, _ = block
    groups = by_key(resolve_persons(entries, Judgements()))
    for one, other in combinations(entries, 2):
        if one.order[2] == other.order[2] and one.name == other.name:
            assert groups[one.key] != groups[other.key]


@given(blocks())
@settings(max_examples=150, deadline=None)
def test_what_is_no_evidence_changes_nothing(block: tuple[list[PersonEntry], Judgements]) -> None:
    entries, judgements = block
    far = PostSeen("局长", "org:慈溪市水利局", "慈溪市水利局", "", chain("330282"))
    stranger = PersonEntry("zz", "王伟", "zz", ("", "1990-01-01", "zz"), "1990-01-01", (far,), chain("330282"))
    before = resolve_persons(entries, judgements)
    after = resolve_persons([*entries, stranger], judgements)
    assert set(before.groups) | {("zz",)} == set(after.groups)


@given(blocks())
@settings(max_examples=100, deadline=None)
def test_people_who_share_nothing_and_are_many_stay_apart(block: tuple[list[PersonEntry], Judgements]) -> None:
    entries = [
        replace(entry, name="王伟", posts=(), places=(), company=frozenset(), group=entry.key, order=("", "", entry.key))
        for entry in block[0]
    ]
    assert len(resolve_persons(entries, Judgements()).groups) == len(entries)


def test_nothing_gives_nothing() -> None:
    resolved = resolve_persons([], Judgements(same=(frozenset({"a", "b"}),)))
    assert resolved == type(resolved)()


SPLITS = [
    ("an office and a company", "张杰", [("主任", "相城区成果转化中心", 0), ("总经理", "明远科技有限公司", 50)], [[0], [1]]),
    ("an office and a school", "王伟", [("局长", "相城区科技局", 0), ("校长", "慈溪市育才中学", 50)], [[0], [1]]),
    ("offices of two districts", "王伟", [("局长", "相城区科技局", 0), ("局长", "吴中区水利局", 50)], [[0], [1]]),
    (
        "posts beside each other belong together",
        "王伟",
        [("局长", "相城区科技局", 0), ("书记", "相城区科技局党组", 8), ("总经理", "明远科技有限公司", 50)],
        [[0, 1], [2]],
    ),
    ("one mention", "张杰", [("主任", "相城区成果转化中心", 0), ("总经理", "明远科技有限公司", 8)], [[0, 1]]),
    ("a zone and its company", "张杰", [("主任", "相城高新区管委会", 0), ("董事长", "相城高新区建设发展有限公司", 50)], [[0, 1]]),
    ("what is held by the way", "张杰", [("代表", "相城区人大", 0), ("总经理", "明远科技有限公司", 50)], [[0, 1]]),
    ("a district and its city", "王伟", [("书记", "相城区委", 0), ("副市长", "苏州市政府", 50)], [[0, 1]]),
    ("two offices of one place", "王伟", [("副区长", "相城区政府", 0), ("局长", "相城区公安局", 50)], [[0, 1]]),
    ("districts of one name may be one", "王伟", [("局长", "鼓楼区教育局", 0), ("局长", "南京市水利局", 50)], [[0, 1]]),
    ("a body not said", "王伟", [("局长", "", 0), ("总经理", "明远科技有限公司", 50)], [[0, 1]]),
    ("a professor has a company", "王伟", [("教授", "东南大学", 0), ("董事长", "明远科技有限公司", 50)], [[0, 1]]),
    ("a name too rare to be met twice", "梁智垚", [("主任", "相城区成果转化中心", 0), ("总经理", "明远科技有限公司", 50)], [[0, 1]]),
]


@pytest.mark.parametrize(("_why", "name", "said", "wanted"), SPLITS)
def test_one_page_two_persons(_why: str, name: str, said: list[tuple[str, str, int]], wanted: list[list[int]]) -> None:
    given_posts = [{"title": title, "organization": body, "start": start, "end": start + 7} for title, body, start in said]
    spans = [(20, 22), (57, 59)]
    assert split_person(spans, given_posts, name) == wanted


def test_a_former_post_is_no_second_person() -> None:
    said = [
        {"title": "局长", "organization": "相城区科技局", "former": True, "start": 0, "end": 7},
        {"title": "局长", "organization": "吴中区水利局", "start": 50, "end": 57},
    ]
    assert split_person([(7, 9), (57, 59)], said) == [[0, 1]]
    assert split_person([(7, 9), (57, 59)], [{**said[0], "former": False}, said[1]]) == [[0], [1]]


@given(
    st.lists(st.tuples(st.sampled_from(TITLES), st.sampled_from(BODIES), st.integers(0, 99)), max_size=5),
    st.lists(st.integers(0, 99), max_size=4),
)
def test_a_split_loses_no_post(said: list[tuple[str, str, int]], names: list[int]) -> None:
    given_posts = [{"title": title, "organization": body, "start": start, "end": start + 4} for title, body, start in said]
    groups = split_person([(start, start + 2) for start in names], given_posts)
    assert 1 <= len(groups) <= 2
    assert sorted(index for group in groups for index in group) == list(range(len(said)))
