"""Text to words: nothing is lost, and the fast segmenter gives the words of the one whose dictionary it carries."""

import logging
import re
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.words import as_token, cut, pair_cost, word_cost

BODIES = sorted((Path(__file__).resolve().parent.parent / "cases" / "seeds" / "bodies").glob("*.txt"))


@given(st.text(max_size=60))
def test_nothing_is_left_out(text: str) -> None:
    assert "".join(cut(text)) == text


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.stem)
def test_the_words_are_those_of_jieba(path: Path) -> None:
    """But for dates and addresses in Latin characters, which the two cut differently."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    for stretch in re.findall(r"[\u4e00-\u9fff]+", path.read_text(encoding="utf-8")):
        assert cut(stretch) == jieba.lcut(stretch, HMM=False)


def test_numbers_are_all_one_token() -> None:
    assert as_token("2024") == as_token("12.5%") == as_token("TOD")
    assert as_token("，") == ","


def test_frequent_words_cost_less_and_unknown_ones_have_no_cost() -> None:
    common, rare = word_cost("发展"), word_cost("龃龉")
    assert common is not None
    assert rare is not None
    assert common < rare
    assert word_cost("槿写缶") is None


def test_words_that_follow_each_other_cost_less_together() -> None:
    assert pair_cost("经济", "发展", 10.0) < pair_cost("经济", "龃龉", 10.0)
