"""Posts given or taken by a verb: 林某任临时党总支书记, 叶某、蔡某任副书记, 李某为成员; 免去张某的县发改委主任职务.

    会议选举王某为某某协会会长; 任命张某为县发改委主任; 王某同志任区委常委、组织部部长     held
    免去王某同志区教育局局长职务; 王某不再担任书记; 接受王某辞去副区长职务的请求            former

A temporary party body of a congress session has the session's name before it: 福鼎市十八届人大五次会议临时党总支. The list before the verb
shares the posts. Not: 责任, 主任, 提名王某为区长 (nobody holds it yet), 以某某为组长的 (a clause about a body; a post is read only where a
person's name stands right before the verb).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from articles.pipeline.recognize.body import Body
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.institutions import institution_of
from articles.pipeline.recognize.page import Mention, Page
from articles.pipeline.recognize.post_parts import Part, parts_before
from articles.pipeline.recognize.posts import Post, body_of, carried, resolve_parts
from articles.pipeline.recognize.titles import Title

_ADDRESS = re.compile("同志|先生|女士")
_GIVEN = re.compile(r"(?:已?被)?(?P<v>当选为?|[调转改升续]任|担任|擔任|出任|兼任|任命为|选举为|任|为|為|任為)(?P<what>[^,。;:\n的]{2,60})")
_TAKEN = re.compile(
    r"(?:(?:已|将)?(?P<v>不再担任|不再兼任|辞去|卸任)|(?P<of>的)?)(?P<what>[^,。;:\n的]{2,60}?)(?P<post>职务)?(?:请求)?(?=[,。;\n]|的|$)"
)
_ALSO_TAKEN = re.compile(r"[,;](?:同时)?(?:不再担任|不再兼任|免去[其他她]?的?|辞去)(?P<what>[^,。;:\n]{2,60}?)等?(?:职务)?(?=[,。;\n]|$)")
_REMOVES = re.compile(r"(?:免去|撤销|免除)了?$")
_LIST_HEADER = re.compile(r"(任命|免去|免除)[^。;,\n]{0,8}:?\n")
_NOMINATES = re.compile(r"(?:提名|推荐|建议|拟任命|拟|提请任命)$")
_SESSION = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,10}?)(?:第)?(?P<n>[一二三四五六七八九十]{1,3})届(?:人民代表大会|人大|"
    r"政协(?:委员会)?)第?(?P<m>[一二三四五六七八九十]{1,2})次(?:全体)?会议"
)
_TEMPORARY = re.compile(r"^(临时党(?:总支|支部|委))")
_CAREER = re.compile(r"(?P<v>现任|現任|曾任|历任|(?:此前|曾|先后)担?任)(?P<what>[^,。;:\n]{2,60})(?=[,。;\n])")
_REACH = 150
_SENTENCE_END = re.compile(r"[。!?\n]")
_LIST = re.compile(r"(?:同志)?(?:[、和与及]|以及)")
_SETTING = re.compile(r"会议|大会|全会|决定|选举|任命|推选|推举|补选|增补|聘[任请为]|委任|同意|表决|通过|经")


def read_appointments(page: Page, home: Home) -> list[Post]:
    text = page.plain
    starts = page.word_starts
    posts: list[Post] = []
    before: Body | None = None
    last = 0
    for group, following in _groups(page):
        if len(_SENTENCE_END.findall(text, last, group[0].start)) > 1:
            before = None
        address = _ADDRESS.match(text, group[-1].end)
        at = address.end() if address else group[-1].end
        match, former = _given(text, group, at, following, before), False
        if match is None:
            match, former = _taken(text, group, at, following), True
        if match is None:
            continue
        end = min(match.end("what"), following)
        while end > match.start("what") and text[end - 1] in "、和与及,":
            end -= 1
        end -= 2 if text.startswith("职务", end - 2) else 0
        parts, _ = parts_before(page, starts, match.start("what"), end)
        found = list(_posts(text, parts, group, home, before))
        posts += [replace(post, former=former or post.former) for post in found]
        also = None if former else _ALSO_TAKEN.match(text, end)
        if also is not None and also.end("what") <= following:
            parts, _ = parts_before(page, starts, also.start("what"), also.end("what"))
            posts += [replace(post, former=True) for post in _posts(text, parts, group, home, None)]
        if found:
            before, last = found[-1].body or before, end
    return posts


def _groups(page: Page) -> Iterator[tuple[list[Mention], int]]:
    """Names that stand in one list, and where the next name begins."""
    mentions = page.mentions
    group: list[Mention] = []
    for index, mention in enumerate(mentions):
        group.append(mention)
        following = mentions[index + 1].start if index + 1 < len(mentions) else len(page.plain)
        if index + 1 == len(mentions) or not _LIST.fullmatch(page.plain, mention.end, following):
            yield group, following
            group = []


def _given(text: str, group: list[Mention], at: int, following: int, before: Body | None) -> re.Match[str] | None:
    match = _GIVEN.match(text, at, min(len(text), at + 70))
    start = group[0].start
    if match is None or match.start("what") + 2 > following or _NOMINATES.search(text, max(0, start - 4), start):
        return None
    return match if match["v"] not in ("为", "為") or _in_setting(text, start, before) else None


def _taken(text: str, group: list[Mention], at: int, following: int) -> re.Match[str] | None:
    """Where a post is taken from the names: 免去 stands before them, 不再担任 behind them, or 的…职务 in a list of removals."""
    match = _TAKEN.match(text, at, min(len(text), at + 70))
    if match is None or match.end("what") > following:
        return None
    start = group[0].start
    removes = _REMOVES.search(text, max(0, start - 4), start) is not None
    listed = bool(match["of"] and match["post"]) and _listed_under(text, start) in ("免去", "免除")
    return match if match["v"] or removes or listed else None


def _posts(text: str, parts: list[Part], group: list[Mention], home: Home, before: Body | None) -> Iterator[Post]:
    """Each part's post for each name of the group; a part without a body is of the one before it."""
    for part in parts:
        if part.title.kind == "profession":
            continue
        body = _body(text, part.outer, part.title, home, before)
        why = body.why if body else ("", "")
        for member in group:
            yield Post(
                member.name,
                part.title.text,
                body.name if body else None,
                part.outer or None,
                part.former,
                member.start,
                part.title.end,
                "appointed",
                why,
                body,
            )
        before = body or before


