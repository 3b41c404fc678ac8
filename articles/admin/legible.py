"""Words from captures, made fit to be shown: what a capture says is hostile until it has been through here and been escaped."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

HIDDEN_CATEGORIES = {"Cc", "Cf", "Zl", "Zp", "Cs"}
"""Controls, formats (zero width, direction), line and paragraph separators, surrogates: all that acts without being seen."""

LINE_ENDS = "\n\t"


def legible(text: object, limit: int | None = None) -> str:
    """The text with its invisible characters spelled out, cut at `limit` characters. Not yet escaped.

    >>> legible("abc\\u202edef\\u200b")
    'abc⟨U+202E⟩def⟨U+200B⟩'
    >>> legible("一二三四五", 3)
    '一二三…'
    """
    words = str(text)
    if limit is not None and len(words) > limit:
        words = words[:limit] + "…"
    if words.isprintable():
        return words
    return "".join(spelled_out(character) for character in words)


def spelled_out(character: str) -> str:
    if character in LINE_ENDS or unicodedata.category(character) not in HIDDEN_CATEGORIES:
        return character
    return f"⟨U+{ord(character):04X}⟩"


def isolated(text: object, limit: int | None = None) -> SafeString:
    """The text escaped, its direction kept from touching what stands beside it; "-" where there is none."""
    words = legible(text, limit)
    return format_html("<bdi>{}</bdi>", words) if words.strip() else SafeString("-")


def outward(url: str) -> SafeString:
    """A link to an address as a capture gave it; only http and https become links, anything else stays text.

    >>> outward("javascript:alert(1)")
    '<bdi>javascript:alert(1)</bdi>'
    """
    words = legible(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return isolated(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or words != url or any(character.isspace() for character in url):
        return isolated(url)
    return format_html('<a href="{}" rel="noreferrer noopener nofollow" class="outward"><bdi>{}</bdi></a>', url, words)


def page_address(noun: str, pk: object) -> str:
    """The address of a row's page in the admin."""
    return reverse(f"admin:articles_{noun}_change", args=[pk])


def list_address(noun: str, filters: Mapping[str, object]) -> str:
    """The address of the list of a noun, filtered."""
    return f"{reverse(f'admin:articles_{noun}_changelist')}?{urlencode(filters)}"


def row_link(row: Any, words: object = None) -> SafeString:
    """A link to the page of a row (None gives "-")."""
    if row is None:
        return SafeString("-")
    return inward(page_address(row._meta.model_name, row.pk), row if words is None else words)


def inward(address: str, words: object) -> SafeString:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address, legible(words, 80) or "-")


def joined(parts: Sequence[object], separator: str = " › ") -> SafeString:
    return isolated(separator.join(str(part) for part in parts))
