"""Two versions side by side: each side is its text again, and what is the same is not marked."""

from hypothesis import given
from hypothesis import strategies as st

from articles.store.comparing import MOST, compare, sentences

texts = st.lists(st.text("甲乙丙12", min_size=1, max_size=8), max_size=8).map("。".join)


@given(texts, texts)
def test_either_side_is_its_text(one: str, other: str) -> None:
    pairs = compare(one, other).pairs
    assert [left for pair in pairs if (left := "".join(text for _changed, text in pair.earlier))] == sentences(one)
    assert [right for pair in pairs if (right := "".join(text for _changed, text in pair.later))] == sentences(other)
    for pair in pairs:
        same = "".join(text for changed, text in pair.earlier if not changed)
        assert same == "".join(text for changed, text in pair.later if not changed)


@given(texts)
def test_the_same_text_is_not_marked(text: str) -> None:
    assert not any(pair.changed for pair in compare(text, text).pairs)


def test_a_number_that_changed_is_marked_alone() -> None:
    [first, second] = compare("出席12人。其余不变。", "出席15人。其余不变。").pairs
    assert first.earlier == ((False, "出席1"), (True, "2"), (False, "人。"))
    assert not second.changed


def test_a_long_page_is_cut() -> None:
    compared = compare("甲。" * (MOST + 1), "甲。" * MOST)
    assert compared.cut
    assert len(compared.pairs) == MOST
