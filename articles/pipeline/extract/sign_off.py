"""Lines around the text that say who wrote and who printed it, where no template says so.

`作者 朱霜`, `《苏州日报》2023年02月03日B01版`, `某某新聞網記者田禾/雲河報導`, `本报记者 田禾 通讯员 柳青`, `(责任编辑:石磊)`. A
paragraph that begins with its reporter (`(记者田禾)受…委托`) is prose and stays in the body.

>>> read_sign_off("《某某日报》2023年02月03日B01版")
SignOff(published_on='2023-02-03', source='某某日报', author=None)
>>> read_sign_off("记者表示,将继续关注") is None
True
"""

import re
from typing import NamedTuple

from articles.pipeline.extract.dates import find_day
from articles.pipeline.extract.metadata_line import read_metadata_line

LONGEST = 80
MEDIUM = (
    r"[\u4e00-\u9fffA-Za-z]{2,14}?(?:通讯社|新华社|中新社|社|网|網|日报|日報|晚报|时报|早报|晨报|商报|报|報"
    r"|电视台|電視台|广播电台|融媒体中心|融媒|客户端)"
)
REPORT = "(?:报道|報導|報道|摄影报道|文/图|文|图|整理)"
NAME = r"[\u4e00-\u9fff·]"
NAMES = (
    rf"{NAME}{{2,5}}(?:[\s、,，/]+(?!摄|通[讯訊][员員]|实习|特约|记者|[\u4e00-\u9fff]{{0,6}}{REPORT})"
    rf"{NAME}{{2,4}}){{0,5}}"
)
EDITION = re.compile(
    rf"\(?(?:来源|转自|刊于|原载)?[:：\s]*[《“]?({MEDIUM})[》”]?\s*[(（]?\s*(\d{{4}}[-年./]\d{{1,2}}[-月./]\d{{1,2}}日?)"
    r"[\s,，)）]*(?:星期[一二三四五六日天])?\s*第?\s*[A-Za-z]?\d{1,3}\s*版.{0,10}"
)
BYLINE = re.compile(
    rf"[\s□■○●◎◇◆▲*]*(?P<source>{MEDIUM}|本[报報网台刊社]|)\s*(?:全媒体|融媒体|见习|实习|特约|首席|特派|驻.{{2,4}})?(?:记者|記者)"
    rf"(?P<apart>\s*[:：]?\s*)(?P<names>{NAMES})(?:\s*(?:特约|实习)?(?:通讯员|通訊員|实习生|摄影)\s*[:：]?\s*(?P<more>{NAMES}))?"
    rf"\s*(?:[/／]?\s*[\u4e00-\u9fff]{{0,6}}\s*{REPORT})?"
)
SLASHED = re.compile(rf"[/／][\u4e00-\u9fff]{{0,6}}\s*{REPORT}$")
CORRESPONDENT = re.compile(rf"[\s□■○●◎◇◆▲*(（]*(?:特约)?(?:通讯员|通訊員|供稿人?|撰稿人?|撰文)\s*[:：]?\s*(?P<names>{NAMES})[)）]?")
MARKED = re.compile(rf"[□■○●◎◇◆]\s*(?P<names>{NAMES})")
GLUED = re.compile(rf"(?P<source>{MEDIUM}|)(?:记者|記者)(?P<names>{NAME}{{3}})[\u4e00-\u9fff]{{2,4}}[报報][导導道]")
AGENT = re.compile(r"本[报報网台刊社]")
SIGNED_AND_DATED = re.compile(
    r"(?P<signed>.{4,40}?)\s+(?P<day>\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)"
)
RELEASED = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)\s*(?:[(（]星期.[)）])?\s*香港時間.{0,12}")


class SignOff(NamedTuple):
    published_on: str | None
    source: str | None
    author: str | None


def read_sign_off(line: str) -> SignOff | None:
    """What a line (stripped) outside the prose says of date, outlet and author; None if it says nothing of the kind.

    A bare date is none: below the text it is the day of signature.
    """
    if not line or len(line) > LONGEST or "。" in line:
        return None
    edition = EDITION.fullmatch(line)
    if edition:
        return SignOff(find_day(edition[2]), edition[1], None)
    if RELEASED.fullmatch(line):
        return SignOff(find_day(line), None, None)
    both = SIGNED_AND_DATED.fullmatch(line)
    if both and (day := find_day(both["day"])) and (signed := read_sign_off(both["signed"])) and signed.author:
        return signed._replace(published_on=day)
    bare = line.strip("()（）【】")
    byline = GLUED.fullmatch(bare) or BYLINE.fullmatch(bare) or CORRESPONDENT.fullmatch(bare) or MARKED.fullmatch(line)
    if byline:
        parts = byline.groupdict()
        if not (parts.get("apart", " ") or parts.get("source") or bare != line or SLASHED.search(bare)):
            return None
        source = parts.get("source") or None
        names = " ".join(filter(None, (parts["names"], parts.get("more"))))
        return SignOff(None, None if source and AGENT.fullmatch(source) else source, names)
    fields = read_metadata_line(line)
    if fields is None or not fields.fields - {"weekday", "title", "title_weak", "written", "ignored", "published_weak"}:
        return None
    dated = fields.fields & {"published", "updated"} or (fields.fields - {"editor"}) > {"published_weak"}
    return SignOff(fields.published_on if dated else None, fields.source, fields.author)
