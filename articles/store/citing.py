"""How an article is cited: GB/T 7714-2015 (electronic resource online, [EB/OL]), BibTeX and RIS.

>>> page = Cited("0123456789abcdef", "召开座谈会", "王文远、刘青山", "六合日报", "2024-03-12", "http://a.cn/1", "2024-03-13")
>>> gbt7714(page)
'王文远, 刘青山. 召开座谈会[EB/OL]. 六合日报, 2024(2024-03-12)[2024-03-13]. http://a.cn/1.'

Only what the page printed is said; the date of access is the day (UTC) on which the capture was fetched. Titles come from captures and may
be hostile: no character of theirs ends an entry, a field or a line.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NAMES_TOLD = 3
"""GB/T 7714 names three authors, and says 等 for the others."""
NO_TITLE = "无题名"
SEPARATORS = re.compile(r"[、,，;；/／]")
YEAR = re.compile(r"[0-9]{4}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BIBTEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
} | {character: f"\\{character}" for character in "$&#_%"}
"""A brace counts in BibTeX even behind a backslash: it is named."""
UNSAFE_IN_ADDRESS = re.compile(r"[^\x21-\x7e]|[\"<>\\^`{|}]")


@dataclass(frozen=True)
class Cited:
    """What a citation says, masked as the public sees it. `accessed`: the day on which the page was fetched, "" where nobody said."""

    key: str
    title: str
    author: str
    source: str
    published_on: str
    url: str
    accessed: str
    sha256: str = ""

    @property
    def names(self) -> list[str]:
        """The authors; else the source, which then answers for the text."""
        return [name for part in SEPARATORS.split(self.author) if (name := one_line(part))] or [one_line(self.source)][: bool(self.source)]

    @property
    def address(self) -> str:
        return safe_address(self.url) if self.url else f"newsdb:{self.key}"


def cited(article: Mapping[str, Any]) -> Cited:
    """From an article's published record."""
    said = {name: article[name] for name in ("key", "title", "author", "source", "published_on", "url", "sha256")}
    return Cited(**said, accessed=(article["first_seen"] or "")[:10])


def gbt7714(article: Cited) -> str:
    """GB/T 7714-2015: 责任者. 题名[EB/OL]. 出版者, 出版年(发布日期)[引用日期]. 获取路径."""
    names = article.names
    who = ", ".join(names[:NAMES_TOLD]) + (", 等" if len(names) > NAMES_TOLD else "")
    publisher = one_line(article.source) if article.author.strip() else ""
    year = YEAR.match(article.published_on)
    issued = ", ".join(part for part in (publisher, year[0] if year and publisher else "") if part)
    dates = (f"({article.published_on})" if article.published_on else "") + (f"[{article.accessed}]" if article.accessed else "")
    parts = (who, f"{one_line(article.title) or NO_TITLE}[EB/OL]", issued + dates, article.address)
    return ". ".join(part for part in parts if part) + "."


def bibtex(article: Cited) -> str:
    """An entry @online, as biblatex and the styles for GB/T 7714 take it."""
    names = [in_bibtex(name) for name in article.names]
    # A name in braces of its own is kept whole.
    authors = " and ".join(f"{{{name}}}" for name in names)
    undated = article.published_on.startswith("--")
    note = f"newsdb {article.key}" + (f", SHA-256 {article.sha256}" if article.sha256 else "")
    fields = {
        "author": authors,
        "title": in_bibtex(one_line(article.title) or NO_TITLE),
        "organization": in_bibtex(one_line(article.source)) if article.author.strip() else "",
        "date": "" if undated else article.published_on,
        "url": safe_address(article.url),
        "urldate": article.accessed,
        "langid": "chinese",
        "note": note + (f", printed date {article.published_on}" if undated else ""),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{newsdb_{article.key},\n{lines}}}\n"


def ris(article: Cited) -> str:
    """A record of type ELEC; its lines end as the format wants them, with CR LF."""
    year = YEAR.match(article.published_on)
    day = article.published_on if DAY.fullmatch(article.published_on) else ""
    fields = [
        ("TY", "ELEC"),
        ("ID", article.key),
        ("TI", one_line(article.title) or NO_TITLE),
        *(("AU", name) for name in article.names),
        ("PB", one_line(article.source) if article.author.strip() else ""),
        ("PY", year[0] if year else ""),
        ("DA", f"{day.replace('-', '/')}/" if day else ""),
        ("UR", safe_address(article.url)),
        ("Y2", f"{article.accessed.replace('-', '/')}/" if article.accessed else ""),
        ("LA", "zh"),
        ("N1", f"SHA-256 {article.sha256}" if article.sha256 else ""),
        ("N1", f"printed date {article.published_on}" if article.published_on and not day else ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n\r\n"


def one_line(text: str) -> str:
    r"""The text on one line, without characters that nobody sees (they can turn the reading direction, or hide words).

    >>> one_line(" 甲\r\nTY  - BOOK\u202e乙\x00 ")
    '甲 TY - BOOK乙'
    """
    visible = (" " if character.isspace() else character for character in text if character.isspace() or not unseen(character))
    return " ".join("".join(visible).split())


def unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def in_bibtex(text: str) -> str:
    r"""What TeX would take for an instruction is named.

    >>> in_bibtex("增长50% {甲}")
    '增长50\\% {\\textbraceleft}甲{\\textbraceright}'
    """
    return "".join(BIBTEX.get(character, character) for character in text)


def safe_address(url: str) -> str:
    """The address with everything escaped that an address cannot hold.

    >>> safe_address("http://a.example.cn/六?q=1&r=}")
    'http://a.example.cn/%E5%85%AD?q=1&r=%7D'
    """
    return UNSAFE_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), url.strip())
