"""The journal: taken out, checked line by line, and played back."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Attendance, Decision, Meeting, Person, Tenure, Witness
from articles.store import deciding, journal
from articles.store.exporting import export_dataset
from articles.store.journal import UnknownJournal, export_journal, replay
from tests.kept import kept
from tests.store.told import WORLD, forget_everything, keep

pytestmark = pytest.mark.django_db
Row = dict[str, Any]


world = kept(lambda patch: keep(WORLD, patch))


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def decide_much() -> None:
    """At least one decision of each kind, some withdrawn."""
    post = Witness.objects.filter(kind="post", names__0="祁连山").order_by("key")[0]
    attendances = Witness.objects.filter(kind="attendance").order_by("key")
    deciding.accept(attendances[:2], by="编者甲", batch="首批")
    deciding.reject([attendances[2]], by="编者甲", why="只是被提到")
    deciding.correct(post, {"title": "常务副书记"}, by="编者乙")
    deciding.lock([Witness.objects.filter(kind="statement").order_by("key")[0]], by="编者乙")
    article = Article.objects.get(url__endswith="2.html")
    at = article.body.index("企业")
    deciding.create(article, "organization", {"name": "辛壬公司"}, start=at, end=at + 2, by="编者甲")
    deciding.withhold(article, by="编者丙", why="涉及隐私")
    deciding.withhold(attendances[1], by="编者丙", why="涉及隐私")
    merged = deciding.merge([person("柳望舒"), person("柳望书")], by="编者甲", why="误植")
    deciding.undo(deciding.undo(merged, by="编者乙"), by="编者甲", why="确是一人")
    deciding.correct_row(Person.objects.get(name="祁连山"), {"note": "见方志"}, by="编者丙")
    deciding.lock_row(Meeting.objects.order_by("key")[0], by="编者丙")
    deciding.undo(deciding.separate(*Person.objects.order_by("name")[:2], by="编者丙"), by="编者丙")


def taken_out() -> bytes:
    file = io.BytesIO()
    export_journal(file)
    return file.getvalue()


def played(text: bytes, **options: Any) -> journal.Replayed:
    return replay(io.BytesIO(text), **options)


def start_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_everything()
    keep(WORLD, monkeypatch)


def test_the_first_line_names_format_and_version_and_the_rest_are_decisions_in_order() -> None:
    decide_much()
    header, *rows = [json.loads(line) for line in taken_out().decode().split("\n")[:-1]]
    assert header == {"format": "newsdb journal", "version": 1}
    assert {row["kind"] for row in rows} == set(Decision.Kind.values)
    assert [(row["at"], row["key"]) for row in rows] == sorted((row["at"], row["key"]) for row in rows)
    assert all(set(row) == {"key", *journal.CONTENT} for row in rows)


def test_played_over_the_captures_in_an_empty_database_it_gives_the_same_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide_much()
    before, text = export_dataset(tmp_path / "before"), taken_out()
    start_anew(monkeypatch)
    assert played(text) == journal.Replayed(kept=text.count(b"\n") - 1)
    after = export_dataset(tmp_path / "after")
    assert {name: file["sha256"] for name, file in after["files"].items()} == {
        name: file["sha256"] for name, file in before["files"].items()
    }
    assert after == before
    assert taken_out() == text


def test_played_before_the_captures_come_it_gives_the_same_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide_much()
    before, text = export_dataset(tmp_path / "before"), taken_out()
    forget_everything()
    assert not played(text).refused
    keep(WORLD, monkeypatch)
    assert export_dataset(tmp_path / "after") == before


def test_played_again_nothing_is_written(tmp_path: Path) -> None:
    decide_much()
    before, text = export_dataset(tmp_path / "before"), taken_out()
    assert played(text + text.split(b"\n", 1)[1]) == journal.Replayed(known=2 * (text.count(b"\n") - 1))
    assert export_dataset(tmp_path / "after") == before


def edit(change: Callable[[Row], Any], *, honest: bool = True) -> bytes:
    """The journal with its second line changed; `honest`: its key follows from the changed content."""
    header, line, *rest = taken_out().split(b"\n")
    row = json.loads(line)
    change(row)
    if honest:
        row["key"] = deciding.key_of(Decision(**{name: row.get(name) for name in journal.CONTENT}))
    return b"\n".join([header, json.dumps(row).encode(), *rest])


BAD_ROWS: dict[str, Callable[[Row], Any]] = {
    "a kind there is not": lambda row: row.update(kind="delete"),
    "a scope that does not go with the kind": lambda row: row.update(scope="row"),
    "nobody": lambda row: row.update(by=" "),
    "a name of 151 characters": lambda row: row.update(by="甲" * 151),
    "a number for a reason": lambda row: row.update(why=3),
    "no time": lambda row: row.update(at="yesterday"),
    "a time elsewhere": lambda row: row.update(at="2026-11-22T08:00:00.000000+08:00"),
    "values that are a list": lambda row: row.update(values=[1]),
    "no sides": lambda row: row.update(sides=[]),
    "an empty side": lambda row: row.update(sides=[[]]),
    "sides that are text": lambda row: row.update(sides="all"),
    "two things at once": lambda row: row["sides"][0].append(row["sides"][0][0]),
    "a target of a kind there is not": lambda row: row["sides"][0][0].update(kind="table"),
    "a target's key that is a row number": lambda row: row["sides"][0][0].update(key=17),
    "a target's key that is too long": lambda row: row["sides"][0][0].update(key="0" * 17),
    "no names": lambda row: row["sides"][0][0].update(names=[]),
    "no quote": lambda row: row["sides"][0][0].pop("quote"),
    "a span before the body": lambda row: row["sides"][0][0].update(start=-1),
    "a span that ends before it begins": lambda row: row["sides"][0][0].update(start=5, end=5),
    "a span beyond every number": lambda row: row["sides"][0][0].update(end=10**30),
    "spans that are none": lambda row: row["sides"][0][0].update(spans=[["a", "b"]]),
    "a NUL": lambda row: row.update(why="\0"),
    "half a character": lambda row: row.update(why="\ud800"),
    "half a character deep inside": lambda row: row["sides"][0][0].update(more={"\udfff": 1}),
    "a table's column": lambda row: row.update(standing=True),
    "a word too few": lambda row: row.pop("batch"),
}


def test_bad_lines_are_refused_each_with_its_reason_and_the_rest_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    deciding.accept(Witness.objects.filter(kind="attendance"), by="编者甲")
    count = Decision.objects.count()
    header, first, *rest = taken_out().split(b"\n")
    bad = [edit(change).split(b"\n")[1] for change in BAD_ROWS.values()]
    start_anew(monkeypatch)
    done = played(b"\n".join([header, *bad, first, *rest]))
    assert (done.kept, done.known) == (count, 0)
    assert [refused.line for refused in done.refused] == list(range(2, 2 + len(bad)))
    # Told by the check itself: none of them had to be tried on the rows.
    assert [name for name, refused in zip(BAD_ROWS, done.refused, strict=True) if "follow" in refused.reason] == []


def test_a_line_changed_by_hand_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    deciding.reject(Witness.objects.filter(kind="attendance")[:2], by="编者甲")
    text = edit(lambda row: row.update(by="某人"), honest=False)
    start_anew(monkeypatch)
    done = played(text)
    assert [refused.line for refused in done.refused] == [2]
    assert "does not follow" in done.refused[0].reason
    assert done.kept == 1


@pytest.mark.parametrize("line", [b"{bad", b"[]", b"17", b"\xff\xfe", b'{"by": NaN}', b"[" * 100_000, b"{}"])
def test_a_line_that_is_no_decision_at_all_is_refused(line: bytes) -> None:
    decide_much()
    text = taken_out()
    done = played(text + line + b"\n")
    assert [refused.line for refused in done.refused] == [text.count(b"\n") + 1]
    assert done.known == text.count(b"\n") - 1


def test_a_decision_the_rows_cannot_follow_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    deciding.accept(Witness.objects.filter(kind="attendance"), by="编者甲")
    count = Decision.objects.count()
    # A correction of what is nowhere, whose values lack what such a fact must have.
    text = edit(lambda row: (row["sides"][0][0].update(values={}, key="0" * 16), row.update(kind="correct")))
    start_anew(monkeypatch)
    done = played(text)
    assert (done.kept, [refused.line for refused in done.refused]) == (count - 1, [2])
    assert "KeyError" in done.refused[0].reason
    assert Witness.objects.filter(status="accepted").count() == count - 1


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (b"", "header"),
        (b"\n", "header"),
        (b'{"format": "newsdb dataset", "version": 1}', "header"),
        (b'{"format": "newsdb journal", "version": "1"}', "header"),
        (b'{"format": "newsdb journal", "version": true}', "header"),
        (b'{"format": "newsdb journal", "version": 2}', "newer"),
        (b'{"format": "newsdb journal", "version": 0}', "no way from version 0 to 1"),
    ],
)
def test_a_header_that_is_not_known_stops_everything(header: bytes, words: str) -> None:
    decide_much()
    count = Decision.objects.count()
    with pytest.raises(UnknownJournal, match=words):
        played(header + b"\n" + taken_out().split(b"\n", 1)[1])
    assert Decision.objects.count() == count


def test_an_older_journal_is_upgraded_and_withdrawals_follow_the_new_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the invented version 0 the person who decides is called `who`, and reasons did not exist."""

    def older(row: Row) -> Row:
        key = {"undo": "b"}.get(row["kind"], "a") * 32
        sides = [[{"kind": "decision", "key": "a" * 32}]] if row["kind"] == "undo" else row["sides"]
        return {name: value for name, value in row.items() if name not in ("by", "why", "key")} | {
            "who": row["by"],
            "sides": sides,
            "key": key,
        }

    def upgrade(row: Row) -> Row:
        row["by"] = row.pop("who")
        return row | {"why": ""}

    deciding.undo(deciding.reject(Witness.objects.filter(kind="attendance")[:1], by="编者甲")[0], by="编者乙")
    before = export_dataset(tmp_path / "before")
    rows = [older(json.loads(line)) for line in taken_out().decode().split("\n")[1:-1]]
    text = "\n".join(json.dumps(row) for row in [{"format": "newsdb journal", "version": 0}, *rows]).encode()
    start_anew(monkeypatch)
    done = played(text, upgraders={0: upgrade})
    assert (done.kept, done.refused) == (2, [])
    assert export_dataset(tmp_path / "after") == before
    assert played(text, upgraders={0: upgrade}).known == 2


