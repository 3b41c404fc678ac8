"""Every kind of repair, warning and proof that the reader knows has its words, and is offered as a filter."""

from articles.admin.labels import BODY_KINDS, PROOFS, REPAIR_KINDS, WARNING_KINDS, kind_in_words
from articles.pipeline.lexicon import read_table
from articles.pipeline.recognize.body_endings import ENDINGS
from articles.pipeline.records import Proof, RepairKind, WarningKind


def test_every_kind_has_its_words() -> None:
    assert list(REPAIR_KINDS) == [kind.value for kind in RepairKind]
    assert list(WARNING_KINDS) == [kind.value for kind in WarningKind]
    assert list(PROOFS) == [proof.value for proof in Proof]
    assert set(BODY_KINDS) == {row[1] for row in read_table(ENDINGS)}


def test_an_unknown_kind_is_called_by_its_name() -> None:
    assert kind_in_words("new_kind\u202e") == "new_kind⟨U+202E⟩"
