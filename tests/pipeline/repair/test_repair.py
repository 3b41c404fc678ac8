"""All repairs in their order."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.offsets import TracedText
from articles.pipeline.records import Proof, RepairedText, RepairKind, Script, WarningKind
from articles.pipeline.repair import repair

CASES = Path(__file__).parents[2] / "cases"
SEEDS = Path(__file__).parents[3] / "seeds"


def repaired_seed(number: str) -> RepairedText:
    return repair(TracedText.of(next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")))


def test_second_printing_of_a_seed_goes_as_proved() -> None:
    found = [record for record in repaired_seed("000").repairs if record.kind is RepairKind.PRINTED_TWICE]
    assert found
    assert {record.proof for record in found} == {Proof.PROVED}


def test_tags_of_a_seed_go_as_proved() -> None:
    result = repaired_seed("002")
    assert {record.proof for record in result.repairs if record.kind is RepairKind.JUNK_MARKUP} == {Proof.PROVED}
    assert "<" not in result.text.text


def test_hijacked_name_of_a_seed_is_flagged_and_kept() -> None:
    result = repaired_seed("002")
    flagged = [warning.text for warning in result.warnings if warning.kind is WarningKind.HIJACKED_NAME]
    hijack = json.loads((CASES / "seeds" / "002.json").read_text(encoding="utf-8"))["hijack"]
    assert flagged == hijack
    assert hijack[0] in result.text.text


def test_lost_character_of_a_seed_is_flagged_and_kept() -> None:
    result = repaired_seed("004")
    assert [warning.text for warning in result.warnings] == ["?"]
    at = result.text.find_origin(result.warnings[0].start, result.warnings[0].end)
    assert at is not None
    assert result.text.text[at[0] - 1 : at[1] + 1] == "事?高"


@pytest.mark.parametrize("number", ["003", "004"])
def test_sound_seed_stays_as_it_is(number: str) -> None:
    result = repaired_seed(number)
    assert result.repairs == ()
    assert result.text.text == next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    assert result.script is Script.HANS


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_repairing_again_changes_nothing(number: str) -> None:
    once = repaired_seed(number).text.text
    assert repair(TracedText.of(once)).text.text == once


@settings(max_examples=60)
@given(st.text(alphabet="区委会议召开如何?\ufffd□,。<p>/ \n\u3000“”·365bet_官网app", max_size=120))
def test_undamaged_or_not_offsets_lead_back(text: str) -> None:
    result = repair(TracedText.of(text))
    assert list(result.text.starts) == sorted(result.text.starts)
    assert all(0 <= start <= end <= len(text) for start, end in zip(result.text.starts, result.text.ends, strict=True))
    if not result.repairs:
        assert result.text.text == text
    for warning in result.warnings:
        assert 0 <= warning.start < warning.end <= len(text)
