"""What is known of a body from all the entries of its group."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.pipeline.resolve.entries import OrganizationEntry
from articles.pipeline.resolve.organization_identity import Identity, identify
from articles.pipeline.resolve.organization_successions import begun, ended


@dataclass(frozen=True)
class OrganizationFacts:
    """`name`: the short canonical form; `other_names`: every other form that names the body, sorted. `parent`: identity text, "" none.

    `begun`, `ended`: ISO 8601 prefixes, A/B for at some time within, "" unknown: from the lexicon of successions alone.
    """

    name: str
    other_names: tuple[str, ...] = ()
    kind: str = ""
    level: str = ""
    place: str = ""
    parent: str = ""
    begun: str = ""
    ended: str = ""


def describe(entries: Sequence[OrganizationEntry]) -> OrganizationFacts:
    """The facts of one group, whatever the order of its entries. ValueError where there are none.

    >>> names = ["相城区环保局", "苏州市相城区环境保护局"]
    >>> facts = describe([OrganizationEntry(name, name, "department", "g", ("", "", "")) for name in names])
    >>> facts.name, facts.other_names, facts.ended
    ('相城区环保局', ('苏州市相城区环保局', '苏州市相城区环境保护局'), '2018-09/2019-03')
    """
    if not entries:
        raise ValueError("a body without entries")
    identities = [identify(entry) for entry in entries]
    best = _best(identities)
    # Ten thousand entries print a body in a few dozen ways.
    ways = {
        (entry.name, entry.kind, entry.certain, entry.places, entry.written): (entry, own)
        for entry, own in zip(entries, identities, strict=True)
    }
    forms = {form for entry, own in ways.values() for form in _forms(entry, own)}
    kinds = Counter(own.kind for own in identities if own.text == best.text and own.kind)
    return OrganizationFacts(
        name=best.name,
        other_names=tuple(sorted(forms - {best.name})),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind), default=""),
        level=best.level,
        place=best.place,
        parent=best.parent,
        begun=_begun(best, entries),
        ended=ended(best.short, best.level),
    )


def _best(identities: Sequence[Identity]) -> Identity:
    """The identity that says most of the body: its place known, then the commonest, then the longest, then by its letters."""
    often = Counter(own.text for own in identities)
    names = Counter((own.text, own.name) for own in identities)
    return min(
        {id(own): own for own in identities}.values(),  # each once: many entries share one
        key=lambda own: ("@=" in own.text, not own.place, -often[own.text], -len(own.text), own.text, -names[own.text, own.name], own.name),
    )


def _forms(entry: OrganizationEntry, own: Identity) -> set[str]:
    """The official forms, and what was printed where it names this body by itself (区委 does not)."""
    printed = {form for form in (entry.name, *entry.written) if form and identify(replace(entry, name=form)).text == own.text}
    return {form for form in (*own.names, *(printed if entry.certain else ())) if form}


def _begun(best: Identity, entries: Sequence[OrganizationEntry]) -> str:
    """Not where the name was printed before: then the lexicon's date is not this body's."""
    date = begun(best.short, best.level)
    first = min((entry.date for entry in entries if entry.date[:1].isdigit()), default="")
    return "" if first and first < date.partition("/")[0] else date
