"""The codebook of a published dataset: what every file and every column of it means, as a page to read and as a table."""

from collections.abc import Iterator, Mapping

from articles.store.publishing.comma_separated import line_of
from articles.store.publishing.tables import SEPARATOR, TABLES

HEAD = ("file", "column", "meaning", "type", "unit", "values")
CELLS = f"""Cells: lists are joined by `{SEPARATOR}`; flags are 0 or 1; nothing known is an empty cell. Dates are ISO 8601 prefixes as
far as they are printed: `2024-03-12`, `2024-03`, `--12-29` where no year is printed, `A/B` for a span. A cell that begins like a
formula (`=`, `+`, `-`, `@`, an apostrophe) has an apostrophe before it: take off one leading apostrophe when you read by program."""
FILES: Mapping[str, str] = {
    "popolo.json": "Popolo: one JSON document of persons, organizations, posts, memberships, events, speeches and areas. Memberships: "
    "`start_date` and `end_date` are the first and last date on which the person is seen in the post; `newsdb_not_before`, "
    "`newsdb_not_after` bound them; `newsdb_former`: told of as past only. `newsdb_reviewed`: a person accepted it.",
    "entities.ftm.json": "FollowTheMoney: one entity a line. Occupancy: `date` lists the first and last date seen; `description` says "
    "where nobody has reviewed it; `proof` names the articles.",
    "dataset.jsonld": "JSON-LD: schema.org and Web Annotation, one @graph. Annotations tie each fact (`body`) to the characters of an "
    "article (`target`).",
    "articles.bib": "BibTeX (biblatex @online), one entry an article, versions and reposts too; `urldate` is the day of capture (UTC).",
    "articles.ris": "RIS, one record (ELEC) an article, versions and reposts too; Y2 is the day of capture (UTC).",
    "citations.txt": "GB/T 7714-2015 [EB/OL], one citation an article, versions and reposts too; [date]: the day of capture (UTC).",
}


def page(files: Mapping[str, object], confidence: float, chosen: str) -> str:
    """codebook.md."""
    lines = ["# Codebook", "", f"What anybody may see: {chosen}. Facts that a person accepted, and unreviewed ones, marked so, with a"]
    lines += [f"confidence of at least {confidence:g}. Neither rejected facts nor withheld articles; ▇ stands for a masked character."]
    if any(name.endswith(".csv") for name in files):
        lines += ["", CELLS]
    for name in files:
        lines += ["", f"## {name}", ""]
        table = TABLES.get(name.removesuffix(".csv"))
        if table is None:
            lines.append(FILES[name])
            continue
        lines += ["| column | meaning | type | unit | values |", "|---|---|---|---|---|"]
        lines += [f"| `{column.name}` | {column.meaning} | {column.kind} | {column.unit} | {column.values} |" for column in table]
    return "\n".join(lines) + "\n"


def table(files: Mapping[str, object]) -> str:
    """codebook.csv."""
    return "".join(map(line_of, rows(files)))


def rows(files: Mapping[str, object]) -> Iterator[list[str]]:
    yield list(HEAD)
    for name in files:
        for column in TABLES.get(name.removesuffix(".csv"), ()):
            yield [name, column.name, column.meaning, column.kind, column.unit, column.values]
        if name in FILES:
            yield [name, "", FILES[name], "", "", ""]
