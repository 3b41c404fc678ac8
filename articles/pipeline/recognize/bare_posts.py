"""Posts that act without a name: 区委书记主持会议, 市长出席并讲话, 会议由管委会主任主持.

    区委书记主持会议。                     相城区委 书记
    县委书记、县长到企业调研。               both
    区委副书记、区长主持会议。               区长: of 副书记 there are several
    区委书记沈某某主持会议                  nothing: the name is there (posts.py)
    各镇党委书记、镇长参加, 主要负责人出席      nothing: several, or no post
    由区委书记任组长, 区委书记每月主持一次会议   nothing: a rule, not what was done
    原区委书记出席                         nothing: not who holds the post now

Only a title that one person holds, with its body said or told by the page, at the head of its clause (or after 会议由), right before what
it does. Where the page names the one who holds that very post, the place is a mention of that person.
"""

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache

from articles.pipeline.lexicon import read_table
from articles.pipeline.recognize.events import ADVERBIAL
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.levels import level_of
from articles.pipeline.recognize.page import Mention, Page, Word
from articles.pipeline.recognize.post_parts import parts_before
from articles.pipeline.recognize.posts import Post, resolve_parts
from articles.pipeline.recognize.references import add_mentions
from articles.pipeline.recognize.titles import SHARED, Title, title_before
from articles.pipeline.recognize.zones import find_zones

_ONE_HOLDS = {
    "head": "长長",
    "party": "记記",
    "congress": "任席长長",
    "organ": "长長",
    "justice": "长長",
    "company": "长長理裁",
    "academy": "长長",
    "association": "长長",
}
_SEVERAL_HOLD = frozenset(
    ["组长", "科长", "处长", "科長", "處長", "班长", "经理", "經理", "项目经理", "室长", "站长", "庭长", "村长", "村長", "里長"]
)
_DOES = re.compile(
    r"(?:同志|亲自|还|也|则|随后|首先|最后|应邀|受邀|现场|带队|率队|率[^,。;]{1,14}?(?=到|赴|来到|深入|前往)|"
    r"(?:通过|以)视频(?:连线)?(?:方式|形式)?|在[^,。;:!?\n]{1,24}?(?:上|时|中|现场|时候)|代表[^,。;]{2,14}?(?=致|讲|发|向)|"
    r"就[^,。;]{2,20}?(?=作|讲|发|进行))*"
    r"(?:主持(?!人|词|下|[^,。;]{0,10}工作(?!会|推|部|座|例|调))|召集(?!人)|召开|出席(?!率)|参加(?!过)|到会|列席|讲话|致辞|致欢迎[辞词]|"
    r"发言(?!人)|作[^,。;]{0,16}(?:报告|讲话|部署|发言|总结|动员|说明|点评)|宣读|宣布|传达|通报|指出|强调|要求|表示|希望|"
    r"说(?!明|法|服)|介绍|会见|陪同|深入|到(?!任|期|位|岗|底|了)|赴(?!任)|来到|前往|调研|视察|考察|检查|走访|看望|慰问|察看|听取|揭牌|"
    r"见证|签署|颁奖|授牌|強調|表示|講話|致詞|宣讀)(?![的者])"
)
_FAR = 300
_MARKS, _STOPS = ",。;:!?\n", "。!?\n"
_LEADS = re.compile(
    r"(?:(?:本次|此次|整个|当天)?(?:会议|大会|全会|活动|仪式|座谈会|推进会|典礼)(?:分别)?由|会上|会后|会前|受[^,。;]{2,12}委托)?"
)
_SEVERAL = re.compile("各|全体|每|有关|相关|部分|某|其[他它余]|所有|多|两|几|历[任届]|该|本(?!市|区|县|省|镇|乡|校)")
_A_RULE = re.compile(
    r"应当?|必须|须|(?<![重主需])要(?![求闻])|将(?!军)|拟|经常|不得|可以|可由|一般|凡是?|如果|如遇|若|"
    r"负责|职责|兼任|担任|任组长|为组长|第一责任人|(?:实行|建立|健全|落实|执行)[^,。]{0,12}(?:制度|机制)|以来|曾|多次|历次|亲自抓|能否|是否|为何|谁"
)
_USUAL = re.compile(r"原则上|每(?:年|月|季|周|半|次|逢)|定期|轮流|轮值|必要时")
_ACTING = re.compile("^(?:代理?|署理?)")
_SAYS = re.compile(r"指出|强调|強調|要求|表示|希望|说|介绍")


