"""Posts: what stands before a name (区委副书记、区长刘某), after it (师某某会长), or is given to it (任临时党总支书记).

    相城区委常委、副区长、高铁新城党工委书记梁某某     three posts, the body said once carried on
    市人大常委会副主任陈某、蓝某某                     a shared title said once for two
    市政协原主席邹某某, 原香港立法会主席范某           former
    区领导沈某、顾某                                   a collective label: no post
    委员会主任要看级别                                 no name, no post

A body left out is completed from the phrase, then the list, then the page's home (completion.py). A title whose body nobody says keeps
`organization` null; one that only a single person can hold (书记, 市长) is not carried on to the next name of a list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles.pipeline.recognize.bodies import body_start
from articles.pipeline.recognize.body import NAMED, Body
from articles.pipeline.recognize.body_endings import kind_of
from articles.pipeline.recognize.completion import complete
from articles.pipeline.recognize.governments import government_of
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.institutions import institution_of, seats_a_company, with_institution
from articles.pipeline.recognize.page import Mention, Page
from articles.pipeline.recognize.places import by_short_name
from articles.pipeline.recognize.post_parts import Part, parts_before
from articles.pipeline.recognize.titles import Title, title_after, title_before

_LABEL = re.compile(
    r"(?:[省市区县州旗校镇院]|高新区|经开区|开发区|园区|新区|集团|公司|街道|有关|主要)?(?:级|委|政府|"
    r"四套班子)?(?:老?领导(?:同志|干部)?|班子成员|负责同志)[::]?$"
)
_INSTITUTIONS = ("公司", "集团", "大学", "学院", "医院", "银行", "研究院", "学校", "协会", "中心")
_ONLY_MARKS = re.compile(r"[、和与及與 ]+")
_SENTENCE_END = re.compile(r"[。!?!?;;\n]")
_LONGEST_PHRASE = 90
_BOTH = re.compile(r"(?:两位|兩位|二位)")


@dataclass(frozen=True)
class Post:
    """`organization` null: nobody says of which body. `rule`: which rule read it (confidence.py). Body offsets."""

    name: str
    title: str
    organization: str | None
    written: str | None
    former: bool
    start: int
    end: int
    rule: str
    why: tuple[str, str]
    body: Body | None = None


@dataclass(frozen=True)
class Phrase:
    """What stands before one mention: where it begins, its posts (read from right to left and turned round) and a collective label."""

    mention: Mention
    start: int
    posts: tuple[Post, ...] = ()
    label: str | None = None
    listed: bool = False


def read_phrases(page: Page, home: Home) -> list[Phrase]:
    """A phrase for each mention, in order. The mentions do not overlap."""
    text = page.plain
    starts = page.word_starts
    phrases: list[Phrase] = []
    previous: Phrase | None = None
    for mention in page.mentions:
        phrase = _phrase(page, starts, mention, home, previous)
        if phrase.listed and phrases and phrase.posts and phrase.posts[-1].rule == "after_name" and _BOTH.match(text, mention.end):
            phrases[-1] = replace(phrases[-1], posts=(*phrases[-1].posts, replace(phrase.posts[-1], name=phrases[-1].mention.name)))
        phrases.append(phrase)
        previous = phrase
    return phrases


def _limit(text: str, end: int, previous: Phrase | None) -> int:
    first = max(0, end - _LONGEST_PHRASE, min(end, title_after(text, previous.mention.end)) if previous else 0)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, first, end)]
    return ends[-1] if ends else first


def _phrase(page: Page, starts: list[int], mention: Mention, home: Home, previous: Phrase | None) -> Phrase:
    text = page.plain
    limit = _limit(text, mention.start, previous)
    parts, begin = parts_before(page, starts, limit, mention.start)
    before = text[limit : mention.start]
    adjacent = previous is not None and title_after(text, previous.mention.end) == limit and before and not _ONLY_MARKS.sub("", before)
    label = _LABEL.search(before[-12:])
    if label:
        return Phrase(mention, mention.start - len(label.group()), (), label.group().removesuffix(":"))
    if not parts:
        if adjacent and previous is not None:
            return Phrase(
                mention, mention.start, (*_shared(previous, mention), *_after(page, starts, mention, home)), previous.label, listed=True
            )
        after = _after(page, starts, mention, home)
        return Phrase(mention, mention.start, after)
    tight = previous is not None and title_after(text, previous.mention.end) == limit and begin - limit == 1 and text[limit] in "、和与及"
    same_sentence = previous is not None and not _SENTENCE_END.search(text, previous.mention.end, begin)
    posts = resolve_parts(parts, mention, home, previous if same_sentence else None, tight=tight, aliases=page.aliases)
    return Phrase(mention, begin, (*posts, *_after(page, starts, mention, home)))


def _shared(previous: Phrase, mention: Mention) -> tuple[Post, ...]:
    """The posts of the name before that are said of this one too: all where all can be shared, else the last, else none."""
    shared = tuple(replace(post, name=mention.name) for post in previous.posts if _is_shared(post))
    if len(shared) == len(previous.posts):
        return shared
    return shared[-1:] if _is_shared(previous.posts[-1]) else ()


def resolve_parts(
    parts: list[Part], mention: Mention, home: Home, previous: Phrase | None, *, tight: bool, aliases: Mapping[str, str]
) -> list[Post]:
    """Bodies for the parts, left to right, each knowing the one before it."""
    posts: list[Post] = []
    earlier: Body | None = _last_body(previous)
    body: Body | None = None
    for part in parts:
        if part.title.kind == "profession":
            continue
        written = part.outer
        for short, full in aliases.items():
            if written.startswith(short):
                written = full + written.removeprefix(short)
        written = with_institution(written, earlier, home) if body is None else written
        society = _last_society(previous) if part.title.kind == "association" or part.title.head in _OFFICERS else None
        context = body if body is not None else (society or earlier) if tight or not _needs_home(written, part.title) else None
        if context is not None and body is None and not _passes_on(written, part.title, context, previous):
            context = None
        if context is None:
            context = _of_same_level(written, part.title, home, previous)
        body_now, rule = body_of(written, part.title, home, context, body is not None)
        if body_now is None and written and body is None and not _plausible(written):
            continue
        title = part.title.text
        if written and part.title.kind == "company" and kind_of(written) is None and rule in ("carried", "unknown_body"):
            own = next((size for size in (2, 3) if written[:size] in by_short_name()), None)
            if own is None and (rule == "carried" or _PART_OF_A_COMPANY.search(written)):
                title = written + title
            else:
                body_now, rule = Body(written, written, "company", NAMED, False), "as_written"
        organization = body_now.name if body_now else None
        posts.append(
            Post(
                mention.name,
                title,
                organization,
                part.outer or None,
                part.former,
                part.start,
                part.title.end,
                rule,
                body_now.why if body_now else ("", ""),
                body_now,
            )
        )
        body = body_now or body
    return posts


def _of_same_level(written: str, title: Title, home: Home, previous: Phrase | None) -> Body | None:
    """区委常委 after 莲湖区委书记 in one sentence is 莲湖区委's, where the page does not say of which 区 it is."""
    level = written[:1] or (title.head[:1] if title.kind == "head" else "")
    if previous is None or level not in "市区县州旗" or not level or level in home.levels:
        return None
    return next(
        (post.body for post in reversed(previous.posts) if post.body and post.body.certain and post.body.base.endswith(level)), None
    )


