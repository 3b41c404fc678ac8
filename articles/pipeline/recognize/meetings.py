"""Events reported as held: meetings (召开…大会, …仪式在…举行) and visits (到…调研, 会见…).

    1月31日,相城区先后召开A学习会和B推进会          two meetings
    7月18日,市委常委会召开会议                     市委常委会会议: a bare 会议 takes its holder's name
    9月2日晚,省委书记王某在长春会见某某视察团        a visit
    学习领会市委全会精神, 将于5月召开, 定期召开例会    nothing: studied, planned, usual
    会前,领导班子走访慰问                          nothing: a part of the meeting's day

One event a sentence; a later sentence opens a new event only with a date of its own, or goes back to one named before (在B推进会上).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.pipeline.recognize.dates import When, find_dates
from articles.pipeline.recognize.page import Page

_KINDS = (
    "集体学习研讨|学习研讨|集体学习|座谈会|推进会|动员会|部署会|调度会|协调会|专题会|分析会|汇报会|通报会|交流会|研讨会|学习会|推介会|洽谈会|对接会|招商会|发布会|说明会|论证会|评审会|咨询会|听证会|"
    "总结会|表彰会|誓师会|现场会|视频会|联席会|办公会|常务会|常委会|党组会|例会|全会|年会|晚会|茶话会|恳谈会|见面会|欢迎会|欢送会|宣讲会|报告会|民主生活会|"
    "组织生活会|党员会|代表会|委员会全体会|董事会|理事会|大会|会议|峰会|论坛|仪式|典礼|活动|讲座|党课|培训班|研讨班|运动会|博览会|交易会|展览会|"
    "座談會|會議|大會|典禮|儀式|論壇|說明會|記者會|研討會|活動|年會|茶會|晚會|博覽會|工作会|推进大会|工作会商|会商会|比赛|大赛|竞赛|演练|启动会|开工会|签约会|集训|"
    "开幕式|闭幕式|開幕式|閉幕式|签约式|揭牌式|剪彩|文化节|艺术节|旅游节|音乐会|点评会|评议会|务虚会|读书班|碰头会|谈心会|推选会|选举会|换届会|公祭|会"
)
_KIND_END = re.compile(rf"(?:{_KINDS})(?:[((][^()()]{{1,12}}[))])?$")
_KIND = re.compile(rf"(?:{_KINDS})(?![员场上中后前期址标计所费展客堂见晤谈商长員場長議议])")
_HOLD = re.compile(r"(?P<v>(?:主持|组织|组織|胜利|隆重|联合|共同|先后|連續|分别|正式)?(?:召开|舉行|举行|举办|召開|舉辦|召集))(?!的|地点|时间|地|期间|次|以来|前|后)了?")
_BEGUN = re.compile(r"(?P<v>(?:隆重|顺利|正式|圆满|如期|成功|胜利|盛大|在此|同步)?(?:召开|举行|举办|开幕|召開|舉行|舉辦|启动|落幕|闭幕))(?=[,。;,!\n ]|$|了|,)")
_NOT_HELD = re.compile(
    r"(?:(?:将(?![军乐])|將(?!軍)|拟于?|即将|计划|原定|预计)[^,。;]{0,16}|(?:(?<![重需主])要|准备|筹备|定期|适时|及时|每年|每月|每季度|每周|每半年|每两年|多次|累计|推动|争取|申请|可以|应当|经常|不再|"
    r"取消|推迟|建议|如何|是否|自从|曾经?于?|去年|此前|上年|上月)[^,。;]{0,4})$"
)
_ADVERBIAL = re.compile(
    r"^(?:(?:同日|当天|當天|当日|昨天|昨日|今天|今日|近日|日前|上午|下午|晚上?|晚间|上周.?|本周.?|周.|星期.|期间|会上|随后|会后|今年|今|\d{1,2}[::时點点]\d{0,2}分?|(?:\d{4}年)?\d{1,2}月\d{1,2}日"
    r"|\([^)]*\)|(?:至|到|-)\d{1,2}日|\d{1,2}日|[,、\s]|在[^,。]{2,20}?(?=召开|举行|举办|会见)|由[^,。]{2,30}?(?:主办|承办|举办)的)\s*)+"
)
_VISIT_VERB = re.compile(
    r"(?:调研|考察|视察|检查|走访|慰问|督查|督导|参观|观摩|巡查|巡河|拜访|察看|暗访|访问|看望|視察|參訪|參觀|督察|指导|现场办公|招商|洽谈|督战|夜访|宣讲|对接)"
    r"(?:考察|调研|指导|慰问|检查|交流|走访|视察|学习|工作|活动)*"
)
_GO = re.compile(r"(?:到|赴|来到|来|深入|前往|莅临|走进|一行|率(?:队|团|领|[^,。]{0,40}?负责人))")
_MEET = re.compile(r"(?<![机机际时])(?P<v>会见|会晤|接见|会谈|會見|接見|拜会|拜會|接待)(?!时|後|后|前|厅|中|活动|结束|時)了?(?P<who>[^,。;;\n]{2,50})")
_SUBORDINATE = re.compile(r"(?:会前|会后|期间|仪式前|活动前|此前|签约前|会议前|会议开始前|會前|会见前|活动期间|其间|座谈前|座谈会前|之前|随后|仪式后|活动后|大会前)[,、,]")
_SIGN = re.compile(r"签署[^,。;]{0,30}?(?P<what>[\u4e00-\u9fff]{0,10}(?:协议|合同|备忘录))")
_BACK_TO = re.compile(rf"在(?P<name>[^,。;]{{2,60}}?(?:{_KINDS}))上")
_SENTENCE = re.compile(r"[^。!?\n]+[。!?\n]?")
_PURPOSE = re.compile(r"为(?P<what>[^,。]{3,30}?)(?:而)?$")
_DATELINE = re.compile(r"\s*(?:讯|电|消息|訊|電|報導|报道)")
_LEAD_SENTENCES = 3
_ATTENDED = re.compile(r"(?:主持|出席|参加)(?:了)?(?:会议|大会|仪式|活动|座谈会)|出席并(?:讲话|致辞)|主持并讲话|会议(?:指出|强调|要求)")
_VISITING = re.compile(r"(?:调研|考察|视察|检查|走访|慰问)")
_GENERIC = frozenset("会议 大会 全体会议 专题会议 座谈会 活动 仪式 典礼 会 视频会议 纪念活动 会議 例会 工作会议 扩大会议 全会 专题会 推进会 调度会".split())
_HEADING = 28


@dataclass
class Event:
    """A meeting or visit; `anchors`: where the text turns to it (offsets of sentences); body offsets."""

    name: str
    kind: str
    start: int
    end: int
    when: When | None
    place: str | None = None
    rule: str = ""
    subject: tuple[int, int] = (0, 0)
    verb: tuple[int, int] = (0, 0)
    anchors: list[int] = field(default_factory=list)


def find_events(page: Page) -> list[Event]:
    """The events in the order of the text, each with the places where the text turns to it."""
    text = page.plain
    events: list[Event] = []
    year: int | None = None
    last_date: When | None = None
    number = 0
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if not sentence.group().strip():
            continue
        number += 1
        dates = find_dates(text, page.article.published_on, start, min(end, start + 400), year)
        dated = _said_of_event(text, start, dates, last_date)
        if dated is not None and dated.value and dated.value[0].isdigit():
            year = int(dated.value[:4])
        if dated is None and number <= _LEAD_SENTENCES and not events:
            dated = last_date
        found = [] if _quoted(text, start) else _in_sentence(page, start, end)
        if found:
            _take(events, found, dated, number, start)
        else:
            _go_back(events, text, start, end)
        last_date = dated if dated is not None and dated.value else last_date
    return events or _from_title(page) or _from_roles(page)


def _said_of_event(text: str, start: int, dates: list[When], last: When | None) -> When | None:
    """The sentence's own date, where it stands before what happened: in its first clauses."""
    for when in dates:
        if when.start - start > 60:
            break
        if _DATELINE.match(text, when.end):
            continue
        if when.same and last is not None and last.value:
            return When(last.value, when.start, when.end, (f"同日:{last.value}", f"the same day: {last.value}"))
        return when
    return None


