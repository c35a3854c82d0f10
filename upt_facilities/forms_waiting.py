"""Forms of what is done when everything is full. They fill and check; the actions write."""

from typing import Any

from crispy_forms.layout import Div
from django import forms

from intake.models import Case
from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput
from upt_facilities.forms import WardField
from upt_facilities.models import (
    Facility,
    OverCapacity,
    Stay,
    TemporaryPlacement,
    WaitingEnd,
    WaitingEntry,
    Ward,
)


class WaitForm(forms.ModelForm):
    """In which ward somebody waits, why, and when it is tried again."""

    ward = WardField(label="Wisma", queryset=Ward.objects.none())

    class Meta:
        model = WaitingEntry
        fields = ["cause", "note", "next_try_on"]
        widgets = {"next_try_on": DateInput}

    def __init__(self, *args: Any, case: Case, wards: list[Ward], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        field = self.fields["ward"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Ward.objects.filter(pk__in=[ward.pk for ward in wards]).order_by("name")
        if len(wards) == 1:
            self.initial.setdefault("ward", wards[0].pk)
        self.helper = laid_out(
            Div("ward", "cause", "note", "next_try_on", css_class="pk-form pk-form-2")
        )

    def _post_clean(self) -> None:
        if ward := self.cleaned_data.get("ward"):
            self.instance.ward = ward
        super()._post_clean()  # type: ignore[misc]


class MoveWaitingForm(forms.Form):
    to = forms.IntegerField(label="Pindahkan ke urutan", min_value=1)
    reason = forms.CharField(
        label="Mengapa dipindah", max_length=200, help_text="Tercatat di log antrean."
    )
    helper = laid_out(Div("to", "reason", css_class="pk-form pk-form-2"))


class StopWaitingForm(forms.Form):
    end = forms.ChoiceField(
        label="Mengapa tidak lagi menunggu", choices=[("", "Pilih"), *WaitingEnd.choices]
    )
    note = forms.CharField(label="Keterangan", max_length=200, required=False)
    helper = laid_out(Div("end", "note", css_class="pk-form pk-form-2"))


class TemporaryForm(forms.ModelForm):
    class Meta:
        model = TemporaryPlacement
        fields = ["until", "reason"]
        widgets = {"until": DateInput}

    def __init__(self, *args: Any, stay: Stay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.stay = stay
        self.helper = laid_out(Div("until", "reason", css_class="pk-form pk-form-2"))


class OverCapacityForm(forms.ModelForm):
    class Meta:
        model = OverCapacity
        fields = ["letter_number", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "letter_number": "Nomor surat izin melebihi daya tampung yang Anda tanda tangani.",
            "reason": "Mengapa orang ini harus di sini, dan tempat mana saja yang sudah dicoba.",
        }

    def __init__(self, *args: Any, case: Case, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case, self.instance.facility = case, facility
        self.helper = laid_out(Div("letter_number", "reason", css_class="pk-form pk-form-1"))
