"""What is filled in about a case."""

from typing import Any

from django import forms
from django.utils import timezone

from intake.models import CHOSEN_FLAGS, Case, Consent, EndReason, Paper, PPKSType, Promise
from intake.queries import owners_for
from ppks_service.accounts.models import User
from ppks_service.widgets import DateInput, DateTimeInput, OptionCards, OptionChips


class CaseTextForm(forms.ModelForm):
    """How somebody arrived and what they tell."""

    class Meta:
        model = Case
        fields = ("condition", "belongings", "story")
        widgets = {
            "condition": forms.Textarea(attrs={"rows": 3}),
            "belongings": forms.Textarea(attrs={"rows": 3}),
            "story": forms.Textarea(attrs={"rows": 6}),
        }


class TypeField(forms.ModelChoiceField):
    """A choice of PPKS types by their names: as text the model hides one that tells of health."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PPKSType.objects.order_by("code"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class TypesField(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PPKSType.objects.order_by("code"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class TypesForm(forms.Form):
    """PPKS types, why they change, and protection."""

    main_type = TypeField(label="Jenis PPKS utama", empty_label=None)
    other_types = TypesField(
        label="Jenis lain",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label="Mengapa berubah",
        max_length=200,
        required=False,
        help_text="Jenis yang lama tetap ada di riwayat.",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(case.types.filter(until=None).order_by("pk"))
        self.initial = {
            "main_type": case.main_type_id,
            "other_types": [row.ppks_type_id for row in rows if not row.is_main],
        } | dict(self.initial)

    def chosen(self) -> list[PPKSType]:
        main = self.cleaned_data["main_type"]
        return [main, *(t for t in self.cleaned_data["other_types"] if t != main)]


class FlagsForm(forms.Form):
    """Why the person is protected; a child is by age."""

    flags = forms.MultipleChoiceField(
        label="Perlindungan",
        choices=[(flag.value, flag.label) for flag in CHOSEN_FLAGS],
        required=False,
        widget=OptionChips(),
        help_text="Anak terlindung dengan sendirinya. HIV, kekerasan seksual, dan fakta kesehatan lain "
        "dicatat di tab Kesehatan. Alasan tidak tampil di daftar.",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"flags": case.flags} | dict(self.initial)


class AssignForm(forms.Form):
    """Who answers for the case from now on."""

    owner = forms.ModelChoiceField(User.objects.none(), label="Penanggung jawab", empty_label=None)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_for(case.section_id)  # type: ignore[attr-defined]
        self.initial = {"owner": case.owner_id} | dict(self.initial)


class PauseForm(forms.Form):
    reason = forms.CharField(
        label="Mengapa ditangguhkan",
        max_length=200,
        help_text="Misalnya: rawat inap di RSUD; menunggu proses hukum.",
    )


class ResumeForm(forms.Form):
    """Nothing to fill in: only whether."""


class EndForm(forms.Form):
    """How the case ended."""

    reason = forms.ChoiceField(label="Hasil akhir", choices=EndReason)
    at = forms.DateTimeField(label="Waktu", widget=DateTimeInput, initial=timezone.localtime)
    note = forms.CharField(
        label="Keterangan hasil",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa buktinya, siapa yang menerima, dan apa sesudahnya.",
    )


class ConsentForm(forms.ModelForm):
    """An answer of the person or the guardian."""

    answer = forms.ChoiceField(
        label="Jawaban",
        choices=[("yes", "Bersedia"), ("no", "Tidak bersedia, atau belum dapat ditanya")],
        widget=OptionCards(columns=2),
    )

    class Meta:
        model = Consent
        fields = ("by_whom", "note")
        labels = {"by_whom": "Siapa yang menjawab", "note": "Penjelasan"}
        help_texts = {"by_whom": "Sendiri, wali, atau keluarga; lisan atau tertulis."}

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        self.instance.answered_at = timezone.now()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.given = data.get("answer") == "yes"
        if data.get("answer") == "no" and not data.get("note"):
            self.add_error("note", "Tulis mengapa persetujuan tidak diberikan.")
        return data


class PaperForm(forms.ModelForm):
    """One paper from outside the house, as a file or only noted."""

    upload = forms.FileField(
        label="Foto atau berkas",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
        help_text="PDF, JPEG, PNG, atau WebP, paling besar 10 MB. Lokasi pada foto dihapus.",
    )

    class Meta:
        model = Paper
        fields = ("kind", "dated_on", "issued_by", "valid_until", "note")
        widgets = {"dated_on": DateInput, "valid_until": DateInput}
        help_texts = {
            "valid_until": "Bila suratnya menyebut masa berlaku. Surat yang lewat masanya tidak dihitung "
            "lagi: yang baru diminta, dan surat dokter tidak membuka penempatan."
        }

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case


class PromiseForm(forms.ModelForm):
    """Who promised what, until when, and who fetched the person."""

    class Meta:
        model = Promise
        fields = (
            "signed_on",
            "signed_by",
            "content",
            "valid_until",
            "fetched_by",
            "fetched_on",
            "witness",
        )
        widgets = {
            "signed_on": DateInput,
            "valid_until": DateInput,
            "fetched_on": DateInput,
        }

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        self.initial.setdefault("signed_on", timezone.localdate())
