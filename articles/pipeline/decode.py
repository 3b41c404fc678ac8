"""Step 2: bytes to text: which encoding, how we know, and characters that can be worked with.

>>> capture = Capture("1.html", '<meta charset="gb2312"><p>区委书记'.encode("gb18030"))
>>> decode(capture).why
'declared by the page (gb2312, read as GB18030)'

In this order: byte order mark; strict UTF-8; UTF-8 with few broken bytes; what the server, then the page declared, as long as it gives text
about as good as any; else the candidate that gives the best text. Declarations stand late because they are often wrong: servers send one
charset for all pages, converted pages keep their old meta. Chinese text in another encoding is not valid UTF-8 but for a few words.

Clean text: line ends (CR LF, CR, NEL, LS, PS, VT, FF) are LF; NUL and other control characters are gone but for tab and line feed; those C1
controls that stand for Windows' quotes and dashes become these; lone surrogates and undecodable bytes become U+FFFD, each run of which is
a warning. A U+FFFD that the capture itself holds is no warning where nothing else was undecodable: repair speaks of lost characters.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from articles.pipeline.errors import DecodeError
from articles.pipeline.records import Capture, DecodedText, ReadingWarning, WarningKind

HEAD = 4096
# Bytes, and characters other than ASCII among them, that are enough to judge a candidate by.
JUDGED = 1 << 16
JUDGED_WIDE = 1000
# Share of characters that are no text (undecodable, control, private use) above which bytes are taken for no text at all.
MOST_BAD = 0.1
# A declared encoding may give text this much worse (in points a character) than the best candidate.
TRUST = 1.0
# Points a character that no wrong reading reaches (the highest seen was 1.0); the right one does in 97 of 100 samples of 20 characters on.
CERTAIN = 1.5

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels as declared to Python's codecs. GB18030 holds all of GBK and that all of GB2312, and pages use the larger under the smaller one's
# name; the same holds for Big5 with the Hong Kong supplement.
_CODECS = {
    **dict.fromkeys(
        ("gb2312", "gb231280", "gbk", "gb18030", "cp936", "xgbk", "euccn", "csgb2312", "ms936", "windows936", "chinese"), "gb18030"
    ),
    **dict.fromkeys(("big5", "big5hkscs", "cp950", "xxbig5", "cnbig5", "csbig5", "ms950", "windows950"), "big5hkscs"),
    **dict.fromkeys(("utf8", "unicode11utf8", "utf8mb4"), "utf-8"),
    **dict.fromkeys(("utf16", "utf16le", "unicode", "ucs2"), "utf-16-le"),
    "utf16be": "utf-16-be",
    **dict.fromkeys(("hz", "hzgb2312"), "hz"),
    **dict.fromkeys(("shiftjis", "sjis", "xsjis", "windows31j", "ms932"), "cp932"),
    **dict.fromkeys(("euckr", "ksc5601", "ksc56011987", "windows949", "cp949"), "cp949"),
    "eucjp": "euc_jp",
    "iso2022jp": "iso2022_jp",
    "windows1251": "cp1251",
    "koi8r": "koi8_r",
}
# Latin-1 reads any bytes, so its declaration proves nothing: such pages are judged like undeclared ones, in which it is a candidate.
_NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5-HKSCS"}
_ESCAPED = ("hz", "iso2022_jp")

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LOST_RUN = re.compile("\ufffd+")
_BROKEN_UTF8 = re.compile("\ufffd")
_BAD = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd]")
_WIDE = re.compile("[^\x00-\x7f]+")

_CLEAN: dict[int, str | None] = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
_CLEAN |= {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_CLEAN |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

# Characters that make up about half of any running Chinese text; bytes read in a wrong encoding hit them once in fifty.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度"
    "家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反"
    "你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头"
    "這個們來時為國會對說過動學發種後經進著還應開與關線內數兩體機當點從業現實麼質氣變條沒結問無軍題黨與總設長頭區縣書記務場區建議團隊"
    "市区县委书记镇村企项目研究记者新闻网站首页"
    "，。、；：？！“”‘’（）《》【】　·—…"
)


@dataclass(frozen=True)
class _Candidate:
    encoding: str
    points: float
    bad: float


def decode(capture: Capture) -> DecodedText:
    """Clean text of the payload. Raises DecodeError where nothing gives text."""
    payload = capture.payload
    marked = _marked(payload)
    payload = payload.removeprefix(codecs.BOM_UTF8)
    text, encoding, why = marked or _unicode(payload, capture.charset) or _judged(payload, capture.charset)
    clean = _cleaned(text)
    if not clean.strip():
        raise DecodeError("there is no text in it, only blanks or control characters", "Fetch the page again, or leave it out.")
    return DecodedText(clean, encoding, why, _warnings(clean, text, payload, encoding))


def _marked(payload: bytes) -> tuple[str, str, str] | None:
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            text = payload[len(mark) :].decode(encoding, "replace")
            # A mark in front of bytes of another encoding was put there by an editor or a server that added it to everything.
            return (text, encoding, "byte order mark") if _share_bad(text) <= MOST_BAD else None
    return None


def _unicode(payload: bytes, charset: str | None) -> tuple[str, str, str] | None:
    """UTF-8, whole or with few broken bytes, and UTF-16 without a mark."""
    if b"\0" in payload[:HEAD] and (wide := _utf16(payload)):
        return wide
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return _broken_utf8(payload)
    if text.isascii() and _codec(charset) not in (None, "utf-8") and (escaped := _escaped(payload, charset)):
        return escaped
    return text, "utf-8", "strict UTF-8"


def _escaped(payload: bytes, charset: str | None) -> tuple[str, str, str] | None:
    """Encodings that write all in ASCII (HZ: `~{VPND~}`), where declared."""
    codec = _codec(charset)
    if codec not in _ESCAPED:
        return None
    try:
        return payload.decode(codec), codec, f"declared by the server ({charset})"
    except UnicodeDecodeError:
        return None


def _utf16(payload: bytes) -> tuple[str, str, str] | None:
    head = payload[: HEAD & ~1]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    # ASCII in UTF-16 has its NULs on one side; a text with a few NULs strewn in has them on both or hardly any.
    if max(zeros) < len(head) // 50 + 1 or min(zeros) * 10 > max(zeros):
        return None
    encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    text = payload.decode(encoding, "replace")
    better = _points(text[:JUDGED]) >= _points(payload[:JUDGED].decode("utf-8", "replace"))
    return (text, encoding, "NULs as in UTF-16 without a byte order mark") if _share_bad(text) <= MOST_BAD and better else None


def _broken_utf8(payload: bytes) -> tuple[str, str, str] | None:
    """UTF-8 with lone surrogates, or with so few broken bytes that it can be nothing else."""
    try:
        text = payload.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    else:
        # Pairs written half by half (CESU-8) become one character again.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), "utf-8", "UTF-8 with lone surrogates"
    text = payload.decode("utf-8", "replace")
    broken = len(_BROKEN_UTF8.findall(text))
    whole = sum(map(len, _WIDE.findall(text))) - broken
    # Three bytes of GBK or Big5 form a character of UTF-8 about once in a hundred times, so many whole ones are proof.
    return (text, "utf-8", f"UTF-8 with {broken} broken places") if whole >= 10 * broken else None


def _judged(payload: bytes, charset: str | None) -> tuple[str, str, str]:
    """The declared encoding, or the one that gives the best text. Raises DecodeError."""
    declared = [(label, codec, by) for label, by in _declared(payload, charset) if (codec := _codec(label))]
    tried = dict.fromkeys([codec for _, codec, _ in declared] + ["gb18030", "big5hkscs", "utf-8", "cp1252"])
    candidates: dict[str, _Candidate] = {}
    for encoding in tried:
        candidates[encoding] = _candidate(payload, encoding)
        if candidates[encoding].points >= CERTAIN:
            break
    best = max(candidates.values(), key=lambda candidate: candidate.points)
    for label, codec, by in declared:
        told = candidates.get(codec)
        if told and told.bad <= MOST_BAD and told.points >= best.points - TRUST:
            name = _NAMES.get(codec)
            read_as = f", read as {name}" if name and name.lower() != label.lower() else ""
            return payload.decode(codec, "replace"), codec, f"declared by the {by} ({label}{read_as})"
    if best.bad > MOST_BAD:
        raise DecodeError(
            f"in no encoding do its bytes give text (best: {best.encoding}, {best.bad:.0%} of the characters broken)",
            "Check that it is a text or HTML page; convert it to UTF-8.",
        )
    return payload.decode(best.encoding, "replace"), best.encoding, f"best candidate ({_NAMES.get(best.encoding, best.encoding)})"


def _declared(payload: bytes, charset: str | None) -> list[tuple[str, str]]:
    found = [(charset, "server")] if charset else []
    labels = (match[1] or match[2] for match in _DECLARED.finditer(payload[:HEAD]))
    return found + [(label.decode("ascii", "replace"), "page") for label in labels]


def _codec(label: str | None) -> str | None:
    return _CODECS.get(re.sub(r"[^a-z0-9]", "", label.lower())) if label else None


def _candidate(payload: bytes, encoding: str) -> _Candidate:
    # Incremental, so that a character cut in two where the sample ends is no error.
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    sample = decoder.decode(payload[:JUDGED], final=len(payload) <= JUDGED)
    return _Candidate(encoding, _points(sample), _share_bad(sample))


def _points(text: str) -> float:
    """How much this looks like text: the mean worth of the characters other than ASCII, -10 to 3; 0 for ASCII alone."""
    wide = Counter("".join(_WIDE.findall(text))[:JUDGED_WIDE])
    count = sum(wide.values())
    return sum(_worth(char) * times for char, times in wide.items()) / count if count else 0.0


@lru_cache(maxsize=1 << 16)
def _worth(char: str) -> float:
    if char in _FREQUENT:
        return 3.0
    code = ord(char)
    if 0x4E00 <= code < 0xA000:
        return 1.0 if _is_common(char) else -0.5
    if char == "\ufffd" or code < 0xA0:
        return -10.0
    if 0xE000 <= code < 0xF900 or code >= 0xF0000:
        return -6.0
    if code < 0x0250:
        return -1.0
    # Other scripts, bopomofo and box drawing: what bytes of another encoding often look like.
    return 0.0 if 0x2000 <= code < 0x2070 or 0xFE00 <= code < 0xFFF0 else -0.5


def _is_common(char: str) -> bool:
    """In the first levels of GB2312 (3,755 simplified) or Big5 (5,401 traditional), which their makers chose by frequency."""
    try:
        return char.encode("gb2312") < b"\xd8"
    except UnicodeEncodeError:
        pass
    try:
        return char.encode("big5") < b"\xc9"
    except UnicodeEncodeError:
        return False


def _share_bad(text: str) -> float:
    """The share of what is no text among the characters other than ASCII."""
    bad = len(_BAD.findall(text))
    return min(1.0, bad / (sum(map(len, _WIDE.findall(text))) or 1)) if bad else 0.0


def _cleaned(text: str) -> str:
    if not _UNCLEAN.search(text):
        return text
    return _LINE_END.sub("\n", text).translate(_CLEAN)


def _warnings(clean: str, text: str, payload: bytes, encoding: str) -> tuple[ReadingWarning, ...]:
    if "\ufffd" not in clean or (encoding == "utf-8" and _is_valid(payload)):
        return ()
    runs = _LOST_RUN.finditer(clean)
    return tuple(ReadingWarning(WarningKind.REPLACED_BYTES, run.start(), run.end(), run[0]) for run in runs)


def _is_valid(payload: bytes) -> bool:
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
