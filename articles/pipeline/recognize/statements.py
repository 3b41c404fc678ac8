"""Who said what: a person or the meeting, a verb of saying, and the words up to the next speaker or the end of the paragraph.

    陈某指出,作为第一批国家级高新区…             a person
    会议强调,要把…                              the meeting
    区委书记周某作主旨演讲。他要求全区上下…        他 is the subject of the sentence before
    “我们将…。”区发改委主任朱某表示。             the words stand before
    科技部某某通过视频致辞,对…表示祝贺,希望…       希望, not 表示祝贺
    按照市委要求, 与会人员纷纷表示, 张某等代表表示   nothing: no single speaker

Paragraphs that go on with 要… and name nobody belong to the speaker before.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.titles import title_after

_VERB = re.compile(
    r"(?P<v>指出|强调|強調|要求|表示|说道|說道|介绍说|坦言|透露|认为|認為|希望|介绍|呼吁|提出|告诉记者|感慨|期望|期盼|期許|期许|"
    r"寄语|號召|号召|建议|直言|勉励|叮嘱|说|說|称|稱)(?![了的过完话服明])(?!(?<=[说說称稱])法)(?P<after>[,:]?\s*)(?=\S|$)"
)
_STRONG = frozenset(
    ["指出", "强调", "強調", "表示", "说", "說", "认为", "認為", "说道", "說道", "介绍说", "坦言", "透露", "告诉记者", "直言", "感慨"]
)
_MEETING = re.compile(
    r"(?:^|(?<=[,。;:!?\n\s”)]))(?P<who>(?:[^,。;:!?\n]{0,40}?)(?:会议|全会|大会|常委会|座谈会|推进会|论坛|"
    r"會議|會上))(?P<adv>(?:还|同时|进一步|特别|再次|最后|则|认真|一致|充分|上)?)$"
)
_MEETING_VERBS = frozenset(["指出", "强调", "要求", "认为", "提出", "号召", "希望", "明确", "强調", "強調", "認為", "號召", "表示"])
_ADVERBIAL = re.compile(
    r"(?:(?:同时|还|也|则|則|還|並|就|并|进一步|特别|着重|反复|再次|最后|首先|随后|一再|明确|激动地|高兴地|郑重|动情地|"
    r"(?:致辞|致辭|致詞|讲话|講話|发言|發言|演讲)[时時中]?|会谈[时中]|受[访訪][时時]?|这样|對此|对此|为此|会后|同志|先生|女士|教授|代表|委员|院士|研究员|博士|对记者|向记者|补充|接着|会上|中|时|時|后)"
    r"|代表[^,。;“”、]{2,16}?$|(?:作|做|向)[^,。;“”]{0,24}?(?:时|中|期间)|在[^,。;]{1,26}?(?:中|时|上|后|期间|会上|現場|现场|前)|"
    r"(?:深入|赴|到|前往|率队|带队|来到|调研|检查|视察|督导|走访|会见|主持)[^,。;“”、]{0,26}?(?:时|期间)|[,、\s])*"
)
_PRONOUN = re.compile(
    r"(?:^|(?<=[,。;:!?\n”\s]))(?P<who>他|她)(?P<adv>(?:还|同时|进一步|特别|再次|最后|同時|"
    r"在[^,。;]{1,20}(?:中|时|上))?)$"
)
_TO_SOMEONE = frozenset(["寄语", "勉励", "叮嘱", "号召", "嘱咐"])
_ADDRESSED = re.compile("[^,。;:“”]{0,8}(?:们|[学新]生|[官战]兵|学员|队员|党员|职工|大家|干部|青年|代表|家长|教师|同志)[:,]")
"""寄语新生:…, 勉励大家,… begin after the mark."""
_PLEASANTRY = re.compile(
    r"(?:衷心|热烈|誠摯|诚挚|崇高|亲切|由衷|最|高度|充分|欢迎|感谢|祝贺|慰问|满意|肯定|敬意|赞[赏同成许]|"
    r"关[心切]|支持|关注|哀悼|谢意|遗憾|祝愿|怀疑)"
)
_COLLECTIVE = re.compile(r"等(?!方面|工作|问题|情况|地|重点|内容|环节|领域|方式)|纷纷|一致|代表们|大家|与会|与会者")
_NOUN_BEFORE = re.compile(
    r"(?:的|按照|根据|按|总|新|高|各项|工作|市委|省委|区委|县委|有关|相关|总体|重要|和|、|提出|达到|符合|落实|"
    r"部署|任务|殷切|热切|学|来|据|小|传|解|游|胡|听|述|名|简|号|职|并|对|主要|内容|听取|汇报|简要)$"
)
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]?[”’]?\n?")
_MEETING_FIRST = re.compile(r"\s*(?:会议|全会|大会)(?!室|上|现场)")
_GOES_ON = re.compile(r"(?:要|一要|二要|三要|必须|坚持|全面|始终|加快|深入|持续|着力|强化|突出|加强|扎实|聚焦|围绕|[一二三四五六七八九]是)")
_GOES_ON_QUOTED = re.compile("[,:]“")
_REACH = 90
_CALLED = re.compile(r"”(?P<called>[\u4e00-\u9fff]{2,9})$")
_AT_THE_MEETING = re.compile(r"(?:主持|出席|参加|召开)(?:召开)?(?:了)?(?:会议|大会|全会|座谈会)")
_HAVING_SPOKEN = re.compile(r"(?:并|和|、|,)(?:作|发表)?(?:重要|总结)?(?:讲话|致辞|发言)[时中]?$")
_AND = re.compile(r"并且?(?:在会上|就此|再次|着重|特别)?$")
_OTHER_SUBJECT = re.compile("会议|大会|全会|市委|区委|他们|记者")
_OTHER_CLAUSE = re.compile("[,;](?:会议|大会|全会|市委|区委|县委|他们|记者|大家|双方|[^,;]{0,6}一行)")


@dataclass(frozen=True)
class Said:
    """One statement; `start`, `end`: the words said, body offsets. `speaker`: a person's full name, or 会议."""

    speaker: str
    verb: str
    start: int
    end: int
    rule: str
    verb_start: int


