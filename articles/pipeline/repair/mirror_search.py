"""The search for what stood in a byte-misaligned run: over the lost bytes and the pairs that vanished.

The bytes of the run are those of the captured characters, plus one unknown byte for each `?`, plus two unknown bytes wherever a
pair vanished; readings in brackets are taken out, and each tells which character the two bytes before it are. Read in pairs from
the lost byte on, they are the traditional text. A beam keeps the readings whose simplified form costs least as prose.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from articles.pipeline.repair.mirror_characters import by_first_byte, by_reading, by_second_byte, fits, pairs, simple_forms, simplified_only
from articles.pipeline.repair.mirror_model import MARKS, vanishes
from articles.pipeline.repair.mirror_prose import BEGINNING, Prose, extend, read
from articles.pipeline.repair.mirror_tokens import Kind, Token
from articles.pipeline.words import word_cost, word_pairs

BEAM = 40
STRAY_COST = 6.0
"""A symbol in a run is nearly always two bytes of the text."""
VANISHED_COST = 2.2
"""-ln of the chance that the pair across two characters lies in a user-defined area (about one in twelve)."""
KEPT_APART_COST = 9.0
"""A run that ends before a full stop which the site kept apart, with its last byte lost."""
UNGLOSSED_COST = 3.0
UNCHANGED_COST = 7.0
"""A simplified character that the site should have made traditional."""
_EXPANDED = 10
_RAREST = 17.5
_PAIRS_TRIED = 14
_CHARACTERS_TRIED = 24
_MARK_PAIRS = {mark: code.to_bytes(2, "big") for code, mark in MARKS.items()}


class Guess(NamedTuple):
    """One reading so far. `pending`: first byte of a character whose second is still to come (-1: none); `split`: something
    was put behind that byte, so that the character was not glossed even if it is one the site glosses."""

    penalty: float
    prose: Prose
    traditional: str
    simplified: str
    pending: int
    last: tuple[int, int]
    vanished: int
    straddled: str
    apart: bool
    split: bool
    page: Mapping[str, float]
    glossed: frozenset[str]

    @property
    def cost(self) -> float:
        return self.penalty + self.prose.cost


class Found(NamedTuple):
    """A whole reading of a run of `tokens` tokens. `straddled`: listed characters that lay across two characters."""

    cost: float
    traditional: str
    simplified: str
    tokens: int
    vanished: int
    straddled: str
    apart: bool


def search(tokens: list[Token], before: str, last_byte: int, after: str, glossed: frozenset[str], page: Mapping[str, float]) -> list[Found]:
    """All good readings of the run that begins with tokens[0], best first; empty where none fits.

    `before`, `after`: simplified prose around the run (`after` is what follows each possible end is read from the tokens, then
    from here). `last_byte`: second byte of the character before the run, -1 where there is none. `glossed`: the characters that
    carry readings elsewhere on the page. `page`: the words of the page (mirror_prose.words_of_page).
    """
    start = Guess(0.0, read(before[-12:], BEGINNING), "", "", -1, (-1, last_byte), 0, "", False, True, page, glossed)
    beam = list(_begin(start, tokens, glossed))
    found: list[Found] = []
    at = 1 if tokens[0].reading or len(tokens) < 2 else 2
    while beam and at <= len(tokens):
        ended = [guess for guess in beam if guess.pending < 0]
        beam = [guess for guess in beam if guess.pending >= 0]
        if ended:
            rest = _plain_after(tokens, at, after)
            found += [_finish(guess, at, rest) for guess in ended]
        if at == len(tokens):
            break
        beam = _step(_best(beam), tokens, at)
        at += 1
    found.sort()
    unique: dict[tuple[int, str], Found] = {}
    for item in found:
        unique.setdefault((item.tokens, item.simplified), item)
    return list(unique.values())


def _finish(guess: Guess, at: int, rest: str) -> Found:
    cost = guess.penalty + read(rest, guess.prose, guess.page).cost
    return Found(cost, guess.traditional, guess.simplified, at, guess.vanished, guess.straddled, guess.apart)


def _best(guesses: list[Guess]) -> list[Guess]:
    guesses.sort(key=lambda guess: guess.cost)
    kept: list[Guess] = []
    seen: set[tuple[str, int]] = set()
    for guess in guesses:
        key = (guess.simplified, guess.pending)
        if key not in seen:
            seen.add(key)
            kept.append(guess)
        if len(kept) == BEAM:
            break
    return kept


def _plain_after(tokens: list[Token], at: int, after: str) -> str:
    """Some simplified prose that follows the run if it ends before tokens[at]."""
    out: list[str] = []
    for token in tokens[at : at + 12]:
        if token.kind is Kind.LOST or len(out) >= 7:
            return "".join(out)
        if token.kind is not Kind.GLOSS:
            char = token.data.decode("gb18030", "replace")
            if char == "\n":
                return "".join(out)
            out.append(simple_forms(char)[0])
    return ("".join(out) + after)[:7]


def _begin(start: Guess, tokens: list[Token], glossed: frozenset[str]) -> Iterator[Guess]:
    """tokens[0] is the lost byte. With a reading it follows from the byte before; else a mark lay across two characters."""
    first = tokens[0]
    before = start.last[1]
    if first.reading:
        for lead, trail, char in by_reading().get(first.reading, ()):
            if lead == before and trail >= 0x81:
                foreign = 0.0 if char in glossed else UNGLOSSED_COST * (1 if simple_forms(char)[0] != char else 3)
                yield start._replace(pending=trail, last=(before, trail), straddled=char, penalty=start.penalty + foreign)
        return
    mark = _MARK_PAIRS.get(tokens[1].data.decode()) if len(tokens) > 1 and tokens[1].kind is Kind.ASCII else None
    if mark is None:
        return
    candidates = [(char, lead) for lead, char in by_second_byte().get(mark[0], ())]
    for char, _ in sorted(candidates, key=lambda item: _rough_cost(item[0], start.prose.tail))[: 2 * _CHARACTERS_TRIED]:
        for guess in _append(start, char, pending=mark[1], last=(mark[0], mark[1])):
            yield guess._replace(straddled=tokens[1].data.decode(), split=True)


def _append(guess: Guess, chars: str, pending: int, last: tuple[int, int], penalty: float = 0.0, bare: bool = True) -> Iterator[Guess]:
    """The guess with more traditional characters, one for each simplified form they may have.

    `bare`: no reading follows, so none of them is a character the site glosses (but for one that was split).
    """
    if bare and any(char in guess.glossed for char in (chars[1:] if guess.split else chars)):
        return
    grown = [(guess.prose, guess.simplified)]
    for char in chars:
        grown = [(extend(prose, form, guess.page), simple + form) for prose, simple in grown for form in simple_forms(char)]
        if char in simplified_only():
            penalty += UNCHANGED_COST
    for prose, simple in grown:
        yield guess._replace(
            prose=prose,
            traditional=guess.traditional + chars,
            simplified=simple,
            pending=pending,
            last=last,
            penalty=guess.penalty + penalty,
            split=False,
        )


def _step(beam: list[Guess], tokens: list[Token], at: int) -> list[Guess]:
    token = tokens[at]
    out: list[Guess] = []
    for rank, guess in enumerate(beam):
        if token.kind is Kind.GLOSS:
            if fits(pairs().get(guess.last, ""), token.reading):
                out.append(guess)
        elif token.kind is Kind.LOST:
            out += _end_with_lost_byte(guess, tokens, at, rank)
        else:
            glossed = at + 1 < len(tokens) and tokens[at + 1].kind is Kind.GLOSS
            out += _plain_step(guess, token, glossed)
            if rank < _EXPANDED:
                out += _vanished_step(guess, tokens, at, _PAIRS_TRIED * (3 if rank < 3 else 1))
    return out


def _plain_step(guess: Guess, token: Token, glossed: bool) -> Iterator[Guess]:
    """No pair vanished before this token."""
    if token.kind is Kind.ASCII:
        byte = token.data[0]
        mark = _MARK_PAIRS.get(token.data.decode())
        if mark and (char := pairs().get((guess.pending, mark[0]))):
            for grown in _append(guess, char, mark[1], (mark[0], mark[1])):
                yield grown._replace(split=True)
        elif char := pairs().get((guess.pending, byte)):
            yield from _append(guess, char, -1, (guess.pending, byte), bare=not glossed)
    elif char := pairs().get((guess.pending, token.data[0])):
        yield from _append(guess, char, token.data[1], (token.data[0], token.data[1]))


def _vanished_step(guess: Guess, tokens: list[Token], at: int, tried: int) -> Iterator[Guess]:
    """A pair vanished before this token, or the token is what a vanished pair left."""
    token = tokens[at]
    if token.kind is Kind.STRAY:
        # the pair's own bytes are unknown: any of a user-defined area, the second begins the next character
        for char, second in _stray_pairs(guess, tokens, at):
            for grown in _append(guess, char, second, (-1, second), STRAY_COST):
                yield grown._replace(vanished=guess.vanished + 1)
    if token.kind is Kind.ASCII and token.data[0] < 0x40:
        return
    trail = token.data[0]
    pending = token.data[1] if len(token.data) == 2 else -1
    gloss = tokens[at + 1].reading if at + 1 < len(tokens) and tokens[at + 1].kind is Kind.GLOSS and pending < 0 else ""
    candidates = _vanished_pairs(guess.pending, trail)
    if gloss:
        candidates = [two for two in candidates if fits(two[1], gloss)]
    for two in _cheapest(candidates, guess.prose.tail, tried):
        last = (token.data[0], token.data[1]) if pending >= 0 else (_lead_of(two[1]), trail)
        for grown in _append(guess, two, pending, last, VANISHED_COST, bare=not gloss):
            yield grown._replace(vanished=guess.vanished + 1)


def _stray_pairs(guess: Guess, tokens: list[Token], at: int) -> list[tuple[str, int]]:
    if at + 1 >= len(tokens) or not tokens[at + 1].data:
        return []
    trail = tokens[at + 1].data[0]
    twos = _cheapest(_vanished_pairs(guess.pending, trail), guess.prose.tail, _PAIRS_TRIED * 2)
    return list(dict.fromkeys((two[0], _lead_of(two[1])) for two in twos))


def _end_with_lost_byte(guess: Guess, tokens: list[Token], at: int, rank: int) -> Iterator[Guess]:
    """The second byte of the last character became `?` before an ASCII character: the run ends."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    resync = following is not None and following.kind in (Kind.PAIR, Kind.STRAY) and not token.reading
    candidates = [(char, trail) for trail, char in by_first_byte().get(guess.pending, ()) if trail >= 0x80]
    if token.reading:
        candidates = [(char, trail) for char, trail in candidates if fits(char, token.reading)]
    elif not resync:
        candidates = [(char, trail) for char, trail in candidates if trail > 0x80]
    candidates.sort(key=lambda item: _rough_cost(item[0], guess.prose.tail))
    for char, trail in candidates[:_CHARACTERS_TRIED]:
        apart = resync and trail != 0x80
        for grown in _append(guess, char, -1, (guess.pending, trail), KEPT_APART_COST if apart else 0.0, bare=not token.reading):
            yield grown._replace(apart=guess.apart or apart)
    if token.reading and rank < _EXPANDED:
        yield from _lost_after_vanished(guess, token.reading)


