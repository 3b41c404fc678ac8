"""What people change in a sheet becomes decisions of one batch; what they leave alone does nothing; what is unclear fails and says why."""

from pathlib import Path

import pytest
from django.utils import translation

from articles.models import Article, Attendance, Decision, Meeting, Organization, Person, Post, Sheet, Tenure, Witness
from articles.store.deciding import correct_row, merge, undo_batch, withhold
from articles.store.exporting import export_dataset
from articles.store.sheets.columns import by_heading, in_all_languages
from articles.store.sheets.decisions import COLUMNS
from articles.store.sheets.kinds import KINDS
from articles.store.sheets.taking_in import Overtaken, decide, failed_rows, plan_of, take_back
from articles.store.targets import CannotDecide
from tests.kept import kept
from tests.store.sheets import as_file, brought_in, changed, decided, exported, planned, reasons, without_ids
from tests.store.told import WORLD, keep

pytestmark = pytest.mark.django_db


world = kept(lambda patch: keep(WORLD, patch))
"""柳望舒 (书记), 柳望书 (主席), 祁连山 (副书记); 招商座谈会, 安全生产推进会."""


@pytest.fixture(autouse=True)
def in_english() -> object:
    with translation.override("en"):
        yield


def facts(folder: Path) -> dict[str, bytes]:
    """The dataset but for the decisions, which tell of withdrawals as well, and the manifest over all."""
    export_dataset(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in {"decisions.jsonl", "manifest.json"}}


def test_headings_are_clear_in_every_language() -> None:
    for columns in (COLUMNS, *(kind.head for kind in KINDS.values())):
        known = by_heading(columns)
        assert {column.name for column in columns} == {column.name for column in known.values()}
        assert len({column.name for column in columns}) == len(columns)
        for column in columns:
            assert all(known[label.casefold()] is column for label in in_all_languages(column.label)), column.name


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_that_nobody_changed_does_nothing(form: str) -> None:
    for noun in KINDS:
        lines = exported(noun)
        assert lines
        plan = planned(noun, as_file(lines, form))
        assert (plan.unchanged, plan.changed, plan.failed, dict(plan.left)) == (len(lines), [], [], {}), noun
        with translation.override("zh-hans"):
            assert planned(noun, lines).unchanged == len(lines), noun
        if noun != "person":
            assert planned(noun, without_ids(lines)).unchanged == len(lines), noun


def test_corrections_are_one_batch_and_its_undoing_restores_all(tmp_path: Path) -> None:
    before = facts(tmp_path / "before")
    post = changed("post", lambda line: {"title": line["title"] + "长", "why": "漏字"}, title="副书记")
    sheet = decided("post", post, why="校对")
    assert set(Post.objects.values_list("title", flat=True)) == {"书记", "副书记长", "主席"}
    made = list(Decision.objects.all())
    assert {(row.kind, row.scope, row.by, row.why, row.batch) for row in made} == {("correct", "witness", "甲", "漏字", sheet.batch)}
    assert len(made) == 2
    person = changed("person", lambda line: {"other_names": "祁山；连山", "note": "=1+1"}, name="祁连山")
    other = decided("person", as_file(person, "xlsx"))
    row = Person.objects.get(name="祁连山")
    assert (row.other_names, row.note) == (["祁山", "连山"], "=1+1")
    assert exported("person", name="祁连山")[0]["note"] == "=1+1"
    undo_batch(other.batch, by="甲")
    assert len(take_back(sheet, by="乙")) == 2
    assert facts(tmp_path / "after") == before
    with pytest.raises(CannotDecide):
        take_back(sheet, by="乙")


def test_empty_cells_change_nothing_and_a_hyphen_empties() -> None:
    meeting = Meeting.objects.get(name="招商座谈会")
    correct_row(meeting, {"place": "会议室", "note": "存疑"}, by="乙")
    (line,) = exported("meeting", name="招商座谈会")
    assert planned("meeting", [line | {"place": "", "note": " "}]).unchanged == 1
    decided("meeting", [line | {"place": "-", "date": "2024年3月2日"}])
    meeting.refresh_from_db()
    assert (meeting.place, meeting.note, meeting.date) == ("", "存疑", "2024-03-02")
    for cells in ({"name": "-"}, {"kind": "聚会"}, {"date": "3/2/2024"}):
        assert reasons(planned("meeting", [line | cells]))[0].split(":")[0] in cells


def test_what_others_changed_since_the_export_is_not_overrun() -> None:
    (line,) = exported("person", name="祁连山")
    correct_row(Person.objects.get(name="祁连山"), {"note": "他人所写", "other_names": ["连山"]}, by="乙", why="查过")
    assert planned("person", [line]).unchanged == 1
    plan = planned("person", [line | {"note": "我所写"}])
    assert "changed since the export to “他人所写” (乙" in reasons(plan)[0]
    assert [change.new for change in planned("person", [line | {"note": "我所写", "seen": ""}]).changed[0].changes] == ["我所写"]
    assert planned("person", [line | {"note": "他人所写"}]).unchanged == 1


