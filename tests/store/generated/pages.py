"""Captures that tell of a world, each with its reading: built by hand, every span true."""

import copy
import hashlib
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from articles.pipeline.records import Capture
from articles.store.reading import READER, Outcome
from articles.store.wordings import take_fingerprint
from tests.store.generated.worlds import FIRST_MONTH, MONTHS, Body, Stage, World, make_world

Reading = dict[str, Any]
SURE = {"confidence": 0.9, "why": {"zh": "页面所言", "en": "the page says so"}}
TOPICS = ("招商引资", "安全生产", "科技创新", "乡村振兴", "优化营商环境")


@dataclass(frozen=True)
class Page:
    """`item`: a line of JSON Lines; `reading`: what the reader gives for it, but for its capture."""

    item: dict[str, Any]
    reading: Reading

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.item["text"].encode()).hexdigest()


class Writer:
    """A page as it is being written: the body grows, and what is said is noted with its span."""

    def __init__(self) -> None:
        self.body = ""
        self.persons: dict[str, dict[str, Any]] = {}
        self.organizations: dict[str, dict[str, Any]] = {}
        self.meetings: list[dict[str, Any]] = []
        self.statements: list[dict[str, Any]] = []
        self.roles: list[dict[str, Any]] = []

    def write(self, text: str) -> tuple[int, int]:
        start = len(self.body)
        self.body += text
        return start, len(self.body)

    def name(self, name: str) -> tuple[int, int]:
        span = self.write(name)
        person = self.persons.setdefault(
            name, {"name": name, "role": "in_event", "collective_label": None, "mentions": [], "posts": [], **SURE}
        )
        person["mentions"].append(list(span))
        return span

    def organization(self, body: Body, *, certain: bool = True) -> tuple[int, int]:
        written = body.written or body.name
        span = self.write(written)
        known = self.organizations.setdefault(
            body.name if certain else written,
            {"name": body.name if certain else written, "as_written": [], "kind": body.kind, "mentions": [], **SURE}
            | {"rule": "of_a_post" if certain else "as_written"},
        )
        if written not in known["as_written"]:
            known["as_written"].append(written)
        known["mentions"].append(list(span))
        return span

    def holder(self, name: str, stage: Stage, *, certain: bool = True, former: bool = False) -> tuple[int, int]:
        """区委书记甲乙丙: the body, the title, the name."""
        if former:
            self.write("原")
        start = self.organization(stage.body, certain=certain)[0]
        end = self.write(stage.title)[1]
        span = self.name(name)
        written = stage.body.written or stage.body.name
        self.persons[name]["posts"].append(
            {"title": stage.title, "organization": stage.body.name if certain else written, "organization_as_written": written}
            | {"former": former, "start": start, "end": end, "rule": "completed" if certain else "as_written", **SURE}
        )
        return span

    def unnamed(self, stage: Stage, meeting: int, role: str) -> None:
        """区委书记, and no name."""
        start = self.organization(stage.body)[0]
        end = self.write(stage.title)[1]
        self.roles.append(
            {"title": stage.title, "organization": stage.body.name, "organization_as_written": stage.body.written, "start": start}
            | {"end": end, "rule": "completed", "acts": [{"meeting": meeting, "role": role}], **SURE}
        )

    def meeting(self, name: str, kind: str, date: str) -> int:
        start, end = self.write(name)
        self.meetings.append(
            {"name": name, "kind": kind, "date": date, "place": None, "start": start, "end": end, "attendance": [], **SURE}
        )
        return len(self.meetings) - 1

    def attends(self, meeting: int, name: str, role: str, span: tuple[int, int]) -> None:
        there = self.meetings[meeting]["attendance"]
        if (name, role) not in [(one["person"], one["role"]) for one in there]:
            there.append({"person": name, "role": role, "order": len(there) + 1, "start": span[0], "end": span[1], **SURE})

    def says(self, speaker: str, text: str) -> None:
        self.write("指出，")
        start, end = self.write(text)
        self.statements.append(
            {"speaker": speaker, "verb": "指出", "text": text, "topics": [], "quoted": False, "start": start, "end": end, **SURE}
        )

    def page(self, item: dict[str, Any], title: str, date: str, places: tuple[str, ...]) -> Page:
        head = item.pop("head")
        localities = [{"name": code, "code": code, **SURE} for code in places]
        article: dict[str, Any] = {"title": title, "subtitle": None, "published_on": date or None, "source": None, "author": None}
        article |= {
            "section": [],
            "zone": None,
            "script": "hans",
            "body": self.body,
            "offsets": [[0, len(head), len(head) + len(self.body)]],
        }
        reading = {"tagger": None, "verdict": "news", "article": article, "repairs": [], "warnings": [], "localities": localities}
        reading |= {"persons": list(self.persons.values()), "organizations": list(self.organizations.values())}
        reading |= {"meetings": self.meetings, "statements": self.statements, "roles": self.roles}
        return Page(item | {"text": head + self.body}, copy.deepcopy(reading))


