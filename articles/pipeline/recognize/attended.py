"""Events told of by who was there, in a page's first sentences: 王某出席低空经济论坛, 收看全省电视电话会议, 王某调研重点项目.

    副主任王某出席2023绿色能源产业大会并作推介        2023绿色能源产业大会
    财政司司长王某今日出席协会主办的创新科技论坛        创新科技论坛
    组织收听收看全国安全生产电视电话会议              全国安全生产电视电话会议
    县长王某今日视察某某国小校舍改建工程              王某视察某某国小校舍改建工程
    县长王某走访慰问困难职工                       王某走访慰问困难职工
    教授王某作了题为“翻译与形象”的学术讲座            学术讲座
    王某出席会议, 王某曾参加论坛, 学习王某调研时的讲话    nothing: which meeting is not said; not held; studied

Only where nothing was 召开 or 举行 in what was read before, and only right after a name.
"""

import re
from collections.abc import Iterator

from articles.pipeline.recognize.events import ADVERBIAL, KINDS, NOT_HELD, Event
from articles.pipeline.recognize.page import Page

_TIME = (
    r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|今\(?\d{0,2}\)?日?|昨\(?\d{0,2}\)?日?|今天|昨天|今日|昨日|近日|日前|[上下]午|晚上?|"
    r"清晨|一早|\([^()]{2,12}\))"
)
_ADVERB = re.compile(
    rf"(?:{_TIME}|一行|等人?|同志|先生|女士|率[队隊团團]|率[^,。;]{{1,16}}|"
    r"(?:带领|帶領)[^,。;]{1,40}?(?:负责人|负责同志|干部|人员|成员|同志)|带队|帶隊|应邀|應邀|亲自|專程|专程|实地|代表[^,。;]{2,16}?(?=走访|慰问|看望|出席|参加|视察|考察|调研|检查)|特地|前往|"
    r"在[^。;]{2,60}?(?:陪同|陪伴)下|,|、|\s|亦|也|还|並|并|先后|分别|分別)*"
)
_TO_MEETING = re.compile(
    rf"(?:出席|参加|參加)(?:了)?(?P<what>[^。;!?\n,]{{0,60}}?(?:{KINDS}))(?![员員场場上中后後前期址标的所计])(?=[,。;!?\n]|并|並|及|和|暨|致|时|時|发表|發表)"
)
_WATCHED = re.compile(
    r"(?:收听收看|收看收听|收看|参加|收听)(?:了)?(?P<what>[^。;!?\n,]{2,40}?(?:电视电话|視訊|视频|电视|电话)[^。;!?\n,]{0,8}?(?:会议|大会|会))(?!精神)"
)
_TO_PLACE = re.compile(
    r"(?P<v>(?:现场|現場)?(?:调研|調研|视察|視察|考察|巡视|会勘|走访慰问|走访|慰问|看望慰问|看望|检查|督查|督导|督察|巡查|探视|探視|訪視|勘查|"
    r"暗访|夜查|察看|參訪|参访|巡河|参观)(?:督导|检查|慰问|指导|调研)*)(?:了)?(?P<what>[^。;!?\n,]{2,40}?)(?=[,。;!?\n]|时[,强指要表]|時[,強指要表])"
)
_TALKED = re.compile(
    r"(?:与|同|和|與)(?P<what>[^。;!?\n,]{2,40}?)(?:进行|举行)?(?P<v>(?:深入|亲切)?(?:交流)?(?:座谈|会谈|座談|會談)(?:交流)?)(?=[,。;!?\n]|时[,强指要表])"
)
_OWN = re.compile(r"^[^,。;]{0,24}?(?:集团(?:公司)?|公司|我[校院司会]|学校|学院|协会|商会|我[市区县镇]|[局院校])(?:应邀|受邀|派员)?$")
_WITH_GUESTS = re.compile(
    r"(?:与|同|和|與)(?P<what>[^。;!?\n,]{2,40}?一行)(?:[^,。;]{0,24}?)(?:进行|开展|举行|進行|舉行)?(?:了)?[^,。;]{0,6}?(?P<v>座谈|会谈|交流|洽谈|座談|會談|交流)(?=[,。;!?\n])"
)
_AT_PLACE = re.compile(
    r"(?:继续|繼續)?在(?P<what>[^,。;!?\n]{1,20}?)(?:开展|进行|開展|進行)?(?P<v>考察调研|调研考察|调研|考察|访问|视察|考察調研|訪問)(?=[,。;!?\n])"
)
_AT_MEETING = re.compile(
    rf"(?:今日|今天|昨日|昨天)?在(?P<what>[^。;!?\n,]{{4,50}}?(?:{KINDS}))(?:上)?(?:致辞|致辭|致詞|讲话|講話|发言|發言)"
)
_HELD_LATELY = re.compile(
    rf"在(?:{_TIME}|日前|近日|刚刚|刚刚结束|[^,。;在]{{1,10}}){{1,3}}(?P<v>举行|召开|举办|闭幕|结束)的(?P<what>[^。;!?\n,]{{4,50}}?(?:{KINDS}))上,"
)
_LECTURED = re.compile(
    r"(?:作|做|讲授|講授)(?:了)?(?:一[堂场次]|题为[^。;]{2,50}?的|[“《][^。;”》]{2,40}[”》])?"
    r"(?P<what>(?!题为)[^,。;的“《]{0,14}?(?:讲座|學術講座|学术报告|专题报告|辅导报告|宣讲报告|党课))(?=[,。;])"
)
_OPENED = re.compile(
    r"(?P<what>[^,。;:!?\n]{4,40}?)(?:在[^,。;]{2,20})?(?:终于|終於|正式|隆重|顺利|集中|今日|今天)*(?P<v>揭牌|开工|奠基|授牌|開工|動土|動工|动工|破土|落成|啟用|启用|揭牌成立|揭牌运行|开工建设)(?=[,。;!?\n])"
)
_OPENING = re.compile(
    r"(?:揭牌|开工|奠基|授牌|開工|動土|動工|破土|落成|啟用|启用)(?:[儀仪]式|典[禮礼])|(?:奠基|共同)[^,。;]{0,16}(?:破土|動土|动土)|共同(?:为|為)|(?:宣布|宣佈)[^,。;]{0,8}(?:开工|開工)"
)
_NO_OBJECT = re.compile(r"(?:时|時|后|後|中|的|组|組|团|團|报告|发现|發現|结束|期间|活动|会议|人员|结果|工作会|员|和|与|并|指出|强调|要求)")
_SPONSORED = re.compile(r"^.*(?:主[办辦]|承[办辦]|举[办行]|舉[辦行]|召开)的")
_PLAIN = frozenset(
    [
        "会议",
        "大会",
        "活动",
        "仪式",
        "典礼",
        "座谈会",
        "會議",
        "大會",
        "活動",
        "儀式",
        "典禮",
        "会",
        "座談會",
        "上述活动",
        "有关活动",
        "相关活动",
    ]
)


