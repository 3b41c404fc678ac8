"""The mail to a user: what is new in each of the saved searches, and which of them are paused."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from articles.models import SavedSearch
from articles.search.problems import QueryProblem
from articles.store.watching import Told, tell, whats_new

LONGEST_LINE = 200


@dataclass(frozen=True)
class Digest:
    """`told`: the searches with what is told of them; `sent` remembers that it was."""

    user: Any
    subject: str
    text: str
    told: tuple[tuple[SavedSearch, Told], ...]

    def sent(self) -> None:
        """From now on only what comes in later is new."""
        for search, told in self.told:
            tell(search, told)


def digests(public_url: str, language: str) -> Iterator[Digest]:
    """One for each active user of whom a search wants to be mailed and has something new, or was paused just now. `public_url`: where the
    links lead."""
    for user in get_user_model()._default_manager.filter(is_active=True, saved_searches__by_mail=True).distinct().order_by("pk"):
        with override(language):
            digest = digest_of(user, public_url)
        if digest is not None:
            yield digest


def digest_of(user: Any, public_url: str) -> Digest | None:
    chinese = (get_language() or "zh").startswith("zh")
    parts, all_told, number = [], [], 0
    for search in SavedSearch.objects.filter(user=user, by_mail=True, paused="").order_by("name", "pk"):
        try:
            told = whats_new(search, search.told_up_to, chinese=chinese)
        except QueryProblem as problem:
            parts.append(paused(search, str(problem), public_url))
            continue
        if told.news:
            number += len(told.news) + told.more
            parts.append(part_of(search, told, public_url))
        all_told.append((search, told))
    if not parts:
        return None
    return Digest(user, _("newsdb: %(number)s new") % {"number": number}, "\n\n".join(parts) + "\n", tuple(all_told))


def part_of(search: SavedSearch, told: Told, public_url: str) -> str:
    lines = [one_line(search.name), "=" * 20]
    for item in told.news:
        lines += ["", one_line(item.title), *(one_line(line) for line in item.summary.splitlines()[:1])]
        lines.append(item.url or f"{public_url}/api/v1/articles/{item.article}")
    if told.more:
        lines += ["", _("… and %(number)s more.") % {"number": told.more}]
    return "\n".join(lines)


def paused(search: SavedSearch, why: str, public_url: str) -> str:
    words = _("This search is paused: %(why)s Change its query and save it; it then goes on.") % {"why": why}
    return f"{one_line(search.name)}\n{'=' * 20}\n\n{words}\n{public_url}/admin/articles/savedsearch/{search.pk}/change/"


def one_line(text: str) -> str:
    """Without line breaks, which could begin something else in a mail, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"
