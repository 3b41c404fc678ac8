"""What those may see who may not see what is withheld: rows of which at least one open article says so, openly."""

from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest, Least, Substr

from articles.models import Decision, DecisionTarget, Finding, Post, Witness
from articles.models.witness import WitnessQuerySet

Row = TypeVar("Row", bound=Model)

OPEN = Q(withheld=False, article__withheld=False)
"""Of witnesses: neither withheld themselves nor said by a withheld article."""
CONTEXT = 12
"""Characters of the body shown on either side of a quote."""
NOUNS = ("person", "organization", "meeting")


def open_witnesses(*, withheld: bool) -> WitnessQuerySet:
    """The witnesses to be shown; `withheld`: whether those withheld are among them."""
    return Witness.objects.all() if withheld else Witness.objects.filter(OPEN)


def showable(rows: QuerySet[Row], *, withheld: bool) -> QuerySet[Row]:
    """The rows to be shown; `withheld`: whether those are among them that only withheld words speak of."""
    if withheld:
        return rows
    hidden = hidden_rows(rows.model)
    return rows.exclude(pk__in=hidden) if hidden else rows


def hidden_rows(model: type[Model]) -> set[int]:
    """The ids of rows that nothing but withheld words speaks of.

    Begins with the decisions, which are few, and not with the rows, which are many: a list stays as fast as it is without them.
    """
    targets = withheld_targets()
    if not targets:
        return set()
    articles = {sha256 for kind, _key, _signature, sha256 in targets if kind == "article"}
    keys = {key for kind, key, *_ in targets if kind != "article"}
    signatures = {signature for kind, _key, signature, _sha256 in targets if kind != "article" and signature}
    withheld = Q(article__capture__sha256__in=articles) | Q(withheld=True, key__in=keys) | Q(withheld=True, signature__in=signatures)
    column, which = column_of(model)
    spoken = Witness.objects.filter(which).exclude(**{column: None}).order_by()
    candidates = set(spoken.filter(withheld).values_list(column, flat=True).distinct())
    shown = set(spoken.filter(OPEN, **{f"{column}__in": candidates}).exclude(status="rejected").values_list(column, flat=True).distinct())
    return {int(pk) for pk in candidates - shown}


def withheld_targets() -> list[tuple[str, str, str, str]]:
    """All that is withheld: kind, key, signature, SHA-256 of the capture."""
    # In no order: sorting would go through all decisions by their times.
    rows = DecisionTarget.objects.standing().filter(decision__kind="withhold").order_by()
    return list(rows.values_list("kind", "key", "signature", "sha256"))


def column_of(model: type[Model]) -> tuple[str, Q]:
    """The column of witnesses that leads to rows of this model, and which witnesses make the row known."""
    name = str(model._meta.model_name)
    if model is Post:
        return "tenure__post", Q()
    if model is Witness:
        return "pk", Q()
    return (name, Q(kind=name)) if name in NOUNS else (name, Q())


def with_quotes(rows: QuerySet[Witness]) -> QuerySet[Any]:
    """The witnesses with twelve characters on either side of the quote (`before`, `after`); no body is loaded."""
    start, end = F("start"), F("end")
    length = Least(start, Value(CONTEXT))
    return (
        rows.annotate(
            before=Coalesce(Substr("article__body", Greatest(start + 1 - CONTEXT, Value(1)), length), Value("")),
            after=Coalesce(Substr("article__body", end + 1, CONTEXT), Value("")),
        )
        .select_related("article")
        .defer("article__body", "machine", "why", "company", "spans")
    )


def showable_decisions(rows: QuerySet[Decision], *, withheld: bool, by: str = "") -> QuerySet[Decision]:
    """The decisions to be shown: without those that speak of what is withheld, but with one's own (`by`).

    Who undoes an import may never have seen what goes, and who withdraws a batch what was decided: of these one's own are not shown.
    """
    if withheld:
        return rows
    targets = withheld_targets()
    articles = {sha256 for kind, _key, _signature, sha256 in targets if kind == "article"}
    keys = {key for kind, key, *_ in targets if kind != "article"}
    if not articles and not keys:
        return rows
    speaking = DecisionTarget.objects.filter(Q(sha256__in=articles) | Q(key__in=keys)).order_by().values("decision")
    # A withdrawal tells what it withdraws, and may be withdrawn itself.
    withdrawing = hidden = set(Decision.objects.filter(pk__in=speaking).values_list("pk", flat=True))
    while withdrawing:
        withdrawn = Decision.objects.filter(pk__in=withdrawing).order_by().values("key")
        found = DecisionTarget.objects.filter(kind="decision", key__in=withdrawn).order_by().values_list("decision", flat=True)
        withdrawing = set(found) - hidden
        hidden = hidden | withdrawing
    own = Q(by=by) & ~Q(scope__in=("capture", "decision")) if by else Q(pk=None)
    return rows.filter(~Q(pk__in=hidden) | own)


def showable_findings(rows: QuerySet[Finding], *, withheld: bool) -> QuerySet[Finding]:
    """The findings to be shown: without those that are about what is withheld (by a witness's or an article's key)."""
    if withheld:
        return rows
    keys = hidden_keys()
    # What a finding is about is a list, which the databases search in ways of their own; hidden keys are few.
    about = rows.order_by().values_list("pk", "about") if keys else ()
    hidden = [pk for pk, named in about if keys & set(named)]
    return rows.exclude(pk__in=hidden) if hidden else rows


def hidden_keys() -> set[str]:
    """The keys of all that is withheld: articles, and the witnesses that only they hold."""
    targets = withheld_targets()
    articles = {key for kind, key, *_ in targets if kind == "article"}
    keys = {key for kind, key, *_ in targets if kind != "article"}
    return articles | keys | set(Witness.objects.filter(article__key__in=articles).values_list("key", flat=True))
