"""What somebody typed to a tree: the same language for both databases.

    会议 招商        both, as exact characters, in title or body
    "王 伟"          kept whole       -招聘   without       甲 OR 乙   either       ( )   together
    标题:王伟  来源:日报  人物:  机构:  会议:  地点:  日期:2024-03      2023..2024   2024-03-05   ..2022

Full-width marks do what ASCII marks do; AND may be written, NOT stands for -. What looks like a field and is none is characters.
"""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from articles.search.dates_asked import NoDate, WrongWay, asked_dates, looks_like_dates
from articles.search.folding import fold
from articles.search.problems import QueryProblem
from articles.search.tree import EVERYTHING, All, Dates, Field, Named, Node, Not, Some, Word

LONGEST = 500
MOST_WORDS = 40
DEEPEST = 20
FIELDS = {
    "标题": Field.TITLE,
    "来源": Field.SOURCE,
    "人物": Field.PERSON,
    "机构": Field.ORGANIZATION,
    "会议": Field.MEETING,
    "地点": Field.PLACE,
    "日期": Field.DATE,
} | {field.value: field for field in Field}
_OPEN, _CLOSE = "(（", ")）"
_MINUS = "-－−"
_PLAIN_QUOTES = '"“”＂'
_CLOSING = dict.fromkeys(_PLAIN_QUOTES, _PLAIN_QUOTES) | {"「": "」", "『": "』"}
_BREAKS = _OPEN + _CLOSE + "".join(_CLOSING)
_OPERATORS = {"OR": "or", "|": "or", "||": "or", "AND": "and", "&&": "and", "NOT": "-"}

NOT_CLOSED = _("The quotation mark is not closed.")
BRACKET_NOT_CLOSED = _("The bracket is not closed.")
BRACKET_NOT_OPENED = _("The bracket closes nothing.")
BRACKETS_EMPTY = _("There is nothing in the brackets.")
NOTHING_TO_LEAVE_OUT = _("What is to be left out? Write it right after the sign; in quotation marks the sign itself is looked for.")
NOTHING_IN_FIELD = _("“%(field)s:” wants a word right after it.")
NOTHING_IN_QUOTES = _("There is nothing in the quotation marks.")
NOTHING_BESIDE_OR = _("OR wants something on either side; in quotation marks it is looked for itself.")
NO_DATE = _("“%(text)s” is no date. Write 2024, 2024-03, 2024-03-05 or 2023..2024.")
DATES_WRONG_WAY = _("The first date is later than the last.")
FIELD_IN_FIELD = _("A field cannot stand within another field.")
TOO_LONG = _("The query is longer than %(most)d characters.")
TOO_MANY_WORDS = _("The query has more than %(most)d words.")
TOO_DEEP = _("The brackets are nested too deeply.")


@dataclass(frozen=True)
class Token:
    """`kind`: "(", ")", "or", "and", "-", "field", "word" or "quoted"; `text`: of a word, or the field's name as typed."""

    kind: str
    text: str
    start: int
    end: int


def parse(query: str) -> Node:
    """The tree of a query; EVERYTHING for an empty one. Raises QueryProblem, with the place, where it cannot be understood."""
    if len(query) > LONGEST:
        raise QueryProblem(TOO_LONG, LONGEST, len(query), {"most": LONGEST})
    tokens = tokens_of(query)
    words = [token for token in tokens if token.kind in {"word", "quoted"}]
    if len(words) > MOST_WORDS:
        raise QueryProblem(TOO_MANY_WORDS, words[MOST_WORDS].start, len(query), {"most": MOST_WORDS})
    if not tokens:
        return EVERYTHING
    reader = Reader(tokens)
    node = reader.read_some(None)
    rest = reader.peek()
    if rest is not None:
        raise QueryProblem(BRACKET_NOT_OPENED, rest.start, rest.end)
    return node


