"""Forms of paper bands: printing, setting aside, scanning, putting on, losing."""

from typing import Any

from django import forms

from intake.actions.bands import SHARE_AT_MOST, SHEET_AT_MOST

TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class PrintForm(forms.Form):
    number = forms.IntegerField(
        label="Berapa gelang",
        min_value=1,
        max_value=SHEET_AT_MOST,
        initial=48,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=f"1 sampai {SHEET_AT_MOST}; delapan selembar.",
    )


class ShareForm(forms.Form):
    number = forms.IntegerField(
        label="Berapa untuk Anda",
        min_value=1,
        max_value=SHARE_AT_MOST,
        initial=16,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ScanForm(forms.Form):
    """What a QR reader types, or a person reads off a band."""

    band = forms.CharField(
        label="Nomor atau kode gelang",
        max_length=40,
        widget=forms.TextInput(attrs=TYPED | {"autofocus": True}),
        help_text="Pindai dengan pembaca QR, atau ketik nomor besar di gelang.",
    )


class BandForm(forms.Form):
    """The band of one person; a reason where it takes the place of another."""

    band = forms.CharField(label="Nomor gelang", max_length=40, widget=forms.TextInput(attrs=TYPED))
    reason = forms.CharField(
        label="Mengapa diganti",
        max_length=200,
        error_messages={"required": "Tulis mengapa diganti."},
    )

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]


class LostForm(forms.Form):
    reason = forms.CharField(
        label="Apa yang terjadi",
        max_length=200,
        help_text="Misalnya: sobek saat mandi; hilang di jalan.",
    )
