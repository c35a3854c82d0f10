"""Forms of papers."""

import re
from typing import Any

import django_filters
from django import forms

from ppks_service.documents.models import DocumentStatus, IssuedDocument, NumberSeries
from ppks_service.forms import laid_out


def kind_choices() -> list[tuple[str, str]]:
    """The kinds that have numbers, by name."""
    return list(NumberSeries.objects.order_by("name", "pk").values_list("kind", "name"))


class WithdrawForm(forms.Form):
    reason = forms.CharField(label="Alasan surat ditarik", widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out("reason")


class ScanForm(forms.Form):
    """The signed paper, scanned or photographed."""

    upload = forms.FileField(
        label="Foto atau PDF surat bertanda tangan",
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
        help_text="PDF, JPEG, PNG, atau WebP, paling besar 10 MB.",
    )
    note = forms.CharField(label="Keterangan", max_length=200, required=False)


class CheckForm(forms.Form):
    """The code that stands on a paper beside its QR code, as somebody without a camera types it."""

    kode = forms.CharField(
        label="Kode pada surat",
        max_length=200,
        help_text="26 angka dan huruf di belakang “/cek/”, tertulis di samping kode QR. Alamat lengkapnya juga boleh.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_kode(self) -> str:
        """The code alone, of whatever it was typed with: spaces, capitals, the whole address."""
        found = re.search(r"[0-9a-f]{26}", re.sub(r"\s", "", self.cleaned_data["kode"]).lower())
        if found is None:
            raise forms.ValidationError(
                "Kode surat terdiri atas 26 angka dan huruf a sampai f. Cocokkan lagi dengan surat di tangan Anda."
            )
        return found[0]


class DocumentFilter(django_filters.FilterSet):
    number = django_filters.CharFilter(label="Nomor", lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(
        label="Jenis", choices=kind_choices, empty_label="Semua jenis"
    )
    status = django_filters.ChoiceFilter(
        label="Keadaan", choices=DocumentStatus.choices, empty_label="Semua keadaan"
    )

    class Meta:
        model = IssuedDocument
        fields = ["number", "kind", "status"]
