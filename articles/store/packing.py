"""The evidence for an article or a fact as one zip: the captures' bytes, the clean text, the way from one to the other, what was read.

    manifest.json                     format, version, what it is about, SHA-256 of every file and one over all
    facts.jsonld                      schema.org and Web Annotation: each fact, with quote and place in text.txt
    README.txt                        how to check it by hand
    articles/KEY/capture.bin          the page's bytes as fetched
    articles/KEY/capture.json         address, time, declared encoding, SHA-256, and the version of the reader
    articles/KEY/decoded.txt          the bytes as characters
    articles/KEY/text.txt             the clean text
    articles/KEY/offsets.json         from characters of text.txt to characters of decoded.txt
    articles/KEY/repairs.json         what was mended, with its proof

The same rows give the same bytes: fixed times, fixed order, nothing compressed. Nothing is masked, for a masked text proves nothing.
`store/verifying.py` checks a pack without a database.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from articles.models import Article, Attendance, Capture, Meeting, Organization, Person, Statement, Tenure, Witness
from articles.models.witness import WitnessQuerySet
from articles.store.exporting import line_of, written
from articles.store.public import reviewed
from articles.store.publishing import linked_data as ld
from articles.store.reading import decoded_text
from articles.store.showable import OPEN
from articles.store.sightings import as_record
from articles.store.verifying import FORMAT, MANIFEST, VERSION

FACTS: tuple[type[Tenure] | type[Attendance] | type[Statement], ...] = (Tenure, Attendance, Statement)
MOST_ARTICLES = 100
"""Articles in one pack: a fact that more say is proved by the first of them."""
MOMENT = (1980, 1, 1, 0, 0, 0)
README = """An evidence pack of newsdb
==========================

Check it with: manage.py verify_pack FILE   (no database is needed)

By hand: articles/KEY/capture.bin is the page as it was fetched; its SHA-256 begins with KEY and stands in capture.json.
decoded.txt is the same as characters; text.txt the clean text. Every Annotation in facts.jsonld names an article, a
quote and its place in text.txt (characters, counted from 0; the end is not in it). offsets.json leads from text.txt to
decoded.txt: rows of [start in text, start in decoded, end in decoded], each reaching to the next row; a row as long as
its span goes character by character, in any other each character comes from the whole span. repairs.json tells what was
mended on the way, and how well that is proved. Nothing is masked.
"""


class CannotPack(ValueError):
    """There is no such thing, or it is withheld; the message says so, with the cure."""


@dataclass(frozen=True)
class Packed:
    """The zip's bytes, and how many articles and words for facts are in it."""

    content: bytes
    articles: int
    words: int


def pack_article(key: str, *, withheld: bool = False) -> Packed:
    """The article with all that it says. Raises CannotPack."""
    article = Article.objects.filter(key=key).first()
    if article is None:
        raise CannotPack(f"there is no article {key}: give the 16 digits of its id")
    if article.withheld and not withheld:
        raise CannotPack(f"the article {key} is withheld from the public: add --withheld if the pack stays in the house")
    return pack("article", key, [article], seen(article.witnesses.all(), withheld))


def pack_fact(key: str, *, withheld: bool = False) -> Packed:
    """A tenure, an attendance, a statement or a single word for one, with the articles that say it. Raises CannotPack."""
    for model in (*FACTS, Witness):
        row = model._default_manager.filter(key=key).first()
        if row is None:
            continue
        every = Witness.objects.filter(pk=row.pk) if isinstance(row, Witness) else row.witnesses.all()
        words = seen(every, withheld)
        if not words.exists():
            raise CannotPack(f"whatever says {key} is withheld or was rejected: add --withheld if the pack stays in the house")
        first = words.order_by("article__published_on", "article__key").values_list("article", flat=True)
        articles = list(dict.fromkeys(first))[:MOST_ARTICLES]
        rows = Article.objects.filter(pk__in=articles).order_by("key")
        return pack(str(model._meta.model_name), key, list(rows), words.filter(article__in=articles))
    raise CannotPack(f"there is no tenure, attendance, statement or word for one with the id {key}")


def seen(words: WitnessQuerySet, withheld: bool) -> WitnessQuerySet:
    """Those not rejected; without what is withheld unless asked for."""
    standing = words.exclude(status=Witness.Status.REJECTED)
    return standing if withheld else standing.filter(OPEN)


