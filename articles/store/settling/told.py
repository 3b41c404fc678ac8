"""What meetings said: statements whose speaker is no person."""

from articles.models import Statement
from articles.store.settling.facts import keep_said, words


def settle_told(digests: list[str]) -> None:
    """`digests`: those of the words (see Witness.block)."""
    found = words("statement", kind="statement", person__isnull=True, block__in=digests)
    keep_said(found, list(Statement.objects.filter(person__isnull=True, digest__in=digests)))
