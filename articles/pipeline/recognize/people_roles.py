"""What part a person has in a page as far as the words around the name tell: by-line, slogan, line of a hotline list.

(记者 李安 王平)　　摄影:李安　　责任编辑:李安　　供稿(李安)　　…(李安)[end of the page]        byline
学习贯彻王平总书记重要讲话精神　　以王平同志为核心　　王平新时代…思想                          slogan
街道党工委书记 王平 电话 …                                                                    page_chrome
"""

import re

_BYLINE_BEFORE = re.compile(
    r"(?:记者|記者|通讯员|通訊員|实习生|编辑|編輯|责编|責編|初审|复审|终审|[一二三]审|审核|审稿|校对|供稿|撰稿|撰文|来稿|作者|摄影|攝影|编审|编审|"
    r"图文|文图|供图|主编|(?<![\u3400-\u9fff])[图文摄]|责任编辑|监制|编导|来源|报道|報導|拍摄|制图|值班主任|值班编委)"
    r"[\s:：/／|(（、,，]*(?:[\u3400-\u9fff·]{1,8}(?:记者|记者站|日报|融媒体中心|报社|台)[\s:：/]*)?$"
)
_AUTHOR = re.compile(r"[(（]\s*作者(?:系|为|是|单位)[^()（）\n]{0,30}$")
_LAST_NAME = re.compile(r"(?:(?<![\u3400-\u9fff])|(?<=记者)|(?<=記者)|(?<=通讯员)|(?<=通訊員))[\u3400-\u9fff]{2,4}[\s、/／,，]+$")
_BYLINE_AFTER = re.compile(
    r"\s*[/／]?\s*(?:摄|攝|文|图|圖|作|供图|提供|报道|報導|摄影|撰稿|供稿|编辑|整理)(?:[\s/／)）。]|$)|[/／][\u3400-\u9fff]{0,6}(?:報導|报道)"
)
_END_OF_PARAGRAPH = re.compile(r"\s*[)）]\s*(?:\n|$)")
_ONLY_NAMES = re.compile(r"[(（]\s*(?:[\u3400-\u9fff]{2,4}[\s、,，]+)*$")
_SAID_OF = re.compile(
    r"(?:总书记|總書記|主席|同志)?(?:新时代|新時代|法治思想|外交思想|强军思想|经济思想|文化思想|生态文明思想|思想|理论|理論|同志为核心|同志為核心)"
)
_TEACHINGS = re.compile(
    r"(?:总书记|總書記|主席|总理)[^，,。；;！\n]{0,40}?(?:讲话|講話|指示|批示|精神|论述|論述|嘱托|回信|重要文章|思想|理论|要求|关怀|殷殷|寄语|重托)"
)
_STUDIED = re.compile(r"(?:学习|學習|贯彻|貫徹|传达|傳達|落实|落實|按照|深入|牢记|践行|遵循|围绕|对照|领会|重温|感恩|以)[^。！\n]{0,12}$")
_HOTLINE = re.compile(r"[^\n,，。;；]{0,8}?(?:(?:电话|電話|手机|热线|联系方式)[^\n\d,，。]{0,4}\d|1\d{10}|0\d{2,3}-\d{7,8})")

_REASONS = {
    "byline": ("仅见于署名", "named in by-lines only"),
    "slogan": ("仅见于所学所引", "named only in what is studied or quoted"),
    "page_chrome": ("仅见于联系方式", "named in contact lines only"),
    "mentioned": ("见于正文", "named in the body"),
}


def role_of(text: str, name: str, mentions: list[tuple[int, int]]) -> tuple[str, tuple[str, str]]:
    """The role and the reason, Chinese and English. A role but `mentioned` needs every mention to agree on it."""
    for role, holds in (("byline", _in_byline), ("slogan", _in_slogan), ("page_chrome", _in_hotline)):
        if all(holds(text, start, end) for start, end in mentions):
            return role, _REASONS[role]
    return "mentioned", _REASONS["mentioned"]


def _in_byline(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 40) : start].rpartition("\n")[2]
    after = text[end : end + 12]
    if _BYLINE_AFTER.match(after) or _BYLINE_BEFORE.search(before) or _AUTHOR.search(before):
        return not re.match(r"[^\n)）]{0,3}(?:主持|指出|强调|表示)", after)
    earlier = before
    while (name := _LAST_NAME.search(earlier)) is not None:
        earlier = earlier[: name.start()]
        if _BYLINE_BEFORE.search(earlier):
            return True
    return (
        _ONLY_NAMES.search(before) is not None
        and re.match(r"(?:[\s、,，]+[\u3400-\u9fff]{2,4})*\s*[)）]\s*(?:\n|$)", text[end : end + 40]) is not None
    )


def _in_slogan(text: str, start: int, end: int) -> bool:
    after = text[end : end + 60]
    if _SAID_OF.match(after) or _TEACHINGS.match(after):
        return True
    return re.match("总书记|總書記", after) is not None and _STUDIED.search(text[max(0, start - 20) : start]) is not None


def _in_hotline(text: str, start: int, end: int) -> bool:
    return _HOTLINE.match(text, end) is not None
