"""The form in which admin data words a kind of letter."""

import re
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Div
from django import forms

from ppks_service.accounts.roles import Role
from ppks_service.documents.actions_kinds import NUMBERED, WORDED
from ppks_service.documents.kinds import possible_issuers
from ppks_service.documents.models import DataNeed, LetterTemplate, NumberSeries
from ppks_service.forms import laid_out

OF_LINE = re.compile(r"^Baris (\d+): (.*)$")


@dataclass(frozen=True)
class FaultyLine:
    """One line of a text as it was typed, and why it cannot be used."""

    number: int
    text: str
    sentence: str


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})


NUMBER_HELP = {
    "classification": "Permendagri 83/2022, misalnya 400.9.",
    "unit_code": "Huruf besar, misalnya REHSOS-SP. Membedakan nomor tiap jenis surat.",
}
PATTERN_HELP = "Bagian: {klasifikasi}, {urut}, {unit}, {tahun}, dipisah garis miring."


class SeriesForm(forms.ModelForm):
    """How the papers of a kind that code makes are numbered. It never saves; ``actions_kinds`` does."""

    class Meta:
        model = NumberSeries
        fields = NUMBERED
        help_texts = NUMBER_HELP | {"template": PATTERN_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(
            Div("template", css_class="pk-form pk-form-1"),
            Div("classification", "unit_code", css_class="pk-form pk-form-2"),
        )


class WordingForm(forms.ModelForm):
    """All that a version of a kind of letter says. It never saves; ``actions_kinds`` does."""

    issuers = forms.MultipleChoiceField(
        label="Diterbitkan oleh", widget=forms.CheckboxSelectMultiple
    )
    prints = forms.MultipleChoiceField(
        label="Surat ini perlu memuat",
        choices=DataNeed.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Yang tidak dicentang tidak pernah tercetak: orang yang dilindungi tampil sebagai inisial.",
    )

    class Meta:
        model = LetterTemplate
        fields = WORDED
        widgets = {
            "body": _long(18),
            "asks": _long(4),
            "copies": _long(3),
        }
        help_texts = NUMBER_HELP | {
            "name": "Misalnya “Surat permohonan data keluarga”.",
            "title": "Tertulis pada Hal, atau sebagai judul naskah. Tanpa nama orang.",
            "number_pattern": PATTERN_HELP,
            "recipient": "Kosong: ditulis orang saat surat dibuat. Isian boleh dipakai.",
            "asks": "Satu pertanyaan sebaris: “alasan: Alasan pengeluaran (panjang, boleh kosong)”. "
            "Jawabannya menjadi isian {alasan}.",
            "body": "Baris kosong memisahkan paragraf. # judul bagian, - daftar, 1. daftar bernomor, "
            "> kutipan, “Usia :: {umur}” baris tabel. [ … ] tidak dicetak bila isian di dalamnya kosong.",
            "copies": "Satu tembusan sebaris.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuers"].choices = [(r.value, r.label) for r in possible_issuers()]  # type: ignore[attr-defined]

    def clean_issuers(self) -> list[str]:
        return [Role(value).value for value in self.cleaned_data["issuers"]]

    def faulty_lines(self) -> list[FaultyLine]:
        """The lines of the long texts that cannot be used, for the page to show beside their sentence."""
        found = []
        for name in ("asks", "body", "copies"):
            lines = str(self.data.get(name, "")).splitlines()
            for error in self.errors.get(name, []):
                match = OF_LINE.match(str(error))
                if match and int(match[1]) <= len(lines):
                    number = int(match[1])
                    found.append(FaultyLine(number, lines[number - 1].strip(), match[2]))
        return found
