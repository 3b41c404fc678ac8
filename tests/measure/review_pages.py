"""A database in which many words wait: invented pages, written directly, and settled by the program itself; then copies of their rows.

A page gives ten words: two persons, two bodies, their posts, a meeting with two attendances, a statement. One page in eight has the same
host (the large person), the other hosts have fourteen pages each, so that fourteen words wait for one tenure; each guest stands in three
pages, under other bodies, which makes namesakes; now and then two hold one seat. One word in ten comes about so. The others are copies of
these rows under keys and names of their own, made by the database in seconds: they wait, and are shown, behind all that are answered.
"""

import hashlib
import time
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Count, Model

from articles.models import Article, Attendance, Capture, Finding, Meeting, Organization, Person, Post, Reading, Statement, Tenure, Witness
from articles.pipeline.records import Capture as CaptureRecord
from articles.store.settling import settle
from tests.store.generated.filling import AT_ONCE, keep_captures, write_readings
from tests.store.told import Told, reading_of

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "砚舟望舒连山立言归云鹤松柏青川远"
FILLER = "会议听取了有关情况的汇报，研究了下一阶段的重点工作，对项目建设、企业服务和安全生产作出安排。" * 12
TOPICS = ("招商引资", "安全生产", "科技创新", "乡村振兴", "营商环境", "防汛救灾", "教育改革")
FORMS = ("座谈会", "工作会议", "推进会", "专题会议", "调度会")
WORDS = 10
"""Words of a page."""
LARGE, OF_A_KIND, OF_A_GUEST = 8, 14, 3
RIVAL = 97
"""Every so many pages somebody else stands in the host's seat."""
LARGE_HOST = "欧阳砚舟"
COPIES, APART = "ghijklmno", 1_000_000
COPIED: Sequence[type[Model]] = (*(Capture, Reading, Article, Organization, Person, Meeting, Post, Tenure, Attendance, Statement, Witness),)


