"""Who is who among bodies: tests/cases/resolve/organizations.jsonl, judgements, doubts, and what must always hold.

A case is an identity (`name` and the page's `home` to `text`, and more) or a pair that is one body or not. Cases marked `held` were
first run when the rules stood; what four of them then showed has been mended since.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.lexicon import read_table
from articles.pipeline.resolve.entries import Judgements, OrganizationEntry, Resolved
from articles.pipeline.resolve.organizations import describe, identify, resolve_organizations

CASES = [json.loads(line) for line in Path("tests/cases/resolve/organizations.jsonl").read_text(encoding="utf-8").splitlines()]
IDENTITIES = [case for case in CASES if "name" in case]
PAIRS = [case for case in CASES if "one" in case]
HOME = ("320507", "320500", "320000")
NOTHING_JUDGED = Judgements()


def entry(
    name: str, home: Sequence[str] = HOME, *, key: str = "", group: str = "g1", certain: bool = True, **more: Any
) -> OrganizationEntry:
    return OrganizationEntry(key or name, name, "", group, ("", "", key or name), certain=certain, places=tuple(home), **more)


def of_case(case: dict[str, Any], key: str) -> OrganizationEntry:
    return entry(case["name"], case["home"], key=key, group=case["group"], certain=case.get("certain", True))


def doubted(resolved: Resolved) -> set[tuple[str, str, str]]:
    return {(doubt.one, doubt.other, feature.name) for doubt in resolved.doubts for feature in doubt.features}


@pytest.mark.parametrize("case", IDENTITIES, ids=lambda case: f"{case['name']}-{case['home'][:1]}")
def test_identity(case: dict[str, Any]) -> None:
    found = identify(entry(case["name"], case["home"], certain=case.get("certain", True)))
    said = {
        "text": found.text,
        "parent": found.parent,
        "level": found.level,
        "kind": found.kind,
        "place": found.place,
        "shown": found.name,
        "successors": [change.text for change in found.successors],
    }
    assert {name: said[name] for name in said.keys() & case.keys()} == {name: case[name] for name in said.keys() & case.keys()}


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: f"{case['one']['name']}-{case['other']['name']}")
def test_pair(case: dict[str, Any]) -> None:
    resolved = resolve_organizations([of_case(case["one"], "a"), of_case(case["other"], "b")], NOTHING_JUDGED)
    assert (resolved.groups == (("a", "b"),)) is case["same"]


def test_there_are_enough_cases_and_a_third_of_them_held() -> None:
    assert len(CASES) >= 60
    assert sum(case.get("held", False) for case in CASES) * 3 >= len(CASES)


def test_the_full_and_official_forms() -> None:
    assert identify(entry("相城区委")).names == ("相城区委", "苏州市相城区委", "中共苏州市相城区委员会")
    assert identify(entry("舞钢市政府", ())).names == ("舞钢市政府", "舞钢市人民政府")
    assert "苏州市相城区科学技术局" in identify(entry("相城区科技局")).names


def test_each_part_is_part_of_what_bears_its_name() -> None:
    """The parent's text is the text of the parent named in full, so that both are found in one table."""
    for name, whole in (
        ("苏州市相城区委", "苏州市委"),
        ("相城区科技局", "相城区政府"),
        ("苏州大学党委", "苏州大学"),
        ("黄埭镇政府", "黄埭镇"),
    ):
        assert identify(entry(name)).parent == identify(entry(whole)).text


def test_successions_of_the_lexicon_are_named_as_identities_are() -> None:
    """What a body became is found under the text that an article naming it gives."""
    found = identify(entry("相城区国土资源局"))
    assert {change.text for change in found.successors} == {
        identify(entry(name)).text for name in ("相城区自然资源局", "苏州市相城区自然资源和规划局")
    }
    levels = {"province": "江苏省", "city": "苏州市", "county": "相城区"}
    for before, after, where, *_ in read_table("organization_successions.tsv"):
        for level in where.split():
            place = levels.get(level, "")
            for short in (before, after):
                text = identify(entry(place + short, ())).text
                assert text.partition("@")[0] == place + short, (short, level)


def test_a_lone_entry_of_a_body_nobody_knows_is_nobody_elses() -> None:
    one, other = entry("区委", (), key="a", group="g1", certain=False), entry("区委", (), key="b", group="g2", certain=False)
    assert identify(one).text != identify(other).text
    assert identify(one).place == ""


