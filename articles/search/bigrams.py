"""A folded text to what stands in the index: every pair of neighbouring characters, and every character by itself.

A word of two characters or more is a run of pairs, so an index of pairs finds every substring and needs no dictionary; single characters
answer words of one. Nothing is joined across a line feed.
"""

from itertools import pairwise

_ASCII_MARKS = {code: 0xE000 + code for code in range(128) if not chr(code).isalnum()}
"""SQLite's tokenizer takes ASCII marks for the ends of words: in tokens they are characters of the private use area."""
BREAK = "\ue080"
"""Stands between the tokens of two lines, so that no phrase reaches across."""
SOURCE = "\ue081"
"""Begins every token of a source, so that words of the text never meet it."""


def tokens(text: str, mark: str = "") -> str:
    """All tokens of a folded text, in order, parted by blanks: the pairs, line by line, then the characters, once each.

    >>> tokens("开会\\n会议") == f"开会 {BREAK} 会议 会 开 议"
    True
    """
    plain = text.translate(_ASCII_MARKS | {10: "\n"})
    lines = [" ".join(marked(pairs_of(line), mark)) for line in plain.split("\n") if line]
    singles = marked(sorted(set(plain) - {"\n"}), mark)
    return " ".join([f" {BREAK} ".join(lines), *singles]).strip()


def phrase(word: str, mark: str = "") -> str:
    """The tokens of a folded word in quotation marks, as a full-text phrase."""
    plain = word.translate(_ASCII_MARKS)
    pairs = [plain] if len(plain) == 1 else pairs_of(plain)
    return '"' + " ".join(marked(pairs, mark)) + '"'


def pairs_of(line: str) -> list[str]:
    return [one + other for one, other in pairwise(line)]


def marked(items: list[str], mark: str) -> list[str]:
    return [mark + item for item in items] if mark else items


def codes(word: str) -> list[int]:
    """The numbers that every text with this folded word has; the same as `articles_search_codes` of the database gives for texts.

    >>> codes("会") == [0x4F1A * 65536 - 2**31]
    True
    """
    if len(word) == 1:
        return [_code(word, None)]
    return sorted({_code(one, other) for one, other in pairwise(word)})


def are_codes_exact(word: str) -> bool:
    """Whether every text with the word's codes has the word: one or two characters of the basic plane."""
    return len(word) <= 2 and max(word) <= "\uffff"


def _code(one: str, other: str | None) -> int:
    return _unit(one) * 65536 + (0 if other is None else _unit(other)) - 2**31


def _unit(character: str) -> int:
    """Sixteen bits: characters beyond the basic plane share the places of the surrogates, which no text holds."""
    code = ord(character)
    return code if code <= 0xFFFF else 0xD800 + (code & 0x7FF)