def _plausible(written: str) -> bool:
    return len(written) <= 8


def _last_body(previous: Phrase | None) -> Body | None:
    return previous.posts[-1].body if previous is not None and previous.posts else None


def _last_society(previous: Phrase | None) -> Body | None:
    """商会会长、某某公司董事长A,监事长B: B is of the society, whatever company A has besides."""
    posts = previous.posts if previous is not None else ()
    societies = [post.body for post in posts if post.body is not None and post.body.name.endswith(_SOCIETY_ENDS)]
    return societies[-1] if societies else None


_OFFICERS = ("监事长", "監事長", "秘书长", "秘書長")
_SOCIETY_ENDS = ("商会", "协会", "学会", "联合会", "促进会", "商會", "協會", "學會", "聯合會")


def _goes_on(title: Title, previous: Phrase | None) -> bool:
    """Whether a title without a body is of the body said with the name before: 书记A,副书记B; 副主任A,党组成员B; 董事长A,总经理B."""
    if previous is None or not previous.posts:
        return False
    titles = [last for post in previous.posts if (last := title_before(post.title, 0, len(post.title)))]
    body = previous.posts[-1].body
    name, base, kind = (body.name, body.base, kind_of(body.name) or body.kind) if body is not None else ("", "", "")
    return (
        any(title.head == last.head or title.kind == last.kind == "force" for last in titles)
        or title.kind in ("party", "company", "academy")
        or (kind in ("congress", "conference", "government") and title.head in ("秘书长", "秘書長"))
        or (kind == "association" and (title.kind == "association" or title.head in _OFFICERS))
        or (kind == "congress" and title.head in ("议员", "議員"))
        or (title.head in _IN_BUREAUS and {kind, kind_of(base)} & {"department", "police"} != set())
        or (title.kind == "justice" and kind == "court")
        or (title.kind == "force" and name.endswith(_WITH_FORCES))
        or (title.head[-1] in "长長" and base.endswith(title.head[0]) and len(base) > 2)
        or base.endswith(_HEADED.get(title.head, "-"))
        or (title.kind == "association" and (base.endswith(("会", "會", "社", "联盟", "聯盟")) or _last_society(previous) is not None))
        or (title.head in ("监事", "監事", *_OFFICERS) and (base.endswith(_SOCIETY_ENDS) or _last_society(previous) is not None))
    )