def test_links_say_why() -> None:
    resolved = resolve_organizations([entry("相城区委", key="a"), entry("苏州市相城区委", key="b")], NOTHING_JUDGED)
    (link,) = resolved.links
    assert (link.one, link.other, [feature.name for feature in link.features]) == ("a", "b", ["same_body"])


def test_judged_same_joins_texts_with_all_their_entries() -> None:
    entries = [entry(name, key=key) for name, key in (("相城区街景局", "a"), ("相城区街景局", "b"), ("相城区街区景观局", "x"))]
    judged = Judgements(same=(frozenset("bx"),))
    assert resolve_organizations(entries, judged).groups == (("a", "b", "x"),)


def test_judged_different_takes_a_text_apart_and_leaves_the_unjudged_alone() -> None:
    entries = [entry("星河科技有限公司", (), key=key, group=key) for key in "abc"]
    resolved = resolve_organizations(entries, Judgements(different=((frozenset("a"), frozenset("b")),)))
    assert resolved.groups == (("a",), ("b",), ("c",))
    assert doubted(resolved) == {("a", "c", "judged_apart"), ("b", "c", "judged_apart")}


def test_the_unjudged_go_to_the_side_their_page_speaks_for() -> None:
    homes = {"a": HOME, "b": ("410703", "410700", "410000"), "c": HOME}
    entries = [entry("星河科技有限公司", home, key=key, group=key) for key, home in homes.items()]
    resolved = resolve_organizations(entries, Judgements(different=((frozenset("a"), frozenset("b")),)))
    assert resolved.groups == (("a", "c"), ("b",))
    assert resolved.doubts == ()


def test_the_unjudged_go_to_neither_of_two_sides_with_as_much_in_common() -> None:
    entries = [entry("星河科技有限公司", key=key, group=key) for key in "abc"]
    resolved = resolve_organizations(entries, Judgements(different=((frozenset("a"), frozenset("b")),)))
    assert resolved.groups == (("a",), ("b",), ("c",))


def test_different_wins_over_same_and_says_so() -> None:
    entries = [entry("星河科技有限公司", (), key=key) for key in "ab"]
    resolved = resolve_organizations(entries, Judgements(same=(frozenset("ab"),), different=((frozenset("a"), frozenset("b")),)))
    assert resolved.groups == (("a",), ("b",))
    assert doubted(resolved) == {("a", "b", "contradiction")}


NEAR = (
    ("集萃功能材料研究所", "江苏集萃功能材料研究所", HOME, "place_in_front"),
    ("星河科技有限公司", "星河科技股份有限公司", (), "legal_form"),
    ("泓海(苏州)半导体有限公司", "泓海苏州半导体有限公司", (), "legal_form"),
    ("相城区自然资源局", "相城区自然资源和规划局", HOME, "short_of"),
    ("园区管委会", "苏州工业园区管委会", ("320500", "320000"), "end_of_name"),
)


@pytest.mark.parametrize(("one", "other", "home", "why"), NEAR)
def test_nearly_the_same_name_is_asked_about(one: str, other: str, home: tuple[str, ...], why: str) -> None:
    entries = [entry(one, home, key="a"), entry(other, home, key="b")]
    assert identify(entries[0]).near == identify(entries[1]).near
    assert doubted(resolve_organizations(entries, NOTHING_JUDGED)) == {("a", "b", why)}
    assert resolve_organizations(entries, Judgements(different=((frozenset("a"), frozenset("b")),))).doubts == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("相城区教育局", "相城区体育局"),
        ("相城区委", "相城区政府"),
        ("苏州大学", "南京大学"),
        ("江苏省产业技术研究院", "浙江省产业技术研究院"),
        ("相城区环保局", "相城区生态环境局"),
        ("相城高新区", "相城经开区"),
    ],
)
def test_different_names_are_not_asked_about(one: str, other: str) -> None:
    assert resolve_organizations([entry(one), entry(other)], NOTHING_JUDGED).doubts == ()


def test_one_town_of_a_county_and_of_its_city_is_asked_about() -> None:
    entries = [entry("临河镇党委", HOME, key="a"), entry("临河镇党委", HOME[1:], key="b")]
    assert doubted(resolve_organizations(entries, NOTHING_JUDGED)) == {("a", "b", "place_within")}


