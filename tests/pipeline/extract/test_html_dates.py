"""The day of publication from declarations and from lines without labels."""

import pytest

from articles.pipeline.extract.html_dates import declared_day, government_day, printed_day, read_declared_day
from articles.pipeline.extract.html_page import read_outline


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ('<meta property="article:published_time" content="2024-03-12T10:00:00+08:00">', "2024-03-12"),
        ('<META NAME="PublishDate" CONTENT=" 2024-03-12">', "2024-03-12"),
        ('<meta itemprop="datePublished" content="2024-03-12 08:04">', "2024-03-12"),
        ('<meta property="article:modified_time" content="2024-03-12T10:00:00+08:00">', None),
        ('<meta name="publishdate" content="">', None),
        ('<meta name="publishdate" content="2024-13-45">', None),
        ('<script type="application/ld+json">{"datePublished": "2024-03-12T10:00"}</script>', "2024-03-12"),
        ('<script type="application/ld+json">[{"@graph": [{"x": {"datePublished": "2024-03-12"}}]}]</script>', "2024-03-12"),
        ('<script type="application/ld+json">{"dateModified": "2024-03-12"}</script>', None),
        ('<script type="application/ld+json">{"datePublished": 20240312, </script>', None),
        ('<script>{"datePublished": "2024-03-12"}</script>', None),
        ('<!-- <meta name="publishdate" content="2024-03-12"> -->', None),
        ('<link rel=canonical href="http://www.example.cn/2024/03/12/a.html">', None),
    ],
)
def test_declared_day(source: str, day: str | None) -> None:
    assert declared_day(read_outline(source)) == day
    assert government_day(read_outline(source)) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("http://www.example.cn 2005年03月21日 11:21 《某某周刊》", "2005-03-21"),
        ("EXAMPLE.COM　2004年7月16日08:19 [ 许知行 ] 来源：[ 某某报 ]", "2004-07-16"),
        ("2024-05-13 06:16发布于临江某某日报官方账号", "2024-05-13"),
        ("2006年12月27日（某地时间）", "2006-12-27"),
        ("发布日期： 9/17/2004 5:54:13 AM", "2004-09-17"),
        ("发布日期： 7/5/2004 5:54:13 AM", None),
        ("会议时间：2024-05-13 14:30", None),
        ("报名截止2024年5月13日", None),
        ("第 2 楼 时间：2005-08-28 20:56:20", None),
        ("2024年5月13日，临江区召开会议。", None),
        ("2024年5月13日,临江区召开全区经济工作会议", None),
        ("2024年5月", None),
        ("电话：0512-20240513", None),
    ],
)
def test_printed_day(line: str, day: str | None) -> None:
    assert printed_day(line) == day


@pytest.mark.parametrize(("value", "day"), [("2024-03", None), ("1700000000", None), ("", None), ("2024/3/2 1:02", "2024-03-02")])
def test_declared_value(value: str, day: str | None) -> None:
    assert read_declared_day(value) == day
