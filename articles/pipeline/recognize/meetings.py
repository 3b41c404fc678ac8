"""Events reported as held: meetings (召开…大会, …仪式在…举行) and visits (到…调研, 会见…).

    1月31日,相城区先后召开A学习会和B推进会          two meetings
    7月18日,市委常委会召开会议                     市委常委会会议: a bare 会议 takes its holder's name
    9月2日晚,省委书记王某在长春会见某某视察团        a visit
    学习领会市委全会精神, 将于5月召开, 定期召开例会    nothing: studied, planned, usual
    会前,领导班子走访慰问                          nothing: a part of the meeting's day

Where a page's first sentences tell of nothing held, who went there tells of it (attended.py).
One event a sentence; a later sentence opens a new event only with a date of its own, or goes back to one named before (在B推进会上).
"""

import re
from collections.abc import Iterator

from articles.pipeline.recognize.attended import attended, held_lately, lectured, opened, watched, went
from articles.pipeline.recognize.dates import When, day_within, find_dates, next_day
from articles.pipeline.recognize.events import ADVERBIAL, KINDS, NOT_HELD, Event, place_of, sentences
from articles.pipeline.recognize.implied import from_roles, from_title
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.visits import met, organized, visited

_KIND_END = re.compile(rf"(?:{KINDS})(?:[((][^()()]{{1,12}}[))])?$")
_KIND = re.compile(rf"(?:{KINDS})(?![员场上中后前期址标计所费展客堂见晤谈商长員場長議议])")
_HOLD = re.compile(
    r"(?P<v>(?:主持|组织|组織|胜利|隆重|联合|共同|先后|連續|分别|正式)?(?:召开|舉行|举行|举办|召開|舉辦|"
    r"召集|(?:(?<=共同)|(?<=联合))主办(?!单位|方|者|权)))(?!的|地点|时间|地|期间|次|以来|前|后)了?"
)
_BEGUN = re.compile(
    r"(?P<v>(?:隆重|顺利|正式|圆满|如期|成功|胜利|盛大|在此|同步|准时)?(?:召开|举行|举办|开幕|召開|舉行|舉辦|启动|"
    r"落幕|闭幕|拉开帷幕|拉开序幕|开班|开营|开赛|开讲|鸣枪[开起]跑|(?<=准时)开始|(?<=正式)开始))(?=[,。;,!\n ]|$|了|,)"
)
_HELD_WORD = re.compile("召开|召開|召集|举行|舉行|举办|舉辦|[同合]主办")
_BEGUN_WORD = re.compile("召开|召開|举行|舉行|举办|舉辦|开幕|启动|落幕|闭幕|拉开|开[班营赛讲始]|鸣枪")
"""A sentence without these words holds neither `_HOLD` nor `_BEGUN`; seen fast."""
_SUBORDINATE = re.compile(
    r"(?:会前|会后|(?<![\u4e00-\u9fff])期间|(?:考察|调研|访问|来访|会议|大会|论坛|仪式|逗留|在[^,。]{1,6})期间|仪式前|活动前|此前|签约前|会议前|会议开始前|會前|会见前|活动期间|其间|座谈前|座谈会前|"
    r"之前|随后|仪式后|活动后|大会前)[,、,]"
)
_CHAIRED = re.compile(r"主持(?:召开|召開)")
_LATER = re.compile(r"(?:随后|会后|其后|隨後|(?:调研|考察|视察|参观|检查)(?:结束)?后|当天|当日|[上下]午)[,、,]")
_SIGN = re.compile(
    r"(?:签署|签订|簽署|簽訂)[^,。;]{0,30}?(?P<what>[\u4e00-\u9fff]{0,10}(?:协议|合同|备忘录|意向书|協議|備忘錄|意向書|合約))"
)
_CEREMONY = re.compile(r"签约仪式|签字仪式|[签簽](?:署|約|字)(?:儀式|仪式)")
_BACK_TO = re.compile(rf"在(?P<name>[^,。;]{{2,60}}?(?:{KINDS}))上")
_PURPOSE = re.compile(r"为(?P<what>[^,。]{3,30}?)(?:而)?$")
_DATELINE = re.compile(r"\s*专?(?:讯|电|消息|訊|電|報導|报道)")
_TOURED = re.compile("一行|先后(?:来到|深入|前往|走访|看望|到)")
_TO_COME = re.compile(r"招聘(?:启事|公告|简章|信息)|^关于(?:召开|举办|举行).{2,60}的(?:通知|公告|预告)\s*$")
_QUOTED_WORD = re.compile("“[^“”,。!?;]{1,8}”[\u4e00-\u9fff]{2}")
_DATELINED = re.compile("日专?(?:讯|电|訊|電)")
_DATELINE_REACH = 60
_HELD_THEN = re.compile(
    r"(?:会议|大会|典礼|仪式|活动|开幕式|晚会|比赛|论坛|座谈会)(?P<place>(?:在[^,。;]{2,20}?)?)(?:隆重|正式)?(?:举行|召开|举办)(?!的)"
)
_WHERE = re.compile(r"(?:于\d[\d月日]{2,6}日?(?:[上下]午)?)?在[^,。;]{2,20}")
_DONE = re.compile(r"(?:在)?(?:圆满|顺利|胜利|全面)?(?:完成|历时)[^,。;]{2,16},")
_LEAD_SENTENCES = 3
_LONGEST_LEAD = 400
_GENERIC = frozenset(
    [
        "会议",
        "大会",
        "全体会议",
        "专题会议",
        "座谈会",
        "活动",
        "仪式",
        "典礼",
        "会",
        "视频会议",
        "纪念活动",
        "会議",
        "例会",
        "工作会议",
        "扩大会议",
        "全会",
        "专题会",
        "紧急会议",
        "推进会",
        "调度会",
    ]
)


