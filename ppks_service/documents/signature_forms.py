"""The fields of one signature, the same wherever something is signed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ppks_service.documents.models import WITH_REASON, SignatureWay
from ppks_service.documents.signing import Given, checked_strokes
from ppks_service.widgets import OptionCards

WAYS = [
    (SignatureWay.DRAWN.value, "Di layar ini"),
    (SignatureWay.PAPER.value, "Foto surat"),
    (SignatureWay.THUMB.value, "Cap jempol"),
    (SignatureWay.UNABLE.value, "Tidak dapat"),
    (SignatureWay.REFUSED.value, "Menolak"),
]
NEEDS_REASON = " ".join(WITH_REASON)


class SignatureForm(forms.Form):
    """Name, position, and a signature drawn, photographed or missing with the reason.

    Give it a ``prefix`` (the party) and draw it by ``components/signature.html``. Drawing needs a
    script; without one the page offers the photo and the reasons.
    """

    name = forms.CharField(label="Nama", max_length=160)
    position = forms.CharField(label="Jabatan, instansi, atau hubungan", max_length=160)
    way = forms.ChoiceField(label="Tanda tangan", choices=WAYS, widget=OptionCards(columns=3))
    strokes = forms.CharField(required=False, widget=forms.HiddenInput)
    photo = forms.FileField(
        label="Foto surat yang sudah ditandatangani",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        required=False,
        help_text="Misalnya: tangan terluka, cap jempol ada di surat kertas; tidak mau, disaksikan dua petugas.",
    )
    needs_reason = NEEDS_REASON

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        way = cleaned.get("way")
        if way == SignatureWay.DRAWN:
            try:
                checked_strokes(cleaned.get("strokes") or "")
            except ValidationError as refused:
                self.add_error("way", refused.messages[0])
        elif way == SignatureWay.PAPER and not cleaned.get("photo") and "photo" not in self.errors:
            self.add_error("photo", "Foto surat yang sudah ditandatangani.")
        elif way in WITH_REASON and not cleaned.get("reason"):
            self.add_error("reason", "Tulis mengapa tidak ada tanda tangan.")
        return cleaned

    @property
    def given(self) -> Given:
        """The signature of a valid form."""
        data = self.cleaned_data
        return Given(
            way=data["way"],
            name=data["name"],
            position=data["position"],
            strokes=data["strokes"],
            photo=data["photo"],
            reason=data["reason"],
        )


def of_both(
    giver: dict[str, str], receiver: dict[str, str], data: Any = None, files: Any = None
) -> dict[str, SignatureForm]:
    """The forms of two parties, each begun with a ``name`` and a ``position`` where they are known."""
    return {
        "giver": SignatureForm(data, files, prefix="giver", initial=giver),
        "receiver": SignatureForm(data, files, prefix="receiver", initial=receiver),
    }
