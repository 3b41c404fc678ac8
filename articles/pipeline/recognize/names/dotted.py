"""Names with middle dots: Uyghur, Kazakh and foreign ones."""

import re

from articles.pipeline.lexicon import read_words
from articles.pipeline.recognize.names.anchors import LIST, TI_ATTENDS, closes, titled
from articles.pipeline.recognize.names.forms import DOTS, MINORITY_LETTERS, Name, Sentence, is_han, looks_like_a_name

_DOT = re.compile(f"[{DOTS}]")


def join_dotted(sentence: Sentence, names: list[Name]) -> list[Name]:
    """斯里·巴旺 and 托合提·买买提江: a name goes on through its middle dots, over whatever words the tagger made of it.

    At least one part must be tagged as a person, or a title stand before the whole. Leaves alone: 嵊州·唐诗之城 (no person in it).
    """
    text = sentence.text
    if not _DOT.search(text):
        return names
    found = list(names)
    for start, end in _dotted_spans(sentence):
        inside = [name for name in found if name.start < end and name.end > start]
        if not inside and not titled(text, start):
            continue
        first = next((at for at in range(start + 1, start + 3) if text[at] not in DOTS and titled(text, at)), start)
        first = _first_part(text, first if inside else start)
        inside = [name for name in found if name.start < end and name.end > first]
        found = [name for name in found if name not in inside]
        found.append(Name(first, max([end, *(name.end for name in inside)]), "dotted"))
    return sorted(found)


_LONGEST_PART = 8


def _first_part(text: str, start: int) -> int:
    """阿不都热|西提·… and 让-|皮埃尔·…: back to the title or the list's mark before it, over characters and hyphens."""
    if titled(text, start):
        return start
    for at in range(start - 1, max(0, start - _LONGEST_PART) - 1, -1):
        if titled(text, at) and (at < start - 1 or text[at] not in "的等"):
            return at
        if text[at] == LIST and at < start - 1:
            return at + 1 if all(character in _LETTERS for character in text[at + 1 : start]) else start
        if not is_han(text[at]) and text[at] not in "-－—":
            return start
    return start


_LETTERS = frozenset("".join(read_words("transcribing_characters.tsv")) + MINORITY_LETTERS)


def _dotted_spans(sentence: Sentence) -> list[tuple[int, int]]:
    """From the word before a dot to the word after it, joined where they meet."""
    text = sentence.text
    spans: list[tuple[int, int]] = []
    for dot in (match.start() for match in _DOT.finditer(text)):
        before = next((word for word in sentence.words if word.start < dot <= word.end), None)
        after = next((word for word in sentence.words if word.end > dot + 1), None)
        if (
            before is None
            or after is None
            or not is_han(text[dot - 1])
            or not is_han(text[dot + 1 : dot + 2])
            or (after.tag == "w" and dot < after.start)
        ):
            continue
        end = after.end
        while (follower := sentence.starts.get(end)) is not None and follower.tag == "PER":
            if looks_like_a_name(text[follower.start : follower.end]):
                break
            end = follower.end
        if end - dot == 2 and after.tag != "PER":
            end = next((at for at in range(end, min(dot + 8, len(text) + 1)) if closes(text, at)), end)
        if not closes(text, end):
            further = next((at for at in range(end + 1, min(dot + 8, len(text)) + 1) if closes(text, at)), end)
            end = further if all(character in _LETTERS for character in text[end:further]) else end
        last = sentence.starts.get(end)
        if TI_ATTENDS.match(text, end) or (last is not None and last.end == end + 1 and text[end] in _LETTERS and closes(text, end + 1)):
            end += 1
        start = before.start
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
