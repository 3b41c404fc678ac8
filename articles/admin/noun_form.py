"""The form by which people correct a row: what they change becomes a decision, and what others changed meanwhile is told."""

import json
import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.legible import legible
from articles.models import Meeting, Organization, Person
from articles.store.checking import refusal
from articles.store.editing import Conflict, conflicts_of, fields_of
from articles.store.histories import signed_en, signed_zh

SPELLED = re.compile(r"⟨U\+([0-9A-F]{4,6})⟩")
LINES = ("other_names",)


def as_typed(value: Any) -> Any:
    """A field's value as the form shows it: lists one a line, what acts unseen spelled out."""
    return "\n".join(legible(part) for part in value) if isinstance(value, list) else legible(value)


def spelled_in(typed: str) -> str:
    """What was spelled out as itself again.

    >>> spelled_in("甲⟨U+200B⟩乙") == "甲\\u200b乙"
    True
    """
    return SPELLED.sub(lambda found: chr(int(found.group(1), 16)) if int(found.group(1), 16) < 0x110000 else found.group(), typed)


def as_meant(name: str, typed: str) -> Any:
    """What is typed as the field's value; spelled out characters that were left in are themselves again."""
    plain = spelled_in(typed.replace("\r\n", "\n"))
    if name in LINES:
        return list(dict.fromkeys(line.strip() for line in plain.split("\n") if line.strip()))
    return plain.strip()


class NounForm(forms.ModelForm):
    """Correctable fields as text. `seen`: the fields as they were when the form was opened."""

    why = forms.CharField(
        label=_("why"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("The reason, kept with the decision."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    conflicts: tuple[Conflict, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        now = {name: as_typed(value) for name, value in fields_of(self.instance).items()}
        self.initial.update(now, seen=json.dumps(now, ensure_ascii=True))
        for name in LINES:
            if name in self.fields:
                self.fields[name] = forms.CharField(
                    label=self.fields[name].label,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
                    help_text=_("One a line."),
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        row = type(self.instance)._default_manager.get(pk=self.instance.pk)
        names = [name for name in fields_of(row) if name in self.fields]
        self.wanted = {name: as_meant(name, str(cleaned.get(name) or "")) for name in names}
        self.seen_then = read_seen(str(cleaned.get("seen") or ""), names)
        for name, value in self.wanted.items():
            if value != self.seen_then.get(name) and (reason := refusal(str(row._meta.model_name), name, value, getattr(row, name))):
                self.add_error(name, reason)
        if not self.errors:
            self.tell_conflicts(conflicts_of(row, self.seen_then, self.wanted))
            if self.errors:
                # Saved once more, it is meant: the form is now as seen with the others' values.
                now = {name: as_typed(value) for name, value in fields_of(row).items()}
                self.data = {**self.data.dict(), "seen": json.dumps(now, ensure_ascii=True)}  # type: ignore[attr-defined]
        # The row itself is not written by this form: it follows from the decision.
        return cleaned

    def tell_conflicts(self, conflicts: list[Conflict]) -> None:
        chinese = (get_language() or "zh").startswith("zh")
        for conflict in conflicts:
            decision = conflict.decision
            who = (signed_zh(decision) if chinese else signed_en(decision)) if decision is not None else _("articles that came in")
            words = {"now": as_typed(conflict.now) or "-", "who": legible(who), "seen": as_typed(conflict.seen) or "-"}
            self.add_error(
                conflict.name,
                _("Changed meanwhile from “%(seen)s” to “%(now)s” (%(who)s). Save again to set what stands here.") % words,
            )

    def _post_clean(self) -> None:
        """Nothing is put into the instance, which shows what holds until the decision is made."""


def read_seen(text: str, names: list[str]) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return {name: as_meant(name, str(told[name])) for name in names if name in told} if isinstance(told, dict) else {}


class PersonForm(NounForm):
    class Meta:
        model = Person
        fields = ("name", "other_names", "note")


class OrganizationForm(NounForm):
    class Meta:
        model = Organization
        fields = ("name", "other_names", "kind", "level", "place_code", "begun", "ended", "note")


class MeetingForm(NounForm):
    class Meta:
        model = Meeting
        fields = ("name", "kind", "date", "place", "note")