def find_events(page: Page) -> list[Event]:
    """The events in the order of the text, each with the places where the text turns to it."""
    text = page.plain
    if _TO_COME.search(page.article.title or ""):
        return []
    events: list[Event] = []
    year: int | None = None
    last_date: When | None = None
    number = 0
    published = _dateline(text, page.article.published_on) or page.article.published_on
    for start, end in sentences(text):
        if not text[start:end].strip():
            continue
        number += 1
        dates = find_dates(text, published, start, min(end, start + 400), year)
        dated = _said_of_event(text, start, dates, last_date)
        if dated is not None and dated.value and dated.value[0].isdigit():
            year = int(dated.value[:4])
        if dated is None and number <= _LEAD_SENTENCES and not events:
            dated = last_date
        found = [] if _quoted(text, start) else _in_sentence(page, start, end)
        if not found and not events and number <= _LEAD_SENTENCES and not _quoted(text, start):
            found = _by_who_went(page, start, end, first=number <= 2)
        if found:
            _take(events, found, dated, number, start)
        else:
            _go_back(events, text, start, end)
            _date_late(page, events, dated, start, end)
        last_date = dated if dated is not None and dated.value else last_date
    return events or from_title(page) or from_roles(page)


def _by_who_went(page: Page, start: int, end: int, *, first: bool) -> list[Event]:
    """What the first sentences tell of without 召开 or 举行; below the second only what is named."""
    end = min(end, start + _LONGEST_LEAD)
    found = (
        list(held_lately(page, start, end))
        or list(watched(page, start, end))
        or list(opened(page, start, end))
        or list(lectured(page, start, end))
        or list(attended(page, start, end))
        or list(went(page, start, end))
    )
    return found or (list(organized(page, start, end)) if first else [])


def _said_of_event(text: str, start: int, dates: list[When], last: When | None) -> When | None:
    """The sentence's own date, where it stands before what happened: in its first clauses."""
    for when in dates:
        if when.start - start > 60:
            break
        if _DATELINE.match(text, when.end):
            continue
        if when.same and last is not None and last.value:
            return When(last.value, when.start, when.end, (f"同日，{last.value}", f"the same day: {last.value}"))
        if when.following and last is not None and last.value and (day := next_day(last.value)):
            return when._replace(value=day)
        day = day_within(last.value, text[when.start : when.end]) if when.vague and last is not None else None
        return when._replace(value=day, vague=False) if day else when
    return None


def _dateline(text: str, published_on: str | None) -> str | None:
    """The day in 本报4月20日讯: what 今天 and 昨天 are counted from, printed or not when the page was published."""
    if not _DATELINED.search(text, 0, _DATELINE_REACH):
        return None
    dates = find_dates(text, published_on, 0, _DATELINE_REACH)
    return dates[0].value if dates and _DATELINE.match(text, dates[0].end) else None


def _quoted(text: str, start: int) -> bool:
    """A sentence that is somebody's words; “八一”前夕 only begins with a quoted word."""
    return text[start] in "“‘" and not _QUOTED_WORD.match(text, start)


def _take(events: list[Event], found: list[Event], dated: When | None, number: int, start: int) -> None:
    """Add what a sentence tells of, or turn back to the event it tells of again."""
    for event in found:
        event.when = dated
        if _is_chaired_after_visit(events, event):
            event.when = dated if dated is not None and dated.value else events[-1].when
            event.anchors.append(start)
            events.append(event)
            continue
        known = next((other for other in reversed(events) if _same(other, event, dated)), None)
        if known is not None:
            known.anchors.append(start)
            if known.name in _GENERIC and event.name not in _GENERIC:
                known.name = event.name
            if known.when is None or (known.when.value is None and dated is not None and dated.value):
                known.when = dated
        elif (number <= _LEAD_SENTENCES and not events) or (dated is not None and (dated.value or not events)) or (not events):
            event.anchors.append(start)
            events.append(event)


