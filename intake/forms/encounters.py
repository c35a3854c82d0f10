"""Forms of an encounter: the one-thumb form of the street, many at once, and triage."""

import uuid
from typing import Any

from django import forms

from intake.actions.encounters import BARE_AT_MOST
from intake.models import (
    Activity,
    AgeBand,
    Belonging,
    Companionship,
    Condition,
    Encounter,
    Outcome,
    Raid,
    RaidStop,
    Sex,
)
from intake.models.encounters import CHILD_BANDS, NEEDS_REASON, OTHER_DOORS
from ppks_service.widgets import DateTimeInput, OptionCards, OptionChips

UNKNOWN = "unknown"
# Answers that no other answer of their group may stand beside.
ALONE: dict[str, tuple[Activity, ...] | tuple[Condition, ...] | tuple[Belonging, ...]] = {
    "activities": (Activity.NONE, Activity.UNKNOWN),
    "conditions": (Condition.FINE, Condition.UNKNOWN),
    "belongings": (Belonging.NOTHING, Belonging.UNKNOWN),
}
# "0–5 balita": the years stand large on the card, the word small below.
AGES = {band.value: str(band.label).split(" ") for band in AgeBand if band != AgeBand.UNKNOWN}
ON_THE_SPOT = [
    (Outcome.TAKEN.value, "Dibawa"),
    (Outcome.LET_GO.value, "Dilepas di tempat"),
    (Outcome.HANDED_OVER.value, "Diserahkan"),
    (Outcome.NOT_PPKS.value, "Bukan PPKS"),
    (Outcome.ESCAPED.value, "Pergi atau lari"),
]
LAST, OTHER = "last", "other"
DUNNO = (UNKNOWN, "Tidak tahu")
SEXES = [
    (Sex.MALE.value, "Laki-laki"),
    (Sex.FEMALE.value, "Perempuan"),
    (Sex.UNKNOWN.value, "Tidak tahu"),
]


