"""Bodies in the text: those that hold a post, and those that act: 相城经开区将…, 市人大常委会听取…, 某某有限公司.

    省经委、商务厅有关领导                        湖北省经委, 湖北省商务厅 (home 湖北)
    虹桥、城东、黄桥三个工业园区                   虹桥工业园区, 城东工业园区, 黄桥工业园区
    高贸区、经发委、投控公司代表作交流发言          each, as written
    中国计算机学会(CCF)                           brackets are part of the name where they stand inside it
    政府向民生倾斜, 城市新中心, 委员会主任怎么选     no body: nothing says which

The name is the short canonical form (completion.py); `as_written` keeps every form printed. A name that an advertiser put in place of
another (hijacked) is no body.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from articles.pipeline.recognize.bodies import body_start
from articles.pipeline.recognize.body import NAMED, Body
from articles.pipeline.recognize.body_endings import kind_of
from articles.pipeline.recognize.completion import complete
from articles.pipeline.recognize.institutions import seats_a_company
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.places import by_short_name, find_places
from articles.pipeline.recognize.posts import Post
from articles.pipeline.recognize.zones import find_zones

_MINISTRIES = re.sub(
    r"\w+",
    r"\g<0>部(?![门分队署])",
    "交通|商务|外交|国防|教育|科技|财政|水利|公安|民政|司法|应急管理|农业农村|文化和旅游|生态环境|自然资源|工业和信息化",
)
_END = re.compile(  # every word begins with a letter, what must not stand before it comes after: so most places are told at a glance
    r"有限责任公司|有限公司|公司|集团|大学|學院|大學|学院(?!路)|研究院|研究所|协会|学会|商会(?<!协商会)|联合会|"
    r"促进会|基金会|协会|協會|學會|商會|管委会|党工委|纪工委|工委(?<=[区城园]工委)|办事处|人民政府|政府|人大常委会|"
    r"人大(?!代表)|政协(?!委员)|纪委监委|纪委|监委|委(?<=[省市区县州旗]委)(?![员托派书])|组织部|宣传部|统战部|"
    r"政法委|办公厅|办公室|局(?<![布格结全大开时僵危]局)(?![长级部面势限里局名])|厅(?![长级])|"
    r"署(?<!部署)(?![长名])|委(?<=[改信卫建农教经科发促创资]委)(?![员托派书])|"
    r"中心(?![组任城工区])|法院|检察院|街道(?!办|党)|"
    r"镇(?<![大重强美名小古集各乡城全该本我范点级]镇)(?![长政党人定静域村级区])|总工会|妇联|工商联|医院|银行|"
    rf"党委|党组(?!织)|地委(?<![各当本外原]地委)(?![员托派书])|行署(?!专|副)|{_MINISTRIES}|"
    r"研究室|實業|實業公司|縣府|省府|市府|議會"
)
_FIRST_NAME = re.compile(
    r"(?P<list>(?:[\u4e00-\u9fff]{2,6}、){1,12}[\u4e00-\u9fff]{2,6}?)(?P<n>[二两三四五六七八九十]|"
    r"\d{1,2})(?:个|家|大)(?P<what>工业园区|产业园区|园区|开发区|街道|乡镇|镇|乡|区|县|市|社区|村)"
)
_COUNTED = re.compile("[个家大](?:工业|产业)?(?:园区|开发区|街道|乡|镇|区|县|市|社区|村)")
"""What a text must hold for a list of `_FIRST_NAME` to stand in it; seen fast."""
_DELEGATED = "(?:负责人|负责同志|代表|领导|负责人代表)(?=分别|先后|作|参|在|列|出|汇|进|发|,|。|、|等)"
_SOME_DELEGATES = re.compile(_DELEGATED)
_DELEGATES = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z、])(?P<list>(?:[\u4e00-\u9fffA-Za-z()]{2,16}、){1,20}[\u4e00-\u9fffA-Za-z()]{2,1"
    r"6}?)(?:等)?(?:\d+家|[一二三四五六七八九十]+家)?(?:单位|部门|板块)?(?:的)?(?:主要|有关|相关|"
    rf"分管)?{_DELEGATED}"
)
_ENDS = (
    "委",
    "局",
    "办",
    "厅",
    "处",
    "公司",
    "集团",
    "中心",
    "区",
    "街道",
    "镇",
    "院",
    "部",
    "会",
    "科",
    "所",
    "队",
    "学院",
    "室",
    "园",
    "乡",
)
_NOT_BODIES = (
    "党委",
    "管委会",
    "党工委",
    "党组",
    "人大",
    "办公室",
    "办事处",
    "全区",
    "全市",
    "全县",
    "全省",
    "各区",
    "各镇",
    "市区",
    "地区",
    "辖区",
    "园区",
    "社区",
    "城区",
    "协会",
    "公司",
    "集团",
    "部门",
    "学院",
    "大学",
    "银行",
    "医院",
    "中心",
    "委员会",
    "本公司",
    "子公司",
    "两会",
    "有限公司",
    "各委办局",
)
_SUBUNIT = re.compile(
    r"^(?P<parent>.{4,}?(?:研究院|研究所|大学|集团|公司|学院|协会|学会|科学院|银行|"
    r"医院))(?P<part>[^()()]{2,}(?:部|中心|室|所|院|处|科|总部|委员会|分会|党委|党组)?)$"
)
_SENTENCE = re.compile(r"[^。!?;\n]+")
_NO_NAME = re.compile(r"[省市区县]{2,}委|第[一二三四五六七八九十\d]+次")
_TERM = re.compile(r"^第?[一二三四五六七八九十]+届")


class Found(NamedTuple):
    """A body at a place of the text."""

    start: int
    end: int
    body: Body
    rule: str


def read_organizations(page: Page, posts: list[Post]) -> list[dict[str, Any]]:
    """Entries of the reading, in the order in which the bodies are first named."""
    found = [*_of_posts(page, posts), *_acting(page), *_zones(page), *_listed(page)]
    entries: dict[str, dict[str, Any]] = {}
    for item in sorted(found, key=lambda row: (row.start if row.start >= 0 else 1 << 30, row.end)):
        if (
            item.body.name in _NOT_BODIES
            or (item.start >= 0 and any(first < item.end and last > item.start for first, last in page.hijacked))
            or is_hijacked(page, item.body.name)
        ):
            continue
        entry = entries.setdefault(
            item.body.name,
            {
                "name": item.body.name,
                "as_written": [],
                "kind": item.body.kind,
                "mentions": [],
                "rule": item.rule,
                "why": item.body.why,
                "certain": item.body.certain,
            },
        )
        if item.start >= 0:
            span = [item.start, item.end]
            written = page.text[item.start : item.end]
            if not entry["mentions"] or span != entry["mentions"][-1]:
                entry["mentions"].append(span)
                if written not in entry["as_written"]:
                    entry["as_written"].append(written)
    return list(entries.values())


def is_hijacked(page: Page, name: str) -> bool:
    """Whether an advertiser's words are part of the name, or a company's name has been put in place of a territory's."""
    return seats_a_company(name) or any(page.plain[first:last] in name for first, last in page.hijacked)


