"""Published datasets: what anybody may see and nothing else, masked, complete, the same each time, whole or not at all."""

import csv
import hashlib
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from articles.models import Article, Organization, Person, Statement
from articles.search.problems import QueryProblem
from articles.store.exporting import CannotExport, export_dataset
from articles.store.publishing import FORMATS, publish, records
from articles.store.publishing.chosen import choose
from articles.store.publishing.tables import TABLES
from tests.store.publishing.conftest import HOSTILE, SECRET

pytestmark = pytest.mark.django_db

SEEN = {
    "articles": 6,
    "persons": 5,
    "organizations": 4,
    "posts": 4,
    "tenures": 4,
    "meetings": 3,
    "attendances": 4,
    "statements": 2,
    "sources": 31,
}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return [{key: as_meant(value) for key, value in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)]


def as_meant(cell: str) -> str:
    """As the codebook says: without the apostrophe that keeps a spreadsheet from counting."""
    return cell[1:] if cell.startswith("'") else cell


def texts(folder: Path) -> str:
    return "\n".join(path.read_bytes().decode() for path in sorted(folder.iterdir()))


@pytest.fixture(params=sorted(FORMATS))
def published(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    publish(tmp_path / "out", request.param, licence="CC-BY-4.0")
    return tmp_path / "out"


def test_what_is_published_of_each_kind() -> None:
    found = {name: len(list(stream(choose()))) for name, stream in records.STREAMS.items()}
    assert found == SEEN


def test_a_format_is_clean_told_of_and_the_same_each_time(published: Path, tmp_path: Path) -> None:
    nothing_withheld_unsure_or_hidden_is_in_it(published)
    the_manifest_tells_of_every_file_and_twice_is_the_same(published, tmp_path)
    the_codebook_tells_of_every_file_and_column(published)


def nothing_withheld_unsure_or_hidden_is_in_it(published: Path) -> None:
    said = texts(published)
    for word in ("陈大海", "七里区委", SECRET.url, "彩票网", "13800000000", "编者甲", "彩票网推进会"):
        assert word not in said, word


def test_what_is_rejected_is_in_no_record() -> None:
    rejected = "安全生产一刻也不能放松"
    assert not [row for row in records.statements(choose()) if row["text"] == rejected]
    assert not [row for row in records.sources(choose()) if row["quote"] == rejected]


def the_manifest_tells_of_every_file_and_twice_is_the_same(published: Path, tmp_path: Path) -> None:
    manifest = json.loads((published / "manifest.json").read_bytes())
    assert (manifest["format"], manifest["version"], manifest["licence"]) == ("newsdb publication", 1, "CC-BY-4.0")
    assert manifest["made_from"]["articles"] == 6
    assert set(manifest["files"]) == {path.name for path in published.iterdir()} - {"manifest.json"}
    for name, told in manifest["files"].items():
        content = (published / name).read_bytes()
        assert (told["bytes"], told["sha256"]) == (len(content), hashlib.sha256(content).hexdigest()), name
    whole = {name: value for name, value in manifest.items() if name != "sha256"}
    line = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    assert manifest["sha256"] == hashlib.sha256(line.encode()).hexdigest()
    assert publish(tmp_path / "again", manifest["of"], licence="CC-BY-4.0") == manifest
    for path in published.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def the_codebook_tells_of_every_file_and_column(published: Path) -> None:
    page = (published / "codebook.md").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO((published / "codebook.csv").read_bytes().decode(), newline="")))
    for path in published.iterdir():
        if path.name not in ("manifest.json", "codebook.md", "codebook.csv"):
            assert f"## {path.name}\n" in page
            assert any(row["file"] == path.name and row["meaning"] for row in rows)
        if path.suffix == ".csv" and path.name != "codebook.csv":
            header = path.read_bytes().decode().split("\r\n")[0].split(",")
            assert [row["column"] for row in rows if row["file"] == path.name] == header


def test_csv_refers_by_keys_that_are_there(tmp_path: Path) -> None:
    publish(tmp_path / "out", "csv")
    rows = {name: table(tmp_path / "out", name) for name in TABLES}
    assert {name: len(some) for name, some in rows.items()} == SEEN
    keys = {name: {next(iter(row.values())) for row in some} for name, some in rows.items()}
    homes = {"person": "persons", "organization": "organizations", "post": "posts", "meeting": "meetings", "article": "articles"}
    homes |= {"first_article": "articles", "parent": "organizations", "repost_of": "articles"}
    for name, some in rows.items():
        assert [next(iter(row.values())) for row in some] == sorted(keys[name])
        for row in some:
            for column in row.keys() & homes.keys():
                assert not row[column] or row[column] in keys[homes[column]], (name, column)
    facts = set().union(*(keys[name] for name in ("persons", "organizations", "meetings", "tenures", "attendances", "statements")))
    assert {row["about"] for row in rows["sources"]} == facts