def read_careers(page: Page, home: Home) -> list[Post]:
    """李某,男,1975年5月生,现任武进区委常委、常务副区长: the posts of whoever was named last in the sentence."""
    text = page.plain
    starts = page.word_starts
    ends = [mention.end for mention in page.mentions]
    posts: list[Post] = []
    for match in _CAREER.finditer(text):
        index = bisect_right(ends, match.start()) - 1
        if index < 0 or match.start() - ends[index] > _REACH or _SENTENCE_END.search(text, ends[index], match.start()):
            continue
        mention = page.mentions[index]
        parts, _ = parts_before(page, starts, match.end("v"), match.end())
        former = match["v"] not in ("现任", "現任")
        found = resolve_parts(parts, mention, home, None, tight=False, aliases=page.aliases)
        posts += [replace(post, former=former or post.former, rule="appointed") for post in found]
    return posts


_APPOINTS = re.compile(r"(?:任命|聘任|选举)(?:了)?:?[^。!?\n]*;$")
"""任命:王某为局长;李某为…: a list of appointments in one sentence."""


def _in_setting(text: str, start: int, before: Body | None) -> bool:
    """为 gives a post only where one was given just before it, or where an election or appointment is told."""
    if before is not None or _SETTING.search(text, max(0, start - 20), start) or _listed_under(text, start) == "任命":
        return True
    return _APPOINTS.search(text, max(0, start - 200), start) is not None


def _listed_under(text: str, start: int) -> str | None:
    """任命, 免去 or 免除: the header of the list that a line stands in."""
    headers = _LIST_HEADER.findall(text, max(0, start - 600), start)
    return headers[-1] if headers and text[start - 1] == "\n" else None


def _body(text: str, written: str, title: Title, home: Home, before: Body | None) -> Body | None:
    temporary = _TEMPORARY.match(written)
    if temporary:
        session = _session(text, home)
        name = session + temporary[1]
        return Body(
            name,
            session or name,
            "party",
            (f"{session}的临时党组织", f"a temporary party body of {session}")
            if session
            else ("未言何会", "nothing says of which meeting"),
            bool(session),
        )
    if not written and title.kind != "head":
        return carried(title, before) if before else institution_of(title, home)
    return body_of(written, title, home, before, written != "")[0]


def _session(text: str, home: Home) -> str:
    """福鼎市十八届人大五次会议 from 市第十八届人民代表大会第五次会议."""
    match = _SESSION.search(text)
    if match is None:
        return ""
    conference = "政协" if "政协" in match.group() else "人大"
    level = match["place"][-1:]
    place = home.levels.get(level, home.lowest or "")
    return f"{place}{match['n']}届{conference}{match['m']}次会议"
