"""HTML tags strewn into flattened text, and the list marks they leave behind.

    <legend id="h4sia"></legend><samp id="h4sia"></samp>
      1. <blockquote id="h4sia"><rt id="h4sia"></rt></blockquote>

Sites that poison their copies put random elements, also such as no browser knows (`<delect>`), around the page, all with one made-up
attribute; other pages keep `<br>` or `<o:p></o:p>` from a broken export. Tags of one foreign attribute are junk beyond doubt. Other tags go
only where they are HTML, come with an attribute or a closing tag, and the text does not itself speak of markup. Left alone: `a < b > c`,
`<<书名>>`, `<name@example.com>`, `<https://example.com>`, an article with code samples.
"""

import re
from collections import defaultdict

from articles.pipeline.lexicon import read_words
from articles.pipeline.offsets import Edit, TracedText
from articles.pipeline.records import Proof, Repair, RepairedText, RepairKind

TAG = re.compile(
    r"(?<!<)<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]{0,30})(?P<attributes>(?:\s+[\w:@-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+))?)*)\s*/?>(?!>)",
    re.A,
)
ATTRIBUTE = re.compile(r"[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|\S+)", re.A)
ELEMENTS = frozenset(read_words("html_elements.tsv"))
BREAKS = frozenset({"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section", "article"})
ABOUT_MARKUP = re.compile(r"HTML|html|CSS|JavaScript|<!DOCTYPE|<\?xml|<\?php|网页代码|源代码|标签(?:语言|内|中|里|的)|前端开发|代码示例")
MARKS_ONLY = re.compile(r"[\s\u200b•·●○▪*-]*(?:\d{1,2}\.)?[\s\u200b•·●○▪*-]*")
FEWEST_NAMES = 3


def mend(text: TracedText) -> RepairedText:
    """The text without junk tags; a tag that breaks lines becomes a line feed."""
    if "<" not in text.text:
        return RepairedText(text)
    tags = list(TAG.finditer(text.text))
    strewn = _find_strewn(tags)
    about_markup = ABOUT_MARKUP.search(TAG.sub("", text.text)) is not None
    junk = [tag for tag in tags if _key(tag) in strewn or (tag["name"].lower() in strewn and not tag["attributes"])]
    proof = Proof.PROVED
    if not about_markup:
        residue = _find_residue([tag for tag in tags if tag not in junk])
        if residue:
            junk, proof = sorted([*junk, *residue], key=re.Match.start), Proof.LIKELY
    if not junk:
        return RepairedText(text)
    edits = _edit(text.text, junk)
    repairs = tuple(_record(text, edit, proof) for edit in edits)
    return RepairedText(text.replace(edits), repairs)


def _key(tag: re.Match[str]) -> str:
    return tag["attributes"].strip()


def _find_strewn(tags: list[re.Match[str]]) -> set[str]:
    """Attributes that several different elements share to the letter, and the names of those elements."""
    names: dict[str, set[str]] = defaultdict(set)
    for tag in tags:
        if ATTRIBUTE.fullmatch(_key(tag)):
            names[_key(tag)].add(tag["name"].lower())
    return {word for key, found in names.items() if len(found) >= FEWEST_NAMES for word in (key, *found)}


def _find_residue(tags: list[re.Match[str]]) -> list[re.Match[str]]:
    """Tags of HTML elements that carry an attribute, are closed, or break a line."""
    known = [tag for tag in tags if tag["name"].lower() in ELEMENTS or tag["name"].lower().startswith(("o:", "st1:", "w:"))]
    opened = {tag["name"].lower() for tag in known if not tag["close"]}
    closed = {tag["name"].lower() for tag in known if tag["close"]}
    paired = opened & closed
    return [
        tag
        for tag in known
        if tag["name"].lower() in paired or "=" in tag["attributes"] or tag["name"].lower() in ("br", "hr") or len(tag["name"]) > 3
    ]


def _edit(text: str, junk: list[re.Match[str]]) -> list[Edit]:
    """One edit for each stretch of lines that hold nothing else, one for each tag in a line of text."""
    edits: list[Edit] = []
    i = 0
    while i < len(junk):
        start = text.rfind("\n", 0, junk[i].start()) + 1
        end = text.find("\n", junk[i].end())
        end = len(text) if end < 0 else end
        here = [tag for tag in junk[i:] if tag.end() <= end]
        i += len(here)
        if not MARKS_ONLY.fullmatch(TAG.sub("", text[start:end]).strip()) or len(here) < len(TAG.findall(text[start:end])):
            edits.extend(Edit(tag.start(), tag.end(), "\n" if tag["name"].lower() in BREAKS else "") for tag in here)
        elif edits and edits[-1].after == "" and MARKS_ONLY.fullmatch(text[edits[-1].end : start].strip()):
            edits[-1] = Edit(edits[-1].start, end, "")
        else:
            edits.append(Edit(start, end, ""))
    return edits


def _record(text: TracedText, edit: Edit, proof: Proof) -> Repair:
    start, end = text.origin(edit.start, edit.end)
    return Repair(RepairKind.JUNK_MARKUP, start, end, text.text[edit.start : edit.end], edit.after, proof)
