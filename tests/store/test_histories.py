"""Histories are complete: batches, merges of several, splits, withdrawals of withdrawals; in a number of queries that does not grow."""

from collections.abc import Iterable
from typing import Any

import pytest

from articles.models import Article, Attendance, Decision, Meeting, Organization, Person, Post, Statement, Tenure, Witness
from articles.store import deciding
from articles.store.histories import Event, history_of
from articles.store.looking_up import day_of
from tests.kept import kept
from tests.store.told import TOWN, WORLD, Told, keep, queries

pytestmark = pytest.mark.django_db


world = kept(lambda patch: keep(WORLD, patch))


def keys(events: Iterable[Event]) -> list[str]:
    return [event.decision.key for event in events]


def decided(*decisions: Decision) -> list[str]:
    """Newest first."""
    return [decision.key for decision in sorted(decisions, key=lambda one: (one.at, one.key), reverse=True)]


def lius() -> list[Person]:
    return list(Person.objects.filter(name__startswith="柳").order_by("first_seen"))


def visits(count: int) -> list[Told]:
    """So many pages, of so many days, that name one person."""
    pages = []
    for number in range(count):
        body = f"丁戊区政府区长封千里察看第{number}号工地，了解{'一二三四五六七八九十'[number % 10] * 40}情况。"
        pages.append(
            Told(
                body,
                f"http://c.example.cn/{number}",
                f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}",
                {"封千里": [("丁戊区政府", "区长")]},
            )
        )
    return pages


def test_a_row_nobody_decided_about_has_no_history() -> None:
    deciding.reject(Witness.objects.filter(kind="statement")[:1], by="编者甲")
    rows: list[Any] = [Organization.objects.get(name="丁戊区政协"), Article.objects.get(url__endswith="3.html"), lius()[1]]
    assert [history_of(row) for row in rows] == [[], [], []]


def test_one_attendances_history_is_its_own_and_stands_with_all_it_hangs_on() -> None:
    attendance = Attendance.objects.get(role="attendee")
    witness = attendance.witnesses.get()
    decision = deciding.accept([witness], by="编者甲", why="已核对录像")[0]
    article = witness.article
    for row in (attendance, witness, attendance.person, attendance.meeting, article):
        assert keys(history_of(row)) == [decision.key], row
    for other in (Attendance.objects.get(role="host"), Post.objects.get(title="副书记"), Article.objects.get(url__endswith="2.html")):
        assert history_of(other) == []
    event = history_of(attendance)[0]
    assert event.zh.startswith(f"编者甲，{day_of(decision)}，理由：已核对录像：确认出席 ")
    assert "祁连山" in event.zh
    assert event.en.startswith(f"编者甲, {day_of(decision)}, because: 已核对录像: accepted attendance ")
    assert (event.standing, event.withdrawn_by) == (True, ())


def test_a_batch_of_thirty_rejections_is_told_of_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(visits(31), monkeypatch)
    person = Person.objects.get(name="封千里")
    names = Witness.objects.filter(kind="person", person=person)
    assert names.count() == 31
    decisions = deciding.reject(names.exclude(key=person.key), by="编者甲", why="另有其人", batch="封千里清理")
    person = Person.objects.get(name="封千里")
    events = history_of(person)
    assert keys(events) == decided(*decisions)
    assert len(events) == 30
    assert all("批次 封千里清理" in event.zh and "batch 封千里清理" in event.en for event in events)
    undone = deciding.undo_batch("封千里清理", by="编者乙")
    events = history_of(person)
    assert keys(events) == decided(*decisions, *undone)
    assert len(events) == 60
    assert {event.decision.kind: event.standing for event in events} == {"reject": False, "undo": True}
    assert all([one.by for one in event.withdrawn_by] == ["编者乙"] for event in events if event.decision.kind == "reject")


