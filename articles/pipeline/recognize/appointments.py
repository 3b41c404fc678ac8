"""Posts given by a verb: 林某任临时党总支书记, 叶某、蔡某任副书记, 李某为成员; 会议选举王某为某某协会会长; 任命张某为县发改委主任.

A temporary party body of a congress session has the session's name before it: 福鼎市十八届人大五次会议临时党总支. The list before the verb
shares the title. Not: 曾任 in a life told (former), 责任, 主任, 以某某为组长的 (a clause about a body, not a person's new post is read only
where a person's name stands right before the verb).
"""

import re
from bisect import bisect_right
from dataclasses import replace

from articles.pipeline.recognize.completion import Body
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.page import Mention, Page
from articles.pipeline.recognize.post_parts import parts_before
from articles.pipeline.recognize.posts import Post, body_of, resolve_parts
from articles.pipeline.recognize.titles import Title, title_before

_VERB = re.compile(r"(?P<v>当选为?|担任|擔任|出任|兼任|任命为|任|为|為|任為)(?P<what>[^,,。;;::、\n的]{2,30})(?=[,,。;;\n、])")
_SESSION = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,10}?)(?:第)?(?P<n>[一二三四五六七八九十]{1,3})届(?:人民代表大会|人大|"
    r"政协(?:委员会)?)第?(?P<m>[一二三四五六七八九十]{1,2})次(?:全体)?会议"
)
_TEMPORARY = re.compile(r"^(临时党(?:总支|支部|委))")
_CAREER = re.compile(r"(?P<v>现任|現任|曾任|历任)(?P<what>[^,。;:\n]{2,60})(?=[,。;\n])")
_REACH = 150
_SENTENCE_END = re.compile(r"[。!?\n]")
_LIST = re.compile(r"[、和与及]|以及")
_SETTING = re.compile(r"(?:会议|大会|决定|选举|任命|推选|同意|表决|通过|经)")


def read_appointments(page: Page, home: Home) -> list[Post]:
    text = page.plain
    posts: list[Post] = []
    before: Body | None = None
    group: list[Mention] = []
    for index, mention in enumerate(page.mentions):
        joined = group and _LIST.fullmatch(text, group[-1].end, mention.start)
        if not joined:
            group = []
        group.append(mention)
        following = page.mentions[index + 1].start if index + 1 < len(page.mentions) else len(text)
        match = _VERB.match(text, mention.end, min(len(text), mention.end + 40))
        if not match or match.end() > following or (match["v"] in ("为", "為") and not _in_setting(text, mention.start, before)):
            continue
        what = re.split(r"(?=、)", match["what"])[0]
        end = match.start("what") + len(what)
        title = title_before(text, match.start("what"), end)
        if title is None or title.kind == "profession":
            continue
        written = text[match.start("what") : title.start]
        body = _body(text, written, title, home, before)
        for member in group:
            why = body.why if body else ("", "")
            posts.append(
                Post(
                    member.name, title.text, body.name if body else None, written or None, False, member.start, end, "appointed", why, body
                )
            )
        before = body or before
    return posts


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


def _in_setting(text: str, start: int, before: Body | None) -> bool:
    """为 gives a post only where one was given just before it, or where an election or appointment is told."""
    return before is not None or bool(_SETTING.search(text, max(0, start - 20), start))


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
    if not written:
        return before
    return body_of(written, title, home, before, True)[0]


def _session(text: str, home: Home) -> str:
    """福鼎市十八届人大五次会议 from 市第十八届人民代表大会第五次会议."""
    match = _SESSION.search(text)
    if match is None:
        return ""
    conference = "政协" if "政协" in match.group() else "人大"
    level = match["place"][-1:]
    place = home.levels.get(level, home.lowest or "")
    return f"{place}{match['n']}届{conference}{match['m']}次会议"
