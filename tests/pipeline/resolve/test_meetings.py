"""One meeting of several reports: cases as data, and what must always hold."""

import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.resolve.entries import Judgements, MeetingEntry, Resolved
from articles.pipeline.resolve.meeting_dates import compare_dates, first_day
from articles.pipeline.resolve.meeting_names import plain_name, take_apart
from articles.pipeline.resolve.meetings import MeetingFacts, describe_meeting, meeting_block, resolve_meetings

CASES = Path(__file__).parents[2] / "cases" / "resolve"
NOBODY = Judgements()


def home_of(code: str) -> tuple[str, ...]:
    """The codes of a place, the narrowest first: 320507 lies in 320500, which lies in 320000."""
    return tuple(dict.fromkeys((code, code[:4] + "00", code[:2] + "0000"))) if code else ()


def entry_of(short: dict[str, Any]) -> MeetingEntry:
    """An entry from a case: `home` a code, `page` the article (its key where not given), `group` the text (the page where not given)."""
    page = short.get("page", short["key"])
    published = short.get("published", "")
    return MeetingEntry(
        short["key"],
        short["name"],
        short.get("kind", "meeting"),
        short.get("group", page),
        ("", published, page),
        short.get("date", ""),
        published,
        short.get("place", ""),
        home_of(short.get("home", "")),
        frozenset(short.get("company", ())),
        frozenset(short.get("bodies", ())),
    )


def judgements_of(case: dict[str, Any]) -> Judgements:
    different = tuple((frozenset(one), frozenset(other)) for one, other in case.get("different", ()))
    return Judgements(tuple(frozenset(keys) for keys in case.get("same", ())), different)


def read_cases(name: str) -> list[Any]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(case, id=case["why"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize("case", read_cases("meetings.jsonl"))
def test_groups(case: dict[str, Any]) -> None:
    resolved = resolve_meetings([entry_of(short) for short in case["entries"]], judgements_of(case))
    assert sorted(map(sorted, resolved.groups)) == sorted(case["groups"])
    if "doubts" in case:
        assert sorted(sorted((doubt.one, doubt.other)) for doubt in resolved.doubts) == sorted(case["doubts"])


@pytest.mark.parametrize("case", read_cases("meetings.jsonl"))
def test_the_machine_joins_nothing_that_it_would_not_look_for(case: dict[str, Any]) -> None:
    """Reports with a day that were joined without a judgement stand in one block, or the block by name would be no use."""
    entries = {short["key"]: entry_of(short) for short in case["entries"]}
    if "same" in case:
        return
    for group in case["groups"]:
        days = {meeting_block(entries[key]) for key in group if len(entries[key].date) >= 7 and "/" not in entries[key].date}
        assert len({day for day in days if day.startswith("--")}) <= 1


def test_cases_are_many_and_a_third_was_held() -> None:
    cases = [parameter.values[0] for parameter in read_cases("meetings.jsonl")]
    assert len(cases) >= 40
    assert sum(bool(case.get("held")) for case in cases) >= len(cases) // 3


NAMES = [
    "高质量发展大会",
    "全区高质量发展大会",
    "相城区高质量发展大会",
    "全市高质量发展大会",
    "座谈会",
    "区委五届九次全会",
    "区委五届八次全会",
]
SHORTS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "kind": st.sampled_from(["meeting", "meeting", "visit"]),
        "date": st.sampled_from(["2023-12-29", "--12-29", "2023-12", "2022-12-29", "", "2023-12-28/2023-12-29"]),
        "published": st.sampled_from(["", "2023-12-30", "2022-12-30"]),
        "home": st.sampled_from(["320507", "320500", "320508", ""]),
        "page": st.sampled_from("pqrstuvw"),
        "group": st.sampled_from("ghijk"),
        "company": st.sets(st.sampled_from(["甲某", "乙某", "丙某", "丁某"])),
    }
)
ENTRIES = st.lists(SHORTS, max_size=9).map(lambda shorts: [entry_of(short | {"key": f"k{index}"}) for index, short in enumerate(shorts)])
KEYS = st.sampled_from([f"k{index}" for index in range(10)])
SIDES = st.frozensets(KEYS, min_size=1, max_size=3)
JUDGED = st.builds(
    Judgements,
    st.lists(SIDES, max_size=3).map(tuple),
    st.lists(st.tuples(SIDES, SIDES).filter(lambda pair: not pair[0] & pair[1]), max_size=2).map(tuple),
)


