"""HTML source to the lines a reader sees, each character traced to where it stands in the source.

>>> page = flatten("<p>区委<b>书记</b>&nbsp;<br>讲话</p><script>x=1</script>")
>>> page.text
'区委书记\\xa0\\n讲话'
>>> page.origin(4, 5)
(15, 21)

A tokenizer and no tree: nothing here recurses, nothing goes back over what it has read, so nesting of any depth and tags that never end
cost what their length costs. It follows a browser's rules where a page keeps to them: blocks and `<br>` end a line, runs of blanks are one
blank, a line feed between two Chinese characters is none, scripts, styles, comments, templates and `<noscript>` are not seen. Where a page
is broken it keeps text rather than lose it: a comment or a quotation mark that never ends goes to the next `>`.
"""

import html
import re
from array import array
from dataclasses import dataclass, field

from articles.pipeline.offsets import TracedText

BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav noframes noscript object ol optgroup option p "
    "pre section select summary table tbody td textarea tfoot th thead title tr ul".split()
)
# What stands between start and end tag of these is not seen; the value says whether a missing end tag hides all that follows.
HIDDEN = {
    "script": True,
    "style": True,
    "title": False,
    "template": False,
    "noscript": False,
    "textarea": False,
    "iframe": False,
    "noframes": False,
    "noembed": False,
    "svg": False,
    "math": False,
    "object": False,
}
VERBATIM = frozenset({"xmp", "listing"})

_MARK = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
# A quotation mark counts only after an equals sign, as the HTML standard has it. Possessive throughout: a failure is found in one pass.
_QUOTED = re.compile(r"""(?:[^=>]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+>""")
_ENTITY = r"&(?:#[0-9]{1,16};?|#[xX][0-9a-fA-F]{1,16};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
_SPECIAL = re.compile(rf"(?P<blank>[ \t\n\f\r]+)|{_ENTITY}")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")
_PLAIN_BLANK = re.compile(r"[ \t\n\f\r]")


def flatten(source: str) -> TracedText:
    """The visible text of HTML source, one line a block, no empty lines. Offsets count in `source`.

    Never raises. Numbers of characters that cannot be (`&#0;`, `&#xD800;`) give U+FFFD or nothing.
    """
    lines = _Lines(source)
    position, preformatted = 0, 0
    quotes_end = True
    missing: set[str] = set()
    while mark := _MARK.search(source, position):
        start = mark.start()
        lines.add(position, start, preformatted > 0)
        name = _NAME.match(source, start)
        if name is None:
            position = _after_declaration(source, start, missing)
            continue
        tag = _QUOTED.match(source, name.end()) if quotes_end else None
        if tag:
            end = tag.end()
        else:
            quotes_end = False
            end = source.find(">", start) + 1
            if not end:
                break
        word, closing = name[1].lower(), source[start + 1] == "/"
        position = end
        if word in BLOCKS:
            lines.end_line(start, end)
        if word == "pre":
            preformatted = max(0, preformatted + (-1 if closing else 1))
        elif closing:
            continue
        elif word in HIDDEN:
            position = _after_element(source, word, end, missing)
        elif word in VERBATIM:
            position = _after_element(source, word, end, missing)
            lines.add(end, max(end, source.rfind("</", end, position)), True)
        elif word == "plaintext":
            lines.end_line(start, end)
            lines.add(end, len(source), True)
            position = len(source)
    else:
        lines.add(position, len(source), preformatted > 0)
    return lines.finish()


def attributes(tag: str) -> dict[str, str]:
    """The attributes of one start tag, names in lower case, the first of each name counting, entities resolved.

    >>> attributes('<META name=PubDate content="2024-03-12 10:00">')
    {'name': 'PubDate', 'content': '2024-03-12 10:00'}
    """
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag, len(tag) - len(tag.lstrip("<")) and _NAME.match(tag).end()):  # type: ignore[union-attr]
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


_ATTRIBUTE = re.compile(r"""([^\s=>/"'<]++)\s*+(?:=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?""")


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
    """Where the end tag of a hidden element ends; `position` or the end of the source if it has none."""
    end = None if word in missing else re.compile(rf"</{word}(?=[\s/>])[^>]*+>", re.I).search(source, position)
    if end:
        return end.end()
    missing.add(word)
    return len(source) if HIDDEN.get(word, False) else position


@dataclass
class _Lines:
    source: str
    texts: list[str] = field(default_factory=list)
    starts: "array[int]" = field(default_factory=lambda: array("I"))
    ends: "array[int]" = field(default_factory=lambda: array("I"))
    blank: tuple[int, int] | None = None
    line_end: tuple[int, int] | None = None

    def add(self, start: int, end: int, preformatted: bool) -> None:
        """The text source[start:end], which holds no tags."""
        position = start
        while position < end:
            special = _SPECIAL.search(self.source, position, end)
            if special is None:
                self._put_plain(position, end)
                return
            if position < special.start():
                self._put_plain(position, special.start())
            position = special.end()
            if special["blank"] is None:
                self._put_entity(special[0], special.start(), position)
            elif preformatted:
                self._put_preformatted(special.start(), position)
            else:
                self.blank = (self.blank[0] if self.blank else special.start(), position)

    def end_line(self, start: int, end: int) -> None:
        """A block begins or ends at the tag source[start:end]."""
        self.blank = None
        if self.texts and self.line_end is None:
            self.line_end = (start, end)

    def finish(self) -> TracedText:
        return TracedText("".join(self.texts), self.starts, self.ends)

    def _put_plain(self, start: int, end: int) -> None:
        self._put_blank(self.source[start])
        self.texts.append(self.source[start:end])
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def _put_entity(self, entity: str, start: int, end: int) -> None:
        text = html.unescape(entity)
        if not text:
            return
        if _PLAIN_BLANK.fullmatch(text):
            self.blank = (self.blank[0] if self.blank else start, end)
            return
        self._put_blank(text)
        self._put(text, start, end)

    def _put_preformatted(self, start: int, end: int) -> None:
        for position in range(start, end):
            if self.source[position] in "\n\r":
                self.end_line(position, position + 1)
            else:
                self.blank = (self.blank[0] if self.blank else position, position + 1)

    def _put_blank(self, following: str) -> None:
        """What must stand before the next character: a line feed, a blank, or nothing."""
        if self.line_end:
            self._put("\n", *self.line_end)
            self.line_end = self.blank = None
        elif self.blank:
            start, end = self.blank
            self.blank = None
            wrapped = "\n" in self.source[start:end] and _WIDE.match(following) and _WIDE.match(self.texts[-1][-1]) if self.texts else True
            if not wrapped:
                self._put(" ", start, end)

    def _put(self, text: str, start: int, end: int) -> None:
        self.texts.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))
