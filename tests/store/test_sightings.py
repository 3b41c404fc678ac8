"""A body's posts over time, when what many articles say alike counts once: as if each counted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.resolve.tenure_holders import conflicts, holders_on
from articles.pipeline.resolve.tenures import by_own_date, tenures_in
from articles.store.settling.facts import Word
from articles.store.settling.posts import sighting, sightings_of
from articles.store.witnessing import stamped

KEYS: dict[int | None, str] = {1: "甲", 2: "乙"}
ENDS = ("person", "title", "first_seen", "last_seen", "not_before", "not_after", "former_only", "reason")
DATES = ("", "2021-03", "2021-03-01", "2021-03-05", "2022")
ARTICLES = st.lists(
    st.tuples(
        st.sampled_from((1, 2)),
        st.sampled_from(("区长", "代区长", "副区长")),
        st.booleans(),
        st.sampled_from(DATES),
        st.sampled_from("fghi"),
    ),
    min_size=1,
    max_size=12,
)


def word(number: int, person: int, title: str, former: bool, date: str, group: str) -> Word:
    """`group`: that of one text printed by several articles; "i" for an article of its own."""
    key = f"a{number:02}"
    stamp = stamped(key, "" if group == "i" else group, None, date, [])
    return Word(key, "post", "", {"title": title, "former": former}, 0.9, "unreviewed", person, 1, None, None, False, False, stamp)


@settings(deadline=None)
@given(ARTICLES)
def test_what_is_said_alike_counts_once(said: list[tuple[int, str, bool, str, str]]) -> None:
    found = sorted((word(number, *one) for number, one in enumerate(said)), key=lambda one: (one.article.order, one.key))
    short = sightings_of(found, KEYS)
    full: dict[str, list[object]] = {}
    for one in found:
        full.setdefault(one.values["title"], []).append(sighting(KEYS[one.person], one.values["title"], one))
    told = []
    for sightings in (short, full):
        dated = by_own_date([one for own in sightings.values() for one in own])  # type: ignore[misc]
        facts = {title: tenures_in(own, dated) for title, own in sightings.items()}  # type: ignore[arg-type]
        ends = {title: [(*(getattr(one, name) for name in ENDS),) for one in own] for title, own in facts.items()}
        holders = {title: [holders_on(date, own) for date in DATES] for title, own in facts.items()}
        clashes = {title: [(one.one, one.other, one.reason) for one in conflicts(own)] for title, own in facts.items()}
        told.append((ends, holders, clashes))
    assert told[0] == told[1]