def _is_chaired_after_visit(events: list[Event], event: Event) -> bool:
    """随后,王某主持召开座谈会: after a visit, a meeting of its own."""
    own = event.rule == "chaired" or (event.rule in ("held", "begun") and len(event.name) > 5 and event.name not in _GENERIC)
    return own and bool(events) and all(known.kind == "visit" or known.rule == "organized" for known in events)


def _same(known: Event, event: Event, dated: When | None) -> bool:
    """Whether the sentence tells of an event told of before: the same name, or no date of its own and nothing against it."""
    within = bool(dated and dated.value and known.when and day_within(known.when.value, f"{dated.value[-2:]}日") == dated.value)
    if within and known.kind == event.kind == "visit":
        return True  # 6日上午,王某一行考察了…: a stop of a visit of several days
    other_day = bool(dated and dated.value and known.when and known.when.value and dated.value != known.when.value and not within)
    if other_day:
        return False
    if dated is not None and dated.value and known.when is not None and known.when.vague:
        return False
    if known.name == event.name or _contains(known.name, event.name):
        return True
    if known.when is None and known.kind == event.kind == "visit" and known.name[:2] == event.name[:2] and "一行" in event.name:
        return True  # told without a day, then from its first stop on: 7月29日上午,王某一行先后来到…
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


def _date_late(page: Page, events: list[Event], dated: When | None, start: int, end: int) -> None:
    """12月20日晚,典礼在县大剧院举行, 7月29日,王某一行先后来到…: the day and the place of the one event that was told of without."""
    if len(events) != 1 or dated is None or not dated.value or events[0].when is not None:
        return
    match = _HELD_THEN.search(page.plain, dated.end, min(end, dated.end + 60))
    if match is None and events[0].kind == "visit" and _TOURED.search(page.plain, dated.end, min(end, dated.end + 60)):
        events[0].when = dated
    if match:
        events[0].when = dated
        events[0].place = events[0].place or place_of(page, start, match.end("place"))


def _in_sentence(page: Page, start: int, end: int) -> list[Event]:
    """The events one sentence reports as held."""
    text = page.plain
    if _LATER.match(text, start) and _CHAIRED.search(text, start, end):
        return list(_held(page, start, end))
    if _SUBORDINATE.match(text, start) or _SUBORDINATE.search(text, start, min(end, start + 12)):
        return []
    return (
        (list(_held(page, start, end)) if _HELD_WORD.search(text, start, end) else [])
        or (list(_begun(page, start, end)) if _BEGUN_WORD.search(text, start, end) else [])
        or list(met(page, start, end))
        or list(visited(page, start, end))
        or list(_signed(page, start, end))
    )


def _held(page: Page, start: int, end: int) -> Iterator[Event]:
    """召开 + name."""
    text = page.plain
    for match in _HOLD.finditer(text, start, end):
        clause = max(text.rfind(mark, start, match.start()) for mark in (",", ";", ":")) + 1 or start
        before = text[max(start, clause) : match.start()]
        if NOT_HELD.search(before) or "的" in before[-3:]:
            continue
        stop = _STOP.search(text, match.end(), end)
        objects = text[match.end() : stop.start() if stop else end]
        names = _names(objects)
        if not names:
            continue
        begin = match.end() + objects.index(names[0])
        rule = "chaired" if _CHAIRED.match(match["v"]) else "held"
        for name in names:
            yield Event(
                _full_name(page, name, max(start, clause), match.start()), "meeting", begin, match.end() + len(objects), None,
                place_of(page, max(start, clause), match.start()), rule,
                (max(start, clause), match.start()), match.span(),
            )  # fmt: skip
        return


_STOP = re.compile(r"[,。;!?\n:]")
_NUMBERED = re.compile(r"第[一二三四五六七八九十\d]+次(?:全体|常务|主任|扩大)?会议")
_COUNTED = re.compile(r"^\s*(?:\d+|[一二三四五六七八九十]+)\s*[次场]|会议?\s*\d+\s*余?[次场]")


def _names(objects: str) -> list[str]:
    """The names in what was held: A会和B会 are two."""
    last = None
    for match in _KIND.finditer(objects):
        last = match
    if last is None or _COUNTED.search(objects):
        return []
    whole = objects[: last.end()].strip(" ")
    if (whole[:1] in "“《" and not set("”》") & set(whole)) or (whole[:1] == '"' and whole.count('"') == 1):
        whole = whole[1:]
    elif whole[:1] in "“《" and whole[-1:] in "”》":
        whole = whole[1:-1]
    parts = re.split(r"(?<=会)(?:和|及|以及|与)", whole)
    if len(parts) > 1 and all(_KIND_END.search(part) and len(part) > 4 for part in parts):
        return parts
    return [whole]


