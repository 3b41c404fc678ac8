"""The persons of a page: full names found in its sentences, then everywhere else they stand, with what part each has in the page.

>>> from articles.pipeline.offsets import TracedText
>>> from articles.pipeline.records import ArticleText
>>> page = Page(ArticleText(TracedText.of("(记者李安)区委书记王平主持会议。王平指出,要抓项目。")))
>>> find_people(page)
>>> [(person["name"], person["role"], len(person["mentions"])) for person in page.persons.values()]
[('李安', 'byline', 1), ('王平', 'mentioned', 2)]

Two passes. The first asks the tagger and the rules of names/, sentence by sentence; the second looks for each full name in the
whole body, for the tagger sees 高能 in one sentence and not in the next. A name that only ever stands in the name of something else
(曹某文化周, 张某纪念馆) is no person of the page.

`mentioned` is what is known here of whoever is neither in a by-line nor in a slogan; the meetings' recognizer makes `in_event` of those
who act or attend. 他 is followed back in statements.py, a surname with a title (刘县长) in references.py.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from articles.pipeline.lexicon import read_words
from articles.pipeline.recognize.names import find_persons
from articles.pipeline.recognize.names.anchors import anchored_right, does_or_says, follows_names, is_addressed, titled
from articles.pipeline.recognize.names.forms import DOTS, Name, is_han, looks_like_a_name, surnames
from articles.pipeline.recognize.page import LONGEST, Mention, Page, Word
from articles.pipeline.recognize.people_roles import role_of
from articles.pipeline.recognize.tagger import tag

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")
_LONGEST_SENTENCE = 600
_PAUSE = re.compile(r"[，,、\s]")
_BLANK = re.compile(r"\s+")
_SPACED = re.compile(r"([\u3400-\u9fff])[ \u3000\u00a0]{1,4}([\u3400-\u9fff])")
_CONFIDENCE = {"anchored": 0.98, "repeated": 0.9, "tagged": 0.9, "doubtful": 0.75}
"""Measured on the names bench (msra and resume, twenty sentences a page): .977 of 661, .855 of 55, .900 of 170, .722 of 18."""


def find_people(page: Page) -> None:
    """Fill in the page's words, persons and mentions (of full names), in the order of the body."""
    text = page.text[:LONGEST]
    sentences = [(start, text[start:end]) for start, end in _sentences(text)]
    found: list[tuple[int, int, str]] = []
    for (start, sentence), words in zip(sentences, tag([sentence for _, sentence in sentences]), strict=True):
        page.words += [Word(start + first, start + last, kind) for first, last, kind in words]
        found += [(start + name.start, start + name.end, name.rule) for name in find_persons(sentence, words) if _is_full(sentence, name)]
    names = _settle(page, text, found)
    spans = [span for span in _occurrences(text, names) if not _is_hijacked(page, span[0], span[1])]
    for name, mentions in _by_name(text, spans).items():
        free = [mention for mention in mentions if not (_names_something_else(text, mention[1]) or _is_place_of_report(text, *mention))]
        if free:
            page.persons[name] = _person(text, name, free, names.get(name, "spaced"))
            page.mentions += [Mention(start, end, name) for start, end in free]
    page.mentions.sort()


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences; what goes on without an end is cut at a comma, so that no rule works longer than the text is long."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > _LONGEST_SENTENCE:
            pause = _PAUSE.search(text, start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
            cut = start + _LONGEST_SENTENCE if pause is None else pause.end()
            yield start, cut
            start = cut
        yield start, end


def _is_full(sentence: str, name: Name) -> bool:
    """Whether the name would do to tell a person: two Chinese characters at least, or parts with dots; nothing endless."""
    text = _BLANK.sub("", name.text(sentence))
    if any(dot in text for dot in DOTS):
        return 3 <= len(text) <= 30
    if not is_han(text) or not 2 <= len(text) <= 8 or "某" in text or text[-1] in _SAYING:
        return False
    if looks_like_a_name(text) or name.rule == "in a list":
        return True
    return (len(text) > 2 or titled(sentence, name.start)) and anchored_right(sentence, name.end)


def _settle(page: Page, text: str, found: list[tuple[int, int, str]]) -> dict[str, str]:
    """Full name -> how sure it is. What no anchor holds and the tagger saw but once is let go (想得周详、, 以周代月、, “红又红”), and so is
    what is a word in more places than a name, and in none behind a title (关心, 那些)."""
    evidence: dict[str, list[tuple[int, int]]] = {}
    by_grammar: set[str] = set()
    for start, end, rule in found:
        name = _BLANK.sub("", text[start:end])
        evidence.setdefault(name, []).append((start, end))
        if rule in _ANCHORED_RULES:
            by_grammar.add(name)
    starts = {start for start, _, _ in found}
    as_words = _count_words(page, text, evidence)
    names: dict[str, str] = {}
    for name, places in evidence.items():
        whole = _whole_name(text, name)
        names[whole] = "anchored" if name in by_grammar else _how_sure(text, places, whole)
        if (
            names[whole] == "loose"
            and looks_like_a_name(name)
            and any(text[end : end + 1] == "、" and end + 1 in starts for _, end in places)
        ):
            names[whole] = "tagged"
        seldom = len(whole) == 2 and name not in by_grammar and 3 * len(places) < text.count(whole)
        if (seldom or as_words[name] > len(places)) and not _ever_titled(text, name):
            names[whole] = "loose"
    for name in list(names):
        held = name[-1] not in _ADVERBS and any(anchored_right(text, end) for _, end in evidence.get(name, []))
        if name[:-1] in names and not held:
            del names[name]
    return {name: how for name, how in names.items() if how != "loose"}


def _count_words(page: Page, text: str, names: Collection[str]) -> Counter[str]:
    """How often each of the names is a word of the page and no name."""
    firsts = {name[:1] for name in names}
    return Counter(
        text[start:end] for start, end, kind in page.words if text[start] in firsts and end - start < 4 and kind not in ("PER", "ORG", "nz")
    )


def _ever_titled(text: str, name: str) -> bool:
    return any(titled(text, match.start()) for match in re.finditer(re.escape(name), text))


_SAYING = "说說曰"
_ADVERBS = "都也还则均已将并又再却就对向与和"
"""王平都 is 王平 where the page names him without 都 too."""


_ANCHORED_RULES = frozenset({"run together", "in a list", "between anchors", "spaced", "transliterated", "completed"})
"""Rules that ask for anchors themselves."""


def _whole_name(text: str, name: str) -> str:
    """高能 is 高能远 where each of several mentions goes on with 远: the tagger stopped short."""
    if len(name) != 2 or text.count(name) < 2 or not looks_like_a_name(name):
        return name
    followers = {text[match.end() : match.end() + 1] for match in re.finditer(re.escape(name), text)}
    follower = followers.pop()
    if followers or not is_han(follower) or starts_a_word_after_names(text, name + follower):
        return name
    return name + follower


def starts_a_word_after_names(text: str, name: str) -> bool:
    """Whether the last character of the name begins, anywhere in the text, a word that follows names (高能指 in 高能指出)."""
    return any(follows_names(text, match.end() - 1) for match in re.finditer(re.escape(name), text))


def _how_sure(text: str, places: list[tuple[int, int]], name: str) -> str:
    left = any(_left_anchor(text, start) for start, _ in places)
    right = any(anchored_right(text, end) for _, end in places)
    if all(start and text[start - 1] in _OPENING and text[end : end + 1] in _CLOSING for start, end in places):
        return "loose"
    if left and right:
        return "anchored"
    if text.count(name) > 1 and (left or right):
        return "repeated"
    if right and len(name) == 3 and surnames().get(name[0]) == "common" and any(text[end : end + 1] == "等" for _, end in places):
        return "doubtful"
    if left or any(
        does_or_says(text, end) or is_addressed(text, end) or text[max(0, start - 2) : start].endswith(_before_names())
        for start, end in places
    ):
        return "tagged" if looks_like_a_name(name) else "doubtful"
    return "loose"


_OPENING = frozenset("“‘「『《〈\"'")
_CLOSING = frozenset("”’」』》〉\"'")


@cache
def _before_names() -> tuple[str, ...]:
    return read_words("words_before_names.tsv")


def _left_anchor(text: str, at: int) -> bool:
    return at == 0 or not is_han(text[at - 1]) or titled(text, at)


def _occurrences(text: str, names: Collection[str]) -> list[tuple[int, int]]:
    """Where the names stand, the longest at each place; a name with blanks inside counts for the name."""
    by_beginning: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_beginning.setdefault(name[:2], []).append(name)
    spans = [match.span() for match in _SPACED.finditer(text) if match.group(1) + match.group(2) in names]
    firsts = {name[0] for name in by_beginning}
    for at in [at for at, character in enumerate(text) if character in firsts]:
        for name in by_beginning.get(text[at : at + 2], ()):
            if text.startswith(name, at):
                spans.append((at, at + len(name)))
                break
    free: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not free or span[0] >= free[-1][1]:
            free.append(span)
    return free


def _by_name(text: str, spans: list[tuple[int, int]]) -> dict[str, list[tuple[int, int]]]:
    mentions: dict[str, list[tuple[int, int]]] = {}
    for start, end in spans:
        mentions.setdefault(_BLANK.sub("", text[start:end]), []).append((start, end))
    return mentions


def _is_hijacked(page: Page, start: int, end: int) -> bool:
    return any(start < until and end > since for since, until in page.hijacked)


def _is_place_of_report(text: str, start: int, end: int) -> bool:
    """記者李某/金城報導: where it was reported from."""
    return (
        text[start - 1 : start] in ("/", "／")
        and _REPORTED.match(text, end) is not None
        and not text.endswith(("記者", "记者", "文", "图"), 0, start - 1)
    )


_REPORTED = re.compile(r"\s*(?:報導|报道)")
_PLACES = re.compile("(?:[镇乡鎮鄉](?![长長])|街道(?!党|办|主|书)|片区|片區|地块|地塊|社区居|社區發)")


@cache
def _named_after() -> re.Pattern[str]:
    return re.compile("精神(?!饱满|飽滿|矍铄)|" + "|".join(map(re.escape, read_words("named_after_persons.tsv"))))


def _names_something_else(text: str, end: int) -> bool:
    """曹某文化周, 张某故居, 李某杯: the name is the first part of another's; 金城鎮, 郭门片区: of a place's."""
    return _named_after().match(text, end) is not None or _PLACES.match(text, end) is not None


def _person(text: str, name: str, mentions: list[tuple[int, int]], how: str) -> dict[str, Any]:
    role, reason = role_of(text, name, mentions)
    zh = {
        "anchored": "姓名前后皆有职务、标点或动词为界",
        "repeated": "标注器多处认出",
        "tagged": "标注器认出",
        "doubtful": "标注器认出，不似常见姓名",
    }
    en = {
        "anchored": "between a title or mark and a mark or verb",
        "repeated": "tagged in several places",
        "tagged": "tagged",
        "doubtful": "tagged, unusual as a name",
    }
    key = how if how in zh else "anchored"
    return {
        "name": name,
        "role": role,
        "collective_label": None,
        "mentions": [list(mention) for mention in mentions],
        "posts": [],
        "confidence": _CONFIDENCE[key],
        "why": {"zh": f"{zh[key]}；{reason[0]}", "en": f"{en[key]}; {reason[1]}"},
    }
