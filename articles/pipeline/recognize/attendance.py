"""Who was at an event, and as what: the verbs that follow a name or its list, and the words that stand before it.

    市委书记陈某主持,副书记李某、常委孙某出席,市领导平某等列席      host; attendees; attendees
    管委会副主任吴某宣读表彰决定                                  reader (a speaker too)
    科技部火炬中心主任贾某通过视频致辞                            remote and speaker
    受区委书记张某委托, 某某指派秘书长郑某代表出席                 absent
    学习市委书记朱某在会上的讲话, 感谢李某与陈某打下的基础          nothing: named only
    高某、周某等30位获得者受到表彰                                honoured

A list shares its verb: names pend until a verb comes. What governs the list stands right before its first phrase.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.pipeline.recognize.events import Event, sentences
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.posts import Phrase
from articles.pipeline.recognize.titles import title_after

_HOST = re.compile(r"主持(?!人|下)|^的主持下|召集(?:了|并)")
_READ = re.compile(r"宣读|宣讀|宣布(?![^,。;]{0,30}(?:开幕|闭幕|开始|开工|启动|开园))")
_SPEAK = re.compile(
    r"(?<![的要])讲话|致辞|致詞|致辭|致(?:了)?(?:欢迎|开幕|开场|闭幕|答谢|贺|歡迎)[词辞詞]|发言|"
    r"报告了|汇报了|作[了]?[^,。;]{0,16}(?:报告|演讲|讲解|汇报|发言|点评|说明|介绍|授课|部署|分享|交流|解读|通报|總結|总结|辅导|宣讲|讲座|"
    r"表态)|"
    r"做[了]?[^,。;]{0,12}(?:报告|演讲|讲解|汇报|发言|点评|说明|介绍|授课|分享|总结)|推介|授课|讲授|述职|发表|"
    r"阐述|發言|反馈了|分别反馈|(?:作|进行)[^,。;]{0,6}(?:对照|个人)检查|领学|领读|分析了|(?:现场|详细|逐一|并)讲解(?![员词])|讲解了|以“?[“《\"][^》”\"]{2,40}[》”\"]”?为题|作(?:了)?题为[^,。;]{2,50}的[^,。;]{0,8}(?:讲话|报告|演讲|发言|讲座|分享|党课)|"
    r"交流(?:了)?[^,。;]{0,6}(?:经验|做法|体会|心得|感悟)|进行(?:了)?(?:再)?[^,。;]{0,4}(?:动员|点评|总结|讲解|辅导|解读|宣讲)|(?<![的要])講話|致意|表态"
)
_REPORT = re.compile(r"^[^。]{0,40}?(?:传达|通报|部署|汇报|傳達)")
_CALLED = re.compile(r"召开|召開|主持|听取|聆听")
_SAY = re.compile(r"指出|强调|要求|表示|希望|认为|說|说|介绍|提出|強調|認為|建议|表達|坦言")
_ATTEND = re.compile(
    r"出席|参加|就座|就坐|感谢|感謝|监交|監交|参会|与会|现场办公|列席|陪同|在座|与会|到会|应邀|见证|签约|"
    r"签[字署]|揭牌|剪彩|考察|调研|视察|参观|访问|訪問|会见|座谈|走访|慰问|检查|察看|听取|一行|率|随同|参与|共同|围绕|"
    r"交流|启动|颁奖|授牌|培土|奠基|推杆|按下|点亮|接见|"
    r"會見|出席|參加|陪同|參與|接受|欢迎|歡迎|受到表彰|受表彰|获[得奖]|上台|研讨|学习|讨论|督导|指导|巡视|走进|来到|"
    r"深入|先后|巡查|查看|了解|详细|观看|实地|接待|视察|視察|欢聚|宣布|带队|帶隊|同行|随行|随访|來訪|来访|到访|到訪|見證|观摩|收看|收听|到场|到場|代表.{0,8}(?:签|出席|领|接)|宣誓|就職|就职|主讲|举行"
)
_REMOTE = re.compile(
    r"视频(?:连线|方式|形式)?(?:的)?(?:致辞|致詞|讲话|参会|出席|参加|发言|祝贺)|(?:通过|以)(?:远程|视频|线上|"
    r"书面)|连线|線上|视频致辞"
)
_ABSENT_AFTER = re.compile(
    r"\s*(?:[^,。;受]{0,12}(?:委托|指派|委派|委託)|(?:因[^,。]{1,8})?(?:请假|缺席|未能(?:到会|出席|参加))|发来(?:贺|致|慰)|"
    r"发来.{0,4}[信电]|致信|来信|致贺信|(?:作出|作了|做出)(?:重要)?[批指]示|在贺信中)"
)
_OBJECT_TAIL = re.compile(
    r"\s*(?:同志)?(?:的(?!陪同|带领|率领|主持|见证)|关于|有关|在[^,。;]{2,40}?(?:上|时|中|期间)的|"
    r"[^,。;]{0,14}(?:时|上|中|后)?的(?:重要)?(?:讲话|指示|批示|精神|视频|书面|贺信|講話))"
)
_HONOURED = re.compile(r"[^。]{0,40}(?:受到|获得?|荣获|被授予|被评为|予以)[^。]{0,12}(?:表彰|表扬|奖|称号)")
_INVITED = re.compile(r"[^。]{0,12}应邀")
_ACCOMPANY = re.compile(r"[^。;,]{0,20}(?:陪同|随同|陪同調研)")
_COLLECTIVE = re.compile(r"等[^,。;]{0,30}(?:代表|负责人|专家|企业家|嘉宾|委员|同志)")
_DELEGATES = re.compile(r"受$|受(?:[^,。;]{0,6})$")
_NAMED_ONLY = re.compile(
    r"(?:感谢|感謝|传达(?:学习|贯彻)?(?:了)?|学习(?:贯彻|领会|传达)?(?:了)?|贯彻(?:落实)?|领会(?:好|了)?|"
    r"落实(?:好)?|按照|根据|依照|对照|宣读(?:了)?|播放(?:了)?|观看(?:了)?|收看(?:了)?|纪念|缅怀|悼念|"
    r"转达(?:了)?|任命|免去|选举|推选|表决|通过(?:了)?|围绕|关于|对于|将|把|以(?!及)|据|是|由于|继承|弘扬|"
    r"学习了|宣传|传阅|审议(?:了)?|接替|为|了解|(?:^|[,。;、]|并|分别)代表(?!人)|被|向|给)(?:[^,。;、]{0,4}?)$"
)
_PRESENT = re.compile(
    r"(?:会见(?:了)?|會見(?:了)?|会晤(?:了)?|接见(?:了)?|接待(?:了)?|拜访(?:了)?|拜会(?:了)?|陪同|邀请(?:了|"
    r"到)?|欢迎|歡迎|迎接|指派|委派|委托|委託|由|与|與|和|同|跟|随|跟随|在|请|邀請|有|還有|还有|包括|分别是|"
    r"为|让|经|会同|偕同|协同|听取(?:了)?|见证)$|[::]$|(?:出席|参加|陪同|列席|到会|与会)[^,。;]{0,14}[有是::]$"
)
_VISITED_BY = re.compile(r"(?:看望|慰问|走访)(?:了)?[^,。;]{0,8}$")
_VERBS = re.compile(r"[了着过]|召开|听取|感谢|感謝|代表|委托|指派|宣布|播放|要求|学习|传达|就|对|把|在|是|有|为|以|向|会上")
_SEATS_HELD = re.compile(r"(?:全国|[省市区县])?(?:人大代表|政协委员)")
_NOUN_FOR = re.compile(r"(?<=[、,;和与及])[\u4e00-\u9fff]{2,6}代表、?$")
_MEETS = re.compile(r"[^,。]{0,26}?(?<!参加)(?<!出席)(?<!陪同)(?<!参加了)(?<!出席了)(?<!陪同了)(?:会见|會見|会晤|接见|接見)了?(?!时|後|室)")
_TOGETHER = ("偕同", "协同", "会同", "陪同")
_ESCORT = re.compile(r"[^。;]{2,90}?陪同下")


_SUBJECT_REACH = 16
"""How far from the head of its sentence its subject stands: a post may go before."""


@dataclass(frozen=True)
class Role:
    """One person's role at one event, with the span of the words it was read from."""

    person: str
    role: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class _Group:
    """Names that share a verb: the phrases, what stands before the first and what follows the last (up to the next phrase)."""

    phrases: list[Phrase]
    before: str
    tail: str
    start: int
    end: int
    escorted: bool = False