def _quoted(text: str, start: int) -> bool:
    return text[start] in "“‘"


def _take(events: list[Event], found: list[Event], dated: When | None, number: int, start: int) -> None:
    """Add what a sentence tells of, or turn back to the event it tells of again."""
    for event in found:
        event.when = dated
        known = next((other for other in events if _same(other, event, dated)), None)
        if known is not None:
            known.anchors.append(start)
            if known.name in _GENERIC and event.name not in _GENERIC:
                known.name = event.name
            if known.when is None or (known.when.value is None and dated is not None and dated.value):
                known.when = dated
        elif number <= _LEAD_SENTENCES and not events or dated is not None and (dated.value or not events) or (not events):
            event.anchors.append(start)
            events.append(event)


def _same(known: Event, event: Event, dated: When | None) -> bool:
    """Whether the sentence tells of an event told of before: the same name, or no date of its own and nothing against it."""
    other_day = bool(dated and dated.value and known.when and known.when.value and dated.value != known.when.value)
    if other_day:
        return False
    if dated is not None and dated.value and known.when is not None and known.when.vague:
        return False
    if known.name == event.name or _contains(known.name, event.name):
        return True
    if dated is None or not dated.value:
        return event.name in _GENERIC or known.kind == event.kind
    return event.name in _GENERIC


