"""Forms of a raid: its order, agencies and stops, the count, and closing."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, inlineformset_factory

from intake.actions.raids import STOP_PARTS
from intake.models import Raid, RaidAgency, RaidStatus, RaidStop, RaidTotal
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import Capability, roles_with
from ppks_service.areas.fields import AreaField
from ppks_service.forms import laid_out
from ppks_service.text import folded
from ppks_service.widgets import DateInput, DateTimeInput

ROWS_MORE = 4
ROWS_AT_MOST = 40
NO_NAMES = "Tercetak di berita acara; jangan menulis nama orang yang ditemui."


def in_order(form: forms.ModelForm, first: str, then: str, sentence: str) -> None:
    """Say beside the later of two times that it lies before the first."""
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(then)
    if start and end and end < start:
        form.add_error(then, sentence)


class RaidForm(forms.ModelForm):
    """The order, the times and the leader of a raid; what happened, once it runs."""

    class Meta:
        model = Raid
        fields = [
            "name",
            "order_number",
            "order_date",
            "basis",
            "assembly_point",
            "starts_at",
            "ends_at",
            "led_by",
            "events",
            "obstacles",
            "suggestions",
        ]
        widgets = {
            "order_date": DateInput,
            "starts_at": DateTimeInput,
            "ends_at": DateTimeInput,
            "basis": forms.Textarea(attrs={"rows": 2}),
            "events": forms.Textarea(attrs={"rows": 3}),
            "obstacles": forms.Textarea(attrs={"rows": 2}),
            "suggestions": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "name": "Misalnya “Operasi Simpang Juanda–Simpang Pos”.",
            "basis": "Peraturan, surat permintaan, atau telegram, bila bukan surat perintah.",
            "ends_at": "Boleh diisi saat razia selesai; boleh lewat tengah malam atau beberapa hari.",
            "events": NO_NAMES,
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = User.objects.filter(is_active=True, role__in=roles_with(Capability.WRITE_RAIDS))
        field = self.fields["led_by"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = leaders.order_by("full_name", "pk")
        field.empty_label = "Belum ditunjuk"
        if self.instance.pk is None:
            self.initial.setdefault("led_by", user.pk)
            self.initial["led_by"] = self.initial["led_by"] or user.pk
            for name in ("events", "obstacles", "suggestions"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        in_order(self, "starts_at", "ends_at", "Waktu selesai tidak boleh sebelum waktu mulai.")
        return cleaned


class AgencyForm(forms.ModelForm):
    """One row of the agencies. A name that is an office of ours ties the row to it."""

    class Meta:
        model = RaidAgency
        fields = ["name", "role", "people", "leader"]
        widgets = {
            "name": forms.TextInput(attrs={"list": "kantor", "autocomplete": "off"}),
            "people": forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
        }
        labels = {"people": "Petugas", "leader": "Ketua regu"}
        error_messages = {
            "name": {"required": "Tulis nama instansinya."},
            "role": {"required": "Pilih peran instansi ini."},
        }

    offices: dict[str, Office] = {}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        name = (cleaned or self.cleaned_data).get("name") or ""
        self.instance.office = self.offices.get(folded(name))
        return cleaned


class StopForm(forms.ModelForm):
    """One row of the stops while a raid is opened."""

    class Meta:
        model = RaidStop
        fields = ["name", "from_at"]
        widgets = {"from_at": DateTimeInput}
        labels = {"from_at": "Mulai"}
        error_messages = {"name": {"required": "Tulis nama titiknya."}}


class RowsOnce(BaseInlineFormSet):
    """Rows of which no two may have the same name; empty ones are left out."""

    same = ""

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            if form.errors or (form.instance.pk is None and not form.has_changed()):
                continue
            if form.cleaned_data.get("DELETE"):
                continue
            name = folded(form.cleaned_data.get("name") or "")
            if name in seen:
                form.add_error("name", self.same)
            seen.add(name)

    def validate_unique(self) -> None:
        """``clean`` says it beside the row; the table's constraint stays behind it."""

    def kept(self) -> list[Any]:
        """The rows that are new or changed, not yet saved."""
        return [
            form.instance
            for form in self.forms
            if form.has_changed() and not form.cleaned_data.get("DELETE")
        ]

    def taken_off(self) -> list[Any]:
        return [
            form.instance
            for form in self.forms
            if form.instance.pk and form.cleaned_data.get("DELETE")
        ]


