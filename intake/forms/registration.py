"""The form that takes somebody in."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from intake.forms.cases import TypeField, TypesField
from intake.models import (
    CHOSEN_FLAGS,
    Belonging,
    BirthPrecision,
    Case,
    Condition,
    Consent,
    Encounter,
    Person,
    PPKSType,
    Sex,
)
from intake.models.encounters import OTHER_DOORS
from intake.nik import digits
from intake.repeats import repeat_words
from intake.search import Found
from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.indonesian import in_sentence
from ppks_service.widgets import DateInput, OptionCards, OptionChips

NEW = "new"
# With scripts, a pause in typing shows who may be meant; nothing else of the page changes.
SEARCHES = {
    "hx-post": "",
    "hx-trigger": "input changed delay:700ms",
    "hx-target": "#calon",
    "hx-include": "closest form",
    "hx-vals": '{"cari": "1"}',
    "hx-sync": "closest form:replace",
}
ANSWERS = [
    ("verbal", "Setuju, lisan"),
    ("signed", "Setuju, tanda tangan"),
    ("guardian", "Wali menyetujui"),
    ("refused", "Menolak"),
    ("cannot", "Belum dapat ditanya"),
]
BY_WHOM = {
    "verbal": "Sendiri, lisan",
    "signed": "Sendiri, tanda tangan",
    "guardian": "Wali",
    "refused": "Sendiri",
    "cannot": "Belum ditanya",
}


class RegisterForm(forms.Form):
    """Who somebody is as far as anybody knows, how they arrived, and what they answered.

    ``candidates`` are people found by the same name or number; with any, one must be chosen, or
    "orang baru".
    """

    person = forms.ChoiceField(label="Apakah salah satu dari mereka", widget=OptionCards(columns=1))
    name = forms.CharField(
        label="Nama atau sebutan",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"} | SEARCHES),
    )
    sex = forms.ChoiceField(
        label="Jenis kelamin", choices=Sex, widget=OptionCards(dunno=Sex.UNKNOWN)
    )
    age_years = forms.IntegerField(
        label="Perkiraan usia (tahun)", min_value=0, max_value=120, required=False
    )
    born_on = forms.DateField(
        label="Tanggal lahir, bila ada surat", widget=DateInput, required=False
    )
    age_said_by = forms.CharField(label="Usia menurut siapa", max_length=80, required=False)
    origin = forms.CharField(label="Asal menurut dia", max_length=160, required=False)
    nik = forms.CharField(
        label="NIK, hanya bila kartu atau surat ada",
        max_length=40,
        required=False,
        help_text="16 angka. Boleh menyusul; layanan tidak menunggu NIK.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"} | SEARCHES),
    )
    accept_nik = forms.BooleanField(
        label="Peringatan tentang NIK sudah dibaca; nomor ini tetap dipakai", required=False
    )
    door = forms.ChoiceField(label="Pintu masuk", choices=OTHER_DOORS, required=False)
    section = forms.ModelChoiceField(
        Office.objects.filter(kind=OfficeKind.SECTION, is_active=True).order_by("name", "pk"),
        label="Seksi yang menangani",
        required=False,
    )
    condition = forms.CharField(
        label="Keadaan saat tiba",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Yang terlihat: luka, sakit, hamil, kebingungan. “Tidak ada keluhan” juga ditulis.",
    )
    belongings = forms.CharField(
        label="Barang bawaan",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="Dihitung di depan orangnya: apa, berapa, disimpan di mana.",
    )
    story = forms.CharField(
        label="Cerita dan masalah", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    main_type = TypeField(
        label="Jenis PPKS utama",
        required=False,
        empty_label="Belum dapat ditentukan",
    )
    other_types = TypesField(
        label="Jenis lain",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    flags = forms.MultipleChoiceField(
        label="Perlindungan",
        choices=[(flag.value, flag.label) for flag in CHOSEN_FLAGS],
        required=False,
        widget=OptionChips(),
        help_text="Orang yang terlindung tampil sebagai inisial. Anak terlindung dengan sendirinya. HIV dan "
        "kekerasan seksual dicatat sesudah ini di tab Kesehatan; kasusnya lalu terlindung.",
    )
    consent = forms.ChoiceField(label="Jawaban", choices=ANSWERS, widget=OptionCards())
    consent_note = forms.CharField(
        label="Bila menolak atau belum dapat ditanya: mengapa", max_length=300, required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        user: User,
        encounter: Encounter | None = None,
        candidates: list[Found],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.user, self.encounter, self.candidates = user, encounter, candidates
        if encounter is not None:
            del self.fields["door"]
            self.initial = initial_of(encounter) | dict(self.initial)
        else:
            doors = list(OTHER_DOORS)
            self.fields["door"].choices = doors  # type: ignore[attr-defined]
            self.fields["door"].required = True
        if user.office.kind == OfficeKind.SECTION:
            del self.fields["section"]
        else:
            self.fields["section"].required = True
        if not self["nik"].value():
            del self.fields["accept_nik"]
        if candidates:
            self.fields["person"].widget.small = {
                found.person.register_number: _candidate_words(found) for found in candidates
            }
            self.fields["person"].choices = [  # type: ignore[attr-defined]
                *((found.person.register_number, _candidate_name(found)) for found in candidates),
                (NEW, "Bukan salah satu dari mereka: orang baru"),
            ]
            self.fields["person"].error_messages["required"] = (
                "Lihat dahulu siapa yang pernah tercatat, lalu pilih satu, atau “orang baru”."
            )
        else:
            del self.fields["person"]

    def clean_nik(self) -> str:
        return digits(self.cleaned_data["nik"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("consent") in ("refused", "cannot") and not data.get("consent_note"):
            self.add_error("consent_note", "Tulis mengapa persetujuan belum diberikan.")
        main = data.get("main_type")
        if data.get("other_types") and not main:
            self.add_error("main_type", "Pilih satu jenis sebagai yang utama.")
        if data.get("born_on") and data["born_on"] > timezone.localdate():
            self.add_error("born_on", "Tanggal lahir belum tiba.")
        return data

    def chosen_person(self) -> Person:
        """The person chosen among the candidates, or a new one as the form describes them."""
        number = self.cleaned_data.get("person", NEW)
        for found in self.candidates:
            if found.person.register_number == number:
                return found.person
        data = self.cleaned_data
        person = Person(sex=data["sex"], claimed_origin_text=data["origin"])
        if data["born_on"]:
            person.born_on, person.birth_precision = data["born_on"], BirthPrecision.DAY
        elif data["age_years"] is not None:
            person.born_on = date(timezone.localdate().year - data["age_years"], 1, 1)
            person.birth_precision = BirthPrecision.ESTIMATE
        person.age_said_by = data["age_said_by"]
        return person

    def new_case(self) -> Case:
        data = self.cleaned_data
        case = Case(
            door=self.encounter.door if self.encounter else data["door"],
            condition=data["condition"],
            belongings=data["belongings"],
            story=data["story"],
            flags=data["flags"],
        )
        if data.get("section"):
            case.section = data["section"]
        elif self.user.office.kind == OfficeKind.SECTION:
            case.section = self.user.office
        if self.user.role == "social_worker":
            case.owner = self.user
        return case

    def chosen_types(self) -> list[PPKSType]:
        main = self.cleaned_data["main_type"]
        if main is None:
            return []
        return [main, *(t for t in self.cleaned_data["other_types"] if t != main)]

    def answer(self) -> Consent:
        given = self.cleaned_data["consent"]
        return Consent(
            given=given not in ("refused", "cannot"),
            by_whom=BY_WHOM[given],
            note=self.cleaned_data["consent_note"],
        )


def initial_of(encounter: Encounter) -> dict[str, Any]:
    """What the street already wrote down."""
    conditions = [Condition(c).label for c in encounter.conditions if c != Condition.UNKNOWN]
    belongings = [Belonging(b).label for b in encounter.belongings if b != Belonging.UNKNOWN]
    notes = [encounter.belongings_note] if encounter.belongings_note else []
    return {
        "name": encounter.name,
        "sex": encounter.sex,
        "age_years": encounter.age_years,
        "age_said_by": "perkiraan petugas" if encounter.age_years is not None else "",
        "condition": ", ".join(conditions),
        "belongings": ", ".join(belongings + notes),
        "story": encounter.note,
    }


def _candidate_name(found: Found) -> str:
    return f"{found.name[:80]} · {found.person.register_number}"


def _candidate_words(found: Found) -> str:
    if found.running and found.may_open:
        state = f"kasus berjalan {found.running.number}"
    elif found.running:
        state = f"kasus berjalan di {found.section}"
    else:
        state = "tidak ada kasus berjalan"
    person = found.person
    parts = [f"{in_sentence(person.get_sex_display())}, {found.age}; {state}"]
    if len(found.numbers) > 1:
        parts.append(f"satu orang dengan {', '.join(found.numbers[1:])}")
    if found.history is not None and found.history.latest is not None and not found.running:
        parts.append(repeat_words(found.history))
    parts += [why[:120] for why in found.why]
    return ". ".join(part[:1].upper() + part[1:] for part in parts)
