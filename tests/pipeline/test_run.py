"""The steps in order, and the reading as JSON."""

import json
from pathlib import Path

import pytest

from articles.pipeline.offsets import Edit, TracedText
from articles.pipeline.records import ArticleText, Capture, DecodedText, MediaType, Proof, Repair, RepairedText, RepairKind
from articles.pipeline.run import READER, as_json, read_capture

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
GOLD = ROOT / "tests" / "cases" / "seeds"


def read_seed(path: Path) -> dict[str, object]:
    reading: dict[str, object] = as_json(read_capture(Capture(name=path.name, payload=path.read_bytes())))
    return reading


def test_every_step_can_be_replaced() -> None:
    text = TracedText.of("甲(jiǎ)乙").replace([Edit(0, 6, "甲")])
    repair = Repair(RepairKind.PINYIN_IN_BRACKETS, 0, 6, "甲(jiǎ)", "甲", Proof.PROVED)
    reading = read_capture(
        Capture(name="x", payload=b""),
        decode=lambda capture: DecodedText("甲(jiǎ)乙", "utf-8", "for the test"),
        repair=lambda page: RepairedText(text, (repair,)),
        extract=lambda page, repaired, decoded, capture: ArticleText(repaired.text, title="题"),
    )
    row = as_json(reading)
    assert row["article"]["title"] == "题"
    assert [(r["start"], r["end"], r["before"], r["capture_start"], r["capture_end"]) for r in row["repairs"]] == [(0, 1, "甲(jiǎ)", 0, 6)]
    assert row["reader"] == READER


def test_seeds_are_there() -> None:
    assert [path.name[:3] for path in SEEDS] == ["000", "001", "002", "003", "004"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_seeds_are_read_to_the_letter(path: Path) -> None:
    gold = json.loads((GOLD / f"{path.name[:3]}.json").read_text(encoding="utf-8"))
    article = read_seed(path)["article"]
    assert isinstance(article, dict)
    found = {name: article[name] for name in ("title", "published_on", "source", "author", "section", "zone")}
    assert found == {
        "title": gold["title"],
        "published_on": gold["publication_date"],
        "source": gold["source"],
        "author": gold["author"],
        "section": gold.get("section", []),
        "zone": gold.get("zone"),
    }
    assert article["body"].split("\n") == (GOLD / "bodies" / f"{path.name[:3]}.txt").read_text(encoding="utf-8").strip().split("\n")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_character_of_a_body_leads_back_to_the_capture(path: Path) -> None:
    reading = read_capture(Capture(name=path.name, payload=path.read_bytes()))
    body, captured = reading.article.body, reading.decoded.text
    mended = [(repair.start, repair.end) for repair in reading.repairs]
    for character, start, end in zip(body.text, body.starts, body.ends, strict=True):
        if character != "\n" and not any(start < stop and first < end for first, stop in mended):
            assert captured[start:end] == character
    assert list(body.starts) == sorted(body.starts)
    for repair in reading.repairs:
        assert captured[repair.start : repair.end] == repair.before
    for warning in reading.warnings:
        assert captured[warning.start : warning.end] == warning.text


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_reading_is_plain_json_and_always_the_same(path: Path) -> None:
    first = json.dumps(read_seed(path), ensure_ascii=False)
    assert first == json.dumps(read_seed(path), ensure_ascii=False)
    first.encode("utf-8")


def test_html_goes_the_same_way() -> None:
    page = """<html><head><title>开发区召开安全生产会议-某区政府网</title></head><body><div class="nav"><a href="/">首页</a></div>
    <h1>开发区召开安全生产会议</h1><p>发布时间：2024-05-06 来源：某区融媒体中心</p>
    <div id="content"><p>5月5日，开发区管委会召开安全生产会议，部署夏季安全生产工作。会议由管委会主任主持。</p>
    <p>会议要求，各部门要压实责任，抓好隐患排查整治，把各项措施落到实处，确保全区安全形势稳定。</p>
    <p>会议强调，要加强值班值守，完善应急预案，提高处置能力。</p></div><div class="footer">版权所有</div></body></html>"""
    row = as_json(read_capture(Capture(name="p.html", payload=page.encode(), media_type=MediaType.HTML)))["article"]
    assert row["title"] == "开发区召开安全生产会议"
    assert (row["published_on"], row["source"]) == ("2024-05-06", "某区融媒体中心")
    assert row["body"].startswith("5月5日，开发区管委会召开")
    assert "版权所有" not in row["body"]