def make_pages(seed: int, *, pages: int = 14, people: int = 8) -> list[Page]:
    """Pages of one world: reports, with reposts, versions and repeated captures among them."""
    chance = random.Random(seed)
    world = make_world(chance, people=people)
    found: list[Page] = []
    while len(found) < pages:
        lot = chance.random()
        if found and lot < 0.12:
            found.append(reposted(chance, chance.choice(found), len(found)))
        elif found and lot < 0.27:
            found.append(next_version(chance, chance.choice(found), len(found)))
        elif lot < 0.35:
            found.append(appointment(chance, world, len(found)))
        else:
            found.append(report(chance, world, len(found)))
    return found


def prose(chance: random.Random, length: int) -> str:
    return "".join(chr(chance.randrange(0x4E8C, 0x8E8C)) for _ in range(length))


def day(chance: random.Random, month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}-{chance.randrange(1, 28):02}"


def origin(chance: random.Random, number: int, district: str, date: str) -> dict[str, Any]:
    item: dict[str, Any] = {"name": f"page-{number}", "head": f"第{number}页\n"}
    if chance.random() < 0.9:
        item["url"] = f"http://{number % 3}.example.cn/{number}.html"
    if chance.random() < 0.8:
        item["captured_at"] = f"{date}T0{number % 9}:00:00+00:00"
    return item


def report(chance: random.Random, world: World, number: int) -> Page:
    """A meeting or a visit: who chaired, who came, who said what; posts with or without their body or holder."""
    district, places = chance.choice(world.districts)
    month = FIRST_MONTH + chance.randrange(MONTHS)
    date = day(chance, month)
    home = places if chance.random() < 0.85 else ()
    here = world.in_office(district, month) or [(chance.choice(world.humans), None)]  # type: ignore[list-item]
    chance.shuffle(here)
    writer = Writer()
    writer.write(prose(chance, 40) + "。")
    topic = chance.choice(TOPICS)
    kind = "visit" if chance.random() < 0.25 else "meeting"
    event = writer.meeting(f"调研{topic}" if kind == "visit" else f"{district}{topic}工作会议", kind, date if chance.random() < 0.8 else "")
    writer.write("。")
    for place, (human, stage) in enumerate(here[:4]):
        role = ("host" if kind == "meeting" else "attendee") if place == 0 else chance.choice(["attendee", "speaker"])
        lot = chance.random()
        if stage is None or lot < 0.2:
            writer.attends(event, human.name, role, writer.name(human.name))
        elif lot < 0.4:
            writer.unnamed(stage, event, role)
        else:
            writer.attends(event, human.name, role, writer.holder(human.name, stage, certain=bool(home) or lot > 0.8))
        writer.write("出席，")
    if writer.persons and chance.random() < 0.6:
        speaker = chance.choice(sorted(writer.persons))
        writer.name(speaker)
        writer.says(speaker, f"要抓好{topic}，" + prose(chance, 12))
    elif chance.random() < 0.5:
        writer.write("会议")
        writer.says("会议", f"要推进{topic}，" + prose(chance, 12))
    writer.write(f"。共签约{chance.randrange(2, 99)}个项目。" + prose(chance, 60))
    return writer.page(origin(chance, number, district, date), f"{district}{topic}{number}", date if chance.random() < 0.85 else "", home)