def test_nothing_is_done_if_it_would_be_something_else_by_now() -> None:
    sheet = brought_in("person", changed("person", lambda line: {"note": "注"}))
    looked_at = plan_of(sheet, withheld=False)
    correct_row(Person.objects.get(name="祁连山"), {"note": "先写"}, by="乙")
    with pytest.raises(Overtaken):
        decide(sheet, looked_at.fingerprint, why="", withheld=False)
    assert Decision.objects.count() == 1
    again = plan_of(sheet, withheld=False)
    assert (len(again.changed), len(again.failed)) == (2, 1)
    done = decide(sheet, again.fingerprint, why="", withheld=False)
    assert Decision.objects.filter(batch=done.batch).count() == 2
    with pytest.raises(CannotDecide, match="already"):
        decide(sheet, again.fingerprint, why="", withheld=False)


def test_rows_are_found_by_any_id_they_were_known_by_and_by_name() -> None:
    one, other = Person.objects.get(name="柳望舒"), Person.objects.get(name="柳望书")
    merge([one, other], by="乙")
    both = {one.key, other.key} - {Person.objects.exclude(name="祁连山").get().key}
    assert planned("person", [{"key": both.pop(), "note": "注"}]).changed[0].key == Person.objects.exclude(name="祁连山").get().key
    assert planned("person", [{"name": "祁连山", "note": "注"}]).changed[0].name == "祁连山"
    assert planned("tenure", [{"person": "祁连山", "organization": "丁戊区委", "title": "副书记", "decide": "accept"}]).decisions == 2
    failing = [{"key": "0" * 16, "name": "祁连山"}, {"key": "", "name": "祁连"}, {"key": "", "name": "刘青山"}]
    unknown, near, new = reasons(planned("person", failing))
    assert "No person is known by the id 0000000000000000" in unknown
    assert f"The nearest: {Person.objects.get(name='祁连山').key} 祁连山 丁戊区委 副书记" in near
    assert "to add it, write the article" in new
    twice = planned("person", [{"key": "", "name": "祁连山", "note": "一"}, {"key": "", "name": "祁连山", "note": "二"}])
    assert reasons(planned("person", [{"key": "", "name": "", "note": "注"}])) == [
        "The row says neither a public id nor name, and posts where several bear it."
    ]
    assert reasons(twice) == ["row 2 is about the same entry: put them together"]


def test_namesakes_are_told_apart_by_body_or_not_at_all() -> None:
    for name in ("柳望舒", "柳望书"):
        correct_row(Person.objects.get(name=name), {"name": "沈文远"}, by="乙")
    (reason,) = reasons(planned("person", [{"name": "沈文远", "note": "注"}]))
    assert all(f"{row.key} 沈文远 " in reason for row in Person.objects.filter(name="沈文远"))
    assert "Write the public id" in reason
    (line,) = planned("person", [{"name": "沈文远", "posts": "丁戊区政协 主席", "note": "注"}]).changed
    assert Person.objects.get(key=line.key).tenures.get().post.title == "主席"
    correct_row(Organization.objects.get(name="丁戊区政协"), {"name": "丁戊区委", "place_code": "320599"}, by="乙")
    assert "It is not clear" in reasons(planned("organization", [{"name": "丁戊区委", "note": "注"}]))[0]
    (line,) = planned("organization", [{"name": "丁戊区委", "place_code": "320599", "note": "注"}]).changed
    assert line.key


def test_the_column_decide() -> None:
    one, other = Person.objects.get(name="柳望舒"), Person.objects.get(name="柳望书")
    decided("person", [{"key": one.key, "decide": f"same {other.key}", "why": "一人"}, {"key": "", "name": "祁连山", "decide": "锁定"}])
    assert {(row.kind, row.why) for row in Decision.objects.all()} == {("same", "一人"), ("lock", "")}
    assert Person.objects.count() == 2
    again = [{"key": one.key, "decide": f"same {other.key}"}, {"key": Person.objects.get(name="祁连山").key, "decide": "lock"}]
    assert planned("person", again).unchanged == 2
    tenures = exported("tenure", post__title="副书记")
    decided("tenure", [line | {"decide": "accept"} for line in tenures])
    assert Tenure.objects.get(post__title="副书记").accepted
    assert planned("tenure", [line | {"decide": "accept"} for line in tenures]).unchanged == 1
    decided("attendance", changed("attendance", lambda line: {"decide": "驳回"}, person__name="祁连山"))
    assert not Attendance.objects.filter(person__name="祁连山").exists()


