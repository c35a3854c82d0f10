from django import forms

from ppks_service.accounts.models import User
from ppks_service.journal.queries import GROUPS
from ppks_service.widgets import DateInput


class JournalFilterForm(forms.Form):
    """What an auditor asks the journal; everything may be left open."""

    oleh = forms.ModelChoiceField(
        User.objects.order_by("full_name", "pk"),
        label="Siapa",
        required=False,
        empty_label="Semua orang",
    )
    perbuatan = forms.ChoiceField(
        label="Perbuatan",
        required=False,
        choices=[("", "Semua perbuatan"), *((group.key, group.label) for group in GROUPS)],
    )
    nomor = forms.CharField(
        label="Nomor kasus, orang, atau surat",
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    sejak = forms.DateField(label="Sejak", required=False, widget=DateInput)
    sampai = forms.DateField(label="Sampai", required=False, widget=DateInput)
    sebelum = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sesudah = forms.IntegerField(required=False, widget=forms.HiddenInput)
