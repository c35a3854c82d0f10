"""Forms of the partner desk. They fill and check; the actions write."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from ppks_service.forms import laid_out
from referrals.forms import AcceptForm, DeclineForm, ReferralArrivalForm
from referrals.models import PartnerLink, Referral
from upt_facilities.forms import PlaceField
from upt_facilities.models import Place


class FilesInput(forms.ClearableFileInput):
    """A file field that takes several, from the camera too."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files; what they hold is judged where they are stored."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given: Iterable[Any] = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given if one]


def files_field() -> FilesField:
    return FilesField(
        label="Lampiran",
        required=False,
        help_text="PDF atau foto, paling besar 10 MB sebuah.",
        widget=FilesInput(attrs={"accept": "application/pdf,image/*"}),
    )


class ReserveForm(forms.Form):
    """Which free place of the facility waits for the person instead of the one held."""

    place = PlaceField(label="Tempat yang disiapkan", queryset=Place.objects.none())

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hold = referral.hold
        until = hold.period.upper if hold else None
        free = Place.objects.filter(ward__facility=referral.facility, is_extra=False).free_during(
            timezone.now(), until
        )
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = free.select_related("ward").order_by("ward__name", "order", "pk")


class SendLinkForm(forms.ModelForm):
    """Who gets the link, and where it is mailed to."""

    class Meta:
        model = PartnerLink
        fields = ["contact", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(Div("contact", "email", css_class="pk-form pk-form-1"))


class PinForm(forms.Form):
    """The PIN, and who gives it: the name stands on the answer."""

    pin = forms.RegexField(
        r"^\d{6}$",
        label="PIN",
        strip=True,
        error_messages={"invalid": "PIN terdiri dari 6 angka."},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": 6,
                "class": "pk-pin",
            }
        ),
    )
    name = forms.CharField(
        label="Nama Anda",
        max_length=80,
        help_text="Tertulis pada jawaban dan di jurnal Dinas Sosial.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    position = forms.CharField(label="Jabatan", max_length=70, required=False)

    def who(self) -> str:
        """``dr. Indah, dokter jaga``"""
        parts = (self.cleaned_data["name"], self.cleaned_data["position"])
        return ", ".join(part for part in parts if part)


class AcceptByLinkForm(AcceptForm):
    attachments = files_field()


class DeclineByLinkForm(DeclineForm):
    attachments = files_field()


class AskForm(forms.Form):
    """What the receiving side wants to know before it answers."""

    question = forms.CharField(
        label="Pertanyaan untuk pekerja sosial",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskByLinkForm(AskForm):
    attachments = files_field()


class ArriveByLinkForm(ReferralArrivalForm):
    """The facts of an arrival, on a phone: one column."""

    attachments = files_field()


class FinishByLinkForm(forms.Form):
    note = forms.CharField(
        label="Yang sudah diberikan",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attachments = files_field()


class AnswerQuestionForm(forms.Form):
    """The section's answer to what the receiving side asked."""

    answer = forms.CharField(
        label="Jawaban", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
