"""Runs of wrong characters after a `?`, where a mirror site put something between the two bytes of a character.

Real example: 為全市大局作出更大貢獻 became ?yōu)槿∪写缶肿鞒龈筘暙I(xiàn). The second byte of 績 and the first of 為 are the bytes of
優, which the site glosses: the reading went between the two bytes of 為, whose first byte took the bracket with it and became `?`, and
all that follows is decoded one byte out of step, up to the next ASCII character. mirror_model.py runs the damage forward.

It must not fire on question marks that are questions: a run begins with `?` and a reading whose character fits the bytes, or with `?`
and an ASCII mark where the text as it stands makes no prose and the text in step does; and only on a mirror site's page.

What is found is *proved* where the damage run forward over it gives the captured text back and every other reading, its vanished
pairs granted for nothing, costs at least PROOF_MARGIN more as prose (in nats: e to the twelfth times less likely); readings with
vanished pairs are never proved. A run for which no reading is good enough stays, and is flagged.
"""

import re
from collections.abc import Mapping

from articles.pipeline.offsets import Edit, TracedText
from articles.pipeline.records import Proof, ReadingWarning, Repair, RepairedText, RepairKind, WarningKind
from articles.pipeline.repair.mirror_characters import simple_forms, simplify
from articles.pipeline.repair.mirror_model import MARKS, gives_back
from articles.pipeline.repair.mirror_prose import cost_of, read, words_of_page
from articles.pipeline.repair.mirror_search import VANISHED_COST, Found, search
from articles.pipeline.repair.mirror_signs import Signs, signs_of
from articles.pipeline.repair.mirror_tokens import GLOSS, MAYBE_SHIFTED, SYLLABLE, TONED, Kind, Token, tokens_of

PROOF_MARGIN = 12.0
MARK_MARGINS = {"!": 2.0, ",": 3.0, ":": -2.0, ";": -2.0, "?": 5.0, ")": 8.0}
"""By how much a run after `?` and a mark must be better prose than the text as it stands: more where such marks do follow a question.
`?(` is not among them: a lost byte takes the bracket with it."""
OPEN_QUOTATION = 3.0
STRAY_SYMBOL_COST = 8.0
UNCLOSED_COST = 4.0
IMPOSSIBLE_MARKS_COST = 6.0
_MARKS_IN_TWO = (("“", "”"), ("‘", "’"), ("《", "》"), ("「", "」"), ("『", "』"), ("〈", "〉"), ("【", "】"))
_IMPOSSIBLE_MARKS = re.compile(r"[。、·]{2}|[,;:][。、·]|[“‘《][。、，,;:”’》]|(?<!—)—(?!—)|(?<!…)…(?!…)")
WORST_COST_PER_CHARACTER = 12.0
MOST_TOKENS = 2_500
"""A page whose runs are longer in all is no page of prose; the rest stays and is flagged, so that time is bounded."""
RIVALS_KEPT = 4
_SECOND_BYTES = {mark: code & 0xFF for code, mark in MARKS.items()}  # of the full-width mark that was turned ASCII after the glossing
_LONGEST_RUN = 80
_LONGEST_LINE = 4_000
_CONTEXT = 6
_BEGINNING = re.compile(rf"\?(?:(?={SYLLABLE} ?\))|(?=[{re.escape(''.join(MARK_MARGINS))}]))")
_LOST_READING = re.compile(rf"\?[a-zü]{{0,5}}[{TONED}][a-zü]{{0,5}} ?\)")


def mend(text: TracedText) -> RepairedText:
    """The text with its shifted runs in simplified characters; what could not be read stays and is flagged."""
    if not _BEGINNING.search(text.text):
        return RepairedText(text)
    signs = signs_of(text.text)
    if not signs.is_mirror:
        return RepairedText(text)
    page = words_of_page(simplify(GLOSS.sub("", MAYBE_SHIFTED.sub("\n", text.text))))
    edits: list[Edit] = []
    repairs: list[Repair] = []
    warnings: list[ReadingWarning] = []
    done = 0
    left = MOST_TOKENS
    for match in _BEGINNING.finditer(text.text):
        start = match.start()
        if start < done:
            continue
        tokens = _tokens(text.text, start) if left > 0 else []
        left -= len(tokens)
        mended = _mend_run(text.text, tokens, _prose_before(text.text, start, done, edits), signs, page) if left > 0 else None
        if mended:
            end, found, rivals, proof = mended
            first, last = text.origin(start, end)
            edits.append(Edit(start, end, found.simplified))
            repairs.append(Repair(RepairKind.SHIFTED_RUN, first, last, text.text[start:end], found.simplified, proof, rivals))
            done = end
        elif lost := _LOST_READING.match(text.text, start):
            first, last = text.origin(start, lost.end())
            warnings.append(ReadingWarning(WarningKind.UNREPAIRED_RUN, first, last, lost[0]))
    return RepairedText(text.replace(edits), tuple(repairs), tuple(warnings))


def _tokens(text: str, start: int) -> list[Token]:
    """The tokens a run that begins at `start` may consist of: to the end of its line or of the longest run."""
    newline = text.find("\n", start, start + 4 * _LONGEST_RUN)
    line_end = newline + 1 if newline >= 0 else min(len(text), start + 4 * _LONGEST_RUN)
    return _cut_at_sync(tokens_of(text, start, line_end)[:_LONGEST_RUN])