@given(ENTRIES, JUDGED, st.randoms(use_true_random=False))
def test_order_says_nothing(entries: list[MeetingEntry], judgements: Judgements, random: Any) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    turned = Judgements(judgements.same[::-1], tuple((other, one) for one, other in judgements.different[::-1]))
    assert resolve_meetings(shuffled, turned) == resolve_meetings(entries, judgements)


@given(ENTRIES, JUDGED)
def test_groups_part_the_entries_and_every_one_has_its_reason(entries: list[MeetingEntry], judgements: Judgements) -> None:
    resolved = resolve_meetings(entries, judgements)
    assert sorted(key for group in resolved.groups for key in group) == sorted(entry.key for entry in entries)
    assert sorted(link.one for link in resolved.links) == sorted(key for group in resolved.groups for key in group[1:])
    together = {key: group for group in resolved.groups for key in group}
    assert all(link.other in together[link.one] and link.other != link.one for link in resolved.links)
    firsts = {group[0] for group in resolved.groups}
    assert all({doubt.one, doubt.other} <= firsts or doubt.features[0].name == "contradiction" for doubt in resolved.doubts)


@given(ENTRIES, JUDGED)
def test_different_always_holds_and_same_where_nothing_contradicts(entries: list[MeetingEntry], judgements: Judgements) -> None:
    together = grouped(resolve_meetings(entries, judgements))
    for one, other in judgements.different:
        assert not any(together.get(first) == together.get(second) for first in one & together.keys() for second in other & together.keys())
    if not judgements.different:
        for side in judgements.same:
            assert len({together[key] for key in side if key in together}) <= 1


def grouped(resolved: Resolved) -> dict[str, tuple[str, ...]]:
    return {key: group for group in resolved.groups for key in group}


@given(ENTRIES)
def test_the_machine_never_joins_one_page_or_two_dates(entries: list[MeetingEntry]) -> None:
    known = {entry.key: entry for entry in entries}
    for group in resolve_meetings(entries, NOBODY).groups:
        for one, other in combinations([known[key] for key in group], 2):
            assert one.order[2] != other.order[2]
            assert one.kind == other.kind
            assert compare_dates(one.date, "", other.date, "") != "conflict"


@given(ENTRIES, st.randoms(use_true_random=False))
def test_a_description_does_not_depend_on_order(entries: list[MeetingEntry], random: Any) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert describe_meeting(shuffled) == describe_meeting(entries)


@pytest.mark.parametrize(
    ("one", "published", "other", "other_published", "agreement"),
    [
        ("2024-03-12", "", "2024-03-12", "", "equal"),
        ("2024-03-12", "", "2024-03-13", "", "conflict"),
        ("2024-03", "", "2024-03-12", "", "prefix"),
        ("2024", "", "2024-03-12", "", "prefix"),
        ("2024-03", "", "2024-04-01", "", "conflict"),
        ("--12-29", "", "2023-12-29", "", "yearless"),
        ("--12-29", "", "2023-12-30", "", "conflict"),
        ("--12-29", "2024-01-02", "2023-12-29", "", "equal"),
        ("--12-29", "2022-12-30", "2023-12-29", "", "conflict"),
        ("--12-29", "2024-06-01", "2023-12-29", "", "yearless"),
        ("--12-29", "2023-12-30", "--12-29", "2022-12-30", "conflict"),
        ("--12-29", "", "--12-29", "2022-12-30", "yearless"),
        ("--02-29", "2023-03-01", "2024-02-29", "", "yearless"),
        ("--08-11/--08-12", "", "--08-12", "", "yearless"),
        ("--08-11/--08-12", "", "--08-13", "", "conflict"),
        ("2024-08-11/2024-08-13", "", "2024-08-12", "", "within"),
        ("2024-08-11/2024-08-13", "", "2024-08-13/2024-08-14", "", "conflict"),
        ("", "2024-03-13", "2024-03-12", "", "near"),
        ("", "2024-03-20", "2024-03-12", "", "unknown"),
        ("", "2023-03-13", "2024-03-12", "", "conflict"),
        ("", "", "2024-03-12", "", "unknown"),
        ("2024-13-40", "", "2024-03-12", "", "unknown"),
        ("--13-40", "", "2024-03-12", "", "unknown"),
        ("一月", "", "2024-03-12", "", "unknown"),
    ],
)
def test_dates(one: str, published: str, other: str, other_published: str, agreement: str) -> None:
    assert compare_dates(one, published, other, other_published) == agreement
    assert compare_dates(other, other_published, one, published) == agreement


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2023-12-29", "--12-29"),
        ("--12-29", "--12-29"),
        ("--08-11/--08-12", "--08-11"),
        ("2023-08-11/2023-08-12", "--08-11"),
        ("2023-08", ""),
        ("2023", ""),
        ("", ""),
        ("--13-01", ""),
        ("2023-02-30", ""),
    ],
)
def test_first_day(date: str, day: str) -> None:
    assert first_day(date) == day


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区委第五届委员会第九次全体会议", "区委五届九次全会"),
        ("党委(扩大)会议", "党委会议"),
        ("常务委员会会议", "常委会"),
        ("招商引资推进大会", "招商引资推进会"),
        ("召开“高质量发展”大会", "高质量发展大会"),
        ("高质量发展大会隆重召开", "高质量发展大会"),
        ("第18届人民代表大会", "十八届人大"),
    ],
)
def test_one_spelling(one: str, other: str) -> None:
    assert plain_name(one).removeprefix("区委") == plain_name(other).removeprefix("区委")


