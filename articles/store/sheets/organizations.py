"""The sheet of organizations."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Organization, Post
from articles.models.organization import LEVELS
from articles.store.sheets.columns import Column, Kind, More, as_lines, in_date, in_lines
from articles.store.showable import showable


def posts_of(rows: Sequence[Any], withheld: bool) -> More:
    posts = showable(Post.objects.filter(organization__in=[row.pk for row in rows]), withheld=withheld)
    counted = Counter(posts.order_by().values_list("organization_id", flat=True))
    above = Organization.objects.filter(pk__in=[row.parent_id for row in rows if row.parent_id])
    shown = {parent.pk: parent for parent in showable(above, withheld=withheld)}
    found: dict[int, dict[str, object]] = {}
    for row in rows:
        parent = shown.get(row.parent_id)
        told = {"parent": parent.name, "parent_key": parent.key} if parent is not None else {}
        found[row.pk] = {"posts": counted[row.pk], **told}
    return found


def seek(cells: Mapping[str, str]) -> QuerySet[Organization]:
    return Organization.objects.filter(name=cells.get("name", "").strip())


def at_home(rows: Sequence[Organization], cells: Mapping[str, str]) -> Sequence[Organization]:
    code = cells.get("place_code", "").strip()
    return [row for row in rows if row.place_code == code] if code else rows


ORGANIZATIONS = Kind(
    noun="organization",
    model=Organization,
    columns=(
        Column("name", _("name"), "name", needed=True),
        Column("other_names", _("other names"), "other_names", words=as_lines, meant=in_lines),
        Column("kind", _("kind"), "kind"),
        Column("level", _("level"), "level", choices=tuple(LEVELS)),
        Column("place_code", _("division code"), "place_code"),
        Column("parent", _("parent"), more=True),
        Column("parent_key", _("public id of the parent"), more=True),
        Column("begun", _("begun"), "begun", meant=in_date),
        Column("ended", _("ended"), "ended", meant=in_date),
        Column("posts", _("posts"), more=True),
        Column("articles_count", _("articles")),
        Column("note", _("note"), "note"),
    ),
    seek=seek,
    known_by=_("name, and division code where several bear it"),
    narrow=at_home,
    more=posts_of,
    verbs=("accept", "reject", "lock", "same", "different"),
    creates="organization",
    takes={"name": "name", "kind": "kind", "level": "level"},
    hints=("place_code", "level"),
)
