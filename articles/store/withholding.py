"""What is kept from the public, and by which decisions; taking it back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Capture, Decision, DecisionTarget, Witness
from articles.store.deciding import undo
from articles.store.judging import in_order, is_kin, known_captures, targets
from articles.store.locking import one_writer_at_a_time
from articles.store.targets import CannotDecide, sha256_of


def withheld_by(what: Article | Witness) -> list[Decision]:
    """The standing decisions that keep this article, or this fact of it, from the public, in the order made.

    A fact is withheld as well by what was decided on the same words in versions and reposts.
    """
    if isinstance(what, Article):
        rows = DecisionTarget.objects.standing().filter(kind="article", sha256=sha256_of(what), decision__kind="withhold")
        return in_order({row.decision.key: row.decision for row in rows.select_related("decision")}.values())
    article, sha256 = what.article, sha256_of(what.article)
    signatures = [what.signature] if what.quote else []
    about = [row for row in targets(signatures, [sha256], [article]) if row.decision.kind == "withhold" and row.kind != "article"]
    here = known_captures({row.sha256 for row in about})
    alike = (row for row in about if row.sha256 != sha256 and row.signature == what.signature and is_kin(article, row.sha256, here))
    own = [*(row for row in about if row.key == what.key), *alike]
    return in_order({row.decision.key: row.decision for row in own}.values())


def show_again(what: Article | Witness, *, by: str, why: str = "", batch: str = "") -> list[Decision]:
    """Withdraw whatever withholds it. Raises CannotDecide where nothing does."""
    with transaction.atomic():
        one_writer_at_a_time()
        decisions = withheld_by(what)
        if not decisions:
            raise CannotDecide(_("nothing withholds it"))
        return [undo(decision, by=by, why=why, batch=batch) for decision in decisions]


def captures_withheld() -> Sequence[str]:
    """The SHA-256 of the captures whose article is withheld: they are few, and found by the decisions."""
    rows = DecisionTarget.objects.standing().filter(kind="article", decision__kind="withhold")
    return sorted(set(rows.values_list("sha256", flat=True)))


def readings_withheld() -> Sequence[str]:
    """The SHA-256 of the captures whose readings hold what is withheld: the whole article, or a fact of it."""
    rows = DecisionTarget.objects.standing().filter(decision__kind="withhold")
    named = list(rows.values_list("kind", "key", "signature", "sha256"))
    facts = Witness.objects.filter(withheld=True, signature__in={row[2] for row in named if row[0] != "article" and row[2]})
    keyed = Witness.objects.filter(withheld=True, key__in={row[1] for row in named if row[0] != "article"})
    held = Capture.objects.filter(article__witnesses__in=facts | keyed).values_list("sha256", flat=True) if named else ()
    return sorted({row[3] for row in named if row[0] == "article"} | set(held))
