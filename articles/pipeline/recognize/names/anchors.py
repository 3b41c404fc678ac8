"""What shows where a name begins and where it ends: titles and marks before it, marks and words of doing and saying behind it.

>>> titled("区委书记王平", 4), anchored_right("王平主持", 2), anchored_right("王平安", 2)
(True, True, False)
"""

import re
from functools import cache

from articles.pipeline.lexicon import read_table, read_words
from articles.pipeline.recognize.names.forms import BLANKS, Name, Sentence
from articles.pipeline.recognize.titles import ends_of_titles, title_before

MARK = re.compile(r"[\s,，。、；;：:!！?？（）()《》〈〉【】\[\]“”\"「」『』/—…|]")


LIST = "、"


CLAUSE_START = frozenset("，,。；;！!？?：:）)】」』”\n\t \u3000")


NEVER_IN_NAMES = frozenset("说說称稱道问問答曰的了是等与與在及或又也已曾将將把被让讓摄攝致以而则則就对對向从從图讯今昨")


_LABELS = ("领导", "領導", "负责人", "負責人", "代表")
_LONGEST_TITLE = 10


@cache
def words_after_names() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("words_after_names.tsv")}


@cache
def heads_of_titles() -> frozenset[str]:
    return frozenset(read_words("titles.tsv"))


def titled(text: str, at: int) -> bool:
    """Whether a title ends at `at`, or before the blanks that end there: 区委书记|王明, 记者 |王明."""
    while at and text[at - 1] in BLANKS:
        at -= 1
    return at > 1 and text[at - 1] in ends_of_titles() and title_before(text, max(0, at - _LONGEST_TITLE), at) is not None


def anchored_left(sentence: Sentence, at: int, names: list[Name]) -> bool:
    """Whether a name may begin at `at`: after a title, after another name and 、, or at the beginning of a clause."""
    text = sentence.text
    if at == 0 or text[at - 1] in CLAUSE_START or titled(text, at) or text.endswith(_LABELS, 0, at):
        return True
    if text[at - 1] == "的" and titled(text, at - 1):
        return True
    return text[at - 1] in LIST and any(name.end == at - 1 for name in names)


def kind_after(text: str, at: int, sizes: tuple[int, ...] = (4, 3, 2)) -> str | None:
    """The kind of the longest word that follows names and begins at `at`; 作 … 报告 is what the person does.

    提出席 is 提 and 出席: the name ends in 提.

    >>> kind_after("主持会议", 0), kind_after("作政府工作报告", 0), kind_after("提出席会议", 0)
    ('role', 'role', None)
    """
    if _GIVES.match(text, at):
        return "role"
    if TI_ATTENDS.match(text, at):
        return None
    kinds = words_after_names()
    for size in sizes:
        if (kind := kinds.get(text[at : at + size])) is not None:
            return kind
    return None


TI_ATTENDS = re.compile("提出席(?!位)")
"""买合苏提|出席: the name ends in 提, and nothing is 提出."""
_GIVES = re.compile(
    r"[作做]了?(?:[^\s,，。;；:：、]{0,12}?)(?:报告|部署|讲话|发言|讲解|总结|说明|汇报|点评|授课|讲座|交流|动员|辅导|推介|致辞|解读|報告|講話|匯報)"
)


def anchored_right(text: str, at: int) -> bool:
    """Whether a name may end at `at`: at a mark, the end, 等, or a word that follows names (主持, 先生, 在)."""
    if at >= len(text) or MARK.match(text, at) or text[at] == "等":
        return True
    return kind_after(text, at, (4, 3, 2, 1)) is not None


def closes(text: str, at: int, more: str = "") -> bool:
    """A right anchor that no name's own character can be mistaken for: a mark, the end, 等, a word of two characters, one of `more`."""
    if at >= len(text) or MARK.match(text, at) or text[at] == "等" or text[at] in more:
        return True
    return kind_after(text, at) in ("role", "speech", "address")


def follows_names(text: str, at: int) -> bool:
    """Whether a word that follows names begins at `at`, a word of two characters at least."""
    return kind_after(text, at) is not None


def does_or_says(text: str, at: int) -> bool:
    """Whether what the person does or says follows at `at`: 主持, 指出."""
    return kind_after(text, at) in ("role", "speech")


def is_addressed(text: str, at: int) -> bool:
    """Whether 先生, 同志 or a title follows at `at`: 王平书记."""
    kinds, titles = words_after_names(), heads_of_titles()
    words = [text[at : at + size] for size in (2, 3, 4)]
    return any(kinds.get(word) == "address" or word in titles for word in words)