def watched(page: Page, start: int, end: int) -> Iterator[Event]:
    """A meeting by video that was watched here."""
    match = _WATCHED.search(page.plain, start, end)
    if match is None or NOT_HELD.search(page.plain, max(start, match.start() - 12), match.start()):
        return
    yield _event(page, match["what"], "meeting", match, "watched", start)


def attended(page: Page, start: int, end: int) -> Iterator[Event]:
    """The first person of the sentence goes to a meeting that has a name, or to see a place."""
    text = page.plain
    mentions = [mention for mention in page.mentions if start <= mention.start < end]
    for mention in mentions[:8]:
        gap = _ADVERB.match(text, mention.end, end)
        at = gap.end() if gap else mention.end
        before = text[start : mentions[0].start]
        if NOT_HELD.search(text[max(start, mention.start - 10) : mention.start] + text[mention.end : at]) or re.search(
            r"学习|贯彻|传达|落实|按照|曾|时任", before
        ):
            return
        to_meeting = _TO_MEETING.match(text, at, end)
        if to_meeting:
            name = _SPONSORED.sub("", to_meeting["what"]).strip("“”《》 ")
            if name not in _PLAIN and len(name) > 3:
                yield _event(page, name, "meeting", to_meeting, "attended", start)
            return
        talked = _TALKED.match(text, at, end)
        if talked:
            yield _event(page, f"与{talked['what']}{talked['v']}", "visit", talked, "attended", start)
            return
        at_meeting = _AT_MEETING.match(text, at, end)
        if at_meeting and at_meeting["what"] not in _PLAIN:
            yield _event(page, at_meeting["what"], "meeting", at_meeting, "attended", start)
            return
        at_place = _AT_PLACE.match(text, at, end)
        if at_place:
            yield _event(page, f"{mentions[0].name}在{at_place['what']}{at_place['v']}", "visit", at_place, "attended", start)
            return
        to_place = _TO_PLACE.match(text, at, end)
        if to_place and not _NO_OBJECT.match(to_place["what"]):
            who = mentions[0].name if len(mentions) == 1 or mention is mentions[0] else ""
            yield _event(page, f"{who}{to_place['v']}{to_place['what']}", "visit", to_place, "attended", start)
            return