def test_towns_of_one_name_in_two_counties_are_not_asked_about() -> None:
    entries = [entry("临河镇党委", HOME, key="a"), entry("临河镇党委", ("320583", *HOME[1:]), key="b")]
    assert identify(entries[0]).near == identify(entries[1]).near
    assert resolve_organizations(entries, NOTHING_JUDGED).doubts == ()


def test_facts_of_a_group() -> None:
    entries = [
        entry("相城区委", key="a", written=("区委", "相城区委")),
        entry("苏州市相城区委", key="b", written=("中共苏州市相城区委",)),
    ]
    facts = describe(entries)
    assert (facts.name, facts.kind, facts.level, facts.place, facts.parent) == ("相城区委", "party", "county", "320507", "苏州市委@320500")
    assert facts.other_names == ("中共苏州市相城区委", "中共苏州市相城区委员会", "苏州市相城区委")
    assert describe(entries[::-1]) == facts


def test_begun_and_ended_by_the_lexicon() -> None:
    assert describe([entry("相城区环保局")]).ended == "2018-09/2019-03"
    assert describe([entry("相城区生态环境局")]).begun == "2018-09/2019-03"
    assert describe([entry("相城区司法局")]).begun == ""  # 法制办 went into it, but it was there before
    assert describe([entry("相城区生态环境局", date="2016-05-01")]).begun == ""  # printed before the lexicon's date


def test_a_body_without_entries_is_an_error() -> None:
    with pytest.raises(ValueError, match="without entries"):
        describe([])


def test_every_organ_of_the_lexicon_is_its_own_body() -> None:
    texts = [identify(entry("相城区" + row[0])).text for row in read_table("territory_organs.tsv")]
    assert len(set(texts)) >= len(texts) - 1  # 党委 of a district is its 委


NAMES = ("相城区委", "苏州市相城区委", "鼓楼区委", "星河科技有限公司", "星河科技股份有限公司", "第一中学", "园区党工委", "黄埭镇")
HOMES = ((), HOME, HOME[1:], ("350102", "350100", "350000"))


@st.composite
def settings(draw: st.DrawFn) -> tuple[list[OrganizationEntry], Judgements]:
    number = draw(st.integers(1, 9))
    entries = [
        OrganizationEntry(
            f"k{at}",
            draw(st.sampled_from(NAMES)),
            "",
            f"g{draw(st.integers(0, 3))}",
            ("", draw(st.sampled_from(("", "2023", "2024"))), f"k{at}"),
            certain=draw(st.booleans()),
            places=draw(st.sampled_from(HOMES)),
        )
        for at in range(number)
    ]
    keys = st.frozensets(st.sampled_from([item.key for item in entries] + ["gone"]), min_size=1, max_size=3)
    same = tuple(draw(st.lists(keys, max_size=3)))
    sides = draw(st.lists(st.tuples(keys, keys), max_size=3))
    return entries, Judgements(same, tuple((one, other - one) for one, other in sides if other - one))


@given(settings(), st.randoms())
def test_whatever_is_given(given_: tuple[list[OrganizationEntry], Judgements], random: Any) -> None:
    entries, judged = given_
    resolved = resolve_organizations(entries, judged)
    assert sorted(key for group in resolved.groups for key in group) == sorted(item.key for item in entries)
    group_of = {key: number for number, group in enumerate(resolved.groups) for key in group}
    for one, other in judged.different:
        assert not {group_of[key] for key in one if key in group_of} & {group_of[key] for key in other if key in group_of}
    for held in judged.same if not judged.different else ():
        assert len({group_of[key] for key in held if key in group_of}) <= 1
    if not judged.different:
        texts = {item.key: identify(item).text for item in entries}
        assert all(group_of[one] == group_of[other] for one, other in combinations(texts, 2) if texts[one] == texts[other])
    assert len(resolved.links) == len(entries) - len(resolved.groups)
    mixed = entries[:]
    random.shuffle(mixed)
    assert resolve_organizations(mixed, replace(judged, same=judged.same[::-1], different=judged.different[::-1])) == resolved


@given(st.text(max_size=12), st.booleans(), st.sampled_from(HOMES))
def test_any_name_has_an_identity(name: str, certain: bool, home: tuple[str, ...]) -> None:
    found = identify(entry(name or "x", home, certain=certain))
    assert found.text
    assert found.names[0] == found.name
    assert found == identify(entry(name or "x", home, certain=certain, key="other"))
