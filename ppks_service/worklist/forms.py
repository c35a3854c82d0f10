from typing import Any

from crispy_forms.layout import Div
from django import forms

from ppks_service.forms import laid_out
from ppks_service.worklist.models import Clock


class ClockForm(forms.ModelForm):
    class Meta:
        model = Clock
        fields = ["amount", "unit", "source", "confirmed"]
        help_texts = {
            "source": "Peraturan, surat, atau berita tempat angka ini diambil.",
            "confirmed": "Tandai sesudah Dinas memastikan angka dan dasarnya.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(
            Div("amount", "unit", css_class="pk-form pk-form-2"),
            Div("source", "confirmed", css_class="pk-form pk-form-1"),
        )
