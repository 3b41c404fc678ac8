"""Brands put in place of a real name. Flagged, never changed: what stood there cannot be known.

`1月31日,365现金官网_365在线娱乐平台官网_365bet平台网投召开落实…精神动员会`; a brand in place of a place name throughout: `某豪app软件经济
技术开发区党工委会议`. Whoever took the page over replaced one name by what search engines should find. It takes two signs to call a name
hijacked: words of that trade (lexicon/hijack_words.tsv), and a place where grammar wants a body or a locality (before 召开, 党工委, 开发区)
or several keywords joined by `_`. Once known, a brand is flagged wherever it stands.

Left alone: `政务服务app`, `平台公司`, `网络赌博` and `博彩网站` in police news, `在某某软件园召开`, `下载官方app`.
"""

import re

from articles.pipeline.lexicon import read_table
from articles.pipeline.offsets import TracedText
from articles.pipeline.records import ReadingWarning, RepairedText, WarningKind


def _words(kind: str) -> str:
    rows = sorted(read_table("hijack_words.tsv"), key=lambda row: (-len(row[0]), row[0]))
    return "|".join(re.escape(word) for word, of in rows if of == kind)


def _roots(words: list[str]) -> str:
    """The words that hold no other, as a pattern: a text in lower case without them holds none of the words, and this is quickly seen."""
    return "|".join(word for word in sorted(set(words)) if not any(other != word and other in word for other in words))


GAMBLING, BAIT, AFTER = _words("gambling"), _words("bait"), _words("after")
TRADE = re.compile(f"{GAMBLING}|{BAIT}", re.I)
QUICK = re.compile(_roots(f"{GAMBLING}|{BAIT}".lower().split("|")))
GAME = re.compile(GAMBLING, re.I)
PIECE = r"[0-9A-Za-z\u4e00-\u9fff.\-]{2,24}"
JOINED = re.compile(rf"{PIECE}(?:[_|]{PIECE})+")
BRAND = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}|\d{{2,4}}[\u4e00-\u9fff]{{0,4}}|(?<![A-Za-z])[A-Za-z]{{2,10}}[\u4e00-\u9fff]{{0,3}})(?P<bait>(?:{BAIT})+)(?={AFTER})",
    re.I,
)
BAITED = re.compile(f"(?:{BAIT})(?={AFTER})", re.I)
"""What a text must hold for a `BRAND` to stand in it; seen faster."""
FIRSTS = "".join(sorted({word[0] for word in GAMBLING.split("|")}))
GAME_BRAND = re.compile(rf"(?=[\d{FIRSTS}])(?:\d{{2,4}})?(?:{GAMBLING})(?:{GAMBLING}|{BAIT}|平台)*(?={AFTER})", re.I)
GENUINE = re.compile(
    "政务|政府|政协|人大|服务|办事|办公|智慧|手机|移动|官方|学习|强国|公司|企业|集团|系统|使用|下载|安装|推广|推出|上线|通过|登录|打开|这款|该款"
    "|利用|多款|各类|一款|工业|应用|教育|健康|医保|银行|网上|掌上|融媒|新闻|日报|客户端|小程序|国家|市|省|县"
)
CRACKDOWN = re.compile("涉赌|赌博|诈骗|网警|警方|公安|民警|犯罪|查处|抓获|取缔|嫌疑|彩民|福彩|体彩")
LEAD = re.compile(r"(?:近日|日前|今天|昨日|昨天|今日|上午|下午|由|在|经|让|对|向|到|将|和|与|的|是|为)+")
PLACE = re.compile(r"[在于][\u4e00-\u9fff]{0,4}$")
FEWEST_KEYWORDS, FEWEST_WITHOUT_GAME = 2, 3
SHORTEST_NAME = 2


def mend(text: TracedText) -> RepairedText:
    """The text unchanged, with a warning for each occurrence of a name that is none."""
    if not QUICK.search(text.text.lower()):
        return RepairedText(text)
    spans = [*_find_joined(text.text), *_find_brands(text.text), *_find_game_brands(text.text)]
    warnings: list[ReadingWarning] = []
    done = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= done:
            first, last = text.origin(start, end)
            warnings.append(ReadingWarning(WarningKind.HIJACKED_NAME, first, last, text.text[start:end]))
            done = end
    return RepairedText(text, warnings=tuple(warnings))


def _find_joined(text: str) -> list[tuple[int, int]]:
    """Strings of search keywords, cut where the sentence goes on."""
    found: list[tuple[int, int]] = []
    for match in JOINED.finditer(text):
        parts = re.split(r"[_|]", match[0])
        keywords = sum(TRADE.search(part) is not None for part in parts)
        if keywords < (FEWEST_KEYWORDS if any(map(GAME.search, parts)) else FEWEST_WITHOUT_GAME):
            continue
        lead = LEAD.match(parts[0])
        last = max((keyword.end() for keyword in TRADE.finditer(parts[-1])), default=len(parts[-1]))
        found.append((match.start() + (lead.end() if lead else 0), match.end() - len(parts[-1]) + last))
    return found


def _find_brands(text: str) -> list[tuple[int, int]]:
    """All occurrences of the brands that stand before a body or an act at least once, and at least twice in the text."""
    if not BAITED.search(text):
        return []
    brands: set[str] = set()
    for match in BRAND.finditer(text):
        brand = match[0] if match["name"][0].isascii() else _trim(text, match["name"], match["bait"])
        if not GENUINE.search(brand.removesuffix(match["bait"])) and text.count(brand) > 1:
            brands.add(brand)
    return [match.span() for brand in brands for match in re.finditer(re.escape(brand), text)]


def _trim(text: str, name: str, bait: str) -> str:
    """The brand without the end of the word before it: as many characters as all its occurrences share.

    >>> _trim("让某豪app与推动某豪app", "动某豪", "app")
    '某豪app'
    """
    size = SHORTEST_NAME
    while size < len(name) and text.count(name[-size - 1 :] + bait) == text.count(name[-size:] + bait):
        size += 1
    return name[-size:] + bait


def _find_game_brands(text: str) -> list[tuple[int, int]]:
    """Gambling words that act or own a body; not the place where something is held, not in news of crime."""
    if CRACKDOWN.search(text):
        return []
    return [match.span() for match in GAME_BRAND.finditer(text) if not PLACE.search(text[max(0, match.start() - 5) : match.start()])]
