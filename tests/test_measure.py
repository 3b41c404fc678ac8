"""The table of gains and losses: what it says moved, and that it says how to give what is missing."""

from pathlib import Path

import pytest

from tests.measure import gold

BEFORE = [
    ("dev", "count", "posts", "9", "9", "8"),
    ("dev", "field", "title", "5", "6"),
    ("dev", "missed", "posts", "001", "王小明 区长"),
    ("dev", "missed", "title", "002", "-"),
]


@pytest.mark.parametrize(
    ("after", "lines"),
    [
        (BEFORE, []),
        (list(reversed(BEFORE)), []),
        (
            [("dev", "count", "posts", "9", "9", "9"), *BEFORE[1:2], *BEFORE[3:]],
            ["= dev posts: gold 9, found 9, hit 8 -> gold 9, found 9, hit 9", "+ dev posts 001: 王小明 区长 (no longer missed)"],
        ),
        ([*BEFORE, ("dev", "extra", "posts", "003", "李大山 区长")], ["- dev posts 003: 李大山 区长 (now too much)"]),
        (
            [BEFORE[0], ("dev", "field", "title", "6", "6"), BEFORE[2]],
            ["= dev title: right 5, of 6 -> right 6, of 6", "+ dev title 002: - (no longer missed)"],
        ),
    ],
)
def test_what_moved_is_told_fact_by_fact(after: list[gold.Row], lines: list[str]) -> None:
    assert gold.moved(BEFORE, after) == lines


def test_the_recorded_table_is_whole() -> None:
    rows = gold.recorded()
    assert {row[0] for row in rows} == {"seeds", "dev"}
    counts = {row[:3]: [int(number) for number in row[3:]] for row in rows if row[1] == "count"}
    for (name, _, kind), (wanted, found, hit) in counts.items():
        missed = [row for row in rows if row[:3] == (name, "missed", kind)]
        extra = [row for row in rows if row[:3] == (name, "extra", kind)]
        assert (wanted - hit, found - hit) == (len(missed), len(extra)), (name, kind)


def test_a_fact_is_told_in_words() -> None:
    assert gold.told(("王小明", "六合区长")) == gold.told("('王小明', '六合区长')") == "王小明 六合区长"


def test_without_the_gold_it_says_how_to_give_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("NEWSDB_GOLD", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["gold"])
    gold.main()
    assert "NEWSDB_GOLD" in capsys.readouterr().out
