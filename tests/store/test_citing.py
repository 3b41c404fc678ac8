"""Citations: what is printed is said, nothing is invented, and no title breaks out of its field."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.store.citing import Cited, bibtex, gbt7714, ris

FULL = Cited(
    "0123456789abcdef", "六合区召开座谈会", "王文远", "六合日报", "2024-03-12", "http://a.example.cn/1.html", "2024-03-13", "ab" * 32
)
BARE = Cited("0123456789abcdef", "", "", "", "", "", "")


def changed(**fields: str) -> Cited:
    return dataclasses.replace(FULL, **fields)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (FULL, "王文远. 六合区召开座谈会[EB/OL]. 六合日报, 2024(2024-03-12)[2024-03-13]. http://a.example.cn/1.html."),
        (changed(author=""), "六合日报. 六合区召开座谈会[EB/OL]. (2024-03-12)[2024-03-13]. http://a.example.cn/1.html."),
        (changed(author="甲、乙，丙;丁"), "甲, 乙, 丙, 等. 六合区召开座谈会[EB/OL]. 六合日报, 2024(2024-03-12)[2024-03-13]. http://a.example.cn/1.html."),
        (changed(source=""), "王文远. 六合区召开座谈会[EB/OL]. (2024-03-12)[2024-03-13]. http://a.example.cn/1.html."),
        (changed(published_on="--12-29"), "王文远. 六合区召开座谈会[EB/OL]. 六合日报(--12-29)[2024-03-13]. http://a.example.cn/1.html."),
        (changed(published_on="", accessed=""), "王文远. 六合区召开座谈会[EB/OL]. 六合日报. http://a.example.cn/1.html."),
        (changed(title="甲\n乙\u202e\x1b丙"), "王文远. 甲 乙丙[EB/OL]. 六合日报, 2024(2024-03-12)[2024-03-13]. http://a.example.cn/1.html."),
        (BARE, "无题名[EB/OL]. newsdb:0123456789abcdef."),
    ],
)  # fmt: skip
def test_gbt7714(article: Cited, expected: str) -> None:
    assert gbt7714(article) == expected


def test_bibtex() -> None:
    assert bibtex(FULL) == (
        "@online{newsdb_0123456789abcdef,\n"
        "  author = {{王文远}},\n"
        "  title = {六合区召开座谈会},\n"
        "  organization = {六合日报},\n"
        "  date = {2024-03-12},\n"
        "  url = {http://a.example.cn/1.html},\n"
        "  urldate = {2024-03-13},\n"
        "  langid = {chinese},\n"
        f"  note = {{newsdb 0123456789abcdef, SHA-256 {'ab' * 32}}},\n"
        "}\n"
    )


def test_ris() -> None:
    assert ris(FULL).split("\r\n") == [
        "TY  - ELEC",
        "ID  - 0123456789abcdef",
        "TI  - 六合区召开座谈会",
        "AU  - 王文远",
        "PB  - 六合日报",
        "PY  - 2024",
        "DA  - 2024/03/12/",
        "UR  - http://a.example.cn/1.html",
        "Y2  - 2024/03/13/",
        "LA  - zh",
        f"N1  - SHA-256 {'ab' * 32}",
        "ER  - ",
        "",
        "",
    ]


def test_a_date_without_year_is_told_in_a_note() -> None:
    article = changed(published_on="--12-29")
    assert "date =" not in bibtex(article).replace("urldate =", "")
    assert "printed date --12-29" in bibtex(article)
    assert "N1  - printed date --12-29\r\n" in ris(article)
    assert "PY  - " not in ris(article)


HOSTILE = st.text(alphabet=st.sampled_from(list("甲乙{}\\%$&#_~^@,=\"'\n\r\t\x00\u2028\u202e -ERTY、")), max_size=30)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_text_breaks_out_of_its_field(title: str, author: str, source: str, url: str) -> None:
    article = changed(title=title, author=author, source=source, url=url)
    entry = bibtex(article)
    depth = 0
    for at, character in enumerate(entry):
        depth += (character == "{") - (character == "}")
        assert depth > 0 or at < len("@online") or at >= len(entry) - 2, entry
    assert depth == 0
    assert all(re.fullmatch(r"  [a-z]+ = \{.*\},", line) for line in entry.split("\n")[1:-2])
    lines = ris(article).split("\r\n")
    assert [line[:6] for line in lines].count("TY  - ") == [line[:6] for line in lines].count("ER  - ") == 1
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n\u2028]*", line) for line in lines[:-2])
    assert len(gbt7714(article).splitlines()) == 1
