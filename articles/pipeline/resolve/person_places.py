"""How two places stand to each other, by their chains of division codes, the narrowest first.

>>> place_relation(("320507", "320500", "320000"), ("320506", "320500", "320000"))
'city'
>>> place_relation(("320507", "320500", "320000"), ("320500", "320000"))
'within'
>>> place_relation(("110105", "110000"), ("110108", "110000"))
'city'
"""

from typing import Literal

Relation = Literal["same", "within", "city", "province", "apart", "unknown"]
Level = Literal["province", "city", "county", "unknown"]
_CITIES = ("11", "12", "31", "50", "81", "82")
"""Provinces that are one city."""
_REGION = "TW-"
"""Counties of Taiwan have codes of their own (ISO 3166-2); each is taken for a city of one province."""


def level_of(code: str) -> Level:
    """What kind of division a code names."""
    if code.startswith(_REGION):
        return "city"
    if len(code) < 6 or not code.isascii() or not code.isdigit():
        return "unknown"
    if code.endswith("0000"):
        return "city" if code[:2] in _CITIES else "province"
    return "city" if code.endswith("00") else "county"


def place_relation(one: tuple[str, ...], other: tuple[str, ...]) -> Relation:
    """`same` place; one `within` the other, a province excepted; in one `city`; in one `province`; `apart`; `unknown` where one is."""
    if not one or not other:
        return "unknown"
    if one[0] == other[0]:
        return "same"
    shared = next((code for code in one if code in other), "")
    if not shared:
        return "province" if one[0].startswith(_REGION) and other[0].startswith(_REGION) else "apart"
    if level_of(shared) == "province":
        return "province"
    return "within" if shared in (one[0], other[0]) else "city"
