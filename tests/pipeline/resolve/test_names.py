"""Blocks of names, and how many people carry one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.resolve.names import commonness, fold, name_key, rarity

SAME = [
    ("張傑", "张杰", "traditional characters"),
    ("陳  建 平", "陈建平", "blanks within"),
    ("王\u3000伟", "王伟", "an ideographic blank"),
    ("买买提•艾力", "买买提·艾力", "a bullet for a middle dot"),
    ("买买提・艾力", "买买提‧艾力", "two more dots"),
    ("买买提.艾力", "买买提·艾力", "a full stop between characters"),
    ("ＪＡＮＥ　Doe", "Jane Doe", "full-width letters"),
    ("鍾國樑", "钟国梁", "variants that fold to one"),
]
DIFFERENT = [
    ("张杰", "张捷", "two characters that sound alike"),
    ("王伟", "王炜", "another character"),
    ("李乾", "李干", "乾 is a character of simplified names"),
    ("买买提·艾力", "买买提艾力", "a dot lost is not put back"),
    ("J.Doe", "J·Doe", "a full stop between letters stays one"),
]


@pytest.mark.parametrize(("one", "other", "_why"), SAME)
def test_one_key(one: str, other: str, _why: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other", "_why"), DIFFERENT)
def test_two_keys(one: str, other: str, _why: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(max_size=12))
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(alphabet="张伟鍾國·•. 　ＡaΣ薴㎏", max_size=8))
def test_a_key_of_such_names_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_folding_leaves_simplified_characters_alone() -> None:
    simplified = "王伟张敏李静刘洋陈建国周文斌吴志远沈砚秋后里丑斗云乾"
    assert "".join(map(fold, simplified)) == simplified


@given(st.text(max_size=8))
def test_everything_has_an_estimate(name: str) -> None:
    assert 0 < commonness(name) < 2e6


def test_common_names_are_common_and_rare_ones_rare() -> None:
    assert min(commonness(name) for name in ("张杰", "王伟", "李明", "张伟")) > 30_000
    assert 300 < commonness("周文斌") < 20_000
    assert max(commonness(name) for name in ("梁智垚", "沈砚秋", "欧阳修远")) < 10


def test_an_estimate_belongs_to_the_key() -> None:
    assert commonness("張 偉") == commonness("张伟")
    assert commonness("肖军") > commonness("爨军")


def test_a_compound_surname_is_one() -> None:
    assert commonness("欧阳军") < commonness("欧军") * 100
    assert commonness("欧阳国强") > commonness("爨阳国强") / 100


def test_rarity_is_nought_where_one_is_expected() -> None:
    assert rarity("张杰", 1.4e9 / commonness("张杰")) == pytest.approx(0)
