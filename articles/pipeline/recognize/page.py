"""What the recognizers share: the page as it came, its words and its names, and the facts found so far.

Each recognizer reads the sheet and fills in its own field; the order is in `recognize.RECOGNIZERS`.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.pipeline.records import ArticleText, RepairKind, Verdict

if TYPE_CHECKING:
    from articles.pipeline.recognize.home import Home
    from articles.pipeline.recognize.posts import Phrase, Post

LONGEST = 200_000
"""Characters of a body in which facts are sought (about seven seconds of tagging); what lies beyond is kept and not read."""
_MARKS = tuple(zip("，；：！？（）「」『』｜\u3000\u00a0\u2002\u2003０１２３４５６７８９", ",;:!?()“”“”|    0123456789", strict=True))
_EXPLAINED = re.compile(
    r"(?P<full>[\u4e00-\u9fff]{4,20}(?:大学|学院|公司|集团|中心|协会|学会|研究院|研究所|委员会|开发区|高新区|园区|银行|医院))"
    r"[(](?:以下|下)?简?称[:]?“?(?P<short>[\u4e00-\u9fff]{2,6})”?[)]"
)
_SHORT_FORM = re.compile(r"[(](?:以下|下)?简?称")
"""What a text must hold for `_EXPLAINED` to stand in it; seen fast."""
_BEFORE_NAME = re.compile(r"^.*?(?:与|和|在|到|由|的)(?=[\u4e00-\u9fff]{4})")


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
        """Short names the text itself explains: 山东科技大学(以下简称“山科大”) gives {"山科大": "山东科技大学"}."""
        found = {}
        for match in _EXPLAINED.finditer(self.plain) if _SHORT_FORM.search(self.plain) else ():
            found[match["short"]] = _BEFORE_NAME.sub("", match["full"])
        return found


def chrome_lines(article: ArticleText) -> tuple[str, ...]:
    """The lines that the earlier steps took off as page chrome, in the order of the page."""
    parts = sorted((repair.start, repair.before) for repair in article.repairs if repair.kind is RepairKind.PAGE_CHROME)
    return tuple(line.strip() for _, part in parts for line in part.splitlines() if line.strip())