def read_attendance(page: Page, events: list[Event]) -> dict[int, list[Role]]:
    """Roles by the event's number in `events`."""
    roles: dict[int, list[Role]] = {number: [] for number in range(len(events))}
    if not events:
        return roles
    first = min((anchor for event in events for anchor in event.anchors), default=0)
    turns = sorted((anchor, number) for number, event in enumerate(events) for anchor in event.anchors)
    current: list[int] = [number for number, event in enumerate(events) if first in event.anchors]
    phrases = [
        phrase
        for phrase in page.phrases
        if page.persons.get(phrase.mention.name, {}).get("role") not in ("byline", "slogan", "page_chrome")
    ]
    leads = _leads(events)
    position = 0
    for start, end in sentences(page.plain):
        turned = [number for anchor, number in turns if start <= anchor < end]
        current = turned or current
        mine = []
        while position < len(phrases) and phrases[position].mention.start < end:
            if phrases[position].mention.start >= start:
                mine.append(phrases[position])
            position += 1
        if not mine or not current:
            continue
        if not turned and mine[0].mention.start - start < _SUBJECT_REACH:
            current = leads.get(mine[0].mention.name, current) if current in leads.values() else current
        for group in _groups(page.plain, mine, start, end):
            for role in _roles(group, [events[number] for number in current], (start, end)):
                for number in current:
                    roles[number].append(role)
    return {number: _settled(rows) for number, rows in roles.items()}


