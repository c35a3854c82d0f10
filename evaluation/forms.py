"""Forms of visits and of the closing."""

from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from evaluation.follow_up import RecordedSignal
from evaluation.models import Aspect, Quality, Signal, Visit, VisitResult, VisitWay
from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput, DateTimeInput, OptionCards, Scale, scale_choices

NOT_RATED = "x"
YES, NO = "ya", "tidak"
ENDS = {
    Quality.TIMELY: ("sering terlambat", "selalu tepat"),
    Quality.BY_THE_RULES: ("tidak sesuai janji", "sesuai janji dan aturan"),
    Quality.ACCESSIBLE: ("sulit dijangkau", "mudah dijangkau"),
    Quality.HUMANE: ("direndahkan", "dihormati"),
    Quality.TECHNICALLY_FIT: ("tidak cocok", "cocok dan berguna"),
}
QUESTIONS = {
    Signal.ATTENDANCE: "Hadir pada kegiatan",
    Signal.DROP_OUT: "Berhenti sebelum waktunya",
    Signal.REPEAT_REQUEST: "Meminta layanan lagi",
    Signal.REFERRED_BY_CLIENT: "Mengajak atau merujuk orang lain",
}
SCORES = [("", "Tidak dinilai"), *((str(n), str(n)) for n in range(1, 6))]


class VisitPlanForm(forms.ModelForm):
    """The day, the visitor and the aim of a visit."""

    class Meta:
        model = Visit
        fields = ["planned_on", "assigned_to", "purpose"]
        widgets = {"planned_on": DateInput}

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        workers = User.objects.filter(
            office=case.section_id, role=Role.SOCIAL_WORKER, is_active=True
        )
        self.fields["assigned_to"].queryset = workers.order_by("full_name", "pk")  # type: ignore[attr-defined]
        self.helper = laid_out(
            Div("planned_on", "assigned_to", css_class="pk-form pk-form-2"),
            Div("purpose", css_class="pk-form pk-form-1"),
        )


class VisitForm(forms.ModelForm):
    """What a visit found: mockup 21. ``signals`` are what the records say, to be confirmed."""

    result = forms.ChoiceField(label="Hasil", choices=VisitResult.choices, widget=OptionCards)
    held_at = forms.DateTimeField(label="Kapan", widget=DateTimeInput)
    way = forms.ChoiceField(label="Cara", choices=VisitWay.choices)
    next_on = forms.DateField(label="Kunjungan berikutnya", required=False, widget=DateInput)

    class Meta:
        model = Visit
        fields = ["result", "way", "place", "own_words", "findings", "follow_up"]
        widgets = {
            name: forms.Textarea({"rows": 2}) for name in ("own_words", "findings", "follow_up")
        }

    def __init__(
        self,
        *args: Any,
        recorded: list[RecordedSignal],
        earlier: dict[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.recorded = recorded
        self.fields["held_at"].initial = timezone.localtime().replace(second=0, microsecond=0)
        for found in recorded:
            self.fields[f"signal_{found.signal}"] = forms.ChoiceField(
                label=QUESTIONS[found.signal],
                choices=[(NO, "Tidak"), (YES, "Ya")],
                initial=YES if found.is_shown else NO,
                widget=OptionCards(columns=2),
                help_text=f"Menurut catatan: {found.words}.",
            )
        for quality in Quality:
            self.fields[f"quality_{quality}"] = forms.ChoiceField(
                label=str(quality.label),
                choices=scale_choices(not_rated=NOT_RATED),
                initial=NOT_RATED,
                widget=Scale(ends=ENDS[quality], not_rated=NOT_RATED),
            )
        for aspect in Aspect:
            for column, word in (("before", "sebelum"), ("after", "sekarang")):
                self.fields[f"{column}_{aspect}"] = forms.ChoiceField(
                    label=f"{aspect.label}, {word}", choices=SCORES, required=False
                )
            self.fields[f"before_{aspect}"].initial = str((earlier or {}).get(aspect.value, ""))
        self.helper = laid_out()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.signals = [
            f.signal.value for f in self.recorded if data.get(f"signal_{f.signal}") == YES
        ]
        self.instance.quality = self._scores("quality", Quality)
        self.instance.before = self._scores("before", Aspect)
        self.instance.after = self._scores("after", Aspect)
        return data

    def _scores(self, column: str, codes: type[Quality] | type[Aspect]) -> dict[str, int]:
        given = {code.value: self.cleaned_data.get(f"{column}_{code}", "") for code in codes}
        return {code: int(score) for code, score in given.items() if score not in ("", NOT_RATED)}

    @property
    def signal_fields(self) -> list[forms.BoundField]:
        return [self[f"signal_{found.signal}"] for found in self.recorded]

    @property
    def quality_fields(self) -> list[forms.BoundField]:
        return [self[f"quality_{quality}"] for quality in Quality]

    @property
    def aspect_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [
            (str(aspect.label), self[f"before_{aspect}"], self[f"after_{aspect}"])
            for aspect in Aspect
        ]


class CancelVisitForm(forms.Form):
    """Why a visit is called off."""

    reason = forms.CharField(label="Alasan batal", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out("reason")


class CloseMonthForm(forms.Form):
    """The words of part 9, printed with the closed figures."""

    notes = forms.CharField(
        label="Masalah dan tindak lanjut",
        required=False,
        help_text="Satu hal sebaris. Dicetak di laporan; jangan menulis nama orang.",
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out("notes")
