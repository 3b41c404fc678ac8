"""Mongolian and Tibetan names, which have no dots and more than three characters."""

import re

from articles.pipeline.recognize.names.anchors import LIST, closes, titled
from articles.pipeline.recognize.names.forms import MINORITY_LETTERS, Name, Sentence

_TRANSLITERATED = re.compile(f"[{MINORITY_LETTERS}][{MINORITY_LETTERS}]{{3,6}}")


def find_transliterated(sentence: Sentence, names: list[Name]) -> list[Name]:
    """旗委书记那顺巴雅尔， and 州长达瓦次仁一行: Mongolian and Tibetan names without dots, which the tagger cuts up.

    Four to seven characters that such names are written with, from a title to a mark or a word that follows names.
    Leaves alone: 书记高度重视 (not such characters).
    """
    text = sentence.text
    found = list(names)
    for match in _TRANSLITERATED.finditer(text):
        start, limit = match.span()
        if not (titled(text, start) or (start and text[start - 1] == LIST)):
            continue
        end = next((at for at in range(limit, start + 3, -1) if closes(text, at)), None)
        if (
            end is None
            or any(word.tag == "LOC" and word.start <= start and word.end >= end for word in sentence.words)
            or any(name.start < start < name.end or name.start < end < name.end for name in found)
        ):
            continue
        found = [name for name in found if name.end <= start or name.start >= end]
        found.append(Name(start, end, "transliterated"))
    return sorted(found)
