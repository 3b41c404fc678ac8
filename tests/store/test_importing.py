"""Whole runs: processes, problems, retries, reading anew, and what comes out when the program itself is at fault."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError

from articles.models import Article, Capture, ImportProblem, ImportRun, Reading, Sighting
from articles.pipeline.errors import BrokenContainer
from articles.pipeline.records import Capture as CaptureRecord
from articles.pipeline.records import Found
from articles.store import importing, rereading, workers
from articles.store.importing import import_captures, try_import
from articles.store.keeping import Kept, keep_item
from articles.store.reading import READER, MissingPath, Outcome, Trouble
from articles.store.rereading import reread
from articles.store.retrying import retry
from articles.store.runs import Progress
from tests.store.rows import Keep, as_they_are, by_content, page, read_plainly
from tests.store.test_order import ONE, TWO, edited

pytestmark = pytest.mark.django_db


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """A folder with versions, reposts, the same bytes twice and a file that is no text."""
    rows = [
        {"url": "http://a.example.cn/1", "captured_at": "2024-01-01", "text": "会议纪要\n" + ONE},
        {"url": "http://a.example.cn/1", "captured_at": "2024-01-02", "text": "会议纪要\n" + edited(ONE, 9, 4)},
        {"url": "http://b.example.cn/2", "text": "会议纪要\n" + ONE + "。"},
        {"url": "http://b.example.cn/3", "text": "会议纪要\n" + ONE},
        {"url": "http://b.example.cn/4", "text": "考察报道\n" + TWO},
    ]
    (tmp_path / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (tmp_path / "page.txt").write_text("座谈会\n" + TWO[::-1], encoding="utf-8")
    return tmp_path


def test_several_processes_write_the_same_rows_as_one(crawl: Path) -> None:
    one = import_captures([str(crawl)], jobs=1)
    expected, numbers = by_content(), [list(model.objects.order_by("pk").values_list(key, flat=True)) for model, key in KEYS]
    forget_everything()
    two = import_captures([str(crawl)], jobs=2)
    assert by_content() == expected
    assert [list(model.objects.order_by("pk").values_list(key, flat=True)) for model, key in KEYS] == numbers
    assert (one.items, one.new, one.seen, one.versions, one.reposts, one.problems) == (8, 5, 1, 1, 1, 2)
    assert (two.items, two.new, two.seen, two.versions, two.reposts, two.problems) == (8, 5, 1, 1, 1, 2)
    assert (two.status, two.jobs, two.reader) == ("done", 2, READER)


KEYS: list[tuple[Any, str]] = [(Capture, "sha256"), (Article, "key"), (Reading, "capture__sha256"), (ImportProblem, "path")]


def forget_everything() -> None:
    models: list[Any] = [Article, Reading, ImportProblem, Sighting, Capture]
    for model in models:
        model.objects.all().delete()
    from articles.models import Wording

    Wording.objects.all().delete()


def test_a_new_capture_costs_a_bounded_number_of_queries(keep: Keep) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    keep([page(TWO, f"http://b.example.cn/{number}") for number in range(20)])
    with CaptureQueriesContext(connection) as queries:
        keep([page(ONE, "http://a.example.cn/1")])
    # About thirty for the item - capture, reading, article, groups, witnesses, index -, the rest for the run.
    assert len(queries) <= 42, [query["sql"][:80] for query in queries]


def test_chinese_characters_are_kept_as_they_stand(keep: Keep) -> None:
    from django.db import connection

    keep([page(ONE)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(data AS text) FROM articles_reading")
        assert ONE in cursor.fetchone()[0]


def test_a_dry_run_writes_nothing_and_counts(crawl: Path) -> None:
    tried = try_import([str(crawl)], jobs=1)
    assert (tried.counts.new, tried.counts.seen, tried.counts.problems) == (5, 1, 2)
    assert [problem.stage for problem in tried.problems] == ["capture", "capture"]
    assert not any(as_they_are().values())
    assert not ImportRun.objects.exists()
    assert not Sighting.objects.exists()


def test_a_limit_stops_after_so_many_items(crawl: Path) -> None:
    assert import_captures([str(crawl)], jobs=1, limit=3).items == 3


def test_a_path_that_does_not_exist_is_an_error_before_anything_is_written(crawl: Path) -> None:
    with pytest.raises(MissingPath):
        import_captures([str(crawl), str(crawl / "nowhere")], jobs=1)
    assert not ImportRun.objects.exists()


def test_a_mended_file_goes_through_on_retry_and_its_problem_is_settled(crawl: Path) -> None:
    first = import_captures([str(crawl)], jobs=1)
    (crawl / "empty.txt").write_text("恢复了\n" + ONE[::-1], encoding="utf-8")
    second = retry(first, jobs=1)
    assert (second.kind, second.retry_of, second.items, second.new, second.problems) == ("retry", first, 2, 1, 1)
    assert {problem.path.rsplit("/")[-1]: problem.resolved_in for problem in first.problem_set.all()} == {
        "empty.txt": second,
        "picture.txt": None,
    }
    third = retry(first, jobs=1)
    assert third.items == 1


def test_a_bad_line_among_good_ones_is_tried_again_alone(tmp_path: Path) -> None:
    lines = tmp_path / "pages.jsonl"
    good = json.dumps({"text": "好的一行\n" + ONE})
    lines.write_text(f"{good}\n{{bad\n{good}\n")
    first = import_captures([str(lines)], jobs=1)
    assert [(problem.record, problem.stage) for problem in first.problem_set.all()] == [(2, "capture")]
    lines.write_text(f"{good}\n{json.dumps({'text': '改好的一行' + TWO})}\n{good}\n")
    second = retry(first, jobs=1)
    assert (second.items, second.new, second.problems) == (1, 1, 0)
    assert not first.problem_set.open().exists()


def fail_on(word: str) -> Callable[[CaptureRecord], Outcome]:
    """A reader that is at fault where the payload holds this word."""

    def read(capture: CaptureRecord) -> Outcome:
        if word in capture.payload.decode():
            return Outcome(trouble=Trouble("read", "ZeroDivisionError", "ZeroDivisionError", "Report it."))
        return read_plainly(capture)

    return read


def test_the_bytes_of_a_page_that_could_not_be_read_are_kept_and_tried_again(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "Readers", lambda jobs: workers.Readers(jobs, fail_on("坏")))
    failed = importing.begin_run(ImportRun.Kind.IMPORT, 1)
    found = [page("坏" + ONE, path="gone.txt"), page(TWO)]
    importing.keep_all(failed, found, Progress(), lambda progress: None)
    problem = failed.problem_set.get()
    assert problem.capture is not None
    assert problem.capture.payload.decode() == "坏" + ONE
    assert (Capture.objects.count(), Article.objects.count(), failed.problems, failed.new) == (2, 1, 1, 1)
    monkeypatch.setattr(importing, "Readers", lambda jobs: workers.Readers(jobs, read_plainly))
    mended = retry(failed, jobs=1)
    assert (mended.new, mended.problems) == (1, 0)
    problem.refresh_from_db()
    assert problem.resolved_in == mended


def test_a_file_that_is_gone_stays_a_problem(keep: Keep) -> None:
    failed = keep([Found("gone.txt", error=BrokenContainer("broken", "mend it"))])
    again = retry(failed, jobs=1)
    assert again.problem_set.get().reason.startswith("the file is no longer")
    assert failed.problem_set.open().count() == 1


def test_what_the_database_refuses_is_a_problem_of_the_item_alone(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    real = keep_item

    def refuse(run: ImportRun, found: Found, *read: Any) -> Kept:
        if found.capture is not None and found.capture.payload == TWO.encode():
            raise DataError("value out of range")
        return real(run, found, *read)

    monkeypatch.setattr(importing, "keep_item", refuse)
    run = keep([page(ONE), page(TWO), page(ONE[::-1])])
    assert (run.new, run.problems, run.status) == (2, 1, "done")
    assert run.problem_set.get().stage == "store"


def test_words_that_no_database_takes_are_made_storable(keep: Keep) -> None:
    run = keep([page(ONE, url="http://a.example.cn/\0x", captured_at="2024-01-01", name="a\0\udcffb", path="p\0\udcff")])
    assert (run.new, run.problems) == (1, 0)
    assert Capture.objects.get().name == "a\ufffd?b"


def test_cancelling_ends_the_run_with_what_was_done(keep: Keep) -> None:
    def found() -> Iterator[Found]:
        yield page(ONE)
        raise KeyboardInterrupt

    run = keep(found())
    assert (run.status, run.new) == ("cancelled", 1)
    assert run.finished_at


def test_reading_anew_changes_what_the_reader_says_otherwise(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    keep([page(ONE, "http://a.example.cn/1"), page(ONE + "。", "http://b.example.cn/2"), page(TWO, "http://c.example.cn/3")])
    before = by_content()

    def read_backwards(capture: CaptureRecord) -> Outcome:
        return (
            read_plainly(capture) if TWO.encode() == capture.payload else read_plainly(capture_of(capture.payload.decode()[::-1], capture))
        )

    monkeypatch.setattr(rereading, "Readers", lambda jobs: workers.Readers(jobs, read_backwards))
    run = reread(jobs=1)
    assert (run.kind, run.items, run.changed, run.new) == ("reread", 3, 2, 0)
    assert Article.objects.get(url="http://a.example.cn/1").body == ONE[::-1]
    monkeypatch.setattr(rereading, "Readers", lambda jobs: workers.Readers(jobs, read_plainly))
    reread(jobs=1)
    assert by_content() == before


def capture_of(text: str, capture: CaptureRecord) -> CaptureRecord:
    return CaptureRecord(capture.name, text.encode(), capture.media_type, capture.url, capture.captured_at, capture.charset)


def test_a_group_falls_apart_when_the_one_between_is_read_otherwise(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    between = edited(ONE, 20, 10)
    end = edited(between, 120, 12)
    keep([page(ONE), page(between), page(end)])
    assert Article.objects.shown().count() == 1
    monkeypatch.setattr(
        rereading,
        "Readers",
        lambda jobs: workers.Readers(
            jobs, lambda capture: read_plainly(capture_of(TWO, capture) if capture.payload == between.encode() else capture)
        ),
    )
    reread(jobs=1)
    assert Article.objects.shown().count() == 3
    assert not Article.objects.filter(repost_of__isnull=False).exists()


def test_only_readings_of_older_readers_are_made_anew_on_demand(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    keep([page(ONE), page(TWO)])
    Reading.objects.filter(article__body=ONE).update(reader="2025.9.30")
    monkeypatch.setattr(rereading, "Readers", lambda jobs: workers.Readers(jobs, read_plainly))
    assert reread(older_than=READER, jobs=1).items == 1
    assert Reading.objects.count() == 3
    assert set(Article.objects.values_list("reading__reader", flat=True)) == {READER}
    assert reread(older_than=READER, jobs=1).items == 0
    with pytest.raises(ValueError, match="no version"):
        reread(older_than="yesterday")


@pytest.mark.django_db
def test_a_problem_that_is_found_no_more_from_its_own_path_stays_a_problem(tmp_path: Path) -> None:
    (tmp_path / "loop").mkdir()
    (tmp_path / "loop" / "up").symlink_to("..")
    first = import_captures([str(tmp_path)], jobs=1)
    again = retry(first, jobs=1)
    assert [problem.path for problem in again.problem_set.all()] == [problem.path for problem in first.problem_set.all()] != []
    assert first.problem_set.open().count() == 1