def test_an_older_line_that_cannot_be_upgraded_is_refused() -> None:
    text = b'{"format": "newsdb journal", "version": 0}\n{}\n'
    done = played(text, upgraders={0: lambda row: {"by": row["who"]}})
    assert [refused.line for refused in done.refused] == [2]
    assert "from version 0 to 1" in done.refused[0].reason


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.binary(max_size=60)
        | st.recursive(
            st.none() | st.integers() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*journal.CONTENT, "key"]), inner),
            max_leaves=12,
        ).map(lambda value: json.dumps(value).encode()),
        max_size=6,
    )
)
def test_whatever_stands_in_a_line_it_is_refused_and_nothing_falls(lines: list[bytes]) -> None:
    body = b"\n".join(lines)
    done = played(b'{"format": "newsdb journal", "version": 1}\n' + body)
    assert (done.kept, done.known) == (0, 0)
    assert len(done.refused) == sum(bool(line.strip()) for line in body.split(b"\n"))
    assert not Decision.objects.exists()


def test_the_order_of_lines_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide_much()
    before = export_dataset(tmp_path / "before")
    header, *rows = taken_out().split(b"\n")[:-1]
    start_anew(monkeypatch)
    assert not played(b"\n".join([header, *reversed(rows)])).refused
    assert export_dataset(tmp_path / "after") == before


def test_the_world_is_as_it_is_meant() -> None:
    assert {row.name for row in Person.objects.all()} == {"柳望舒", "柳望书", "祁连山"}
    assert (Attendance.objects.count(), Tenure.objects.count()) == (3, 3)
