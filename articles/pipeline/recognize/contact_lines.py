"""Posts in the lines around an article: hotline lists in footers (区委书记 李某 138…). The post may be right; attendance it is never.

    区委书记 李某某 13800000000            post, page_chrome
    区 长 魏某某 13800000000               the same, letters set wide
    版权所有 某某网络, 联系人:张某           nothing: no title

The telephone number is not read. The lines lie outside the body, so mentions are empty and the post has no span.
"""

import re
from typing import Any

from articles.pipeline.recognize.body import Body
from articles.pipeline.recognize.home import Home
from articles.pipeline.recognize.names.forms import looks_like_a_name
from articles.pipeline.recognize.page import Page, fold_marks
from articles.pipeline.recognize.posts import Post, body_of
from articles.pipeline.recognize.titles import title_before

_LINE = re.compile(
    r"^\W*(?P<post>[\u4e00-\u9fff][\u4e00-\u9fff ]{1,20}?)[ :]+(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] "
    r"{1,3}[\u4e00-\u9fff])(?P<rest>[ :,]*(?:电话|手机|热线|联系方式)?[ :]*[\d() +-]{5,20})?\W*$"
)
_MOST = 200


def read_contact_lines(page: Page, home: Home) -> list[Post]:
    """Posts from the page's chrome; offsets are -1, -1: they do not stand in the body."""
    posts: list[Post] = []
    body: Body | None = None
    for line in page.chrome[:_MOST]:
        match = _LINE.match(fold_marks(line))
        if not match:
            continue
        title = title_before(match["post"], 0, len(match["post"]))
        name = match["name"].replace(" ", "")
        if title is None or title.kind == "profession" or not looks_like_a_name(name):
            continue
        written = match["post"][: title.start].strip()
        body, _ = body_of(written, title, home, None, False)
        posts.append(
            Post(
                name,
                title.text,
                body.name if body else None,
                written or None,
                False,
                -1,
                -1,
                "contact_line",
                body.why if body else ("", ""),
                body,
            )
        )
    return posts


def chrome_person(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "role": "page_chrome",
        "collective_label": None,
        "mentions": [],
        "posts": [],
        "confidence": 0.9,
        "why": {"zh": "仅见于联系方式", "en": "named in contact lines only"},
    }
