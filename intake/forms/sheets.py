"""Forms of the paper bridge: printing blank sheets, sending photographs, putting them aside."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from intake.models import Raid, SheetKind
from intake.sheets.blank import SHEETS_AT_MOST
from ppks_service.accounts.models import User

AT_ONCE = 20
RAIDS_OFFERED = 60


class RaidField(forms.ModelChoiceField):
    """A raid out of those that the user sees, the latest first."""

    def __init__(self, *, user: User, **kwargs: Any) -> None:
        raids = Raid.objects.visible_to(user).order_by("-starts_at", "-pk")
        super().__init__(raids, to_field_name="number", **kwargs)
        newest = list(raids.values_list("pk", flat=True)[:RAIDS_OFFERED])
        self.queryset = Raid.objects.filter(pk__in=newest).order_by("-starts_at", "-pk")

    def label_from_instance(self, raid: Raid) -> str:
        return f"{raid.number} · {raid.name}"


class PrintForm(forms.Form):
    """What is printed; read from the address, for printing writes nothing."""

    jenis = forms.ChoiceField(
        label="Formulir",
        choices=[
            (SheetKind.PEOPLE.value, "Temuan: orang yang ditemui"),
            (SheetKind.RAID.value, "Razia: titik dan hitungan"),
        ],
        initial=SheetKind.PEOPLE.value,
    )
    lembar = forms.IntegerField(
        label="Jumlah lembar (3 orang selembar)",
        min_value=1,
        max_value=SHEETS_AT_MOST,
        initial=10,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, user: User, raid: Raid | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["razia"] = RaidField(
            user=user,
            label="Untuk razia",
            required=False,
            empty_label="Razia mana saja (dipilih saat mengirim)",
            initial=raid.number if raid else None,
        )
        self.order_fields(["razia", "jenis", "lembar"])


class Photographs(forms.FileInput):
    allow_multiple_selected = True


class PhotographsField(forms.FileField):
    """Several pictures at once; its value is their list."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(PhotographsField, self).clean(file, initial) for file in files]
        if len(cleaned) > AT_ONCE:
            raise forms.ValidationError(f"Paling banyak {AT_ONCE} foto sekali kirim.")
        return cleaned


class SendForm(forms.Form):
    photos = PhotographsField(
        label="Foto lembar",
        widget=Photographs(attrs={"accept": "image/*", "class": "form-control"}),
        error_messages={"required": "Pilih paling sedikit satu foto."},
        help_text="Satu lembar satu foto, seluruh kertas terlihat, kode di kanan atas tidak tertutup. Boleh miring.",
    )

    def __init__(self, *args: Any, user: User, raid: Raid | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["raid"] = RaidField(
            user=user,
            label="Bila kode tidak terbaca",
            required=False,
            empty_label="Tanyakan nanti",
            initial=raid.number if raid else None,
        )

    @property
    def pictures(self) -> list[UploadedFile]:
        return list(self.cleaned_data["photos"])


class AttachForm(forms.Form):
    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["raid"] = RaidField(
            user=user, label="Razia lembar ini", empty_label="Pilih razia"
        )


class DiscardForm(forms.Form):
    reason = forms.CharField(
        label="Mengapa tidak dipakai",
        min_length=4,
        max_length=200,
        help_text="Misalnya: lembar kosong; sudah difoto ulang; bukan formulir kita.",
    )