def appointment(chance: random.Random, world: World, number: int) -> Page:
    """One takes a post, another has left it; now and then a second person of the same name is on the page."""
    human = chance.choice(world.humans)
    stage = chance.choice(human.stages)
    other = chance.choice(world.humans)
    month = min(stage.first, FIRST_MONTH + MONTHS)
    date = day(chance, month)
    writer = Writer()
    writer.write(prose(chance, 50) + "。任命")
    writer.holder(human.name, stage)
    writer.write("，")
    if other.name != human.name:
        writer.holder(other.name, replace(stage, title=stage.title), former=True)
    writer.write("另有任用。" + prose(chance, 60))
    return writer.page(origin(chance, number, stage.body.home, date), f"任免{number}", date, stage.body.places)


def reposted(chance: random.Random, page: Page, number: int) -> Page:
    """The same text elsewhere, later: with another head, so that it is another capture, or the same bytes."""
    item = dict(page.item) | {"name": f"page-{number}", "url": f"http://re.example.cn/{number}.html"}
    if "captured_at" in page.item:
        item["captured_at"] = f"{int(page.item['captured_at'][:4]) + 1}" + page.item["captured_at"][4:]
    reading = copy.deepcopy(page.reading)
    if chance.random() < 0.8:
        shift_head(item, reading, f"转载{number}\n")
    return Page(item, reading)


def next_version(chance: random.Random, page: Page, number: int) -> Page:
    """The same address later: one name has gone from the reading and the page, a number is another."""
    item = dict(page.item) | {"name": f"page-{number}"}
    if "captured_at" in page.item:
        item["captured_at"] = f"{int(page.item['captured_at'][:4]) + 1}" + page.item["captured_at"][4:]
    reading = copy.deepcopy(page.reading)
    shift_head(item, reading, f"第{number}版\n")
    if chance.random() < 0.6 and "签约" in reading["article"]["body"]:
        body = reading["article"]["body"]
        at = body.index("签约") + 2
        changed = body[:at] + str((int(body[at]) + 1) % 9 + 1) + body[at + 1 :]
        reading["article"]["body"] = changed
        item["text"] = item["text"].replace(body, changed)
    if chance.random() < 0.6 and reading["persons"]:
        forget(reading, chance.choice(reading["persons"])["name"])
    return Page(item, reading)


def shift_head(item: dict[str, Any], reading: Reading, head: str) -> None:
    body = reading["article"]["body"]
    item["text"] = head + body
    reading["article"]["offsets"] = [[0, len(head), len(head) + len(body)]]


def forget(reading: Reading, name: str) -> None:
    """The reading without a person, and without what is said of it."""
    reading["persons"] = [person for person in reading["persons"] if person["name"] != name]
    for meeting in reading["meetings"]:
        meeting["attendance"] = [one for one in meeting["attendance"] if one["person"] != name]
    reading["statements"] = [one for one in reading["statements"] if one["speaker"] != name]


class Reader:
    """Gives each capture the reading of its page. `version`, `readings` may be changed: a newer reader."""

    def __init__(self, pages: list[Page]) -> None:
        self.version = READER
        self.readings = {page.sha256: page.reading for page in pages}

    def __call__(self, capture: Capture) -> Outcome:
        origin = {"name": capture.name, "url": capture.url, "sha256": capture.sha256, "captured_at": capture.captured_at}
        data = {"capture": origin, "reader": self.version, **self.readings[capture.sha256]}
        data["article"] = data["article"] | {"url": capture.url}
        return Outcome(json.loads(json.dumps(data)), take_fingerprint(data["article"]["body"]))


def write_lines(path: Path, pages: list[Page]) -> str:
    path.write_text("".join(json.dumps(page.item, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8")
    return str(path)
