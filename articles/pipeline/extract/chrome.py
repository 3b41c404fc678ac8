"""Lines that belong to the page and not to the article: menus, buttons, clocks, image names, foot.

`无障碍 智能问答 繁體版`, `打印此页|关闭窗口`, `2024/05/15` above `Wednesday`, `会议召开2.jpg`, `上一条:…`, `Copyright © 2015-2024`. The
words stand in lexicon/page_chrome.tsv and foot_marks.tsv. A sentence is never chrome because of a word in it: menus and buttons must make
up the whole line, and a mark of the foot must begin it.

>>> is_chrome("打印此页|关闭窗口"), is_chrome("市政务服务中心打印窗口启用")
(True, False)
"""

import re

from articles.pipeline.lexicon import read_table, read_words

BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace() and code != 0x0A) + "\u200b\u200c\u200d\u2060\ufeff"
LONGEST_FOOT_MARK = 120
LONGEST_MENU_WORD = 6

WORDS = frozenset(read_words("page_chrome.tsv"))
PARTS = re.compile(r"[\s|｜丨┃\[\]【】〖〗()（）<>《》「」『』·•●○■□◆◇★☆▲△▼▽→←↑↓»«:：;,，、。.!！_=*#…\-—–\u200b\ufeff]+|/(?!图)")
NUMBER = re.compile(r"\d+(?:次|人|条|℃|°C?)?|第?\d+页|共\d+页")
BUTTONS = frozenset({"打印", "关闭", "字体", "字号", "大", "收藏", "打印本页", "关闭窗口"})
IMAGE = re.compile(r".{0,60}\.(?:jpe?g|png|gif|bmp|webp|svg|mp4|avi|wmv|flv|swf|mp3)", re.I)
MARKERS = re.compile(r"(?:[•·●○◦■□◆▪*＊\-—_=~.|]|\d{1,2}\s*[.、])*")
CLOCK = re.compile(
    r"(?:今天是|现在是|今日|当前时间|北京时间|現在時間|欢迎|您好)?[^。]{0,12}?\d{4}\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}\s*日?[\s,，]*(?:星期|周|週|農曆|农历|[A-Z][a-z]+day).*"
    r"|(?:今天是|现在是|当前时间|北京时间).*|\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AaPp][Mm])?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:星期|周|週)[一二三四五六日天]"
)
WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:星期|周|週)[一二三四五六日天]|\d{1,2}:\d{2}(?::\d{2})?")
CAPTION = re.compile(
    r"(?:图为|图片为|[(（]?(?:资料图|示意图|效果图|配图|图片)[)）]?$|[图圖]\s*[0-9一二三四五六七八九十]+\b|▲|△).{0,60}"
    r"|.{0,25}(?:现场|現場|现场图|合影|合影留念|截图|一角|掠影|剪影|资料图|效果图|展示|瞬间)"
    r"|.{1,50}(?:[\s/(（](?:摄|攝|供图|摄影)|[\s/]图)[)）]?"
)
LONGEST_CAPTION = 100
CAPTION_SENTENCE = re.compile(
    r"[▲△]?图为(?!什么)[^。]{2,60}。?(?:.{0,12}[摄攝])?"
    r"|.{4,80}[。\s(（](?:本报记者|记者|通讯员)?\s*[\u4e00-\u9fff\s、]{2,12}(?:[摄攝]|供图|摄影)[)）]?。?"
)
SUMMARY = re.compile(r"[【\[]?(?:内容|文章|新闻)?(?:摘要|简介|导读|提要)[】\]]?\s*[:：]?\s*.+|[(（【\[]?原标题\s*[:：].+")


def _marks(how: str) -> str:
    return "|".join(re.escape(word) for word, kind in sorted(read_table("foot_marks.tsv"), reverse=True) if kind == how)


LEAD = r"[\s【\[〖(（<《«•·●■□◆▲↑←→*|>\-—]*"
FOOT = re.compile(rf"{LEAD}(?:(?:{_marks('start')})|(?:{_marks('word')})(?![\u4e00-\u9fff]))")
OWNER = re.compile(r"版权所有|免责声明|ICP[备證证]|公网安备|网安备\d|网站标识码|[Cc]opyright\s|All [Rr]ights [Rr]eserved")
TAIL = re.compile(rf"{LEAD}(?:{_marks('tail')})")
HOTLINE = re.compile(r"(?=[^。，,]{2,40}$)(?:.*\D)?(?:1[3-9]\d{9}|0\d{2,3}[-\s—]?\d{7,8}|[48]00-?\d{3}-?\d{4})(?!\d).*")


def is_chrome(line: str) -> bool:
    """Whether a line (stripped) holds nothing but words of menus and buttons, numbers, list marks, a clock or an image's name."""
    if len(line) > LONGEST_FOOT_MARK:
        return False
    if line in WORDS or MARKERS.fullmatch(line) or IMAGE.fullmatch(line):
        return True
    parts = [part for part in PARTS.split(line) if part]
    known = sum(part in WORDS for part in parts)
    if known == len(parts) or (known and all(part in WORDS or NUMBER.fullmatch(part) for part in parts)):
        return True
    if known > 1 and BUTTONS.intersection(parts):
        return True
    return known > 2 and known * 3 >= len(parts) * 2 and max(map(len, parts)) <= LONGEST_MENU_WORD


def is_clock(line: str, following: str = "") -> bool:
    """Whether a line of the page's head tells the day of the visit and not the day of publication; `following` is the line after it."""
    return bool(
        len(line) < LONGEST_FOOT_MARK
        and (CLOCK.fullmatch(line) or (re.fullmatch(r"[\d/.年月日\s-]{8,14}", line) and WEEKDAY.fullmatch(following)))
    )


def is_caption(line: str) -> bool:
    """Whether a line without a sentence reads like the caption of a picture."""
    return len(line) <= 60 and "。" not in line and bool(CAPTION.fullmatch(line))


def is_caption_sentence(line: str) -> bool:
    """Whether a line with a sentence in it is a picture's caption: it says who took the picture, or what the picture shows.

    >>> is_caption_sentence("图为会议现场。"), is_caption_sentence("图为什么是这样?专家作了解读。")
    (True, False)
    """
    return len(line) <= LONGEST_CAPTION and bool(CAPTION_SENTENCE.fullmatch(line))


def is_summary(line: str) -> bool:
    """Whether a line is the abstract that some systems print above the text."""
    return bool(SUMMARY.fullmatch(line))


def is_foot_mark(line: str) -> bool:
    """Whether the page's foot begins here, whatever follows."""
    return len(line) <= LONGEST_FOOT_MARK * 3 and bool(FOOT.match(line) or OWNER.search(line))


def is_owner_line(line: str) -> bool:
    """Whether a line says who owns the site or who is answerable for it."""
    return len(line) <= LONGEST_FOOT_MARK * 3 and bool(OWNER.search(line))


def is_tail_mark(line: str) -> bool:
    """Whether the page's foot begins here if no prose follows: addresses, telephone numbers, owners of the site."""
    return len(line) <= LONGEST_FOOT_MARK and bool(TAIL.match(line) or HOTLINE.fullmatch(line))
