"""Who may fetch a person, and the lock that keeps everybody from it."""

from collections.abc import Collection
from typing import Any

from django import forms

from intake.models import Collector, Person
from ppks_service.widgets import OptionCards


class CollectorForm(forms.ModelForm):
    """Somebody who asks to fetch the person, with the proofs there are so far."""

    class Meta:
        model = Collector
        fields = ("name", "relation", "relation_proof", "home_proof", "own_will")
        help_texts = {"relation": "Misalnya: adik kandung."}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person


class OneCollectorForm(forms.Form):
    collector = forms.ModelChoiceField(Collector.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, records: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["collector"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Collector.objects.filter(person__in=records).order_by("pk")


class ProofsForm(OneCollectorForm):
    """The three proofs of one collector."""

    relation_proof = forms.CharField(label="Hubungan terbukti oleh", max_length=200, required=False)
    home_proof = forms.CharField(label="Rumah sudah dilihat", max_length=200, required=False)
    own_will = forms.CharField(label="Kata orangnya sendiri", max_length=200, required=False)


class DecideCollectorForm(OneCollectorForm):
    answer = forms.ChoiceField(
        label="Keputusan",
        choices=[("allow", "Boleh menjemput"), ("bar", "Tidak boleh")],
        widget=OptionCards(columns=2),
    )
    reason = forms.CharField(label="Alasan, bila tidak boleh", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == "bar" and not data.get("reason"):
            self.add_error("reason", "Tulis mengapa orang ini tidak boleh menjemput.")
        return data


class LockForm(forms.Form):
    reason = forms.CharField(
        label="Apa yang diduga, dan dari mana dugaannya",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ClearForm(forms.Form):
    ground = forms.CharField(
        label="Dasar membuka kunci",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Siapa memeriksa, kapan, apa hasilnya.",
    )
