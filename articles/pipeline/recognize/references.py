"""Short references to a person the page names in full: 刘县长 to 刘某某, 志栋同志 to 沈志栋.

    副县长刘某某到会。刘县长指出,…            刘某某: the only 刘 who holds a post of that title
    县长刘某某和副县长刘某出席。刘县长指出,…    nothing: two could be meant
    区教育局局长王某某汇报。市教育局王局长点评    nothing, nor wherever else 王局长 stands: there are two
    区委书记沈志栋讲话。志栋同志强调,…         沈志栋: the only given name of that kind
    该负责人, 小王, 老刘, 刘某, 任书记期间       nothing

A title with 副 is meant by the bare one too (刘县长 is commonly said of a 副县长), not the other way round. 陈总 is whoever heads a company
or helps to. The tagger must have taken the word for a person's: 任 in 任书记 is none. Who stands in a by-line, in what is studied or in a
contact line is nobody's reference.
"""

import re
from collections.abc import Iterator
from functools import cache

from articles.pipeline.lexicon import read_table, read_words
from articles.pipeline.recognize.bodies import body_start
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.page import Mention, Page
from articles.pipeline.recognize.posts import Phrase, Post, body_of
from articles.pipeline.recognize.titles import title_before

_NOT_ADDRESSED = frozenset(["组长", "成员", "班长", "项目经理", "车间主任", "系主任", "总代表", "合伙人"])
_LAST_OF_TITLES = "长長记記任席裁理"
_FURTHER_TITLES = ("教授", "院士", "政委", "司令", "总监", "總監", "总编", "主编", "总编辑")
_NO_END = r"(?![期远短寿助理室办会团制令级岗层们医职责课题处某])"
_GENERAL_MANAGERS = ("总经理", "总裁", "董事长", "總經理", "總裁", "董事長")
_AFTER_TOTAL = r"(?=[,。;:!?、\s)”]|一行|表示|介绍|指出|强调|说|在|率|主持|出席|带|从|对|就|告诉|陪同|还|也|和|与|$)"
_BEFORE = re.compile(r"(?:[老小原前阿]|时任|前任|历任|另一位|某|姓)$")


def refer_to(page: Page, home: Home) -> list[Mention]:
    """The places that refer to a person of the page, in order; none overlaps a full name."""
    people = [name for name, person in page.persons.items() if person["role"] == "mentioned" and not _only_total(name)]
    posts: dict[str, list[Post]] = {name: [] for name in people}
    for post in page.posts:
        if post.name in posts:
            posts[post.name].append(post)
    taken = {at for mention in page.mentions if mention.name in posts for at in range(mention.start, mention.end)}
    starts = [word.start for word in page.words]
    found: list[Mention] = []
    doubtful: set[str] = set()
    for word in page.words:
        if word.tag != "PER" or word.start in taken:
            continue
        for mention, title in _readings(page.plain, word.start, word.end, posts):
            body = _body_before(page, home, starts, word.start, title)
            if body is None or _BEFORE.search(page.plain, max(0, word.start - 3), word.start):
                doubtful.add(_printed(page, mention))
            elif not _one(mention.name, title, body, posts):
                doubtful |= {_printed(page, mention)} if body else set()
            elif not found or found[-1].end <= mention.start:
                found.append(mention)
    return [mention for mention in found if _printed(page, mention) not in doubtful]


def _printed(page: Page, mention: Mention) -> str:
    return page.plain[mention.start : mention.end]


def _readings(text: str, start: int, end: int, posts: dict[str, list[Post]]) -> Iterator[tuple[Mention, str]]:
    """What a word tagged as a person may be: surname with title, given name with title or 同志; the persons it may mean, one each."""
    match = _surname_and_title().match(text, start)
    if match and match.end() >= end:
        meant = [name for name in posts if surname(name) == match["surname"]]
        yield from ((Mention(start, match.end(), name), match["title"]) for name in meant)
    match = _given_and_title().match(text, start)
    if match and match.end("given") in (end, start + 2) and match.end() >= end:
        meant = [name for name in posts if name.removeprefix(surname(name)) == match["given"] and name != match["given"]]
        if len(meant) == 1:
            yield Mention(start, match.end("given"), meant[0]), match["title"]