def tokens_of(query: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    while at < len(query):
        character = query[at]
        if character.isspace():
            at += 1
        elif character in _OPEN or character in _CLOSE:
            tokens.append(Token("(" if character in _OPEN else ")", character, at, at + 1))
            at += 1
        elif character in _CLOSING:
            tokens.append(quoted(query, at))
            at = tokens[-1].end
        elif character in _MINUS:
            tokens.append(Token("-", character, at, at + 1))
            at += 1
        else:
            tokens.extend(plain(query, at))
            at = tokens[-1].end
    return tokens


def quoted(query: str, start: int) -> Token:
    closing = _CLOSING[query[start]]
    end = next((at for at in range(start + 1, len(query)) if query[at] in closing), None)
    if end is None:
        raise QueryProblem(NOT_CLOSED, start, len(query))
    return Token("quoted", query[start + 1 : end], start, end + 1)


def plain(query: str, start: int) -> list[Token]:
    """The word that begins here; its field apart, if it has one."""
    end = start
    while end < len(query) and not query[end].isspace() and query[end] not in _BREAKS:
        end += 1
    text = query[start:end]
    operator = _OPERATORS.get(unicodedata.normalize("NFKC", text))
    if operator:
        return [Token(operator, text, start, end)]
    for at, character in enumerate(text):
        if character in ":：" and fold(text[:at]) in FIELDS:
            field = Token("field", text[:at], start, start + at + 1)
            if not text[at + 1 :]:
                return [field]
            if text[at + 1] in _MINUS:
                raise QueryProblem(NOTHING_IN_FIELD, start, start + at + 1, {"field": text[:at]})
            return [field, Token("word", text[at + 1 :], start + at + 1, end)]
    return [Token("word", text, start, end)]


class Reader:
    """Reads the tokens from left to right; `field` is the one whose brackets are being read."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> Token | None:
        token = self.peek()
        self.at += token is not None
        return token

    def read_some(self, field: Field | None) -> Node:
        """Parts joined by OR, to the end or the closing bracket."""
        parts = [self.read_all(field)]
        while (token := self.peek()) is not None and token.kind == "or":
            self.take()
            parts.append(self.read_all(field))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def read_all(self, field: Field | None) -> Node:
        parts: list[Node] = []
        while (token := self.peek()) is not None and token.kind not in {"or", ")"}:
            if token.kind == "and":
                self.take()
            else:
                parts.append(self.read_one(field))
        if not parts:
            raise self.nothing_here(token)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def nothing_here(self, token: Token | None) -> QueryProblem:
        """Why there is nothing at this place, which was to hold a part."""
        before = self.tokens[self.at - 1] if self.at else None
        beside = token if token is not None and token.kind == "or" else before
        if beside is not None and beside.kind == "or":
            return QueryProblem(NOTHING_BESIDE_OR, beside.start, beside.end)
        if token is not None and before is not None and before.kind == "(":
            return QueryProblem(BRACKETS_EMPTY, before.start, token.end)
        if token is not None:
            return QueryProblem(BRACKET_NOT_OPENED, token.start, token.end)
        ends = before or Token("and", "", 0, 0)
        return QueryProblem(BRACKET_NOT_CLOSED if ends.kind == "(" else NOTHING_BESIDE_OR, ends.start, ends.end)

    def read_one(self, field: Field | None) -> Node:
        token = self.take()
        assert token is not None  # noqa: S101
        if token.kind == "-":
            return self.read_left_out(token, field)
        if token.kind == "(":
            return self.read_brackets(token, field)
        if token.kind == "field":
            return self.read_field(token, field)
        return meant(token, field)

    def read_left_out(self, minus: Token, field: Field | None) -> Node:
        following = self.peek()
        apart = following is not None and following.start > minus.end and minus.text in _MINUS
        if following is None or apart or following.kind in {")", "or", "and", "-"}:
            raise QueryProblem(NOTHING_TO_LEAVE_OUT, minus.start, minus.end)
        return Not(self.read_one(field))

    def read_brackets(self, bracket: Token, field: Field | None) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryProblem(TOO_DEEP, bracket.start, bracket.end)
        node = self.read_some(field)
        if self.take() is None:
            raise QueryProblem(BRACKET_NOT_CLOSED, bracket.start, bracket.end)
        self.depth -= 1
        return node

    def read_field(self, token: Token, field: Field | None) -> Node:
        if field is not None:
            raise QueryProblem(FIELD_IN_FIELD, token.start, token.end)
        following = self.peek()
        if following is None or following.start > token.end or following.kind not in {"word", "quoted", "("}:
            raise QueryProblem(NOTHING_IN_FIELD, token.start, token.end, {"field": token.text})
        return self.read_one(FIELDS[fold(token.text)])


def meant(token: Token, field: Field | None) -> Node:
    """A word or what stands in quotation marks, as it is meant in this field."""
    if field is Field.DATE or (field is None and token.kind == "word" and looks_like_dates(token.text)):
        try:
            return Dates(*asked_dates(token.text))
        except NoDate as error:
            raise QueryProblem(NO_DATE, token.start, token.end, {"text": token.text}) from error
        except WrongWay as error:
            raise QueryProblem(DATES_WRONG_WAY, token.start, token.end) from error
    text = fold(token.text).strip()
    if not text:
        raise QueryProblem(NOTHING_IN_QUOTES, token.start, token.end)
    if field in {None, Field.TITLE, Field.SOURCE}:
        return Word(text, field)
    assert field is not None  # noqa: S101
    return Named(field, text)
