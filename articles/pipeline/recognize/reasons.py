"""Why a place is meant, in one short sentence: the parts of the page that name it, each once, in Chinese and English.

>>> told([("title", "相城区召开大会", 1), ("source", "相城区人民政府", 1), ("body", "", 2), ("body", "", 1)])
('依据来源“相城区人民政府”、标题、正文3处', 'from the source line 相城区人民政府, the title, 3 places of the body')
>>> told([])
('', '')

Only the first part is quoted, and only where its words are short: a reader sees the page beside the reason.
"""

from collections.abc import Iterable

_PARTS = {
    "source": ("来源", "the source line"),
    "title": ("标题", "the title"),
    "section": ("栏目", "the section"),
    "zone": ("发布开发区", "the publishing zone"),
    "address": ("网址", "the address"),
    "dateline": ("电头", "the dateline"),
    "body": ("正文", "the body"),
}
_QUOTED = ("source", "section", "zone", "address", "dateline")
_LONGEST_QUOTE = 16
_MOST_PARTS = 5

ABOVE = ("为其上级", "it lies above")


def told(clues: Iterable[tuple[str, str, int]]) -> tuple[str, str]:
    """The reason from (part, words, number of places) rows; the parts in the order of `_PARTS`, empty where there are no rows."""
    words: dict[str, str] = {}
    places = 0
    for part, quote, count in clues:
        words.setdefault(part, quote)
        places += count if part == "body" else 0
    parts = [part for part in _PARTS if part in words][:_MOST_PARTS]
    if not parts:
        return "", ""
    told_zh, told_en = [], []
    for number, part in enumerate(parts):
        zh, en = _PARTS[part]
        quote = words[part] if number == 0 and part in _QUOTED and len(words[part]) <= _LONGEST_QUOTE else ""
        if part == "body":
            told_zh.append(f"正文{places}处" if places > 1 else zh)
            told_en.append(f"{places} places of the body" if places > 1 else en)
        else:
            told_zh.append(f"{zh}“{quote}”" if quote else zh)
            told_en.append(f"{en} {quote}" if quote else en)
    return "依据" + "、".join(told_zh), "from " + ", ".join(told_en)


def meant(word: str, name: str, why: tuple[str, str] = ABOVE) -> tuple[str, str]:
    """What a bare word means, and since what.

    >>> meant("区", "相城区", ("依据标题", "from the title"))
    ('区指相城区，依据标题', '区 is 相城区, from the title')
    """
    return (f"{word}指{name}，{why[0]}" if why[0] else f"{word}指{name}"), (
        f"{word} is {name}, {why[1]}" if why[1] else f"{word} is {name}"
    )
