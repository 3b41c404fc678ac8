"""What people judged, as constraints: which entries are one, and which must never be.

*Different* wins over *same*: a union that would bring two sides of a judgement together, directly or through others, is refused and
named as a contradiction. Unions are tried in a fixed order: judgements of sameness first, then the sides, each by its entries.
"""

from collections.abc import Iterable, Sequence, Set

from articles.pipeline.resolve.entries import Judgements

Tag = tuple[int, int]
"""(number of a judgement of difference, its side)"""


class Constraints:
    """Disjoint sets of entries with the sides they stand on. `contradictions`: pairs of entries judged the same that may not be."""

    def __init__(self, keys: Sequence[str], judgements: Judgements) -> None:
        self._position = {key: number for number, key in enumerate(keys)}
        self._above: dict[str, str] = {}
        self._tags: dict[str, frozenset[Tag]] = {}
        self.contradictions: list[tuple[str, str]] = []
        pairs = sorted((sorted(pair, key=self._places) for pair in judgements.different), key=lambda pair: [*map(self._places, pair)])
        sides = [side for pair in pairs for side in pair]
        for number, pair in enumerate(pairs):
            both = pair[0] & pair[1]
            for side, keys_of_side in enumerate(pair):
                for key in self._present(keys_of_side - both):
                    self._above.setdefault(key, key)
                    self._tags[key] = self._tags.get(key, frozenset()) | {(number, side)}
        for judged in (*sorted(judgements.same, key=self._places), *sides):
            self._join_all(self._present(judged))

    def root(self, key: str) -> str:
        """The entry that stands for the set; "" where nobody judged the entry."""
        if key not in self._above:
            return ""
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def tags(self, key: str) -> frozenset[Tag]:
        """The sides on which the entry stands."""
        root = self.root(key)
        return self._tags.get(root, frozenset()) if root else frozenset()

    def _places(self, keys: Iterable[str]) -> list[int]:
        return [self._position[key] for key in self._present(keys)]

    def _present(self, keys: Iterable[str]) -> list[str]:
        return sorted((key for key in keys if key in self._position), key=self._position.__getitem__)

    def _join_all(self, keys: list[str]) -> None:
        heads: list[str] = []
        for key in keys:
            self._above.setdefault(key, key)
            heads = list(dict.fromkeys(map(self.root, heads)))
            refused = [head for head in heads if head != self.root(key) and not self._join(head, self.root(key))]
            if refused:
                self.contradictions.append((refused[0], key))
            if len(refused) == len(heads):
                heads.append(self.root(key))

    def _join(self, one: str, other: str) -> bool:
        tags = self._tags.get(one, frozenset()), self._tags.get(other, frozenset())
        if clash(*tags):
            return False
        first, second = sorted((one, other), key=self._position.__getitem__)
        self._above[second] = first
        self._tags[first] = tags[0] | tags[1]
        return True


def clash(one: Set[Tag], other: Set[Tag]) -> bool:
    """Whether the two stand on the two sides of one judgement.

    >>> clash(frozenset({(0, 0)}), frozenset({(0, 1), (3, 0)}))
    True
    """
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return any((number, 1 - side) in many for number, side in few)
