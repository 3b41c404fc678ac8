"""Titles and forms of address that the tagger took for the end of a name."""

import re

from articles.pipeline.recognize.names.forms import Name, Sentence

_FAMILIAR = (
    "总",
    "老师",
    "阿姨",
    "大侠",
    "姥姥",
    "奶奶",
    "爷爷",
    "大妈",
    "大爷",
    "叔叔",
    "大姐",
    "大哥",
    "师傅",
    "老板",
    "妈妈",
    "爸爸",
    "导",
)


_FORMAL = (
    "先生",
    "女士",
    "小姐",
    "同志",
    "修女",
    "总书记",
    "主席",
    "总理",
    "总统",
    "委员长",
    "委员",
    "书记",
    "部长",
    "省长",
    "市长",
    "州长",
    "所长",
    "厂长",
    "队长",
    "站长",
    "医生",
    "律师",
    "记者",
    "区长",
    "县长",
    "局长",
    "会长",
    "院长",
    "校长",
    "主任",
    "将军",
    "元帅",
    "大使",
    "教授",
    "院士",
    "博士",
    "博士后",
    "經理",
    "经理",
    "总监",
    "董事长",
)


_WITH_TITLE = re.compile("(?:副?(?:" + "|".join(sorted(_FORMAL, key=len, reverse=True)) + ")|" + "|".join(_FAMILIAR) + ")$")


def strip_titles(sentence: Sentence, names: list[Name]) -> list[Name]:
    """孙主席 is the surname 孙 and a title, 周平委员长 a name and a title: the tagger often takes both as one.

    王总, 李阿姨, 张老师 name nobody who could be told apart: they are left out.
    """
    stripped = []
    for name in names:
        text = name.text(sentence.text)
        match = _WITH_TITLE.search(text)
        if match is None or match.start() == 0:
            stripped.append(name)
        elif match.group() not in _FAMILIAR or match.start() > 1:
            stripped.append(Name(name.start, name.start + match.start(), "title taken off"))
    return stripped
