"""Which addresses are one page, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.store.addresses import LONGEST, comparable_address

SAME = [
    ("http://www.example.cn/a.html", "https://www.example.cn/a.html"),
    ("HTTP://WWW.Example.CN/a.html", "http://www.example.cn:80/a.html"),
    ("http://example.cn", "http://example.cn/"),
    ("http://example.cn./", "http://example.cn/"),
    ("http://example.cn/a#top", "http://example.cn/a"),
    ("http://example.cn/a?utm_source=x&id=3&spm=a.b", "http://example.cn/a?id=3"),
    ("http://example.cn/a;jsessionid=12AB?id=3", "http://example.cn/a?id=3"),
    ("http://example.cn/%e8%a6%81", "http://example.cn/要"),
    ("http://例子.cn/", "http://xn--fsqu00a.cn/"),
    (" http://example.cn/ \n", "http://example.cn/"),
]
OTHER = [
    ("http://www.example.cn/", "http://example.cn/"),
    ("http://example.cn/a", "http://example.cn/a/"),
    ("http://example.cn/a", "http://example.cn/A"),
    ("http://example.cn/?id=1", "http://example.cn/?id=2"),
    ("http://example.cn/?a=1&b=2", "http://example.cn/?b=2&a=1"),
    ("http://example.cn:8080/", "http://example.cn/"),
    ("http://example.cn/#/news/1", "http://example.cn/#/news/2"),
    ("http://example.cn/?from=1", "http://example.cn/"),
    ("file:///a/b.html", "file:///a/B.html"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_page(one: str, other: str) -> None:
    assert comparable_address(one) == comparable_address(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_pages(one: str, other: str) -> None:
    assert comparable_address(one) != comparable_address(other)


@given(st.text() | st.text().map(lambda rest: "http://" + rest) | st.text().map(lambda rest: "https://example.cn/" + rest))
def test_any_text_has_an_address_that_an_index_can_hold(url: str) -> None:
    address = comparable_address(url)
    assert len(address) <= LONGEST
    assert comparable_address(url) == address


def test_no_address_is_empty() -> None:
    assert comparable_address("") == ""


def test_very_long_addresses_stay_apart() -> None:
    one, other = ("http://example.cn/?q=" + "x" * 3000 + end for end in "ab")
    assert comparable_address(one) != comparable_address(other)
