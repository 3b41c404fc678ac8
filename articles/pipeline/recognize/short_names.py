"""Short names that a page explains itself, or that can mean but one of the bodies it has named.

山东科技大学(以下简称“山科大”)          山科大: 山东科技大学
到访澳门中华总商会,受到该会理事接待        该会: 澳门中华总商会
市公安局召开党委会, 市局党委副书记          市局: 市公安局, where no other bureau of the city is named
云霄县第十八届人民代表大会第一次会议        大会主席团: 云霄县十八届人大一次会议主席团
"""

import re
from collections.abc import Sequence

_EXPLAINED = re.compile(
    r"(?P<full>[\u4e00-\u9fff]{4,20}(?:大学|学院|公司|集团|中心|协会|学会|研究院|研究所|委员会|开发区|高新区|园区|银行|医院))"
    r"[(](?:以下|下)?简?称[:]?“?(?P<short>[\u4e00-\u9fff]{2,6})”?[)]"
)
_SHORT_FORM = re.compile(r"[(](?:以下|下)?简?称")
"""What a text must hold for `_EXPLAINED` to stand in it; seen fast."""
_BEFORE_NAME = re.compile(r"^.*?(?:与|和|在|到|由|的)(?=[\u4e00-\u9fff]{4})")
_THAT = re.compile("[该該](?:[会會校院]|公司)")
_ENDINGS = {
    "会": ("会", "會"),
    "會": ("会", "會"),
    "校": ("大学", "大學", "学校", "學校", "学院", "學院", "中学"),
    "院": ("学院", "學院", "医院", "醫院", "研究院"),
    "公司": ("公司", "集团", "集團"),
}
_BRANCH = re.compile("[\u4e00-\u9fff]{2,3}[市县]公安局[\u4e00-\u9fff]{2,4}?分局")
_OWN_BUREAU = re.compile("(?P<level>[市县区])局")
_BUREAU = re.compile("[市县区](?:(?!局)[\u4e00-\u9fff]){2,8}局")


_SESSION = re.compile(
    "(?P<place>[\u4e00-\u9fff]{0,7}?[省市区县州旗])第?(?P<n>[一二三四五六七八九十]{1,3})届(?:人民代表大会|人大|(?P<what>政协)(?:委员会)?)"
    "第?(?P<m>[一二三四五六七八九十]{1,2})次(?:全体)?会议"
)


def short_names(text: str, organizations: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Short name -> the body's name; `organizations`: where the tagger saw bodies.

    >>> short_names("考察团到访海州商会,受到该会会长接待。", [(5, 9)])
    {'该会': '海州商会'}
    >>> short_names("市公安局召开会议,市局领导参加。", []), short_names("市公安局、市教育局到会,市局领导参加。", [])
    ({'市局': '市公安局'}, {})
    """
    found = {}
    for match in _EXPLAINED.finditer(text) if _SHORT_FORM.search(text) else ():
        found[match["short"]] = _BEFORE_NAME.sub("", match["full"])
    session = _SESSION.search(text) if "主席团" in text else None
    if session is not None:
        presidium = f"{session['place']}{session['n']}届{session['what'] or '人大'}{session['m']}次会议主席团"
        found |= {"大会主席团": presidium, "主席团": presidium}
    for match in _THAT.finditer(text):
        before = [text[start:end] for start, end in organizations if end <= match.start()]
        meant = next((name for name in reversed(before) if name.endswith(_ENDINGS[match.group()[1:]])), None)
        if meant is not None and len(meant) > 3:
            found.setdefault(match.group(), meant)
    for match in _OWN_BUREAU.finditer(text):
        level = match["level"]
        bureaus = {name.group() for name in _BUREAU.finditer(text) if name.group()[0] == level}
        if len(bureaus) == 1:
            found.setdefault(match.group(), bureaus.pop())
    branches = {match.group() for match in _BRANCH.finditer(text)}
    if len(branches) == 1:
        found.setdefault("分局", branches.pop())
    return found
