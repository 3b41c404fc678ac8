"""Facts as the reading prints them: dictionaries with spans, confidence and the reason in Chinese and English."""

from typing import Any

from articles.pipeline.recognize.attendance import Role
from articles.pipeline.recognize.body import NAMED
from articles.pipeline.recognize.confidence import confidence
from articles.pipeline.recognize.events import Event
from articles.pipeline.recognize.levels import level_of
from articles.pipeline.recognize.page import Page
from articles.pipeline.recognize.posts import Post
from articles.pipeline.recognize.statements import Said
from articles.pipeline.recognize.whole_titles import whole_title
from articles.pipeline.words import keywords

_POST_RULES = {
    "named": ("机构写明", "the body is named"),
    "completed": ("机构据页面所在地补全", "the body is completed from the page"),
    "carried": ("机构承前", "the body is said before"),
    "as_written": ("机构所属未定", "nothing says whose body it is"),
    "institution": ("机构据页面所属单位", "the body is the page's own institution"),
    "unknown_body": ("未写机构", "no body is said"),
    "after_name": ("职务在姓名之后", "the title follows the name"),
    "appointed": ("由“任”“为”等引出", "given by a verb (任, 为)"),
    "contact_line": ("见于联系方式", "from a contact line"),
}
_SAID_BY_THE_BODY = frozenset(["completed", "carried", "institution", "as_written"])
_EVENT_RULES = {
    "held": ("“召开”“举行”之后", "named after 召开 or 举行"),
    "chaired": ("“主持召开”之后", "named after 主持召开"),
    "begun": ("“召开”“举行”之前", "named before 召开 or 举行"),
    "met": ("“会见”", "会见 with its guests"),
    "visited": ("“到…调研”一类", "到 … 调研"),
    "attended": ("据何人出席、视察", "by who went there"),
    "watched": ("“收看”一类", "a meeting watched by video"),
    "organized": ("“组织”“开展”之后", "named after 组织 or 开展"),
    "signed": ("签署协议，文中有签约仪式", "an agreement signed, and a ceremony told of"),
    "roles": ("据主持、出席会议之语", "by who chaired or attended"),
    "title": ("据标题", "from the title"),
}
_ROLE_RULES = {
    "verb": ("据姓名后的动词", "by the verb after the name or its list"),
    "remote": ("视频或书面", "by video or in writing"),
    "absent": ("指派、致信、请假", "sends a deputy, a letter or an excuse"),
    "delegates": ("受其委托", "others act for them"),
    "said": ("会上发言见引", "quoted at the event"),
}
_SAID_RULES = {
    "named": ("姓名紧接言说动词", "the name stands before the verb of saying"),
    "carried": ("主语承前", "the subject is carried over"),
    "pronoun": ("“他”承前句主语", "他 is the subject before"),
    "quoted": ("引文在前", "the words stand before the speaker"),
    "meeting": ("会议为主语", "the meeting is the subject"),
}
_ORGANIZATION_RULES = {
    "of_a_post": ("有职务属之", "holds a post in the text"),
    "acting": ("见于正文", "named in the text"),
    "zone": ("开发区名", "a zone's name"),
    "listed": ("同类并列", "in a list of its kind"),
}


def because(table: dict[str, tuple[str, str]], rule: str, more: tuple[str, str] = ("", "")) -> dict[str, str]:
    """The rule's words and the body's reason, neither said twice: where the rule only says that there is a reason, that one alone."""
    zh, en = table.get(rule, (rule, rule))
    if more == NAMED or not more[0]:
        return {"zh": zh, "en": en}
    if table is _POST_RULES and rule in _SAID_BY_THE_BODY:
        return {"zh": more[0], "en": more[1]}
    return {"zh": f"{zh}；{more[0]}", "en": f"{en}; {more[1]}"}


def post_entry(page: Page, post: Post) -> dict[str, Any]:
    start, end = (post.start, post.end) if post.start >= 0 else (None, None)
    return {
        "title": whole_title(page.plain, post),
        "organization": post.organization,
        "organization_as_written": post.written,
        "former": post.former,
        "start": start,
        "end": end,
        "rule": post.rule,
        "confidence": confidence("posts", post.rule),
        "why": because(_POST_RULES, post.rule, post.why),
    }


def person_entries(page: Page, present: set[str]) -> list[dict[str, Any]]:
    """The page's persons with their posts, each post once; `in_event` are those who act or attend."""
    labels: dict[str, str] = {}
    for phrase in page.phrases:
        if phrase.label:
            labels.setdefault(phrase.mention.name, phrase.label)
    by_name: dict[str, dict[tuple[str | None, str, bool], dict[str, Any]]] = {}
    for post in page.posts:
        by_name.setdefault(post.name, {}).setdefault((post.organization, post.title, post.former), post_entry(page, post))
    entries = []
    for name, person in page.persons.items():
        role = "in_event" if person["role"] == "mentioned" and name in present else person["role"]
        posts = [] if role in ("slogan",) else list(by_name.get(name, {}).values())
        entries.append({**person, "role": role, "collective_label": labels.get(name), "posts": posts})
    return entries


def role_entry(page: Page, post: Post, acts: list[tuple[int | None, str]], statements: list[dict[str, Any]]) -> dict[str, Any]:
    """A post that acts without a name; `acts`: number of the meeting (None: the page tells of none) and role."""
    return {
        "title": whole_title(page.plain, post),
        "organization": post.organization,
        "organization_as_written": post.written,
        "start": post.start,
        "end": post.end,
        "acts": [{"meeting": meeting, "role": role} for meeting, role in acts],
        "statements": statements,
        "rule": post.rule,
        "confidence": confidence("roles", post.rule),
        "why": because(_POST_RULES, post.rule, post.why),
    }


def organization_entry(found: dict[str, Any]) -> dict[str, Any]:
    rule = found["rule"] if found["certain"] else "as_written"
    return {
        "name": found["name"],
        "as_written": found["as_written"],
        "kind": found["kind"],
        "level": level_of(found["name"], found["kind"]) if found["certain"] else None,
        "mentions": found["mentions"],
        "rule": rule,
        "confidence": confidence("organizations", rule),
        "why": because(_ORGANIZATION_RULES, found["rule"], found["why"]),
    }


def meeting_entry(event: Event, roles: list[Role]) -> dict[str, Any]:
    when = event.when
    return {
        "name": event.name,
        "kind": event.kind,
        "date": when.value if when else None,
        "date_why": {"zh": when.why[0], "en": when.why[1]} if when else None,
        "place": event.place,
        "start": event.start,
        "end": event.end,
        "attendance": [
            {
                "person": role.person,
                "role": role.role,
                "order": number,
                "start": role.start,
                "end": role.end,
                "rule": role.rule,
                "confidence": confidence("attendance", f"{role.rule}.{role.role}"),
                "why": because(_ROLE_RULES, role.rule),
            }
            for number, role in enumerate(sorted(roles, key=lambda row: row.start), start=1)
        ],
        "rule": event.rule,
        "confidence": confidence("meetings", event.rule),
        "why": because(_EVENT_RULES, event.rule),
    }


def statement_entry(page: Page, said: Said) -> dict[str, Any]:
    return {
        "speaker": said.speaker,
        "verb": said.verb,
        "text": page.text[said.start : said.end],
        "topics": keywords(page.text[said.start : said.end]),
        "quoted": page.text[said.start - 1 : said.start] in "“「『" and said.start > 0,
        "start": said.start,
        "end": said.end,
        "rule": said.rule,
        "confidence": confidence("statements", said.rule),
        "why": because(_SAID_RULES, said.rule),
    }
