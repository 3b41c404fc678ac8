"""Texts that remember where they stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.offsets import Edit, TracedText


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, TracedText]:
    """A source and a text made of it by a few rounds of edits, slices and joins."""
    source = draw(st.text("甲乙丙丁(a)?", max_size=30))
    text = TracedText.of(source)
    for _ in range(draw(st.integers(0, 3))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        edits = [Edit(start, end, draw(st.text("新字", max_size=4))) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
        text = text.replace(edits)
        if draw(st.booleans()):
            middle = draw(st.integers(0, len(text)))
            text = TracedText.join("\n", [text.slice(0, middle), text.slice(middle, len(text))])
    return source, text


@given(edited_texts())
def test_origins_stay_in_the_source_and_in_order(case: tuple[str, TracedText]) -> None:
    source, text = case
    assert len(text.text) == len(text.starts) == len(text.ends)
    assert all(0 <= start <= end <= len(source) for start, end in zip(text.starts, text.ends, strict=True))
    assert list(text.starts) == sorted(text.starts)


@given(edited_texts())
def test_runs_give_the_text_back(case: tuple[str, TracedText]) -> None:
    _, text = case
    again = TracedText.from_runs(text.text, text.runs())
    assert (again.starts, again.ends) == (text.starts, text.ends)


@given(st.text(max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_untouched_characters_are_their_own_origin(source: str, start: int, length: int) -> None:
    part = TracedText.of(source).slice(start, start + length)
    assert all(source[part.starts[i] : part.ends[i]] == character for i, character in enumerate(part.text))


def test_replacing_maps_new_characters_to_the_old_span() -> None:
    text = TracedText.of("發(fā)展").replace([Edit(0, 5, "发")])
    assert text.text == "发展"
    assert text.origin(0, 1) == (0, 5)
    assert text.find_origin(0, 5) == (0, 1)
    assert text.find_origin(5, 6) == (1, 2)


def test_what_was_taken_out_is_not_found() -> None:
    text = TracedText.of("甲(x)乙").replace([Edit(1, 4, "")])
    assert text.find_origin(1, 4) is None
    assert text.find_origin(0, 5) == (0, 2)


def test_charwise_edits_map_one_to_one() -> None:
    text = TracedText.of("會議").replace([Edit(0, 2, "会议", charwise=True)])
    assert text.origin(1, 2) == (1, 2)
    with pytest.raises(ValueError, match="charwise"):
        TracedText.of("會議").replace([Edit(0, 2, "会", charwise=True)])


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        TracedText.of("甲乙丙").replace([Edit(0, 2, "x"), Edit(1, 3, "y")])


def test_lines_and_strip_keep_their_origins() -> None:
    lines = TracedText.of(" 甲 \n乙").split_lines()
    assert [(line.strip().text, line.strip().origin(0, 1)) for line in lines] == [("甲", (1, 2)), ("乙", (4, 5))]