def _full_name(page: Page, name: str, start: int, end: int) -> str:
    """A bare 会议 with its holder's name before it; 为某某成立三十周年 goes before 纪念活动."""
    subject = ADVERBIAL.sub("", page.plain[start:end]).strip(" ,:")
    subject = re.sub(r"^(?:在[^,。]{2,20}(?:之际|之时|当天),?)", "", subject)
    subject = re.sub(
        (
            r"(?:在[^,。]{2,25}|昨日|今日|今天|昨天)?(?:上午|下午|晚上?)?(?:隆重|组织|专题|联合|共同|主持|紧急|迅速|"
            r"及时|先后|正式|专门|并)?$"
        ),
        "",
        subject,
    )
    purpose = _PURPOSE.search(subject)
    if purpose and name in _GENERIC:
        return purpose["what"] + name
    named = any(subject and mention.start < end and mention.end > start for mention in page.mentions)
    if (name in _GENERIC or _NUMBERED.fullmatch(name)) and not named and 1 < len(subject) <= 16 and not re.search(r"[,。;]", subject):
        return subject + name
    return name


def _begun(page: Page, start: int, end: int) -> Iterator[Event]:
    """Name + 召开: the clause up to 在某地举行 ends in a meeting's kind."""
    text = page.plain
    for match in _BEGUN.finditer(text, start, end):
        clause = max(text.rfind(mark, start, match.start()) for mark in (",", ";", ":")) + 1 or start
        head = text[max(start, clause) : match.start()]
        place = place_of(page, max(start, clause), match.start())
        if clause > start + 8 and (not head or _WHERE.fullmatch(head)):
            head = _before(text, start, clause) + head
        name = re.sub(r"在[^,。;]{1,30}$", "", head) if place else head
        name = re.sub(r"(?:\d{1,2}月)?\d{1,2}日?(?:[上下]午|晚)?$", "", re.sub(r"^[\s(【][^)】]*[)】]|^【[^】]*】", "", name))
        name = re.sub(r"^【[^】]*】|^[^的]{0,30}为主题的", "", name)
        name = re.sub(r"^(?:.*?(?:上午|下午|晚上?|日)(?:\([^)]*\))?)(?=[^,]{4})", "", ADVERBIAL.sub("", name)).strip(" ,")
        name = _unquoted(name)
        if (
            not _KIND_END.search(name.rstrip('”"'))
            or len(name) < 4
            or NOT_HELD.search(head[-10:])
            or name.startswith(("会议", "大会", "仪式"))
            or "宣布" in name
        ):
            continue
        begin = text.index(name, start)
        yield Event(name, "meeting", begin, begin + len(name), None, place, "begun", (begin, begin), match.span())
        return


def _unquoted(name: str) -> str:
    """Without quotation marks around the whole, or whose other half is not in the name.

    >>> _unquoted("“早餐会”"), _unquoted("第12期“早餐会”"), _unquoted("早餐会”"), _unquoted('"春风行动"招聘会')
    ('早餐会', '第12期“早餐会”', '早餐会', '"春风行动"招聘会')
    """
    whole = re.fullmatch(r'[“"]([^“”"]*)[”"]', name)
    if whole:
        return whole[1]
    opened, closed = name.count("“"), name.count("”")
    if opened != closed:
        name = name.lstrip("“") if opened > closed else name.rstrip("”")
    return name.strip('"') if name.count('"') % 2 else name


def _before(text: str, start: int, clause: int) -> str:
    """The clause that names what closed or opened, where its agenda and its place stand between: 大会完成各项议程后,在某地|闭幕."""
    first = max(text.rfind(mark, start, clause - 1) for mark in ",;:") + 1 or start
    if _DONE.match(text, first, clause):
        clause = first
        first = max(text.rfind(mark, start, clause - 1) for mark in ",;:") + 1 or start
    done = _DONE.search(text, first, clause)
    return text[first : done.start() if done else clause - 1]


def _signed(page: Page, start: int, end: int) -> Iterator[Event]:
    """签署协议, where the page tells of a 签约仪式."""
    text = page.plain
    match = _SIGN.search(text, start, end)
    if match and _CEREMONY.search(text, start, start + 600):
        yield Event(
            match["what"] + ("簽署儀式" if match.group()[0] == "簽" else "签约仪式"),
            "meeting",
            match.start(),
            match.end(),
            None,
            place_of(page, start, match.start()),
            "signed",
            (start, match.start()),
            match.span(),
        )
