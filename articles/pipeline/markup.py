"""HTML source to the lines a reader sees, each character traced to where it stands in the source.

>>> page = flatten("<p>区委<b>书记</b>&nbsp;<br>讲话</p><script>x=1</script>")
>>> page.text
'区委书记\\xa0\\n讲话'
>>> page.origin(4, 5)
(14, 20)

A tokenizer and no tree: nothing here recurses, nothing goes back over what it has read, so nesting of any depth and tags that never end
cost what their length costs. It follows a browser's rules where a page keeps to them: blocks and `<br>` end a line, runs of blanks are one
blank, a line feed between two Chinese characters is none, scripts, styles, comments, templates and `<noscript>` are not seen. Where a page
is broken it keeps text rather than lose it: a comment or a quotation mark that never ends goes to the next `>`.
"""

import html
import re
from array import array
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from articles.pipeline.offsets import TracedText

_BLOCK_NAMES = """
address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frame
frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav noframes noscript object ol optgroup option p pre
section select summary table tbody td textarea tfoot th thead title tr ul
"""
_OPAQUE_NAMES = "title template noscript textarea iframe noframes noembed svg math object xmp listing"
BLOCKS = frozenset(_BLOCK_NAMES.split())
# What stands between start and end tag of these is no text; the value says whether a missing end tag makes it all that follows.
OPAQUE = {"script": True, "style": True} | dict.fromkeys(_OPAQUE_NAMES.split(), False)
VERBATIM = frozenset({"xmp", "listing"})

_MARK = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"</?+([a-zA-Z][^\s/>]*+)")
# A quotation mark counts only after an equals sign, as the HTML standard has it. Possessive throughout: a failure is found in one pass.
_REST_OF_TAG = re.compile(r"""(?:[^=>]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+>""")
_ATTRIBUTE = re.compile(r"""([^\s=>/"'<]++)\s*+(?:=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?""")
# Numbers of more than 16 digits are left as they stand: no character has such a one, and reading them would take its time.
_PIECE = re.compile(
    r"(?P<plain>(?:[^ \t\n\f\r&]|&(?![#a-zA-Z]))++(?: (?:[^ \t\n\f\r&]|&(?![#a-zA-Z]))++)*+)"
    r"|(?P<blank>[ \t\n\f\r]++)"
    r"|(?P<entity>&(?:#[0-9]{1,16}+(?![0-9]);?|#[xX][0-9a-fA-F]{1,16}+(?![0-9a-fA-F]);?|[a-zA-Z][a-zA-Z0-9]{1,31}+;?))"
    r"|&"
)
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]")
_BLANKS = frozenset(" \t\n\f\r")


class Tag(NamedTuple):
    """The tag (or comment, with no name) source[start:end]; reading goes on at `after`: behind the end tag where the element is no text."""

    start: int
    end: int
    name: str
    closing: bool
    after: int


def flatten(source: str) -> TracedText:
    """The visible text of HTML source, one line a block, no empty lines. Offsets count in `source`.

    Never raises. Numbers of characters that cannot be (`&#0;`, `&#xD800;`) give U+FFFD or nothing.
    """
    lines = _Lines(source)
    position, preformatted = 0, 0
    for tag in tags(source):
        lines.add(position, tag.start, preformatted > 0)
        position = tag.after
        if tag.name in BLOCKS:
            lines.end_line(tag.start, tag.end)
        if tag.name == "pre":
            preformatted = max(0, preformatted + (-1 if tag.closing else 1))
        elif tag.name in VERBATIM and not tag.closing:
            lines.add(tag.end, max(tag.end, source.rfind("</", tag.end, tag.after)), True)
        elif tag.name == "plaintext" and not tag.closing:
            lines.end_line(tag.start, tag.end)
            preformatted = 1
            break
    lines.add(position, len(source), preformatted > 0)
    return lines.traced()


def tags(source: str) -> Iterator[Tag]:
    """The tags of HTML source in order, without those inside scripts and the like."""
    position = 0
    quotes_end = True
    missing: set[str] = set()
    while mark := _MARK.search(source, position):
        start = mark.start()
        name = _NAME.match(source, start)
        if name is None:
            position = _after_declaration(source, start, missing)
            yield Tag(start, position, "", False, position)
            continue
        tag = _REST_OF_TAG.match(source, name.end()) if quotes_end else None
        if tag is None:
            quotes_end = False
        end = tag.end() if tag else source.find(">", start) + 1
        if not end:
            yield Tag(start, len(source), "", False, len(source))
            return
        word, closing = name[1].lower(), source[start + 1] == "/"
        position = end if closing or word not in OPAQUE else _after_element(source, word, end, missing)
        yield Tag(start, end, word, closing, position)