def _cut_at_sync(tokens: list[Token]) -> list[Token]:
    """Not more than some tokens of prose after the place where the run must be in step again: a digit, a blank, a line's end."""
    for k, token in enumerate(tokens[2:], 2):
        if token.kind is Kind.ASCII and token.data[0] < 0x40 and token.data.decode() not in MARKS.values():
            return tokens[: k + _CONTEXT * 2]
    return tokens


def _mend_run(
    text: str, tokens: list[Token], before: str, signs: Signs, page: Mapping[str, float]
) -> tuple[int, Found, tuple[str, ...], Proof] | None:
    """End of the run that begins with the tokens, its reading, the rivals and the proof; None where there is none good enough."""
    start = tokens[0].start
    newline = text.find("\n", start, start + _LONGEST_LINE)
    line_end = newline + 1 if newline >= 0 else min(len(text), start + _LONGEST_LINE)
    readings = search(tokens, before, _last_byte(text, start), "", frozenset(char for char, _ in signs.glossed), page)
    if not readings:
        return None
    readings = _by_marks(readings, text, tokens, before, line_end)
    best = readings[0]
    if not tokens[0].reading and not _beats_what_stands(text, tokens, best, before, page):
        return None
    if (best.cost - cost_of(before[-12:])) / (len(best.simplified) + 7) > WORST_COST_PER_CHARACTER:
        return None
    rivals = [other for other in readings[1:] if other.simplified != best.simplified]
    count = best.tokens + (best.tokens < len(tokens) and tokens[best.tokens].kind is Kind.GLOSS)
    end = tokens[count - 1].end
    proof = Proof.PROVED if _is_proved(text, start, end, best, rivals, signs) else Proof.LIKELY
    kept = tuple(other.simplified for other in rivals[:RIVALS_KEPT]) if proof is Proof.LIKELY else ()
    return end, best, kept, proof


def _by_marks(found: list[Found], text: str, tokens: list[Token], before: str, line_end: int) -> list[Found]:
    """The readings again, those with marks that do not close, or that never stand together, made dearer."""
    out = []
    for item in found:
        after = text[tokens[item.tokens - 1].end : line_end]
        around = before[-1:] + item.simplified + after[:1]
        cost = item.cost + IMPOSSIBLE_MARKS_COST * len(_IMPOSSIBLE_MARKS.findall(around))
        for opening, closing in _MARKS_IN_TWO:
            if opening in item.simplified or closing in item.simplified:
                whole = before + item.simplified + after
                cost += UNCLOSED_COST * min(3, abs(whole.count(opening) - whole.count(closing)))
        out.append(item._replace(cost=cost))
    return sorted(out)


def _beats_what_stands(text: str, tokens: list[Token], best: Found, before: str, page: Mapping[str, float]) -> bool:
    """Whether the reading is so much better prose than the captured characters that the `?` cannot be a question's."""
    end = tokens[best.tokens - 1].end
    rest = simplify(GLOSS.sub("", text[end : end + 40]).split("\n")[0][:7])
    stands = read(simplify(GLOSS.sub("", text[tokens[0].start : end])) + rest, read(before[-12:]), page).cost
    stands += STRAY_SYMBOL_COST * sum(token.kind is Kind.STRAY for token in tokens[: best.tokens])
    margin = MARK_MARGINS[best.straddled] - OPEN_QUOTATION * (before.count("“") > before.count("”"))
    return best.cost + margin < stands


def _is_proved(text: str, start: int, end: int, best: Found, rivals: list[Found], signs: Signs) -> bool:
    if best.vanished or best.apart or any(len(simple_forms(char)) > 1 for char in best.traditional):
        return False
    if any(other.cost - VANISHED_COST * other.vanished - best.cost < PROOF_MARGIN for other in rivals):
        return False
    left = _gloss_bound(text, start, -1)
    right = _gloss_bound(text, end, 1)
    original = GLOSS.sub("", text[left:start]) + best.traditional + GLOSS.sub("", text[end:right])
    glosses = dict(signs.glossed)
    if "?" in text[left:start] + text[end:right]:
        return False
    reading = re.match(SYLLABLE, text[start + 1 :])
    if reading and best.straddled not in glosses:
        glosses[best.straddled] = reading[0]
    return gives_back(original, text[left:right], glosses.items(), signs.blank)


def _gloss_bound(text: str, at: int, step: int) -> int:
    """Some characters of context to the left or right, never cutting through a reading in brackets or across a line."""
    for _ in range(_CONTEXT):
        if step > 0:
            if at >= len(text) or text[at] in "\n?":
                break
            found = GLOSS.match(text, at + 1)
            at = found.end() if found else at + 1
        else:
            if at <= 0 or text[at - 1] in "\n?":
                break
            found = next((m for m in GLOSS.finditer(text, max(0, at - 12), at) if m.end() == at), None)
            at = (found.start() if found else at) - 1
    return max(at, 0)


def _last_byte(text: str, start: int) -> int:
    """Second byte of the last character before the run, readings in brackets apart; -1 where there is none."""
    before = GLOSS.sub("", text[max(0, start - 30) : start])
    if not before or before[-1] == "\n":
        return -1
    return _SECOND_BYTES.get(before[-1]) or before[-1].encode("gb18030", "replace")[-1]


def _prose_before(text: str, start: int, done: int, edits: list[Edit]) -> str:
    """Simplified prose before the run, from the beginning of its line, a run just mended included."""
    line = text.rfind("\n", max(0, start - 300), start) + 1 or max(0, start - 300)
    if edits and edits[-1].end > line:
        return (edits[-1].after + simplify(GLOSS.sub("", text[done:start])))[-200:]
    return simplify(GLOSS.sub("", text[line:start]))[-200:]
