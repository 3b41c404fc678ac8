"""How much of mirror-site damage is undone, to the letter, and whether what is called proved is right.

    python -m tests.measure.mirror [--count 5000] [--seed 1] [--details]

Sentences of our own making go through the forward model in four styles, ten to a page, each page with a table, a list and an order
of its own.
"""

import argparse
import math
import random
import time
from collections import Counter
from functools import cache

from opencc import OpenCC
from pypinyin.constants import PINYIN_DICT

from articles.pipeline.offsets import TracedText
from articles.pipeline.records import Proof, Repair, RepairKind
from articles.pipeline.repair import one_by_one, shifted_runs
from articles.pipeline.repair.mirror_model import MARKS, Style, decode_lossy, encode, replace_bytes, vanishes
from articles.pipeline.words import word_costs
from tests.measure.mirror_sentences import sentences

STYLES = ("dense", "sparse", "blank", "none")
SHARES = {"dense": 0.4, "sparse": 0.12, "blank": 0.2, "none": 0.0}
FREQUENT = 700
LEFT_ALONE = "干后里范于云准采松征余制只面谷斗杰咸卷冲志台系周占布游升借伙着了姜丑曲才朱舍胡回向御愿划岩群峰"
SOMETIMES = {  # what some sites change and others leave
    "着": "著",
    "后": "後",
    "里": "裏",
    "干": "幹",
    "冲": "衝",
    "台": "臺",
    "只": "隻",
    "准": "準",
    "志": "誌",
    "系": "係",
    "签": "籤",
    "斗": "鬥",
    "面": "麵",
    "汇": "彙",
    "了": "瞭",
    "家": "傢",
    "借": "藉",
    "征": "徵",
}
PAGE = 10
ASCII_MARKS = {char: mark for code, mark in MARKS.items() for char in [code.to_bytes(2, "big").decode("gbk")]}


@cache
def plain_table() -> dict[str, str]:
    """Simplified to traditional, character by character, for what GBK holds."""
    converter = OpenCC("s2t")
    chars = [bytes((a, b)).decode("gb2312") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF) if (a, b) < (0xD7, 0xFA) or a >= 0xD8]
    changed = zip(chars, converter.convert("\n".join(chars)).split("\n"), strict=True)
    return {
        char: other
        for char, other in changed
        if char != other and len(other) == 1 and char not in LEFT_ALONE and len(other.encode("gb18030")) == 2
    }


@cache
def frequent_characters() -> list[str]:
    """The characters with a traditional form that stand most often in the dictionary's words, most frequent first."""
    counts: Counter[str] = Counter()
    for word, cost in word_costs().items():
        for char in word:
            counts[char] += math.exp(-cost)
    return [char for char, _ in counts.most_common() if char in plain_table()][:FREQUENT]


def draw_style(kind: str, random_: random.Random) -> Style:
    table = {**plain_table(), **{char: other for char, other in SOMETIMES.items() if random_.random() < 0.25}}
    frequent = {table[char] for char in frequent_characters() if char in table}
    listed = [(char, PINYIN_DICT[ord(char)].split(",")[0]) for char in sorted(frequent) if random_.random() < SHARES[kind]]
    random_.shuffle(listed)
    return Style(table, tuple(listed), kind == "blank")


def as_ascii(text: str) -> str:
    return "".join(ASCII_MARKS.get(char, char) for char in text)


def restore(page: str) -> tuple[str, list[Repair]]:
    runs = shifted_runs.mend(TracedText.of(page))
    rest = one_by_one.mend(runs.text)
    return rest.text.text, [*runs.repairs, *rest.repairs]


