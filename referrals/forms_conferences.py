"""Forms of a case conference. They fill and check; actions save."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div
from django import forms

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.forms import laid_out
from ppks_service.indonesian import in_sentence
from ppks_service.widgets import DateInput, DateTimeInput, OptionCards, OptionChips
from referrals.actions import Came
from referrals.forms_plans import offer_people
from referrals.models import (
    CAME,
    Attendance,
    CaseConference,
    ConferenceAction,
    ConferenceParticipant,
    ParticipantRole,
    Stance,
)
from referrals.people import followers_of

GUESTS_AT_MOST = 12
ACTS_AT_MOST = 12


class CallForm(forms.ModelForm):
    """When, where, about what, and who of the office."""

    chair = forms.ModelChoiceField(label="Pemimpin", queryset=User.objects.none())
    clerk = forms.ModelChoiceField(label="Notulis", queryset=User.objects.none(), required=False)
    invited = forms.MultipleChoiceField(
        label="Peserta dari kantor", widget=OptionChips(columns=2), required=False
    )

    class Meta:
        model = CaseConference
        fields = ["starts_at", "place", "question", "agenda"]
        widgets = {
            "starts_at": DateTimeInput,
            "question": forms.Textarea(attrs={"rows": 2}),
            "agenda": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        people = followers_of(case)
        self.people = {str(user.pk): user for user in people}
        offer_people(self.fields["chair"], people, empty="Pilih")
        offer_people(self.fields["clerk"], people, empty="Ditunjuk saat pembahasan")
        self.fields["invited"].choices = [  # type: ignore[attr-defined]
            (pk, f"{user}, {in_sentence(user.get_role_display())}")
            for pk, user in self.people.items()
        ]
        self.helper = laid_out(
            Div("starts_at", "place", css_class="pk-form pk-form-2"),
            Div("question", "agenda", css_class="pk-form pk-form-1"),
            Div("chair", "clerk", css_class="pk-form pk-form-2"),
            Div("invited", css_class="pk-form pk-form-1"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("clerk") and cleaned.get("clerk") == cleaned.get("chair"):
            self.add_error("clerk", "Pemimpin dan notulis dua orang yang berbeda.")
        return cleaned

    def participants(self) -> list[ConferenceParticipant]:
        """Chair, clerk and those ticked, each once."""
        chair, clerk = self.cleaned_data["chair"], self.cleaned_data.get("clerk")
        leads = [(ParticipantRole.CHAIR, chair)]
        if clerk is not None:
            leads.append((ParticipantRole.CLERK, clerk))
        taken = {user.pk for _, user in leads}
        ticked = [self.people[pk] for pk in self.cleaned_data["invited"]]
        members = [(ParticipantRole.MEMBER, user) for user in ticked if user.pk not in taken]
        return [_of_office(role, user) for role, user in [*leads, *members]]


def _of_office(role: ParticipantRole, user: User) -> ConferenceParticipant:
    return ConferenceParticipant(
        role=role,
        user=user,
        name=user.full_name,
        agency=user.position or user.get_role_display(),
    )


class GuestForm(forms.Form):
    """Somebody from elsewhere: a partner, the family's village, another office."""

    name = forms.CharField(label="Nama", max_length=120, required=False)
    agency = forms.CharField(label="Instansi", max_length=160, required=False)
    email = forms.EmailField(label="Pos-el", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("email") and not cleaned.get("name"):
            self.add_error("name", "Tulis siapa yang diundang dengan pos-el ini.")
        if bool(cleaned.get("name")) != bool(cleaned.get("agency")):
            self.add_error("agency" if cleaned.get("name") else "name", "Isi nama dan instansinya.")
        return cleaned


GuestRows = forms.formset_factory(GuestForm, extra=4, max_num=GUESTS_AT_MOST, validate_max=True)


def guests_of(rows: Any) -> list[ConferenceParticipant]:
    return [
        ConferenceParticipant(
            role=ParticipantRole.MEMBER,
            name=form.cleaned_data["name"],
            agency=form.cleaned_data["agency"],
            email=form.cleaned_data["email"],
        )
        for form in rows
        if form.cleaned_data.get("name")
    ]


class MoveForm(forms.ModelForm):
    """Another time or place for a conference that was called."""

    class Meta:
        model = CaseConference
        fields = ["starts_at", "place"]
        widgets = {"starts_at": DateTimeInput}
        help_texts = {
            "starts_at": "Undangan yang lama digantikan; peserta dari luar yang punya pos-el diberi tahu."
        }

    helper = laid_out(Div("starts_at", "place", css_class="pk-form pk-form-2"))


class HoldForm(forms.Form):
    """When it was, what was said, what was decided and why."""

    began_at = forms.DateTimeField(label="Mulai", widget=DateTimeInput)
    ended_at = forms.DateTimeField(label="Selesai", widget=DateTimeInput)
    minutes = forms.CharField(
        label="Jalannya pembahasan",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Pilihan yang dibahas, apa yang mendukung dan apa yang menghalangi.",
    )
    decision = forms.CharField(label="Keputusan", widget=forms.Textarea(attrs={"rows": 2}))
    reasons = forms.CharField(label="Alasan keputusan", widget=forms.Textarea(attrs={"rows": 3}))
    helper = laid_out(
        Div("began_at", "ended_at", css_class="pk-form pk-form-2"),
        Div("minutes", "decision", "reasons", css_class="pk-form pk-form-1"),
    )


class CameForm(forms.Form):
    """Whether one participant came, how they stood to the decision, and what they said against it."""

    attendance = forms.ChoiceField(
        label="Kehadiran", choices=Attendance.choices, widget=OptionCards(columns=4)
    )
    stance = forms.ChoiceField(
        label="Sikap terhadap keputusan",
        choices=Stance.choices,
        widget=OptionCards(columns=3),
        required=False,
    )
    dissent = forms.CharField(
        label="Pendapat berbeda",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="Ditulis utuh dengan nama; tidak dapat diubah pemimpin rapat.",
    )

    def __init__(self, data: Any = None, *, participant: ConferenceParticipant) -> None:
        super().__init__(data, prefix=f"p{participant.pk}")
        self.participant = participant

    @property
    def shown_for(self) -> str:
        return " ".join(CAME)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        came = cleaned.get("attendance") in CAME
        if came and not cleaned.get("stance"):
            self.add_error("stance", "Pilih sikapnya terhadap keputusan.")
        if came and cleaned.get("stance") == Stance.DISSENT and not cleaned.get("dissent"):
            self.add_error("dissent", "Tulis pendapatnya, utuh, dengan katanya sendiri.")
        return cleaned

    def came(self) -> Came:
        """What the action takes: a stance only of who came, words only of who dissents."""
        data = self.cleaned_data
        stance = data["stance"] if data["attendance"] in CAME else ""
        dissent = data["dissent"] if stance == Stance.DISSENT else ""
        return Came(
            participant=self.participant.pk,
            attendance=data["attendance"],
            stance=stance,
            dissent=dissent,
        )


class ConferenceActionForm(forms.ModelForm):
    """One thing to do, by whom, until when; a row left empty is none."""

    class Meta:
        model = ConferenceAction
        fields = ["what", "owner", "by_name", "due_on"]
        widgets = {"due_on": DateInput}

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self.fields["owner"], people, empty="Bukan petugas kantor")


ActRows = forms.formset_factory(
    ConferenceActionForm, extra=4, max_num=ACTS_AT_MOST, validate_max=True
)


def acts_of(rows: Any) -> list[ConferenceAction]:
    return [form.instance for form in rows if form.has_changed()]


class SupplementForm(forms.Form):
    """What is added to a conference that was held."""

    text = forms.CharField(label="Isi tambahan", widget=forms.Textarea(attrs={"rows": 3}))
    helper = laid_out(Div("text", css_class="pk-form pk-form-1"))


class CancelConferenceForm(forms.Form):
    """Why a conference is called off."""

    reason = forms.CharField(
        label="Mengapa batal",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Undangan ditarik; nomornya tetap terpakai.",
    )
    helper = laid_out(Div("reason", css_class="pk-form pk-form-1"))
