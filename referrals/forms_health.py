"""The form that lets one letter tell a guarded fact of health."""

from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput, OptionCards
from referrals.health import in_words, may_be_told
from referrals.models import DisclosureBasis, HealthDisclosure, Referral


class FactField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return in_words(obj)


class DisclosureForm(forms.ModelForm):
    """Which fact, and by whose consent in its own words, or by which law."""

    fact = FactField(HealthDisclosure.objects.none(), label="Fakta", empty_label=None)

    class Meta:
        model = HealthDisclosure
        fields = ("fact", "basis", "text", "given_by", "given_on")
        widgets = {
            "basis": OptionCards(columns=2),
            "text": forms.Textarea(attrs={"rows": 3}),
            "given_on": DateInput,
        }
        help_texts = {
            "text": "Kalimat yang dibacakan dan disetujui, atau pasal dan peraturannya.",
            "given_by": "Orangnya sendiri, walinya (nama dan hubungan), atau pejabat yang meminta.",
        }

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.referral = referral
        self.fields["fact"].queryset = may_be_told(referral)  # type: ignore[attr-defined]
        self.fields["basis"].choices = DisclosureBasis.choices  # type: ignore[attr-defined]
        self.fields["given_on"].initial = timezone.localdate
        self.helper = laid_out(
            Div("fact", "basis", "text", "given_by", "given_on", css_class="pk-form pk-form-1")
        )