def pack(kind: str, key: str, articles: list[Article], words: WitnessQuerySet) -> Packed:
    found = list(words.select_related("article", "person", "organization", "meeting").order_by("key"))
    files = {name: content for article in articles for name, content in files_of(article)}
    files["facts.jsonld"] = in_json(ld.document([*map(article_node, articles), *nodes_of(found)]))
    files["README.txt"] = README.encode()
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "of": {"kind": kind, "key": key},
        "licence": settings.LICENCE,
        "files": {name: {"bytes": len(content), "sha256": sha256(content)} for name, content in sorted(files.items())},
    }
    manifest["sha256"] = sha256(line_of(manifest))
    return Packed(zipped({MANIFEST: in_json(manifest)} | dict(sorted(files.items()))), len(articles), len(found))


def files_of(article: Article) -> Iterator[tuple[str, bytes]]:
    capture = Capture.objects.get(pk=article.capture_id)
    data = article.reading.data
    folder = f"articles/{article.key}"
    origin = {name: getattr(capture, name) for name in ("sha256", "name", "url", "captured_at", "media_type", "charset", "size")}
    yield f"{folder}/capture.bin", capture.payload
    yield f"{folder}/capture.json", in_json(origin | {"reader": article.reading.reader})
    yield f"{folder}/decoded.txt", decoded_text(as_record(capture)).encode("utf-8", "surrogatepass")
    yield f"{folder}/text.txt", article.body.encode("utf-8", "surrogatepass")
    yield f"{folder}/offsets.json", in_json(data["article"].get("offsets") or [])
    yield f"{folder}/repairs.json", in_json(data.get("repairs") or [])


def article_node(article: Article) -> ld.Node:
    columns = ("key", "title", "subtitle", "author", "source", "published_on", "url", "script")
    told = {name: getattr(article, name) for name in columns} | {"body": "", "repost_of": None}
    capture = {"sha256": article.capture.sha256, "reader": article.reading.reader, "first_seen": written(article.first_seen)}
    return ld.article(told | capture)


def nodes_of(words: Iterable[Witness]) -> Iterator[ld.Node]:
    """Whom and what the words are about, each once; then the words."""
    nodes: dict[str, ld.Node] = {}
    notes: list[ld.Node] = []
    for word in words:
        about = told_by(word)
        if about is None:
            continue
        for node in (*named_by(about), fact_node(about)):
            nodes.setdefault(node["@id"], node)
        row = {"key": word.key, "kind": word.kind, "about": about.key, "article": word.article.key, "start": word.start, "end": word.end}
        quote = word.article.body[word.start : word.end] if word.start is not None else ""
        notes.append(ld.annotation(row | {"quote": quote, "confidence": word.confidence, "reviewed": reviewed(word), "rule": word.rule}))
    yield from (nodes[name] for name in sorted(nodes))
    yield from notes


Told = Person | Organization | Meeting | Tenure | Attendance | Statement


def told_by(word: Witness) -> Told | None:
    """What the word says; None where it says nothing that stands."""
    column = {"post": "tenure", "role": "attendance"}.get(word.kind, word.kind)
    found: Told | None = getattr(word, column)
    return found


def named_by(about: Told) -> list[ld.Node]:
    """The nodes that a fact's own node leads to."""
    if isinstance(about, Tenure):
        return [fact_node(about.person), fact_node(about.post.organization)]
    if isinstance(about, Attendance):
        return [fact_node(about.person), fact_node(about.meeting)]
    if isinstance(about, Statement):
        return [fact_node(row) for row in (about.person, about.meeting) if row is not None]
    return []


def fact_node(about: Told) -> ld.Node:
    told: dict[str, Any] = {field.attname: getattr(about, field.attname) for field in about._meta.fields}
    if isinstance(about, Person):
        return ld.person(told)
    if isinstance(about, Organization):
        return ld.organization(told | {"parent": None})
    if isinstance(about, Meeting):
        return ld.meeting(told)
    told |= {"reviewed": about.accepted}
    if isinstance(about, Tenure):
        post = {"title": about.post.title, "person": about.person.key, "organization": about.post.organization.key}
        return ld.tenure(told | post)
    if isinstance(about, Attendance):
        return ld.attendance(told | {"person": about.person.key, "meeting": about.meeting.key})
    person, meeting = about.person, about.meeting
    return ld.statement(told | {"person": person.key if person else None, "meeting": meeting.key if meeting else None})


def in_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8", "surrogatepass")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, MOMENT)
            member.external_attr, member.create_system = 0o644 << 16, 3
            archive.writestr(member, content)
    return buffer.getvalue()