def _printed(page: Page, post: Post) -> tuple[int, int]:
    """Where the post's body is named, (-1, -1) where it is not: 盐城市 before 市长 names a place, 原 stands inside 南京大学原党委书记."""
    if not post.written or post.start < 0 or post.rule not in ("named", "completed", "as_written"):
        return -1, -1
    if post.body is not None and post.body.kind == "government" and not post.written.endswith(("政府", "府", "公署", "行署")):
        return -1, -1
    if page.plain.startswith(post.written, post.start):
        end = post.start + len(post.written)
        name = post.organization or ""
        shares = end < post.end and not name.endswith(post.written) and name.endswith(page.plain[end - 1 : end + 1])
        return post.start, end + shares  # 教育局长: 局 is the body's too
    last = page.plain.rfind(post.title[:1], post.start, post.end - len(post.title) + 1)
    first = next(
        (last - size for size in range(len(post.written), 1, -1) if page.plain.endswith(post.written[-size:], post.start, last)), -1
    )
    return (first, last) if first >= 0 else (-1, -1)


def _of_posts(page: Page, posts: list[Post]) -> Iterator[Found]:
    """The bodies of posts, their territory or zone, and the institution whose part they are."""
    for post in posts:
        if post.body is None:
            continue
        start, end = _printed(page, post)
        yield Found(start, end, post.body, "of_a_post")
        base = post.body.base
        if (
            base != post.body.name
            and base
            and post.body.certain
            and base.endswith(("区", "街道", "镇", "乡", "新城", "大学", "学院", "公司", "集团", "中心", "会"))
            and not by_name_only(base)
        ):
            yield Found(
                -1,
                -1,
                Body(base, base, kind_of(base) or "institution", (f"{post.body.name}属之", f"{post.body.name} is part of it"), True),
                "of_a_post",
            )
        part = _SUBUNIT.match(post.body.name)
        if part and kind_of(part["parent"]) not in (None, "party") and part["part"] not in ("有限公司",):
            yield Found(
                -1,
                -1,
                Body(
                    part["parent"],
                    part["parent"],
                    kind_of(part["parent"]) or "institution",
                    (f"{post.body.name}属之", f"{post.body.name} is part of it"),
                    True,
                ),
                "of_a_post",
            )


