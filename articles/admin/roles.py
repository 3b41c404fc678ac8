"""Who may do what. Three roles, kept as groups (made by a migration); what each may do stands in docs/curating.md.

viewer          sees all that is kept, but for what is withheld
curator         also decides, withholds, starts imports
administrator   also sees what is withheld, and keeps the users
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from articles.store.withholding import captures_withheld, readings_withheld

View = Callable[..., HttpResponse]


def may_decide(user: Any) -> bool:
    """Whether the user settles facts: accepts, rejects, corrects, merges, undoes."""
    return bool(user.has_perm("articles.add_decision"))


def may_withhold(user: Any) -> bool:
    return bool(user.has_perm("articles.withhold"))


def may_see_withheld(user: Any) -> bool:
    return bool(user.has_perm("articles.view_withheld"))


def hidden_captures(user: Any) -> Sequence[str]:
    """The SHA-256 of the captures that the user may not see; none of most."""
    return () if may_see_withheld(user) else captures_withheld()


def hidden_readings(user: Any) -> Sequence[str]:
    """The same of captures whose readings tell of something withheld."""
    return () if may_see_withheld(user) else readings_withheld()


def may_import(user: Any) -> bool:
    """Whether the user starts imports of captures."""
    return bool(user.has_perm("articles.add_importrun"))


def may_undo_imports(user: Any) -> bool:
    """Whether the user undoes imports: what they brought in is set aside by decisions."""
    return may_import(user) and may_decide(user)


def only(allowed: Callable[[Any], bool]) -> Callable[[View], View]:
    """A view for those of whom `allowed` is true; all others get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not allowed(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
