"""An article from the lines of a flattened page: the head is read, the foot cut, and what stands between is the body.

The foot begins at its first mark (`上一条:…`, `相关新闻`, `Copyright …`) after the first prose, or, below the last prose, at the first line
of buttons, addresses or telephone numbers. Lines of signature (`某某街道办事处`, `2021年2月25日`) and captions stay: they are the
article's. Sign-off lines (`作者 …`, `责任编辑:…`) give author and source and leave the body. A page that is a body only comes out
whole. What is left out is recorded, never lost.
"""

import re
from collections.abc import Sequence

from articles.pipeline.errors import ExtractError
from articles.pipeline.extract.chrome import BLANKS, MARKERS, is_chrome, is_foot_mark, is_owner_line, is_tail_mark
from articles.pipeline.extract.dates import find_day
from articles.pipeline.extract.headings import Head, is_prose, read_head
from articles.pipeline.extract.sign_off import SignOff, read_sign_off
from articles.pipeline.offsets import TracedText
from articles.pipeline.records import ArticleText, DecodedText, Proof, Repair, RepairedText, RepairKind

LETTER = re.compile(r"[^\W\d_]")
LONGEST_SIGN = 80
MOST_LATE_SIGNS = 5  # lines of the foot in which a template may still name the outlet
RELEASE_CLOCK = re.compile(r"香港時間\s*\d{1,2}時\d{1,2}分")
RELEASE_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日\s*[(（]星期.[)）]")
MOST_BOXES = 30  # marks of the foot that may stand in the text
STRAY_MARK = re.compile("[,，、。;；:：](?![,，、。;；:：])")
SEPARATOR_END = re.compile(r"\s+[|｜]+$")


def read_lines(repaired: RepairedText, decoded: DecodedText) -> ArticleText:
    """The article of a flattened page. Raises ExtractError where the page holds no letter of any script."""
    if not LETTER.search(repaired.text.text):
        raise ExtractError(
            "the page holds no word of any language, only marks or digits",
            "Check that the file is the page and not an image or a fragment.",
        )
    traced = _rejoined([line for line in (line.strip(BLANKS) for line in repaired.text.split_lines()) if line.text])
    lines = [line.text for line in traced]
    head = read_head(lines)
    end = _find_foot(lines, head.start)
    body, signs = _read_body(lines, head, end)
    released = _released(lines, head.start)
    used = head.used | signs.keys()
    paragraphs = [_drop_separator(traced[i]) for i in body]
    return ArticleText(
        body=TracedText.join("\n", paragraphs),
        title=head.title,
        subtitle=head.subtitle,
        published_on=head.published_on or released or next((sign.published_on for sign in signs.values() if sign.published_on), None),
        source=head.source or next((sign.source for sign in signs.values() if sign.source), None),
        author=head.author or next((sign.author for sign in signs.values() if sign.author), None),
        section=head.section,
        zone=head.zone,
        repairs=tuple(_record_chrome(traced, used | set(body), decoded)),
    )


def _rejoined(lines: Sequence[TracedText]) -> list[TracedText]:
    """Lines broken before a mark (党工委副书记 / 、管委会副主任) in one piece: no line of prose begins with such a mark."""
    whole: list[TracedText] = []
    for line in lines:
        if whole and STRAY_MARK.match(line.text):
            whole[-1] = TracedText.join("", [whole[-1], line])
        else:
            whole.append(line)
    return whole


def _find_foot(lines: Sequence[str], start: int) -> int:
    """The line where the page's foot begins."""
    first_prose = next((i for i in range(start, len(lines)) if is_prose(lines[i])), start)
    marks = [i for i in range(first_prose + 1, len(lines)) if is_foot_mark(lines[i])]
    end = next((i for i in marks[:MOST_BOXES] if not _goes_on(lines, first_prose, i)), len(lines))
    last_prose = next((i for i in range(end - 1, start - 1, -1) if is_prose(lines[i])), start - 1)
    for i in range(last_prose + 1, end):
        if is_tail_mark(lines[i]) or (is_chrome(lines[i]) and not MARKERS.fullmatch(lines[i]) and "." not in lines[i]):
            return i
    return end


def _goes_on(lines: Sequence[str], first_prose: int, mark: int) -> bool:
    """Whether more of the article stands below a mark of the foot than above it: then it is a box in the text."""
    above = sum(len(line) for line in lines[first_prose:mark] if is_prose(line))
    following = next((i for i in range(mark + 1, len(lines)) if is_owner_line(lines[i])), len(lines))
    return above < sum(len(line) for line in lines[mark + 1 : following] if "。" in line)


def _read_body(lines: Sequence[str], head: Head, end: int) -> tuple[list[int], dict[int, SignOff]]:
    """The lines of the body, and those that sign it."""
    last_prose = next((i for i in range(end - 1, head.start - 1, -1) if is_prose(lines[i])), head.start - 1)
    body: list[int] = []
    signs: dict[int, SignOff] = {}
    for i in range(head.start, end):
        if len(lines[i]) <= LONGEST_SIGN and not is_prose(lines[i]):
            sign = read_sign_off(lines[i]) if i > last_prose else None
            if sign is not None:
                if any(sign):
                    signs[i] = sign
                continue
            if is_chrome(lines[i]) or is_foot_mark(lines[i]):
                continue
        body.append(i)
    for i in range(end, min(end + MOST_LATE_SIGNS, len(lines))):
        sign = read_sign_off(lines[i])
        if sign is not None and any(sign) and len(lines[i]) <= LONGEST_SIGN:
            signs[i] = sign
    return body, signs


def _released(lines: Sequence[str], start: int) -> str | None:
    """The day of release that Hong Kong's releases end with: a date, and on the next line 香港時間14時45分."""
    clock = next((i for i in range(len(lines) - 1, start, -1) if RELEASE_CLOCK.fullmatch(lines[i])), None)
    return find_day(lines[clock - 1]) if clock is not None and RELEASE_DAY.fullmatch(lines[clock - 1]) else None


def _drop_separator(line: TracedText) -> TracedText:
    """A paragraph without the bar that a table or menu left behind it."""
    match = SEPARATOR_END.search(line.text[-8:])
    return line.slice(0, len(line) - len(match[0])) if match else line


def _record_chrome(lines: Sequence[TracedText], kept: set[int], decoded: DecodedText) -> list[Repair]:
    """One record for each run of lines left out."""
    repairs: list[Repair] = []
    i = 0
    while i < len(lines):
        if i in kept:
            i += 1
            continue
        first = i
        while i < len(lines) and i not in kept:
            i += 1
        start, end = lines[first].starts[0], lines[i - 1].ends[-1]
        repairs.append(Repair(RepairKind.PAGE_CHROME, start, end, decoded.text[start:end], "", Proof.LIKELY))
    return repairs
