"""Who has which item before them. A lease runs out by itself, so an item never stays away because somebody closed a window."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from articles.models import Lease

LASTS = timedelta(minutes=10)


def take(item: str, *, by: str, lasts: timedelta = LASTS) -> bool:
    """Lend the item, or renew the loan; False where somebody else has it. Of two who ask at once, one gets it.

    Whoever writes the item's only row first has it; a loan that ran out is taken over in one statement, which the second finds no
    longer fulfilled.
    """
    now = timezone.now()
    Lease.objects.bulk_create([Lease(item=item, by=by, until=now + lasts)], ignore_conflicts=True)
    mine = Lease.objects.filter(Q(by=by) | Q(until__lte=now), item=item)
    return bool(mine.update(by=by, until=now + lasts))


def renew(items: Collection[str], *, by: str, lasts: timedelta = LASTS) -> set[str]:
    """Make the loans last on; gives the items that are still, or again, lent to this one."""
    return {item for item in sorted(items) if take(item, by=by, lasts=lasts)}


def give_back(items: Collection[str], *, by: str) -> None:
    Lease.objects.filter(Q(item__in=list(items), by=by) | Q(until__lte=timezone.now())).delete()


def lent_to_others(by: str) -> set[str]:
    """The items that somebody else has before them now."""
    return set(Lease.objects.running().exclude(by=by).values_list("item", flat=True))


def lent_to_another(item: str, by: str) -> bool:
    return Lease.objects.running().filter(item=item).exclude(by=by).exists()
