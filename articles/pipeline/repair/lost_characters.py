"""Characters that were lost before the capture: a `?`, U+FFFD or □ where another one stood. Flagged, never guessed.

`擦亮“高新事?高兴办”品牌`: the middle dot was not in the encoding some program wrote. Most half-width question marks in such captures
are genuine, full-width marks having been turned ASCII: `如何提升能级?某区表示`. So a question mark between two Chinese characters
counts as lost only where no question can stand: no word of asking since the last full stop or quotation mark, and either a name or
slogan in quotation marks of two short halves, or characters on both sides that foreign names are transcribed with (约翰?史密斯). All
else is left alone: a false alarm costs a curator's time.
"""

import re

from articles.pipeline.lexicon import read_words
from articles.pipeline.offsets import TracedText
from articles.pipeline.records import ReadingWarning, RepairedText, WarningKind

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
BETWEEN = re.compile(rf"(?<=[{HAN}])\?(?=[{HAN}])")
REPLACED = re.compile("\ufffd+")
BOX = re.compile(rf"(?<=[{HAN}])[□▯]+(?=[{HAN}])(?!本[报网台刊社]|(?:记者|通讯员|文|图|是|否|有|无|不)\b|[是否有无])")
ASKING = re.compile("|".join(map(re.escape, read_words("asking_words.tsv"))))
CHOICE = re.compile(r"(.)不\1|有没有|[是行好对能会]不|还是")  # 行不行
OPENING, CLOSING = '“‘「『《〈"', '”’」』》〉"'
BOUND = re.compile(rf"[。!！;；?？\n{OPENING}{CLOSING}]")
LONGEST_HALF = 10
LETTERS = frozenset("".join(read_words("transcribing_characters.tsv")))
FEWEST_LETTERS = 3  # of the four characters around the mark


def mend(text: TracedText) -> RepairedText:
    """The text unchanged, with a warning for each mark that stands where a character was lost."""
    warnings: list[ReadingWarning] = []
    if "\ufffd" in text.text:
        warnings.extend(_warn(text, match) for match in REPLACED.finditer(text.text))
    if "?" in text.text:
        warnings.extend(_warn(text, match) for match in BETWEEN.finditer(text.text) if _is_lost(text.text, match.start()))
    if "□" in text.text or "▯" in text.text:
        warnings.extend(_warn(text, match) for match in BOX.finditer(text.text))
    return RepairedText(text, warnings=tuple(sorted(warnings, key=lambda warning: warning.start)))


def _warn(text: TracedText, match: re.Match[str]) -> ReadingWarning:
    start, end = text.origin(match.start(), match.end())
    return ReadingWarning(WarningKind.LOST_CHARACTER, start, end, match[0])


def _is_lost(text: str, at: int) -> bool:
    """Whether the question mark at `at` stands where no question can."""
    before = BOUND.split(text[max(0, at - 60) : at])[-1]
    after = BOUND.split(text[at + 1 : at + 41])[0]
    if ASKING.search(before) or CHOICE.search(before):
        return False
    opened = text[at - len(before) - 1 : at - len(before)]
    closed = text[at + 1 + len(after) : at + 2 + len(after)]
    if opened and closed and opened in OPENING and closed in CLOSING:
        return len(before) <= LONGEST_HALF and len(after) <= LONGEST_HALF
    return _is_foreign(before[-2:], after[:2])


def _is_foreign(before: str, after: str) -> bool:
    """Whether the characters around the mark are such as foreign names are written with.

    >>> _is_foreign("约翰", "史密"), _is_foreign("发展", "某区")
    (True, False)
    """
    known = [character in LETTERS for character in before + after]
    return len(before) == len(after) == 2 and known[1] and known[2] and sum(known) >= FEWEST_LETTERS
