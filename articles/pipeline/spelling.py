"""Names as they are typed: pinyin without tones, and the initials.

>>> spell("单志明"), spell("相城区委")
(('shanzhiming', 'szm'), ('xiangchengquwei', 'xcqw'))
>>> spell("CCF苏州")
('ccfsuzhou', 'ccfsz')
"""

from functools import cache

from pypinyin import lazy_pinyin

from articles.pipeline.lexicon import read_table

SURNAME_READINGS = "surname_readings.tsv"


def spell(name: str, *, person: bool | None = None) -> tuple[str, str]:
    """The pinyin and the initials. `person`: whether the first character is read as a surname (None: where the table has it so and the name
    is as short as a person's)."""
    syllables = lazy_pinyin(name.lower())
    as_surname = len(name) <= 3 if person is None else person
    if as_surname and name[:1] in _readings() and syllables:
        syllables[0] = _readings()[name[0]]
    # What is no Chinese character comes back as it stands, in one piece.
    parts = [part for syllable in syllables for part in (syllable if syllable in name.lower() else [syllable]) if part.isalnum()]
    return "".join(parts), "".join(part[0] for part in parts)


@cache
def _readings() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table(SURNAME_READINGS)}
