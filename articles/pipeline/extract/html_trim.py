"""The chosen lines without what stands over and under an article: heading, metadata line, tool words; notices, related pages, buttons.

Libraries choose whole blocks of a page, and templates put the heading and `2024-03-12 09:57 来源:某区发布 【字号 大 中 小】`
into the article's block, and `【打印】【关闭】`, `相关新闻`, `版权声明:…` behind its last paragraph. Over the body all goes down to the
last such line, so long as nothing that reads like a paragraph stands above it; under the body all goes from the first such line on, so
long as most of the body stands before it. A cross-heading, a list, a caption, or a paragraph that speaks of copyright stays.

>>> from articles.pipeline.extract.html_page import PageLine
>>> from articles.pipeline.offsets import TracedText
>>> def line(text): return PageLine(TracedText.of(text), text.replace(" ", ""), 0.0)
>>> texts = ["区委召开会议", "2024-03-12 来源:某区发布", "昨日，区委召开会议，部署重点工作。", "相关新闻", "区政府召开会议"]
>>> trim([line(text) for text in texts], [True] * 5, "区委召开会议")
[False, False, True, False, False]
"""

import re
from collections.abc import Sequence

from articles.pipeline.extract.breadcrumb import read_breadcrumb
from articles.pipeline.extract.chrome import is_chrome, is_foot_mark, is_tail_mark
from articles.pipeline.extract.html_dates import printed_day
from articles.pipeline.extract.html_page import PageLine
from articles.pipeline.extract.html_prose import MOSTLY_LINKED
from articles.pipeline.extract.metadata_line import read_metadata_line
from articles.pipeline.extract.sign_off import read_sign_off

HEAD_LINES = 12
LONGEST_HEAD_LINE = 60
FOOT_SHARE = 0.4
SHORTEST_PROSE = 20
# Notices of web templates that do not begin the foot of a flattened page, or whose words stand in the middle of their line.
_NOTICE = re.compile(
    r"[\s【\[（(]*(?:"
    r"[^。]{0,30}未经[^。]{0,12}(?:授权|许可|允许)[^。]{0,16}(?:转载|摘编|复制|镜像)|凡本[网站报]|凡注明|Notice:|(?:特别|郑重|免责|版权)声明[:：]"
    r"|以上内容(?:仅|均|由|不代表|来自|来源|[(（])|本文(?:通告|链接|地址)|[^。]{0,20}(?:(?:著作权|知识产权|侵权)公告|(?:版权|免责)[^。]{0,4}声明)[:：]?$"
    r")",
    re.I,
)
# The same words begin paragraphs as well: they count in short lines without a full stop.
_BUTTON = re.compile(
    r"[\s【\[（(]*(?:"
    r"\d+条(?:评论|跟贴)|已有\d+(?:人|条)|热门跟贴|发送给(?:朋友|好友)|点击(?:右上角|浏览器)|打开[^。]{0,8}客户端|(?:长按|扫描)[^。]{0,12}二维码"
    r"|(?:责任编辑|责编|[^。\s]{0,4}编辑)\s?[:：]"
    r")"
)
LONGEST_BUTTON = 60
_SENTENCE_MARK = re.compile("[，。；！？]")


def trim(lines: Sequence[PageLine], choice: Sequence[bool], heading: str | None) -> list[bool]:
    """The choice without head and foot, and without the heading wherever it is repeated. `heading`: the folded title, or None."""
    chosen = [index for index, take in enumerate(choice) if take and lines[index].folded]
    chosen = chosen[_head_length(lines, chosen, heading) :]
    chosen = chosen[: _foot_start(lines, chosen)]
    kept = {index for index in chosen if lines[index].folded != heading}
    return [index in kept for index in range(len(lines))]


def _head_length(lines: Sequence[PageLine], chosen: Sequence[int], heading: str | None) -> int:
    """How many of the chosen lines stand over the body; a line between them that was not chosen tells as well."""
    first_of_body = 0
    for index in range(chosen[0] if chosen else 0, chosen[min(len(chosen), HEAD_LINES) - 1] + 1 if chosen else 0):
        line = lines[index]
        if line.folded == heading or line.linked > MOSTLY_LINKED or _stands_over(line.text.strip()):
            first_of_body = index + 1
        elif len(line.folded) > LONGEST_HEAD_LINE or "。" in line.text:
            break
    length = sum(index < first_of_body for index in chosen[:HEAD_LINES])
    return length if length < len(chosen) else 0


def _foot_start(lines: Sequence[PageLine], chosen: Sequence[int]) -> int:
    """The place in the list of chosen lines where the foot begins."""
    texts = [lines[index].text.strip() for index in chosen]
    weights = [len(lines[index].folded) for index in chosen]
    last_prose = max((place for place, text in enumerate(texts) if _is_prose(text)), default=0)
    total, before, end = sum(weights), 0, len(chosen)
    for place, text in enumerate(texts):
        if (
            place
            and before >= (1 - FOOT_SHARE) * total
            and (_begins_foot(text) or (place > last_prose and (_is_under(text) or lines[chosen[place]].linked > MOSTLY_LINKED)))
        ):
            end = place
            break
        before += weights[place]
    while end > 1 and read_sign_off(texts[end - 1]) is not None:
        end -= 1
    return end


def _is_prose(text: str) -> bool:
    return len(text) > SHORTEST_PROSE and bool(_SENTENCE_MARK.search(text)) and not _begins_foot(text)


def _stands_over(text: str) -> bool:
    return (
        is_chrome(text)
        or read_breadcrumb([text], 0) is not None
        or read_metadata_line(text) is not None
        or printed_day(text) is not None
        or read_sign_off(text) is not None
    )


def _begins_foot(text: str) -> bool:
    sentence = "。" in text
    if not sentence and len(text) <= LONGEST_BUTTON and _BUTTON.match(text):
        return True
    return (is_foot_mark(text) and not (sentence and text.startswith("扫"))) or bool(_NOTICE.match(text))


def _is_under(text: str) -> bool:
    """Whether the foot begins here if no prose follows."""
    return is_tail_mark(text) or is_chrome(text) or read_sign_off(text) is not None