def _leads(events: list[Event]) -> dict[str, list[int]]:
    """Whose visit is whose, on a page of several: 王某强调 belongs to 王某到甲院调研, wherever it stands."""
    leads: dict[str, list[int]] = {}
    for number, event in enumerate(events):
        if event.kind == "visit" and event.person:
            leads.setdefault(event.person, []).append(number)
    return {person: numbers for person, numbers in leads.items() if len(numbers) == 1} if len(leads) > 1 else {}


def _groups(text: str, phrases: list[Phrase], start: int, end: int) -> Iterator[_Group]:
    """Phrases joined by list marks only; a colon or bracket between does not part them."""
    pending: list[Phrase] = []
    before = ""
    previous = start
    for index, phrase in enumerate(phrases):
        if not pending:
            before = text[previous : phrase.start]
        pending.append(phrase)
        following = phrases[index + 1].start if index + 1 < len(phrases) else end
        after_title = title_after(text, phrase.mention.end)
        tail = text[after_title:following] if after_title <= following else ""
        if index + 1 < len(phrases) and _is_link(tail, titled=bool(phrases[index + 1].posts)):
            continue
        escorted = tail.endswith("在") and _ESCORT.match(text, following, end) is not None
        yield _Group(pending, before, tail, pending[0].start, following, escorted)
        pending = []
        previous = after_title


def _is_link(tail: str, *, titled: bool) -> bool:
    """Whether what stands between two names only lists: marks, 以及, and the unnamed (,基本建设处负责人,以及)."""
    if not re.sub(r"\([^()]{0,30}\)|以及|并有|[、,;和与及與 ]", "", tail):
        return True
    acts = (_HOST, _READ, _SPEAK, _SAY, _ATTEND, _REMOTE, _VERBS)
    rest = _NOUN_FOR.sub("", _SEATS_HELD.sub("", tail.replace("以及", "及"))) or "、"
    listed = rest[0] in "、;和与及" or (rest[0] == "," and (titled or rest[-1] in "、,;和与及" or len(rest) <= 12))
    return len(rest) <= 40 and listed and not any(pattern.search(rest) for pattern in acts)


def _roles(group: _Group, events: list[Event], sentence: tuple[int, int]) -> Iterator[Role]:
    names = [phrase.mention for phrase in group.phrases]
    before, tail = group.before.rstrip(" "), group.tail
    clause = re.split(r"[,;:]", before)[-1] if before else ""
    if _DELEGATES.search(clause) and re.match(r"[^,。]{0,6}(?:委托|委派|指派|邀请|委託)", tail):
        yield from (Role(name.name, "absent", name.start, name.end, "delegates") for name in names if "邀请" not in tail[:8])
        return
    if re.search(r"播放(?:了)?[^,。]{0,4}$", clause) and _REMOTE.search(tail[:12]):
        yield from (Role(name.name, role, name.start, name.end, "remote") for name in names for role in ("remote", "speaker"))
        return
    if _ABSENT_AFTER.match(tail):
        yield from (Role(name.name, "absent", name.start, name.end, "absent") for name in names)
        return
    subject = bool(_PRESENT.search(clause)) or not _NAMED_ONLY.search(clause)
    if not subject or _OBJECT_TAIL.match(tail):
        return
    if _REMOTE.search(_PRESENT_THEMSELVES.split(tail[:20])[0]):
        yield from (Role(name.name, role, name.start, name.end, "remote") for name in names for role in ("remote", "speaker"))
        return
    found = roles_by_tail(tail) or (["attendee"] if group.escorted or _ON_BEHALF.match(tail) else [])
    last = names[-1]
    holds = any(
        event.verb[0] >= last.end and event.kind == "meeting" and event.rule in ("held", "chaired") and event.verb[0] < group.end
        for event in events
    )
    meets = any(event.rule == "met" and last.end <= event.verb[0] < group.end for event in events)
    if (holds or meets) and "host" not in found and (meets or not re.search(r"一行|出席|参加", tail[: max(0, 30)])):
        found.insert(0, "host")
    if not found and _PRESENT.search(clause) and (not clause.endswith(("为", "让", "在", "同", "是")) or clause.endswith(_TOGETHER)):
        found = ["attendee"]
    if not found and re.search(r"(?:出席|参加|陪同|列席)[^。]{0,30}$", before):
        found = ["attendee"]
    for name in names:
        for role in found:
            yield Role(name.name, role, name.start, name.end, "verb")