def test_two_are_kept_apart_once() -> None:
    one, other = Person.objects.get(name="柳望舒"), Person.objects.get(name="柳望书")
    lines = [{"key": one.key, "decide": f"different {other.key}"}]
    decided("person", lines)
    assert Decision.objects.get().kind == "different"
    assert planned("person", lines).unchanged == 1


@pytest.mark.parametrize(
    ("noun", "cells", "reason"),
    [
        ("person", {"decide": "delete"}, "decide: write one of accept, reject, lock, same ID, different ID"),
        ("person", {"decide": "same"}, "same ID"),
        ("person", {"decide": "same 0000000000000000"}, "No person is known by the id"),
        ("person", {"decide": "accept 0000000000000000"}, "nothing is written behind accept"),
        ("person", {"decide": "reject", "note": "注"}, "do one of the two"),
        ("person", {"note": "⟨formula⟩"}, "“note” is a formula"),
        ("person", {"note": "a\0b"}, "cannot be kept"),
        ("person", {"name": "名" * 201}, "at most 200 characters"),
        ("tenure", {"decide": "lock"}, "decide: write one of accept, reject"),
        ("attendance", {"role": "扫地"}, "role: write one of host"),
    ],
)
def test_what_cannot_be_done_says_why(noun: str, cells: dict[str, str], reason: str) -> None:
    (line,) = exported(noun, key=KINDS[noun].model.objects.order_by("key")[0].key)
    plan = planned(noun, [line | cells])
    assert not plan.changed
    assert reason in reasons(plan)[0]


def test_new_entries_are_tied_to_their_words(tmp_path: Path) -> None:
    before = facts(tmp_path / "before")
    article = Article.objects.get(body__contains="察看项目进展")
    person = {"key": "", "name": "陈大海", "article": article.key, "quote": "工人"}
    tenure = {"person": "陈大海", "organization": "丁戊区委", "title": "委员", "article": article.url, "quote": "工人交谈"}
    assert planned("person", [person | {"note": "注"}]).failed[0].reason.startswith("of a new entry this cannot be set at once: note")
    for cells, reason in (({"quote": "无此语"}, "do not stand"), ({"article": "f" * 16}, "no article"), ({"name": ""}, "missing: name")):
        assert reason in reasons(planned("person", [person | cells]))[0]
    assert "with its first tenure" in reasons(planned("post", [{"organization": "丁戊区委", "title": "委员"}]))[0]
    sheets = [decided("person", [person]), decided("tenure", [tenure])]
    assert Tenure.objects.get(person__name="陈大海").post.title == "委员"
    assert planned("person", [person]).unchanged == planned("tenure", [tenure]).unchanged == 1
    for sheet in reversed(sheets):
        take_back(sheet, by="甲")
    assert facts(tmp_path / "after") == before


def test_the_rows_that_failed_come_back_with_the_reason() -> None:
    lines = [*changed("person", lambda line: {"note": "注"}, name="祁连山"), {"key": "0" * 16, "name": "=1", "note": "注"}]
    sheet = decided("person", lines)
    assert sheet.outcome["changed"] == 1
    head, rows = failed_rows(sheet, withheld=False)
    assert (head[0], len(rows)) == ("why it was not taken", 1)
    again = [dict(zip(head, rows[0], strict=True)) | {"key": Person.objects.get(name="柳望书").key}]
    assert planned("person", again).changed[0].key == Person.objects.get(name="柳望书").key


def test_cells_of_other_columns_are_left_alone_and_told_of() -> None:
    lines = changed("tenure", lambda line: {"first_seen": "2020/1/1", "articles_count": "2.0", "accepted": "否"}, post__title="书记")
    plan = planned("tenure", [{**lines[0], "colour": "red"}])
    assert (plan.unchanged, dict(plan.left), plan.strange) == (1, {"first_seen": 1}, ("colour",))


def test_what_is_withheld_is_not_there_for_others() -> None:
    article = Article.objects.filter(body__contains="柳望书").order_by("key")
    for one in article:
        withhold(one, by="乙", why="隐私")
    hidden = Person.objects.get(name="柳望书")
    line = [{"key": hidden.key, "name": "柳望书", "note": "注"}]
    assert "No person is known" in reasons(planned("person", line))[0]
    assert "Nothing is known" in reasons(planned("person", [{"name": "柳望书", "note": "注"}]))[0]
    assert planned("person", line, withheld=True).changed
    new = {"name": "陈大海", "article": article[0].key, "quote": "区政协"}
    assert "no article" in reasons(planned("person", [new]))[0]


def test_a_sheet_waits_in_the_database_alone() -> None:
    sheet = brought_in("person", changed("person", lambda line: {"note": "注"}))
    assert plan_of(Sheet.objects.get(key=sheet.key), withheld=False).decisions == Person.objects.count()
    assert Witness.objects.exclude(decision="").count() == 0
