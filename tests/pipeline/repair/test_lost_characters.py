"""Marks where a character was lost are flagged, genuine question marks left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.records import WarningKind
from articles.pipeline.repair.lost_characters import mend
from tests.pipeline.repair.flagged import check_case, check_warnings, read_cases

CASES = read_cases("repair_lost_characters.tsv")


@pytest.mark.parametrize(("kind", "marked"), CASES, ids=[marked for _, marked in CASES])
def test_flags_what_is_marked_and_nothing_else(kind: str, marked: str) -> None:
    check_case(mend, WarningKind.LOST_CHARACTER, kind, marked)


@given(st.text(alphabet="区委会议?□\ufffd如何吗“”,。约翰", max_size=60))
def test_warnings_say_what_stands_there(text: str) -> None:
    check_warnings(mend, WarningKind.LOST_CHARACTER, text)