def _contains(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and short in long


def _go_back(events: list[Event], text: str, start: int, end: int) -> None:
    match = _BACK_TO.search(text, start, min(end, start + 120))
    if match and len(events) > 1:
        for event in events:
            if _contains(event.name, match["name"].removeprefix("全区").removeprefix("全市").removeprefix("全县")):
                event.anchors.append(start)


def _in_sentence(page: Page, start: int, end: int) -> list[Event]:
    """The events one sentence reports as held."""
    text = page.plain
    if _SUBORDINATE.match(text, start) or _SUBORDINATE.search(text, start, min(end, start + 12)):
        return []
    return list(_held(page, start, end)) or list(_begun(page, start, end)) or list(_met(page, start, end)) or list(_visited(page, start, end)) or list(_signed(page, start, end))


def _held(page: Page, start: int, end: int) -> Iterator[Event]:
    """召开 + name."""
    text = page.plain
    for match in _HOLD.finditer(text, start, end):
        clause = max(text.rfind(mark, start, match.start()) for mark in (",", ";", ":")) + 1 or start
        before = text[max(start, clause) : match.start()]
        if _NOT_HELD.search(before) or "的" in before[-3:]:
            continue
        stop = re.compile(r"[,。;!?\n:]").search(text, match.end(), end)
        objects = text[match.end() : stop.start() if stop else end]
        names = _names(objects)
        if not names:
            continue
        begin = match.end() + objects.index(names[0])
        for name in names:
            yield Event(
                _full_name(page, name, max(start, clause), match.start()), "meeting", begin, match.end() + len(objects), None,
                _place(page, max(start, clause), match.start()), "held", (max(start, clause), match.start()), match.span(),
            )  # fmt: skip
        return


def _names(objects: str) -> list[str]:
    """The names in what was held: A会和B会 are two."""
    last = None
    for match in _KIND.finditer(objects):
        last = match
    if last is None or re.match(r"\s*\d+\s*[次场届]|[一二三四五六七八九十]次", objects):
        return []
    whole = objects[: last.end()].strip(" ")
    if whole[:1] in "“《" and not set("”》") & set(whole):
        whole = whole[1:]
    elif whole[:1] in "“《" and whole[-1:] in "”》":
        whole = whole[1:-1]
    parts = re.split(r"(?<=会)(?:和|及|以及|与)", whole)
    if len(parts) > 1 and all(_KIND_END.search(part) and len(part) > 4 for part in parts):
        return parts
    return [whole]


def _full_name(page: Page, name: str, start: int, end: int) -> str:
    """A bare 会议 with its holder's name before it; 为某某成立三十周年 goes before 纪念活动."""
    subject = _ADVERBIAL.sub("", page.plain[start:end]).strip(" ,:")
    subject = re.sub(r"^(?:在[^,。]{2,20}(?:之际|之时|当天),?)", "", subject)
    subject = re.sub(r"(?:在[^,。]{2,25}|昨日|今日|今天|昨天)?(?:上午|下午|晚上?)?(?:隆重|组织|专题|联合|共同|主持|紧急|迅速|及时|先后|正式|专门|并)?$", "", subject)
    purpose = _PURPOSE.search(subject)
    if purpose and name in _GENERIC:
        return purpose["what"] + name
    named = any(subject and mention.start < end and mention.end > start for mention in page.mentions)
    if name in _GENERIC and not named and 1 < len(subject) <= 16 and not re.search(r"[,。;]", subject):
        return subject + name
    return name


def _place(page: Page, start: int, end: int) -> str | None:
    text = page.plain
    if any(first < end and last > start for first, last in page.hijacked):
        return None
    match = re.search(r"在(?P<p>[^,。;在]{1,25}?)(?:隆重|正式|顺利|组织|成功|主持|专题|如期|联合)?$", text[start:end])
    return match["p"] if match and not match["p"].endswith(("下", "时", "中", "之际", "上")) else None


def _begun(page: Page, start: int, end: int) -> Iterator[Event]:
    """Name + 召开: the clause up to 在某地举行 ends in a meeting's kind."""
    text = page.plain
    for match in _BEGUN.finditer(text, start, end):
        clause = max(text.rfind(mark, start, match.start()) for mark in (",", ";", ":")) + 1 or start
        head = text[max(start, clause) : match.start()]
        place = _place(page, max(start, clause), match.start())
        name = re.sub(r"在[^,。;]{1,30}$", "", head) if place else head
        name = re.sub(r"(?:\d{1,2}月)?\d{1,2}日?(?:[上下]午|晚)?$", "", re.sub(r"^[\s(【][^)】]*[)】]|^【[^】]*】", "", name))
        name = re.sub(r"^【[^】]*】", "", name)
        name = re.sub(r"^(?:.*?(?:上午|下午|晚上?|日)(?:\([^)]*\))?)(?=[^,]{4})", "", _ADVERBIAL.sub("", name)).strip(" “”,")
        if not _KIND_END.search(name) or len(name) < 4 or _NOT_HELD.search(head[-10:]) or name.startswith(("会议", "大会", "仪式")):
            continue
        begin = text.index(name, start)
        yield Event(name, "meeting", begin, begin + len(name), None, place, "begun", (begin, begin), match.span())
        return


def _met(page: Page, start: int, end: int) -> Iterator[Event]:
    """会见 + guests; its subject is a person."""
    text = page.plain
    match = _MEET.search(text, start, end)
    if match is None or not any(start <= mention.start < match.start() for mention in page.mentions):
        return
    who = re.split(r"一行|,|并", match["who"])[0]
    place = _place(page, start, match.start())
    yield Event(match["v"] + who, "visit", match.start(), match.start("who") + len(who), None, place, "met", (start, match.start()), match.span())


def _visited(page: Page, start: int, end: int) -> Iterator[Event]:
    """Somebody 到 + place + 调研."""
    text = page.plain
    verb = _VISIT_VERB.search
    go = None
    for candidate in _GO.finditer(text, start, min(end, start + 260)):
        found = verb(text, candidate.end(), min(end, candidate.end() + 90))
        if found and not _NOT_HELD.search(text[max(start, candidate.start() - 6) : candidate.start()]):
            go = candidate
            break
    if go is None or found is None or "的" == text[found.end() : found.end() + 1]:
        return
    if text[found.end() : found.end() + 1] in "报组团时后":
        return
    subject = text[start : go.start()]
    if re.search(r"定期|经常|每[周月年季天]|多次|将|即将", subject[-40:]) and not re.search(r"\d日", subject):
        return
    people = [mention for mention in page.mentions if start <= mention.start < found.end()]
    group = re.search(r"(?:代表团|考察团|调研组|考察组|督导组|检查组|专家组|干部\d*人?|团队|客商|嘉宾|师生|代表\d*人?|一行\d*人?|视察团|访问团|领导|同志|参访团|委员)$", subject.rstrip("、, "))
    if not people and not group:
        return
    begin = max(text.rfind(",", start, go.start()) + 1, start)
    tail = re.compile(r"[^,。;!?\n、]{0,8}(?=[,。;!?\n])").match(text, found.end())
    stop = tail.end() if tail else found.end()
    destination = text[go.end() : found.start()].strip(",、 ")
    if "、" in destination:
        destination = destination.split("、")[0] + "等地"
    who = people[0].name + ("一行" if "一行" in text[start : found.start()] else "") if people else _ADVERBIAL.sub("", text[begin : go.start()])
    go_word = "到" if go.group() in ("一行",) or len(go.group()) > 4 else go.group()
    destination = re.sub(r"^[一二三四五六七八九十\d]+人", "", destination)
    if not destination or re.match(r"(?:到|来到|赴|来|莅临|前往)", destination):
        go_word = ""
    destination = re.sub(r",.*$", "", destination)
    name = f"{who}{go_word}{destination}{text[found.start():stop]}"
    if len(people) > 1 and not group and "一行" not in name:
        name = f"{go_word}{destination}{text[found.start():stop]}"
    yield Event(name[:60], "visit", max(begin, start), stop, None, None, "visited", (start, go.start()), found.span())


def _signed(page: Page, start: int, end: int) -> Iterator[Event]:
    """签署协议, where the page tells of a 签约仪式."""
    text = page.plain
    match = _SIGN.search(text, start, end)
    if match and re.search(r"签约仪式|签字仪式", text[start : start + 600]):
        yield Event(match["what"] + "签约仪式", "meeting", match.start(), match.end(), None, _place(page, start, match.start()), "signed", (start, match.start()), match.span())


def _from_title(page: Page) -> list[Event]:
    """A page whose body tells of its meeting without ever saying that it was held, and whose title does."""
    title = re.sub(r"\s", "", page.article.title or "")
    match = re.search(rf"(?P<name>[^,。!:]{{2,40}}?(?:{_KINDS}))(?:在[^,。]{{2,20}})?(?:隆重|顺利|成功|圆满)?(?:召开|举行|举办|開幕|开幕)$", title)
    held = re.search(rf"(?:召开|举行|举办)(?P<name>[^,。!:]{{0,40}}?(?:{_KINDS}))$", title)
    found = match or held
    if found is None or not page.mentions:
        return []
    dates = find_dates(page.plain, page.article.published_on, 0, 300)
    when = dates[0] if dates else None
    return [Event(found["name"] or title, "meeting", 0, min(len(page.plain), _HEADING), when, None, "title", (0, 0), (0, 0), [0])]


def _from_roles(page: Page) -> list[Event]:
    """A page that never says that a meeting was held, and tells who chaired or attended one: 区委书记某某出席并讲话, 出席会议."""
    text = page.plain[:3000]
    dates = find_dates(text, page.article.published_on, 0, 80)
    if not page.mentions or not dates or _VISITING.search(text[:200]) or not _ATTENDED.search(text):
        return []
    lead = _SENTENCE.match(text)
    clause = _ADVERBIAL.sub("", lead.group() if lead else text[:60])
    name = page.article.title or re.sub(r"^.{0,30}?(?:召开|举行|举办|组织|开展)", "", re.split(r"[,。;]", clause)[0])
    return [Event(name.strip()[:40], "meeting", 0, min(len(text), _HEADING), dates[0], None, "roles", (0, 0), (0, 0), [0])]
