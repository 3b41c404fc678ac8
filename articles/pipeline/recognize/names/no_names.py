"""What the tagger takes for a name and is none."""

import re

from articles.pipeline.recognize.names.anchors import heads_of_titles, titled
from articles.pipeline.recognize.names.forms import Name, Sentence, surnames
from articles.pipeline.recognize.titles import title_before

_NAMED_AFTER = re.compile("(?:旧居|故居|大街|音乐厅|派出所|半岛|纪念馆|公司|集团)$")


_OF_THE_EAST = re.compile("[东東]方之.")
"""东方之珠 begins like a surname of two characters."""
_FAMILIAR = "总工"
_BODIES = (
    "工委",
    "党委",
    "纪委",
    "委会",
    "政府",
    "管委",
    "文联",
    "残联",
    "妇联",
    "侨联",
    "科协",
    "团委",
    "人大",
    "政协",
    "工商联",
    "健委",
    "计委",
    "农委",
    "建委",
    "发改委",
)


def _is_body_or_office(text: str) -> bool:
    """纪工委 and 区文联 are bodies; 许县长 is a surname with its title."""
    title = title_before(text, 0, len(text))
    return text.endswith(_BODIES) or text.endswith(("长办", "长制")) or (title is not None and title.start <= 1)


def _is_in_a_title(text: str, name: Name) -> bool:
    """国医大师: the tagger took the title's first half for a name."""
    title = title_before(text, name.start, name.end + 2) if name.end + 2 <= len(text) else None
    return title is not None and title.start == name.start


_LATIN = re.compile(r"[\x20-\x7e\uff01-\uff5e]*")


_ADDRESS = re.compile("先生|女士|小姐|博士|教授|同志|老师|[（(]")


def drop_what_is_none(sentence: Sentence, names: list[Name]) -> list[Name]:
    """A single character that is no surname (议会议|长); what is named after a person (某某旧居); Latin letters without title or 先生."""
    kept = []
    for name in names:
        text = name.text(sentence.text)
        if len(text) == 1 and text not in surnames():
            continue
        if _is_in_a_title(sentence.text, name) or (len(text) == 2 and text[1] in _FAMILIAR):
            continue
        if len(text) == 2 and text[1] == "长" and not titled(sentence.text, name.start):
            continue
        if len(text) == 3 and text[0] in "省市区县州" and text[:2] in heads_of_titles():
            continue
        if _NAMED_AFTER.search(text) or _OF_THE_EAST.fullmatch(text) or _is_body_or_office(text):
            continue
        if _LATIN.fullmatch(text) and not titled(sentence.text, name.start) and not _ADDRESS.match(sentence.text, name.end):
            continue
        kept.append(name)
    return kept