_PRESENT_THEMSELVES = re.compile("(?<=出席会议),|(?<=参加会议),|(?<=主持会议),|(?<=出席),|(?<=参加),")
"""出席会议,各子公司通过视频参会: others are far, not who is named before."""
_OTHERS_SPEAK = re.compile(r"[,;](?:\d+[家名位个]|[^,;。]{0,12}?(?:单位|部门|企业)(?:主要)?负责人)[^,;。先]{0,12}?(?:作|做|发言|汇报|交流)")
""",6家企业负责人发言: what others do, and not who is named before."""
_ON_BEHALF = re.compile("代表[^,。;]{1,16}[与和同]")


def roles_by_tail(tail: str) -> list[str]:
    """Roles by the verbs after the names; what is said after 指出 or 表示 is not searched."""
    said = _SAY.search(tail)
    head = tail[: said.end()] if said else tail
    others = _OTHERS_SPEAK.search(head)
    head = head[: others.start()] if others else head
    roles = []
    if _HOST.search(head) or _MEETS.match(head):
        roles.append("host")
    if _READ.search(head):
        roles.append("reader")
    report = _REPORT.match(head)
    if _SPEAK.search(head) or (report and not _CALLED.search(report.group())):
        roles.append("speaker")
    if said and "speaker" not in roles and not _not_saying(tail, said):
        roles.append("speaker")
    if _HONOURED.match(tail):
        roles.append("honoured")
    if _INVITED.match(head):
        roles.append("invited")
    if _ACCOMPANY.match(head):
        roles.append("accompanying")
    if not roles and (_ATTEND.search(head) or tail[:1] == "等"):
        roles.append("attendee")
    return roles


def _not_saying(tail: str, said: re.Match[str]) -> bool:
    """表示祝贺, 的要求, 按照要求: no speech."""
    if said.group() == "表示" and re.match(
        r"(?:衷心|热烈|诚挚|崇高|亲切|由衷|最|高度|充分|欢迎|感谢|祝贺|慰问|满意|肯定|敬意|赞|关心|支持)", tail[said.end() :]
    ):
        return True
    if said.group() == "提出" and re.match(r"(?:了)?[^,。;:]{0,8}(?:意见和?建议|建议)(?=[,。;])", tail[said.end() :]):
        return True
    return said.group() in ("要求", "希望", "说", "介绍", "建议") and (
        tail[: said.start()].endswith(("的", "按照", "根据", "提出", "、", "明确", "小", "听取", "学", "来", "传"))
        or len(tail[: said.start()]) > 40
    )


def _settled(rows: list[Role]) -> list[Role]:
    """Each role once a person, in the order of the text; who is absent or remote is not also present."""
    kept: dict[tuple[str, str], Role] = {}
    for row in rows:
        kept.setdefault((row.person, row.role), row)
    remote = {person for person, role in kept if role == "remote"}
    acting = {person for person, role in kept if role in ("host", "reader", "attendee", "honoured", "invited", "accompanying")}
    absent = {person for person, role in kept if role == "absent"} - {
        person for person in acting if (person, "host") in kept or (person, "attendee") in kept
    }
    busy = {person for person, role in kept if role in ("host", "speaker", "reader", "honoured", "invited", "accompanying")}
    return [
        row
        for (person, role), row in kept.items()
        if not (role == "attendee" and (person in busy or person in remote or person in absent))
        and not (role == "absent" and person not in absent)
        and not (person in absent and role not in ("absent",))
        and not (person in remote and role not in ("remote", "speaker"))
    ]
