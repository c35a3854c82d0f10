"""The form of one letter: what only a person can say."""

from typing import Any

from django import forms

from ppks_service.documents.composing import asks_of
from ppks_service.documents.models import LetterLayout, LetterTemplate


class LetterForm(forms.Form):
    """The questions of a kind of letter; ``replacing`` and ``needs_basis`` each ask one more."""

    def __init__(
        self, *args: Any, wording: LetterTemplate, replacing: bool, needs_basis: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked: list[str] = []
        if wording.layout == LetterLayout.LETTER:
            self._ask(
                "kepada",
                "Kepada",
                160,
                help_text="Jabatan atau instansi, tanpa nama orang yang ditangani.",
            )
            self._ask("di", "Di (kota tujuan)", 80, required=False)
        self._ask(
            "perihal",
            "Hal" if wording.layout == LetterLayout.LETTER else "Judul",
            120,
            help_text="Masuk buku agenda, jadi tanpa nama orang.",
        )
        for ask in asks_of(wording):
            widget = forms.Textarea(attrs={"rows": 4}) if ask.is_long else forms.TextInput()
            self._ask(
                ask.name,
                ask.label,
                4000 if ask.is_long else 300,
                required=not ask.may_be_empty,
                widget=widget,
            )
        if needs_basis:
            self.fields["basis"] = forms.CharField(
                label="Dasar membuka keadaan kesehatan",
                max_length=200,
                help_text="Orangnya belum memberi persetujuan. Misalnya: keadaan darurat, UU 17/2023 pasal 4. Dicatat di jurnal.",
            )
        if replacing:
            self.fields["alasan_ganti"] = forms.CharField(
                label="Mengapa surat lama diganti",
                max_length=300,
                help_text="Tertulis di buku agenda pada nomor yang lama.",
            )

    def _ask(self, name: str, label: str, longest: int, **kwargs: Any) -> None:
        self.fields[name] = forms.CharField(label=label, max_length=longest, **kwargs)
        self.asked.append(name)

    def answers(self) -> dict[str, str]:
        """What was answered, by field of the text."""
        return {name: self.cleaned_data.get(name, "") for name in self.asked}