def find_bare_posts(page: Page, home: Home) -> list[Post]:
    """The posts, in order, each with the span of its body and title; `name` is the words as printed."""
    text = page.plain
    starts = page.word_starts
    found: list[Post] = []
    for match in _singular().finditer(text):
        act = _DOES.match(text, match.end())
        if act is None or _quoted(text, match.start()):
            continue
        parts, begin = parts_before(page, starts, _opening(text, match.start()), match.end())
        if not parts or any(part.former for part in parts) or not _heads_its_clause(page, begin, match.end(), act):
            continue
        posts = resolve_parts(parts, Mention(begin, match.end(), ""), home, None, tight=False, aliases=page.aliases)
        if not posts or posts[-1].end != match.end():
            continue
        found += [post for post in posts if _is_one(post, page)]
    return [replace(post, name=text[post.start : post.end]) for post in found]


def _heads_its_clause(page: Page, begin: int, end: int, act: re.Match[str]) -> bool:
    """Whether nothing stands before the post in its clause but the time, 会上 or 会议由; no name touches it; nothing makes it a rule."""
    text = page.plain
    before = ADVERBIAL.sub("", text[_opening(text, begin) : begin]).strip(" ")
    if not _LEADS.fullmatch(before) or _SEVERAL.match(text, begin):
        return False
    if any(word.tag == "PER" and word.end >= begin for word in _words(page, begin, end)):
        return False
    told = act.end() if _SAYS.search(act.group()) else _closing(text, act.end())
    first, last = _opening(text, begin, _STOPS), _closing(text, act.end(), _STOPS)
    return not (_A_RULE.search(text, first, begin) or _A_RULE.search(text, end, told) or _USUAL.search(text, first, last))


def _words(page: Page, begin: int, end: int) -> list[Word]:
    """The words that begin in a span, and the one before it."""
    return page.words[max(0, bisect_left(page.word_starts, begin) - 1) : bisect_left(page.word_starts, end)]


def _opening(text: str, at: int, marks: str = _MARKS) -> int:
    """Where the clause begins; one longer than `_FAR` is looked at from there."""
    first = max(0, at - _FAR)
    return max(first, *(text.rfind(mark, first, at) + 1 for mark in marks))


def _closing(text: str, at: int, marks: str = _MARKS) -> int:
    last = min(len(text), at + _FAR)
    return min((found for mark in marks if (found := text.find(mark, at, last)) >= 0), default=last)


def _quoted(text: str, at: int) -> bool:
    line = max(0, at - 5 * _FAR, text.rfind("\n", 0, at) + 1)
    return text.count("“", line, at) > text.count("”", line, at)


def _is_one(post: Post, page: Page) -> bool:
    """Whether the title is one that one person holds, in one body: certain, and where it is only printed, with its place or tagged."""
    title = title_before(post.title, 0, len(post.title))
    if title is None or not _held_by_one(title) or post.body is None or not post.body.certain or post.organization is None:
        return False
    if post.rule != "named":
        return post.rule in ("completed", "carried", "institution")
    tagged = any(word.tag in ("ORG", "nt") and word.end > post.start for word in _words(page, post.start, post.end))
    placed = level_of(post.organization, post.body.kind) is not None or any(zone.start == 0 for zone in find_zones(post.organization))
    return tagged or placed


def _held_by_one(title: Title) -> bool:
    return not title.shared and title.head in _singular_heads()


@cache
def _singular_heads() -> frozenset[str]:
    rows = read_table("titles.tsv")
    return frozenset(
        head for head, kind in rows if head[-1] in _ONE_HOLDS.get(kind, "") and head not in _SEVERAL_HOLD and head not in SHARED
    )


@cache
def _singular() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _singular_heads()), key=len, reverse=True)))


def holders_of(page: Page, posts: list[Post]) -> list[str | None]:
    """For each post the one person of the body who holds it, None where the page names none or several."""
    known: dict[tuple[str | None, str], set[str]] = {}
    for post in page.posts:
        if not post.former and page.persons.get(post.name, {}).get("role") == "mentioned":
            known.setdefault((post.organization, _ACTING.sub("", post.title)), set()).add(post.name)
    found = [known.get((post.organization, post.title), set()) for post in posts]
    return [next(iter(names)) if len(names) == 1 else None for names in found]


def take_bare_posts(page: Page, posts: list[Post]) -> None:
    """Each place gets its phrase, so that what it does is read like what a name does: the holder's own where the page names one."""
    holders = holders_of(page, posts)
    page.bare_posts = [post for post, holder in zip(posts, holders, strict=True) if holder is None]
    add_mentions(page, [Mention(post.start, post.end, holder or post.name) for post, holder in zip(posts, holders, strict=True)])
