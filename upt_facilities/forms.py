"""Forms of places and stays. They fill and check; the actions write."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.areas.models import Area
from ppks_service.documents.signature_forms import SignatureForm, of_both
from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput, DateTimeInput
from upt_facilities.directory import regencies
from upt_facilities.exits import ExitKind, evidence_of
from upt_facilities.models import (
    Audience,
    Facility,
    FacilityKind,
    Place,
    Stay,
    Ward,
)


class RegencyField(forms.ModelChoiceField):
    """A regency by its bare name: all of them lie in the same province."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class WardField(forms.ModelChoiceField):
    """A ward with whom it is for, of one house or of several."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.facility}: {obj}" if self.names_facility else str(obj)

    names_facility = False


class PlaceField(forms.ModelChoiceField):
    """A place by its ward and number."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.ward} nomor {obj}"


class DirectoryFilter(forms.Form):
    """Who needs help, and where. An unknown value filters nothing."""

    untuk = forms.ChoiceField(
        label="Siapa yang memerlukan bantuan?",
        choices=[("", "Siapa saja"), *Audience.choices],
        required=False,
    )
    wilayah = RegencyField(
        label="Kabupaten atau kota",
        queryset=Area.objects.none(),
        empty_label="Seluruh Sumatera Utara",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["wilayah"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = regencies()

    def chosen(self) -> tuple[str, str]:
        """The audience and the code of the regency, each "" where none is chosen."""
        self.is_valid()
        area = self.cleaned_data.get("wilayah")
        return self.cleaned_data.get("untuk", ""), area.code if area else ""


class ArrivalForm(forms.ModelForm):
    """The facts of an arrival: how somebody came, with what, who brought and who saw it."""

    class Meta:
        model = Stay
        fields = ["arrived_at", "condition", "belongings", "handed_by", "brought_by", "witness"]
        widgets = {
            "arrived_at": DateTimeInput,
            "condition": forms.Textarea(attrs={"rows": 3}),
            "belongings": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"brought_by": "Diantar oleh, dari mana"}
        help_texts = {
            "condition": "Sadar atau tidak, berjalan sendiri, luka, sakit. Dilihat bersama pengantar.",
            "belongings": "Hitung uang dan barang bersama pengantar. Tulis “tidak ada” bila tidak ada.",
            "handed_by": "Nama yang menandatangani penyerahan.",
            "brought_by": "Jabatan dan instansi pengantar.",
        }

    def __init__(self, *args: Any, facility: Facility | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if facility is not None:
            self.instance.facility = facility
        if not self.is_bound:
            self.initial.setdefault("arrived_at", timezone.localtime())
        self.helper = laid_out(
            Div(*self.first_fields(), css_class="pk-form pk-form-2"),
            Div("condition", "belongings", css_class="pk-form pk-form-1 pk-gap"),
            Div("handed_by", "brought_by", "witness", css_class="pk-form pk-form-3 pk-gap"),
        )

    def first_fields(self) -> list[str]:
        return ["arrived_at"]


def signature_forms(
    stay: Stay, user: User, data: Any = None, files: Any = None
) -> dict[str, SignatureForm]:
    """The two parties of an arrival, begun with who is written down as its giver, and who receives."""
    giver = {"name": stay.handed_by, "position": stay.brought_by}
    receiver = {
        "name": user.full_name,
        "position": f"{user.position or user.get_role_display()}, {stay.facility}",
    }
    return of_both(giver, receiver, data, files)


class WithWard(ArrivalForm):
    """An arrival whose room may be asked for: a mother with her child, somebody to be kept apart."""

    ward = WardField(
        label="Ruang yang diminta",
        queryset=Ward.objects.none(),
        required=False,
        empty_label="Dipilihkan menurut jenis kelamin dan usia",
        help_text="Untuk ibu dengan anak, atau isolasi.",
    )

    def offer(self, wards: models.QuerySet[Ward], *, names_facility: bool = False) -> None:
        field = self.fields["ward"]
        assert isinstance(field, WardField)
        field.queryset = wards.select_related("facility").order_by("facility__name", "name", "pk")
        field.names_facility = names_facility


class ShelterArrivalForm(WithWard):
    """An arrival at a shelter without a referral: the case is named by the number on its paper."""

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, facility=facility, **kwargs)
        self.offer(Ward.objects.filter(facility=facility))

    case_number = forms.CharField(
        label="Nomor kasus", max_length=20, help_text="Seperti K-2026-000731, di surat pengantar."
    )

    def first_fields(self) -> list[str]:
        return ["case_number", "arrived_at", "ward"]

    def clean_case_number(self) -> str:
        number = self.cleaned_data["case_number"].strip().upper()
        case = Case.objects.open().select_related("person").filter(number=number).first()
        if case is None:
            raise ValidationError("Tidak ada kasus berjalan dengan nomor ini. Periksa suratnya.")
        self.instance.case = case
        return number


class CaseShelterForm(WithWard):
    """An arrival at a shelter, written down from the case file."""

    facility = forms.ModelChoiceField(
        label="Rumah penampungan",
        queryset=Facility.objects.filter(kind=FacilityKind.SHELTER).order_by("name", "pk"),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        self.offer(Ward.objects.filter(facility__kind=FacilityKind.SHELTER), names_facility=True)

    def first_fields(self) -> list[str]:
        return ["facility", "arrived_at", "ward"]

    def clean_facility(self) -> Facility:
        facility: Facility = self.cleaned_data["facility"]
        self.instance.facility = facility
        return facility


class BlockForm(forms.Form):
    reason = forms.CharField(
        label="Mengapa tidak dipakai", max_length=200, help_text="Misalnya: atap bocor, isolasi."
    )
    until = forms.DateField(
        label="Sampai tanggal",
        required=False,
        widget=DateInput,
        help_text="Kosongkan bila belum tahu.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(Div("reason", "until", css_class="pk-form pk-form-2"))

    def clean_until(self) -> dt.datetime | None:
        """The end of that day."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


class MoveForm(forms.Form):
    place = PlaceField(label="Tempat baru", queryset=Place.objects.none())
    reason = forms.CharField(label="Mengapa pindah", max_length=200)

    def __init__(self, *args: Any, stay: Stay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            Place.objects.free_during(timezone.now(), None)
            .filter(ward__facility=stay.facility_id)
            .select_related("ward")
            .order_by("ward__name", "is_extra", "order", "pk")
        )
        self.helper = laid_out(Div("place", "reason", css_class="pk-form pk-form-2"))


class ExitForm(forms.Form):
    """An exit of one kind, with a field for each thing that proves it."""

    at = forms.DateTimeField(label="Keluar pada", widget=DateTimeInput)
    reason = forms.CharField(
        label="Alasan", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, kind: ExitKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["at"].label = kind.moment
        if not kind.asks_reason:
            del self.fields["reason"]
        for proof in kind.proofs:
            self.fields[proof.key] = forms.CharField(
                label=proof.label,
                help_text=proof.hint,
                required=proof.is_required,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if not self.is_bound:
            self.initial.setdefault("at", timezone.localtime())
        asked = [name for name in self.fields if name != "at"]
        self.helper = laid_out(
            Div("at", css_class="pk-form pk-form-2"),
            Div(*asked, css_class="pk-form pk-form-1 pk-gap"),
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        return {"reason": self.kind.when} | data

    def evidence(self) -> str:
        return evidence_of(self.kind, self.cleaned_data)