class FateFields(forms.Form):
    """What becomes of somebody, and what that answer needs beside it."""

    outcome = forms.ChoiceField(
        label="Sesudah dicatat", choices=ON_THE_SPOT, widget=OptionCards(columns=3)
    )
    outcome_reason = forms.CharField(
        label="Alasan tidak dibawa",
        max_length=300,
        required=False,
        help_text="Misalnya: bersama keluarga dan beralamat; sedang berdagang.",
    )
    handed_to = forms.CharField(
        label="Diserahkan kepada",
        max_length=200,
        required=False,
        help_text="Instansi atau keluarga.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        outcome = cleaned.get("outcome")
        if outcome in NEEDS_REASON and not cleaned.get("outcome_reason"):
            self.add_error("outcome_reason", "Tulis alasan mengapa orang ini tidak dibawa.")
        if outcome == Outcome.HANDED_OVER and not cleaned.get("handed_to"):
            self.add_error("handed_to", "Tulis kepada siapa orang ini diserahkan.")
        return cleaned


class PersonFields(forms.ModelForm):
    """What is seen of one person. Nothing is asked for that the street cannot tell."""

    photo = forms.FileField(
        label="Foto",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    sex = forms.ChoiceField(
        label="Jenis kelamin",
        choices=SEXES,
        required=False,
        widget=OptionCards(columns=3, dunno=Sex.UNKNOWN),
    )
    age_band = forms.ChoiceField(
        label="Perkiraan usia (tahun)",
        choices=[*((band, words[0]) for band, words in AGES.items()), DUNNO],
        required=False,
        widget=OptionCards(
            columns=4,
            dunno=UNKNOWN,
            small={band: words[1] for band, words in AGES.items()},
            marked=[band.value for band in CHILD_BANDS],
        ),
    )
    age_years = forms.IntegerField(
        label="Atau angka kira-kira",
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    activities = forms.MultipleChoiceField(
        label="Sedang apa",
        choices=Activity.choices,
        required=False,
        widget=OptionChips(columns=3, dunno=UNKNOWN),
    )
    conditions = forms.MultipleChoiceField(
        label="Kondisi (yang terlihat saja)",
        choices=Condition.choices,
        required=False,
        widget=OptionChips(columns=3, dunno=UNKNOWN),
    )
    with_whom = forms.ChoiceField(
        label="Bersama siapa", required=False, widget=OptionCards(columns=3, dunno=UNKNOWN)
    )
    belongings = forms.MultipleChoiceField(
        label="Barang bawaan",
        choices=Belonging.choices,
        required=False,
        widget=OptionChips(columns=3, dunno=UNKNOWN),
    )

    class Meta:
        model = Encounter
        fields = [
            "met_at",
            "place",
            "sex",
            "age_band",
            "age_years",
            "activities",
            "conditions",
            "belongings",
            "belongings_note",
            "name",
            "note",
        ]
        widgets = {
            "met_at": DateTimeInput,
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_sex(self) -> str:
        return self.cleaned_data["sex"] or Sex.UNKNOWN

    def clean_age_band(self) -> str:
        return self.cleaned_data["age_band"] or AgeBand.UNKNOWN

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, alone in ALONE.items():
            given = cleaned.get(name) or []
            words = [str(value.label) for value in alone if value in given]
            if words and len(given) > 1:
                self.add_error(
                    name, f"“{words[0]}” tidak dapat bersama jawaban lain. Pilih salah satu."
                )
        self.instance.companionship = cleaned.get("with_whom") or Companionship.UNKNOWN
        return cleaned


class StreetForm(PersonFields):
    """One person met at a raid: stop, time and place are filled in before the officer begins."""

    stop = forms.ModelChoiceField(RaidStop.objects.none(), label="Titik", required=False)
    other = forms.ModelChoiceField(
        Encounter.objects.none(), label="Orang lain yang mana", required=False
    )

    class Meta(PersonFields.Meta):
        fields = ["stop", *PersonFields.Meta.fields]

    def __init__(
        self, *args: Any, raid: Raid | None, last: Encounter | None = None, **kwargs: Any
    ) -> None:
        self.last = last
        super().__init__(*args, **kwargs)
        stops, others = self.fields["stop"], self.fields["other"]
        assert isinstance(stops, forms.ModelChoiceField)
        assert isinstance(others, forms.ModelChoiceField)
        stops.empty_label, others.empty_label = "Tanpa titik", "Pilih dari daftar"
        if raid is not None:  # the field app's form is of no raid yet: the phone fills these in
            stops.queryset = raid.stops.order_by("order")
            companions = Encounter.objects.filter(raid=raid).exclude(pk=self.instance.pk)
            others.queryset = companions.select_related("met_with").order_by("-ordinal")
        others.label_from_instance = other_label  # type: ignore[assignment, method-assign]
        choices = [(Companionship.ALONE.value, "Sendiri")]
        if last is not None:
            choices.append((LAST, f"Orang ke-{last.ordinal} (barusan)"))
        choices += [
            (OTHER, "Orang lain di daftar"),
            (Companionship.UNRECORDED.value, "Belum tercatat"),
            DUNNO,
        ]
        choice = self.fields["with_whom"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = choices
        if self.instance.pk:
            self._begin_as_stored()

    def _begin_as_stored(self) -> None:
        stored = self.instance
        self.initial["with_whom"] = (
            OTHER
            if stored.met_with_id
            else ""
            if stored.companionship == Companionship.WITH
            else stored.companionship
        )
        self.initial["other"] = stored.met_with_id
        if stored.is_bare:  # what nobody has answered yet is not "tidak tahu"
            unasked = {"sex": Sex.UNKNOWN, "age_band": AgeBand.UNKNOWN, "with_whom": UNKNOWN}
            for name, value in unasked.items():
                if self.initial.get(name) == value:
                    self.initial.pop(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        answer, other = cleaned.get("with_whom"), cleaned.get("other")
        if answer == OTHER and other is None:
            self.add_error("other", "Pilih orangnya dari daftar, atau “Belum tercatat”.")
        self.instance.met_with = self.last if answer == LAST else other if answer == OTHER else None
        leads = self.instance.pk and not answer and self._leads_others()
        if answer in (LAST, OTHER) or leads:
            self.instance.companionship = Companionship.WITH
        return cleaned

    def _leads_others(self) -> bool:
        return bool(self.instance.companions.exists())


def other_label(encounter: Encounter) -> str:
    """A line of "orang lain": the ordinal, and what tells them apart without a child's name."""
    return f"{encounter.ordinal} · {encounter.listed_name}, {encounter.get_sex_display()}"


class RecordForm(FateFields, StreetForm):
    """A new encounter of a raid. ``client_uuid`` makes a post that is sent twice count once."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    band = forms.CharField(
        label="Nomor gelang",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    class Meta(StreetForm.Meta):
        fields = [*StreetForm.Meta.fields, "outcome", "outcome_reason", "handed_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["client_uuid"] = uuid.uuid4()
        for name in ("sex", "age_band"):  # nothing is answered before the officer answers
            self.initial.pop(name, None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("client_uuid"):
            self.instance.client_uuid = cleaned["client_uuid"]
        return cleaned


class EditForm(StreetForm):
    """The same form, to complete or correct what was written of somebody met at a raid."""


class OtherDoorForm(PersonFields):
    """Somebody known by a report, who came by themselves, whom the police brought, and so on."""

    door = forms.ChoiceField(
        label="Pintu masuk",
        choices=OTHER_DOORS,
        widget=OptionCards(columns=3),
    )

    class Meta(PersonFields.Meta):
        fields = ["door", "reporter", "source_link", *PersonFields.Meta.fields]
        labels = {"met_at": "Waktu dilaporkan atau datang", "place": "Tempat orang berada"}
        help_texts = {
            "source_link": "Berita atau unggahan, bila ada.",
            "reporter": "Nama dan nomor yang dapat dihubungi.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["with_whom"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            (Companionship.ALONE.value, "Sendiri"),
            (Companionship.UNRECORDED.value, "Bersama orang lain"),
            DUNNO,
        ]
        if self.instance.pk:
            self.initial["with_whom"] = self.instance.companionship


class NewOtherDoorForm(FateFields, OtherDoorForm):
    """A new encounter by another door."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    class Meta(OtherDoorForm.Meta):
        fields = [*OtherDoorForm.Meta.fields, "outcome", "outcome_reason", "handed_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["client_uuid"] = uuid.uuid4()
        for name in ("sex", "age_band", "door"):
            self.initial.pop(name, None)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [(Outcome.TAKEN.value, "Menunggu triase"), *ON_THE_SPOT[1:4]]
        outcome.label = "Sekarang"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("client_uuid"):
            self.instance.client_uuid = cleaned["client_uuid"]
        return cleaned


class BareForm(FateFields):
    """Many nameless rows at once."""

    number = forms.IntegerField(
        label="Berapa orang",
        min_value=1,
        max_value=BARE_AT_MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=f"1 sampai {BARE_AT_MOST}. Tiap orang mendapat nomor, lalu dilengkapi satu per satu.",
    )
    approximate = forms.BooleanField(
        label="Kira-kira saja (±), tidak dihitung satu per satu", required=False
    )
    stop = forms.ModelChoiceField(RaidStop.objects.none(), label="Titik", required=False)
    met_at = forms.DateTimeField(label="Waktu bertemu", widget=DateTimeInput)
    sex = forms.ChoiceField(
        label="Jenis kelamin, bila semua sama",
        choices=SEXES,
        required=False,
        widget=OptionCards(columns=3, dunno=Sex.UNKNOWN),
    )
    batch = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["number", "stop", "met_at", "sex", "outcome", "outcome_reason", "handed_to"]

    def __init__(self, *args: Any, raid: Raid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("batch", uuid.uuid4())
        self.initial.setdefault("outcome", Outcome.TAKEN)
        field = self.fields["stop"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = raid.stops.order_by("order"), "Tanpa titik"

    def clean_sex(self) -> Sex:
        return Sex(self.cleaned_data["sex"] or Sex.UNKNOWN)


class TriageForm(FateFields):
    """What becomes of somebody for whom no case is opened."""

    def __init__(self, data: Any = None, *, encounter: Encounter) -> None:
        decided = encounter.outcome != Outcome.TAKEN
        initial = {
            "outcome": encounter.outcome if decided else None,
            "outcome_reason": encounter.outcome_reason,
            "handed_to": encounter.handed_to,
        }
        super().__init__(data, initial=initial)
        answers = [
            (Outcome.NOT_PPKS.value, "Bukan PPKS"),
            (Outcome.LET_GO.value, "Dilepas"),
            (Outcome.HANDED_OVER.value, "Diserahkan"),
            (Outcome.ESCAPED.value, "Pergi atau lari"),
        ]
        if decided:
            answers.append((Outcome.TAKEN.value, "Kembali menunggu triase"))
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.label = answers, "Hasil triase"
        self.fields["outcome_reason"].label = "Alasan"
        self.fields["handed_to"].label = "Diserahkan atau diarahkan kepada"
