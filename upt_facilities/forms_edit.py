"""Forms of the facility's own data, for the data administrator."""

from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.forms.fields import InvalidJSONInput
from django.utils import timezone

from intake.models import NeedDomain, PaperKind
from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput, OptionChips
from upt_facilities.directory import regencies
from upt_facilities.models import Audience, Criterion, Facility, Severity, Ward


class FacilityForm(forms.ModelForm):
    audiences = forms.MultipleChoiceField(
        label="Untuk siapa", choices=Audience, required=False, widget=OptionChips
    )
    needs_served = forms.MultipleChoiceField(
        label="Kebutuhan yang dapat dilayani",
        choices=NeedDomain,
        required=False,
        widget=OptionChips,
    )

    class Meta:
        model = Facility
        fields = [
            "name",
            "address",
            "area",
            "phone",
            "head_name",
            "hours",
            "target",
            "audiences",
            "needs_served",
            "services",
            "requirements",
            "procedure",
            "usual_stay",
            "usual_stay_days",
            "is_local",
            "is_public",
            "is_confirmed",
            "source",
        ]
        widgets = {
            "services": forms.Textarea(attrs={"rows": 5}),
            "requirements": forms.Textarea(attrs={"rows": 4}),
            "procedure": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ModelChoiceField(
            label="Kabupaten atau kota", queryset=regencies(), required=False
        )
        self.helper = laid_out(
            Fieldset(
                "Siapa dan di mana",
                Div(
                    "name",
                    "address",
                    "area",
                    "phone",
                    "head_name",
                    "hours",
                    css_class="pk-form pk-form-2",
                ),
            ),
            Fieldset(
                "Yang dibaca umum",
                Div(
                    "target",
                    "audiences",
                    "needs_served",
                    "services",
                    "requirements",
                    "procedure",
                    css_class="pk-form pk-form-1",
                ),
            ),
            Fieldset(
                "Lama tinggal dan keterangan",
                Div("usual_stay", "usual_stay_days", "source", css_class="pk-form pk-form-3"),
                Div("is_local", "is_public", "is_confirmed", css_class="pk-form pk-form-3 pk-gap"),
            ),
        )


class WardForm(forms.ModelForm):
    add = forms.IntegerField(label="Tambah tempat", min_value=0, max_value=100, initial=0)
    add_extra = forms.IntegerField(
        label="Tambah tempat tambahan",
        min_value=0,
        max_value=100,
        initial=0,
        help_text="Dipakai hanya dengan surat kelebihan daya tampung.",
    )
    in_use = forms.MultipleChoiceField(
        label="Nomor yang dipakai", required=False, widget=OptionChips
    )

    class Meta:
        model = Ward
        fields = ["name", "sex", "min_age", "max_age", "note", "is_on_request"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = ["name", "sex", "min_age", "max_age", "note", "is_on_request", "add", "add_extra"]
        if self.instance.pk is None:
            del self.fields["in_use"]
        else:
            places = list(self.instance.places.order_by("is_extra", "order", "pk"))
            field = self.fields["in_use"]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(str(place.pk), place.number) for place in places]
            self.initial["in_use"] = [str(place.pk) for place in places if place.is_in_use]
            parts.append("in_use")
        self.helper = laid_out(Div(*parts, css_class="pk-form pk-form-2"))

    def counts(self) -> dict[str, Any]:
        """What the action takes beside the ward itself."""
        chosen = self.cleaned_data.get("in_use")
        return {
            "add": self.cleaned_data["add"],
            "add_extra": self.cleaned_data["add_extra"],
            "in_use": None if chosen is None else {int(pk) for pk in chosen},
        }


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = ["text", "fact", "operator", "value", "severity", "source"]
        widgets = {"value": forms.Textarea(attrs={"rows": 1})}
        help_texts = {
            "text": "Kalimat yang dibaca petugas. Misalnya: Berusia 60 tahun atau lebih.",
            "value": 'Angka: 60. Antara: [18, 59]. Kode jenis: ["08", "09"]. Ya atau tidak: true atau false.',
            "source": "Peraturan, surat, atau siapa yang mengatakannya.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["value"] = InvalidJSONInput("")
        self.helper = laid_out(
            Div("text", "source", css_class="pk-form pk-form-2"),
            Div("fact", "operator", "value", "severity", css_class="pk-form pk-form-2 pk-gap"),
        )


class PublishForm(forms.Form):
    """From when a draft holds, and on what it rests."""

    valid_from = forms.DateField(
        label="Berlaku mulai", widget=DateInput, initial=timezone.localdate
    )
    basis = forms.CharField(
        label="Dasar", max_length=160, help_text="Nota dinas, peraturan, atau surat UPT."
    )
    helper = laid_out(Div("valid_from", "basis", css_class="pk-form pk-form-1"))


class RemoveForm(forms.Form):
    reason = forms.CharField(label="Mengapa dihapus", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(Div("reason", css_class="pk-form pk-form-1"))


class PapersForm(forms.Form):
    """One choice for each kind of paper: not asked for, or how much it is needed."""

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = {paper.kind: paper.severity for paper in facility.required_papers.all()}
        for kind in ASKED_FOR:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=[("", "Tidak diminta"), *Severity.choices],
                required=False,
                initial=present.get(kind, ""),
            )
        keys = [kind.value for kind in ASKED_FOR]
        self.helper = laid_out(Div(*keys, css_class="pk-form pk-form-3"))

    def chosen(self) -> dict[PaperKind, Severity]:
        return {
            PaperKind(kind): Severity(severity)
            for kind, severity in self.cleaned_data.items()
            if severity
        }


# The house makes these itself; nobody brings them.
ASKED_FOR = [
    kind
    for kind in PaperKind
    if kind not in (PaperKind.HANDOVER, PaperKind.SIGNED_SCAN, PaperKind.OTHER)
]
