"""Likeness as such: the estimate against the truth, and what must hold for any texts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.store.wordings import (
    BANDS,
    ROWS,
    SHORTEST,
    Fingerprint,
    band_numbers,
    comparable,
    estimated_likeness,
    exact_likeness,
    same_numbers,
    shingles,
    take_fingerprint,
)
from tests.store.test_order import ONE, TWO, edited


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    # Stored signatures are compared with new ones: a change of the library's hashing must be noticed.
    fingerprint = take_fingerprint("相城区召开高质量发展大会，部署全年重点工作。")
    assert fingerprint is not None
    assert (fingerprint.length, len(fingerprint.signature)) == (20, 4 * BANDS * ROWS)
    assert fingerprint.signature[:8].hex() == "b560cb035b7f023d"
    assert band_numbers(fingerprint.signature)[0] == -1656600144771485852


def fingerprint_of(text: str) -> Fingerprint:
    fingerprint = take_fingerprint(text)
    assert fingerprint is not None
    return fingerprint


def test_the_estimate_is_near_the_truth() -> None:
    for count in (0, 5, 20, 60):
        one, other = fingerprint_of(ONE), fingerprint_of(edited(ONE, 40, count))
        exact = exact_likeness(shingles(ONE), shingles(edited(ONE, 40, count)))
        assert abs(estimated_likeness(one.signature, other.signature) - exact) < 0.15


def test_unlike_texts_share_no_band() -> None:
    assert not set(band_numbers(fingerprint_of(ONE).signature)) & set(band_numbers(fingerprint_of(TWO).signature))


def test_short_texts_are_not_compared() -> None:
    assert take_fingerprint("字" * (SHORTEST - 1) + "，。！") is None
    assert take_fingerprint("字" * SHORTEST) is not None


@settings(deadline=None)
@given(st.text(), st.text())
def test_likeness_is_symmetric_and_a_text_is_like_itself(one: str, other: str) -> None:
    one, other = comparable(one), comparable(other)
    assert same_numbers(one, other) == same_numbers(other, one)
    assert exact_likeness(shingles(one), shingles(other)) == exact_likeness(shingles(other), shingles(one))
    assert exact_likeness(shingles(one), shingles(one)) == 1.0
    assert comparable(one) == one
