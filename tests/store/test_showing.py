"""An article beside its capture: nothing of either text is lost or moved by the marks, wherever they lie."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.offsets import Edit, TracedText
from articles.store.showing import Piece, Place, cut, gaps, place_of

NUMBERS = st.integers(min_value=0, max_value=24)
SPANS = st.lists(st.tuples(NUMBERS, NUMBERS).map(lambda pair: (min(pair), max(pair))), max_size=8)
TEXTS = st.text(alphabet="甲乙\n丙(", max_size=20)


def entry(capture: tuple[int, int], body: tuple[int, int] | None = None, **fields: Any) -> dict[str, Any]:
    start, end = body or (None, None)
    words = {"kind": "page_chrome", "proof": "proved", "before": "x", "after": "", "rivals": []}
    return {**words, "start": start, "end": end, "capture_start": capture[0], "capture_end": capture[1], **fields}


def place(number: int) -> Place:
    return Place(number, "page_chrome", "proved", "x", "", (), None, None)


def cut_by(text: str, spans: list[tuple[int, int]], left_out: list[tuple[int, int]]) -> list[list[Piece]]:
    return cut(text, [(span, place(number)) for number, span in enumerate(spans)], left_out)


@given(TEXTS, SPANS, SPANS)
def test_the_pieces_make_up_the_text(text: str, spans: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
    lines = cut_by(text, spans, gaps(kept, len(text)))
    assert "\n".join("".join(piece.text for piece in line) for line in lines) == text


@given(TEXTS, SPANS, SPANS)
def test_every_character_has_the_marks_of_its_place(text: str, spans: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
    index = 0
    for line in cut_by(text, spans, gaps(kept, len(text))):
        for piece in line:
            for offset in range(index, index + len(piece.text)):
                around = [number for number, (start, end) in enumerate(spans) if start <= offset < end]
                assert (piece.place is None) == (not around)
                assert piece.place is None or piece.place.number in around
                assert piece.left_out == (not any(start <= offset < end for start, end in kept))
            index += len(piece.text)
        index += 1


@given(TEXTS, SPANS)
def test_every_place_begins_once_if_it_begins_within_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    begun = [begin.number for line in cut_by(text, spans, []) for piece in line for begin in piece.begins]
    assert sorted(begun) == [number for number, (start, _) in enumerate(spans) if start <= len(text)]


@given(SPANS, NUMBERS)
def test_gaps_are_what_nothing_covers(kept: list[tuple[int, int]], length: int) -> None:
    found = gaps(kept, length)
    uncovered = [index for index in range(length) if not any(start <= index < end for start, end in kept)]
    assert [index for start, end in found for index in range(start, end)] == uncovered


@pytest.mark.parametrize(
    ("item", "span"),
    [
        (entry((7, 8), body=(1, 2)), (1, 2)),
        (entry((3, 7)), (1, 1)),
        (entry((0, 1)), None),
        (entry((8, 10)), None),
    ],
    ids=["in the body", "taken out from within", "before the body", "after the body"],
)
def test_what_was_taken_out_stands_between_its_neighbours(item: dict[str, Any], span: tuple[int, int] | None) -> None:
    body = TracedText.of("首首區(qū)委尾尾").replace([Edit(0, 2, ""), Edit(3, 7, ""), Edit(8, 10, "")])
    assert body.text == "區委"
    assert place_of(1, item, body).body == span
