"""The form for several people at once. It fills and checks; the action writes."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div
from django import forms

from intake.models import Case
from ppks_service.forms import laid_out
from ppks_service.indonesian import in_sentence
from referrals.actions.groups import Choice
from referrals.models import PlacementGroup
from upt_facilities.together import CommonPlace


class GroupForm(forms.ModelForm):
    """Where each goes; left empty, somebody is not placed now."""

    class Meta:
        model = PlacementGroup
        fields = ["kind", "reason", "split_reason"]
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 2}),
            "split_reason": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"split_reason": "Wajib bila anggota keluarga ke tempat yang berbeda."}

    def __init__(
        self, *args: Any, cases: Sequence[Case], places: Sequence[CommonPlace], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        self.places = {place.facility.code: place.facility for place in places}
        rows = []
        for at, case in enumerate(cases):
            options = [
                (
                    place.facility.code,
                    f"{place.facility} ({in_sentence(place.fits[at].label)}, {place.fits[at].free} kosong)",
                )
                for place in places
            ]
            # A label is no template: only crispy's legends and buttons are.
            self.fields[f"tempat-{case.pk}"] = forms.ChoiceField(
                label=f"{case.person.name}, {case.number}",
                choices=[("", "Belum ditempatkan"), *options],
                required=False,
            )
            self.fields[f"gelombang-{case.pk}"] = forms.IntegerField(
                label="Gelombang", min_value=1, max_value=50, initial=1
            )
            rows.append(
                Div(
                    f"tempat-{case.pk}",
                    f"gelombang-{case.pk}",
                    css_class="pk-form pk-form-2 pk-gap",
                )
            )
        self.helper = laid_out(
            Div("kind", css_class="pk-form pk-form-2"),
            *rows,
            Div("reason", "split_reason", css_class="pk-form pk-form-1 pk-gap"),
        )

    def choices(self) -> list[Choice]:
        return [
            Choice(
                case,
                self.places[code],
                self.cleaned_data[f"gelombang-{case.pk}"],
            )
            for case in self.cases
            if (code := self.cleaned_data[f"tempat-{case.pk}"])
        ]
