"""A post over time: cases as data, and what must always hold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.resolve.tenure_holders import conflicts, holders_on
from articles.pipeline.resolve.tenure_titles import excludes, is_single_seat
from articles.pipeline.resolve.tenures import PostSighting, TenureFacts, find_tenures, is_before, time_span
from tests.pipeline.resolve.test_meetings import read_cases


def sighting_of(short: str, title: str, number: int) -> PostSighting:
    """A sighting from a case: person, date (- for none), then `former`, `title=…`, `group=…` as wanted; its group is its own else."""
    person, date, *rest = short.split()
    told = dict(part.split("=") for part in rest if "=" in part)
    date = "" if date == "-" else date
    return PostSighting(person, date, told.get("title", title), "former" in rest, ("", date, f"s{number}"), told.get("group", f"g{number}"))


def tenures_of(case: dict[str, Any]) -> list[TenureFacts]:
    seen = [sighting_of(short, case["title"], number) for number, short in enumerate(case["seen"])]
    others = [sighting_of(short, case["title"], number + 100) for number, short in enumerate(case.get("others", ()))]
    return find_tenures(seen, others)


@pytest.mark.parametrize("case", read_cases("tenures.jsonl"))
def test_dates_and_bounds(case: dict[str, Any]) -> None:
    tenures = tenures_of(case)
    found = {
        tenure.person: " ".join(date or "-" for date in (tenure.first_seen, tenure.last_seen, tenure.not_before, tenure.not_after))
        for tenure in tenures
    }
    assert found == case["tenures"]
    assert [tenure.person for tenure in tenures if tenure.former_only] == case.get("former_only", [])
    for tenure in tenures:
        for bound in (tenure.first_seen, tenure.last_seen, tenure.not_before, tenure.not_after):
            assert bound in tenure.reason.zh
            assert bound in tenure.reason.en


@pytest.mark.parametrize("case", [case for case in read_cases("tenures.jsonl") if "on" in case.values[0]])
def test_holders(case: dict[str, Any]) -> None:
    tenures = tenures_of(case)
    found = {
        date: ";".join(sorted(f"{holder.certainty} {holder.person}".strip() for holder in holders_on(date, tenures))) for date in case["on"]
    }
    assert found == case["on"]


@pytest.mark.parametrize("case", [case for case in read_cases("tenures.jsonl") if "conflicts" in case.values[0]])
def test_conflicts(case: dict[str, Any]) -> None:
    found = conflicts(tenures_of(case))
    assert [f"{conflict.one} {conflict.other}" for conflict in found] == case["conflicts"]
    for conflict in found:
        mine, theirs = conflict.sightings
        assert {sighting.person for sighting in mine} == {conflict.one}
        assert {sighting.person for sighting in theirs} == {conflict.other}


def test_cases_are_many() -> None:
    assert len(read_cases("tenures.jsonl")) >= 40


def test_a_claim_of_nobody_names_the_nearest_sightings() -> None:
    tenures = tenures_of({"title": "区长", "seen": ["甲 2020-01-01", "甲 2020-05-01", "乙 2022-01-01", "乙 2023-01-01"]})
    (holder,) = holders_on("2021-01-01", tenures)
    assert holder.person == ""
    assert "2020-05-01甲" in holder.reason.zh
    assert "2022-01-01乙" in holder.reason.zh
    assert "甲 on 2020-05-01" in holder.reason.en
    assert "2020-01-01" not in holder.reason.zh


@pytest.mark.parametrize("date", ["", "--12-29", "someday", "2024-02-30"])
def test_no_holder_on_a_date_that_is_none(date: str) -> None:
    assert holders_on(date, tenures_of({"title": "区长", "seen": ["甲 2020-01-01"]})) == []


def test_a_post_nobody_was_seen_in() -> None:
    assert find_tenures([]) == []
    assert [holder.certainty for holder in holders_on("2020-01-01", [])] == ["no_captures"]


ONE_SEAT = """
书记 区委书记 党工委书记 第一书记 区长 代区长 镇长 主任 村主任 主席 局长 院长 校长 董事长 总经理 秘书长 检察长 部长 政委 會長
"""
SEVERAL_OR_NOT_CERTAIN = """
副书记 常务副区长 副秘书长 区长助理 委员 常委 党组成员 教授 院士 调研员 督查专员 人大代表 首席代表 记者 县域 主席团成员
名誉主席 联席主席 轮值主席 执行院长 主任科员 主任医师 处长 科长 经理 车间主任 党支部书记
"""


@pytest.mark.parametrize("title", [*ONE_SEAT.split(), "镇 长"])
def test_one_seat(title: str) -> None:
    assert is_single_seat(title)


@pytest.mark.parametrize("title", [*SEVERAL_OR_NOT_CERTAIN.split(), ""])
def test_several_seats_or_not_certain(title: str) -> None:
    assert not is_single_seat(title)


EXCLUSIVE = "区长/副区长 代市长/市长 总经理/总经理助理 局长/常务副局长 主任/候任主任"
AT_ONCE = "区长/区长 书记/主任 副区长/代区长 副区长/常务副区长 会长/名誉会长 书记/第一书记 书记/常委 书记/副主任"


@pytest.mark.parametrize("pair", EXCLUSIVE.split())
def test_titles_that_exclude_each_other(pair: str) -> None:
    one, other = pair.split("/")
    assert excludes(one, other)
    assert excludes(other, one)


@pytest.mark.parametrize("pair", AT_ONCE.split())
def test_titles_that_one_person_may_have_at_once(pair: str) -> None:
    one, other = pair.split("/")
    assert not excludes(one, other)
    assert not excludes(other, one)


DATES = st.sampled_from(["", "2020", "2020-06", "2020-06-03", "2020-06-21", "2020-07-01", "2021", "2021-02", "2021-02-10", "--12-29"])
SIGHTINGS = st.builds(
    PostSighting,
    st.sampled_from("甲乙丙"),
    DATES,
    st.just("区长"),
    st.booleans(),
    st.tuples(st.just(""), DATES, st.sampled_from("stuvw")),
    st.sampled_from(["", "g", "h", "i", "j", "k", "l", "m"]),
)
OTHERS = st.builds(
    PostSighting,
    st.sampled_from("甲乙丙"),
    DATES,
    st.sampled_from(["副区长", "代区长", "常委", "时任区长"]),
    st.booleans(),
    st.tuples(st.just(""), DATES, st.sampled_from("stuvw")),
    st.sampled_from(["", "g", "h", "n", "o"]),
)


@given(st.lists(SIGHTINGS, max_size=8), st.lists(OTHERS, max_size=5), st.randoms(use_true_random=False))
def test_order_says_nothing(post: list[PostSighting], body: list[PostSighting], random: Any) -> None:
    tenures = find_tenures(post, body)
    shuffled, others = list(post), list(body)
    random.shuffle(shuffled)
    random.shuffle(others)
    again = find_tenures(shuffled, others)
    assert again == tenures
    assert conflicts(again[::-1]) == conflicts(tenures)
    assert holders_on("2020-06-10", again[::-1]) == holders_on("2020-06-10", tenures)


@given(st.lists(SIGHTINGS, max_size=8), st.lists(OTHERS, max_size=5))
def test_bounds_never_contradict_sightings(post: list[PostSighting], body: list[PostSighting]) -> None:
    for tenure in find_tenures(post, body):
        assert bool(tenure.first_seen) == bool(tenure.last_seen) == bool(tenure.seen)
        if tenure.not_before:
            assert all(not is_before(sighting.date, tenure.not_before) for sighting in tenure.seen)
            assert is_before(tenure.not_before, tenure.first_seen)
        if tenure.not_after and tenure.last_seen:
            assert all(not is_before(tenure.not_after, sighting.date) for sighting in tenure.seen)
            assert is_before(tenure.last_seen, tenure.not_after)
        assert not is_before(tenure.last_seen, tenure.first_seen)
        assert all(sighting.date and not sighting.former for sighting in tenure.seen)


@given(st.lists(SIGHTINGS, max_size=8), DATES)
def test_who_is_claimed_was_seen_before_and_after_or_then(post: list[PostSighting], date: str) -> None:
    tenures = {tenure.person: tenure for tenure in find_tenures(post)}
    for holder in holders_on(date, list(tenures.values())):
        if holder.certainty == "no_captures":
            assert holder.person == ""
            continue
        tenure = tenures[holder.person]
        assert not is_before(date, tenure.first_seen)
        assert not is_before(tenure.last_seen, date)
        assert holder.certainty == "seen" or not any(sighting.date == date for sighting in tenure.seen)


@given(st.dates(), st.dates())
def test_days_are_before_each_other_as_in_the_calendar(one: Any, other: Any) -> None:
    assert is_before(one.isoformat(), other.isoformat()) == (one < other)
    assert time_span(one.isoformat()) == (one, one)
    assert not is_before(one.isoformat()[:7], one.isoformat())