def attributes(tag: str) -> dict[str, str]:
    """The attributes of one start tag, names in lower case, the first of each name counting, entities resolved.

    >>> attributes('<META name=PubDate content="2024-03-12 10:00">')
    {'name': 'PubDate', 'content': '2024-03-12 10:00'}
    """
    found: dict[str, str] = {}
    name = _NAME.match(tag)
    for word, double, single, bare in _ATTRIBUTE.findall(tag, name.end() if name else 0):
        found.setdefault(word.lower(), resolve_entities(double or single or bare))
    return found


def resolve_entities(text: str) -> str:
    """Like html.unescape, but for numbers too long to be any character, which stay.

    >>> resolve_entities("&lt;&#" + "9" * 5 + "9" * 5000 + ";")[:8]
    '<&#99999'
    """
    return _PIECE.sub(lambda piece: html.unescape(piece[0]) if piece["entity"] else piece[0], text) if "&" in text else text


def _after_declaration(source: str, start: int, missing: set[str]) -> int:
    """Where a comment, doctype, processing instruction or `</` without a name ends."""
    if source.startswith("<!--", start) and "-->" not in missing:
        end = source.find("-->", start + 2)
        if end >= 0:
            return end + 3
        missing.add("-->")
    end = source.find(">", start)
    return end + 1 if end >= 0 else len(source)


def _after_element(source: str, word: str, position: int, missing: set[str]) -> int:
    """Where the end tag of an opaque element ends; `position` or the end of the source if it has none."""
    end = None if word in missing else _end_tag(word).search(source, position)
    if end:
        return end.end()
    missing.add(word)
    return len(source) if OPAQUE[word] else position


@cache
def _end_tag(word: str) -> re.Pattern[str]:
    """Of one of the few names in OPAQUE."""
    return re.compile(rf"</{word}(?=[\s/>])[^>]*+>", re.I)


class _Lines:
    """The text while it grows. A blank or a line end waits until something follows it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.texts: list[str] = []
        self.starts: array[int] = array("I")
        self.ends: array[int] = array("I")
        self.blank: tuple[int, int] | None = None
        self.line_end: tuple[int, int] | None = None

    def traced(self) -> TracedText:
        return TracedText("".join(self.texts), self.starts, self.ends)

    def add(self, start: int, end: int, preformatted: bool) -> None:
        """The text source[start:end], which holds no tags."""
        for piece in _PIECE.finditer(self.source, start, end):
            if piece["blank"] is None:
                text = html.unescape(piece[0]) if piece["entity"] else piece[0]
                if text in _BLANKS:
                    self.blank = (self.blank[0] if self.blank else piece.start(), piece.end())
                elif text:
                    self._put(text, piece.start(), piece.end(), whole=bool(piece["entity"]))
            elif preformatted:
                self._add_preformatted(piece.start(), piece.end())
            else:
                self.blank = (self.blank[0] if self.blank else piece.start(), piece.end())

    def end_line(self, start: int, end: int) -> None:
        """A line ends at source[start:end]."""
        self.blank = None
        if self.texts and self.line_end is None:
            self.line_end = (start, end)

    def _add_preformatted(self, start: int, end: int) -> None:
        for position in range(start, end):
            if self.source[position] in "\n\r":
                self.end_line(position, position + 1)
            else:
                self.blank = (self.blank[0] if self.blank else position, position + 1)

    def _put(self, text: str, start: int, end: int, *, whole: bool) -> None:
        """Text that ends no line; with `whole` each of its characters comes from all of the span (an entity)."""
        if self.line_end:
            self._append("\n", *self.line_end)
        elif self.blank and self.texts and not self._is_wrapped(text):
            self._append(" ", *self.blank)
        self.line_end = self.blank = None
        if whole:
            self._append(text, start, end)
            return
        self.texts.append(text)
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def _append(self, text: str, start: int, end: int) -> None:
        self.texts.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))

    def _is_wrapped(self, following: str) -> bool:
        """Whether the waiting blank is only a line of source that ends between two Chinese characters."""
        start, end = self.blank or (0, 0)
        return "\n" in self.source[start:end] and bool(_WIDE.match(following)) and bool(_WIDE.match(self.texts[-1][-1]))
