"""Names printed one after the other without marks."""

from articles.pipeline.recognize.names.forms import Name, Sentence, surnames


def split_run_together(sentence: Sentence, names: list[Name]) -> list[Name]:
    """王平李安邦赵明: names printed one after the other in a list without marks, as in lists of committees.

    Fires where the whole divides into names with common surnames, and is too long for one. Leaves alone: 卡斯特罗, 司马相如.
    """
    split: list[Name] = []
    for name in names:
        parts = _parts(name.text(sentence.text)) if name.end - name.start >= 5 else None
        if parts is None:
            split.append(name)
            continue
        at = name.start
        for size in parts:
            split.append(Name(at, at + size, "run together"))
            at += size
    return split


def _parts(text: str) -> list[int] | None:
    """Lengths of the names it divides into, three characters first; None where it does not."""
    after: dict[int, list[int] | None] = {len(text): []}
    for at in range(len(text) - 1, -1, -1):
        rest = next(((size, after[at + size]) for size in (3, 2) if after.get(at + size) is not None), None)
        begins = rest is not None and surnames().get(text[at]) == "common"
        after[at] = [rest[0], *(rest[1] or [])] if begins and rest is not None else None
    return after[0]
