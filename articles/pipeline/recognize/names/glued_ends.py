"""The beginnings of verbs that the tagger glued to a name."""

import re

from articles.pipeline.recognize.names.anchors import MARK, words_after_names
from articles.pipeline.recognize.names.forms import Name, Sentence, looks_like_a_name


def move_glued_ends(sentence: Sentence, names: list[Name]) -> list[Name]:
    """吴平宣|读 and 周平作|主旨演讲: the verb's first character was glued to the name; 郜明摄, 张平和|李安: a whole word was.

    Fires where a name's form is left, and the characters taken off begin a word that follows names. Leaves alone: 周平作 before a mark.
    """
    text = sentence.text
    moved = []
    for name in names:
        end = name.end
        for size in (1, 2):
            cut = name.end - size
            if cut - name.start >= 2 and looks_like_a_name(text[name.start : cut]) and _begins_a_verb(sentence, cut, name.end):
                end = cut
                break
        moved.append(name if end == name.end else Name(name.start, end, "verb taken off"))
    return moved


def _begins_a_verb(sentence: Sentence, cut: int, end: int) -> bool:
    """Whether a word that follows names lies across the tagger's end, or fills the place up to it and more than a mark follows."""
    text = sentence.text
    for size in (4, 3, 2):
        if cut + size > end and words_after_names().get(text[cut : cut + size]) in ("role", "speech"):
            return True
    taken = text[cut:end]
    if words_after_names().get(taken) in ("role", "speech") and len(taken) > 1:
        return True
    if taken in "摄攝" and (end == len(text) or MARK.match(text, end)):
        return True
    if taken == "作" and not re.sub(r"[()（）\s]", "", text[: cut - 2] + text[end:]):
        return True
    if taken == "等":
        return True
    if taken in ("和", "与", "與", "及"):
        follower = sentence.starts.get(end)
        return follower is not None and (
            follower.tag in ("PER", "ORG", "LOC") or (looks_like_a_name(text[end : end + 3]) and follower.tag != "w")
        )
    return taken in ("率", "任", "兼") and end < len(text) and not MARK.match(text, end)
