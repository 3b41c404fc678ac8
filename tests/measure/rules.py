"""How often each rule of the recognizers is right on the gold at hand: python -m tests.measure.rules [--write]

Reads the seeds and the dev set, compares every fact with the gold by the scorer's own forms, and prints hits and tries by kind of
fact and rule, with the expected calibration error of the confidences. `--write` renews lexicon/rule_record.tsv, from which they come;
its lines on organizations stay: the gold lists only some of a page's bodies, so what else is found was judged by hand, once, on the
same pages. Posts without a name (`roles`) are rare there: they are measured on the same pages with the names behind titles struck out,
where the gold still says who held the post and what the holder did.
"""

import argparse
import importlib.util
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from articles.pipeline.decode import decode
from articles.pipeline.extract import extract
from articles.pipeline.offsets import TracedText
from articles.pipeline.recognize import RECOGNIZERS, confidence, hijacked_spans
from articles.pipeline.recognize.page import Page, chrome_lines
from articles.pipeline.records import Capture
from articles.pipeline.repair import repair
from tests.measure import ROOT, gold_folder

RECORD = ROOT / "articles" / "pipeline" / "lexicon" / "rule_record.tsv"
Tally = dict[tuple[str, str], list[int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew the record")
    options = parser.parse_args()
    folder = gold_folder()
    if folder is None:
        return
    scorer = load_scorer(folder)
    tally: Tally = defaultdict(lambda: [0, 0])
    for name, texts in (("seeds", ROOT / "seeds"), ("dev", folder / "dev" / "texts")):
        for path in sorted(texts.glob("*.txt")):
            gold = json.loads((folder / name / "gold" / f"{path.name[:3]}.json").read_text(encoding="utf-8"))
            page = read_page(path, gold.get("url"))
            count(scorer, page, gold, tally)
            count_roles(scorer, without_names(page), gold, tally)
    report(tally)
    if options.write:
        kept = [line for line in RECORD.read_text(encoding="utf-8").splitlines() if line.startswith("organizations\t")]
        rows = kept + [f"{kind}\t{rule}\t{hits}\t{tries}" for (kind, rule), (hits, tries) in sorted(tally.items())]
        RECORD.write_text(
            "\n".join(["# kind of fact\trule\thits\ttries (python -m tests.measure.rules --write)", *rows]) + "\n", encoding="utf-8"
        )


def load_scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_page(path: Path, url: str | None) -> Page:
    """The page with all its facts, rules and all."""
    capture = Capture(name=path.name, payload=path.read_bytes(), url=url)
    decoded = decode(capture)
    flat = TracedText.of(decoded.text)
    repaired = repair(flat)
    article = extract(flat, repaired, decoded, capture)
    return recognized(Page(article, url, chrome_lines(article), hijacked_spans(article, repaired.warnings + article.warnings)))


def recognized(page: Page) -> Page:
    for recognizer in RECOGNIZERS:
        recognizer(page)
    return page


def without_names(page: Page) -> Page:
    """The page read again without the names that stand right behind a title: 区委书记某某主持 is 区委书记主持."""
    text = page.text
    for phrase in reversed(page.phrases):
        if any(post.end == phrase.mention.start for post in phrase.posts):
            text = text[: phrase.mention.start] + text[phrase.mention.end :]
    return recognized(Page(replace(page.article, body=TracedText.of(text)), page.url, page.chrome))


def count(scorer: ModuleType, page: Page, gold: dict[str, Any], tally: Tally) -> None:
    """Add one page's facts: right or wrong by what the scorer would say."""
    wanted = dict(gold_posts(scorer, person) for person in gold["persons"])
    for post in page.posts:
        if post.name in wanted:
            add(tally, "posts", post.rule, scorer.full_post(post.organization, post.title) in wanted[scorer.fold(post.name)])
    meetings = [meeting for meeting in gold["meetings"] if not meeting.get("optional")]
    pairs, left = scorer.pair_meetings(meetings, page.meetings)
    for meeting in page.meetings:
        add(tally, "meetings", meeting["rule"], all(meeting is not other for other in left))
    for meeting, other in pairs:
        for row in (other or {}).get("attendance", []):
            person = scorer.fold(row["person"])
            if person not in {scorer.fold(name) for name in meeting.get("optional_attendees", [])}:
                add(tally, "attendance", f"{row['rule']}.{row['role']}", person in expected(scorer, meeting, row["role"]))
    people = {scorer.fold(person["name"]) for person in gold["persons"]}
    said = {(scorer.speaker(row["speaker"], people), scorer.fold(row["begins"])[:6]) for row in gold["statements"]}
    for statement in page.statements:
        found = (scorer.speaker(statement["speaker"], people), scorer.fold(statement["text"])[:6])
        add(tally, "statements", statement["rule"], found in said)


def count_roles(scorer: ModuleType, page: Page, gold: dict[str, Any], tally: Tally) -> None:
    """Add one page's posts without a name: right where a person of the gold held that post and did all it is said to do."""
    wanted = [gold_posts(scorer, person) for person in gold["persons"]]
    meetings = [meeting for meeting in gold["meetings"] if not meeting.get("optional")]
    pairs, _ = scorer.pair_meetings(meetings, page.meetings)
    for entry in page.roles:
        full = scorer.full_post(entry["organization"], entry["title"])
        holders = {name for name, forms in wanted if full in forms}
        told = [(meeting, act["role"]) for act in entry["acts"] for meeting, other in pairs if other is at(page.meetings, act["meeting"])]
        right = all(holders & (expected(scorer, meeting, role) | optional(scorer, meeting)) for meeting, role in told)
        add(tally, "roles", entry["rule"], bool(holders) and right)


def at(meetings: list[dict[str, Any]], number: int | None) -> dict[str, Any]:
    return {} if number is None else meetings[number]


def optional(scorer: ModuleType, meeting: dict[str, Any]) -> set[str]:
    return {scorer.fold(name) for name in meeting.get("optional_attendees", [])}


def gold_posts(scorer: ModuleType, person: dict[str, Any]) -> tuple[str, set[str]]:
    forms: set[str] = set()
    for post in person["posts"]:
        for organization in scorer.as_list(post.get("organization_resolved")):
            forms.add(scorer.full_post(organization, post.get("title")))
        forms.add(scorer.full_post(post.get("organization_as_written"), post.get("title")))
        forms |= {same for full in post.get("full", []) for same in (scorer.full_post(None, full), shortened(scorer, full))}
    return scorer.fold(person["name"]), forms


def shortened(scorer: ModuleType, full: str) -> str:
    """X局局长 as body and title give it: X局长."""
    return str(scorer.full_post(full[:-2], full[-2:]))


def expected(scorer: ModuleType, meeting: dict[str, Any], role: str) -> set[str]:
    keys = {"host": ("host",), "speaker": ("speakers", "optional_speakers"), "reader": ("speakers",), "remote": ("remote",)}
    away = [] if role != "absent" else ["attendees"]
    names = {scorer.fold(name) for key in keys.get(role, ("attendees",)) for name in meeting.get(key, [])}
    return names if not away else Everyone(names)


class Everyone(set[str]):
    """All but the names given: whoever is absent must not be among those present."""

    def __contains__(self, name: object) -> bool:
        return not super().__contains__(name)


def add(tally: Tally, kind: str, rule: str, right: bool) -> None:
    tally[kind, rule][0] += right
    tally[kind, rule][1] += 1


def report(tally: Tally) -> None:
    tries_of_all = sum(tries for _, tries in tally.values())
    error = 0.0
    for (kind, rule), (hits, tries) in sorted(tally.items()):
        sure = confidence.confidence(kind, rule)
        error += abs(sure - hits / tries) * tries / tries_of_all
        print(f"{kind:14}{rule:22}{hits:5} of {tries:<5}{hits / tries:6.3f}  confidence {sure:.2f}")
    print(f"expected calibration error {error:.3f} over {tries_of_all} facts")


if __name__ == "__main__":
    main()
