"""Surnames that are words first and that the tagger left out: 主任|向|信龙, 区长|能|永福."""

from articles.pipeline.recognize.names.anchors import CLAUSE_START, LIST, closes, titled
from articles.pipeline.recognize.names.forms import Name, Sentence, surname_of, surnames
from articles.pipeline.recognize.titles import title_before


def restore_surnames(sentence: Sentence, names: list[Name]) -> list[Name]:
    """办事处主任向信龙参加: 向 before a name's two characters, behind a title, is the surname.

    Leaves alone: 书记向王平传达 (王平 is a name already), 书记和王平.
    """
    text = sentence.text
    restored = []
    for name in names:
        start = name.start - 1
        if (
            name.end - name.start == 2
            and start > 0
            and surnames().get(text[start]) in ("rare", "common")
            and surnames().get(text[name.start]) != "common"
            and text[start] not in _JOINING
            and titled(text, start)
            and closes(text, name.end)
            and not any(other.start <= start < other.end for other in names)
        ) or _is_married(sentence, name, start):
            restored.append(Name(start, name.end, "surname restored"))
        else:
            restored.append(Name(_behind_title(sentence, name), name.end, name.rule))
    return restored


_JOINING = "和与與及同"


def _behind_title(sentence: Sentence, name: Name) -> int:
    """州长|沙马拉毅: the word before the name (长沙) begins with the end of a title, which stands at the beginning of a clause."""
    before = sentence.ends.get(name.start)
    if before is None or before.tag == "PER":
        return name.start
    text = sentence.text
    for at in range(before.start + 1, before.end):
        title = title_before(text, max(0, at - 4), at)
        if (
            title is not None
            and title.start < before.start
            and (title.start == 0 or text[title.start - 1] in CLAUSE_START or text[title.start - 1] in LIST)
        ):
            return at if name.end - at <= 4 and surname_of(text[at : name.end]) else name.start
    return name.start


def _is_married(sentence: Sentence, name: Name, start: int) -> bool:
    """行政长官林|郑明月: in Hong Kong the husband's surname stands before the full name."""
    text = sentence.text
    return (
        name.end - name.start == 3
        and start > 0
        and all(surnames().get(text[at]) == "common" for at in (start, name.start))
        and text[start] not in _JOINING
        and (titled(text, start) or (text[start - 1] in CLAUSE_START and start in sentence.starts))
        and closes(text, name.end)
    )
