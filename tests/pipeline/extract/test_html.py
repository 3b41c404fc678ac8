"""Articles from HTML pages: invented pages of several templates, hostile pages, and what must hold of any page."""

import json
from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.errors import ExtractError
from articles.pipeline.extract import html_body
from articles.pipeline.extract.html import read_html
from articles.pipeline.extract.lines import read_lines
from articles.pipeline.markup import flatten
from articles.pipeline.offsets import Edit, TracedText
from articles.pipeline.records import ArticleText, Capture, DecodedText, MediaType, RepairedText
from articles.pipeline.repair import repair

FOLDER = Path(__file__).parents[2] / "cases" / "html"
SEEDS = Path(__file__).parents[3] / "seeds"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
PAGES = sorted(path.stem for path in FOLDER.glob("*.html"))
PROSE = "昨日，临江区召开经济工作会议，总结去年工作，部署今年的重点任务。"


def read(source: str, *edits: Edit) -> ArticleText:
    page = flatten(source)
    capture = Capture("test", source.encode(), MediaType.HTML)
    return read_html(page, RepairedText(page.replace(edits)), DecodedText(source, "utf-8", "test"), capture)


def source_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text(encoding="utf-8")


def test_every_page_has_its_expectation() -> None:
    assert set(EXPECTED) == set(PAGES), f"pages and expected.json in {FOLDER} do not agree"


@pytest.mark.parametrize("name", PAGES)
def test_reads_page(name: str) -> None:
    article = read(source_of(name))
    expected: dict[str, Any] = EXPECTED[name]
    found = {field: getattr(article, field) for field in expected if field not in ("body", "section")}
    found |= {"body": article.body.text, "section": list(article.section)}
    assert {field: found[field] for field in expected} == expected


@pytest.mark.parametrize("name", PAGES)
def test_every_body_character_is_traced(name: str) -> None:
    source, body = source_of(name), read(source_of(name)).body
    assert list(body.starts) == sorted(body.starts)
    for character, start, end in zip(body.text, body.starts, body.ends, strict=True):
        assert source[start:end] == character or character == "\n" or source[start] == "&"


def test_the_order_of_pages_does_not_matter() -> None:
    forward = [read(source_of(name)) for name in PAGES]
    backward = [read(source_of(name)) for name in reversed(PAGES)]
    again = [read(source_of(PAGES[0])) for _ in range(3)]
    assert forward == backward[::-1]
    assert again == [forward[0]] * 3


def test_body_and_title_are_those_of_the_repaired_text() -> None:
    source = (
        f"<title>區(qū)委召开会议_某网</title><h1>區(qū)委召开会议</h1><p>{PROSE}</p><p>{PROSE}會議強調，要抓好落实，按时完成任务。</p>"
    )
    text = flatten(source).text
    place, word = text.index("區(qū)"), text.index("會議強調")
    article = read(source, Edit(place, place + 5, "区"), Edit(word, word + 4, "会议强调", charwise=True))
    assert article.title == "区委召开会议"
    assert article.body.text == f"{PROSE}\n{PROSE}会议强调，要抓好落实，按时完成任务。"
    first, last = article.body.origin(article.body.text.index("会议强调"), article.body.text.index("会议强调") + 4)
    assert source[first:last] == "會議強調"


def test_a_page_of_headlines_keeps_them_all() -> None:
    headlines = [f"临江区召开第{number}次工作会议" for number in range(1, 12)]
    items = "".join(f"<li><a href=/{number}>{text}</a></li>" for number, text in enumerate(headlines))
    article = read(f"<title>要闻_某区</title><ul>{items}</ul><p>联系电话：0000-0000000 地址：某路1号</p>")
    assert article.body.text.split("\n")[: len(headlines)] == headlines
    assert (article.title, article.published_on) == (None, None)


