"""Short references to a person the page names in full: 刘县长 to 刘某某, 砚舟同志 to 沈砚舟.

    副县长刘某某到会。刘县长指出,…            刘某某: the only 刘 who holds a post of that title
    县长刘某某和副县长刘某出席。刘县长指出,…    nothing: two could be meant
    区教育局局长王某某汇报。市教育局王局长点评    nothing, nor wherever else 王局长 stands: there are two
    区委书记沈砚舟讲话。砚舟同志强调,…         沈砚舟: the only given name of that kind
    该负责人, 小王, 老刘, 刘某, 任书记期间       nothing

A title with 副 is meant by the bare one too (刘县长 is commonly said of a 副县长), not the other way round. 陈总 is whoever heads a company
or helps to. The tagger must have taken the word for a person's: 任 in 任书记 is none. Who stands in a by-line, in what is studied or in a
contact line is nobody's reference.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

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


class _Reading(NamedTuple):
    """What a word tagged as a person may be: where the reference stands, its title, and who of the page bears the name."""

    start: int
    end: int
    title: str
    people: tuple[str, ...]


def refer_to(page: Page, home: Home) -> list[Mention]:
    """The places that refer to a person of the page, in order; none overlaps a full name. Words that once mean another mean nobody."""
    people = _people(page)
    posts: dict[str, list[Post]] = {}
    for post in page.posts:
        posts.setdefault(post.name, []).append(post)
    starts = page.word_starts
    names = [mention for mention in page.mentions if mention.name in people.full]
    ends = [mention.end for mention in names]
    found: list[Mention] = []
    elsewhere: set[str] = set()
    for word in page.words:
        if word.tag != "PER":
            continue
        following = bisect_right(ends, word.start)
        if following < len(names) and names[following].start < word.end:
            continue
        for reading in _readings(page.plain, word.start, word.end, people):
            body = _body_before(page, home, starts, word.start, reading.title)
            holders = [name for name in reading.people if body is not None and _holds(posts.get(name, []), reading.title, body)]
            if len(holders) == 1 and not _BEFORE.search(page.plain, max(0, word.start - 3), word.start):
                found.append(Mention(reading.start, reading.end, holders[0]))
                break
            if body != "":
                elsewhere.add(page.plain[reading.start : reading.end])
    return [mention for mention in found if page.plain[mention.start : mention.end] not in elsewhere]


class _People(NamedTuple):
    """Who may be referred to: full names, by surname and by given name."""

    full: frozenset[str]
    by_surname: dict[str, tuple[str, ...]]
    by_given: dict[str, tuple[str, ...]]


def _people(page: Page) -> _People:
    """Persons of the body. A given name that the tagger took for a person of its own (砚舟, or 文远, beside 王文远) is none."""
    full = [name for name, person in page.persons.items() if person["role"] == "mentioned" and not _only_total(name)]
    given = {name[len(surname(name)) :] for name in full}
    full = [name for name in full if name not in given or not _is_given_name(page, name)]
    by_surname: dict[str, tuple[str, ...]] = {}
    by_given: dict[str, tuple[str, ...]] = {}
    for name in full:
        first = surname(name)
        by_surname[first] = (*by_surname.get(first, ()), name)
        by_given[name[len(first) :]] = (*by_given.get(name[len(first) :], ()), name)
    by_given = {name: bearers for name, bearers in by_given.items() if name not in full}
    return _People(frozenset(full), by_surname, by_given)


def _is_given_name(page: Page, name: str) -> bool:
    """Whether what is another's given name is no full name too: its first character no surname, or 同志 or a title always behind it."""
    if surname(name) not in read_words("surnames.tsv"):
        return True
    starts = [mention.start for mention in page.mentions if mention.name == name]
    titled = {phrase.mention.start for phrase in page.phrases if phrase.start < phrase.mention.start}
    return all(_given_and_title().match(page.plain, at) and at not in titled for at in starts)


def _readings(text: str, start: int, end: int, people: _People) -> Iterator[_Reading]:
    """Surname with title, given name with title or 同志."""
    match = _surname_and_title().match(text, start)
    if match and match.end() >= end and match["surname"] in people.by_surname:
        yield _Reading(start, match.end(), match["title"], people.by_surname[match["surname"]])
    match = _given_and_title().match(text, start)
    if match and match.end() >= end and match["given"] in people.by_given:
        names = people.by_given[match["given"]]
        if len(names) == 1:
            yield _Reading(start, match.end("given"), match["title"], names)


def _holds(posts: list[Post], title: str, body: str) -> bool:
    """Whether one of a person's posts has that title, in that body where one is said."""
    ending = _GENERAL_MANAGERS if title in _TOTALS else title
    return title in _ADDRESSES or any(post.title.endswith(ending) and (not body or post.organization == body) for post in posts)


def _body_before(page: Page, home: Home, starts: list[int], at: int, title: str) -> str | None:
    """The body said right before the reference, "" where there is none, None where it is said and cannot be told."""
    first = max(0, at - 25)
    limit = max(first, *(page.plain.rfind(mark, first, at) + 1 for mark in ",。;:!?\n、"))
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
    add_mentions(page, mentions)


def add_mentions(page: Page, mentions: list[Mention]) -> None:
    """Further places of persons, each with its phrase, in the order of the text; a name that is no person's is a phrase only."""
    for mention in mentions:
        if mention.name in page.persons:
            page.persons[mention.name]["mentions"].append([mention.start, mention.end])
    for name in {mention.name for mention in mentions} & page.persons.keys():
        page.persons[name]["mentions"].sort()
    page.mentions = sorted([*page.mentions, *mentions])
    page.phrases = sorted([*page.phrases, *(Phrase(mention, mention.start) for mention in mentions)], key=lambda row: row.mention)
