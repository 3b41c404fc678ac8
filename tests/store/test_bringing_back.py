"""A dataset comes back whole, byte for byte, with all that follows from it; or not at all, with the reason."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Capture, DecisionTarget, FormerKey, ImportRun, Likeness, Organization, Person, Sighting, Wording
from articles.search.finding import find_page, understand
from articles.search.indexing import unindex
from articles.store import deciding
from articles.store.bringing_back import CannotImport, import_dataset
from articles.store.exporting import export_dataset, line_of
from articles.store.rebuilding import what_differs
from articles.store.reindexing import reindex
from tests.store.told import WORLD, Told, forget_everything, keep

pytestmark = pytest.mark.django_db
REPOST = Told(WORLD[1].body + "（来源：丁戊发布）", "http://z.example.cn/9.html", "2024-05-09", {"柳望舒": [("丁戊区委", "书记")]})
DERIVED: dict[Any, tuple[str, ...]] = {
    Article: ("key", "warning_kinds", "repair_kinds", "outlet", "month", "wording__sha256"),
    Person: ("key", "pinyin", "initials"),
    Organization: ("key", "pinyin", "initials", "parent__key"),
    Wording: ("sha256", "length"),
    Likeness: ("one__sha256", "other__sha256", "exact"),
    DecisionTarget: ("decision__key", "side", "kind", "key", "signature", "sha256"),
}


@pytest.fixture
def dataset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    keep([*WORLD, REPOST], monkeypatch)
    Article.objects.filter(published_on="2024-07-01").update(last_seen="2025-01-01T00:00:00+00:00")
    decision = deciding.reject(Person.objects.get(name="柳望舒").witnesses.filter(kind="post")[:1], by="编者甲", why="误")[0]
    deciding.undo(decision, by="编者乙")
    deciding.correct_row(Person.objects.get(name="祁连山"), {"note": "已核"}, by="编者甲")
    deciding.withhold(Article.objects.get(published_on="2024-06-01"), by="编者甲", why="个人隐私")
    FormerKey.objects.create(key="0" * 16, kind="person", now=Person.objects.get(name="祁连山").key)
    export_dataset(tmp_path / "out")
    return tmp_path / "out"


def derived() -> dict[str, list[Any]]:
    """What no file holds."""
    return {model.__name__: sorted(map(repr, model.objects.values_list(*columns))) for model, columns in DERIVED.items()}


def test_it_comes_back_byte_for_byte_with_all_that_follows(dataset: Path, tmp_path: Path) -> None:
    before = derived()
    assert before["Likeness"]
    unindex(Article.objects.values_list("pk", flat=True))
    forget_everything()
    manifest = import_dataset(dataset)
    assert derived() == before
    assert export_dataset(tmp_path / "again") == manifest
    for path in dataset.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name
    assert not reindex(mend=False)
    assert not what_differs()  # nothing a rebuilding would change: the times last seen have come along too
    assert len(find_page(understand("柳望舒")).hits) == 2
    run = ImportRun.objects.get()
    assert (run.status, run.new, run.options) == ("done", 5, {"dataset": manifest["sha256"]})
    assert Sighting.objects.count() == 6


def test_a_database_that_is_not_empty_is_refused(dataset: Path) -> None:
    with pytest.raises(CannotImport, match=r"not empty.*NEWSDB_DATABASE_URL"):
        import_dataset(dataset)


def signed(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the manifest and sign it again."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    change(manifest)
    for name in manifest["files"]:
        manifest["files"][name]["sha256"] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    del manifest["sha256"]
    manifest["sha256"] = hashlib.sha256(line_of(manifest)).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def nothing(manifest: dict[str, Any]) -> None:
    """The manifest as it is, but signed anew."""


DAMAGES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "manifest.json is not there"),
    "broken manifest": (lambda folder: (folder / "manifest.json").write_text("{"), "is damaged"),
    "changed manifest": (lambda folder: replace(folder, "manifest.json", '"licence": ""', '"licence": "CC0"'), "was changed"),
    "another format": (lambda folder: signed(folder, lambda manifest: manifest.update(format="x")), "not that of a lossless"),
    "a newer version": (lambda folder: signed(folder, lambda manifest: manifest.update(version=2)), "is of version 2"),
    "without captures": (lambda folder: signed(folder, lambda manifest: manifest.update(without=["captures"])), "without its captures"),
    "a changed file": (lambda folder: replace(folder, "persons.jsonl", "祁连山", "祁连川"), "persons.jsonl is damaged"),
    "a missing file": (lambda folder: (folder / "posts.jsonl").unlink(), "posts.jsonl cannot be read"),
}
FORGERIES: dict[str, tuple[str, str, str, str]] = {
    "bytes not theirs": ("captures.jsonl", '"payload":"', '"payload":"AAAA', "captures.jsonl, lines 1 to 5, cannot be kept"),
    "no JSON": ("posts.jsonl", '{"key"', '{"key', "posts.jsonl, lines 1 to .*: a line is no JSON"),
    "a strange column": ("posts.jsonl", '"title"', '"titel"', "its columns are"),
    "a reference to nothing": ("tenures.jsonl", '"person":"', '"person":"x', "tenures.jsonl, lines 1 to .*KeyError"),
    "a decision of another's": ("decisions.jsonl", '"by":"编者甲"', '"by":"编者丙"', "does not follow from its content"),
    "not as exported": ("persons.jsonl", '{"articles_count"', '{ "articles_count"', "would not be exported again as it is"),
}


def test_what_is_damaged_is_refused_with_the_reason_and_nothing_is_changed(dataset: Path) -> None:
    forget_everything()
    files = {path.name: path.read_bytes() for path in dataset.iterdir()}
    cases = [(damage, words) for damage, words in DAMAGES.values()]
    for name, old, new, words in FORGERIES.values():

        def forge(folder: Path, name: str = name, old: str = old, new: str = new) -> None:
            replace(folder, name, old, new)
            signed(folder, nothing)

        cases.append((forge, words))
    for damage, words in cases:
        damage(dataset)
        with pytest.raises(CannotImport, match=words):
            import_dataset(dataset)
        assert not Capture.objects.exists()
        assert not ImportRun.objects.exists()
        for name, content in files.items():
            (dataset / name).write_bytes(content)


def test_the_command(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="is not empty"):
        call_command("import_dataset", str(dataset))
    forget_everything()
    call_command("import_dataset", str(dataset))
    said = capsys.readouterr().out
    assert "5 captures.jsonl\n" in said
    assert said.endswith(f"SHA-256 over all: {json.loads((dataset / 'manifest.json').read_bytes())['sha256']}\n")
