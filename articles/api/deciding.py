"""Decisions that come in over HTTP: words and rows looked up by their ids, then the one door of store/deciding.py."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import DataError, IntegrityError, transaction

from articles.api.problems import Problem, Refused
from articles.api.schemas_asked import DecisionGiven
from articles.models import Article, Decision, Meeting, Organization, Person, Witness
from articles.store import deciding
from articles.store.audiences import Audience, rows_for
from articles.store.deciding import CannotDecide
from articles.store.editing import new_batch
from articles.store.looking_up import look_up
from articles.store.showable import showable_decisions

NOUNS: Mapping[str, Any] = {"person": Person, "organization": Organization, "meeting": Meeting}
Told = dict[str, str]
Make = Callable[[DecisionGiven, Audience, Told], Sequence[Decision]]


def make_decisions(given: DecisionGiven, audience: Audience, by: str) -> dict[str, Any]:
    """Decide what is asked for, in one batch. Raises Problem where it makes no decision."""
    told = {"by": by, "why": given.why, "batch": new_batch("api")}
    try:
        with transaction.atomic():
            decisions = MAKE[given.kind](given, audience, told)
    except (DataError, IntegrityError) as error:
        raise Problem(
            422, "Nothing was decided: the rows cannot hold these values.", errors=[{"where": "body.values", "message": "Mend them."}]
        ) from error
    except CannotDecide as error:
        where = f"body.values.{error.field}" if error.field else "body"
        raise Problem(422, f"Nothing was decided: {error}.", errors=[{"where": where, "message": str(error)}]) from error
    named = [{name: getattr(one, name) for name in ("key", "kind", "at", "by", "why")} for one in decisions]
    return {"batch": decisions[0].batch if decisions else told["batch"], "decisions": named}


def words_of(given: DecisionGiven, audience: Audience) -> list[Witness]:
    """The words that are meant, all of them. Raises Refused where one is not there."""
    if not given.witnesses:
        raise Refused("body.witnesses", "Name the witnesses by their ids.")
    wanted = list(dict.fromkeys(given.witnesses))
    # What was rejected can be accepted after all.
    every = Witness.objects.filter(key__in=wanted).select_related("article")
    rows = every if audience.sees_withheld else every.filter(withheld=False, article__withheld=False)
    found = {row.key: row for row in rows}
    missing = [key for key in wanted if key not in found]
    if missing:
        raise Refused("body.witnesses", f"There is no witness {missing[0]}.")
    return [found[key] for key in wanted]


def rows_of(given: DecisionGiven, audience: Audience) -> list[Any]:
    """The rows that are meant, by ids of now or former ones. Raises Refused."""
    if given.noun is None or not given.rows:
        raise Refused("body.rows", "Name the rows by their ids, and the noun they are of.")
    found = []
    for key in dict.fromkeys(given.rows):
        led = look_up(given.noun, key)
        if led is None or not rows_for(NOUNS[given.noun], audience).filter(pk=led.row.pk).exists():
            raise Refused("body.rows", f"There is no {given.noun} {key}.")
        found.append(led.row)
    return found


def article_of(given: DecisionGiven, audience: Audience) -> Article:
    found = rows_for(Article, audience).filter(key=given.article).first() if given.article else None
    if found is None:
        raise Refused("body.article", "Name an article by its id." if given.article is None else f"There is no article {given.article}.")
    return found


def settle_words(given: DecisionGiven, audience: Audience, told: Told) -> Sequence[Decision]:
    """accept, reject; lock of words or of rows."""
    if given.kind == "lock" and given.rows:
        return [deciding.lock_row(row, **told) for row in rows_of(given, audience)]
    verb: Any = getattr(deciding, given.kind)
    return list(verb(words_of(given, audience), **told))


def correct(given: DecisionGiven, audience: Audience, told: Told) -> Sequence[Decision]:
    if not given.values:
        raise Refused("body.values", "Give the values that hold instead.")
    if given.rows:
        rows = rows_of(given, audience)
        return [deciding.correct_row(row, given.values, **told) for row in rows]
    words = words_of(given, audience)
    return deciding.correct_each(words, given.values, **told)


def create(given: DecisionGiven, audience: Audience, told: Told) -> Sequence[Decision]:
    if given.fact is None:
        raise Refused("body.fact", "Say what is to be created.")
    return [deciding.create(article_of(given, audience), given.fact, given.values, start=given.start, end=given.end, **told)]


def same(given: DecisionGiven, audience: Audience, told: Told) -> Sequence[Decision]:
    return [deciding.merge(rows_of(given, audience), **told)]


def different(given: DecisionGiven, audience: Audience, told: Told) -> Sequence[Decision]:
    """Two rows are two; or of one row's mentions the witnesses named are somebody else's."""
    rows = rows_of(given, audience)
    if len(rows) == 1 and given.witnesses:
        return [deciding.split(rows[0], [word.key for word in words_of(given, audience)], **told)]
    if len(rows) != 2:
        raise Refused("body.rows", "Name two rows; or one, and those of its witnesses that are somebody else's.")
    return [deciding.separate(rows[0], rows[1], **told)]


def withhold(given: DecisionGiven, audience: Audience, told: Told) -> Sequence[Decision]:
    if given.article is not None:
        return [deciding.withhold(article_of(given, audience), **told)]
    return [deciding.withhold(word, **told) for word in words_of(given, audience)]


def undo(given: DecisionGiven, audience: Audience, told: Told) -> Sequence[Decision]:
    seen = showable_decisions(Decision.objects.all(), withheld=audience.sees_withheld, by=told["by"])
    if given.batch is not None:
        if seen.filter(batch=given.batch).count() != Decision.objects.filter(batch=given.batch).count():
            raise Refused("body.batch", "Some of this batch is about what is withheld: ask an administrator.")
        return deciding.undo_batch(given.batch, by=told["by"], why=told["why"])
    found = seen.filter(key=given.decision).first() if given.decision else None
    if found is None:
        raise Refused("body.decision", "Name a decision, or a batch, that there is.")
    return [deciding.undo(found, **told)]


MAKE: Mapping[str, Make] = {
    "accept": settle_words,
    "reject": settle_words,
    "lock": settle_words,
    "correct": correct,
    "create": create,
    "same": same,
    "different": different,
    "withhold": withhold,
    "undo": undo,
}