def test_the_number_of_queries_does_not_grow_with_the_history(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(visits(12), monkeypatch)
    person = Person.objects.get(name="封千里")
    deciding.accept(Witness.objects.filter(kind="post", person=person).order_by("key")[:2], by="编者甲")
    few = queries(lambda: history_of(person))
    deciding.accept(Witness.objects.filter(person=person), by="编者甲")
    assert len(history_of(person)) == 2 + Witness.objects.filter(person=person).count()
    assert queries(lambda: history_of(person)) == few
    assert few <= 12


def test_a_merge_of_three_a_split_and_an_undo_of_an_undo() -> None:
    one, other = lius()
    third = Person.objects.get(name="祁连山")
    merged = deciding.merge([one, other, third], by="编者甲")
    person = Person.objects.get()
    undone = deciding.undo(merged, by="编者乙", why="看错")
    again = deciding.undo(undone, by="编者丙", why="没有看错")
    person = Person.objects.get(pk=person.pk)
    those = list(Witness.objects.filter(kind="person", names__0="祁连山").values_list("key", flat=True))
    split = deciding.split(person, those, by="编者丁")
    for row in Person.objects.all():
        events = {event.decision.key: event for event in history_of(row)}
        assert list(events) == decided(merged, undone, again, split)
    assert (events[merged.key].standing, events[undone.key].standing) == (True, False)
    assert [one.key for one in events[undone.key].withdrawn_by] == [again.key]
    assert events[merged.key].withdrawn_by == ()
    assert events[merged.key].zh.endswith("裁定为同一个：柳望舒、柳望书、祁连山") or "裁定为同一个" in events[merged.key].zh
    assert "撤回" in events[undone.key].zh
    assert "撤回" in events[again.key].zh.split("撤回", 1)[1]
    assert "withdrew" in events[again.key].en.split("withdrew", 1)[1]


def test_after_an_unmerge_both_tell_of_it() -> None:
    one, other = lius()
    merged = deciding.merge([one, other], by="编者甲")
    undone = deciding.undo(merged, by="编者乙")
    for row in lius():
        events = history_of(row)
        assert keys(events) == decided(merged, undone)
        assert [one.key for one in events[-1].withdrawn_by] == [undone.key]


def test_a_rejected_fact_is_still_told_of_with_the_rows_it_was_taken_from() -> None:
    post = Post.objects.get(title="副书记")
    tenure = Tenure.objects.get(post=post)
    statement = Statement.objects.get(person=tenure.person)
    words = [tenure.witnesses.order_by("key")[0], statement.witnesses.get()]
    rejected = deciding.reject(words, by="编者甲")
    by_kind = {decision.sides[0][0]["kind"]: decision.key for decision in rejected}
    assert keys(history_of(Tenure.objects.get(pk=tenure.pk))) == [by_kind["post"]]
    assert keys(history_of(Post.objects.get(pk=post.pk))) == [by_kind["post"]]
    assert keys(history_of(Organization.objects.get(name=TOWN))) == [by_kind["post"]]
    assert set(keys(history_of(Person.objects.get(pk=tenure.person_id)))) == set(by_kind.values())


def test_what_a_correction_took_from_a_row_is_told_of_with_both() -> None:
    witness = Witness.objects.get(kind="attendance", names__1="祁连山", values__role="attendee")
    corrected = deciding.correct(witness, {"person": "柳望舒"}, by="编者甲")
    for name in ("祁连山", "柳望舒"):
        assert keys(history_of(Person.objects.get(name=name))) == [corrected.key]
    assert "person = 柳望舒" in history_of(witness)[0].en


def test_a_row_corrected_and_locked_tells_of_both_and_not_its_namesake() -> None:
    one, other = lius()
    decisions = [deciding.correct_row(one, {"name": "柳望书"}, by="编者甲"), deciding.lock_row(one, by="编者甲")]
    assert keys(history_of(Person.objects.get(pk=one.pk))) == decided(*decisions)
    assert history_of(Person.objects.get(pk=other.pk)) == []


def test_a_decision_on_one_version_is_told_of_with_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    first = WORLD[0]
    decision = deciding.accept(Witness.objects.filter(kind="statement", names__0="柳望舒"), by="编者甲")[0]
    keep([Told("更新：" + first.body, first.url, "2024-03-02", first.persons, first.meeting, first.said)], monkeypatch)
    later = Witness.objects.get(kind="statement", article__body__startswith="更新：")
    assert keys(history_of(later)) == [decision.key]
    assert keys(history_of(later.article)) == [decision.key]
    assert later.status == "accepted"


def test_what_was_added_by_hand_and_withdrawn_is_told_of() -> None:
    article = Article.objects.get(url__endswith="2.html")
    at = article.body.index("柳望舒")
    made = deciding.create(article, "post", {"person": "柳望舒", "organization": TOWN, "title": "组长"}, start=at, end=at + 3, by="编者甲")
    undone = deciding.undo(made, by="编者乙")
    rows: list[Any] = [Person.objects.get(name="柳望舒"), Organization.objects.get(name=TOWN), article]
    for row in rows:
        assert keys(history_of(row)) == decided(made, undone), row
    assert history_of(Person.objects.get(name="祁连山")) == []


def test_an_article_withheld_says_so() -> None:
    article = Article.objects.get(url__endswith="2.html")
    decision = deciding.withhold(article, by="编者甲", why="涉及隐私")
    assert keys(history_of(article)) == [decision.key]
    assert "不予公开" in history_of(article)[0].zh


def test_a_meeting_tells_of_what_was_decided_about_those_who_were_there() -> None:
    meeting = Meeting.objects.get(name="招商座谈会")
    decisions = deciding.reject(Witness.objects.filter(kind="attendance", event=meeting.key), by="编者甲")
    assert len(decisions) == 2
    assert keys(history_of(meeting)) == decided(*decisions)
