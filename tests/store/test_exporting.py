"""The dataset: complete, deterministic, lossless, and put in place whole or not at all."""

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from articles.models import Capture, Decision, FormerKey, Person, Post, Stale, Tenure, Witness
from articles.store import deciding, exporting
from articles.store.exporting import CannotExport, export_dataset
from articles.store.exporting.parts import LEFT_OUT, LEFT_OUT_COLUMNS, PARTS
from tests.kept import kept
from tests.store.told import WORLD, forget_everything, keep

pytestmark = pytest.mark.django_db


world = kept(lambda patch: keep(WORLD, patch))


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    text = (folder / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_model_is_in_the_dataset_or_left_out_with_a_reason() -> None:
    models = set(apps.get_app_config("articles").get_models())
    exported = [part.model for part in PARTS]
    assert len(set(exported)) == len(exported)
    assert set(exported) | LEFT_OUT.keys() == models
    assert not set(exported) & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


def test_every_column_is_in_the_dataset_or_left_out_with_a_reason() -> None:
    for part in PARTS:
        told = {lookup.partition("__")[0] for lookup in part.lookups.values()}
        wanted = {field.name for field in part.model._meta.fields if not field.primary_key}
        missing = wanted - told - {name for model, name in LEFT_OUT_COLUMNS if model is part.model}
        assert not missing, (part.name, missing)


def test_no_reference_is_a_row_number_and_no_time_is_the_clocks() -> None:
    for part in PARTS:
        for name, lookup in part.lookups.items():
            field = part.model._meta.get_field(lookup.partition("__")[0])
            assert not field.is_relation or "__" in lookup, (part.name, name)
            assert not getattr(field, "auto_now", False)
            assert not getattr(field, "auto_now_add", False)


def test_the_rows_refer_to_each_other_by_key(tmp_path: Path) -> None:
    export_dataset(tmp_path / "out")
    keys = {part.name: {row.get("key") or row.get("sha256") for row in lines(tmp_path / "out", part.name)} for part in PARTS}
    assert len(keys["persons"]) == Person.objects.count() == 3
    assert len(keys["tenures"]) == Tenure.objects.count() > 0
    references = {"person": "persons", "organization": "organizations", "meeting": "meetings", "post": "posts", "tenure": "tenures"}
    references |= {
        "attendance": "attendances",
        "statement": "statements",
        "article": "articles",
        "capture": "captures",
        "parent": "organizations",
    }
    followed = 0
    for part in PARTS:
        for row in lines(tmp_path / "out", part.name):
            for name in part.lookups.keys() & references.keys():
                if row[name] is not None:
                    assert row[name] in keys[references[name]], (part.name, name)
                    followed += 1
    assert followed > 30


def test_rows_are_sorted_and_their_keys_too(tmp_path: Path) -> None:
    export_dataset(tmp_path / "out")
    for part in PARTS:
        rows = lines(tmp_path / "out", part.name)
        names = {lookup: name for name, lookup in part.lookups.items()}
        order = [tuple(row[names[column]] for column in part.order) for row in rows]
        assert order == sorted(order), part.name
        assert len(set(order)) == len(order), part.name
        for line, row in zip((tmp_path / "out" / part.file).read_bytes().split(b"\n"), rows, strict=False):
            assert line == json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_payloads_come_back_to_the_byte(tmp_path: Path) -> None:
    export_dataset(tmp_path / "out")
    for row in lines(tmp_path / "out", "captures"):
        payload = base64.b64decode(row["payload"])
        assert hashlib.sha256(payload).hexdigest() == row["sha256"]
        assert (payload, len(payload)) == (Capture.objects.get(sha256=row["sha256"]).payload, row["size"])


def test_the_manifest_tells_of_every_file(tmp_path: Path) -> None:
    told = export_dataset(tmp_path / "out", licence="CC-BY-4.0")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert manifest == told
    assert (manifest["format"], manifest["version"], manifest["licence"], manifest["waiting"]) == ("newsdb dataset", 1, "CC-BY-4.0", 0)
    assert set(manifest["files"]) == {part.file for part in PARTS} == contents(tmp_path / "out").keys() - {"manifest.json"}
    for name, content in contents(tmp_path / "out").items():
        if name != "manifest.json":
            expected = {"rows": content.count(b"\n"), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            assert manifest["files"][name] == expected


def test_twice_is_the_same_to_the_byte_and_order_of_import_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = export_dataset(tmp_path / "one")
    export_dataset(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    forget_everything()
    keep(reversed(WORLD), monkeypatch)
    assert export_dataset(tmp_path / "three") == one


def test_without_captures_their_origin_stays_and_the_hash_over_all_is_another(tmp_path: Path) -> None:
    whole, light = export_dataset(tmp_path / "whole"), export_dataset(tmp_path / "light", without={"captures"})
    assert light["without"] == ["captures"]
    assert light["sha256"] != whole["sha256"]
    with_bytes, bare = lines(tmp_path / "whole", "captures"), lines(tmp_path / "light", "captures")
    assert [{name: value for name, value in row.items() if name != "payload"} for row in with_bytes] == bare
    differing = {name for name in whole["files"] if whole["files"][name] != light["files"][name]}
    assert differing == {"captures.jsonl"}


def test_the_hash_over_all_takes_in_what_the_manifest_says(tmp_path: Path) -> None:
    assert export_dataset(tmp_path / "one")["sha256"] != export_dataset(tmp_path / "two", licence="CC0-1.0")["sha256"]


def test_decisions_are_in_it_in_order_with_those_withdrawn(tmp_path: Path) -> None:
    decision = deciding.reject(Witness.objects.filter(kind="attendance").order_by("key")[:1], by="编者甲", why="并未出席")[0]
    deciding.undo(decision, by="编者乙")
    export_dataset(tmp_path / "out")
    rows = lines(tmp_path / "out", "decisions")
    assert [(row["kind"], row["by"], row["standing"]) for row in rows] == [("reject", "编者甲", False), ("undo", "编者乙", True)]
    assert rows[0]["sides"][0][0]["sha256"]
    assert Decision.objects.count() == 2


def test_a_former_id_is_kept_only_where_nothing_else_leads_on(tmp_path: Path) -> None:
    person = Person.objects.get(name="祁连山")
    FormerKey.objects.create(key="0" * 16, kind="person", now=person.key)
    FormerKey.objects.create(key=Witness.objects.filter(kind="person").exclude(key=person.key)[0].key, kind="person", now=person.key)
    export_dataset(tmp_path / "out")
    assert lines(tmp_path / "out", "former_keys") == [{"key": "0" * 16, "kind": "person", "now": person.key}]


def test_what_waits_is_settled_first(tmp_path: Path) -> None:
    Stale.objects.create(kind="post", block=str(Post.objects.get(title="主席").organization_id))
    assert export_dataset(tmp_path / "out")["waiting"] == 0
    assert not Stale.objects.exists()


@pytest.mark.parametrize("name", ["notes.txt", "manifest.json"])
def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("mine")
    with pytest.raises(CannotExport, match="not empty"):
        export_dataset(tmp_path / "out")
    assert contents(tmp_path / "out") == {name: b"mine"}
    assert os.listdir(tmp_path) == ["out"]


def test_force_replaces_a_dataset_and_nothing_else(tmp_path: Path) -> None:
    export_dataset(tmp_path / "out", licence="before")
    export_dataset(tmp_path / "out", licence="after", force=True)
    assert json.loads((tmp_path / "out" / "manifest.json").read_bytes())["licence"] == "after"
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    before = contents(tmp_path / "out")
    with pytest.raises(CannotExport, match=r"thesis\.txt"):
        export_dataset(tmp_path / "out", force=True)
    assert contents(tmp_path / "out") == before
    assert os.listdir(tmp_path) == ["out"]


def test_an_empty_folder_is_filled_and_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    export_dataset(tmp_path / "out")
    assert (tmp_path / "out" / "manifest.json").exists()
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CannotExport, match="is a file"):
        export_dataset(tmp_path / "file", force=True)
    with pytest.raises(CannotExport, match="make it first"):
        export_dataset(tmp_path / "nowhere" / "out")


def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_dataset(tmp_path / "out")
    before = contents(tmp_path / "out")

    def fail(row: Any) -> bytes:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(exporting, "line_of", fail)
    with pytest.raises(RuntimeError, match="disk"):
        export_dataset(tmp_path / "out", force=True)
    assert contents(tmp_path / "out") == before
    assert os.listdir(tmp_path) == ["out"]


def test_progress_ends_at_the_number_of_rows(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    manifest = export_dataset(tmp_path / "out", report=lambda progress: told.append((progress.done, progress.total)))
    rows = sum(file["rows"] for file in manifest["files"].values())
    assert told[-1] == (rows, rows)
