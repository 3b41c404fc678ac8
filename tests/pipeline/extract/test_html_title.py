"""The heading of a page, found from what it declares."""

import pytest

from articles.pipeline.extract.html_page import page_lines, read_outline
from articles.pipeline.extract.html_title import cut_suffix, find_heading
from articles.pipeline.markup import flatten

TITLE = "临江区召开经济工作会议"
TEXT = "<p>昨日，临江区召开经济工作会议，总结去年工作，部署今年的重点任务。</p>"


def found(source: str) -> str | None:
    outline = read_outline(source)
    lines = page_lines(flatten(source), outline.links)
    start = next((index for index, line in enumerate(lines) if "。" in line.text), len(lines))
    heading = find_heading(lines, outline, start)
    if heading is None:
        return None
    return "|".join(line.text for line in lines[heading.first : heading.last + 1]) or heading.declared


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (f"<title>{TITLE}_新闻_某网</title><p>{TITLE}</p>{TEXT}", TITLE),
        (f"<title>{TITLE} - 某网</title><p>{TITLE}</p>{TEXT}", TITLE),
        (f"<title>{TITLE}|临江区|会议_某网</title><p>{TITLE}</p>{TEXT}", TITLE),
        (f"<title>{TITLE} 某某区报官方网站</title><p>{TITLE}</p>{TEXT}", TITLE),
        (f"<title>某某博客 &raquo; {TITLE}</title><p>{TITLE}</p>{TEXT}", TITLE),
        (f"<title>{TITLE}</title><p>{TITLE[:6]}<br>{TITLE[6:]}</p>{TEXT}", f"{TITLE[:6]}|{TITLE[6:]}"),
        (f"<title>{TITLE[:9]}...</title><p>{TITLE}</p>{TEXT}", TITLE),
        (f"<title>临江：发展 会议_某网</title><p>临江: 发展　会议</p>{TEXT}", "临江: 发展　会议"),
        (f"<title>某某网</title><meta name=ArticleTitle content='{TITLE}'><p>别的标题</p>{TEXT}", TITLE),
        (f"<title>某某网</title><meta property=og:title content='{TITLE}'><p>{TITLE}</p>{TEXT}", TITLE),
        (f"<title>{TITLE}_某网</title>{TEXT}", TITLE),
        (f"<title>显示</title><p>{TITLE}</p><p>2024-03-12 来源：临江日报</p>{TEXT}", TITLE),
        (f"<title>临江区人民政府</title><p>打印</p><p>2024-03-12 来源：临江日报</p>{TEXT}", None),
        (f"<title>临江区人民政府</title>{TEXT}", None),
        (f"<title>欢迎访问某某公司的网页</title>{TEXT}", None),
        (f"<title>首页</title><p>首页</p>{TEXT}", None),
        (TEXT, None),
    ],
)
def test_finds_heading(source: str, title: str | None) -> None:
    assert found(source) == title


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        (f"{TITLE}_新闻中心_某网", TITLE),
        (f"{TITLE}-某某日报", TITLE),
        (f"{TITLE}——在全区大会上", f"{TITLE}——在全区大会上"),
        ("“十四五”规划-解读", "“十四五”规划-解读"),
        ("2021-2025年规划印发", "2021-2025年规划印发"),
        ("", ""),
    ],
)
def test_cuts_suffix(declared: str, title: str) -> None:
    assert cut_suffix(declared) == title
