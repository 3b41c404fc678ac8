"""Large databases for measures, filled directly: what an import and a settling would have written, as far as it is measured."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from articles.models import Article, Capture, ImportRun, Organization, Person, Post, Reading, Tenure, Witness
from articles.pipeline.resolve.claims import claims_of
from articles.store.importing import begin_run
from articles.store.judging import Judged
from articles.store.keeping import KEY_LENGTH, article_fields
from articles.store.linking import linked
from articles.store.marking import mark_stale
from articles.store.witnessing import columns_of, decided, with_blocks
from tests.store.generated.pages import Page, Reader

AT_ONCE = 1000


def fill_pages(pages: Iterable[Page]) -> None:
    """Captures, readings, articles and witnesses of these pages, each an article of its own; all that they say waits to be settled."""
    some: list[Page] = []
    for page in pages:
        some.append(page)
        if len(some) == AT_ONCE:
            write_pages(some)
            some = []
    write_pages(some)


def write_pages(pages: list[Page]) -> None:
    reader = Reader(pages)
    captures = keep_captures((page.sha256, page.item["name"]) for page in pages)
    origins = [{"name": row.name, "url": row.url, "sha256": row.sha256, "captured_at": ""} for row in captures]
    data = [{"capture": origin, "reader": reader.version, **page.reading} for origin, page in zip(origins, pages, strict=True)]
    write_readings(captures, data)


def write_readings(captures: Sequence[Capture], data: Sequence[dict[str, Any]]) -> None:
    """Readings, articles and witnesses of these captures, each an article of its own; all that they say waits to be settled."""
    rows = zip(captures, data, strict=True)
    readings = Reading.objects.bulk_create(
        [Reading(capture=row, reader=some["reader"], verdict="news", data=some) for row, some in rows], batch_size=500
    )
    articles = []
    for row, reading, some in zip(captures, readings, data, strict=True):
        fields = article_fields(row, some) | {"group": row.sha256[:KEY_LENGTH], "latest": True, "shown": True}
        articles.append(Article(key=row.sha256[:KEY_LENGTH], capture=row, reading=reading, **fields))
    articles = Article.objects.bulk_create(articles)
    witnesses, marks = [], set()
    for article, some in zip(articles, data, strict=True):
        nobody = Judged()
        for held in with_blocks(article, linked(article, some["capture"]["sha256"], decided(article, claims_of(some), nobody), nobody)):
            witnesses.append(Witness(key=held.claim.key, article=article, **columns_of(held)))
            if held.block:
                marks.add((held.claim.kind if held.claim.kind != "statement" else "told", held.block))
    Witness.objects.bulk_create(witnesses, batch_size=500)
    mark_stale(marks)


def keep_captures(known_as: Iterable[tuple[str, str]]) -> list[Capture]:
    """Captures without bytes, by SHA-256 and name."""
    run = begin_run(ImportRun.Kind.IMPORT, 1)
    return Capture.objects.bulk_create(
        Capture(sha256=sha256, size=1, compressed=b"", name=name, media_type="text/plain", run=run) for sha256, name in known_as
    )


def fill_persons(first: int, last: int) -> None:
    """Persons from one number to another, settled: each with an article, a post, and a name of its own; a hundred of them to a body."""
    for start in range(first, last, AT_ONCE):
        write_persons(range(start, min(start + AT_ONCE, last)))


def write_persons(numbers: range) -> None:
    bodies = {}
    for number in numbers[::100]:
        name = f"第{number // 100}集团"
        bodies[number // 100] = Organization(key=digest("body", number // 100), name=name, kind="company", block=name, articles_count=100)
    Organization.objects.bulk_create(bodies.values())
    posts = {number: Post(key=digest("post", number), organization=body, title="经理") for number, body in bodies.items()}
    Post.objects.bulk_create(posts.values())
    captures = keep_captures((digest("capture", number) * 4, str(number)) for number in numbers)
    readings = Reading.objects.bulk_create([Reading(capture=row, reader="2026.1.1", data={}) for row in captures])
    articles = Article.objects.bulk_create(
        Article(key=digest("article", row.name), group=digest("article", row.name), capture=row, reading=reading, script="hans")
        for row, reading in zip(captures, readings, strict=True)
    )
    people = [
        Person(key=digest("person", number), name=f"某{number}", block=f"某{number}", articles_count=1, first_seen="2021-01-01")
        for number in numbers
    ]
    people = Person.objects.bulk_create(people)
    tenures = [
        Tenure(key=digest("tenure", number), person=person, post=posts[number // 100], articles_count=1)
        for number, person in zip(numbers, people, strict=True)
    ]
    tenures = Tenure.objects.bulk_create(tenures)
    Witness.objects.bulk_create(
        [row for parts in zip(numbers, articles, people, tenures, strict=True) for row in words_for(*parts, bodies)], batch_size=500
    )


def words_for(number: int, article: Article, person: Person, tenure: Tenure, bodies: dict[int, Organization]) -> list[Witness]:
    """What the article says: the person's name, the body's, and the post that ties them."""
    body = bodies[number // 100]
    named = {"name": person.name, "role": "in_event", "label": ""}
    of_body = {"name": body.name, "kind": body.kind, "level": "", "written": [body.name], "certain": True}
    post = {"person": person.name, "organization": body.name, "title": "经理", "former": False, "written": ""}
    one = {"key": person.key, "kind": "person", "block": person.block, "names": [person.name], "values": named, "person": person}
    other = {
        "key": digest("body named", number),
        "kind": "organization",
        "block": body.block,
        "names": [body.name],
        "values": of_body,
        "organization": body,
    }
    both = {
        "key": tenure.key,
        "kind": "post",
        "names": [person.name, body.name, "经理"],
        "values": post,
        "subject": one["key"],
        "of_body": other["key"],
        "person": person,
        "organization": body,
        "tenure": tenure,
    }
    return [
        Witness(article=article, confidence=0.9, signature=digest("words", f"{number} {row['kind']}"), machine=row["values"], **row)
        for row in (one, other, both)
    ]


def digest(kind: str, what: object) -> str:
    return hashlib.sha256(f"{kind} {what}".encode()).hexdigest()[:16]
