"""Names that are none are flagged, genuine ones left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.records import WarningKind
from articles.pipeline.repair.hijacked_names import mend
from tests.pipeline.repair.flagged import check_case, check_warnings, read_cases

CASES = read_cases("repair_hijacked_names.tsv")


@pytest.mark.parametrize(("kind", "marked"), CASES, ids=[marked for _, marked in CASES])
def test_flags_what_is_marked_and_nothing_else(kind: str, marked: str) -> None:
    check_case(mend, WarningKind.HIJACKED_NAME, kind, marked)


@given(st.text(alphabet="365bet_官网棋牌app软件召开区委会议,。", max_size=60))
def test_warnings_say_what_stands_there(text: str) -> None:
    check_warnings(mend, WarningKind.HIJACKED_NAME, text)
