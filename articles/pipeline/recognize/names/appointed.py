"""Names between a verb of appointing and the post: 免去|黄金|同志…职务, 选举…、|殷实|为…检察长."""

import re

from articles.pipeline.recognize.names.anchors import NEVER_IN_NAMES
from articles.pipeline.recognize.names.forms import CJK, Name, Sentence, looks_like_a_name, surnames
from articles.pipeline.recognize.titles import title_before

_BEFORE = re.compile(r"(?:任命|选举|推选|推举|补选|增选|委任|聘任|聘请|提名|免去|接受|选出|撤销)了?|(?:^|[、,，;；:：\n])")
_AFTER = re.compile(
    rf"(?P<name>[{CJK}]{{2,4}}?)(?P<address>同志|先生|女士)?(?P<verb>为|任|担任|的|辞去|当选为?|)(?P<post>[{CJK}()（）“”]{{2,30}}?)(?=职务|[,，;；。、\n]|的请求|$)"
)
_VERBS = re.compile("任命|选举|推选|推举|补选|增选|委任|聘任|聘请|提名|免去|选出|撤销")


def find_appointed(sentence: Sentence, names: list[Name]) -> list[Name]:
    """免去黄金同志教育局局长职务 and 选举彭平为法院院长、殷实为检察院检察长: the tagger saw words, or a body, where the name stands.

    A surname and one or two characters between a verb of appointing (or a mark after another appointment) and 为, 任, 同志 or the post,
    which must end in a title. Leaves alone: 免去相关人员职务, 任命方案.
    """
    text = sentence.text
    first = _VERBS.search(text) or _LINE.match(text)
    if first is None:
        return names
    found = list(names)
    for before in _BEFORE.finditer(text, first.start()):
        start = before.end()
        after = _AFTER.match(text, start)
        if after is None or any(name.start < after.end("name") and name.end > start for name in found):
            continue
        told = after["verb"] not in ("", "的") if before.group() in _MARKS else after["verb"] or after["address"]
        if told and _may_be_name(after["name"]) and title_before(after["post"], 0, len(after["post"])) is not None:
            found.append(Name(start, after.end("name"), "appointed"))
    return sorted(found)


_LINE = re.compile(rf"\s*[{CJK}]{{2,4}}(?:同志)?(?:为|任)[{CJK}]{{4,30}}[;；。]?\s*$")
"""安宁为江州市法院副院长; on a line of a list of appointments."""
_MARKS = frozenset(["", "、", ",", "，", ";", "；", ":", "：", "\n"])


def _may_be_name(written: str) -> bool:
    if len(written) == 4 and surnames().get(written[:2]) != "compound":
        return False
    return looks_like_a_name(written) and not NEVER_IN_NAMES.intersection(written) and title_before(written, 0, len(written)) is None