def test_a_tenure_says_all_that_is_known_of_it(tmp_path: Path) -> None:
    publish(tmp_path / "out", "csv")
    row = next(row for row in table(tmp_path / "out", "tenures") if row["name"] == "柳望舒")
    person, body = Person.objects.get(name="柳望舒"), Organization.objects.get(name="丁戊区委")
    first = Article.objects.get(published_on="2024-03-01")
    told = {"person": person.key, "pinyin": "liuwangshu", "organization": body.key, "body": "丁戊区委", "title": "书记", "single_seat": "1"}
    told |= {"start": "2024-03-01", "start_precision": "day", "end": "2024-05-01", "end_precision": "day", "former": "0", "sources": "2"}
    told |= {"confidence": "0.9", "reviewed": "0", "first_article": first.key, "first_url": first.url, "first_quote": "书记"}
    assert {name: row[name] for name in told} == told
    assert first.body[int(row["first_start"]) : int(row["first_end"])] == "书记"
    assert {row["name"]: row["reviewed"] for row in table(tmp_path / "out", "tenures")}["柳望书"] == "1"


def test_csv_is_plain_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    publish(tmp_path / "out", "csv", bom=True)
    for name in TABLES:
        content = (tmp_path / "out" / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True):
            assert len(row) == len(TABLES[name])
            assert not any(re.match(r"[ \u3000]*[=+\-@\t\r\n]", cell) for cell in row), row
    titles = [row["title"] for row in table(tmp_path / "out", "articles")]
    assert HOSTILE.title.replace("彩票网", "▇▇▇") in titles


def test_the_mask_keeps_the_spans_true() -> None:
    masked = {row["key"]: row["body"] for row in records.articles(choose())}
    hidden = Article.objects.get(url=HOSTILE.url)
    assert len(masked[hidden.key]) == len(hidden.body)
    assert [row["name"] for row in records.meetings(choose()) if "▇" in row["name"]] == ["▇▇▇推进会"]
    assert [row["text"] for row in records.statements(choose()) if "▇" in row["text"]] == ["请拨打▇▇▇▇▇▇▇▇▇▇▇联系▇▇▇"]


def test_since_takes_articles_by_capture_and_what_they_say(tmp_path: Path) -> None:
    publish(tmp_path / "out", "csv", since=date(2024, 7, 1))
    assert sorted(row["published_on"] for row in table(tmp_path / "out", "articles")) == ["2024-07-01", "2024-08-01", "2024-10-01"]
    names = {row["name"] for row in table(tmp_path / "out", "persons")}
    assert names == {"柳望书", "祁连山", "沈文远", "刘青山"}
    tenures = {row["name"]: row["sources"] for row in table(tmp_path / "out", "tenures")}
    assert tenures == {"柳望书": "1", "祁连山": "1", "沈文远": "1"}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert manifest["asked"] == {"since": "2024-07-01", "query": ""}


def test_an_article_without_time_of_capture_is_since_its_publication() -> None:
    Article.objects.filter(published_on="2024-03-01").update(first_seen=None, published_on="2024-12-01")
    found = {row["published_on"] for row in records.articles(choose(since=date(2024, 9, 1)))}
    assert found == {"2024-10-01", "2024-12-01"}


@pytest.mark.parametrize(
    ("query", "dates"),
    [
        ("人物:柳望舒", ["2024-03-01", "2024-05-01"]),
        ("人物:陈大海", []),
        ("机构:六合", ["2024-08-01"]),
        ("安全生产 -招商", ["2024-07-01"]),
        ("2024-05..2024-07", ["2024-05-01", "2024-06-01", "2024-07-01"]),
    ],
)
def test_a_query_takes_what_the_public_search_finds(query: str, dates: list[str]) -> None:
    assert sorted(row["published_on"] for row in records.articles(choose(query=query))) == dates


def test_a_bad_query_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(QueryProblem):
        publish(tmp_path / "out", "csv", query='"')
    assert not list(tmp_path.iterdir())


def test_only_the_same_format_is_replaced(tmp_path: Path) -> None:
    publish(tmp_path / "out", "ris")
    with pytest.raises(CannotExport, match="is not empty"):
        publish(tmp_path / "out", "ris")
    with pytest.raises(CannotExport, match="is no part of a dataset"):
        export_dataset(tmp_path / "out", force=True)
    publish(tmp_path / "out", "ris", force=True)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the plan is SQLite's own")
def test_the_words_for_some_facts_are_looked_for_by_these_facts() -> None:
    """Without statistics SQLite would take an index of statuses, and go through nearly all words for every portion of facts."""
    asked: list[tuple[str, Any]] = []

    def heard(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(heard):
        assert records.sources_of(Statement, range(500), choose())
    (words,) = [(sql, params) for sql, params in asked if 'FROM "articles_witness"' in sql and '"articles_witness"."quote"' in sql]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {words[0]}", words[1])
        plan = [str(row[-1]) for row in cursor.fetchall()]
    assert any("(statement_id=?)" in step for step in plan), plan