def read_statements(page: Page) -> list[Said]:
    text = page.plain
    said: list[Said] = []
    subject: str | None = None
    ends = [phrase.mention.end for phrase in page.phrases]
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        found = _in_sentence(page, ends, start, end, subject)
        for statement in found:
            if not (said and statement.start < said[-1].end):
                said.append(statement)
        subject = (
            _subject(page, ends, start, end)
            or (found[-1].speaker if found and found[-1].speaker != "会议" else None)
            or (subject if not found else None)
        )
    return [_extended(page, statement, said[index + 1] if index + 1 < len(said) else None) for index, statement in enumerate(said)]


def _subject(page: Page, ends: list[int], start: int, end: int) -> str | None:
    """The person the sentence is about: its first name, unless a word before it makes it an object."""
    index = bisect_right(ends, start)
    if index < len(page.phrases) and page.phrases[index].mention.start < end:
        phrase = page.phrases[index]
        lead = page.plain[start : phrase.start]
        following = page.phrases[index + 1].start if index + 1 < len(page.phrases) else end
        joined = page.plain[phrase.mention.end : following] in ("、", "和", "与", "及", "與")
        if not joined and not re.search(r"(?:感谢|传达|学习|对|向|把|将|与|和|受|会见|在)$", lead):
            return phrase.mention.name
    return None


def _in_sentence(page: Page, ends: list[int], start: int, end: int, subject: str | None) -> list[Said]:
    text = page.plain
    found: list[Said] = []
    position = start
    while True:
        match = _VERB.search(text, position, end)
        if match is None:
            break
        position = match.end()
        if found and not _new_speaker(page, ends, found[-1].start, match.start()):
            continue
        speaker, rule = _speaker(page, ends, start, match, subject)
        if speaker is None:
            continue
        quoted = _quote_before(page, ends, match, end)
        if quoted is not None:
            found.append(Said(speaker, match["v"], quoted[0], quoted[1], "quoted", match.start()))
            break
        addressed = _ADDRESSED.match(text, match.end(), end) if match["v"] in _TO_SOMEONE else None
        begin = addressed.end() if addressed else match.end()
        if match["v"] == "介绍" and not match["after"].strip():
            continue
        if match["after"].strip() and match["after"].endswith("\n") and match.end() == end < len(text):
            line = text.find("\n", end)
            found.append(Said(speaker, match["v"], end, line if line > 0 else len(text), rule, match.start()))
            break
        if not text[match.end() : end].strip("。!?\n ”") or (match["v"] == "表示" and _PLEASANTRY.match(text, match.end())):
            continue
        while begin < end and text[begin] in "“‘: ":
            begin += 1
        if end - begin >= 4:
            found.append(Said(speaker, match["v"], begin, end, rule, match.start()))
    return found


def _new_speaker(page: Page, ends: list[int], start: int, end: int) -> bool:
    """Inside what one says, another verb of saying counts only after a name of its own (…。李某表示…)."""
    index = bisect_right(ends, start)
    return (
        index < len(page.phrases)
        and page.phrases[index].mention.end <= end
        and end - page.phrases[index].mention.end < 12
        and page.plain[page.phrases[index].start - 1] in ",;。”"
    )


