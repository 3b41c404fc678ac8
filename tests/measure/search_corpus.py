"""Articles made up for measuring search: sentences after patterns of the trade, names from a handful to everywhere.

Nothing here is real. The n-th most frequent of the names is used 1/n as often as the first, so there are names of one article and names of
most; sentences come from a pool, with places, bodies and numbers filled in.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文辉力健斌波宁浩凯晨雪峰泽宇翔瑞嘉怡欣梓轩浩然思远子涵"
PLACES = [first + second + kind for first in "东西南北青白江海云石" for second in "山河湖城阳州林泉" for kind in ("市", "区", "县")]
BODIES = ["人民政府", "教育局", "科技局", "财政局", "管委会", "发改委", "住建局", "农业农村局", "商务局", "总工会", "团委", "税务局"]
THINGS = [
    "招商引资",
    "项目建设",
    "安全生产",
    "营商环境",
    "乡村振兴",
    "科技创新",
    "基层治理",
    "生态保护",
    "数字经济",
    "民生实事",
    "作风建设",
]
VERBS = ["召开", "推进", "部署", "研究", "听取", "开展", "落实", "通报", "检查", "启动", "完善", "服务"]
KINDS = ["会议", "动员会", "座谈会", "现场会", "推进会", "论坛", "培训班", "专题会", "调研", "签约仪式"]
PATTERNS = [
    "{place}{body}{verb}{thing}{kind},{place}有关负责人参加,要求在{number}日前完成{thing}的各项任务。",
    "今年以来,{place}坚持以{thing}为抓手,{verb}{number}个{thing}项目,总投资{number}亿元,同比增长{number}%。",
    "{body}与{place}{body}围绕{thing}和{thing}{verb}合作,双方签订第{number}号协议。",
    "{kind}指出,{thing}关系全局,{place}要把{thing}摆在更加突出的位置,{verb}{thing}行动。",
    "据介绍,{place}{thing}示范区占地{number}亩,已有{number}家企业落户,预计年产值{number}万元。",
]
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 6000, 7)]
SENTENCES = 30_000
NAMES = 40_000
SOURCES = 300


@dataclass(frozen=True)
class Made:
    title: str
    body: str
    source: str
    day: str
    place: str


def names(chance: random.Random) -> list[str]:
    made = dict.fromkeys(
        chance.choice(SURNAMES) + "".join(chance.choices(GIVEN + "".join(CHARACTERS[:200]), k=chance.choice((1, 2, 2))))
        for _ in range(NAMES)
    )
    return list(made)


def sentences(chance: random.Random) -> list[str]:
    def one() -> str:
        parts = chance.choice(PATTERNS)
        for slot, choices in (("place", PLACES), ("body", BODIES), ("thing", THINGS), ("verb", VERBS), ("kind", KINDS)):
            while f"{{{slot}}}" in parts:
                parts = parts.replace(f"{{{slot}}}", chance.choice(choices), 1)
        while "{number}" in parts:
            parts = parts.replace("{number}", str(chance.randint(1, 2000)), 1)
        # Some words that stand in few texts.
        return parts + "".join(chance.choices(CHARACTERS, k=6)) + "。"

    return [one() for _ in range(SENTENCES)]


def make_articles(count: int, seed: int = 1) -> Iterator[Made]:
    """The same articles for the same seed and count, each of about a thousand characters."""
    chance = random.Random(seed)
    known, pool = names(chance), sentences(chance)
    often = list(accumulate(1 / (rank + 1) for rank in range(len(known))))
    sources = [f"{chance.choice(PLACES)}{chance.choice(('日报', '晚报', '政府网', '发布', '融媒体中心'))}{n}" for n in range(SOURCES)]
    source_often = list(accumulate(1 / (rank + 1) for rank in range(SOURCES)))
    begin = date(2005, 1, 1)
    for number in range(count):
        people = chance.choices(known, cum_weights=often, k=8)
        parts = chance.choices(pool, k=18)
        for at, person in enumerate(people):
            parts[at * 2] += f"{person}参加。"
        place = chance.choice(PLACES)
        day = (begin + timedelta(days=int(number * 7000 / count))).isoformat()
        yield Made(
            title=f"{place}{chance.choice(VERBS)}{chance.choice(THINGS)}{chance.choice(KINDS)}",
            body="\n".join("".join(parts[at : at + 6]) for at in range(0, 18, 6)),
            source=chance.choices(sources, cum_weights=source_often)[0],
            day=day,
            place=place,
        )


def queries(count: int, each: int = 40, seed: int = 1) -> dict[str, list[str]]:
    """Queries by kind: words, names and phrases as they stand in these articles."""
    articles = list(make_articles(count, seed))
    chance = random.Random(seed + 1)
    known = names(random.Random(seed))
    held = [name for name in known[len(known) // 4 :: 97] if any(name in made.body for made in articles[:: max(1, count // 2000)])]
    rare = [chance.choice(articles).body.split("参加。")[0][-3:] for _ in range(each)]
    flat = [made.body.replace("\n", "") for made in chance.choices(articles, k=each)]
    starts = [chance.randrange(len(text) - 12) for text in flat]
    return {
        "newest 20, frequent": [*THINGS, *KINDS, *BODIES][:each],
        "newest 20, names": chance.sample(known[:2000], each) + held[:each],
        "newest 20, rare": [*rare, *("".join(chance.choices(CHARACTERS, k=2)) for _ in range(each))],
        "two words": [f"{chance.choice(THINGS)} {name}" for name in chance.sample(known[:3000], each)],
        "phrase": [f'"{text[start : start + chance.randint(4, 12)]}"' for text, start in zip(flat, starts, strict=True)],
        "one character": [chance.choice(text) for text in flat],
    }
