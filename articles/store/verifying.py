"""Whether an evidence pack is whole and true: every check said, passed or failed. No database here, and no network.

A pack is somebody else's file: nothing of it is unpacked to disk, its members are read with limits, and whatever is wrong with it is a
failed check, not an exception.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.pipeline.decode import decode
from articles.pipeline.errors import ReadingError
from articles.pipeline.offsets import TracedText
from articles.pipeline.records import Capture, MediaType
from articles.store.reading import READER, read_outcome

FORMAT, VERSION = "newsdb evidence pack", 1
MANIFEST = "manifest.json"
FACTS = "facts.jsonld"
OF_ARTICLE = ("capture.bin", "capture.json", "decoded.txt", "text.txt", "offsets.json", "repairs.json")
MOST_FILES = 10_000
MOST_BYTES = 1 << 30
NAME = re.compile(r"manifest\.json|facts\.jsonld|README\.txt|articles/[0-9a-f]{16}/(?:" + "|".join(map(re.escape, OF_ARTICLE)) + ")")
ARTICLE = re.compile(r"articles/([0-9a-f]{16})/capture\.bin")


class NoPack(ValueError):
    """The file is no evidence pack; the message says why."""


@dataclass(frozen=True)
class Check:
    passed: bool
    words: str


@dataclass(frozen=True)
class Page:
    """One article of the pack. `origins`: the clean text with where each of its characters stood."""

    key: str
    text: str
    decoded: str
    origins: TracedText


def verify(path: Path) -> Iterator[Check]:
    """All checks in order. Raises NoPack, OSError."""
    files = read_pack(path)
    manifest = parsed(files, MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NoPack("its manifest.json is not that of an evidence pack")
    if manifest.get("version") != VERSION:
        raise NoPack(f"it is of version {manifest.get('version')!r}, and this program knows version {VERSION}")
    yield from check_files(files, manifest)
    pages: dict[str, Page] = {}
    for key in sorted(found[1] for name in files if (found := ARTICLE.fullmatch(name))):
        try:
            page, checks = check_article(key, files)
            pages[key] = page
            yield from checks
        except (NoPack, LookupError, ValueError, TypeError, AttributeError, ReadingError) as error:
            yield Check(False, f"article {key}: {type(error).__name__}: {error}"[:300])
    try:
        yield from check_facts(parsed(files, FACTS), pages)
    except (NoPack, LookupError, ValueError, TypeError, AttributeError) as error:
        yield Check(False, f"{FACTS}: {type(error).__name__}: {error}"[:300])


def read_pack(path: Path) -> dict[str, bytes]:
    """The members by name. Raises NoPack."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            strange = [name for name in names if not NAME.fullmatch(name)]
            if strange or len(set(names)) != len(names) or len(names) > MOST_FILES:
                raise NoPack(
                    f"it holds what does not belong in one: {strange[0][:80]!r}" if strange else "it holds a name twice, or too many"
                )
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise NoPack("it is larger than any evidence pack")
            return {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zipfile.LargeZipFile) as error:
        raise NoPack(f"it is no whole zip ({error})") from error


def parsed(files: dict[str, bytes], name: str) -> Any:
    """Raises NoPack."""
    try:
        return json.loads(files[name])
    except KeyError as error:
        raise NoPack(f"{name} is missing") from error
    except (ValueError, RecursionError) as error:
        raise NoPack(f"{name} is no JSON ({error})"[:200]) from error


def check_files(files: dict[str, bytes], manifest: dict[str, Any]) -> Iterator[Check]:
    told = manifest.get("files")
    told = told if isinstance(told, dict) else {}
    content = {name: value for name, value in manifest.items() if name != "sha256"}
    line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    yield Check(digest(line.encode("utf-8", "surrogatepass")) == manifest.get("sha256"), "the manifest's SHA-256 over all is right")
    yield Check(set(told) == set(files) - {MANIFEST}, "the files are those that the manifest names")
    differing = [
        name for name in sorted(set(told) & set(files)) if told[name] != {"bytes": len(files[name]), "sha256": digest(files[name])}
    ]
    yield Check(not differing, f"every file has the SHA-256 that the manifest tells{': not ' + differing[0] if differing else ''}")