@pytest.mark.parametrize(
    "name", ["新春茶话会", "社区工作者大会", "大会战动员会", "人大代表座谈会", "举旗仪式", "城镇化建设推进会", "开学第一课活动"]
)
def test_a_good_name_is_left_alone(name: str) -> None:
    assert plain_name(name) == name
    assert take_apart(name, "meeting", ()).zone == ""


@pytest.mark.parametrize(
    ("name", "home", "holder", "said"),
    [
        ("苏州市相城区教育大会", "320507", "320507", True),
        ("相城教育大会", "320507", "320507", True),
        ("教育大会", "320507", "320507", False),
        ("全市教育大会", "320507", "320500", True),
        ("全省教育大会", "320507", "320000", True),
        ("全市教育大会", "320583", "320583", True),
        ("市委常委会", "320507", "320500", True),
        ("全市教育大会", "", "level:市", True),
        ("相城区教育大会", "", "320507", True),
        ("鼓楼区教育大会", "", "name:鼓楼区", True),
        ("鼓楼区教育大会", "320106", "320106", True),
        ("市场监管工作会议", "320507", "320507", False),
        ("区块链大会", "320507", "320507", False),
    ],
)
def test_whose_meeting_it_is(name: str, home: str, holder: str, said: bool) -> None:
    parts = take_apart(name, "meeting", home_of(home))
    assert (parts.holder, parts.said) == (holder, said)


def test_block_of_a_day_of_any_year() -> None:
    dates = ["--12-29", "2023-12-29", "--12-29/--12-30", "2022-12-29/2022-12-30"]
    assert {meeting_block(entry_of({"key": "a", "name": "会议", "date": date})) for date in dates} == {"--12-29"}


def test_block_by_name_without_place_year_and_general_words() -> None:
    names = [("2024年全市教育工作会议", "320507"), ("苏州市教育大会", "320500"), ("召开教育会议", "")]
    blocks = {meeting_block(entry_of({"key": "a", "name": name, "date": "2024-03", "home": home})) for name, home in names}
    assert blocks == {"meeting:教育"}


def described(shorts: Sequence[dict[str, Any]]) -> MeetingFacts:
    return describe_meeting([entry_of({"key": f"k{index}"} | short) for index, short in enumerate(shorts)])


def test_the_name_that_most_texts_print_is_kept_and_reposts_count_once() -> None:
    short = {"name": "教育大会", "group": "t", "date": "2023-03-02"}
    facts = described([short, short, short, {"name": "全区教育大会"}, {"name": "全区教育大会"}])
    assert facts.name == "全区教育大会"


def test_the_fullest_of_names_printed_once() -> None:
    assert described([{"name": "教育大会"}, {"name": "相城区教育大会"}, {"name": "全区教育大会"}]).name == "相城区教育大会"


@pytest.mark.parametrize(
    ("dates", "date"),
    [
        (["2023-03", "2023-03-02", ""], "2023-03-02"),
        (["--12-29", "2023-12-29"], "2023-12-29"),
        (["--12-29", ""], "--12-29"),
        (["2023", "2023-12"], "2023-12"),
        (["2023-08-11/2023-08-12", "2023-08"], "2023-08-11/2023-08-12"),
        (["2023-03-02", "2023-03-03", "2023-03-03"], "2023-03-03"),
        (["2023-03-02", "2023-03-03", "2023-03"], "2023-03"),
        (["", ""], ""),
    ],
)
def test_the_most_precise_date_that_agrees_with_most(dates: list[str], date: str) -> None:
    assert described([{"name": "教育大会", "date": one} for one in dates]).date == date


def test_places_are_those_of_whose_meeting_it_is() -> None:
    facts = described([{"name": "全市教育大会", "home": "320507", "place": "会议中心"}])
    assert facts == MeetingFacts("全市教育大会", "", "会议中心", "meeting", ("320500", "320000"))
