"""Words of the rows in words for people."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models.attendance import ROLES

ROLES_TOLD = dict(ROLES)
CERTAINTY: dict[str, Promise] = {"seen": _("seen"), "inferred": _("inferred"), "no_captures": _("no captures")}
KINDS: dict[str, Promise] = {
    "army": _("army"),
    "association": _("association"),
    "committee": _("committee"),
    "company": _("company"),
    "conference": _("political consultative conference"),
    "congress": _("people's congress"),
    "court": _("court or procuratorate"),
    "department": _("department"),
    "discipline": _("discipline inspection"),
    "government": _("government"),
    "hospital": _("hospital"),
    "institute": _("institute"),
    "institution": _("institution"),
    "media": _("media"),
    "party": _("party"),
    "police": _("police"),
    "school": _("school"),
    "university": _("university"),
    "village": _("village or community"),
    "zone": _("development zone"),
}
"""Kinds of bodies, as the reader calls them."""


def marked(text: str, marks: Sequence[Sequence[int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is to be marked; nothing is escaped yet.

    >>> marked("副区长高能出席", [[3, 5]])
    [('副区长', False), ('高能', True), ('出席', False)]
    """
    pieces, done = [], 0
    for start, end in marks:
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [piece for piece in [*pieces, (text[done:], False)] if piece[0]]
