"""Cheap tests before dear patterns: nothing the pattern would find may be lost to the test before it."""

import re

import pytest

from articles.pipeline.recognize.dates import find_dates
from articles.pipeline.recognize.names.forms import Sentence
from articles.pipeline.recognize.names.spaced import close_spaced_names
from articles.pipeline.recognize.organizations import _COUNTED, _END, _FIRST_NAME, _MINISTRIES
from articles.pipeline.recognize.page import fold_marks
from articles.pipeline.recognize.places import by_name, by_short_name, find_places, find_short_names
from articles.pipeline.recognize.short_names import _EXPLAINED, _SHORT_FORM
from articles.pipeline.recognize.zones import ZONE_WORDS, find_zones

DATES = re.split(
    r"\|",
    "2024年3月12日|3月12日|12月1日至3日|2024-03-12|2024/3/12|今(12)日|昨(1日)|十二月三日|一月一日|今天|今日|今上午|昨天|昨日|昨晚|"
    "前天|前日|同日|当天|當天|当日|當日|近日|日前|近期|连日来|不久前|最近|前不久|12日,",
)


@pytest.mark.parametrize("printed", DATES)
def test_every_form_of_a_date_passes(printed: str) -> None:
    assert [when.start for when in find_dates(f"会{printed}", "2024-03-13")] == [1]


@pytest.mark.parametrize("word", ZONE_WORDS.split("|"))
def test_every_zone_word_passes(word: str) -> None:
    assert [zone.name for zone in find_zones(f"在六合区国家级{word}")] == [f"六合区国家级{word}"]


def test_every_division_is_found_by_its_name() -> None:
    assert [name for name in by_name() if name not in {place.name for place in find_places(name)} and name[-1] in "市县区旗盟"] == []
    assert [name for name in by_short_name() if name not in {place.name for place in find_short_names(name)}] == []


@pytest.mark.parametrize("ministry", [part.partition("(")[0] for part in _MINISTRIES.split("|")])
def test_ministries_end_bodies_but_not_their_parts(ministry: str) -> None:
    assert _END.search(ministry) is not None
    assert _END.search(ministry + "门") is None


@pytest.mark.parametrize("text", ["东山、西山两个工业园区", "东山、西山2个乡镇", "东山、西山、北山三大开发区", "东山、西山两家社区"])
def test_counted_lists_pass(text: str) -> None:
    assert _FIRST_NAME.search(text)
    assert _COUNTED.search(text)


@pytest.mark.parametrize("text", ["东山科技大学(以下简称“东科”)", "东山科技大学(下称东科)", "东山科技大学（称东科）"])
def test_explained_short_forms_pass(text: str) -> None:
    assert _EXPLAINED.search(fold_marks(text))
    assert _SHORT_FORM.search(fold_marks(text))


def test_names_set_wide_pass_and_a_text_without_them_keeps_its_names() -> None:
    assert [name.text("副区长高　能、王平") for name in close_spaced_names(Sentence("副区长高　能、王平", ()), [])] == ["高　能"]
    assert close_spaced_names(Sentence("　　副区长高能", ()), []) == []