def test_a_mirror_page_in_html_gives_the_body_that_its_text_gives() -> None:
    text = (SEEDS / "001_1e8aa9928d23a8fd.txt").read_text(encoding="utf-8")
    lines = "".join(f"<p>{line}</p>\n" for line in text.split("\n") if line.strip())
    source = f"<title>某站</title><div><a href=/>首頁</a> <a href=/n>新聞</a></div><div>{lines}</div><div>Copyright © 2020</div>"
    flat, page = TracedText.of(text), flatten(source)
    from_text = read_lines(repair(flat), DecodedText(text, "utf-8", "test"))
    from_html = read_html(page, repair(page), DecodedText(source, "utf-8", "test"), Capture("test", b"", MediaType.HTML))
    assert from_html.body.text == from_text.body.text
    assert (from_html.title, from_html.published_on) == (None, None)


def test_what_a_repair_took_out_as_printed_twice_is_read_from_the_copy_that_is_left() -> None:
    block = f"<h1>临江区召开经济工作会议</h1><p>{PROSE}一</p><p>{PROSE}二</p>"
    source = f"<title>临江区召开经济工作会议_某网</title><div>{block}</div><div class=copy>{block}</div>"
    text = flatten(source).text
    half = len(text) // 2
    for edit in (Edit(0, half + 1, ""), Edit(half, len(text), "")):
        article = read(source, edit)
        assert article.title == "临江区召开经济工作会议"
        assert article.body.text == f"{PROSE}一\n{PROSE}二"


@pytest.mark.parametrize(
    ("source", "reason", "cure"),
    [
        ("<frameset><frame src='menu.htm'><frame src='main.htm'></frameset>", "menu.htm, main.htm", "frames"),
        ("<meta http-equiv=refresh content=\"0; url='/index.html'\">", "leads on to /index.html", "leads to"),
        ("<script>document.write('区委')</script>", "no word", "browser"),
        ("<p>*** 123 !!!</p>", "no word", "leave it out"),
        ("", "no word", "leave it out"),
    ],
)
def test_a_page_without_text_says_what_to_do(source: str, reason: str, cure: str) -> None:
    with pytest.raises(ExtractError) as caught:
        read(source)
    assert reason in caught.value.reason
    assert cure in caught.value.cure


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000 + f"<p>{PROSE}</p>" * 3,
        "<span>" * 30_000 + f"{PROSE}<br>" * 3,
        "<table><tr><td>" * 2_000 + f"<p>{PROSE}</p>" * 3,
        f"<a title='{'x' * 1_000_000}'></a><p>{PROSE}<p>{PROSE}<p>{PROSE}",
        f"<script type='application/ld+json'>{'[' * 50_000}</script><p>{PROSE}<p>{PROSE}<p>{PROSE}",
        f"<!-- <p>{PROSE}<p>{PROSE}<p>{PROSE}",
    ],
    ids=["deep blocks", "deep inlines", "deep tables", "huge attribute", "hostile JSON", "comment without end"],
)
def test_hostile_pages_keep_their_text(source: str) -> None:
    assert read(source).body.text.split("\n") == [PROSE] * 3


def test_a_library_that_fails_only_loses_its_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: str) -> list[str]:
        raise RecursionError

    monkeypatch.setattr(html_body, "_ask_trafilatura", fail)
    monkeypatch.setattr(html_body, "_ask_readability", fail)
    assert read(source_of("government_metas")).body.text == EXPECTED["government_metas"]["body"]


MARKUP = (
    "<p> </p> <div> </div> <a_href=x> </a> <td> <br> <h1> <title> </title> <!-- --> <script> </script> <meta &nbsp; &#0; \x00 < > \" ' = \n"
)
WORDS = [PROSE, "区委", "2024-03-12", "来源：临江日报", "首页 > 新闻", "上一条：", "\x01"]
TOKENS = st.sampled_from([*(token.replace("_", " ") for token in MARKUP.split(" ")), *WORDS])


@settings(max_examples=60, deadline=None)
@given(st.lists(TOKENS, max_size=40).map("".join))
def test_any_page_gives_an_article_or_an_extract_error(source: str) -> None:
    try:
        article = read(source)
    except ExtractError:
        return
    assert article.body.text
    assert isinstance(article.body.starts, array)
    assert list(article.body.starts) == sorted(article.body.starts)
    assert isinstance(article.body, TracedText)
    assert article.published_on in (None, "2024-03-12")