def _one(name: str, title: str, body: str, posts: dict[str, list[Post]]) -> bool:
    """Whether the person, and nobody else of the surname, holds a post of that title (in that body, where one is said)."""
    if title in _ADDRESSES:
        return True
    same = [other for other in posts if surname(other) == surname(name) and any(_holds(post, title, body) for post in posts[other])]
    return same == [name]


def _holds(post: Post, title: str, body: str) -> bool:
    if body and post.organization != body:
        return False
    return post.title.endswith(_GENERAL_MANAGERS if title in _TOTALS else title)


def _body_before(page: Page, home: Home, starts: list[int], at: int, title: str) -> str | None:
    """The body said right before the reference, "" where there is none, None where it is said and cannot be told."""
    limit = max(0, at - 25, *(page.plain.rfind(mark, 0, at) + 1 for mark in ",。;:!?\n、"))
    written = page.plain[body_start(page.plain, page.words, starts, limit, at) : at]
    if not written:
        return ""
    head = title_before(title, 0, len(title))
    body = body_of(written, head, home, None, False)[0] if head is not None else None
    return body.name if body is not None and body.certain else None


def surname(name: str) -> str:
    """欧阳 of 欧阳某某, 王 of 王某."""
    return name[:2] if len(name) > 2 and name[:2] in _compound() else name[:1]


_ADDRESSES = ("同志",)
_TOTALS = ("总", "總")


@cache
def _compound() -> frozenset[str]:
    return frozenset(row[0] for row in read_table("surnames.tsv") if row[1] == "compound")


@cache
def _titles() -> str:
    heads = {row[0] for row in read_table("titles.tsv") if row[0][-1] in _LAST_OF_TITLES} - _NOT_ADDRESSED
    words = sorted({*heads, *_FURTHER_TITLES}, key=len, reverse=True)
    return rf"(?:常务副|副|代)?(?:{'|'.join(map(re.escape, words))}){_NO_END}"


@cache
def _surname_and_title() -> re.Pattern[str]:
    surnames = "|".join(sorted(map(re.escape, read_words("surnames.tsv")), key=len, reverse=True))
    return re.compile(rf"(?P<surname>{surnames})(?P<title>{_titles()}|[{''.join(_TOTALS)}]{_AFTER_TOTAL})")


@cache
def _given_and_title() -> re.Pattern[str]:
    return re.compile(rf"(?P<given>[\u4e00-\u9fff]{{2}})(?P<title>{'|'.join(_ADDRESSES)}|{_titles()})")


def _only_total(name: str) -> bool:
    """陈总 is no full name, though the tagger may take it for one."""
    return len(name) == 2 and name[1] in _TOTALS


def take_references(page: Page, mentions: list[Mention]) -> None:
    """The references become mentions of the persons meant; what the tagger took for a person there, and 陈总 anywhere, is none."""
    wrong = {name for name in page.persons if _only_total(name)}
    places = {mention.start for mention in mentions}
    wrong |= {mention.name for mention in page.mentions if mention.start in places}
    page.persons = {name: person for name, person in page.persons.items() if name not in wrong}
    page.posts = [post for post in page.posts if post.name not in wrong]
    page.phrases = [phrase for phrase in page.phrases if phrase.mention.name not in wrong]
    page.mentions = [mention for mention in page.mentions if mention.name not in wrong]
    for mention in mentions:
        person = page.persons[mention.name]
        person["mentions"] = sorted([*person["mentions"], [mention.start, mention.end]])
    page.mentions = sorted([*page.mentions, *mentions])
    page.phrases = sorted([*page.phrases, *(Phrase(mention, mention.start) for mention in mentions)], key=lambda row: row.mention)
