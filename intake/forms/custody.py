"""The form of a handover: people ticked as a list, from whom, to whom, both signatures."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms

from intake.actions import Entrusted
from intake.custody import Holder
from intake.custody_pages import Candidate
from intake.models import BelongingItem, Case, Encounter, Handover, HolderKind
from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.documents.signature_forms import SignatureForm, of_both
from ppks_service.widgets import DateTimeInput, OptionCards

TO = [
    (HolderKind.VEHICLE.value, "Kendaraan"),
    (HolderKind.SHELTER.value, "Penampungan"),
    (HolderKind.UPT.value, "UPT"),
    (HolderKind.HOSPITAL.value, "Rumah sakit"),
    (HolderKind.POLICE.value, "Kepolisian"),
    (HolderKind.FAMILY.value, "Keluarga"),
    (HolderKind.OTHER.value, "Lainnya"),
]
RECEIVING = (
    OfficeKind.UPT,
    OfficeKind.HOSPITAL,
    OfficeKind.AGENCY,
    OfficeKind.CITY_DEPARTMENT,
    OfficeKind.POLICE,
)
TICK = re.compile(r"(\d{1,18}):(\d{1,4})")


class HandoverForm(forms.ModelForm):
    """Where to, when, and what goes along; where from is known and can be corrected."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    to_kind = forms.ChoiceField(label="Ke mana", choices=TO, widget=OptionCards(columns=3))
    condition = forms.CharField(
        label="Keadaan mereka saat diserahkan",
        max_length=300,
        required=False,
        help_text="Untuk semua yang dicentang. Yang berbeda ditulis di baris orangnya.",
    )

    class Meta:
        model = Handover
        fields = [
            "from_kind",
            "from_name",
            "to_kind",
            "to_name",
            "at",
            "place",
            "papers",
            "witness",
            "note",
            "explanation",
        ]
        widgets = {
            "at": DateTimeInput,
            "to_name": forms.TextInput(attrs={"list": "tempat", "autocomplete": "off"}),
            "from_name": forms.TextInput(attrs={"autocomplete": "off"}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "to_name": "Nama tempat, nomor kendaraan, atau nama keluarga",
            "from_name": "Nama tempat atau nomor kendaraan",
            "from_kind": "Dari",
            "explanation": "Penjelasan",
        }
        help_texts = {
            "explanation": (
                "Wajib bila yang menyerahkan bukan penerima terakhir, atau tempatnya berbeda. "
                "Misalnya: petugas jaga berganti; serah terima ke kendaraan terlewat dicatat."
            ),
            "papers": "Misalnya: surat pengantar, hasil pemeriksaan.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_uuid", self.instance.client_uuid)
        if self.instance.case_id is not None:  # one person, asked once
            condition = self.fields["condition"]
            condition.label, condition.help_text = "Keadaan saat diserahkan", ""
            condition.required = True

    def clean_client_uuid(self) -> Any:
        self.instance.client_uuid = self.cleaned_data["client_uuid"]
        return self.instance.client_uuid


def receiving_offices() -> list[str]:
    """Names for the list under the receiver's field."""
    offices = Office.objects.filter(is_active=True, kind__in=RECEIVING).order_by("name", "pk")
    return list(offices.values_list("name", flat=True))


@dataclass(frozen=True)
class PersonRow:
    """One line of the list of people, as it was last filled."""

    candidate: Candidate
    ticked: bool
    condition: str
    belongings: str
    items: list[tuple[BelongingItem, bool]]

    @property
    def pk(self) -> int:
        return self.candidate.subject.pk

    @property
    def value(self) -> str:
        """Who, and the link of their chain that this page shows."""
        return f"{self.pk}:{self.candidate.holder.link}"

    @property
    def is_open(self) -> bool:
        return bool(self.belongings or self.condition or self.items)


class PeopleRows:
    """The list of people: ``only`` the person of a file, or all; ``everyone`` ticked to begin with.

    What is posted of others is kept for the action.
    """

    def __init__(
        self,
        candidates: list[Candidate],
        data: Any = None,
        *,
        only: bool = False,
        everyone: bool = False,
    ) -> None:
        self.data = data
        self.only, self.everyone = only, everyone
        self.ticks: dict[int, int] = {}
        for value in data.getlist("orang") if data is not None else []:
            if found := TICK.fullmatch(value):
                self.ticks[int(found[1])] = int(found[2])
        self.rows = [self._row(candidate) for candidate in candidates]

    def _row(self, candidate: Candidate) -> PersonRow:
        pk = candidate.subject.pk
        if self.data is None:
            items = [(item, True) for item in candidate.items]
            ticked = self.only or self.everyone
            return PersonRow(candidate, ticked, candidate.condition, "", items)
        along = self._items(pk)
        return PersonRow(
            candidate,
            pk in self.ticks,
            self.data.get(f"keadaan-{pk}", "")[:300],
            self.data.get(f"barang-{pk}", "")[:300],
            [(item, item.pk in along) for item in candidate.items],
        )

    def _items(self, pk: int) -> list[int]:
        return [int(v) for v in self.data.getlist(f"ikut-{pk}") if v.isdigit() and len(v) < 19]

    def entrusted(self, kind: type[Encounter] | type[Case], common: str) -> list[Entrusted]:
        """What the action needs of all who are ticked."""
        return [
            Entrusted(
                subject=kind(pk=pk),
                seen=link,
                condition=self.data.get(f"keadaan-{pk}", "").strip()[:300] or common,
                belongings=self.data.get(f"barang-{pk}", "").strip()[:300],
                items=self._items(pk),
            )
            for pk, link in self.ticks.items()
        ]

    def refusals(self, common: str) -> list[str]:
        """What is missing, as sentences."""
        if not self.ticks:
            return ["Centang orang yang diserahkan."]
        silent = [pk for pk in self.ticks if not self.data.get(f"keadaan-{pk}", "").strip()]
        if silent and not common.strip() and not self.only:
            return ["Tulis keadaan mereka saat diserahkan, untuk semua atau di baris orangnya."]
        return []


def signature_forms(
    holder: Holder, user: User, data: Any = None, files: Any = None
) -> dict[str, SignatureForm]:
    """The two parties: the giver begins as who received last, or as who fills the form."""
    office = user.office.short_name or user.office.name
    first = {
        "name": holder.person or user.full_name,
        "position": holder.position or f"{user.position or user.get_role_display()}, {office}",
    }
    return of_both(first, {}, data, files)