def _speaker(page: Page, ends: list[int], start: int, match: re.Match[str], subject: str | None) -> tuple[str | None, str]:
    text, at = page.plain, match.start()
    index = bisect_right(ends, at) - 1
    meeting = _MEETING.search(text, max(start, at - 60), at) if match["v"] in _MEETING_VERBS else None
    last = page.phrases[index] if index >= 0 and page.phrases[index].mention.end > start else None
    if (
        meeting is None
        and match["v"] in ("强调", "要求", "指出", "強調")
        and text[at - 1] == ","
        and (last is None)
        and _MEETING_FIRST.match(text, start)
    ):
        return "会议", "meeting"
    if meeting and meeting.start("who") >= (last.mention.end if last else start) and _is_meeting(text, start, meeting):
        return "会议", "meeting"
    pronoun = _PRONOUN.search(text, max(start, at - 30), at)
    if pronoun and (last is None or last.mention.end <= pronoun.start()):
        own = _subject(page, ends, start, pronoun.start())
        return own or subject, "pronoun"
    if last is None or at - last.mention.end > _REACH:
        return None, ""
    after = title_after(text, last.mention.end)
    gap = text[after:at]
    if _ADVERBIAL.fullmatch(gap) and not _is_listed(page, index):
        return (last.mention.name, "named") if _may_speak(page, index, start) else (None, "")
    gap = _AT_THE_MEETING.sub("", gap)
    clause_start = not gap or gap[-1] in ",并还" or _HAVING_SPOKEN.search(gap)
    if (
        not clause_start
        or _COLLECTIVE.search(gap[:14])
        or (_NOUN_BEFORE.search(gap) and not gap.endswith(("并", ",并")))
        or _is_listed(page, index)
    ):
        return None, ""
    if (not _AND.search(gap) and _OTHER_SUBJECT.search(gap[-8:])) or _OTHER_CLAUSE.search(gap) or re.match(r"的|等", gap):
        return None, ""
    if match["v"] in ("说", "說", "称", "稱", "介绍", "提出", "建议"):
        return None, ""
    return (last.mention.name, "carried") if _may_speak(page, index, start) else (None, "")


def _is_meeting(text: str, start: int, meeting: re.Match[str]) -> bool:
    who = meeting["who"]
    return not re.search(r"(?:落实|贯彻|按照|根据|学习|传达|在|对|的|领会)[^,。]{0,12}$", who) or who in ("会议", "全会", "大会")


def _is_listed(page: Page, index: int) -> bool:
    """A name in a list with others speaks for no one alone."""
    phrase = page.phrases[index]
    if index and phrase.listed and phrase.start - page.phrases[index - 1].mention.end <= 1:
        return True
    return index > 0 and page.plain[page.phrases[index - 1].mention.end : phrase.start] in ("、", "和", "与", "及", "與")


def _may_speak(page: Page, index: int, start: int) -> bool:
    phrase = page.phrases[index]
    role = page.persons.get(phrase.mention.name, {}).get("role")
    lead = page.plain[max(start, phrase.start - 8) : phrase.start]
    return role not in ("byline", "slogan", "page_chrome") and not re.search(
        r"(?:感谢|传达|学习|领会|按照|根据|落实|贯彻|对|向|跟|替)$", lead
    )


def _quote_before(page: Page, ends: list[int], match: re.Match[str], end: int) -> tuple[int, int] | None:
    """“…。”某某表示。: a quotation ends right before the speaker's phrase, and nothing follows the verb but more of it."""
    text = page.plain
    if text[match.end("v") : end].strip("。!?\n ,:”") and not _GOES_ON_QUOTED.match(text, match.end("v")):
        return None
    index = bisect_right(ends, match.start()) - 1
    if index < 0:
        return None
    first = page.phrases[index].start
    bare = _CALLED.search(text, max(0, first - 10), first)
    first = bare.start("called") if bare else first
    if text[first - 1 : first] != "”":
        return None
    opening = text.rfind("“", max(0, first - 1500), first)
    while opening > 0 and text.count("”", opening, first - 1) < text.count("“", opening + 1, first - 1):
        opening = text.rfind("“", max(0, first - 1500), opening)
    if opening < 0:
        return None
    more = _GOES_ON_QUOTED.match(text, match.end("v"))
    return opening + 1, text.find("”", more.end(), end) if more and "”" in text[more.end() : end] else first - 1


def _extended(page: Page, statement: Said, following: Said | None) -> Said:
    """Over the rest of the paragraph, and over paragraphs that go on with 要… and begin with nobody's name."""
    text = page.plain
    if statement.rule == "quoted":
        return statement
    stop = following.verb_start if following else len(text)
    if following:
        stop = max([statement.end, *(text.rfind(mark, statement.start, stop) + 1 for mark in "。!?\n")])
    end = text.find("\n", statement.start, stop)
    end = stop if end < 0 else end
    while end < stop and _GOES_ON.match(text, end + 1):
        line = text.find("\n", end + 1, stop)
        end = stop if line < 0 else line
    names = [phrase.start for phrase in page.phrases if statement.start < phrase.start < end]
    for start in names:
        if text[start - 1] in "。!?\n" and start > statement.end - 1:
            end = start
            break
    while end > statement.start and (text[end - 1] in "\n " or _is_closed_outside(text, statement.start, end)):
        end -= 1
    return Said(statement.speaker, statement.verb, statement.start, end, statement.rule, statement.verb_start)


def _is_closed_outside(text: str, start: int, end: int) -> bool:
    """Whether the words end in the ” of a quotation that was opened before them."""
    return text[end - 1] == "”" and text.count("”", start, end) > text.count("“", start, end)