def lost_pairs(sentence: str, style: Style) -> tuple[bool, bool]:
    """Whether the sentence has a shifted run, and whether a pair vanished in it."""
    traditional = "".join(style.table.get(char, char) for char in sentence)
    data = replace_bytes(encode(traditional), style)
    vanished, at = False, 0
    while at < len(data) - 1:
        if data[at] < 0x80:
            at += 1
            continue
        if vanishes(data[at], data[at + 1]):
            vanished = True
        at += 1 if (data[at + 1] < 0x40 and data[at + 1] != 0x28) or data[at] in (0x80, 0xFF) else 2
    expected = "".join(
        char + (f"({dict(style.glosses)[char]}{' ' * style.blank})" if char in dict(style.glosses) else "")
        for char in as_ascii(traditional)
    )
    return decode_lossy(data) != expected, vanished


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    tally: Counter[str] = Counter()
    made = list(sentences(options.count, options.seed))
    random_ = random.Random(options.seed + 77)
    spent = 0.0
    restore(made[0])
    for number, start in enumerate(range(0, len(made), PAGE)):
        kind = STYLES[number % 4]
        style = draw_style(kind, random_)
        page = made[start : start + PAGE]
        damaged = "\n".join(page)
        damaged = decode_lossy(replace_bytes(encode("".join(style.table.get(char, char) for char in damaged)), style))
        clock = time.process_time()
        got, repairs = restore(damaged)
        spent += time.process_time() - clock
        tally["characters"] += len(damaged)
        lines, shown = got.split("\n"), damaged.split("\n")
        bounds, at = [], 0
        for line in shown:
            bounds.append((at, at + len(line)))
            at += len(line) + 1
        for sentence, line, bad, (first, last) in zip(page, lines, shown, bounds, strict=True):
            wanted = as_ascii(sentence)
            shifted, vanished = lost_pairs(sentence, style)
            groups = (
                ["all", kind] + ["shifted"] * shifted + ["vanished"] * vanished + ["shifted, none vanished"] * (shifted and not vanished)
            )
            right = line == wanted
            for group in groups:
                tally[group] += 1
                tally[group, "right"] += right
            here = [repair for repair in repairs if first <= repair.start < last]
            for repair in here:
                tally["repairs"] += 1
                proved = repair.proof is Proof.PROVED
                tally["proved"] += proved
                run = repair.kind is RepairKind.SHIFTED_RUN
                tally["runs"] += run
                tally["runs proved"] += run and proved
            if not right:
                wrong = check_proved(bad, line, wanted, here, first)
                tally["wrong proved"] += len(wrong)
                if options.details:
                    print(kind, "RUN" * shifted, "VANISHED" * vanished, "WRONGLY PROVED" * bool(wrong), wrong)
                    print("   ", bad)
                    for repair in here:
                        if repair.kind is RepairKind.SHIFTED_RUN:
                            print("      run", repair.before, repair.after, repair.proof, repair.rivals)
                    print("    got ", mark_difference(line, wanted))
    for group in ("all", *STYLES, "shifted", "shifted, none vanished", "vanished"):
        total = tally[group]
        print(f"{group:24} {tally[group, 'right']:6} of {total:6}  {100 * tally[group, 'right'] / max(1, total):.2f} %")
    print(f"repairs {tally['repairs']}, proved {tally['proved']} ({100 * tally['proved'] / tally['repairs']:.1f} %)")
    print(f"runs {tally['runs']}, proved {tally['runs proved']} ({100 * tally['runs proved'] / max(1, tally['runs']):.1f} %)")
    print(f"wrong ones called proved {tally['wrong proved']}")
    print(f"{tally['characters'] / spent:.0f} damaged characters a second of processor time")


def check_proved(bad: str, got: str, wanted: str, repairs: list[Repair], offset: int) -> list[Repair]:
    """The proved repairs of a wrong line whose text is not what stood there.

    The line is rebuilt from its repairs; a proved one is wrong where what was wanted cannot be read with it in its place: all parts
    outside likely repairs must be found in `wanted`, in order, with free text only where a repair is likely or a run was left.
    """
    pieces: list[tuple[str, Repair | None]] = []
    at = 0
    for repair in sorted(repairs, key=lambda item: item.start):
        pieces.append((bad[at : repair.start - offset], None))
        pieces.append((repair.after, repair))
        at = repair.end - offset
    pieces.append((bad[at:], None))
    wrong = []
    for index, (after, repair) in enumerate(pieces):
        if repair is None or repair.proof is not Proof.PROVED:
            continue
        left = "".join(piece for piece, _ in pieces[max(0, index - 3) : index])[-4:]
        right = "".join(piece for piece, _ in pieces[index + 1 : index + 4])[:4]
        sure_left = all(other is None or other.proof is Proof.PROVED for _, other in pieces[max(0, index - 3) : index])
        sure_right = all(other is None or other.proof is Proof.PROVED for _, other in pieces[index + 1 : index + 4])
        context = (left if sure_left and "?" not in left else "") + after + (right if sure_right and "?" not in right else "")
        if context not in wanted and (after not in wanted or repair.kind is RepairKind.SHIFTED_RUN):
            wrong.append(repair)
    return wrong


def mark_difference(got: str, wanted: str) -> str:
    left = 0
    while left < min(len(got), len(wanted)) and got[left] == wanted[left]:
        left += 1
    right = 0
    while right < min(len(got), len(wanted)) - left and got[-1 - right] == wanted[-1 - right]:
        right += 1
    stop, end = len(got) - right, len(wanted) - right
    return f"{got[max(0, left - 12) : left]}[{got[left:stop]} <- {wanted[left:end]}]{got[stop : stop + 12]}"


if __name__ == "__main__":
    main()
