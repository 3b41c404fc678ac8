"""Folders, links, names, sidecars, missing and unreadable files."""

import json
import os
import random
from pathlib import Path

import pytest

from articles.pipeline.capture import count_bytes, files, find_captures
from articles.pipeline.errors import BrokenContainer, CaptureError, EmptyCapture, MissingPath, UnsafeContainer
from tests.pipeline.capture.building import texts, zipped


def tree(folder: Path, names: dict[str, str]) -> Path:
    for name, content in names.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def names(found):
    return [os.path.basename(item.path) for item in found]


def test_order_does_not_depend_on_the_order_of_creation(tmp_path):
    wanted = ["B.txt", "a/1.txt", "a/10.txt", "a/2.txt", "a.txt", "中.txt"]
    shuffled = sorted(wanted, key=lambda _: random.Random(7).random(), reverse=True)
    tree(tmp_path, {name: name for name in shuffled})
    assert texts(find_captures([tmp_path])) == wanted
    assert texts(find_captures([str(tmp_path)])) == wanted


def test_paths_keep_the_order_given(tmp_path):
    tree(tmp_path, {"a": "1", "b": "2"})
    assert texts(find_captures([tmp_path / "b", tmp_path / "a"])) == ["2", "1"]


def test_missing_path_is_raised_before_any_work(tmp_path):
    tree(tmp_path, {"a": "1"})
    with pytest.raises(MissingPath, match="none does not exist"):
        find_captures([tmp_path / "a", tmp_path / "none"])
    with pytest.raises(MissingPath):
        count_bytes([tmp_path / "none"])


def test_what_file_managers_leave_behind_is_passed_over(tmp_path):
    tree(tmp_path, {".DS_Store": "x", "Thumbs.db": "x", "._a.txt": "x", "__MACOSX/a.txt": "x", "a.txt": "1", ".hidden": "2"})
    assert names(find_captures([tmp_path])) == [".hidden", "a.txt"]


def test_empty_folder(tmp_path):
    (found,) = find_captures([tmp_path])
    assert isinstance(found.error, EmptyCapture)


def test_symlink_loops_are_reported_and_the_rest_read(tmp_path):
    tree(tmp_path, {"a/1.txt": "1", "b/2.txt": "2"})
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "b/self").symlink_to("self")
    (tmp_path / "b/gone").symlink_to("nowhere")
    found = list(find_captures([tmp_path]))
    assert texts(found) == ["1", "<UnsafeContainer>", "2", "<CaptureError>", "<UnsafeContainer>"]
    assert "does not exist" in found[3].error.reason


def test_a_link_to_a_folder_beside_is_read_once(tmp_path):
    tree(tmp_path, {"a/1.txt": "1"})
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "c.txt").symlink_to("a/1.txt")
    assert texts(find_captures([tmp_path])) == ["1", "1"]


def test_links_upon_links_do_not_multiply(tmp_path):
    for level in range(20):
        folder = tmp_path / f"{level:02}"
        folder.mkdir()
        for link in "xy":
            (folder / link).symlink_to(tmp_path / f"{level + 1:02}")
    tree(tmp_path, {"20/1.txt": "1"})
    assert texts(find_captures([tmp_path / "00"])) == ["1"]


def test_pipes_and_devices_are_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        (found,) = find_captures([path])
        assert "device or a pipe" in str(found.error)


def test_unreadable_files_are_problems(tmp_path, monkeypatch):
    tree(tmp_path, {"a": "1", "b": "2", "c": "3"})
    really = open

    def refuse(path, *args):
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied")
        return really(path, *args)

    monkeypatch.setattr(files, "open", refuse, raising=False)
    found = list(find_captures([tmp_path]))
    assert texts(found) == ["1", "<CaptureError>", "3"]
    assert found[1].error.reason == "it cannot be read: permission denied"
    assert "permissions" in found[1].error.cure


def test_a_disk_that_fails_while_reading_is_a_problem(tmp_path, monkeypatch):
    tree(tmp_path, {"a": "1"})

    def fail(self, size):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files._Counted, "read", fail)
    (found,) = find_captures([tmp_path])
    assert type(found.error) is CaptureError


