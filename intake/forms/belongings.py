"""Forms of the register of belongings: a thing taken, and what becomes of it."""

from typing import Any

from django import forms

from intake.models import BelongingItem, Encounter, ItemKind, ItemState
from intake.models.belongings import NEEDS_WHOM
from intake.raid_pages import masked_name
from ppks_service.widgets import DateTimeInput, OptionCards

NEXT = [
    (ItemState.HELD.value, "Disimpan"),
    (ItemState.RETURNED.value, "Dikembalikan"),
    (ItemState.POLICE.value, "Ke polisi"),
    (ItemState.DESTROYED.value, "Dimusnahkan"),
    (ItemState.MISTAKE.value, "Salah catat"),
]
NOT_FOR_WEAPONS = (ItemState.RETURNED, ItemState.DESTROYED)


class OwnerField(forms.ModelChoiceField):
    """One of the people of a raid, as its lists show them."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.ordinal} · {masked_name(obj)}"


class ItemForm(forms.ModelForm):
    """One thing that was taken from somebody. ``owners`` are the people of a raid, or None in a file."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    owner = OwnerField(
        label="Milik siapa", queryset=Encounter.objects.none(), empty_label="Pilih orangnya"
    )
    kind = forms.ChoiceField(label="Jenis barang", choices=ItemKind.choices)
    at = forms.DateTimeField(label="Waktu diambil", widget=DateTimeInput)
    where = forms.CharField(
        label="Langsung disimpan di",
        max_length=160,
        required=False,
        help_text="Misalnya: kantong nomor 12, lemari pos jaga. Kosong bila masih dibawa petugas.",
    )

    class Meta:
        model = BelongingItem
        fields = ["kind", "description", "amount"]
        help_texts = {
            "description": "Apa yang terlihat, misalnya “pisau lipat gagang kayu”.",
            "amount": "Misalnya 1 buah, Rp45.000, 12 butir.",
        }

    def __init__(self, *args: Any, owners: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_uuid", self.instance.client_uuid)
        self.order_fields(["client_uuid", "owner", "kind", "description", "amount", "at", "where"])
        if owners is None:
            del self.fields["owner"]
            return
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = owners

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "client_uuid" in cleaned:
            self.instance.client_uuid = cleaned["client_uuid"]
        if cleaned.get("owner"):
            self.instance.encounter = cleaned["owner"]
        return cleaned


class ChangeForm(forms.Form):
    """What happened with a thing."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label="Apa yang terjadi", choices=NEXT, widget=OptionCards(columns=2))
    at = forms.DateTimeField(label="Waktu", widget=DateTimeInput)
    where = forms.CharField(label="Disimpan di", max_length=160, required=False)
    to_whom = forms.CharField(
        label="Kantor polisi yang menerima",
        max_length=160,
        required=False,
        help_text="Misalnya Polsek Medan Baru, nomor tanda terima bila ada.",
    )
    reason = forms.CharField(label="Alasan", max_length=300, required=False)

    def __init__(self, *args: Any, item: BelongingItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.is_for_the_police:
            field = self.fields["state"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [pair for pair in NEXT if pair[0] not in NOT_FOR_WEAPONS]

    @property
    def needs_receiver(self) -> bool:
        """Whether somebody must sign for it."""
        return self.data.get("state") in NEEDS_WHOM if self.is_bound else False
