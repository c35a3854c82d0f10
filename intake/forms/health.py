"""What is filled in about guarded facts of health."""

from typing import Any

from django import forms
from django.utils import timezone

from intake.health import open_screens
from intake.models import Case, HealthFact
from intake.permissions_health import read_health
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.widgets import DateInput


class ScreenField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        day = indonesian.short_date(obj.dated_on)
        return f"{obj.get_kind_display()}, {indonesian.in_sentence(obj.get_state_display())}, {day}"


class HealthFactForm(forms.ModelForm):
    """One fact, who said it, and when. The screens of the file are offered only to who may read them."""

    answers = ScreenField(
        HealthFact.objects.none(),
        label="Menjawab tes saring",
        required=False,
        empty_label="Tidak menjawab tes saring",
        help_text="Bila laboratorium memeriksa ulang hasil tes saring. Keduanya tetap tersimpan.",
    )

    class Meta:
        model = HealthFact
        fields = (
            "kind",
            "source",
            "state",
            "said_by",
            "dated_on",
            "valid_until",
            "answers",
            "words",
        )
        widgets = {"dated_on": DateInput, "valid_until": DateInput}
        help_texts = {
            "said_by": "Nama, jabatan, dan instansinya. Bila orangnya sendiri: tulis “sendiri”.",
            "state": "Tes saring, ucapan, dan penglihatan: pilih “Diduga”. Hanya laboratorium, dokter, "
            "atau psikolog yang memastikan.",
            "valid_until": "Bila hasilnya hanya berlaku sampai suatu hari.",
            "words": "Seperlunya. Jangan menulis nama orang lain.",
        }

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        self.fields["dated_on"].initial = timezone.localdate
        screens = open_screens(case)
        if read_health.allows(user, case) and screens.exists():
            self.fields["answers"].queryset = screens  # type: ignore[attr-defined]
        else:
            del self.fields["answers"]


class StrikeHealthForm(forms.Form):
    """Why a fact is struck out."""

    fact = forms.ModelChoiceField(HealthFact.objects.none(), widget=forms.HiddenInput)
    reason = forms.CharField(label="Mengapa dicoret", max_length=200)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = case.health_facts.filter(struck_at=None).order_by("pk")
        self.fields["fact"].queryset = standing  # type: ignore[attr-defined]
