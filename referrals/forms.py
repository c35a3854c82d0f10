"""Forms of referrals, answers and services. They fill and check; actions save."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from intake.models import Case, Paper
from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput, DateTimeInput, OptionChips
from referrals.enclosures import KEPT_BACK, choosable, title_of
from referrals.models import (
    CHOSEN_CODES,
    DeclineCode,
    Referral,
    ReferralStatus,
    SPMNeed,
)
from upt_facilities.forms import ArrivalForm
from upt_facilities.matching import FacilityFit
from upt_facilities.models import Facility, Place


class ReferralForm(forms.ModelForm):
    """Why this place, and what is asked of it, for the person of one case."""

    class Meta:
        model = Referral
        fields = ["ward", "reason", "service_asked", "override_reason"]
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 4}),
            "override_reason": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, fit: FacilityFit, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        self.instance.facility = fit.facility
        fields = ["reason", "service_asked"]
        if fit.facility.is_residential and fit.suiting_wards:
            fields.insert(0, "ward")
            self.fields["ward"].choices = [  # type: ignore[attr-defined]
                ("", "Wisma mana pun yang sesuai"),
                *((w.ward.pk, f"{w.ward}, {w.room.free} kosong") for w in fit.suiting_wards),
            ]
        else:
            del self.fields["ward"]
            self.instance.ward = None
        if fit.override:
            fields.append("override_reason")
            self.fields["override_reason"].required = True
        else:
            del self.fields["override_reason"]
        papers = choosable(case, fit.facility)
        if papers:
            self.fields["enclosures"] = EnclosuresField(papers, initial=self._chosen())
            fields.append("enclosures")
        self.fields["service_asked"].label = "Layanan yang diminta"
        self.helper = laid_out(Div(*fields, css_class="pk-form pk-form-1"))

    def _chosen(self) -> list[int]:
        if self.instance.pk is None:
            return []
        return list(self.instance.enclosures.values_list("paper", flat=True))


class EnclosuresField(forms.ModelMultipleChoiceField):
    """Papers of the file to go with the letter."""

    def __init__(self, papers: QuerySet[Paper], **kwargs: Any) -> None:
        help_text = "Digabung di belakang surat dalam satu PDF, sebagai Lampiran 1 dan seterusnya. "
        super().__init__(
            papers,
            label="Lampiran surat",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=help_text + KEPT_BACK,
            **kwargs,
        )

    def label_from_instance(self, obj: Paper) -> str:
        return title_of(obj)


class DecisionForm(forms.Form):
    """Why a referral goes back or is refused."""

    code = forms.ChoiceField(
        label="Alasan",
        choices=CHOSEN_CODES,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasan mengembalikan atau menolak."},
    )
    note = forms.CharField(
        label="Pesan untuk pengaju", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(forms.Form):
    """One reason, for an act that needs nothing else."""

    reason = forms.CharField(
        label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class PauseForm(forms.Form):
    """Why a decision stands still, and until when."""

    reason = forms.CharField(label="Menunggu apa", max_length=200)
    until = forms.DateField(label="Sampai", widget=DateInput)


class AcceptForm(forms.Form):
    """When the person is awaited."""

    expected_at = forms.DateTimeField(
        label="Ditunggu kapan",
        required=False,
        widget=DateTimeInput,
        help_text="Paling lambat batas pemesanan.",
    )
    note = forms.CharField(label="Pesan untuk pengaju", max_length=500, required=False)


class DeclineForm(forms.Form):
    """Why the person cannot be taken; the code is counted in the monthly report."""

    code = forms.ChoiceField(
        label="Mengapa tidak dapat", choices=[("", "Pilih"), *DeclineCode.choices]
    )
    note = forms.CharField(
        label="Penjelasan", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReferralArrivalForm(ArrivalForm):
    """An arrival with a referral. The held place is taken unless another is chosen."""

    place = forms.ModelChoiceField(
        label="Tempat",
        queryset=Place.objects.none(),
        required=False,
        empty_label="Tempat yang dipesan",
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, facility=referral.facility, **kwargs)
        self.instance.case = referral.case
        self.hold = referral.hold
        now = timezone.now()
        field = self.fields["place"]
        if referral.facility.is_residential:
            places = Place.objects.filter(ward__facility=referral.facility).free_during(now, None)
            field.queryset = places.select_related("ward").order_by("ward__name", "order", "pk")  # type: ignore[attr-defined]
            field.label_from_instance = lambda place: f"{place.ward} nomor {place}"  # type: ignore[attr-defined]
            if referral.hold is None:
                field.empty_label = "Dipilihkan menurut usia dan jenis kelamin"  # type: ignore[attr-defined]
            self.helper.layout.append(Div("place", css_class="pk-form pk-form-2"))
        else:
            del self.fields["place"]

    def clean_arrived_at(self) -> dt.datetime:
        """A minute is all of it: a place held a moment ago is held before the arrival.

        The form may have been opened in the minute of the approval and sent in the next.
        """
        arrived_at: dt.datetime = self.cleaned_data["arrived_at"]
        now, ends = timezone.now(), arrived_at + dt.timedelta(minutes=1)
        if arrived_at <= now < ends:
            return now
        held_at = self.hold.period.lower if self.hold is not None else None
        in_it = held_at is not None and arrived_at <= held_at < ends
        return ends - dt.timedelta(microseconds=1) if in_it else arrived_at


# --- Services --------------------------------------------------------------------------------


def _today() -> dt.date:
    return timezone.localdate()


class ServiceForm(forms.Form):
    """Needs met for one person on one day."""

    needs = forms.MultipleChoiceField(
        label="Kebutuhan yang dipenuhi",
        choices=SPMNeed.choices,
        widget=OptionChips(columns=2),
        error_messages={"required": "Pilih paling sedikit satu kebutuhan."},
    )
    given_on = forms.DateField(label="Tanggal", widget=DateInput, initial=_today)
    evidence = forms.CharField(
        label="Bukti atau keterangan",
        max_length=200,
        required=False,
        help_text="Daftar hadir, foto tanda terima, catatan.",
    )
    helper = laid_out(Div("needs", "given_on", "evidence", css_class="pk-form pk-form-1"))


class CancelServiceForm(forms.Form):
    """Why a row of the ledger is taken back."""

    reason = forms.CharField(
        label="Alasan batal", max_length=200, help_text="Misalnya: salah orang, salah tanggal."
    )
    helper = laid_out("reason")


class WardServiceForm(forms.Form):
    """One need met for the residents of a ward on one day; who, is ticked in the list."""

    need = forms.ChoiceField(label="Kebutuhan", choices=[("", "Pilih"), *SPMNeed.choices])
    given_on = forms.DateField(label="Tanggal", widget=DateInput)
    evidence = forms.CharField(label="Bukti atau keterangan", max_length=200, required=False)
    cases = forms.MultipleChoiceField(label="Penghuni", choices=(), required=False)

    def __init__(self, *args: Any, residents: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [(str(c.pk), c.number) for c in residents]  # type: ignore[attr-defined]
        self.helper = laid_out(Div("need", "given_on", "evidence", css_class="pk-form pk-form-3"))


class ReferralFilter(forms.Form):
    """Which referrals a list shows. An unknown value filters nothing."""

    q = forms.CharField(label="Nomor rujukan atau kasus", required=False, max_length=30)
    tempat = forms.ModelChoiceField(
        label="Tujuan",
        queryset=Facility.objects.order_by("name", "pk"),
        required=False,
        to_field_name="code",
        empty_label="Semua tujuan",
    )


# The saved filters of the list: key, label, statuses.
LISTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("draf", "Draf", (ReferralStatus.DRAFT,)),
    (
        "keputusan",
        "Menunggu keputusan",
        (ReferralStatus.SUBMITTED, ReferralStatus.ENDORSED),
    ),
    ("kembali", "Dikembalikan", (ReferralStatus.RETURNED,)),
    ("jawaban", "Menunggu jawaban", (ReferralStatus.APPROVED,)),
    ("ditunggu", "Ditunggu tiba", (ReferralStatus.ACCEPTED,)),
    ("tiba", "Tiba", (ReferralStatus.ARRIVED,)),
    (
        "tidak-jadi",
        "Ditolak atau tidak jadi",
        (
            ReferralStatus.REFUSED,
            ReferralStatus.DECLINED,
            ReferralStatus.CANCELLED,
            ReferralStatus.LAPSED,
        ),
    ),
    ("selesai", "Selesai", (ReferralStatus.DONE,)),
)
