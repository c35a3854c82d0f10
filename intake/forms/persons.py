"""What is filled in about a person."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from intake.models import (
    BirthPrecision,
    CheckMethod,
    CheckResult,
    ContactResult,
    FamilyContact,
    Identifier,
    IdentifierKind,
    IdentityCheck,
    IdentityLevel,
    NameKind,
    Person,
    PersonName,
    Relation,
    RelationKind,
    Sex,
)
from ppks_service.accounts.models import User
from ppks_service.areas.fields import AreaField
from ppks_service.widgets import DateInput, DateTimeInput, OptionCards


class PersonForm(forms.ModelForm):
    """Sex, birth, origin, languages and marks."""

    claimed_origin = AreaField(label="Asal diakui", required=False)
    verified_origin = AreaField(label="Asal terbukti", required=False)

    class Meta:
        model = Person
        fields = (
            "sex", "born_on", "birth_precision", "age_said_by", "birth_place", "nationality",
            "languages", "communication_aid", "claimed_origin", "claimed_origin_text",
            "verified_origin", "marks",
        )  # fmt: skip
        widgets = {
            "sex": OptionCards(dunno=Sex.UNKNOWN),
            "born_on": DateInput,
            "marks": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "born_on": "Bila hanya tahunnya yang diketahui: isi 1 Januari tahun itu, ketepatan “Tahun”.",
            "nationality": "Kosongkan bila tidak diketahui; tulis “tanpa kewarganegaraan” bila demikian.",
            "marks": "Bekas luka, tato, tahi lalat; kiri dan kanan menurut orangnya.",
        }

    def clean_born_on(self) -> Any:
        day = self.cleaned_data["born_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Tanggal lahir belum tiba.")
        return day


class NameForm(forms.ModelForm):
    """One more name, and whether pages show it."""

    show = forms.BooleanField(label="Tampilkan nama ini di daftar dan berkas", required=False)

    class Meta:
        model = PersonName
        fields = ("name", "kind", "source")
        labels = {"source": "Dari siapa"}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person
        self.fields["kind"].choices = NameKind.choices  # type: ignore[attr-defined]


class IdentifierForm(forms.Form):
    """One more number; what may be overruled is overruled by the tick."""

    kind = forms.ChoiceField(label="Jenis nomor", choices=IdentifierKind)
    number = forms.CharField(
        label="Nomor",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text="Disimpan tersandi; di layar tampil sebagai 1271••••••••9003.",
    )
    source = forms.CharField(label="Dari surat atau kartu apa", max_length=120, required=False)
    accept_warnings = forms.BooleanField(
        label="Peringatan sudah dibaca; nomor ini tetap dipakai", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["accept_warnings"]


class UnmaskForm(forms.Form):
    """Why somebody must see a whole number."""

    undone = "Nomor belum dibuka"

    identifier = forms.ModelChoiceField(Identifier.objects.none(), widget=forms.HiddenInput)
    reason = forms.CharField(label="Untuk apa nomor dibuka", max_length=160)

    def __init__(self, *args: Any, records: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = Identifier.objects.filter(person__in=records).order_by("pk")
        self.fields["identifier"].queryset = numbers  # type: ignore[attr-defined]


class IdentityCheckForm(forms.ModelForm):
    """One try to know who somebody is."""

    level = forms.ChoiceField(
        label="Tingkat",
        choices=[choice for choice in IdentityLevel.choices if choice[0] != IdentityLevel.UNKNOWN],
    )
    method = forms.ChoiceField(label="Cara", choices=CheckMethod)
    result = forms.ChoiceField(label="Hasil", choices=CheckResult, widget=OptionCards(columns=3))

    class Meta:
        model = IdentityCheck
        fields = ("level", "method", "result", "evidence", "checked_on")
        widgets = {"checked_on": DateInput}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person
        self.fields["checked_on"].initial = timezone.localdate


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label="Foto depan",
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        help_text="Diperkecil, dan lokasinya dihapus. Foto lama tetap tersimpan.",
    )


KINDS = [
    ("in:mother", "Ibunya"),
    ("in:father", "Ayahnya"),
    ("out:mother", "Anaknya; orang di berkas ini ibunya"),
    ("out:father", "Anaknya; orang di berkas ini ayahnya"),
    ("in:guardian", "Walinya"),
    ("in:sibling", "Saudaranya"),
    ("in:spouse", "Suami atau istrinya"),
    ("in:other_family", "Keluarga lain"),
    ("in:met_together", "Ditemukan bersama"),
    ("in:exploiter", "Diduga memanfaatkannya"),
]


class RelationForm(forms.Form):
    """How another person, registered or not, belongs to the person of the file."""

    kind = forms.ChoiceField(label="Orang itu", choices=KINDS)
    number = forms.CharField(
        label="Nomor register atau nomor kasusnya",
        max_length=20,
        required=False,
        help_text="Bila orang itu sudah tercatat, misalnya R-2026-000123.",
    )
    name = forms.CharField(label="Namanya, bila belum tercatat", max_length=500, required=False)
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Sex, initial=Sex.UNKNOWN, required=False)
    age = forms.IntegerField(label="Kira-kira usianya", min_value=0, max_value=120, required=False)
    is_dead = forms.BooleanField(label="Sudah meninggal", required=False)
    evidence = forms.CharField(
        label="Bukti, bila sudah terbukti",
        max_length=200,
        required=False,
        help_text="Kosong berarti pengakuan. Misalnya: KK dilihat 3 Oktober 2026.",
    )

    def __init__(self, *args: Any, person: Person, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.user = person, user
        self.newcomer: Person | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number = data.get("number", "").strip().upper()
        if bool(number) == bool(data.get("name", "").strip()):
            raise forms.ValidationError(
                "Tulis nomor orang yang sudah tercatat, atau nama orang yang belum; salah satu saja."
            )
        if number:
            match = Q(register_number=number) | Q(cases__number=number)
            data["other"] = Person.objects.filter(match).distinct().first()
            if data["other"] is None:
                self.add_error("number", "Tidak ada orang dengan nomor ini.")
        return data

    def relation(self) -> Relation:
        """The relation that the form says; sets ``newcomer`` where the other is not registered."""
        data = self.cleaned_data
        other = data.get("other")
        if other is None:
            other = self.newcomer = self._newcomer(data)
        direction, _, kind = data["kind"].partition(":")
        one, two = (other, self.person) if direction == "in" else (self.person, other)
        evidence = data["evidence"].strip()
        relation = Relation(kind=RelationKind(kind), proven=bool(evidence), evidence=evidence)
        # A person without a key cannot be assigned by the constructor's checks of a saved row.
        relation.person, relation.other = one, two
        return relation

    def _newcomer(self, data: dict[str, Any]) -> Person:
        """Somebody who is only told of; an age is an estimate, and no age of the dead is kept."""
        person = Person(name=data["name"], sex=data["sex"] or Sex.UNKNOWN, is_dead=data["is_dead"])
        if data["age"] is not None and not person.is_dead:
            person.born_on = timezone.localdate().replace(month=1, day=1)
            person.born_on = person.born_on.replace(year=person.born_on.year - data["age"])
            person.birth_precision = BirthPrecision.ESTIMATE
            person.age_said_by = "keterangan keluarga"
        return person


class ProveForm(forms.Form):
    relation = forms.ModelChoiceField(Relation.objects.none(), widget=forms.HiddenInput)
    evidence = forms.CharField(label="Bukti hubungan", max_length=200)

    def __init__(self, *args: Any, records: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Relation.objects.filter(Q(person__in=records) | Q(other__in=records), proven=False)
        self.fields["relation"].queryset = mine.order_by("pk")  # type: ignore[attr-defined]


class FamilyContactForm(forms.ModelForm):
    """One try to reach the family."""

    class Meta:
        model = FamilyContact
        fields = ("whom", "channel", "number", "contacted_at", "result", "note", "evidence")
        labels = {"number": "Nomor yang dihubungi", "note": "Apa yang dikatakan"}
        widgets = {
            "contacted_at": DateTimeInput,
            "number": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            "result": OptionCards(columns=2),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "channel": "Telepon, WhatsApp, surat, kunjungan, lewat kepala desa.",
            "number": "Bila lewat telepon; nomor ini kemudian dapat dicari.",
            "evidence": "Bila menolak: surat pernyataan, rekaman, atau siapa yang menyaksikan.",
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person
        self.fields["contacted_at"].initial = timezone.localtime
        choices = self.fields["result"].choices  # type: ignore[attr-defined]
        self.fields["result"].choices = [c for c in choices if c[0]]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("result") == ContactResult.REFUSED and not data.get("evidence"):
            self.add_error("evidence", "Penolakan keluarga memerlukan bukti.")
        return data
