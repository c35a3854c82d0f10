"""The form of people who were met together: what they share once, and a row for each of them."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from intake.actions.groups import GROUP_AT_MOST, MemberRefused
from intake.forms.encounters import FateFields, PersonFields
from intake.forms.raids import with_more_rows
from intake.models import Activity, Encounter, EntryDoor, Outcome, Raid, RaidStop
from ppks_service.widgets import DateTimeInput, OptionChips

PREFIX = "orang"
SHARED = ("stop", "met_at", "place", "activities", "outcome", "outcome_reason", "handed_to")


class GroupForm(FateFields):
    """What all of a group share. ``batch`` makes a post that is sent twice count once."""

    stop = forms.ModelChoiceField(RaidStop.objects.none(), label="Titik", required=False)
    met_at = forms.DateTimeField(label="Waktu bertemu", widget=DateTimeInput)
    place = forms.CharField(label="Tempat", max_length=200, required=False)
    activities = forms.MultipleChoiceField(
        label="Sedang apa",
        choices=Activity.choices,
        required=False,
        widget=OptionChips(columns=3, dunno=Activity.UNKNOWN),
    )
    batch = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, raid: Raid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.raid = raid
        self.initial.setdefault("batch", uuid.uuid4())
        self.initial.setdefault("outcome", Outcome.TAKEN)
        field = self.fields["stop"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = raid.stops.order_by("order"), "Tanpa titik"

    def member(self, row: "MemberForm") -> Encounter:
        """The person of a row, with what all of them share."""
        person = row.instance
        person.raid, person.door = self.raid, EntryDoor.RAID
        for name in SHARED:
            setattr(person, name, self.cleaned_data[name])
        return person


class MemberForm(PersonFields):
    """One of a group: what is seen of this one alone."""

    activities = None  # type: ignore[assignment]
    belongings = None  # type: ignore[assignment]
    with_whom = None  # type: ignore[assignment]

    class Meta(PersonFields.Meta):
        fields = ["sex", "age_band", "age_years", "conditions", "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sex", "age_band"):  # nothing is answered before the officer answers
            self.initial.pop(name, None)


class MemberRows(forms.BaseFormSet):
    """The people of a group; rows of which nothing is filled in are nobody."""

    def filled(self) -> list[MemberForm]:
        return [row for row in self.forms if row.has_changed()]

    def clean(self) -> None:
        if any(self.errors):
            return
        if len(self.filled()) < 2:
            raise ValidationError(
                "Isi sekurangnya dua orang. Satu orang dicatat lewat “Catat orang”."
            )

    def photos(self) -> dict[int, UploadedFile]:
        """The pictures, by the place of whose they are."""
        taken = {n: row.cleaned_data.get("photo") for n, row in enumerate(self.filled())}
        return {n: photo for n, photo in taken.items() if photo}


GroupRows = forms.formset_factory(
    MemberForm, formset=MemberRows, extra=4, max_num=GROUP_AT_MOST, validate_max=True
)


def rows_of(data: Any, files: Any) -> Any:
    """The rows as posted, or empty ones. "Tambah baris" asks for more room."""
    if data is not None and data.get("baris") == PREFIX:
        data = with_more_rows(data, PREFIX)
    return GroupRows(data, files, prefix=PREFIX)


def show_refusal(form: GroupForm, rows: Any, refused: MemberRefused) -> None:
    """Write what an action refused beside the field it is about: of the one person, or of all."""
    row = rows.filled()[refused.at]
    if not hasattr(refused, "error_dict"):
        row.add_error(None, refused.messages)
        return
    for name, errors in refused.error_dict.items():
        target = form if name in form.fields else row
        target.add_error(name if name in target.fields else None, errors)
