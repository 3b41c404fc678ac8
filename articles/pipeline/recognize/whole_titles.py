"""Titles that are printed in one with their body's own name: 区科技局局长 gives 科技局局长, of 丁戊区科技局.

    省应急管理厅厅长周某      应急管理厅厅长
    区科技局党组书记、局长    局长: the body is said for another title
    区科技局副局长            副局长
    区委组织部部长            部长, which is the whole title (组织部长)

The head of a 局, 厅 or 所 is written in full or drawn together (科技局长), and with the title alone nobody could tell which was printed.
Rows keep the title alone, beside the body (resolve/claims.py, `title_alone`).
"""

import re

from articles.pipeline.recognize.places import find_places
from articles.pipeline.recognize.posts import Post

_HEADS = frozenset(["局长", "厅长", "所长", "局長", "廳長", "所長"])
_LEVEL = re.compile(r"[省市区县州旗盟區縣]")


def whole_title(text: str, post: Post) -> str:
    """The post's title, with its body's own name before it where `text` prints both in one."""
    body, head = post.organization or "", post.title[:1]
    if post.title not in _HEADS or not body.endswith(head) or text[post.start : post.end][-3:] != head + post.title:
        return post.title
    own = _without_places(post.written or "")
    return own + post.title if len(own) > 1 and body.endswith(own) else post.title


def _without_places(name: str) -> str:
    """滨州市沾化区科技局 and 区科技局 to 科技局."""
    for place in find_places(name):
        if place.start == 0:
            return _without_places(name[place.end :])
    return name[1:] if _LEVEL.match(name) else name
