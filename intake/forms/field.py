"""Forms over what phones sent: choosing between two versions, taking in what came late."""

from typing import Any

from django import forms
from django.core import signing

from intake.models import EntryDoor, SyncItem
from ppks_service.forms import laid_out
from ppks_service.widgets import OptionCards


class ChoiceForm(forms.Form):
    """For each clashing answer: mine, or what is stored. Drawn by hand, both sides at once."""

    def __init__(self, data: Any = None, *, item: SyncItem) -> None:
        super().__init__(data)
        for name, side in item.open_clash.items():
            self.fields[name] = forms.ChoiceField(
                label=side["label"],
                choices=[("mine", "Tulisan Anda"), ("theirs", "Tersimpan")],
                error_messages={"required": "Pilih salah satu."},
            )


class TakeInForm(forms.Form):
    """Why somebody is recorded late, and by which door when their raid is closed."""

    door = forms.ChoiceField(
        label="Pintu masuk",
        choices=[choice for choice in EntryDoor.choices if choice[0] != EntryDoor.RAID],
        widget=OptionCards(columns=3),
    )
    reason = forms.CharField(
        label="Mengapa terlambat dicatat",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya: ponsel petugas baru mendapat sinyal sesudah razia ditutup.",
    )

    def __init__(self, data: Any = None, *, is_inside: bool) -> None:
        super().__init__(data)
        if is_inside:
            del self.fields["door"]
        self.helper = laid_out(*self.fields)


SALT = "encounter-shown"


def sealed(values: dict[str, Any]) -> str:
    """What a form shows when it is opened, for the form to carry unchanged."""
    return signing.dumps(values, salt=SALT, compress=True)


def opened(text: str) -> dict[str, Any] | None:
    """Undo ``sealed``; None when it is not our own."""
    try:
        values = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return values if isinstance(values, dict) else None
