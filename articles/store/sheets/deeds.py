"""What a line asks for, beside changed cells, as decisions to be made: accept, reject, lock, same, different, and facts made by hand."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Decision, DecisionTarget, Witness
from articles.store.addresses import comparable_address
from articles.store.deciding import Wanted, addition, corrections, joining, parting, row_correction
from articles.store.editing import fields_of
from articles.store.facts_shown import place_of_words
from articles.store.settling_many import some_of
from articles.store.sheets.columns import ARTICLE, QUOTE, Kind, Unfit, in_all_languages
from articles.store.sheets.seeking import ID, rows_by_id, unknown_id
from articles.store.targets import CannotDecide, entries_of, target_of

OF_OTHERS = ("same", "different")
SETTLED = (Witness.Status.ACCEPTED, Witness.Status.LOCKED)
MOST_OTHERS = 19


@cache
def verbs() -> dict[str, str]:
    """The kinds of decisions, by whatever people call them."""
    return {word.casefold(): kind.value for kind in Decision.Kind for word in (kind.value, *in_all_languages(kind.label))}


def verb_in(kind: Kind, cell: str) -> tuple[str, list[str]]:
    """What stands in the column `decide`, with the ids that go with it: "same 0f3c… 77ab…". Raises Unfit."""
    first, *keys = re.split(r"[\s,，、:：;；]+", cell.strip())
    verb = verbs().get(first.casefold(), "")
    if verb not in kind.verbs:
        choices = ", ".join(f"{one} ID" if one in OF_OTHERS else one for one in kind.verbs)
        raise Unfit(_("write one of %(choices)s") % {"choices": choices})
    if verb in OF_OTHERS and not keys:
        raise Unfit(_("write the public id of the other one behind it: %(verb)s ID") % {"verb": verb})
    if verb not in OF_OTHERS and keys:
        raise Unfit(_("nothing is written behind %(verb)s") % {"verb": verb})
    if len(keys) > (MOST_OTHERS if verb == "same" else 1):
        raise Unfit(_("that is too many ids for one line"))
    return verb, [key.casefold() for key in keys]


def corrected(kind: Kind, row: Any, values: Mapping[str, Any], *, withheld: bool) -> list[Wanted]:
    """What makes the row say these values. Raises CannotDecide."""
    if not kind.on_words:
        return [row_correction(row, values)]
    words = some_of([row], withheld=withheld)
    differing = [word for word in words if any(word.values.get(name) != value for name, value in values.items())]
    if not differing:
        raise CannotDecide(
            _("the articles say so already: what is shown follows from the person, body or meeting; correct it in its own sheet")
        )
    return corrections(differing, values)


def decided(kind: Kind, row: Any, verb: str, keys: list[str], values: Mapping[str, Any], *, withheld: bool) -> list[Wanted]:
    """What follows from the column `decide`; nothing where it holds already. `values`: what the same line changes. Raises CannotDecide."""
    if verb in ("accept", "reject"):
        words = [word for word in some_of([row], withheld=withheld) if verb == "reject" or word.status not in SETTLED]
        return [Wanted(verb, [[target_of(word)]]) for word in words]
    if verb == "lock":
        wanted = row_correction(row, {**fields_of(row), **values})._replace(kind="lock")
        return [] if is_locked(row, wanted.values) else [wanted]
    found = rows_by_id(kind, keys, withheld=withheld)
    for key in keys:
        if key not in found:
            raise CannotDecide(unknown_id(kind, key))
    others = list({other.pk: other for other in found.values() if other.pk != row.pk}.values())
    if verb == "same":
        return [joining([row, *others])] if others else []
    if not others:
        raise CannotDecide(_("the id is that of the same row; take it apart on its page"))
    return [] if told_apart(row, others[0]) else [parting(row, others[0])]


def is_locked(row: Any, values: Mapping[str, Any]) -> bool:
    """Whether the last word of people on the row is that it stays so."""
    keys = [entry["key"] for entry in entries_of(row)]
    decisions = Decision.objects.standing().filter(scope="row", kind__in=("correct", "lock"), targets__key__in=keys)
    last = decisions.order_by("-at", "-key").first()
    return last is not None and last.kind == "lock" and last.values == values


def told_apart(one: Any, other: Any) -> bool:
    """Whether people said already that these are two."""
    sides = DecisionTarget.objects.standing().filter(decision__kind="different").order_by()
    ours, theirs = (set(sides.filter(key=row.key).values_list("decision", "side")) for row in (one, other))
    return any(decision == against and side != opposite for decision, side in ours for against, opposite in theirs)


def added(kind: Kind, cells: Mapping[str, str], *, withheld: bool) -> list[Wanted]:
    """A fact made by hand, tied to its words in an article; nothing where it is there already. Raises CannotDecide, Unfit."""
    columns = {column.name: column for column in kind.columns}
    values: dict[str, Any] = {}
    for value, name in kind.takes.items():
        text = cells.get(name, "")
        if text.strip():
            values[value] = columns[name].value(text)
    beyond = [column for column in kind.settable if column.name not in kind.takes.values() and cells.get(column.name, "").strip()]
    if beyond:
        words = {"columns": ", ".join(str(column.label) for column in beyond)}
        raise CannotDecide(_("of a new entry this cannot be set at once: %(columns)s; add it first, then export it and correct it") % words)
    article = article_named(cells.get(ARTICLE.name, ""), withheld=withheld)
    start, end = place_of_words(article, cells.get(QUOTE.name, ""))
    wanted = addition(article, kind.creates, values, start=start, end=end)
    there = Witness.objects.filter(key=wanted.sides[0][0]["key"]).exclude(status=Witness.Status.REJECTED).first()
    if there is not None and all(there.values.get(name) == value for name, value in values.items()):
        return []
    return [wanted]


def article_named(text: str, *, withheld: bool) -> Article:
    """The article with this id or address; of several versions the latest. Raises CannotDecide."""
    told = text.strip()
    if not told:
        raise CannotDecide(_("write the id or the address of the article that says so"))
    which = Q(key=told) if ID.fullmatch(told) else Q(url=told) | Q(address=comparable_address(told))
    rows = Article.objects.filter(which) if withheld else Article.objects.filter(which, withheld=False)
    article = rows.select_related("capture").order_by("-latest", "key").first()
    if article is None:
        raise CannotDecide(_("no article has the id or the address %(told)s") % {"told": told[:120]})
    return article
