"""What an event is, and the words that meetings and visits are told by.

KINDS       座谈会, 推进会, 仪式 …: what the name of a meeting ends in
NOT_HELD    将于5月|召开, 定期|召开: planned or usual, not held
ADVERBIAL   7月18日上午,近日,在某地: what stands before the holder
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.pipeline.recognize.dates import When
from articles.pipeline.recognize.page import Page

KINDS = (
    "集体学习研讨|学习研讨|集体学习|座谈会|推进会|动员会|部署会|调度会|协调会|专题会|分析会|汇报会|通报会|"
    "交流会|研讨会|学习会|推介会|洽谈会|对接会|招商会|发布会|说明会|论证会|评审会|咨询会|听证会|"
    "总结会|表彰会|誓师会|现场会|视频会|联席会|办公会|常务会|常委会|党组会|例会|全会|年会|晚会|茶话会|恳谈会|"
    "见面会|欢迎会|欢送会|宣讲会|报告会|民主生活会|"
    "组织生活会|党员会|代表会|委员会全体会|董事会|理事会|大会|会议|峰会|论坛|仪式|典礼|活动|讲座|党课|培训班|"
    "研讨班|运动会|博览会|交易会|展览会|"
    "座談會|會議|大會|典禮|儀式|論壇|說明會|記者會|研討會|活動|年會|茶會|晚會|博覽會|發表會|公聽會|園遊會|協調會|酒會|餐會|揭牌禮|揭幕禮|開幕禮|啟動禮|頒獎禮|音樂會|運動會|演練|比賽|競賽|工作坊|工作会|推进大会|工作会商|"
    "会商会|比赛|大赛|竞赛|球赛|联赛|邀请赛|锦标赛|挑战赛|龙舟赛|公开赛|友谊赛|选拔赛|马拉松赛|马拉松|演练|启动会|开工会|签约会|集训|"
    "开幕式|闭幕式|開幕式|閉幕式|签约式|揭牌式|剪彩|文化节|艺术节|旅游节|音乐会|点评会|评议会|务虚会|读书班|"
    "碰头会|谈心会|推选会|选举会|换届会|公祭|招待會|歡迎會|会|會"
)
NOT_HELD = re.compile(
    r"(?:(?:将(?![军乐])|將(?!軍)|拟于?|即将|计划|原定|预计)[^,。;]{0,16}|(?:[定拟将]于|計劃於|訂於|定於)[^,。;]{0,40}|(?:(?<![重需主])要|准备|筹备|定期|"
    r"适时|及时|负责(?![人同单])|每年|每月|每季度|每周|每半年|每两年|多次|累计|推动|争取|申请|可以|应当|经常|不再|"
    r"取消|推迟|建议|如何|是否|自从|曾经?于?|去年|此前|上年|上月)[^,。;]{0,4})$"
)
ADVERBIAL = re.compile(
    r"^(?:(?:同日|当天|當天|当日|昨天|昨日|今天|今日|近日|日前|上午|下午|晚上?|晚间|上周.?|本周.?|周.|星期.|"
    r"期间|会上|随后|会后|今年|今|\d{1,2}[::时點点]\d{0,2}分?|(?:\d{4}年)?\d{1,2}月\d{1,2}日"
    r"|\([^)]*\)|(?:至|到|-)\d{1,2}日|\d{1,2}日|[,、\s]|在[^,。]{2,20}?(?=召开|举行|举办|会见)|由[^,。]{2,40}?(?:主办|承办|协办|举办)的)\s*)+"
)


_SENTENCE = re.compile(r"[^。!?\n]+[。!?\n]?")
_NEXT_DATED = re.compile(r";(?=(?:\d{1,2}月)?\d{1,2}日)")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends; what follows a semicolon with a day of its own is one of its own.

    >>> [text[start:end] for text in ("5月18日到甲院;5月19日到乙院。散会。",) for start, end in sentences(text)]
    ['5月18日到甲院;', '5月19日到乙院。', '散会。']
    """
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if ";" in sentence.group():
            for mark in _NEXT_DATED.finditer(text, start, end):
                yield start, mark.end()
                start = mark.end()
        yield start, end


@dataclass
class Event:
    """A meeting or visit; `anchors`: where the text turns to it (offsets of sentences); `person`: who goes, on a visit; body offsets."""

    name: str
    kind: str
    start: int
    end: int
    when: When | None
    place: str | None = None
    rule: str = ""
    subject: tuple[int, int] = (0, 0)
    verb: tuple[int, int] = (0, 0)
    anchors: list[int] = field(default_factory=list)
    person: str | None = None


def place_of(page: Page, start: int, end: int) -> str | None:
    """The place in 在某地|召开, None where the words are an advertiser's or name no place (在某某下, 在此之际)."""
    text = page.plain
    if any(first < end and last > start for first, last in page.hijacked):
        return None
    match = re.search(r"在(?P<p>[^,。;在]{1,25}?)(?:隆重|正式|顺利|组织|成功|主持|专题|如期|联合)?$", text[start:end])
    return match["p"] if match and not match["p"].endswith(("下", "时", "中", "之际", "上")) else None
