"""Rows to published datasets, in the field's formats: what anybody may see, and nothing else (see store/public.py).

Each format is a folder: its files, a codebook, and a manifest with the SHA-256 of each file and one over all. They are made for reading,
not for bringing back: that is the lossless dataset of store/exporting.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from articles.models import Article, Decision
from articles.store.citing import bibtex, cited, gbt7714, ris
from articles.store.exporting import MANIFEST, TOLD_EVERY, beside, check_place, line_of, one_view, put_in_place
from articles.store.public import public_articles
from articles.store.publishing import codebook, records
from articles.store.publishing.chosen import Chosen, choose
from articles.store.publishing.comma_separated import csv_file
from articles.store.publishing.followthemoney import ftm_file
from articles.store.publishing.linked_data import linked_data_file
from articles.store.publishing.popolo import popolo_file
from articles.store.publishing.tables import TABLES
from articles.store.runs import Progress, Report
from articles.store.settling import settle

FORMAT, VERSION = "newsdb publication", 1
CODEBOOK = ("codebook.md", "codebook.csv")
Pieces = Iterator[tuple[str, int]]
Writer = Callable[[Chosen], Pieces]


def citations(written: Callable[[Any], str], end: str = "") -> Writer:
    def pieces(chosen: Chosen) -> Pieces:
        return ((written(cited(row)) + end, 1) for row in records.articles(chosen))

    return pieces


def table(name: str, *, bom: bool = False) -> Writer:
    return lambda chosen: csv_file(name, chosen, bom=bom)


def csv_files(*, bom: bool = False) -> dict[str, Writer]:
    return {f"{name}.csv": table(name, bom=bom) for name in TABLES}


FORMATS: Mapping[str, Mapping[str, Writer]] = {
    "csv": csv_files(),
    "popolo": {"popolo.json": popolo_file},
    "ftm": {"entities.ftm.json": ftm_file},
    "jsonld": {"dataset.jsonld": linked_data_file},
    "bibtex": {"articles.bib": citations(bibtex, "\n")},
    "ris": {"articles.ris": citations(ris)},
    "gbt7714": {"citations.txt": citations(gbt7714, "\n")},
}
"""The files of each format, with what writes them."""


def publish(
    folder: Path,
    name: str,
    *,
    since: date | None = None,
    query: str = "",
    licence: str = "",
    bom: bool = False,
    force: bool = False,
    report: Report = lambda progress: None,
) -> dict[str, Any]:
    """Write the format `name` into `folder`, all of it or nothing; gives the manifest. Settles first what waits to be settled.

    Raises CannotExport where the folder must not be written to, QueryProblem for a query that cannot be understood.
    """
    folder = folder.resolve()
    writers = csv_files(bom=True) if bom and name == "csv" else FORMATS[name]
    ours = {*writers, *CODEBOOK}
    check_place(folder, force=force, files=ours)
    settle()
    with beside(folder) as workplace:
        with one_view():
            chosen = choose(since=since, query=query)
            files = {file: write_file(writer(chosen), workplace / file, report) for file, writer in writers.items()}
            manifest = manifest_of(name, files, chosen, since, query, licence)
        texts = {CODEBOOK[0]: codebook.page(files, settings.PUBLIC_CONFIDENCE, asked(since, query)), CODEBOOK[1]: codebook.table(files)}
        for file, text in texts.items():
            (workplace / file).write_bytes(text.encode())
            manifest["files"][file] = {"rows": text.count("\n"), **hashed(text.encode())}
        manifest["sha256"] = hashlib.sha256(line_of(manifest)).hexdigest()
        (workplace / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=2) + "\n", encoding="utf-8")
        check_place(folder, force=force, files=ours)
        put_in_place(workplace, folder)
    return manifest


def hashed(content: bytes) -> dict[str, int | str]:
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def asked(since: date | None, query: str) -> str:
    words = [
        f"articles since {since}" if since else "",
        f"articles found by {json.dumps(query, ensure_ascii=False)}" if query.strip() else "",
    ]
    return ", ".join(word for word in words if word) or "all articles"


def write_file(pieces: Pieces, path: Path, report: Report) -> dict[str, int | str]:
    """Write one file; gives its number of rows and bytes, and its SHA-256."""
    progress, digest, size = Progress(), hashlib.sha256(), 0
    with path.open("xb") as file:
        for text, rows in pieces:
            content = text.encode("utf-8", "replace")
            digest.update(content)
            size += file.write(content)
            progress.done = progress.counts.items = progress.done + rows
            if progress.done % TOLD_EVERY == 0:
                report(progress)
    return {"rows": progress.done, "bytes": size, "sha256": digest.hexdigest()}


def manifest_of(name: str, files: dict[str, Any], chosen: Chosen, since: date | None, query: str, licence: str) -> dict[str, Any]:
    """All but the codebook and the hash over all. `made_from`: the captures and decisions it was made of, by number and hash."""
    digest, articles, readers = hashlib.sha256(), 0, set()
    rows = public_articles().order_by("capture__sha256").values_list("pk", "capture__sha256", "reading__reader")
    for pk, sha256, reader in rows.iterator(chunk_size=2_000):
        if chosen.has(Article, pk):
            digest.update(f"{sha256}\n".encode())
            articles += 1
            readers.add(reader)
    return {
        "format": FORMAT,
        "version": VERSION,
        "of": name,
        "licence": licence,
        "readers": sorted(readers),
        "asked": {"since": since.isoformat() if since else "", "query": query},
        "public_confidence": settings.PUBLIC_CONFIDENCE,
        "made_from": {"articles": articles, "captures_sha256": digest.hexdigest(), "decisions": Decision.objects.standing().count()},
        "files": files,
    }
