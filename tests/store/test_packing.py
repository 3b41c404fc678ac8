"""Evidence packs: whole, true, the same each time; whatever is changed in one is noticed."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ImportRun, Statement, Witness
from articles.pipeline.records import Capture as CaptureRecord
from articles.pipeline.records import Found, MediaType
from articles.store import deciding, importing, workers
from articles.store.packing import CannotPack, pack_article, pack_fact, sha256, zipped
from articles.store.reading import read_outcome
from articles.store.runs import Progress
from articles.store.verifying import NoPack, verify

pytestmark = pytest.mark.django_db
PAGE = (
    "六合区召开高质量发展大会\n2024-03-12 来源：六合日报\n"
    "3月12日，六合区召开高质量发展大会。区委书记沈文远出席并讲话，区长陈大海主持会议。\n"
    "沈文远指出，要坚持项目为王，把招商引资作为头等大事来抓。\n"
    "会上，有关部门作了交流发言，各街镇主要负责人参加会议，会议以视频形式开到各街镇。\n"
)
Files = dict[str, bytes]


@pytest.fixture
def article(monkeypatch: pytest.MonkeyPatch) -> Article:
    """A page read by the reader itself: a pack's text is read anew when it is checked."""
    monkeypatch.setattr(importing, "Readers", lambda jobs: workers.Readers(jobs, read_outcome))
    url, at = "http://a.example.cn/1.html", "2024-03-13T08:00:00+08:00"
    capture = CaptureRecord(name="1.txt", payload=PAGE.encode("gb18030"), media_type=MediaType.TEXT, url=url, captured_at=at, charset=None)
    run = importing.begin_run(ImportRun.Kind.IMPORT, 1)
    importing.keep_all(run, [Found(path="1.txt", capture=capture)], Progress(), lambda progress: None)
    found = Article.objects.get()
    assert {"post", "attendance", "statement"} <= set(found.witnesses.values_list("kind", flat=True))
    return found


def members(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def failures(path: Path, files: Files) -> list[str]:
    path.write_bytes(zipped(files))
    return [check.words for check in verify(path) if not check.passed]


def signed(files: Files) -> Files:
    """With a manifest that tells of the files as they are now: a forger can do that."""
    manifest = json.loads(files["manifest.json"])
    told = {name: {"bytes": len(content), "sha256": sha256(content)} for name, content in files.items() if name != "manifest.json"}
    manifest |= {"files": told}
    del manifest["sha256"]
    line = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    manifest["sha256"] = sha256(line.encode())
    return files | {"manifest.json": json.dumps(manifest).encode()}


def changed(name: str, old: bytes, new: bytes) -> Callable[[Files, str], Files]:
    def change(files: Files, key: str) -> Files:
        path = name.replace("KEY", key)
        assert old in files[path], path
        return files | {path: files[path].replace(old, new)}

    return change


def moved(files: Files, key: str) -> Files:
    """Every word one character further on than it stands."""
    document = json.loads(files["facts.jsonld"])
    for node in document["@graph"]:
        for selector in node.get("target", {}).get("selector", []):
            if "start" in selector:
                selector |= {"start": selector["start"] + 1, "end": selector["end"] + 1}
    return files | {"facts.jsonld": json.dumps(document).encode()}


FORGERIES: list[tuple[Callable[[Files, str], Files], str]] = [
    (changed("articles/KEY/capture.bin", b"2024", b"2025"), "the capture has the SHA-256"),
    (changed("articles/KEY/text.txt", "沈文远".encode(), "刘青山".encode()), "does not come from where it should"),
    (changed("articles/KEY/text.txt", "沈文远".encode(), "刘青山".encode()), "stands at"),
    (changed("articles/KEY/text.txt", "沈文远指出".encode(), "沈文远要求指出".encode()), "reading the capture anew"),
    (changed("articles/KEY/decoded.txt", "沈文远".encode(), "刘青山".encode()), "decoded.txt is the capture's own text"),
    (changed("articles/KEY/offsets.json", b"[", b"[[0,0,999999],"), "Error"),
    (changed("articles/KEY/capture.json", b'"text/plain"', b'"image/png"'), "is not a valid MediaType"),
    (changed("facts.jsonld", "沈文远".encode(), "刘青山".encode()), "stands at"),
    (moved, "stands at"),
    (changed("facts.jsonld", b'"@graph"', b'"@grape"'), "KeyError"),
]


def test_a_pack_is_true_and_what_is_forged_is_noticed(article: Article, tmp_path: Path) -> None:
    packed = pack_article(article.key)
    assert packed.content == pack_article(article.key).content
    assert packed.words == article.witnesses.count() > 8
    path, files = tmp_path / "pack.zip", members(packed.content)
    assert not failures(path, files)
    assert files[f"articles/{article.key}/capture.bin"] == PAGE.encode("gb18030")
    assert files[f"articles/{article.key}/text.txt"].decode() == article.body
    graph = json.loads(files["facts.jsonld"])["@graph"]
    assert {"NewsArticle", "Person", "Event", "OrganizationRole", "Role", "Statement", "Annotation"} <= {node["@type"] for node in graph}
    for forge, words in FORGERIES:
        forged = forge(files, article.key)
        assert any("every file has the SHA-256" in said for said in failures(path, forged))
        said = failures(path, signed(forged))
        assert any(words in one for one in said), (words, said)
    without = {name: content for name, content in files.items() if not name.endswith("text.txt")}
    assert any("the files are those that the manifest names" in said for said in failures(path, without))
    commands(article, path, packed.content)


def commands(article: Article, path: Path, content: bytes) -> None:
    call_command("evidence_pack", "--article", article.key, "-o", str(path))
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]
    out = io.StringIO()
    call_command("verify_pack", str(path), stdout=out)
    assert ", 0 failed\n" in out.getvalue()
    path.write_bytes(zipped(signed(moved(members(content), article.key))))
    with pytest.raises(SystemExit) as end:
        call_command("verify_pack", str(path), stdout=out)
    assert end.value.code == 1


