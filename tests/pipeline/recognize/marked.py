"""Pages for tests, written in one line: persons' names in square brackets, fields before the body.

title=某区大会召开 source=苏州日报 published=2024-03-13 | 区委书记[王小明]主持会议。
"""

import re
from functools import cache
from pathlib import Path

from articles.pipeline.offsets import TracedText
from articles.pipeline.recognize.home import find_home
from articles.pipeline.recognize.page import Mention, Page, Word
from articles.pipeline.recognize.posts import read_phrases
from articles.pipeline.recognize.tagger import tag
from articles.pipeline.records import ArticleText, Verdict

CASES = Path(__file__).parents[2] / "cases"
_FIELD = re.compile(r"(title|subtitle|source|section|zone|published|url|chrome)=(\S+)\s*")
_NAME = re.compile(r"\[([^\[\]]+)\]")


def read_cases(name: str) -> list[tuple[str, str]]:
    """The rows of tests/cases/NAME: the page and what is expected of it ("" for nothing). Lines that begin with # are remarks."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    rows = [[*line.split("\t"), ""][:2] for line in lines if line and not line.startswith("#")]
    return [(page, expected) for page, expected in rows]


@cache
def words_of(text: str) -> tuple[Word, ...]:
    """The tagger's words; a line feed and the marks of a sentence end what it sees at once."""
    spans = [match.span() for match in re.finditer(r"[^。！？!?；;\n]+[。！？!?；;\n]?|\n", text)]
    tagged = tag([text[start:end] for start, end in spans])
    return tuple(
        Word(start + word.start, start + word.end, word.tag) for (start, _), words in zip(spans, tagged, strict=True) for word in words
    )


def marked_page(line: str) -> Page:
    """The page with words, mentions, home and phrases filled in, as far as the rules of grammar need them."""
    head, _, text = line.rpartition("| ")
    fields = dict(_FIELD.findall(head))
    body, mentions, done = "", [], 0
    text = text.replace("\\n", "\n")
    for match in _NAME.finditer(text):
        body += text[done : match.start()]
        mentions.append(Mention(len(body), len(body) + len(match[1]), match[1]))
        body += match[1]
        done = match.end()
    body += text[done:]
    article = ArticleText(
        body=TracedText.of(body),
        title=fields.get("title"),
        subtitle=fields.get("subtitle"),
        source=fields.get("source"),
        zone=fields.get("zone"),
        section=tuple(filter(None, fields.get("section", "").split("/"))),
        published_on=fields.get("published"),
    )
    page = Page(article, url=fields.get("url"), chrome=tuple(filter(None, fields.get("chrome", "").split("/"))))
    page.words = list(words_of(body))
    page.mentions = mentions
    page.persons = {mention.name: {"name": mention.name, "role": "mentioned", "mentions": []} for mention in mentions}
    page.verdict = Verdict.NEWS
    page.home = find_home(page)
    page.phrases = read_phrases(page, page.home)
    return page
