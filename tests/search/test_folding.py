"""Folding: what is one to the reader is one to the search; every folded character leads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.folding import FoldedText, fold

TEXT = st.text(alphabet=st.sampled_from("王偉伟高能发發會议ＡａB１ \u3000\n\u200b①㎡ﬁé，,。·・İ\U00020000\ue020"), max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("開發區", "开发区"),
        ("发展", "发展"),
        ("乾隆著作", "干隆著作"),
        ("ＡＢＣ１２３", "abc123"),
        ("高　能", "高能"),
        ("王  平、李 明", "王平、李明"),
        ("GDP  增长 5 %", "gdp 增长 5 %"),
        ("约翰・阿亚夫", "约翰·阿亚夫"),
        ("高\u200b能\ufeff", "高能"),
        ("第一段\n第二段", "第一段\n第二段"),
        ("甲\n　　乙", "甲\n 乙"),
        ("面积３㎡", "面积3m2"),
        ("，；：！？", ",;:!?"),
        ("\ue020\ud800\x00", "\ufffd\ufffd "),
    ],
)
def test_forms_that_are_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["高质量发展", "新质生产力,abc 123。", "干事创业与著名品牌", "“敢为、敢闯”——精神"])
def test_good_text_is_left_alone(text: str) -> None:
    assert fold(text) == text


@given(TEXT, st.data())
def test_a_part_of_a_text_folds_to_a_part_of_the_folded_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text[start:end]).strip(" ") in fold(text)


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT, st.data())
def test_every_span_leads_back_to_what_it_came_from(text: str, data: st.DataObject) -> None:
    folded = FoldedText.of(text)
    assert folded.text == fold(text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        low, high = folded.original(start, end)
        assert 0 <= low < high <= len(text)
        # A character that became several comes back whole; blanks and what is unseen may hang on at the ends.
        assert folded.text[start:end].strip(" ") in fold(text[low:high])
