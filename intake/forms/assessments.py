"""Forms that are made from an instrument's definition."""

from typing import Any

from django import forms

from intake.instruments import Answers, Item, NeedRule, Section
from intake.models import Need, NeedDomain, NeedPriority
from ppks_service.widgets import DateInput, OptionCards, OptionChips


class SectionForm(forms.Form):
    """The questions of one section, filled with what earlier sittings answered."""

    def __init__(self, *args: Any, section: Section, answers: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for item in section.items:
            self.fields[item.key] = _field(item)
            self.initial[item.key] = answers.get(item.key)
        if section.score is not None:
            labels = [cutoff.label for cutoff in section.score.cutoffs]
            self._text(section.judgement_key, "Penilaian pekerja sosial", answers, choices=labels)
            self._text(section.judgement_reason_key, "Alasan, bila berbeda dari saran", answers)
        self._text(section.note_key, "Catatan untuk bagian ini", answers, long=True)

    def _text(
        self,
        key: str,
        label: str,
        answers: Answers,
        *,
        choices: list[str] | None = None,
        long: bool = False,
    ) -> None:
        field: forms.Field
        if choices is not None:
            options = [("", "Belum dinilai"), *((c, c) for c in choices)]
            field = forms.ChoiceField(label=label, choices=options, required=False)
        elif long:
            widget = forms.Textarea(attrs={"rows": 2})
            field = forms.CharField(label=label, widget=widget, required=False)
        else:
            field = forms.CharField(label=label, max_length=300, required=False)
        self.fields[key] = field
        self.initial[key] = answers.get(key, "")

    @property
    def item_fields(self) -> list[forms.BoundField]:
        return [self[item.key] for item in self.section.items]

    def answers(self) -> dict[str, Any]:
        """What was answered in this sitting; an emptied answer is among them, to take it back."""
        return dict(self.cleaned_data)


def _field(item: Item) -> forms.Field:
    if item.kind in ("text", "long"):
        widget = forms.Textarea(attrs={"rows": 2}) if item.kind == "long" else forms.TextInput()
        return forms.CharField(label=item.label, widget=widget, required=False, help_text=item.hint)
    choices = [(option.value, option.label) for option in item.options]
    if item.kind == "several":
        return forms.MultipleChoiceField(
            label=item.label,
            choices=choices,
            required=False,
            help_text=item.hint,
            widget=OptionChips(),
        )
    dunno = next((option.value for option in item.options if option.is_unknown), "")
    small = {o.value: f"nilai {o.points}" for o in item.options if o.points is not None}
    widget_ = OptionCards(columns=min(len(choices), 4), dunno=dunno, small=small)
    return forms.ChoiceField(
        label=item.label, choices=choices, required=False, help_text=item.hint, widget=widget_
    )


class SuggestedNeedForm(forms.Form):
    """One need that the answers suggest: taken with a priority, or left."""

    use = forms.BooleanField(required=False)
    priority = forms.TypedChoiceField(choices=NeedPriority, coerce=int)

    def __init__(self, data: Any = None, *, rule: NeedRule, source: str = "") -> None:
        initial = {"use": True, "priority": rule.priority}
        super().__init__(data, prefix=rule.key, initial=initial)
        self.rule, self.source = rule, source
        self.fields["use"].label = f"Pakai kebutuhan {rule.description}"
        self.fields["priority"].label = f"Prioritas {rule.description}"
        self.fields["use"].widget.attrs = {"class": "form-check-input pk-tick"}
        self.fields["priority"].widget.attrs = {"class": "form-select"}
        for name in self.fields:
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label


class NeedForm(forms.ModelForm):
    """One need, named by who judges it."""

    class Meta:
        model = Need
        fields = ("domain", "description", "priority")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = NeedDomain.choices  # type: ignore[attr-defined]
        self.fields["priority"].choices = NeedPriority.choices  # type: ignore[attr-defined]


class FinishForm(forms.Form):
    """What stands at the end of an assessment: words, needs of one's own, the next review."""

    summary = forms.CharField(label="Ringkasan", widget=forms.Textarea(attrs={"rows": 4}))
    recommendation = forms.CharField(
        label="Rekomendasi", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    other_needs = forms.CharField(
        label="Kebutuhan lain",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Satu kebutuhan sebaris; bidang dan prioritasnya “Lainnya, Biasa”.",
    )
    next_review_on = forms.DateField(label="Tinjau lagi", widget=DateInput, required=False)

    def needs(self) -> list[Need]:
        lines = self.cleaned_data["other_needs"].splitlines()
        return [
            Need(domain=NeedDomain.OTHER, description=line.strip()[:200])
            for line in lines
            if line.strip()
        ]


class SettleForm(forms.Form):
    """What became of a need."""

    status = forms.ChoiceField(
        label="Keadaan",
        choices=[("met", "Terpenuhi"), ("deferred", "Ditunda")],
        widget=OptionCards(columns=2),
    )
    reason = forms.CharField(
        label="Dengan apa terpenuhi, atau mengapa ditunda", max_length=200, required=False
    )


def chosen_needs(rows: list[SuggestedNeedForm]) -> list[Need]:
    """The needs of the ticked suggestions."""
    return [
        Need(
            domain=row.rule.domain,
            description=row.rule.description,
            priority=row.cleaned_data["priority"],
            source=row.source,
        )
        for row in rows
        if row.cleaned_data["use"]
    ]
