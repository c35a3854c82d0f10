"""Forms of plan templates, for admin data. They fill and check; actions save."""

from typing import Any

from crispy_forms.layout import Div
from django import forms

from intake.models import PPKSType
from ppks_service.forms import laid_out
from ppks_service.widgets import OptionChips
from referrals.models import PlanTemplate, TemplateAction, TemplateGoal

ACTS_AT_MOST = 8


class NewTemplateForm(forms.Form):
    """What a new template is called."""

    title = forms.CharField(label="Judul", max_length=120)
    helper = laid_out(Div("title", css_class="pk-form pk-form-1"))


class TemplateForm(forms.Form):
    """What the template is called, and for which types it is offered."""

    title = forms.CharField(label="Judul", max_length=120)
    types = forms.MultipleChoiceField(
        label="Untuk jenis PPKS",
        required=False,
        widget=OptionChips(columns=2),
        help_text="Tanpa pilihan: ditawarkan untuk semua jenis.",
    )

    def __init__(self, *args: Any, template: PlanTemplate | None = None, **kwargs: Any) -> None:
        if template is not None:
            kwargs["initial"] = {"title": template.title, "types": template.types}
        super().__init__(*args, **kwargs)
        types = PPKSType.objects.order_by("code", "pk")
        self.fields["types"].choices = [(one.code, one.name) for one in types]  # type: ignore[attr-defined]
        self.helper = laid_out(Div("title", "types", css_class="pk-form pk-form-1"))


class TemplateGoalForm(forms.ModelForm):
    """One suggested goal, and what tells whether it is reached."""

    class Meta:
        model = TemplateGoal
        fields = ["domain", "goal", "measure", "target", "within_days"]
        widgets = {"goal": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(
            Div("domain", "within_days", css_class="pk-form pk-form-2"),
            Div("goal", css_class="pk-form pk-form-1"),
            Div("measure", "target", css_class="pk-form pk-form-2"),
        )


class TemplateActionForm(forms.ModelForm):
    """One suggested act; a row left empty is none."""

    class Meta:
        model = TemplateAction
        fields = ["what", "by_kind", "within_days", "cost_source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, empty in (("by_kind", "Pilih"), ("cost_source", "Belum diketahui")):
            field = self.fields[name]
            field.choices = [("", empty), *field.choices[1:]]  # type: ignore[attr-defined]


TemplateActionRows = forms.formset_factory(
    TemplateActionForm, extra=3, max_num=ACTS_AT_MOST, validate_max=True
)


def rows_of(data: Any, goal: TemplateGoal | None) -> Any:
    """The acts of ``goal`` as rows, with a few empty ones after them."""
    initial = (
        list(goal.actions.order_by("pk").values("what", "by_kind", "within_days", "cost_source"))
        if goal and goal.pk
        else []
    )
    return TemplateActionRows(data, prefix="tindakan", initial=initial)


def acts_of(rows: Any) -> list[TemplateAction]:
    """Fresh rows of those filled in: what a goal had before is replaced."""
    return [
        TemplateAction(**{name: form.cleaned_data[name] for name in form.Meta.fields})
        for form in rows
        if form.cleaned_data.get("what")
    ]
