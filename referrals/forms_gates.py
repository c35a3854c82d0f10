"""Forms of gates and missing papers. They fill and check; the actions write."""

from typing import Any

from crispy_forms.layout import Div
from django import forms

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, roles_with
from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput
from referrals.models import Clearance, PaperTask


class ClearanceForm(forms.ModelForm):
    """What a protecting agency wrote."""

    class Meta:
        model = Clearance
        fields = ["kind", "agency", "letter_number", "dated_on", "note"]
        widgets = {"dated_on": DateInput}

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        self.helper = laid_out(
            Div(
                "kind", "agency", "letter_number", "dated_on", "note", css_class="pk-form pk-form-2"
            )
        )


class PaperTaskForm(forms.Form):
    """Who brings a missing paper, and until when: somebody of the section who may open the file."""

    owner = forms.ModelChoiceField(label="Yang mengurus", queryset=User.objects.none())
    due_on = forms.DateField(label="Paling lambat", widget=DateInput)

    def __init__(self, *args: Any, task: PaperTask, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"owner": task.owner_id, "due_on": task.due_on})
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(
            office=task.referral.case.section_id,
            role__in=roles_with(Capability.WRITE_REFERRALS),
            is_active=True,
        ).order_by("full_name", "pk")
        self.helper = laid_out(Div("owner", "due_on", css_class="pk-form pk-form-2"))
