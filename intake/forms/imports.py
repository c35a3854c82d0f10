"""Forms of an import. The rows of a pairing or of doubles are read from the post by name."""

from collections.abc import Mapping
from typing import Any

from django import forms

from intake.imports.columns import Field
from intake.models import Import, UndoReason


class UploadForm(forms.Form):
    upload = forms.FileField(
        label="Berkas register",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.xlsm"}),
        help_text="XLSX, XLS, ODS, atau CSV, paling besar 20 MB. Belum ada yang tersimpan sesudah ini.",
    )


class SheetForm(forms.Form):
    """Another sheet of the file, or another row as its head."""

    sheet = forms.ChoiceField(label="Lembar")
    head_line = forms.IntegerField(label="Baris kepala tabel", min_value=1, required=False)

    def __init__(self, *args: Any, source: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = source.answers.get("sheets") or [source.sheet]
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in names]
        self.initial = {"sheet": source.sheet}
        lines = f"baris {source.head_last + 1}"
        if source.head_first != source.head_last:
            lines = f"baris {source.head_first + 1} dan {source.head_last + 1}"
        self.fields["head_line"].help_text = f"Kini {lines}. Kosong: dicari sendiri."


class PairForm(forms.Form):
    """What each column becomes: one choice a column, named ``kolom-<index>``."""

    year = forms.CharField(
        label="Tahun register, untuk tanggal masuk yang kosong",
        max_length=4,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="Misalnya 2025. Kosong: baris tanpa tanggal masuk tidak dapat diterima.",
    )

    def __init__(self, *args: Any, source: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django's own name for the choices of a column that nothing is taken from.
        choices = [("", "Tidak dipakai"), *Field.choices]
        for column in source.columns:
            letter = column["head"] or f"kolom {column['index'] + 1}"
            self.fields[f"kolom-{column['index']}"] = forms.ChoiceField(
                label=f"“{letter}” menjadi",
                choices=choices,
                required=False,
                initial=column["field"],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        came = any(column["field"] == Field.CAME for column in source.columns)
        if not came:
            self.initial.setdefault("year", source.answers.get("year_guess", ""))

    @property
    def pairing(self) -> dict[int, str]:
        return {
            int(name.removeprefix("kolom-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("kolom-")
        }


class AcceptForm(forms.Form):
    rows = forms.ChoiceField(
        choices=[("all", "Yang siap dan peringatan"), ("ready", "Hanya yang siap")]
    )


class UndoForm(forms.Form):
    reason = forms.ChoiceField(label="Sebab", choices=[("", "Pilih sebab"), *UndoReason.choices])


def answers_in(data: Mapping[str, Any]) -> dict[int, str]:
    """The answers of a post whose fields are ``baris-<line>``."""
    found = {}
    for name in data:
        line = name.removeprefix("baris-")
        if name != line and line.isdecimal() and len(line) < 10:
            found[int(line)] = str(data[name])
    return found