def host_of(number: int, pages: int) -> tuple[str, int]:
    """The host of a page, and the number of the body."""
    if number % LARGE == 0:
        return LARGE_HOST, 0
    seat = 1 + number % (pages // OF_A_KIND + 1)
    return name_of(seat if number % RIVAL else seat + 2048), seat


def name_of(number: int) -> str:
    return SURNAMES[number % 16] + GIVEN[number // 16 % 16] + GIVEN[number // 256 % 16]


def told_pages(pages: int) -> Iterator[Told]:
    for number in range(pages):
        host, seat = host_of(number, pages)
        guest, town = name_of(1000 + number % (pages // OF_A_GUEST + 1)), number % (pages // 40 + 1)
        body, other = f"丁{GIVEN[seat % 16]}{GIVEN[seat // 16 % 16]}区委", f"戊{GIVEN[town % 16]}{GIVEN[town // 16 % 16]}区政府"
        words, event = f"要把第{number}号工作抓到实处", f"{TOPICS[number % len(TOPICS)]}第{number}次{FORMS[number % len(FORMS)]}"
        text = f"{body}召开{event}。{body}书记{host}主持，{other}副区长{guest}出席。{host}指出，{words}。{number}。{FILLER}"
        day = f"20{10 + number // 336 % 14}-{1 + number % 12:02}-{1 + number // 12 % 28:02}"
        persons: dict[str, Sequence[tuple[str, str]]] = {host: [(body, "书记")], guest: [(other, "副区长")]}
        meeting = (event, [(host, "host"), (guest, "attendee")])
        yield Told(text, f"http://a.example.cn/{number}.html", day, persons, meeting, [(host, words)])


def facts_in(reading: Any) -> Iterator[dict[str, Any]]:
    parts = reading.values() if isinstance(reading, dict) else reading if isinstance(reading, list) else ()
    for part in parts:
        yield from facts_in(part)
    if isinstance(reading, dict) and "confidence" in reading:
        yield reading


def fill(words: int) -> tuple[float, float, float]:
    """Until so many words wait; gives the seconds that writing, settling and copying took."""
    started, pages = time.perf_counter(), list(told_pages(words // WORDS // (1 + len(COPIES)) + 1))
    for first in range(0, len(pages), AT_ONCE):
        write(pages[first : first + AT_ONCE], first)
    written = time.perf_counter()
    settle()
    settled = time.perf_counter()
    findings, keys = list(Finding.objects.all()), set(Witness.objects.values_list("key", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        for number, letter in enumerate(COPIES, 1):
            copy_rows(cursor, number * APART, letter)
            copy_findings(letter, findings, keys)
        for statement in connection.ops.sequence_reset_sql(no_style(), COPIED):
            cursor.execute(statement)
    return written - started, settled - written, time.perf_counter() - settled


def copy_rows(cursor: Any, apart: int, letter: str) -> None:
    """All rows once more, their numbers so far apart; `letter` stands in the keys, and after the names."""
    for model in COPIED:
        names, values = [], []
        for field in model._meta.concrete_fields:
            name = connection.ops.quote_name(field.column)
            names.append(name)
            values.append(copied(model, field, name, apart, letter))
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table} WHERE id <= {APART}")


def copy_findings(letter: str, findings: Sequence[Finding], keys: Collection[str]) -> None:
    copies = []
    for row in findings:
        about = [letter + key[1:] if key in keys else key for key in row.about]
        said = {"kind": row.kind, "block": row.block + letter, "details": row.details, "why": row.why}
        copies.append(Finding(key=letter + row.key[1:], about=about, score=row.score - 100, **said))
    Finding.objects.bulk_create(copies, batch_size=500)


def copied(model: type[Model], field: Any, name: str, apart: int, letter: str) -> str:
    """The expression for a column of a copy."""
    if field.primary_key or (field.is_relation and field.related_model in COPIED):
        return f"{name} + {apart}"
    if name.strip('"') in ("key", "sha256", "group", "subject", "event", "of_body", "signature", "digest"):
        return f"CASE WHEN {name} = '' THEN '' ELSE '{letter}' || substr({name}, 2) END"
    if name.strip('"') in ("block", "address", "near") or (name.strip('"') == "name" and model in (Person, Organization, Meeting)):
        return f"CASE WHEN {name} = '' THEN '' ELSE {name} || '{letter}' END"
    return f"{name} / 1000" if name.strip('"') == "doubt" else name


def write(pages: Sequence[Told], first: int) -> None:
    digests = [hashlib.sha256(page.body.encode()).hexdigest() for page in pages]
    captures = keep_captures((digest, page.url) for digest, page in zip(digests, pages, strict=True))
    data = []
    for number, (page, capture) in enumerate(zip(pages, captures, strict=True), first):
        record = CaptureRecord(payload=page.body.encode(), name=capture.name, url=page.url, captured_at=None)
        reading = reading_of(page, record)
        reading["localities"] = [{"name": "丁戊区", "code": f"{320500 + number % 600}", "why": "told"}]
        reading["article"]["source"] = f"报{number % 200}"
        for at, fact in enumerate(facts_in(reading)):  # the invented reader is always as sure; one of real pages is not
            fact["confidence"] = round(0.4 + 0.6 * ((number * WORDS + at) * 7919 % 1000) / 1000, 3)
        data.append(reading)
    write_readings(captures, data)


def shape() -> str:
    """What was filled, in a line."""
    counts = {model._meta.model_name: model._default_manager.count() for model in (Person, Tenure)}
    largest = Tenure.objects.annotate(number=Count("witnesses")).order_by("-number").values_list("number", flat=True)
    found = dict(Finding.objects.order_by().values_list("kind").annotate(number=Count("pk")))
    waiting = Witness.objects.filter(status=Witness.Status.UNREVIEWED).count()
    return f"{waiting} words wait; rows: {counts}; words of a tenure: {list(largest[:3])} … ; findings: {found}"