def went(page: Page, start: int, end: int) -> Iterator[Event]:
    """集团参加了全市推进会, 院领导与某校校长一行洽谈: who went is named by a body or a label, persons only after."""
    text = page.plain
    to_meeting = _TO_MEETING.search(text, start, end)
    if to_meeting and len(to_meeting["what"]) > 5 and to_meeting["what"] not in _PLAIN:
        before = ADVERBIAL.sub("", text[start : to_meeting.start()])
        if _OWN.search(before) and not NOT_HELD.search(before) and any(mention.start > to_meeting.start() for mention in page.mentions):
            yield _event(page, _SPONSORED.sub("", to_meeting["what"]).strip("“”《》 了"), "meeting", to_meeting, "attended", start)
            return
    talked = _WITH_GUESTS.search(text, start, end)
    if talked and page.mentions and not NOT_HELD.search(text, max(start, talked.start() - 12), talked.start()):
        yield _event(page, f"与{talked['what']}{talked['v']}", "visit", talked, "attended", start)


def lectured(page: Page, start: int, end: int) -> Iterator[Event]:
    """A lecture told of by who gave it: 作题为“…”的学术讲座, 讲授专题党课."""
    text = page.plain
    match = _LECTURED.search(text, start, end)
    if match is None or NOT_HELD.search(text, max(start, match.start() - 12), match.start()):
        return
    if any(start <= mention.start < match.start() for mention in page.mentions):
        yield _event(page, match["what"], "meeting", match, "attended", start)


def held_lately(page: Page, start: int, end: int) -> Iterator[Event]:
    """在昨天举行的经贸交流会上,…: the page tells what was said there."""
    text = page.plain
    match = _HELD_LATELY.search(text, start, end)
    if match and page.mentions and not NOT_HELD.search(text, start, match.start("v")):
        yield _event(page, match["what"].strip("“”"), "meeting", match, "attended", start)


def opened(page: Page, start: int, end: int) -> Iterator[Event]:
    """Something 揭牌 or 开工, where the page goes on to tell of the ceremony."""
    text = page.plain
    match = _OPENED.search(text, start, end)
    if match is None or NOT_HELD.search(match["what"]) or not _OPENING.search(text, match.start("v"), match.end() + 500):
        return
    begin = ADVERBIAL.match(match["what"])
    what = match["what"][begin.end() if begin else 0 :]
    if len(what) >= 3 and any(mention.start > match.start() for mention in page.mentions):
        yield _event(page, f"{what}{match['v'][:2]}仪式", "meeting", match, "begun", start)


def _event(page: Page, name: str, kind: str, match: re.Match[str], rule: str, start: int) -> Event:
    return Event(name[:60], kind, match.start("what"), match.end("what"), None, None, rule, (start, match.start()), match.span())