def test_a_fact_brings_the_articles_that_say_it(article: Article, tmp_path: Path) -> None:
    statement = Statement.objects.get(person__name="沈文远")
    for key in (statement.key, article.witnesses.get(kind="statement").key):
        packed = pack_fact(key)
        assert (packed.articles, packed.words) == (1, 1)
        assert not failures(tmp_path / "pack.zip", members(packed.content))


def test_what_is_withheld_or_rejected_is_in_no_pack_unless_asked_for(article: Article) -> None:
    rejected = article.witnesses.filter(kind="post").order_by("key")[:1].get()
    deciding.reject([rejected], by="编者甲")
    assert rejected.key not in pack_article(article.key).content.decode("utf-8", "replace")
    statement = Statement.objects.get(person__name="沈文远")
    deciding.withhold(Witness.objects.get(kind="statement"), by="编者甲", why="个人隐私")
    assert statement.key not in pack_article(article.key).content.decode("utf-8", "replace")
    with pytest.raises(CannotPack, match="add --withheld"):
        pack_fact(statement.key)
    assert pack_fact(statement.key, withheld=True).words == 1
    deciding.withhold(article, by="编者甲", why="个人隐私")
    with pytest.raises(CannotPack, match="add --withheld"):
        pack_article(article.key)
    held = pack_article(article.key, withheld=True).content.decode("utf-8", "replace")
    assert statement.key in held
    assert rejected.key not in held


@pytest.mark.parametrize("pack", [pack_article, pack_fact])
def test_what_is_not_there_cannot_be_packed(pack: Any) -> None:
    with pytest.raises(CannotPack, match="there is no"):
        pack("0" * 16)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "manifest.json is missing"),
        ({"manifest.json": b"{"}, "is no JSON"),
        ({"manifest.json": b"[]"}, "not that of an evidence pack"),
        ({"manifest.json": b'{"format":"newsdb evidence pack","version":2}'}, "of version 2"),
        ({"../evil": b""}, "does not belong"),
        ({"articles/0123456789abcdef/x": b""}, "does not belong"),
    ],
)
def test_what_is_no_pack_is_refused(tmp_path: Path, files: Files, words: str) -> None:
    (tmp_path / "pack.zip").write_bytes(zipped(files))
    with pytest.raises(NoPack, match=words):
        list(verify(tmp_path / "pack.zip"))


def test_a_broken_zip_and_a_missing_file_are_said(tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_bytes(zipped({"manifest.json": b"{}"})[:-30])
    for name, words in (("pack.zip", "no whole zip"), ("missing.zip", "No such file")):
        with pytest.raises(CommandError, match=words):
            call_command("verify_pack", str(tmp_path / name))
