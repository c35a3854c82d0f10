"""What is filled in about how close people are and what holds a person."""

from typing import Any

from django import forms
from django.utils import timezone

from intake.models import Bond, Person, Tie
from intake.network import Network
from ppks_service.widgets import DateInput, OptionCards


class TieForm(forms.ModelForm):
    """An institution or people around the person."""

    class Meta:
        model = Tie
        fields = ("kind", "name", "since")
        widgets = {"since": DateInput}
        help_texts = {
            "name": "Misalnya: SDN contoh, Puskesmas contoh, tetangga di pasar.",
            "since": "Kosong bila tidak diketahui.",
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person


class EndTieForm(forms.Form):
    tie = forms.ModelChoiceField(Tie.objects.none(), widget=forms.HiddenInput)
    until = forms.DateField(label="Berakhir tanggal", widget=DateInput)
    reason = forms.CharField(label="Mengapa berakhir", max_length=200)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Tie.objects.filter(pk__in=[tie.pk for tie in network.ties], until=None)
        self.fields["tie"].queryset = mine.order_by("pk")  # type: ignore[attr-defined]


class BondForm(forms.ModelForm):
    """How close two are now: of the relations and ties that the reader sees."""

    about = forms.ChoiceField(label="Hubungan dengan")

    class Meta:
        model = Bond
        fields = ("quality", "said_on", "said_by")
        widgets = {"quality": OptionCards(columns=2), "said_on": DateInput}
        help_texts = {"said_by": "Misalnya: sendiri, adiknya, pengamatan pekerja sosial."}

    field_order = ("about", "quality", "said_by", "said_on")

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_on"].initial = timezone.localdate
        choices = self.fields["quality"].choices  # type: ignore[attr-defined]
        self.fields["quality"].choices = [c for c in choices if c[0]]  # type: ignore[attr-defined]
        self._things: dict[str, Any] = {}
        named = []
        for line in (*network.lines(), *network.tie_lines()):
            thing = line.link.row if line.link else line.tie
            if thing is None or (line.tie and line.tie.until):
                continue
            key = f"{'r' if line.link else 't'}{thing.pk}"
            self._things[key] = thing
            named.append((key, f"{line.who}, {line.what.lower() if line.tie else line.what}"))
        self.fields["about"].choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        thing = self._things.get(data.get("about", ""))
        if isinstance(thing, Tie):
            self.instance.tie = thing
        else:
            self.instance.relation = thing
        return data


class DeathForm(forms.Form):
    """Which of the relatives has died."""

    person = forms.ModelChoiceField(Person.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = [pk for pk, m in network.members.items() if not m.is_dead and not m.is_me]
        people = Person.objects.filter(pk__in=living).order_by("pk")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
