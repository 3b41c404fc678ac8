"""The breadcrumb: where a page stands in its site. It ends the page's head, and its items are the article's section.

`您现在的位置:首页 > 开发区新闻 > 苏州 > 文字新闻`, `您当前的位置:首页 - 新闻中心 - 舞钢要闻`, `主页 > 新闻中心 >`, and over several lines
`当前位置:首页` / `>要闻动态>图片新闻`. A line that only names a position (`所在位置:园区北侧`) has no separator and no 首页, and is none.

>>> read_breadcrumb(["当前位置:首页", ">要闻动态>图片新闻", "标题"], 0)
(2, ('要闻动态', '图片新闻'))
"""

import re
from collections.abc import Sequence

LABEL = re.compile(
    r"[\s【\[•·>»]*(?:(?:当前)?[您你]?的?(?:现在|当前|目前|現在|當前)?(?:所在|所处|當前|当前|现在)?的?位置(?:是|为|在|為)?"
    r"|当前栏目|当前页面|当前所在|所在栏目|位置导航|当前导航)\s*[】\]]?\s*[:：]?\s*"
)
HOME = re.compile(r"(?:网站|站点|返回|[\u4e00-\u9fff]{2,6})?(?:首页|主页|首頁|[Hh]ome|HOME)")
STRONG = re.compile(r"\s*(?:[>＞›»→≫]|&gt;|>>)+\s*")
WEAK = re.compile(r"\s*(?:[>＞›»→≫/\\|｜]|::|\s[-–—·]\s|[-–—]{2,})+\s*")
ENDS = re.compile(r"(?:文章|新闻|信息|内容|查看|浏览|阅读|详细)*(?:正文|文章|内容|详情|详细|内容页|详细页面|阅读|浏览|列表)")
LONGEST = 160
LONGEST_ITEM = 8
MOST_LINES = 14
FEWEST_BARE = 4  # 地方网 > 安徽 > 今日巢湖 > 正文: a portal's path without 首页; where it files a page says little of where that is from


def read_breadcrumb(lines: Sequence[str], start: int) -> tuple[int, tuple[str, ...]] | None:
    """The line after the breadcrumb that starts at `start`, and its items without 首页 and 正文; None where none starts there."""
    line = lines[start]
    if len(line) > LONGEST:
        return None
    bare = STRONG.split(line.strip())
    if len(bare) >= FEWEST_BARE and ENDS.fullmatch(bare[-1]) and max(map(len, bare)) <= LONGEST_ITEM and not HOME.match(line):
        return start + 1, ()
    label = LABEL.match(line)
    rest = line[label.end() :] if label else line
    home = HOME.match(rest)
    if not home and not (label and (STRONG.search(rest) or (not rest and start + 1 < len(lines) and HOME.match(lines[start + 1])))):
        return None
    text, end = rest, start + 1
    while end < len(lines) and end - start < MOST_LINES and _goes_on(text, lines[end]):
        text += lines[end] if STRONG.match(lines[end]) or STRONG.search(text[-3:]) or not text else " > " + lines[end]
        end += 1
    if not label and not STRONG.match(text, HOME.match(text).end() if HOME.match(text) else 0):  # type: ignore[union-attr]
        return None
    if "。" in text or not (label or STRONG.search(text)):
        return None
    items = [item.strip() for item in (WEAK if label and not STRONG.search(text) else STRONG).split(text)]
    return end, tuple(item for item in items if item and not HOME.fullmatch(item) and not ENDS.fullmatch(item))


def _goes_on(text: str, following: str) -> bool:
    """Whether the next line belongs to the breadcrumb: it begins with a separator, or the text so far ends with one and 正文 follows."""
    if len(following) > LONGEST or "。" in following:
        return False
    if not text:
        return bool(HOME.match(following))
    if STRONG.match(following):
        return True
    if not re.search(r"[>＞›»→]\s*$", text):
        return False
    only_home = text.count(">") < 2 and HOME.fullmatch(text.rstrip(" >＞›»→")) is not None
    return bool(ENDS.fullmatch(following)) or (only_home and len(following) <= LONGEST_ITEM)
