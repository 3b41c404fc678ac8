"""Visits reported as made: somebody 到 a place 调研, 会见 guests, 组织 delegates to look at something.

国务院办公厅人事司副司长杜某一行到沾化区视察        杜某一行到沾化区视察
省委书记王某在长春会见某某视察团                会见某某视察团
镇人大组织代表对示范镇建设进行视察调研           …对示范镇建设进行视察调研
定期到一线督导, 到会, 考察团的报告              nothing
"""

import re
from collections.abc import Iterator

from articles.pipeline.recognize.events import ADVERBIAL, NOT_HELD, Event, place_of
from articles.pipeline.recognize.page import Page

_VISIT_VERB = re.compile(
    r"(?:调研|考察|视察|检查|走访|慰问|督查|督导|参观|观摩|巡查|巡河|拜访|察看|暗访|访问|看望|視察|參訪|參觀|"
    r"督察|指导|现场办公|招商|洽谈|督战|夜访|宣讲|对接)"
    r"(?:考察|调研|指导|慰问|检查|交流|走访|视察|学习|工作|活动)*"
)
_GO = re.compile(r"(?:到|赴|来到|来|深入|前往|莅临|走进|一行|率(?:队|团|领|[^,。]{0,40}?负责人))")
_MEET = re.compile(
    r"(?P<v>会见|会晤|接见|会谈|會見|接見|拜会|拜會|接待)(?<![机机际时]..)(?!时|後|后|前|厅|中|活动|结束|"
    r"時)了?(?P<who>[^,。;;\n]{2,50})"
)
_ORGANIZED = re.compile(
    r"(?:组织开展|组织|开展|进行)(?:了)?(?P<what>[^。;,!?]{0,40}?(?:(?:视察|调研|考察|检查|观摩|慰问|"
    r"走访)(?:调研|检查|活动)*|活动))(?=[,。;])"
)
VISITING = re.compile(r"(?:调研|考察|视察|检查|走访|慰问)")


def met(page: Page, start: int, end: int) -> Iterator[Event]:
    """会见 + guests; its subject is a person."""
    text = page.plain
    match = _MEET.search(text, start, end)
    if match is None or not any(start <= mention.start < match.start() for mention in page.mentions):
        return
    who = re.split(r"一行|,|并", match["who"])[0]
    place = place_of(page, start, match.start())
    yield Event(
        match["v"] + who, "visit", match.start(), match.start("who") + len(who), None, place, "met", (start, match.start()), match.span()
    )


def visited(page: Page, start: int, end: int) -> Iterator[Event]:
    """Somebody 到 + place + 调研."""
    text = page.plain
    verb = _VISIT_VERB.search
    go = None
    for candidate in _GO.finditer(text, start, min(end, start + 260)):
        found = verb(text, candidate.end(), min(end, candidate.end() + 90))
        if found and not NOT_HELD.search(text[max(start, candidate.start() - 6) : candidate.start()]):
            go = candidate
            break
    if go is None or found is None or text[found.end() : found.end() + 1] == "的":
        return
    if text[found.end() : found.end() + 1] in "报组团时后":
        return
    subject = text[start : go.start()]
    if re.search(r"定期|经常|每[周月年季天]|多次|将|即将", subject[-40:]) and not re.search(r"\d日", subject):
        return
    people = [mention for mention in page.mentions if start <= mention.start < found.end()]
    group = re.search(
        (
            r"(?:代表团|考察团|调研组|考察组|督导组|检查组|专家组|干部\d*人?|团队|客商|嘉宾|师生|代表\d*人?|一行\d*人?|"
            r"视察团|访问团|领导|同志|参访团|委员)$"
        ),
        subject.rstrip("、, "),
    )
    if not people and not group:
        return
    begin = max(text.rfind(",", start, go.start()) + 1, start)
    tail = re.compile(r"[^,。;!?\n、]{0,8}(?=[,。;!?\n])").match(text, found.end())
    stop = tail.end() if tail else found.end()
    destination = text[go.end() : found.start()].strip(",、 ")
    if "、" in destination:
        destination = destination.split("、")[0] + "等地"
    who = (
        people[0].name + ("一行" if "一行" in text[start : found.start()] else "")
        if people
        else ADVERBIAL.sub("", text[begin : go.start()])
    )
    go_word = "到" if go.group() in ("一行",) or len(go.group()) > 4 else go.group()
    destination = re.sub(r"^[一二三四五六七八九十\d]+人", "", destination)
    if not destination or re.match(r"(?:到|来到|赴|来|莅临|前往)", destination):
        go_word = ""
    destination = re.sub(r",.*$", "", destination)
    name = f"{who}{go_word}{destination}{text[found.start() : stop]}"
    if len(people) > 1 and not group and "一行" not in name:
        name = f"{go_word}{destination}{text[found.start() : stop]}"
    yield Event(name[:60], "visit", max(begin, start), stop, None, None, "visited", (start, go.start()), found.span())


def organized(page: Page, start: int, end: int) -> Iterator[Event]:
    """组织人大代表对…进行视察调研, 开展…活动: in a page's first sentences, where nothing was 召开."""
    text = page.plain
    match = _ORGANIZED.search(text, start, end)
    if match is None or NOT_HELD.search(text[max(start, match.start() - 12) : match.start()]) or not page.mentions:
        return
    name = text[match.start("what") : match.end()]
    kind = "visit" if VISITING.search(name) else "meeting"
    yield Event(name, kind, match.start("what"), match.end(), None, None, "organized", (start, match.start()), match.span())
