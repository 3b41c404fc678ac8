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
    r"督察|指导|现场办公|招商|洽谈|督战|夜访|宣讲|对接|来访|到访|到訪|來訪|参访|巡视|巡視|巡考|會勘|会勘|勘查|勘察|踏勘|回访|訪問|拜訪|走訪|調研|檢查)"
    r"(?:考察|调研|指导|慰问|检查|交流|走访|视察|学习|工作|活动)*"
)
_GO = re.compile(
    r"(?:到|赴|来到|来|來|深入|前往|莅临|蒞臨|走进|下鄉|下乡|一行(?:[一二三四五六七八九十\d]+人)?|"
    r"[带帶][队隊](?=在)|(?<![效概利税频汇功])率(?:队|团|领|隊|團|[^,。;]{0,60}?(?:负责人|负责同志|委员\d*人?|代表团|考察团|\d人)))"
)
_TO_US = re.compile(
    r"对(?P<where>[^,。;]{1,16}?)(?:进行|开展)(?:了)?[^,。;]{0,8}?(?P<v>(?:访问|考察|调研|视察|走访|回访|参访)(?:交流|调研|指导|考察)*)(?=[,。;])"
)
_GUESTS = re.compile(r"(?:来宾|客人|来访(?:客人|嘉宾|人员)|嘉宾|[^,。;]{0,6}团?全体成员|來賓|(?:考察|访问|代表)团)?(?:一行|成员)?$")
_ESCORTED = re.compile(r"在[^。;]{2,90}?陪同下,?")
_PLANNED = re.compile(r"(?<![主])(?:将(?![军士])|將(?![軍士]))[^。;]{0,40}$")
_MEET = re.compile(
    r"(?P<v>会见|会晤|接见|会谈|會見|接見|拜会|拜會|接待(?=了))(?<![机机际时]..)(?!时|後|后|前|厅|中|活动|结束|"
    r"時)了?(?P<who>[^,。;;\n]{2,50})"
)
_ABOUT = re.compile(r"(?:就|对|围绕)[^,。;]{2,40}$")
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
    if _GUESTS.fullmatch(who):
        return
    place = place_of(page, start, match.start())
    yield Event(
        match["v"] + who, "visit", match.start(), match.start("who") + len(who), None, place, "met", (start, match.start()), match.span()
    )


def visited(page: Page, start: int, end: int) -> Iterator[Event]:
    """Somebody 到 + place + 调研, or 对我校进行 + 访问."""
    if (to_us := _to_us(page, start, end)) is not None:
        yield to_us
        return
    text = page.plain
    go = None
    for candidate in _GO.finditer(text, start, min(end, start + 260)):
        verbs = _VISIT_VERB.finditer(text, candidate.end(), min(end, candidate.end() + 90))
        found = next((verb for verb in verbs if text[verb.end() : verb.end() + 1] not in ("团", "组")), None)
        if found and not NOT_HELD.search(text[max(start, candidate.start() - 6) : candidate.start()]):
            go = candidate
            break
    if go is None or found is None or text[found.end() : found.end() + 1] == "的":
        return
    if text[found.end() : found.end() + 1] in "报时后金品信":
        return
    subject = text[start : go.start()]
    if _PLANNED.search(subject):
        return
    if re.search(r"定期|经常|每[周月年季天]|多次|将|即将", subject[-40:]) and not re.search(r"\d日", subject):
        return
    escort = _ESCORTED.search(text, start, go.start())
    beside = escort.span() if escort else (start, start)
    people = [mention for mention in page.mentions if start <= mention.start < found.end() and not beside[0] < mention.start < beside[1]]
    group = re.search(
        (
            r"(?:代表团|考察团|调研组|考察组|督导组|检查组|专家组|干部\d*人?|团队|客商|嘉宾|师生|代表\d*人?|一行\d*人?|"
            r"视察团|访问团|领导|同志|参访团|委员|代表會|臨時會|常委会|政协|人大)(?:昨|今)?[日天]?$"
        ),
        subject.rstrip("、, "),
    )
    if not people and not group and not go.group().startswith("一行"):
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
    go_word = "到" if go.group().startswith("一行") or len(go.group()) > 4 else go.group()
    destination = re.sub(r"^在(?![\u4e00-\u9fff]{2,5}$).*$", "", destination)
    destination = re.sub(r"^(?:(?:视察|考察|调研|检查|督导|访问)[团组])?(?:[一二三四五六七八九十\d]+人)?,?", "", destination)
    if not destination or re.match(r"(?:到|来到|赴|来|莅临|前往|在)", destination):
        go_word = ""
    destination = re.sub(r",.*$", "", destination)
    name = f"{who}{go_word}{destination}{text[found.start() : stop]}"
    if len(people) > 1 and not group and "一行" not in name:
        name = f"{go_word}{destination}{text[found.start() : stop]}"
    lead = people[0].name if people else None
    yield Event(name[:60], "visit", max(begin, start), stop, None, None, "visited", (start, go.start()), found.span(), person=lead)


def _to_us(page: Page, start: int, end: int) -> Event | None:
    """某大学代表穆某对我校进行友好访问: the visitor stands before 对, at the head of its clause."""
    match = _TO_US.search(page.plain, start, end)
    if match is None:
        return None
    visitor = next((mention for mention in page.mentions if start <= mention.start and mention.end <= match.start()), None)
    if visitor is None or NOT_HELD.search(page.plain[max(start, match.start() - 6) : match.start()]):
        return None
    name = f"{visitor.name}{match['v']}{match['where']}"
    return Event(name, "visit", match.start(), match.end(), None, None, "visited", (start, match.start()), match.span())


def organized(page: Page, start: int, end: int) -> Iterator[Event]:
    """组织人大代表对…进行视察调研, 开展…活动: in a page's first sentences, where nothing was 召开."""
    text = page.plain
    match = _ORGANIZED.search(text, start, end)
    if match is None or NOT_HELD.search(text[max(start, match.start() - 12) : match.start()]) or not page.mentions:
        return
    about = _ABOUT.search(text, start, match.start())
    name = text[about.start() if about else match.start("what") : match.end()]
    kind = "visit" if VISITING.search(name) else "meeting"
    yield Event(name, kind, match.start("what"), match.end(), None, None, "organized", (start, match.start()), match.span())