def by_name_only(base: str) -> bool:
    """Whether it is a division's plain name: a place, kept among the localities."""
    places = find_places(base)
    return bool(places) and places[0].start == 0 and places[0].end == len(base)


def _acting(page: Page) -> Iterator[Found]:
    """Every name of a body that ends in a known word and says which body it is."""
    text = page.plain
    starts = page.word_starts
    home = page.home
    if home is None:
        return
    tagged = {end for _, end, tag in page.words if tag in ("ORG", "nt")}
    ends = [mention.end for mention in page.mentions]
    for sentence in _SENTENCE.finditer(text):
        limit = sentence.start()
        previous: Body | None = None
        for match in _END.finditer(text, sentence.start(), sentence.end()):
            end = match.end()
            begin = body_start(text, page.words, starts, max(limit, end - 40), end)
            before = bisect_right(ends, end) - 1
            begin = max(begin, ends[before]) if before >= 0 else begin
            written = text[begin:end]
            if (
                begin >= end
                or written in _NOT_BODIES
                or text[begin - 1 : begin] == "原"  # 六合区原人大常委会主任: whose it is stands before the mark
                or written.startswith(("党和", "各", "全", "该", "有关", "相关", "本", "其", "这", "两"))
                or len(written) < 2
            ):
                continue
            if _NO_NAME.match(written):
                continue
            written_full = next(
                (full + written.removeprefix(short) for short, full in page.aliases.items() if written.startswith(short)), written
            )
            body = complete(_TERM.sub("", written_full), home, previous if text[begin - 1 : begin] == "、" else None)
            if body is None or not body.certain or not _says_which(written, body, end in tagged):
                previous = None
                continue
            yield Found(begin, end, body, "acting")
            previous = body
            limit = end if match.group() not in ("公司", "大学", "学院", "研究院", "学会", "协会") else limit


def _says_which(written: str, body: Body, tagged: bool) -> bool:
    """Whether the name tells one body from the others of its kind."""
    if body.kind in ("company", "institute", "university", "school", "hospital", "association", "media"):
        return len(written) >= 4 and (
            tagged or (len(written) >= 7 and body.kind != "institute") or written[:2] in by_short_name() or written[:3] in by_short_name()
        )
    if body.why == NAMED:
        return len(written) >= 3
    return (
        written.startswith(("省", "市", "区", "县", "州", "旗", "盟", "镇", "乡", "我", "縣", "地区", "地委", "行署"))
        or tagged
        or body.kind in ("zone", "party")
        or written.endswith(("厅", "廳"))
    )


def _zones(page: Page) -> Iterator[Found]:
    for zone in find_zones(page.plain):
        yield Found(zone.start, zone.end, Body(zone.name, zone.name, "zone", NAMED, True), "zone")


def _listed(page: Page) -> Iterator[Found]:
    """Names that share their kind's word (虹桥、城东两个工业园区), and bodies listed before 代表 or 负责人."""
    text = page.plain
    for match in _FIRST_NAME.finditer(text) if _COUNTED.search(text) else ():
        at = match.start("list")
        for name in match["list"].split("、"):
            bare = re.sub(r"^.*?(?:率|到|在|对|为|由|与|和|是|抓好|指导|支持|推进|涉及)", "", name) or name
            full = bare + match["what"]
            if len(bare) >= 2:
                yield Found(
                    at + len(name) - len(bare),
                    at + len(name),
                    Body(full, full, kind_of(full) or "zone", ("同类并列", "named in a list of its kind"), True),
                    "listed",
                )
            at += len(name) + 1
    home = page.home
    for match in _DELEGATES.finditer(text) if _SOME_DELEGATES.search(text) else ():
        names = match["list"].split("、")
        if sum(name.endswith(_ENDS) for name in names) < 2 or sum(name.endswith(_ENDS) for name in names) < len(names):
            continue
        at = match.start("list")
        for name in names:
            known = complete(name, home) if home is not None else None
            body = (
                known
                if known is not None and known.certain
                else Body(name, name, kind_of(name) or "department", ("与他者并列", "listed with others that take part"), True)
            )
            if (
                name not in _NOT_BODIES
                and not name.startswith(("各", "全", "有关", "相关", "部分", "区各", "市各"))
                and not re.search(r"[和与及]", name[:-2])
            ) or known:
                yield Found(
                    at, at + len(name), body._replace(name=name) if body.why[1].startswith("of ") and len(name) <= 3 else body, "listed"
                )
            at += len(name) + 1