_WITH_FORCES = ("所", "队", "隊", "公安局", "分局", "军分区", "人武部", "武装部")
_HEADED: dict[str, tuple[str, ...]] = {"主任": ("委", "办", "室", "中心"), "主席": ("联", "工会"), "理事长": ("残联",)}
"""Whose head has which title where 长 is not its end: 县卫健委党委书记A、主任B."""
_IN_BUREAUS = frozenset(
    ["总督学", "督学", "总工程师", "总经济师", "总会计师", "总规划师", "总农艺师", "总统计师", "纪检组长", "巡视员", "调研员", "政委"]
)


_OF_ZONE = re.compile("党群|党政|组织|人力|人社|经济|产业|投资|招商|规划|建设|社会|综合|财政|财务|政法|宣传|统战|应急|科技|行政|企业|安全")
_COMMITTEES_OF_A_UNION = ("经审委", "经费审查委员会", "女工委", "女职工委员会")


def _passes_on(written: str, title: Title, context: Body, previous: Phrase | None) -> bool:
    """Whether what was said with the name before may be meant here: 人资部主任 after a company's manager, not 馬防部 after a legislator."""
    if not written:
        return title.kind == "head" or _goes_on(title, previous)
    if written in _COMMITTEES_OF_A_UNION:
        return context.base.endswith("工会") or context.name.endswith("工会")
    if written[-1] not in "部处科室" or context.base.endswith(_INSTITUTIONS):
        return True
    if kind_of(context.name) == "zone" and _OF_ZONE.match(written):
        return True
    if written[-1] in "处科" and kind_of(context.name) in ("department", "police"):
        return True
    return kind_of(context.name) == "party" and not context.base.endswith("系")


def _needs_home(written: str, title: Title) -> bool:
    """A bare level word (市委, 区长) means the home's; a bare part (党委, 组织部, 副书记) may be of what was said just before."""
    return written[0] in "省市区县州旗盟镇乡我本縣鄉鎮區" if written else title.kind == "head"


_COUNCILS = {"議員": "議會", "议员": "议会"}


def body_of(written: str, title: Title, home: Home, context: Body | None, same_phrase: bool) -> tuple[Body | None, str]:
    """The body of one title, and the rule that gave it."""
    if title.kind == "head":
        return government_of(written, title, home, context)
    if title.head in _COUNCILS and written and written[-1] in "縣市县":
        written += _COUNCILS[title.head]
    if not written:
        kinds = ("congress", "conference", "department")
        if context is not None and (
            context.certain or same_phrase or kind_of(context.name) in kinds or title.kind == context.kind == "company"
        ):
            if title.kind in ("company", "academy") and not _has_chiefs(context):
                return None, "carried"
            same = carried(title, context)
            return (same if len(same.name) > 1 else None), "carried"
        if title.head in ("立委", "立法委員"):
            return Body("立法院", "立法院", "congress", ("立委属立法院", "legislators sit in the 立法院"), True), "completed"
        return institution_of(title, home), "institution"
    name = written
    if (
        title.head[-1:] in "长長"
        and kind_of(name) is None
        and 1 < len(name) <= 8
        and name[0] not in "我本"
        and not name.endswith(title.head[0])
    ):
        name += title.head[0]
    if title.text.endswith(("主任", "常委", "秘书长")) and name.endswith("人大") and not name.endswith(("镇人大", "乡人大")):
        name += "常委会"
    if (own := _own_body(name)) is not None:
        return own, "named"
    if seats_a_company(name):
        return None, "unknown_body"
    body = complete(name, home, context)
    if body is None and title.kind in ("company", "academy") and context is not None and context.certain and _has_chiefs(context):
        return carried(title, context), "carried"
    if body is None:
        return None, "unknown_body"
    return body, "named" if body.why == NAMED else "completed" if body.certain else "as_written"


_OFFICE = re.compile(
    r"(?:政府|人大|常委会|政协|管委会|[省市区县州旗镇乡縣區鎮鄉里]|街道|公所|[省市区县]委|党工委|工委|(?<![一二三四五六七八九十])局|厅)$"
)


