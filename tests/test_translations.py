"""The interface speaks Chinese throughout: every string marked for translation has one, and what is compiled is what is written.

Extraction needs no gettext tools: Babel reads Python, and Django turns templates into Python for it.
"""

import io
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "articles" / "locale" / "zh_Hans" / "LC_MESSAGES"
PYTHON = sorted([*ROOT.glob("articles/**/*.py"), ROOT / "newsdb" / "settings.py"])
TEMPLATES = sorted(ROOT.glob("articles/templates/**/*.html"))
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
SPOKEN_BY_DJANGO = {"Home"}
"""Strings of Django's own that our templates repeat: Django's catalogue translates them."""


def strings_of(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = templatize(text, origin=str(path))
    found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    return {words[0] if isinstance(words, tuple) else words for _, words, _, _ in found if words}


def written() -> Catalog:
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="zh_Hans", abort_invalid=True)


def compiled() -> Catalog:
    with (FOLDER / "django.mo").open("rb") as file:
        return read_mo(file)


def in_code() -> set[str]:
    return set().union(*(strings_of(path) for path in [*PYTHON, *TEMPLATES])) - SPOKEN_BY_DJANGO


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def spoken(message: Message) -> tuple[str, ...]:
    """What it says, in each of its plural forms: what is read from a .po has them in a tuple, from a .mo in a list."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def test_strings_are_found_in_code_and_templates() -> None:
    assert "published on" in strings_of(ROOT / "articles/models/article.py")
    assert "Skip both texts" in strings_of(ROOT / "articles/templates/admin/articles/article/side_by_side.html")
    assert "Chinese" in strings_of(ROOT / "newsdb/settings.py")


def test_every_string_is_translated() -> None:
    translated = {key(message) for message in written() if message.id and message.string and not message.fuzzy}
    assert sorted(in_code() - translated) == []


def test_no_translation_is_left_over() -> None:
    assert sorted({key(message) for message in written() if message.id} - in_code()) == []


def test_translations_keep_their_placeholders() -> None:
    for message in written():
        assert list(message.check()) == [], message.id


def test_what_is_compiled_is_what_is_written() -> None:
    assert {key(m): spoken(m) for m in compiled() if m.id} == {key(m): spoken(m) for m in written() if m.id}


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "抓取件"), ("en", "capture")])
def test_django_finds_the_catalogue(language: str, words: str) -> None:
    with translation.override(language):
        assert translation.gettext("capture") == words
