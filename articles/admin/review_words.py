"""Facts and findings in words, and the fields in which a fact is corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from articles.admin.legible import legible
from articles.models import Decision, Finding, Meeting, Person, Tenure, Witness
from articles.models.attendance import ROLES

REASONS: tuple[Promise, ...] = (
    gettext_lazy("The text does not say so."),
    gettext_lazy("Somebody else is meant."),
    gettext_lazy("The title or the body is wrong."),
    gettext_lazy("It is no name."),
    gettext_lazy("It stands in page chrome or in damaged text."),
)
"""Why a fact is rejected, most frequent first; they are chosen by their numbers."""

FIELDS: dict[str, Promise] = {
    "name": gettext_lazy("name"),
    "person": gettext_lazy("person"),
    "organization": gettext_lazy("organization"),
    "title": gettext_lazy("title of the post"),
    "former": gettext_lazy("held formerly"),
    "meeting": gettext_lazy("meeting"),
    "role": gettext_lazy("role"),
    "kind": gettext_lazy("kind"),
    "date": gettext_lazy("date"),
    "place": gettext_lazy("place"),
    "speaker": gettext_lazy("speaker"),
    "verb": gettext_lazy("verb"),
    "text": gettext_lazy("text"),
}
EDITED: dict[str, tuple[str, ...]] = {
    "person": ("name",),
    "organization": ("name",),
    "meeting": ("name", "kind", "date", "place"),
    "post": ("person", "organization", "title", "former"),
    "attendance": ("person", "meeting", "role"),
    "statement": ("speaker", "verb", "text"),
    "role": ("organization", "title", "meeting", "role"),
}
LONG = 400


@dataclass(frozen=True)
class Field:
    """`choices`: values with their words, empty for a field that is written; `flag`: yes or no; `long`: several lines."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    flag: bool = False
    checked: bool = False
    long: bool = False


def fields_of(word: Witness) -> list[Field]:
    """The fields of a fact, as a form shows them: what hides in a value is spelled out, for nobody can correct what cannot be seen."""
    return [field_of(word, name) for name in EDITED[word.kind] if name in word.values]


def field_of(word: Witness, name: str) -> Field:
    value, label = word.values[name], str(FIELDS[name])
    choices: tuple[tuple[str, str], ...] = ()
    if name == "role":
        choices = tuple((role, str(words)) for role, words in ROLES)
    if name == "kind":
        choices = tuple((kind.value, str(kind.label)) for kind in Meeting.Kind)
    if choices and value not in dict(choices):
        choices = ((str(value), legible(value, LONG)), *choices)
    return Field(name, label, legible(value or ""), choices, isinstance(value, bool), value is True, name == "text")


def values_from(posted: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """What was changed in the form: each field is sent with what stood in it before."""
    changed: dict[str, Any] = {}
    for name in EDITED.get(kind, ()):
        now, before = str(posted.get(f"value-{name}", "")).strip(), posted.get(f"was-{name}")
        if before is None or now == str(before).strip():
            continue
        changed[name] = bool(now) if name == "former" else now.replace("\0", "")
    return changed


def in_words(word: Witness) -> str:
    """The fact in a sentence, in the language of the page."""
    values = {name: legible(value, LONG) for name, value in word.values.items()}
    form = SENTENCES.get(word.kind)
    if word.kind == "post" and word.values.get("former"):
        form = gettext_lazy("%(person)s formerly was %(title)s of %(organization)s")
    if word.kind == "post" and not word.values.get("organization"):
        form = gettext_lazy("%(person)s is called %(title)s; of which body is not said")
    if word.kind == "meeting":
        return " · ".join(part for part in (values["name"], kind_of_meeting(word), values.get("date"), values.get("place")) if part)
    values |= {"role": str(dict(ROLES).get(word.values.get("role", ""), values.get("role", "")))}
    return str(form) % values if form is not None else legible(word, LONG)


SENTENCES: dict[str, Promise] = {
    "person": gettext_lazy("%(name)s is a person"),
    "organization": gettext_lazy("%(name)s is an organization"),
    "post": gettext_lazy("%(person)s is %(title)s of %(organization)s"),
    "attendance": gettext_lazy("%(person)s at “%(meeting)s”: %(role)s"),
    "statement": gettext_lazy("%(speaker)s said: “%(text)s”"),
    "role": gettext_lazy("the %(title)s of %(organization)s, not named, at “%(meeting)s”: %(role)s"),
}


def values_in_words(values: Mapping[str, Any], *, decided: bool = False) -> list[str]:
    """Values of a fact, each with the name of its field; what people do not edit is left out. What a reading has nothing for goes
    without saying; what people emptied or denied (`decided`) does not."""
    choices = {"role": dict(ROLES), "kind": dict(Meeting.Kind.choices), "decision": dict(Decision.Kind.choices)}
    names = {**FIELDS, "decision": gettext_lazy("decision")}
    found = []
    for name, value in values.items():
        nothing = value in ("", None, False, [])
        if name not in names or (nothing and not decided):
            continue
        if isinstance(value, bool):
            words: object = _("yes") if value else _("no")
        else:
            words = "-" if nothing else choices.get(name, {}).get(value, value) if isinstance(value, str) else value
        found.append(f"{names[name]}: {words}")
    return found


def kind_of_meeting(word: Witness) -> str:
    return str(dict(Meeting.Kind.choices).get(word.values.get("kind", ""), ""))


def finding_in_words(finding: Finding) -> str:
    return str(finding.get_kind_display())


def reason_in_words(why: Any) -> str:
    """The reader's or the resolver's reason in the language of the page."""
    said = why if isinstance(why, Mapping) else {}
    zh, en = said.get("zh") or said.get("en") or "", said.get("en") or said.get("zh") or ""
    return legible(zh if (get_language() or "").startswith("zh") else en, LONG)


def tenure_in_words(tenure: Tenure, *, holder: bool = False) -> str:
    """丁戊区委书记 2023-02 - 2024-03 (4 articles).

    `holder`: with the name of who held it.
    """
    seen = " - ".join(dict.fromkeys(date for date in (tenure.first_seen, tenure.last_seen) if date))
    who = f"{tenure.person.name} " if holder else ""
    words = f"{who}{tenure.post.organization.name} {tenure.post.title}"
    former = _("formerly") if tenure.former_only else ""
    return " · ".join(part for part in (legible(words, 80), former, legible(seen), articles(tenure.articles_count)) if part)


def articles(number: int) -> str:
    return ngettext("%(number)s article", "%(number)s articles", number) % {"number": number}


def person_in_words(person: Person) -> str:
    seen = " - ".join(dict.fromkeys(date for date in (person.first_seen, person.last_seen) if date))
    return " · ".join(part for part in (legible(person.name, 80), legible(seen), articles(person.articles_count)) if part)
