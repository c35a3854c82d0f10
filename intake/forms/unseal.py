"""Why somebody opens a protected file that they do not work on."""

from django import forms

from intake.actions.unseal import SHORTEST
from intake.seal import UnsealReason
from ppks_service.forms import laid_out

PREFIX = "buka"


class UnsealForm(forms.Form):
    """A common reason, and what it is this time. Own names: it may stand over the fields of an act."""

    prefix = PREFIX
    reason = forms.ChoiceField(
        label="Alasan membuka", choices=[("", "Pilih alasan"), *UnsealReason.choices]
    )
    words = forms.CharField(
        label="Jelaskan singkat",
        min_length=SHORTEST,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Untuk apa, dan atas permintaan siapa. Jangan menulis nama orangnya.",
        error_messages={"min_length": f"Tulis sedikitnya {SHORTEST} huruf."},
    )
    helper = laid_out("reason", "words")
