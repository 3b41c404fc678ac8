"""Events a page's sentences never say were held: its title does, or who chaired, attended and spoke there.

title 全区项目推进会召开, body 区委书记王某强调…     全区项目推进会
title 考察团来我市考察, body 考察团听取了汇报…      考察团来我市考察
3月5日,区委书记王某主持会议并讲话                  the title, else the first clause
"""

import re

from articles.pipeline.recognize.dates import find_dates
from articles.pipeline.recognize.events import ADVERBIAL, KINDS, Event
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.visits import VISITING

_ANNOUNCED = re.compile(r"(?:通知|公告|公示|通告|启事|预告|邀请函|方案|议程)\s*$")
"""What such a page tells of is still to be held."""
_SENTENCE = re.compile(r"[^。!?\n]+[。!?\n]?")
_ATTENDED = re.compile(
    r"(?:主持|出席|参加)(?:了)?(?:开工|揭牌|签约|启动|颁奖|授牌|开幕|奠基|竣工|首发)?(?:会议|大会|仪式|活动|座谈会|"
    r"宣讲会|报告会|宣讲报告会|发布会|推介会|研讨会|对话会|讲座|典礼)|出席并(?:讲话|致辞)|主持并讲话|会议(?:指出|强调|要求)"
)
_VISIT_IN_TITLE = re.compile(
    r"(?:考察团|代表团|一行|调研组|访问团)[^,。]{0,4}(?:赴|来|到|莅临)[^,。]{1,20}?(?:考察|调研|访问|视察|参观|交流)[^,。]{0,6}$"
)
_HEADING = 28


def from_title(page: Page) -> list[Event]:
    """A page whose body tells of its meeting without ever saying that it was held, and whose title does."""
    title = re.sub(r"\s", "", page.article.title or "")
    match = re.search(
        (
            rf"(?P<name>[^,。!:]{{2,40}}?(?:{KINDS}))(?:在[^,。]{{2,20}})?(?:隆重|顺利|成功|圆满)?(?:召开|举行|举办|"
            rf"開幕|开幕)$"
        ),
        title,
    )
    went = _VISIT_IN_TITLE.search(title)
    held = re.search(rf"(?:召开|举行|举办)(?P<name>[^,。!:]{{0,40}}?(?:{KINDS}))$", title)
    found = match or held
    if not page.mentions or (found is None and went is None) or _ANNOUNCED.search(title):
        return []
    dates = find_dates(page.plain, page.article.published_on, 0, 300)
    when = dates[0] if dates else None
    if found is None:
        return [Event(title[:60], "visit", 0, min(len(page.plain), _HEADING), when, None, "title", (0, 0), (0, 0), [0])]
    return [Event(found["name"] or title, "meeting", 0, min(len(page.plain), _HEADING), when, None, "title", (0, 0), (0, 0), [0])]


def from_roles(page: Page) -> list[Event]:
    """A page that never says that a meeting was held, and tells who chaired or attended one: 区委书记某某出席并讲话, 出席会议."""
    text = page.plain[:3000]
    dates = find_dates(text, page.article.published_on, 0, 80)
    if (
        not page.mentions
        or not dates
        or _ANNOUNCED.search(page.article.title or "")
        or VISITING.search(text[:200])
        or not _ATTENDED.search(text)
    ):
        return []
    lead = next((sentence for sentence in _SENTENCE.finditer(text) if not sentence.group().startswith("图")), None)
    clause = ADVERBIAL.sub("", lead.group() if lead else text[:60])
    name = page.article.title or re.sub(r"^.{0,30}?(?:召开|举行|举办|组织|开展)", "", re.split(r"[,。;]", clause)[0])
    return [Event(name.strip()[:40], "meeting", 0, min(len(text), _HEADING), dates[0], None, "roles", (0, 0), (0, 0), [0])]
