"""What is filled in so that somebody may be known again."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone

from intake.models import (
    BodyMark,
    BodyRegion,
    Case,
    IdentityLevel,
    IdentityTask,
    MarkKind,
    Person,
    PersonStatement,
    StatementTopic,
    TaskStatus,
)
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.widgets import DateInput

RUNGS = [choice for choice in IdentityLevel.choices if choice[0] != IdentityLevel.UNKNOWN]
# When an answer of another office is asked after, unless the officer says otherwise.
ASKED_AFTER = dt.timedelta(days=7)


class MarkForm(forms.ModelForm):
    kind = forms.ChoiceField(label="Tanda", choices=MarkKind)
    region = forms.ChoiceField(
        label="Di mana", choices=BodyRegion, help_text="Kiri dan kanan menurut orangnya."
    )

    class Meta:
        model = BodyMark
        fields = ("kind", "region", "words")
        help_texts = {"words": "Misalnya: lama, 2 cm. Luka baru dicatat di Layanan, bukan di sini."}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person


class StatementForm(forms.ModelForm):
    topic = forms.ChoiceField(label="Tentang", choices=StatementTopic)

    class Meta:
        model = PersonStatement
        fields = ("topic", "words", "said_on", "heard_by", "language")
        widgets = {"words": forms.Textarea(attrs={"rows": 2}), "said_on": DateInput}

    def __init__(self, *args: Any, person: Person, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person
        self.fields["said_on"].initial = timezone.localdate
        self.fields["heard_by"].initial = user.full_name


class IdentityTaskForm(forms.ModelForm):
    """A rung to reach, by whom and until when."""

    level = forms.ChoiceField(label="Tingkat yang dicari", choices=RUNGS)

    class Meta:
        model = IdentityTask
        fields = ("level", "owner", "asked_of", "letter", "due_on")
        widgets = {"due_on": DateInput}
        help_texts = {"asked_of": "Misalnya: Disdukcapil Kabupaten Asahan."}

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = case.person
        staff = User.objects.filter(office=case.section_id, is_active=True).order_by(
            "full_name", "pk"
        )
        able = [u.pk for u in staff if u.has(Capability.REGISTER) or u.has(Capability.ASSESS)]
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = staff.filter(pk__in=able)
        owner.initial = case.owner_id or user.pk
        self.fields["due_on"].initial = timezone.localdate() + ASKED_AFTER


class CancelTaskForm(forms.Form):
    task = forms.ModelChoiceField(IdentityTask.objects.none(), widget=forms.HiddenInput)
    reason = forms.CharField(label="Mengapa dibatalkan", max_length=200)

    def __init__(self, *args: Any, records: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        task = self.fields["task"]
        assert isinstance(task, forms.ModelChoiceField)
        tasks = IdentityTask.objects.filter(person__in=records, status=TaskStatus.OPEN)
        task.queryset = tasks.order_by("pk")
