"""An import that is undone has never been; brought back, nothing of it is missing."""

import io
import random
from pathlib import Path
from typing import Any

import pytest

from articles.models import Article, Capture, Decision, DecisionTarget, ImportRun, Reading, SearchEntry, SearchTerm, Stale, Wording
from articles.search.indexing import unindex
from articles.store import deciding, journal, undoing
from articles.store.bringing_back import import_dataset
from articles.store.exporting import export_dataset
from articles.store.runs import Counts, Progress
from articles.store.undoing import CannotUndo, is_undone, may_restore, may_undo, outlook, restore_run, undo_run
from tests.store.generated.deciders import ACTS, decide, undo_everything
from tests.store.generated.importing import import_pages, read_by, reread, undone
from tests.store.generated.pages import Page, Reader, make_pages
from tests.store.generated.rows import as_said, differences, flaws, rebuild
from tests.store.told import forget_everything

pytestmark = pytest.mark.django_db

WORLDS = 8
Kind = ImportRun.Kind


def two_imports(seed: int) -> tuple[list[Page], list[Page], Reader]:
    """Pages of one world, dealt out: versions, reposts and namesakes of the one half lie in the other."""
    pages = make_pages(seed, pages=12)
    random.Random(seed).shuffle(pages)
    return pages[:7], pages[7:], Reader(pages)


def search_terms() -> list[tuple[Any, ...]]:
    return sorted(SearchTerm.objects.values_list("kind", "text", "number"))


def undo_in_the_reader(reader: Reader, run: ImportRun, *, back: bool = False) -> ImportRun:
    with read_by(reader):
        return (restore_run if back else undo_run)(run, by="甲", why="不是本库的网页")


@pytest.mark.parametrize("seed", range(WORLDS))
def test_an_import_undone_has_never_been_and_comes_back_whole(seed: int) -> None:
    one, other, reader = two_imports(seed)
    with undone():
        import_pages(one, reader)
        without, terms = as_said(), search_terms()
        [run] = import_pages(other, reader)
        both, all_terms = as_said(), search_terms()
        undo_in_the_reader(reader, run)
        assert differences(without, as_said()) == []
        assert (search_terms(), SearchEntry.objects.count()) == (terms, Article.objects.count())
        assert flaws() == []
        rebuild()
        assert differences(without, as_said()) == []
        import_pages(other, reader)
        reread(reader)
        assert differences(without, as_said()) == []
        undo_in_the_reader(reader, run, back=True)
        assert differences(both, as_said()) == []
        assert search_terms() == all_terms
        assert flaws() == []


@pytest.mark.parametrize("seed", range(WORLDS))
def test_what_people_decided_meanwhile_comes_back_with_it(seed: int) -> None:
    one, other, reader = two_imports(seed)
    with undone():
        import_pages(one, reader)
        [run] = import_pages(other, reader)
        decide(random.Random(seed), 14, [act for act in ACTS if act.__name__ != "set_aside"])
        decided = as_said()
        undo_in_the_reader(reader, run)
        assert flaws() == []
        aside = as_said()
        rebuild()
        assert differences(aside, as_said()) == []
        undo_in_the_reader(reader, run, back=True)
        assert differences(decided, as_said()) == []
        assert flaws() == []


@pytest.mark.parametrize("seed", range(3))
def test_the_journal_before_or_after_the_captures_gives_the_same_rows(seed: int) -> None:
    one, other, reader = two_imports(seed)
    with undone():
        import_pages(one, reader)
        [run] = import_pages(other, reader)
        undo_in_the_reader(reader, run)
        expected, kept = as_said(), io.BytesIO()
        journal.export_journal(kept)
    lines = kept.getvalue().splitlines(keepends=True)
    with undone():
        import_pages([*one, *other], reader)
        assert journal.replay(lines).refused == []
        assert differences(expected, as_said()) == []
    with undone():
        assert journal.replay(lines).refused == []
        import_pages([*one, *other], reader)
        assert differences(expected, as_said()) == []
        with read_by(reader):
            undo_everything()
        assert Article.objects.count() == len({page.item["text"] for page in [*one, *other]})