def _has_chiefs(context: Body) -> bool:
    """Whether 董事长 and 首席技术官 can be of the body said before: not of a place, its government or its party."""
    return _OFFICE.search(context.base) is None and context.base not in ("党委", "党组", "纪委", "党总支", "党支部")


_PART_OF_A_COMPANY = re.compile(
    r"(?:[区部群线组处科室]|板块|事业|业务|市场|营销|产品|技术|运营|财务|人力资源|人事|行政|销售|项目|研发|生产|投资|品牌|公关|战略|"
    r"中国|全球|亚太|国际|大中华|华[东南北中]|[东西][北南])$|^(?:执行|联席|高级|首席|资深|副|常务|集团|公司|企业|本|该|我)"
)
_BOARD = re.compile(r"(?P<company>.{2,}(?:集团|公司|银行|企业|商会|协会))(?:董事局|董事会|监事会|理事会)")
_NUMBERED_BUREAU = re.compile(r"(?P<company>中[\u4e00-\u9fff]{0,3}[一二三四五六七八九十]{1,3}局)(?:集团|公司|党委)?")


def _own_body(written: str) -> Body | None:
    """远山集团董事局 and 中铁四局 lie in no division: they are what they are called."""
    match = _BOARD.fullmatch(written) or _NUMBERED_BUREAU.fullmatch(written)
    return Body(written, match["company"], "company", NAMED, True) if match else None


def carried(title: Title, context: Body) -> Body:
    """党组成员、副局长 stay with the bureau; 董事长 and 校长 after 党委书记 are the institution's."""
    party = context.name.endswith(("党委", "党组")) or (context.name.endswith("纪委") and title.kind not in ("party", "discipline"))
    if title.kind in ("company", "academy") or (party and title.kind != "party"):
        base = context.name.removesuffix("党组") if context.name.endswith("党组") else context.base
        return context._replace(name=base, kind=kind_of(base) or context.kind, why=_of_base(base))
    if title.text.startswith(("党组", "党委")) and context.name.startswith(context.base) and _UNIT_OF_ANOTHER.search(context.name):
        return context._replace(name=context.base, kind=kind_of(context.base) or context.kind, why=_of_base(context.base))
    return context._replace(why=(f"前文的{context.name}", f"{context.name}, said before"))


def _of_base(base: str) -> tuple[str, str]:
    return f"属前文的{base}", f"of {base}, said before"


_UNIT_OF_ANOTHER = re.compile("(?<=院)(?:政治部|办公室|执行局|.{1,6}庭)$|(?<=[局厅])(?:政治部|办公室|.{1,6}[处科])$")
"""政治部 of a court and 办公室 of a bureau have no 党组 of their own."""


def _is_shared(post: Post) -> bool:
    title = title_before(post.title, 0, len(post.title))
    return title is not None and title.shared


_AFTER = re.compile(
    r"(?:兩位|两位|二位|三位|等[二两三四五六七八九十]位)?(?P<t>(?:副|常务副|代)?(?:书记|市长|县长|区长|省长|"
    r"镇长|乡长|主任|局长|会长|理事长|主席|部长|厅长|院长|校长|董事长|总经理|总裁|秘书长|縣長|市長|局長|書記|"
    r"會長|理事長|董事長|總經理|校長|議長|副議長))"
    r"(?![期远短寿助理室办会团制令级岗层们医长職责课题])"
)


_THANKED = re.compile(r"感[谢謝][^,。;!?\n]*$")
_LAID = re.compile(r"(?:所)?(?:打下|奠定)(?:了|的)?[^,。;、]{0,8}基[础礎]")


def _after(page: Page, starts: list[int], mention: Mention, home: Home) -> tuple[Post, ...]:
    """师某某会长, 林某某縣長: a title right after the full name, its body before the name or the home's.

    Whoever is thanked for the ground laid (感谢某某县长打下的基础) held it before.
    """
    match = _AFTER.match(page.plain, mention.end)
    if not match or mention.end - mention.start < 2 or page.plain[mention.start : mention.end] != mention.name:
        return ()
    title = title_before(match["t"], 0, len(match["t"]))
    if title is None or ((match.start("t") == mention.end) is False and title.kind != "head"):
        return ()
    begin = body_start(page.plain, page.words, starts, max(0, mention.start - 25), mention.start)
    written = page.plain[begin : mention.start]
    body, _ = body_of(written, title, home, None, False) if written else body_of("", title, home, None, False)
    if body is None and written:
        body = institution_of(title, home)
    if body is None or not body.certain:
        return ()
    former = bool(_LAID.match(page.plain, match.end()) and _THANKED.search(page.plain, max(0, mention.start - 40), mention.start))
    return (Post(mention.name, title.text, body.name, written or None, former, mention.end, match.end(), "after_name", body.why, body),)
