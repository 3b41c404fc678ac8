"""Bodies of nearly the same name: for the queue, never joined by themselves.

集萃功能材料研究所, 江苏集萃功能材料研究所          the same but for the place in front
星河科技有限公司, 星河科技股份有限公司              the same but for the legal form
园区党工委@320500, 苏州工业园区党工委@320500        one name is the end of the other, in one place
元和街道@320507, 元和街道@320500                    one name, one place within the other
街景局, 街区景观局 of one place                     the characters of one stand in the other, in order
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from articles.pipeline.resolve.entries import Feature
from articles.pipeline.resolve.organization_identity import Identity
from articles.pipeline.resolve.organization_places import chain

_WEIGHTS = {"place_in_front": 2.0, "legal_form": 1.5, "end_of_name": 1.0, "place_within": 2.0, "short_of": 1.0}
"""Log-likelihood ratios, set by hand: near names are asked about, never joined, so they only order the queue."""
_LEGAL_FORM = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|公司|集团)+$")
_ENDING = re.compile(r"(?:局|厅|委|办|办公室)$")
_REASONS = {
    "place_in_front": ("除冠名地名外同名", "the same but for the place in front"),
    "legal_form": ("除公司形式或括号外同名", "the same but for the legal form or brackets"),
    "end_of_name": ("同地,一名为另一名之尾", "in one place, one name is the end of the other"),
    "place_within": ("同名,一地属另一地", "one name, one place within the other"),
    "short_of": ("同地,一名似另一名之简称", "in one place, one name looks short for the other"),
}


def near_pairs(identities: Sequence[Identity]) -> Iterator[tuple[str, str, Feature]]:
    """Pairs of texts with the reason why they may be one body, in the order of the texts. Only bodies of one `near` block are compared."""
    blocks: dict[str, dict[str, Identity]] = defaultdict(dict)
    for identity in identities:
        blocks[identity.near][identity.text] = identity
    for _, block in sorted(blocks.items()):
        yield from _of_block(block)


def _of_block(block: Mapping[str, Identity]) -> Iterator[tuple[str, str, Feature]]:
    for one, other in combinations(sorted(block), 2):
        reason = _near(block[one], block[other])
        if reason:
            yield one, other, Feature(reason, _WEIGHTS[reason], *_REASONS[reason])


def _near(one: Identity, other: Identity) -> str:
    if other.text in {change.text for change in (*one.successors, *one.predecessors)} or "=" in (one.text + other.text):
        return ""
    if one.place and other.place and one.place not in chain(other.place) and other.place not in chain(one.place):
        return ""
    first, second = _bare(one), _bare(other)
    if first == second:
        return "place_within" if one.place != other.place and one.place and other.place else "place_in_front"
    if one.near.startswith("~"):
        cut = _LEGAL_FORM.sub("", first), _LEGAL_FORM.sub("", second)
        if _levelled(cut[0]) == _levelled(cut[1]):
            return "legal_form"
        return "place_in_front" if _levelled(first).endswith(_levelled(second)) or _levelled(second).endswith(_levelled(first)) else ""
    if one.place != other.place and one.near.startswith("department"):
        return ""
    if first.endswith(second) or second.endswith(first):
        return "end_of_name"
    return "short_of" if one.near.startswith("department") and _short_of(*sorted((first, second), key=len)) else ""


def _bare(identity: Identity) -> str:
    """The name without the mark of its place."""
    name = identity.text.partition("@")[0]
    return identity.short if identity.near.startswith("department") and identity.short else name


def _levelled(name: str) -> str:
    return re.sub(r"[()]", "", name)


def _short_of(short: str, long: str) -> bool:
    """街景局 of 街区景观局: the same ending and first character, the rest in order."""
    ends = _ENDING.search(short), _ENDING.search(long)
    if not ends[0] or not ends[1] or ends[0].group() != ends[1].group() or short[0] != long[0]:
        return False
    rest = iter(long[: ends[1].start()])
    return all(character in rest for character in short[: ends[0].start()])
