"""What the recognizers share: the page as it came, its words and its names, and the facts found so far.

Each recognizer reads the sheet and fills in its own field; the order is in `recognize.RECOGNIZERS`.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.pipeline.recognize.short_names import short_names
from articles.pipeline.records import ArticleText, RepairKind, Verdict

if TYPE_CHECKING:
    from articles.pipeline.recognize.home import Home
    from articles.pipeline.recognize.posts import Phrase, Post

LONGEST = 200_000
"""Characters of a body in which facts are sought (about seven seconds of tagging); what lies beyond is kept and not read."""
_MARKS = tuple(zip("，；：！？（）「」『』｜\u3000\u00a0\u2002\u2003０１２３４５６７８９", ",;:!?()“”“”|    0123456789", strict=True))


def fold_marks(text: str) -> str:
    """The text with its marks and digits in one width and one kind of quotation marks, character by character: offsets stay.

    >>> fold_marks("１月３日，「大会」召开（市区）")
    '1月3日,“大会”召开(市区)'
    """
    for wide, plain in _MARKS:  # thirty searches for one character are many times faster than looking each character up
        text = text.replace(wide, plain)
    return text


class Word(NamedTuple):
    """A word of the body with its tag (PER, LOC, ORG, TIME, n, v, …); body offsets."""

    start: int
    end: int
    tag: str


class Mention(NamedTuple):
    """A person's full name at a place of the body."""

    start: int
    end: int
    name: str


@dataclass
class Page:
    """An article and what came with it. `chrome`: the lines outside the article (navigation, footer), as captured.

    `hijacked`: half-open body spans whose characters are an advertiser's, not the page's.
    """

    article: ArticleText
    url: str | None = None
    chrome: tuple[str, ...] = ()
    hijacked: tuple[tuple[int, int], ...] = ()
    words: list[Word] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    persons: dict[str, dict[str, Any]] = field(default_factory=dict)

    home: "Home | None" = None
    phrases: "list[Phrase]" = field(default_factory=list)
    posts: "list[Post]" = field(default_factory=list)
    bare_posts: "list[Post]" = field(default_factory=list)
    roles: list[dict[str, Any]] = field(default_factory=list)
    organizations: list[dict[str, Any]] = field(default_factory=list)
    localities: list[dict[str, Any]] = field(default_factory=list)
    meetings: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    verdict: Verdict | None = None
    verdict_why: tuple[str, str] = ("", "")

    @property
    def text(self) -> str:
        return self.article.body.text

    @cached_property
    def plain(self) -> str:
        """The body's first `LONGEST` characters with their marks in one width: what the rules of grammar read. Offsets as in `text`."""
        return fold_marks(self.text[:LONGEST])

    @cached_property
    def word_starts(self) -> list[int]:
        """Where the words begin; first asked for when all of them are there."""
        return [word.start for word in self.words]

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Short names that the text explains, or that can mean but one body of it: {"山科大": "山东科技大学"}."""
        starts = {word.end: word.start for word in self.words if word.tag == "LOC"}
        return short_names(self.plain, [(starts.get(word.start, word.start), word.end) for word in self.words if word.tag == "ORG"])


def chrome_lines(article: ArticleText) -> tuple[str, ...]:
    """The lines that the earlier steps took off as page chrome, in the order of the page."""
    parts = sorted((repair.start, repair.before) for repair in article.repairs if repair.kind is RepairKind.PAGE_CHROME)
    return tuple(line.strip() for _, part in parts for line in part.splitlines() if line.strip())
