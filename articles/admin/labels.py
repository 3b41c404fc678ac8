"""The names that readings give to repairs, proofs and warnings, in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import legible

REPAIR_KINDS: dict[str, Promise] = {
    "junk_markup": _("junk markup"),
    "shifted_run": _("shifted run"),
    "pinyin_in_brackets": _("pinyin in brackets"),
    "traditional_one_by_one": _("traditional characters made one by one"),
    "printed_twice": _("printed twice"),
    "page_chrome": _("page chrome"),
}
WARNING_KINDS: dict[str, Promise] = {
    "hijacked_name": _("hijacked name"),
    "lost_character": _("lost character"),
    "unrepaired_run": _("run that could not be repaired"),
    "replaced_bytes": _("bytes that are no text"),
    "facts_not_sought": _("from here on no facts were sought"),
}
PROOFS: dict[str, Promise] = {"proved": _("proved"), "likely": _("likely"), "doubtful": _("doubtful")}

BODY_KINDS: dict[str, Promise] = {
    "army": _("army"),
    "association": _("association"),
    "committee": _("committee"),
    "company": _("enterprise"),
    "conference": _("political consultative conference"),
    "congress": _("people's congress"),
    "court": _("court"),
    "department": _("department"),
    "discipline": _("discipline inspection"),
    "government": _("government"),
    "hospital": _("hospital"),
    "institute": _("institute"),
    "media": _("media"),
    "party": _("party organization"),
    "police": _("police"),
    "school": _("school"),
    "university": _("university"),
    "village": _("village or neighbourhood"),
    "zone": _("zone"),
}


def body_kind_in_words(kind: str) -> str:
    """What a kind of body is called; one that people wrote by itself."""
    return str(BODY_KINDS.get(kind) or legible(kind))


def kind_in_words(kind: str) -> str:
    """What a kind of repair or warning is called; an unknown one by its own name."""
    return str(REPAIR_KINDS.get(kind) or WARNING_KINDS.get(kind) or legible(kind))


def proof_in_words(proof: str) -> str:
    return str(PROOFS.get(proof) or legible(proof))