def _lost_after_vanished(guess: Guess, reading: str) -> Iterator[Guess]:
    """A pair vanished, and the byte after it took the bracket: the last character is the one with the reading."""
    twos = []
    for lead, trail, char in by_reading().get(reading, ()):
        if trail < 0x81:
            continue
        if not _is_usual(char):
            continue
        for second, before in by_first_byte().get(guess.pending, ()):
            if vanishes(second, lead) and _is_usual(before):
                twos.append((before + char, lead, trail))
    twos.sort(key=lambda item: _rough_pair_cost(item[0], guess.prose.tail))
    for two, lead, trail in twos[:_PAIRS_TRIED]:
        for grown in _append(guess, two, -1, (lead, trail), VANISHED_COST, bare=False):
            yield grown._replace(vanished=guess.vanished + 1)


@lru_cache(maxsize=20_000)
def _vanished_pairs(lead: int, trail: int) -> list[str]:
    """Two characters whose outer bytes are given and whose inner two vanish together, the usual ones first."""
    ends = [(first, two) for first, two in by_second_byte().get(trail, ()) if _is_usual(two)]
    twos = [one + two for second, one in by_first_byte().get(lead, ()) if _is_usual(one) for first, two in ends if vanishes(second, first)]
    twos.sort(key=lambda two: _rough_pair_cost(two, ""))
    return twos[:400]


