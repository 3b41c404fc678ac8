"""The vote over the body's lines, and what is trimmed from it."""

import pytest

from articles.pipeline.extract import html_body
from articles.pipeline.extract.html_body import agreement, choose_lines
from articles.pipeline.extract.html_page import Outline, PageLine, fold, page_lines, read_outline
from articles.pipeline.extract.html_prose import prose_lines
from articles.pipeline.extract.html_trim import trim
from articles.pipeline.markup import flatten
from articles.pipeline.offsets import TracedText

LEAD = "昨日，临江区召开经济工作会议，总结去年工作，部署今年的重点任务。"
TASKS = "会议要求，各部门抓好落实，按时完成任务，确保全年目标如期实现。"


def lines_of(*texts: str, linked: float = 0.0) -> list[PageLine]:
    return [PageLine(TracedText.of(text), fold(text), linked) for text in texts]


def trimmed(*texts: str, heading: str | None = None) -> list[str]:
    lines = lines_of(*texts)
    return [line.text for line, kept in zip(lines, trim(lines, [True] * len(lines), heading), strict=True) if kept]


@pytest.mark.parametrize(
    "texts",
    [
        (LEAD, TASKS),
        (LEAD, "一、总体要求", TASKS, "（一）指导思想", LEAD, "联系人：某某", TASKS),
        (LEAD, "图为会议现场", TASKS),
        ("各镇人民政府，区政府各部门：", LEAD, TASKS, "临江区人民政府", "2024年3月12日"),
        (LEAD, TASKS, LEAD, "已有300多家企业签订承诺书，未经许可擅自使用的行为明显减少。"),
        (LEAD, TASKS, LEAD, "扫描二维码，市民即可查询办事指南。", TASKS),
        (LEAD, "版权保护工作受到好评，版权登记数量大幅增长。", TASKS),
        ("上一条街道的改造去年完成，这一条也已开工。", LEAD, TASKS),
    ],
)
def test_leaves_a_body_alone(texts: tuple[str, ...]) -> None:
    assert trimmed(*texts) == list(texts)


@pytest.mark.parametrize(
    ("texts", "heading"),
    [
        (("临江区召开会议", "2024-03-12 09:57 来源：临江日报 【字号 大 中 小】", LEAD, TASKS), "临江区召开会议"),
        (("当前位置：首页 > 新闻", "打印", LEAD, TASKS), None),
        ((LEAD, "临江区召开会议", TASKS), "临江区召开会议"),
        ((LEAD, TASKS, "（责任编辑：林晚舟）", "【打印】【关闭】"), None),
        ((LEAD, TASKS, "相关新闻", "河东区举行签约仪式"), None),
        ((LEAD, TASKS, "版权声明：", "凡本网注明来源的作品，版权均属于本网，未经授权不得转载。"), None),
        ((LEAD, TASKS, "来源：临江日报"), None),
        ((LEAD, TASKS, "上一篇：河东区举行签约仪式", "下一篇：无"), None),
    ],
)
def test_trims_what_stands_over_and_under(texts: tuple[str, ...], heading: str | None) -> None:
    assert trimmed(*texts, heading=heading) == [LEAD, TASKS]


def test_prose_is_the_densest_stretch_and_no_list_of_links() -> None:
    menu = lines_of(*["临江区召开安全生产会议，部署工作"] * 20, linked=1.0)
    lines = [*menu, *lines_of(LEAD, "一、", TASKS), *menu, *lines_of(TASKS)]
    assert [index for index, take in enumerate(prose_lines(lines)) if take] == [20, 21, 22]


def test_agreement_counts_characters() -> None:
    folded = ["一二三", "四", "五六"]
    assert agreement(folded, [True, False, True], [True, False, True]) == 1.0
    assert agreement(folded, [True, False, False], [False, True, True]) == 0.0
    assert agreement(folded, [True, True, False], [True, False, False]) == pytest.approx(6 / 7)
    assert agreement(folded, [False] * 3, [False] * 3) == 0.0


def test_readability_is_asked_only_where_the_first_two_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    source = f"<div><a href=/>首页</a></div><div><p>{LEAD}</p><p>{TASKS}</p></div>"
    asked = []
    monkeypatch.setattr(html_body, "_ask_readability", lambda source: asked.append(source) or [LEAD])
    choose(source)
    assert asked == []
    monkeypatch.setattr(html_body, "_ask_trafilatura", lambda source: ["首页"])
    assert choose(source) == ["首页", LEAD, TASKS][1:]
    assert asked == [source]


def test_pages_beyond_the_bounds_ask_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: str) -> list[str]:
        raise AssertionError("a library was asked")

    monkeypatch.setattr(html_body, "_ask", fail)
    assert choose("<b>" * (html_body.MOST_TAGS + 1) + f"<p>{LEAD}<p>{TASKS}") == [LEAD, TASKS]
    assert choose("<div>" * (html_body.MOST_DEPTH + 1) + f"<p>{LEAD}<p>{TASKS}") == [LEAD, TASKS]


def choose(source: str) -> list[str]:
    outline: Outline = read_outline(source)
    lines = page_lines(flatten(source), outline.links)
    return [line.text for line, take in zip(lines, choose_lines(source, lines, outline), strict=True) if take]