def test_odd_names(tmp_path):
    for name in (b"new\nline.txt", b"bad\xff\xfe.txt", "中 文!.txt".encode()):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(b"1")
    found = list(find_captures([tmp_path]))
    assert [item.capture.name for item in found] == ["bad\\xff\\xfe.txt", "new\nline.txt", "中 文!.txt"]
    for item in found:
        item.path.encode("utf-8")
        assert list(find_captures([tmp_path], only=[(item.path, item.record)])) == [item]


def test_folders_deeper_than_the_stack(tmp_path, monkeypatch):
    # Made and removed step by step: the whole path is longer than the system takes at once.
    depth = 1200
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("1.txt").write_text("1", encoding="utf-8")
    try:
        found = list(find_captures([tmp_path]))
    finally:
        os.remove("1.txt")
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("d")
    assert texts(found) == ["1"]


@pytest.mark.parametrize("container", ["folder", "zip"])
def test_sidecars_give_address_and_time(tmp_path, container):
    told = json.dumps({"url": "http://www.example.com/1", "captured_at": "2024-03-12T08:00:00+08:00"})
    members = {"p/a.html": "<html>1", "p/a.html.meta.json": told, "p/b.txt": "2"}
    if container == "folder":
        found = list(find_captures([tree(tmp_path, members)]))
    else:
        (tmp_path / "a.zip").write_bytes(zipped({name: data.encode() for name, data in members.items()}))
        found = list(find_captures([tmp_path / "a.zip"]))
    assert [(item.capture.url, item.capture.captured_at) for item in found] == [
        ("http://www.example.com/1", "2024-03-12T08:00:00+08:00"),
        (None, None),
    ]


@pytest.mark.parametrize(
    "told", ["{", "[]", '{"url": 5}', '{"captured_at": "yesterday"}', "[" * 100_000, "\ufeff", '{"captured_at": 20240312}']
)
def test_a_broken_sidecar_makes_its_item_a_problem(tmp_path, told):
    found = list(find_captures([tree(tmp_path, {"a.txt": "1", "a.txt.meta.json": told, "b.txt": "2"})]))
    assert texts(found) == ["<BrokenContainer>", "2"]
    assert names(found) == ["a.txt", "b.txt"]


def test_a_sidecar_alone_is_reported(tmp_path):
    (found,) = find_captures([tree(tmp_path, {"a.txt.meta.json": "{}"})])
    assert isinstance(found.error, BrokenContainer)


def test_time_from_a_sidecar_holds_for_records_that_have_none_but_its_url_does_not(tmp_path):
    told = json.dumps({"url": "http://www.example.com/", "captured_at": "2024-03-12"})
    lines = '{"text": "1"}\n{"text": "2", "captured_at": "2024-03-13", "url": "http://www.example.com/2"}'
    found = list(find_captures([tree(tmp_path, {"a.jsonl": lines, "a.jsonl.meta.json": told})]))
    assert [(item.capture.url, item.capture.captured_at) for item in found] == [
        (None, "2024-03-12"),
        ("http://www.example.com/2", "2024-03-13"),
    ]


def test_only_does_not_open_other_files(tmp_path, monkeypatch):
    tree(tmp_path, {"a": "1", "b/c": "2", "d": "3"})
    opened = []
    really = open
    monkeypatch.setattr(files, "open", lambda path, mode: (opened.append(os.path.basename(path)), really(path, mode))[1], raising=False)
    assert texts(find_captures([tmp_path], only=[(str(tmp_path / "b/c"), None)])) == ["2"]
    assert opened == ["c"]
    assert list(find_captures([tmp_path], only=[])) == []


def test_progress_adds_up_to_all_bytes(tmp_path):
    tree(tmp_path, {"a.txt": "1" * 100, "b/bad.html": "%PDF-1.4" + "x" * 300_000, "c.jsonl": '{"text": "1"}\n' * 9, "e.txt": ""})
    (tmp_path / "d.zip").write_bytes(zipped({"x.txt": b"1" * 70_000, "y.txt": b"2"}))
    (tmp_path / "f.txt").symlink_to("nowhere")
    for only in (None, [(str(tmp_path / "d.zip!x.txt"), None)]):
        told: list[int] = []
        list(find_captures([tmp_path], on_bytes=told.append, only=only))
        assert sum(told) == count_bytes([tmp_path]) > 300_000


def test_unsafe_is_an_error_of_this_step():
    assert UnsafeContainer("a", "b").stage == "capture"
