"""Mirror-site damage undone: the seed to the letter, the four styles, the proofs, the way back to the capture."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.offsets import TracedText
from articles.pipeline.records import Proof, RepairKind, Script, WarningKind
from articles.pipeline.repair import one_by_one, shifted_runs
from articles.pipeline.repair.mirror_model import damage
from tests.measure.mirror_sentences import sentences
from tests.measure.mirror_styles import STYLES, as_ascii, draw_style

ROOT = Path(__file__).parents[3]
CAPTURED = next((ROOT / "seeds").glob("001_*.txt")).read_text(encoding="utf-8").strip()
BODY = (ROOT / "tests" / "cases" / "seeds" / "bodies" / "001.txt").read_text(encoding="utf-8").strip()


def mend(text):
    runs = shifted_runs.mend(TracedText.of(text))
    rest = one_by_one.mend(runs.text)
    return rest.text, [*runs.repairs, *rest.repairs], [*runs.warnings, *rest.warnings], rest.script


def test_the_seed_comes_back_to_the_letter():
    text, repairs, warnings, script = mend(CAPTURED)
    assert text.text == BODY
    assert not warnings
    assert script is Script.HANS
    runs = [repair for repair in repairs if repair.kind is RepairKind.SHIFTED_RUN]
    assert [run.after for run in runs] == ["为全市大局作出更大贡献", "争取更大主动", "。”区", "模化发", "潜力"]
    # three lost a pair, one ends where the model does not say
    assert [run.proof for run in runs if run.after != "。”区"] == [Proof.LIKELY] * 4


def test_repairs_say_what_stood_in_the_capture():
    text, repairs, _, _ = mend(CAPTURED)
    for repair in repairs:
        assert CAPTURED[repair.start : repair.end] == repair.before
        found = text.find_origin(repair.start, repair.end)
        assert found is not None
        assert text.text[found[0] : found[1]] == repair.after


@pytest.mark.parametrize(
    ("captured", "clean"),
    [
        ("相城區(qū)委經(jīng)濟(jì)工作會(huì)議召開(kāi),黨工委書(shū)記出席。", "相城区委经济工作会议召开,党工委书记出席。"),
        ("新區(qū )委經(jīng )濟(jì )工作會(huì )議召開(kāi ),書(shū )記(jì )出席。", "新区委经济工作会议召开,书记出席。"),
        (
            "會議要求,各級黨委要抓好項目建設,干部要帶頭,今后關于招商的工作由管委會負責。",
            "会议要求,各级党委要抓好项目建设,干部要带头,今后关于招商的工作由管委会负责。",
        ),
        ("區(qū)委以著力點(diǎn)為抓手,著名經(jīng)濟(jì)學(xué)家到會(huì)講課。", "区委以着力点为抓手,著名经济学家到会讲课。"),
        ("書(shū)記聽(tīng)取匯(huì)報(bào)后說(shuō):“怎么辦?大家干!”", "书记听取汇报后说:“怎么办?大家干!”"),
        ("綜(zōng)治中心(矛調(diào)中心)與(yǔ)企業(yè)(CCF)聯(lián)動(dòng)。", "综治中心(矛调中心)与企业(CCF)联动。"),
    ],
)
def test_styles(captured, clean):
    assert mend(captured)[0].text == clean


def test_one_word_is_one_repair_and_proved():
    _, repairs, _, _ = mend("新區(qū)經(jīng)濟(jì)工作會(huì)議召開(kāi)。")
    assert [(repair.before, repair.after) for repair in repairs if repair.after == "经济"] == [("經(jīng)濟(jì)", "经济")]
    assert {repair.proof for repair in repairs} == {Proof.PROVED}


def test_a_character_that_may_stand_for_itself_is_never_proved():
    _, repairs, _, _ = mend("著名經(jīng)濟(jì)學(xué)家到會(huì)講課。")
    assert [(repair.proof, repair.rivals) for repair in repairs if "著" in repair.before] == []
    _, repairs, _, _ = mend("經(jīng)濟(jì)工作會(huì)議的著力點(diǎn)。")
    found = [repair for repair in repairs if "著" in repair.before]
    assert [(repair.after[0], repair.proof) for repair in found] == [("着", Proof.LIKELY)]


def test_a_run_that_lost_a_pair_has_rivals_and_is_not_proved():
    _, repairs, _, _ = mend(CAPTURED)
    run = next(repair for repair in repairs if repair.after == "为全市大局作出更大贡献")
    assert run.proof is Proof.LIKELY
    assert len(run.rivals) > 1


def test_what_cannot_be_read_is_flagged_and_stays():
    captured = "新區(qū)經(jīng)濟(jì)工作會(huì)議?zhuāng)召開(kāi)。"
    text, _, warnings, _ = mend(captured)
    assert "?zhuāng)" in text.text
    assert [(warning.kind, warning.text) for warning in warnings] == [(WarningKind.UNREPAIRED_RUN, "?zhuāng)")]


def test_sentences_of_our_own_making():
    made = list(sentences(200, seed=5))
    random_ = random.Random(5)
    right = 0
    for number, start in enumerate(range(0, len(made), 10)):
        style = draw_style(STYLES[number % 4], random_)
        page = made[start : start + 10]
        got, repairs, _, _ = mend(damage("\n".join(page), style))
        right += sum(line == as_ascii(sentence) for line, sentence in zip(got.text.split("\n"), page, strict=True))
        assert all(repair.rivals or repair.proof is not Proof.DOUBTFUL for repair in repairs)
    assert right >= 0.97 * len(made)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="會區經(jīū)?!;:,。”“區發l^績yōu槿∪写 \n垚a著", max_size=60))
def test_anything_goes_through_and_keeps_its_way_back(text):
    mended, repairs, warnings, _ = mend(text)
    assert len(mended.text) == len(mended.starts) == len(mended.ends)
    for repair in repairs:
        assert text[repair.start : repair.end] == repair.before
    for warning in warnings:
        assert text[warning.start : warning.end] == warning.text


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="区委会议经济工作。,?!()haoyī0 \n", max_size=80))
def test_simplified_text_is_never_touched(text):
    mended, repairs, warnings, _ = mend(text)
    assert (mended.text, repairs, warnings) == (text, [], [])


@pytest.mark.parametrize("unit", ["經(jīng)濟(jì)績(jī)?yōu)", "會(", "?!眳惫", "?"])
def test_hostile_pages_come_to_an_end(unit):
    """The search for runs has a budget a page; without one these pages would take hours."""
    text = "經(jīng)濟(jì)發(fā)展,會(huì)議召開(kāi)。" + unit * 10_000
    mended, _, _, _ = mend(text)
    assert 0 < len(mended) <= len(text)
