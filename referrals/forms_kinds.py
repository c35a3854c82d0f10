"""The form of a kind of referral."""

from typing import Any

from crispy_forms.layout import Div
from django import forms

from ppks_service.forms import laid_out
from ppks_service.widgets import OptionChips
from referrals.models import Hand, ReferralKind


class KindForm(forms.ModelForm):
    """What a kind asks of those who decide."""

    barred = forms.MultipleChoiceField(
        label="Juga tidak boleh memutus",
        choices=Hand.choices,
        widget=OptionChips(columns=2),
        required=False,
        help_text="Selain pengaju, penulis, pembuat asesmen, dan penyunting terakhir.",
    )

    class Meta:
        model = ReferralKind
        fields = ["needs_second", "barred", "in_batch", "source", "confirmed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(Div(*self.Meta.fields, css_class="pk-form pk-form-1"))
