"""The sheet of tenures: a person in a post. A correction is made in the word of every article that says so."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Tenure
from articles.store.sheets.columns import Column, Kind, as_flag, as_share


def seek(cells: Mapping[str, str]) -> QuerySet[Tenure]:
    wanted = {"person__name": "person", "post__organization__name": "organization", "post__title": "title"}
    wanted |= {"person__key": "person_key", "post__organization__key": "organization_key"}
    told = {lookup: cells.get(name, "").strip() for lookup, name in wanted.items()}
    return Tenure.objects.filter(**{lookup: text for lookup, text in told.items() if text or not lookup.endswith("key")})


TENURES = Kind(
    noun="tenure",
    model=Tenure,
    columns=(
        Column("person", _("person"), "person", path="person.name", needed=True),
        Column("person_key", _("public id of the person"), path="person.key"),
        Column("organization", _("organization"), "organization", path="post.organization.name", needed=True),
        Column("organization_key", _("public id of the organization"), path="post.organization.key"),
        Column("title", _("title"), "title", path="post.title", needed=True),
        Column("first_seen", _("first seen")),
        Column("last_seen", _("last seen")),
        Column("not_before", _("not before")),
        Column("not_after", _("not after")),
        Column("former_only", _("only told of afterwards"), words=as_flag),
        Column("articles_count", _("articles")),
        Column("confidence", _("confidence"), words=as_share),
        Column("accepted", _("accepted"), words=as_flag),
    ),
    seek=seek,
    known_by=_("person, organization and title"),
    rows=lambda rows: rows.select_related("person", "post__organization"),
    verbs=("accept", "reject"),
    creates="post",
    takes={"person": "person", "organization": "organization", "title": "title"},
    on_words=True,
)