class AgencyRows(RowsOnce):
    same = "Instansi ini sudah tercatat di baris lain."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Office.objects.filter(is_active=True).order_by("name")
        self.offices = {folded(office.name): office for office in known}

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.offices = self.offices
        return form


class StopRows(RowsOnce):
    same = "Titik ini sudah ada di baris lain."


AgencyFormSet = inlineformset_factory(
    Raid,
    RaidAgency,
    form=AgencyForm,
    formset=AgencyRows,
    extra=8,
    max_num=ROWS_AT_MOST,
    validate_max=True,
    can_delete=True,
    can_delete_extra=False,
)
StopFormSet = inlineformset_factory(
    Raid,
    RaidStop,
    form=StopForm,
    formset=StopRows,
    extra=4,
    max_num=ROWS_AT_MOST,
    validate_max=True,
    can_delete=False,
)


def with_more_rows(data: Any, prefix: str) -> Any:
    """The posted data with room for more rows under ``prefix``: the button that needs no script."""
    longer = data.copy()
    key = f"{prefix}-TOTAL_FORMS"
    asked = str(data.get(key, ""))
    total = int(asked) if asked.isdigit() else 0
    longer[key] = str(min(total + ROWS_MORE, ROWS_AT_MOST))
    return longer


class StopDetailForm(forms.ModelForm):
    """A stop with its times, its area, and how many people the officers counted there."""

    area = AreaField(label="Wilayah", required=False)

    class Meta:
        model = RaidStop
        fields = [
            "name",
            "from_at",
            "to_at",
            "area",
            "counted",
            "counted_is_approximate",
            "counted_men",
            "counted_women",
            "counted_boys",
            "counted_girls",
        ]
        widgets = {
            "from_at": DateTimeInput,
            "to_at": DateTimeInput,
            "counted": forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
        }
        labels = {
            "counted": "Hitungan petugas (orang)",
            "counted_is_approximate": "Kira-kira saja, tidak dihitung satu per satu",
        }
        help_texts = {"counted": "Semua yang ditemui di titik ini, juga yang dilepas atau pergi."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(
            *(name for name in self.fields if name not in STOP_PARTS),
            Fieldset(
                "Rincian hitungan, bila dihitung terpisah",
                Div(*STOP_PARTS, css_class="pk-form pk-form-2"),
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parts = [cleaned[name] for name in STOP_PARTS if cleaned.get(name) is not None]
        if parts and cleaned.get("counted") is None and "counted" not in self.errors:
            cleaned["counted"] = sum(parts)  # who told them apart has counted them
        elif parts and cleaned.get("counted") is not None and sum(parts) > cleaned["counted"]:
            self.add_error("counted", "Rincian di bawah melebihi hitungan ini.")
        in_order(self, "from_at", "to_at", "Waktu sampai tidak boleh sebelum waktu dari.")
        if cleaned.get("counted_is_approximate") and cleaned.get("counted") is None:
            self.add_error("counted", "“Kira-kira” memerlukan angka hitungan.")
        return cleaned


class TotalForm(forms.ModelForm):
    """What a source says how many people the raid met."""

    class Meta:
        model = RaidTotal
        fields = ["source", "people", "is_approximate", "stated_at", "note"]
        widgets = {
            "stated_at": DateTimeInput,
            "people": forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
        }
        labels = {"is_approximate": "Kira-kira saja (±)"}
        help_texts = {"source": "Misalnya Satpol PP Kota Medan, siaran pers, atau berita."}


class TotalReasonForm(forms.Form):
    """Why one source's number is the official one, or is set aside."""

    reason = forms.CharField(label="Alasan", max_length=300)


class CloseForm(forms.Form):
    """Why counted and written down differ, for a raid that is closed all the same."""

    explanation = forms.CharField(
        label="Penjelasan selisih",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out("explanation")


class RaidFilterForm(forms.Form):
    """What narrows the list of raids."""

    q = forms.CharField(
        label="Nama, nomor, atau surat perintah",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), *RaidStatus.choices]
    )
    dari = forms.DateField(label="Sejak", required=False, widget=DateInput)
    sampai = forms.DateField(label="Sampai", required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start: dt.date | None = cleaned.get("dari")
        end: dt.date | None = cleaned.get("sampai")
        if start and end and end < start:
            raise ValidationError({"sampai": "Tanggal “sampai” mendahului “sejak”."})
        return cleaned
