"""Printed dates of every form, and numbers that are none."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.extract.dates import FIRST_YEAR, LAST_YEAR, find_date, find_day
from tests.pipeline.extract.rows import or_none, read_rows

ROWS = [row if len(row) > 1 else ["", row[0]] for row in read_rows("extract_dates.tsv")]
FORMS = [
    "{0:04}-{1:02}-{2:02}",
    "{0}年{1}月{2}日",
    "{0}/{1}/{2}",
    "{0}.{1:02}.{2:02}",
    "{0}- {1}- {2} 18: 52",
    "发布时间：{0}-{1}-{2} 来源：",
    "{0}年{1}月{2}日 星期三",
]


@pytest.mark.parametrize(("text", "day"), ROWS, ids=[row[0] or "empty" for row in ROWS])
def test_finds_day(text: str, day: str) -> None:
    assert find_day(text) == or_none(day)


@given(st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)), st.sampled_from(FORMS))
def test_finds_every_day_in_every_form(day: datetime.date, form: str) -> None:
    assert find_day(form.format(day.year, day.month, day.day)) == day.isoformat()


@given(st.text(alphabet="0123456789-/.年月日 二〇十民國:", max_size=40))
def test_finds_only_days_of_the_calendar(text: str) -> None:
    found = find_date(text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        parts = [int(part) for part in found.day.split("-")]
        assert datetime.date(*parts, *[1] * (3 - len(parts)))
        assert FIRST_YEAR <= parts[0] <= LAST_YEAR
