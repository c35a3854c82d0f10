"""Which cases go to whom."""

from collections.abc import Mapping
from typing import Any

from django import forms

from intake.allotment import Load, loads_of
from intake.models import Case
from intake.queries import owners_for
from ppks_service.accounts.models import Office, User


class OfficerField(forms.ModelChoiceField):
    """Officers, each with what is in their hands already."""

    loads: Mapping[int, Load] = {}

    def label_from_instance(self, obj: Any) -> str:
        load = self.loads.get(obj.pk, Load(0, 0))
        return f"{obj} · {load.in_words}"


class AllotmentForm(forms.Form):
    """The ticked cases of ``section`` and the officer who answers for them from now on."""

    cases = forms.ModelMultipleChoiceField(
        Case.objects.none(),
        label="Kasus",
        required=False,  # the action says what to do
        error_messages={
            "invalid_choice": "Satu kasus sudah pindah ke seksi lain. Muat ulang halaman ini.",
            "invalid_pk_value": "Satu kasus tidak dikenal. Muat ulang halaman ini.",
        },
    )
    owner = OfficerField(
        User.objects.none(),
        label="Kepada siapa",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Pilih siapa yang memegang kasusnya."},
    )

    def __init__(self, *args: Any, section: Office, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Case.objects.visible_to(user).filter(section=section)
        self.fields["cases"].queryset = mine  # type: ignore[attr-defined]
        officers = owners_for(section.pk)
        owner = self.fields["owner"]
        assert isinstance(owner, OfficerField)
        owner.loads = loads_of(officers)
        owner.queryset = officers
