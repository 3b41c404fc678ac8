"""The forward model gives the damage that is seen in real captures, place by place."""

from pathlib import Path

import pytest

from articles.pipeline.repair.mirror_characters import simplify
from articles.pipeline.repair.mirror_model import Style, damage, decode_lossy, encode, gives_back, vanishes
from articles.pipeline.repair.mirror_tokens import GLOSS

ROOT = Path(__file__).parents[3]
CAPTURED = next((ROOT / "seeds").glob("001_*.txt")).read_text(encoding="utf-8").strip()
BODY = (ROOT / "tests" / "cases" / "seeds" / "bodies" / "001.txt").read_text(encoding="utf-8").strip()
EXTRA = {"優": "yōu", "範": "fàn", "節": "jié"}  # listed by the site, seen here only where they lie across two characters


def seen_style() -> Style:
    """The table and the list of the seed's site, as far as the capture shows them."""
    glosses = {CAPTURED[m.start() - 1]: m[1] for m in GLOSS.finditer(CAPTURED) if CAPTURED[m.start() - 1] > "\x80"}
    table: dict[str, str] = {}
    for line, clean in zip(CAPTURED.split("\n"), BODY.split("\n"), strict=True):
        bare = GLOSS.sub("", line)
        if len(bare) == len(clean):
            table.update((simple, char) for simple, char in zip(clean, bare, strict=True) if simple != char and simplify(char) == simple)
        else:
            table.update((simplify(char), char) for char in bare if simplify(char) != char and char not in "摿鲃眳槿筘暙龈")
    table.update(
        {"绩": "績", "为": "為", "献": "獻", "节": "節", "着": "著", "争": "爭", "动": "動", "区": "區", "发": "發", "贡": "貢", "潜": "潛"}
    )
    # 優 lies across 績 and 為, 範 across 争 and the character before, so they go first
    glosses = {**EXTRA, **{char: reading for char, reading in glosses.items() if char not in EXTRA}}
    return Style(table, tuple(glosses.items()), apart=True)


def test_the_seed_comes_out_as_captured():
    assert damage(BODY, seen_style()).split("\n") == CAPTURED.split("\n")


@pytest.mark.parametrize(
    ("clean", "seen"),
    [
        ("实绩为全市大局作出更大贡献", "實績?yōu)槿∪写缶肿鞒龈筘暙I"),
        ("大成效。”区发改委", "大成效?!眳^發改委"),
        ("规模化发展", "规?;l展"),
        ("现在开会。”", "現在開會?!?"),
    ],
)
def test_places(clean, seen):
    table = {"实": "實", "绩": "績", "为": "為", "贡": "貢", "献": "獻", "区": "區", "发": "發", "现": "現", "开": "開", "会": "會"}
    assert damage(clean, Style(table, (("優", "yōu"),))) in (seen, seen + "\n")


def test_what_vanishes():
    assert vanishes(0xAF, 0xB0)
    assert vanishes(0xFC, 0xB4)
    assert vanishes(0xA3, 0x85)
    assert not vanishes(0xB4, 0xF3)
    assert decode_lossy(encode("更大")) == "更大"


def test_a_blank_before_the_closing_bracket():
    assert damage("会议", Style({"会": "會", "议": "議"}, (("會", "huì"),), blank=True)) == "會(huì )議"


def test_the_order_of_the_list_matters_only_where_it_may():
    assert gives_back("實績為", "實績(jī)?yōu)?", [("績", "jī"), ("優", "yōu")], blank=False)
    assert not gives_back("實績會", "實績(jī)?yōu)?", [("績", "jī"), ("優", "yōu")], blank=False)