def test_a_dataset_with_captures_set_aside_comes_back_as_it_was(tmp_path: Path) -> None:
    one, other, reader = two_imports(1)
    import_pages(one, reader)
    [run] = import_pages(other, reader)
    both = as_said()
    undo_in_the_reader(reader, run)
    aside, manifest = as_said(), export_dataset(tmp_path)
    assert Capture.objects.count() > Article.objects.count()
    unindex(Article.objects.values_list("pk", flat=True))
    forget_everything()
    assert import_dataset(tmp_path) == manifest
    assert differences(aside, as_said()) == []
    with read_by(reader):
        undo_everything()
    assert differences(both, as_said()) == []


def test_what_another_import_saw_stays_until_that_is_undone_too() -> None:
    one, other, reader = two_imports(2)
    [first] = import_pages([*one, *other], reader)
    [second] = import_pages(other, reader)
    before = as_said()
    again = len({page.sha256 for page in other})
    alone = Capture.objects.count() - again
    assert (outlook(first).own, outlook(first).shared) == (alone, again)
    assert (outlook(second).own, outlook(second).shared) == (0, again)
    undo_in_the_reader(reader, second)
    assert differences(before, as_said()) == []
    assert outlook(first).own == alone + again
    undo_in_the_reader(reader, first)
    assert not Article.objects.exists()
    assert not Wording.objects.exists()
    # Brought back, the one has all that it saw, whether the other is undone or not.
    undo_in_the_reader(reader, second, back=True)
    assert Article.objects.count() == again
    undo_in_the_reader(reader, first, back=True)
    assert differences(before, as_said()) == []


def test_decisions_say_who_when_and_why_and_are_one_batch() -> None:
    one, other, reader = two_imports(3)
    import_pages(one, reader)
    [run] = import_pages(other, reader)
    did = undo_in_the_reader(reader, run)
    assert (did.kind, did.undoes, did.status, did.items, did.seen) == (Kind.UNDO, run, "done", len(other), 0)
    made = Decision.objects.all()
    assert {(row.kind, row.scope, row.by, row.why, row.batch) for row in made} == {
        ("reject", "capture", "甲", "不是本库的网页", did.options["batch"])
    }
    with read_by(reader):
        deciding.undo_batch(did.options["batch"], by="乙")
    assert not is_undone(run)
    assert may_undo(run)


def test_what_cannot_be_undone_says_why() -> None:
    one, _other, reader = two_imports(4)
    [run] = import_pages(one, reader)
    with pytest.raises(CannotUndo, match="nothing to bring back"):
        restore_run(run, by="甲")
    did = undo_in_the_reader(reader, run)
    assert may_restore(run)
    ImportRun.objects.filter(pk=did.pk).update(status="running")
    assert may_restore(run), "a command that was killed says for ever that it is running"
    with pytest.raises(CannotUndo, match="undone already"):
        undo_run(run, by="甲")
    with pytest.raises(CannotUndo, match="brought no captures in"):
        undo_run(did, by="甲")
    ImportRun.objects.filter(pk=run.pk).update(status="running", asked_at="2026-01-01T00:00:00Z")
    undo_in_the_reader(reader, run, back=True)
    run.refresh_from_db()
    with pytest.raises(CannotUndo, match="has not ended"):
        undo_run(run, by="甲")


def test_broken_off_it_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, reader = two_imports(5)
    import_pages(one, reader)
    without = as_said()
    [run] = import_pages(other, reader)
    monkeypatch.setattr(undoing, "AT_ONCE", 2)

    def stop(progress: Any) -> None:
        progress.cancel_asked = progress.done >= 2

    with read_by(reader):
        did = undo_run(run, by="甲", report=stop)
        assert (did.status, did.items) == ("cancelled", 2)
        assert DecisionTarget.objects.filter(kind="capture").count() == 2
        undoing.carry_undoing(did, Progress(place=did.place, counts=Counts(items=2)), lambda progress: None)
    did.refresh_from_db()
    assert (did.status, did.items) == ("done", len(other))
    assert differences(without, as_said()) == []


def test_an_older_reading_is_read_anew_when_it_comes_back() -> None:
    one, _other, reader = two_imports(6)
    [run] = import_pages(one, reader)
    before = as_said()
    undo_in_the_reader(reader, run)
    Reading.objects.update(reader="2025.1.1")
    undo_in_the_reader(reader, run, back=True)
    assert differences(before, as_said()) == []
    assert not Stale.objects.exists()
