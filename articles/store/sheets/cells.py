"""Words as cells and back again, to the letter: nothing in a cell is run as a formula, acts unseen, or is taken for a number.

A spreadsheet program runs a cell that begins with `=`; so one that does goes out with an apostrophe before it, which is taken off on the
way in. What acts without being seen is spelled out, as everywhere in the admin: ⟨U+202E⟩.
"""

import re
import unicodedata

LONGEST_CELL = 32_767
"""Characters that a cell of XLSX holds."""
LONGEST_SHEET = 1_048_576
"""Rows that a sheet of XLSX holds, the head among them."""

UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}
FORMULA = r"[\t\r\n]|[\s]*[=+\-@＝＋－＠]"
NUMBER = r"0[0-9]+$|[0-9]{12,}$|[0-9]+[eE][0-9]+$|[0-9]{4}-[0-9]{2}$"
"""What a spreadsheet program that opens a CSV would make a number or a day of, and could not give back: long ids, 0101, 12e5, 2024-03."""
GUARDED = re.compile(f"'*(?:{FORMULA}|{NUMBER})")
SPELLED = re.compile(r"⟨U\+([0-9A-F]{4,6})⟩")
TO_SPELL = re.compile(r"⟨(?=U\+)|_(?=x[0-9A-Fa-f]{4}_)|[^\S\n\t ]|[^ -~\n\t\u3000-\u9fff]")
"""What may have to be spelled out: the mark of what is spelled out, XLSX's own escapes, and all that is neither plain nor Chinese."""
TOO_LONG = re.compile(r"⟨[0-9]+ characters: too long for a cell of XLSX; the CSV has them⟩")


def as_cell(text: str) -> str:
    """The text as a cell that is safe to open.

    >>> as_cell("=1+1"), as_cell("--03-12"), as_cell("招商\u200b座谈会")
    ("'=1+1", "'--03-12", '招商⟨U+200B⟩座谈会')
    """
    spelled = TO_SPELL.sub(spelled_out, text)
    return f"'{spelled}" if GUARDED.match(spelled) else spelled


def as_text(cell: str) -> str:
    """The text that a cell stands for.

    >>> as_text("'=1+1"), as_text("=1+1"), as_text("'tis")
    ('=1+1', '=1+1', "'tis")
    """
    plain = cell[1:] if cell.startswith("'") and GUARDED.match(cell[1:]) else cell
    return SPELLED.sub(lambda found: spelled_in(found.group()), plain)


def spelled_out(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    # U+FFFE and U+FFFF are no characters, and XML refuses them.
    if character in "⟨_" or code & 0xFFFE == 0xFFFE or unicodedata.category(character) in UNSEEN:
        return f"⟨U+{code:04X}⟩"
    return character


def spelled_in(spelled: str) -> str:
    """
    >>> spelled_in("⟨U+0041⟩")
    'A'
    """
    code = int(spelled[3:-1], 16)
    return chr(code) if code < 0x110000 else spelled


def fitting(cell: str) -> str:
    """The cell as XLSX can hold it: one that is too long says so in its place, and changes nothing when it comes in again."""
    return cell if len(cell) <= LONGEST_CELL else f"⟨{len(cell)} characters: too long for a cell of XLSX; the CSV has them⟩"


def is_left_out(cell: str) -> bool:
    """Whether the cell only says that its words were too long."""
    return TOO_LONG.fullmatch(cell) is not None
