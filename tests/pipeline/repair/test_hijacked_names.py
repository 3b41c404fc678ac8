"""Names that are none are flagged, genuine ones left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.offsets import TracedText
from articles.pipeline.records import WarningKind
from articles.pipeline.repair.hijacked_names import mend
from tests.pipeline.repair.flagged import read_cases, unmark

CASES = read_cases("repair_hijacked_names.tsv")


@pytest.mark.parametrize(("kind", "marked"), CASES, ids=[marked for _, marked in CASES])
def test_flags_what_is_marked_and_nothing_else(kind: str, marked: str) -> None:
    text, spans = unmark(marked)
    result = mend(TracedText.of(text))
    assert [(warning.start, warning.end) for warning in result.warnings] == spans
    assert (kind == "mends") == bool(spans)
    assert result.text.text == text
    assert result.repairs == ()


@given(st.text(alphabet="365bet_官网棋牌app软件召开区委会议,。", max_size=60))
def test_warnings_say_what_stands_there(text: str) -> None:
    done = 0
    for warning in mend(TracedText.of(text)).warnings:
        assert warning.kind is WarningKind.HIJACKED_NAME
        assert warning.start >= done
        assert text[warning.start : warning.end] == warning.text
        done = warning.end
