"""The three answers to "Mungkin orang yang sama", and taking one back."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from intake.models import Person, SameGround
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, roles_with
from ppks_service.widgets import DateInput

UNSURE_DAYS = 7


def _note(label: str = "Keterangan") -> forms.CharField:
    return forms.CharField(label=label, max_length=300, required=False)


class SameForm(forms.Form):
    """They are one: by what, and which number is shown."""

    ground = forms.ChoiceField(
        label="Dasar (wajib)",
        choices=[("", "Pilih dasar"), *SameGround.choices],
        error_messages={"required": "Pilih dasar bahwa keduanya satu orang."},
    )
    head = forms.ModelChoiceField(
        Person.objects.none(),
        label="Nomor utama",
        to_field_name="register_number",
        empty_label=None,
    )
    note = _note()

    def __init__(self, *args: Any, persons: tuple[Person, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [person.pk for person in persons]
        self.fields["head"].queryset = Person.objects.filter(pk__in=keys).order_by("-pk")  # type: ignore[attr-defined]
        self.initial.setdefault("head", persons[0].register_number)


class NotSameForm(forms.Form):
    """They are two: remembered."""

    note = _note()


class UnsureForm(forms.Form):
    """Nobody can say yet: who finds out, and until when."""

    due_on = forms.DateField(label="Dijawab paling lambat", widget=DateInput)
    owner = forms.ModelChoiceField(User.objects.none(), label="Penanggung jawab", empty_label=None)
    note = _note("Yang masih perlu dicari")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(
            office=user.office_id, is_active=True, role__in=roles_with(Capability.MATCH_PERSONS)
        )
        self.fields["owner"].queryset = colleagues.order_by("full_name", "pk")  # type: ignore[attr-defined]
        self.initial.setdefault("owner", user.pk)
        self.initial.setdefault("due_on", timezone.localdate() + dt.timedelta(days=UNSURE_DAYS))


class ConfirmForm(forms.Form):
    """The second officer agrees: nothing more to fill in."""


class UndoForm(forms.Form):
    """Why the link was wrong."""

    reason = forms.CharField(
        label="Mengapa dibatalkan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya: KTP yang dilihat milik orang lain.",
    )
