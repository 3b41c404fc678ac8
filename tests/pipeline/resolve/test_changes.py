"""What a later version changed: cases as data, and what must always hold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.resolve.changes import Changes, NumberChange, VersionText, what_changed
from tests.pipeline.resolve.test_meetings import read_cases


def version_of(short: list[str]) -> VersionText:
    title, body, names = short
    return VersionText(title, body, frozenset(names.split()))


def changes_of(told: dict[str, Any]) -> Changes:
    return Changes(
        tuple(told.get("names_removed", ())),
        tuple(told.get("names_added", ())),
        tuple(NumberChange(*number) for number in told.get("numbers", ())),
        tuple(told["title"]) if "title" in told else None,
        told.get("sentences_removed", 0),
        told.get("sentences_added", 0),
    )


@pytest.mark.parametrize("case", read_cases("changes.jsonl"))
def test_changes(case: dict[str, Any]) -> None:
    assert what_changed(version_of(case["earlier"]), version_of(case["later"])) == changes_of(case["changes"])


SENTENCES = st.lists(
    st.sampled_from(["甲会召开", "投资12亿元", "投资15亿元", "乙某出席,300人参加", "乙某出席,320人参加", "", " "]), max_size=8
)
VERSIONS = st.builds(
    VersionText, st.sampled_from(["", "甲会", "乙会"]), SENTENCES.map("。".join), st.frozensets(st.sampled_from(["甲某", "乙某"]))
)
ANY = st.builds(VersionText, st.text(max_size=9), st.text(alphabet="。\n 12甲,.%年", max_size=60), st.frozensets(st.text(max_size=3)))


@given(VERSIONS | ANY)
def test_a_version_does_not_differ_from_itself(version: VersionText) -> None:
    assert what_changed(version, version) == Changes()


@given(VERSIONS | ANY, VERSIONS | ANY)
def test_the_way_back_is_the_way_there_turned(earlier: VersionText, later: VersionText) -> None:
    there, back = what_changed(earlier, later), what_changed(later, earlier)
    assert (there.names_removed, there.sentences_removed) == (back.names_added, back.sentences_added)
    assert (there.title is None) == (back.title is None)
    assert what_changed(earlier, later) == there
    assert all(number.before != number.after for number in there.numbers)
