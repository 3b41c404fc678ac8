"""The sheet of posts: a title in a body. A correction is made in the word of every article that names somebody in the post."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Post, Tenure
from articles.store.sheets.columns import Column, Kind, More, as_flag, as_lines
from articles.store.showable import showable

TOLD = 20
"""Holders of one post whom a cell names."""


def holders_of(rows: Sequence[Any], withheld: bool) -> More:
    found: dict[int, list[str]] = defaultdict(list)
    tenures = showable(Tenure.objects.filter(post__in=[row.pk for row in rows]), withheld=withheld)
    for tenure in tenures.select_related("person").order_by("-last_seen", "-first_seen", "key"):
        found[tenure.post_id].append(tenure.person.name)
    return {row.pk: {"holders": found[row.pk][:TOLD], "tenures": len(found[row.pk])} for row in rows}


def seek(cells: Mapping[str, str]) -> QuerySet[Post]:
    rows = Post.objects.filter(organization__name=cells.get("organization", "").strip(), title=cells.get("title", "").strip())
    body = cells.get("organization_key", "").strip()
    return rows.filter(organization__key=body) if body else rows


POSTS = Kind(
    noun="post",
    model=Post,
    columns=(
        Column("organization", _("organization"), "organization", path="organization.name", needed=True),
        Column("organization_key", _("public id of the organization"), path="organization.key"),
        Column("title", _("title"), "title", needed=True),
        Column("single_seat", _("single seat"), words=as_flag),
        Column("holders", _("holders"), words=as_lines, more=True),
        Column("tenures", _("tenures"), more=True),
    ),
    seek=seek,
    known_by=_("organization and title"),
    rows=lambda rows: rows.select_related("organization"),
    more=holders_of,
    verbs=("accept", "reject"),
    on_words=True,
)
