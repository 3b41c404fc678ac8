"""Characters a mirror site made traditional one by one, with or without readings in brackets, back to the simplified text.

Real example: 區(qū)委經(jīng)濟(jì)工作會(huì)議 was 区委经济工作会议. Sites gloss only some characters (sparse), put a blank before the
closing bracket (會(huì )議), or gloss nothing at all.

It must not fire on genuine Taiwan and Hong Kong pages, on pages that teach pinyin, on a rare character explained in brackets: see
mirror_signs.py, which judges the page as a whole. On a mirror site's page a reading is taken out where it is a reading of the character
before it. A character with one simplified form is *proved*: the site's table gives it back. One that may also stand for itself (著 in
著名) is decided by the words around it and *likely*, unless the page shows that the site leaves the simplified form alone.

Edits that touch within a word are one repair: 經(jīng)濟(jì) to 经济.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.pipeline.offsets import Edit, TracedText
from articles.pipeline.records import Proof, Repair, RepairedText, RepairKind, Script
from articles.pipeline.repair.mirror_characters import AMBIGUOUS, fits, simple_forms, simplified_table
from articles.pipeline.repair.mirror_prose import cost_of
from articles.pipeline.repair.mirror_signs import Signs, signs_of
from articles.pipeline.repair.mirror_tokens import GLOSS, MAYBE_SHIFTED
from articles.pipeline.words import cut

_CONTEXT = 8
_AMBIGUOUS = re.compile(f"[{''.join(AMBIGUOUS)}]")


class _Character(NamedTuple):
    """One character of the page without its reading: text[start:end] is what was captured for it."""

    start: int
    end: int
    captured: str
    glossed: bool


def mend(text: TracedText) -> RepairedText:
    """The text in simplified characters where a mirror site changed it; `script` is hant for a genuine traditional page."""
    signs = signs_of(text.text)
    if signs.is_genuine_traditional:
        return RepairedText(text, script=Script.HANT)
    if not signs.is_mirror:
        return RepairedText(text)
    characters = list(_characters(text.text, signs))
    simple, doubts = _simplify("".join(char.captured for char in characters))
    unsure = {at for match in MAYBE_SHIFTED.finditer(text.text) for at in range(match.start(), match.end())}
    edits: list[Edit] = []
    repairs: list[Repair] = []
    at = 0
    for word in cut(simple):
        for first, last in _changed(characters, simple, at, at + len(word)):
            start, end, after = characters[first].start, characters[last - 1].end, simple[first:last]
            glossed = any(char.glossed for char in characters[first:last])
            edits.append(Edit(start, end, after, charwise=not glossed))
            kind = RepairKind.PINYIN_IN_BRACKETS if glossed else RepairKind.TRADITIONAL_ONE_BY_ONE
            rivals = tuple(after[: k - first] + doubts[k] + after[k - first + 1 :] for k in range(first, last) if k in doubts)
            proof = Proof.LIKELY if rivals or start in unsure else Proof.PROVED
            repairs.append(Repair(kind, *text.origin(start, end), text.text[start:end], after, proof, rivals))
        at += len(word)
    return RepairedText(text.replace(edits), tuple(repairs))


def _characters(text: str, signs: Signs) -> Iterator[_Character]:
    """The page's characters, each with the reading that follows it."""
    at = 0
    for match in GLOSS.finditer(text):
        start = match.start()
        if start <= at or not _is_gloss(text[start - 1], match[1], signs):
            continue
        yield from (_Character(k, k + 1, text[k], False) for k in range(at, start - 1))
        yield _Character(start - 1, match.end(), text[start - 1], True)
        at = match.end()
    yield from (_Character(k, k + 1, text[k], False) for k in range(at, len(text)))


def _is_gloss(char: str, reading: str, signs: Signs) -> bool:
    """Only traditional characters are glossed by mirror sites; (hǎo) after another has a reason of its own."""
    if not signs.glossed or not fits(char, reading):
        return False
    return char in simplified_table() or (char, reading) in signs.glossed


def _changed(characters: list[_Character], simple: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of a word whose characters were changed or glossed."""
    first = None
    for k in range(start, end + 1):
        changed = k < end and (characters[k].glossed or characters[k].captured != simple[k])
        if changed and first is None:
            first = k
        elif not changed and first is not None:
            yield first, k
            first = None


def _simplify(text: str) -> tuple[str, dict[int, str]]:
    """The simplified text, and for each position where the words had to decide the form that was not chosen."""
    table = simplified_table()
    chars = [table.get(char, char) for char in text]
    doubts: dict[int, str] = {}
    for match in _AMBIGUOUS.finditer(text):
        k = match.start()
        forms = simple_forms(text[k])
        if forms[0] in text:
            # the site left the simplified form alone elsewhere, so this character was there before it came
            chars[k] = forms[1]
            doubts[k] = forms[0]
            continue
        left = "".join(chars[max(0, k - _CONTEXT) : k])
        right = "".join(chars[k + 1 : k + 1 + _CONTEXT])
        costs = sorted((cost_of(left + form + right), form) for form in forms)
        chars[k] = costs[0][1]
        doubts[k] = costs[1][1]
    return "".join(chars), doubts
