"""Forms of a plan: its goals, acts and agreement. They fill and check; actions save."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div
from django import forms

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.documents.models import SignatureWay
from ppks_service.documents.signature_forms import SignatureForm
from ppks_service.forms import laid_out
from ppks_service.indonesian import in_sentence
from ppks_service.widgets import DateInput, OptionCards
from referrals.models import ActionBy, ActionStatus, AgreedBy, PlanAction, PlanGoal, ServicePlan
from referrals.people import followers_of
from upt_facilities.models import Facility


class WordsForm(forms.ModelForm):
    """What the person wants, in their own words."""

    class Meta:
        model = ServicePlan
        fields = ["own_words"]
        labels = {"own_words": "Kata yang bersangkutan"}
        widgets = {"own_words": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"own_words": "Tulis seperti diucapkan, dengan bahasanya sendiri."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(Div("own_words", css_class="pk-form pk-form-1"))


class RevisionForm(forms.Form):
    """Why a new version of the plan is begun."""

    reason = forms.CharField(
        label="Mengapa direvisi",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya: sesudah kunjungan 3 November, keluarga bersedia menerima.",
    )
    helper = laid_out(Div("reason", css_class="pk-form pk-form-1"))


class GoalForm(forms.ModelForm):
    """The goal for one need, and what tells whether it is reached."""

    class Meta:
        model = PlanGoal
        fields = ["goal", "measure", "target", "by_on"]
        widgets = {"by_on": DateInput, "goal": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"goal": "Keadaan yang hendak dicapai, bukan kegiatannya."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("measure", "target", "by_on"):
            self.fields[name].required = True
        self.helper = laid_out(
            Div("goal", css_class="pk-form pk-form-1"),
            Div("measure", "target", "by_on", css_class="pk-form pk-form-3"),
        )


class PlanActionForm(forms.ModelForm):
    """One act: what, who, until when, and who pays."""

    class Meta:
        model = PlanAction
        fields = ["what", "by_kind", "owner", "by_name", "facility", "due_on", "cost_source"]
        widgets = {"due_on": DateInput, "by_kind": OptionCards(columns=2)}

    def __init__(self, *args: Any, goal: PlanGoal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.goal = goal
        self.fields["by_kind"].choices = ActionBy.choices  # type: ignore[attr-defined]
        offer_people(
            self.fields["owner"], followers_of(goal.plan.case), empty="Penanggung jawab kasus"
        )
        facility = self.fields["facility"]
        facility.queryset = Facility.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        facility.empty_label = "Tidak di suatu tempat"  # type: ignore[attr-defined]
        self.fields["due_on"].required = True
        self.fields["cost_source"].choices = [  # type: ignore[attr-defined]
            ("", "Belum diketahui"),
            *self.fields["cost_source"].choices[1:],  # type: ignore[attr-defined]
        ]
        self.helper = laid_out(
            Div("what", css_class="pk-form pk-form-1"),
            Div("by_kind", css_class="pk-form pk-form-1"),
            Div("owner", "due_on", "cost_source", css_class="pk-form pk-form-3"),
            Div("by_name", "facility", css_class="pk-form pk-form-2"),
        )


class ActionStateForm(forms.Form):
    """How an act of the plan stands."""

    status = forms.ChoiceField(
        label="Keadaan", choices=ActionStatus.choices, widget=OptionCards(columns=3)
    )
    note = forms.CharField(
        label="Hasil, atau alasan batal",
        max_length=200,
        required=False,
        help_text="Wajib bila selesai atau dibatalkan.",
    )
    helper = laid_out(Div("status", "note", css_class="pk-form pk-form-1"))


AGREEING = " ".join((AgreedBy.PERSON, AgreedBy.GUARDIAN))


class AgreeForm(forms.Form):
    """Who agrees to the plan, or why nobody does; the signature is a form of its own."""

    agreed_by = forms.ChoiceField(
        label="Disepakati oleh", choices=AgreedBy.choices, widget=OptionCards(columns=1)
    )
    not_agreed_reason = forms.CharField(
        label="Mengapa belum disepakati",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya: menolak sesudah dijelaskan dua kali; tidak sadar; wali belum ditemukan. "
        "Dapat ditanyakan lagi nanti.",
    )
    aid = forms.CharField(
        label="Juru bahasa atau alat bantu",
        max_length=160,
        required=False,
        help_text="Juru bahasa isyarat, penerjemah, gambar, terjemahan di ponsel. Kosongkan bila tidak dipakai.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("agreed_by") == AgreedBy.NOBODY and not cleaned.get("not_agreed_reason"):
            self.add_error("not_agreed_reason", "Tulis mengapa rencana tidak disepakati.")
        return cleaned

    @property
    def is_given(self) -> bool:
        return bool(self.cleaned_data.get("agreed_by") != AgreedBy.NOBODY)


def signature_for(case: Case, data: Any, files: Any) -> SignatureForm:
    """The signature under a plan, begun with the person of the case."""
    return SignatureForm(
        data,
        files,
        prefix="ttd",
        initial={
            "name": case.person.name[:160],
            "position": "Yang bersangkutan",
            "way": SignatureWay.DRAWN,
        },
    )


class PlanDecisionForm(forms.Form):
    """What is to be mended in a plan that goes back."""

    note = forms.CharField(
        label="Apa yang perlu diperbaiki", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


def offer_people(field: Any, people: Iterable[User], *, empty: str) -> None:
    """Let the model choice ``field`` choose among ``people``, each with their role."""
    field.queryset = User.objects.filter(pk__in=[user.pk for user in people]).order_by(
        "full_name", "pk"
    )
    field.empty_label = empty
    field.label_from_instance = lambda user: f"{user}, {in_sentence(user.get_role_display())}"