@lru_cache(maxsize=30_000)
def _is_usual(char: str) -> bool:
    """Whether the character may be guessed where its own bytes are half unknown."""
    return char not in simplified_only() and (word_cost(simple_forms(char)[0]) or 19.0) < _RAREST


def _cheapest(twos: list[str], tail: str, count: int) -> list[str]:
    return sorted(twos, key=lambda two: _rough_pair_cost(two, tail))[:count]


def _lead_of(char: str) -> int:
    return char.encode("gbk")[0]


def _rough_pair_cost(two: str, tail: str) -> float:
    first, second = simple_forms(two[0])[0], simple_forms(two[1])[0]
    return min(_rough_cost(first, tail) + _rough_cost(second, first), _link_cost(first + second))


@lru_cache(maxsize=200_000)
def _rough_cost(char: str, tail: str) -> float:
    """A quick look at a character after some prose: as a word of its own, or joined to what stands before."""
    simple = simple_forms(char)[0]
    alone = word_cost(simple) or 19.0
    best = alone
    for length in range(1, min(4, len(tail)) + 1):
        if (joined := word_cost(tail[-length:] + simple)) is not None:
            best = min(best, joined / (length + 1))
        if (follows := _links().get(tail[-length:] + simple)) is not None:
            best = min(best, follows)
    return best


@lru_cache(maxsize=200_000)
def _link_cost(two: str) -> float:
    joined = word_cost(two)
    return min(joined if joined is not None else 40.0, _links().get(two, 40.0) * 2)


@lru_cache(maxsize=1)
def _links() -> dict[str, float]:
    """Characters that meet at the bounds of frequent words: quick costs for the first sieve."""
    _, table = word_pairs()
    links: dict[str, float] = {}
    for first, followers in table.items():
        for second, count in followers.items():
            key = first[-1] + second[0]
            links[key] = links.get(key, 0.0) + count
    return {key: max(1.0, 9.0 - 0.9 * (count).bit_length()) for key, count in ((k, int(v)) for k, v in links.items())}
