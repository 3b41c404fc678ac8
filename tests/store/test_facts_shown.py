"""The body cut where its facts begin and end: nothing is lost, nothing twice, whatever the spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Witness
from articles.store.facts_shown import bits_of, place_of_words
from articles.store.targets import CannotDecide


def word(number: int, kind: str, start: int, end: int, status: str = "unreviewed") -> Witness:
    return Witness(pk=number, key=f"{number:016}", kind=kind, start=start, end=end, spans=[[start, end]], status=status)


spans = st.lists(st.tuples(st.sampled_from(["person", "post"]), st.integers(0, 30), st.integers(1, 30)), max_size=8)


@given(st.text("甲乙\n\u200b", max_size=25), spans)
def test_the_bits_are_the_body(body: str, some: list[tuple[str, int, int]]) -> None:
    words = [word(number, kind, start, start + length) for number, (kind, start, length) in enumerate(some)]
    lines = bits_of(body, words)
    assert "\n".join("".join(bit.text for bit in line) for line in lines) == body
    for bit in (bit for line in lines for bit in line):
        assert body[bit.start : bit.start + len(bit.text)] == bit.text
        covering = {one.key for one in words if one.start <= bit.start < one.end}  # type: ignore[operator]
        assert {one.key for one in bit.words} == covering


def test_the_innermost_comes_first_and_names_before_facts() -> None:
    words = [word(1, "statement", 0, 6), word(2, "attendance", 1, 3), word(3, "person", 1, 3)]
    [[_first, inner, _last]] = bits_of("甲乙丙丁戊己", words)
    assert [one.kind for one in inner.words] == ["person", "attendance", "statement"]


def test_what_was_rejected_is_not_marked() -> None:
    [[bit]] = bits_of("甲乙丙", [word(1, "person", 0, 3, "rejected")])
    assert bit.words == ()


@pytest.mark.parametrize(
    ("words", "number", "place"),
    [("乙", 0, (1, 2)), (" 乙\r\n", 0, (1, 2)), ("甲", 1, (0, 1)), ("甲", 2, (2, 3)), ("丙\r\n丁", 0, (3, 6)), ("乙", 1, (1, 2))],
)
def test_words_are_found(words: str, number: int, place: tuple[int, int]) -> None:
    assert place_of_words(Article(body="甲乙甲丙\n丁"), words, number) == place


@pytest.mark.parametrize(("words", "number"), [("甲", 0), ("甲", 3), ("戊", 0), ("", 0), ("  ", 1), ("乙", 2)])
def test_words_that_are_not_there_or_not_alone_are_refused(words: str, number: int) -> None:
    with pytest.raises(CannotDecide):
        place_of_words(Article(body="甲乙甲丙\n丁"), words, number)
