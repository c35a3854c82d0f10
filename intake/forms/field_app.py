"""The street form as the field app holds it: of no raid yet, the phone fills in stops and people."""

from typing import Any

from django import forms

from intake.forms.encounters import ALONE, LAST, RecordForm
from intake.models import Encounter, EntryDoor


class ShellForm(RecordForm):
    """The form of ``encounter_record``, rendered once for every raid and every officer.

    It is never bound: the phone reads the answers from the page and sends them as one item.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(instance=Encounter(door=EntryDoor.RAID), raid=None, **kwargs)
        self.initial.pop("met_at", None)
        choice = self.fields["with_whom"]
        assert isinstance(choice, forms.ChoiceField)
        alone, *others = list(choice.choices)  # type: ignore[arg-type]
        choice.choices = [alone, (LAST, "Orang barusan"), *others]


# Answers that stand alone in their group: ticking one unticks the others.
STANDS_ALONE = {name: [str(value) for value in values] for name, values in ALONE.items()}
