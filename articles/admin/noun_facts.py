"""Facts as the pages of persons, bodies, meetings and posts show them: each with its witnesses, ready for a template."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import inward, isolated, legible, list_address, page_address, row_link
from articles.models import Attendance, Statement, Tenure, Witness
from articles.store.portraits import Some

SHORT = 40


@dataclass(frozen=True)
class Said:
    """A witness as it is shown. Every string is escaped or to be escaped by the template."""

    pk: int
    article: SafeString
    date: str
    quote: SafeString
    confidence: str
    status: str
    settled: bool
    page: str


@dataclass(frozen=True)
class Fact:
    """A row of a table of facts. `about`: what a decision on it names, as in "tenure 12"; `more`: the list of all its witnesses."""

    cells: Sequence[object]
    about: str = ""
    witnesses: Sequence[Said] = ()
    number: int = 0
    more: str = ""
    accepted: bool = False


@dataclass(frozen=True)
class FactTable:
    title: str | Promise
    anchor: str
    head: Sequence[str | Promise]
    rows: Sequence[Fact]
    total: int = 0
    more: str = ""
    empty: str | Promise = ""
    hint: str | Promise = ""
    template: str = "admin/articles/noun/facts.html"
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def lines(self) -> list[tuple[Fact, list[tuple[object, object]]]]:
        """The rows, and of each its cells with their headings: on a telephone these stand before them."""
        return [(row, list(zip(self.head, row.cells, strict=True))) for row in self.rows]


def in_language(words: Mapping[str, str] | None) -> str:
    """A reason kept in Chinese (zh) and English (en), in the language of the page."""
    known = words or {}
    chinese = (get_language() or "zh").startswith("zh")
    return legible(known.get("zh" if chinese else "en") or known.get("en") or known.get("zh") or "")


def said(witness: Any) -> Said:
    quote = format_html(
        '<span lang="zh">{}<mark>{}</mark>{}</span>', legible(witness.before), legible(witness.quote, 80), legible(witness.after)
    )
    return Said(
        pk=witness.pk,
        article=inward(page_address("article", witness.article_id), legible(witness.article.title or witness.article.key, SHORT)),
        date=legible(witness.article.published_on) or "-",
        quote=quote if witness.quote else SafeString("-"),
        confidence=percent(witness.confidence),
        status=str(witness.get_status_display()),
        settled=witness.status not in (Witness.Status.UNREVIEWED, Witness.Status.REJECTED),
        page=page_address("witness", witness.pk),
    )


def percent(confidence: float) -> str:
    """
    >>> percent(0.876)
    '88 %'
    """
    return f"{confidence * 100:.0f} %"


def fact(row: Any, cells: Sequence[object], witnesses: Mapping[int, Sequence[Any]]) -> Fact:
    column = str(row._meta.model_name)
    own = witnesses.get(row.pk, ())
    return Fact(
        cells=cells,
        about=f"{column} {row.pk}",
        witnesses=[said(witness) for witness in own],
        number=own[0].number_of if own else 0,
        more=list_address("witness", {f"{column}__id__exact": row.pk}),
        accepted=row.accepted,
    )


def dates_of(tenure: Tenure) -> SafeString:
    """As seen, with the bounds in brackets."""
    if tenure.former_only:
        return isolated(_("only told of afterwards"))
    dates = " – ".join(dict.fromkeys(part for part in (tenure.first_seen, tenure.last_seen) if part))
    return isolated(dates or _("no date"))


def bounds_of(tenure: Tenure) -> SafeString:
    before = _("after %(date)s") % {"date": tenure.not_before} if tenure.not_before else ""
    after = _("before %(date)s") % {"date": tenure.not_after} if tenure.not_after else ""
    return isolated(" · ".join(str(part) for part in (before, after) if part))


def tenure_table(tenures: Some, witnesses: Mapping[int, Sequence[Any]], columns: Sequence[str], more: str) -> FactTable:
    """`columns`: which of person, body, post the table shows."""
    cells: dict[str, tuple[Any, Callable[[Tenure], object]]] = {
        "person": (_("person"), lambda row: row_link(row.person)),
        "body": (_("organization"), lambda row: row_link(row.post.organization)),
        "post": (_("post"), lambda row: inward(page_address("post", row.post_id), row.post.title)),
    }
    chosen = [cells[name] for name in columns]
    rows = [
        fact(row, [*(show(row) for _head, show in chosen), dates_of(row), bounds_of(row), in_language(row.why) or "-"], witnesses)
        for row in tenures.rows
    ]
    head = [*(title for title, _show in chosen), _("seen"), _("began, ended"), _("reason")]
    return FactTable(_("Tenures"), "tenures", head, rows, tenures.total, more, _("No tenure is known."))


def attendance_table(attendances: Some, witnesses: Mapping[int, Sequence[Any]], more: str, *, of_meeting: bool) -> FactTable:
    rows = [fact(row, attendance_cells(row, of_meeting), witnesses) for row in attendances.rows]
    first = [_("order"), _("person")] if of_meeting else [_("date"), _("meeting")]
    title = _("Who was there, in protocol order") if of_meeting else _("Meetings attended")
    return FactTable(title, "attendances", [*first, _("role")], rows, attendances.total, more, _("No attendance is known."))


def attendance_cells(row: Attendance, of_meeting: bool) -> list[object]:
    role = str(row.get_role_display()) + (f" ({_('inferred from the post')})" if row.inferred else "")
    if of_meeting:
        return [row.order or "-", row_link(row.person), role]
    return [legible(row.meeting.date) or "-", row_link(row.meeting, row.meeting.name), role]


def statement_table(statements: Some, witnesses: Mapping[int, Sequence[Any]], more: str) -> FactTable:
    rows = [fact(row, statement_cells(row), witnesses) for row in statements.rows]
    head = [_("speaker"), _("words"), _("topics"), _("meeting")]
    return FactTable(_("Statements"), "statements", head, rows, statements.total, more, _("No statement is known."))


def statement_cells(row: Statement) -> list[object]:
    speaker = row_link(row.person) if row.person is not None else isolated(row.speaker)
    words = format_html("{}：{}", legible(row.verb), isolated(row.text, 200))
    meeting = row_link(row.meeting, row.meeting.name) if row.meeting is not None else "-"
    return [speaker, words, isolated("、".join(map(str, row.topics)), SHORT), meeting]


def mention_table(mentions: Some, more: str) -> FactTable:
    rows = []
    for witness in mentions.rows:
        told = said(witness)
        cells = [told.date, told.article, told.quote, in_language(joined_by(witness)) or "-"]
        rows.append(Fact(cells, f"witness {witness.pk}", [], 1, told.page, told.settled))
    head = [_("date"), _("article"), _("quote"), _("why it is the same")]
    return FactTable(_("Where it is named"), "mentions", head, rows, mentions.total, more, _("No mention is left."))


def joined_by(witness: Any) -> dict[str, str]:
    """The features that joined the mention to the others, in both languages."""
    features = (witness.resolution or {}).get("features") or []
    return {name: "；".join(str(part[name]) for part in features if part.get(name)) for name in ("zh", "en")}
