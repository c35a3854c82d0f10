"""Forms in which admin data writes an instrument: its frame, and a section with its questions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from intake.forms.raids import with_more_rows
from intake.instrument_text import (
    ItemText,
    Unreadable,
    cutoffs_from,
    cutoffs_text,
    items_from,
    options_text,
    section_key,
)
from intake.instruments import LONGEST_REVIEW
from intake.models import Instrument, NeedDomain
from ppks_service.forms import laid_out

PREFIX = "butir"
ITEMS_AT_MOST = 60
KINDS = [
    ("choice", "Satu pilihan"),
    ("several", "Beberapa pilihan"),
    ("text", "Isian pendek"),
    ("long", "Isian panjang"),
]


class NewInstrumentForm(forms.Form):
    title = forms.CharField(
        label="Judul instrumen", max_length=120, help_text="Misalnya “Dukungan keluarga”."
    )
    helper = laid_out("title")


class FrameForm(forms.Form):
    """What an instrument is called and for which ages it is offered."""

    title = forms.CharField(label="Judul instrumen", max_length=120)
    from_age = forms.IntegerField(label="Dari usia", min_value=0, max_value=120, required=False)
    to_age = forms.IntegerField(
        label="Sampai usia",
        min_value=0,
        max_value=120,
        required=False,
        help_text="Kosong: untuk semua usia. Yang usianya tidak diketahui tetap ditawari.",
    )
    review_after_days = forms.IntegerField(
        label="Tinjau lagi sesudah (hari)",
        min_value=1,
        max_value=LONGEST_REVIEW,
        required=False,
        help_text="Muncul di pekerjaan penanggung jawab; kosong: hanya bila pengisi menulis tanggalnya.",
    )
    helper = laid_out("title", "from_age", "to_age", "review_after_days")

    @classmethod
    def initial_of(cls, instrument: Instrument) -> dict[str, Any]:
        names = ("from_age", "to_age", "review_after_days")
        return {"title": instrument.title} | {
            name: instrument.definition.get(name) for name in names
        }


class SectionTextForm(forms.Form):
    """One section: its words, how it is scored, and the need that a low score suggests."""

    title = forms.CharField(label="Judul bagian", max_length=80)
    hint = forms.CharField(label="Petunjuk bagi pengisi", max_length=300, required=False)
    from_age = forms.IntegerField(
        label="Hanya dari usia", min_value=0, max_value=120, required=False
    )
    score_label = forms.CharField(
        label="Nama nilai",
        max_length=80,
        required=False,
        help_text="Isi bila jawaban bagian ini dijumlahkan, misalnya “Kemandirian”.",
    )
    cutoffs = forms.CharField(
        label="Arti nilai",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Satu arti sebaris, dari angka berapa: “12 = Ketergantungan ringan”.",
    )
    need_below = forms.IntegerField(
        label="Sarankan kebutuhan bila nilai di bawah", min_value=1, max_value=999, required=False
    )
    need_domain = forms.ChoiceField(
        label="Bidang kebutuhan", choices=[("", "Pilih"), *NeedDomain.choices], required=False
    )
    need_description = forms.CharField(label="Kebutuhannya", max_length=200, required=False)

    def __init__(self, *args: Any, section: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section

    def clean_cutoffs(self) -> list[dict[str, Any]]:
        before = (self.section.get("score") or {}).get("cutoffs", ())
        try:
            return cutoffs_from(self.cleaned_data["cutoffs"], before)
        except Unreadable as line:
            raise ValidationError(str(line)) from line

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("score_label") and "cutoffs" in data and not data["cutoffs"]:
            self.add_error("cutoffs", "Tulis arti nilainya, mulai dari 0.")
        if data.get("cutoffs") and not data.get("score_label"):
            self.add_error("score_label", "Beri nama nilai yang dijumlahkan ini.")
        if data.get("need_below") is None:
            return data
        if not data.get("score_label"):
            self.add_error("need_below", "Hanya bagian yang dinilai dapat menyarankan kebutuhan.")
        for name in ("need_domain", "need_description"):
            if not data.get(name):
                self.add_error(name, "Isi bersama batas nilainya.")
        return data

    def need(self) -> dict[str, Any] | None:
        if self.cleaned_data["need_below"] is None:
            return None
        return {
            name: self.cleaned_data[f"need_{name}"] for name in ("below", "domain", "description")
        }


class ItemForm(forms.Form):
    """One question; a row whose words are emptied is taken out."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(label="Pertanyaan", max_length=200, required=False)
    kind = forms.ChoiceField(label="Jenis", choices=KINDS, initial="choice")
    options = forms.CharField(
        label="Pilihan",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Satu sebaris. Dengan nilai: “Sendiri = 2”. “Tidak dinilai” tidak diberi nilai.",
    )
    hint = forms.CharField(label="Petunjuk", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        takes_options = data.get("kind") in ("choice", "several")
        if data.get("label") and takes_options and not data.get("options", "").strip():
            self.add_error("options", "Tulis pilihannya, satu sebaris.")
        return data

    def text(self) -> ItemText:
        data = self.cleaned_data
        return ItemText(
            **{name: data[name] for name in ("key", "label", "kind", "hint", "options")}
        )


class ItemRows(forms.BaseFormSet):
    def texts(self) -> list[ItemText]:
        return [row.text() for row in self.forms if row.cleaned_data.get("label")]

    def clean(self) -> None:
        if not any(self.errors) and not self.texts():
            raise ValidationError("Tulis paling sedikit satu pertanyaan.")


Rows = forms.formset_factory(
    ItemForm, formset=ItemRows, extra=3, max_num=ITEMS_AT_MOST, validate_max=True
)


def rows_of(data: Any, section: Mapping[str, Any]) -> Any:
    """The questions as posted, or as the section has them. "Tambah baris" asks for more room."""
    if data is not None and data.get("baris") == PREFIX:
        data = with_more_rows(data, PREFIX)
    initial = [
        {name: item.get(name, "") for name in ("key", "label", "hint")}
        | {"kind": item.get("kind", "choice"), "options": options_text(item.get("options", ()))}
        for item in section.get("items", ())
    ]
    return Rows(data, prefix=PREFIX, initial=initial)


def initial_of(section: Mapping[str, Any], needs: list[Mapping[str, Any]]) -> dict[str, Any]:
    score = section.get("score") or {}
    need = next((n for n in needs if n["key"] == f"score.{section.get('key')}"), None)
    return {
        "title": section.get("title", ""),
        "hint": section.get("hint", ""),
        "from_age": section.get("from_age"),
        "score_label": score.get("label", ""),
        "cutoffs": cutoffs_text(score),
        "need_below": need["when"][0]["below"] if need else None,
        "need_domain": need["domain"] if need else "",
        "need_description": need["description"] if need else "",
    }


def section_of(form: SectionTextForm, rows: Any, definition: Mapping[str, Any]) -> dict[str, Any]:
    """The section that the page says. Raises ``Unreadable``."""
    before, data = form.section, form.cleaned_data
    others = [s for s in definition.get("sections", ()) if s["key"] != before.get("key")]
    taken = {item["key"] for section in others for item in section["items"]}
    section: dict[str, Any] = {
        "key": before.get("key") or section_key(data["title"], {s["key"] for s in others}),
        "title": data["title"],
        "items": items_from(rows.texts(), before, taken),
    }
    if data["hint"]:
        section["hint"] = data["hint"]
    if data["from_age"] is not None:
        section["from_age"] = data["from_age"]
    if data["score_label"]:
        kept = {k: v for k, v in (before.get("score") or {}).items() if k in ("fact", "unit")}
        section["score"] = kept | {"label": data["score_label"], "cutoffs": data["cutoffs"]}
    return section