def check_article(key: str, files: dict[str, bytes]) -> tuple[Page, list[Check]]:
    """The page, and its checks. Raises what a damaged member raises."""
    member = {name: files[f"articles/{key}/{name}"] for name in OF_ARTICLE}
    about, offsets, repairs = (json.loads(member[name]) for name in ("capture.json", "offsets.json", "repairs.json"))
    text, decoded = member["text.txt"].decode("utf-8", "surrogatepass"), member["decoded.txt"].decode("utf-8", "surrogatepass")
    sha256 = digest(member["capture.bin"])
    checks = [Check(sha256 == about["sha256"] and sha256.startswith(key), f"article {key}: the capture has the SHA-256 {sha256}")]
    capture = Capture(
        name=about["name"],
        payload=member["capture.bin"],
        media_type=MediaType(about["media_type"]),
        url=about["url"] or None,
        captured_at=about["captured_at"] or None,
        charset=about["charset"] or None,
    )
    checks.append(Check(decode(capture).text == decoded, f"article {key}: decoded.txt is the capture's own text"))
    checks.append(Check(sound(offsets, text, decoded), f"article {key}: the offsets lead from all of text.txt into decoded.txt"))
    page = Page(key, text, decoded, TracedText.from_runs(text, offsets))
    same, moved, wrong = compared(page, repairs)
    words = f"article {key}: {same} characters stand so in the capture, {moved} were mended, written otherwise or put between paragraphs"
    checks.append(Check(not wrong, words + (f"; character {wrong[0]} does not come from where it should" if wrong else "")))
    if about["reader"] == READER:
        data = read_outcome(capture).data or {"article": {"body": None, "offsets": None}}
        again = (data["article"]["body"], data["article"]["offsets"]) == (text, offsets)
        checks.append(Check(again, f"article {key}: reading the capture anew gives the same text and offsets (reader {READER})"))
    return page, checks


def sound(offsets: Any, text: str, decoded: str) -> bool:
    """Whether the rows cover the text from its first character on and stay within the capture."""
    if not text:
        return offsets == []
    starts = [row[0] for row in offsets]
    ordered = starts == sorted(set(starts)) and starts[:1] == [0] and starts[-1] < len(text)
    return ordered and all(len(row) == 3 and 0 <= row[1] <= row[2] <= len(decoded) for row in offsets)


def compared(page: Page, repairs: list[dict[str, Any]]) -> tuple[int, int, list[int]]:
    """How many characters are those of the capture, how many are not, and which of these nothing accounts for.

    Accounted for is what a repair tells of, what comes from a span that is not one character (an entity, a mended run), and blanks.
    """
    mended = {at for repair in repairs if repair.get("start") is not None for at in range(repair["start"], repair["end"])}
    same, moved, wrong = 0, 0, []
    for at, character in enumerate(page.text):
        start, end = page.origins.starts[at], page.origins.ends[at]
        if page.decoded[start:end] == character:
            same += 1
        elif at in mended or end - start != 1 or character.isspace():
            moved += 1
        else:
            wrong.append(at)
    return same, moved, wrong


def check_facts(document: Any, pages: dict[str, Page]) -> Iterator[Check]:
    nodes = {node["@id"]: node for node in document["@graph"]}
    notes = [node for node in nodes.values() if node["@type"] == "Annotation"]
    for note in sorted(notes, key=lambda node: str(node["@id"])):
        name = note["@id"].removeprefix("urn:newsdb:witness:")
        key = note["target"]["source"].rpartition(":")[2]
        page, about = pages.get(key), nodes.get(note["body"])
        if page is None or about is None:
            yield Check(False, f"word {name}: its {'article' if page is None else 'fact'} is not in the pack")
            continue
        selectors = {selector["@type"]: selector for selector in note["target"].get("selector", [])}
        place, quote = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
        if place is None or quote is None:
            yield Check(True, f"word {name}: it has no place of its own in the text (named in a footer, or made by hand)")
            continue
        start, end = place["start"], place["end"]
        stands = 0 <= start < end <= len(page.text) and page.text[start:end] == quote["exact"]
        where = page.origins.origin(start, end) if stands else (0, 0)
        capture = f", characters {where[0]} to {where[1]} of the capture" if stands else ""
        yield Check(stands, f"word {name}: “{quote['exact'][:40]}” stands at {start} to {end} of article {key}{capture}")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
