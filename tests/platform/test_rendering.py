import datetime as dt
import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from ppks_service.rendering import DRAWN, FormRenderer
from ppks_service.widgets import DateInput, DateTimeInput

# Django's templates leave an empty line where one ends.
BETWEEN_TAGS = re.compile(r">\s+<")
NASTY = "{{ 7*7 }}<script>\"'& é"
CHOICES = [
    ("", gettext_lazy("Semua")),
    (1, "Satu"),
    (NASTY, NASTY),
    ("aman", mark_safe("<b>&amp;</b>")),
    ("Kelompok <&>", [("a", "A"), ("b", NASTY)]),
]
ATTRS = {"class": "form-select", "required": True, "disabled": False, "data-x": NASTY, "size": 3}


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.Select(choices=CHOICES), "1"),
        (forms.Select(choices=CHOICES), NASTY),
        (forms.Select(choices=CHOICES), "b"),
        (forms.Select(choices=[]), None),
        (forms.SelectMultiple(choices=CHOICES), ["1", "a"]),
        (forms.NullBooleanSelect(), True),
        (forms.TextInput(), NASTY),
        (forms.TextInput(), None),
        (forms.TextInput(), mark_safe("a &amp; b")),
        (forms.TextInput(), ""),
        (forms.NumberInput(), 1234567),
        (forms.NumberInput(), 0),
        (forms.EmailInput(), "a@contoh.id"),
        (forms.PasswordInput(), "rahasia"),
        (forms.HiddenInput(), NASTY),
        (DateInput(), dt.date(2026, 11, 5)),
        (DateTimeInput(), dt.datetime(2026, 11, 5, 23, 0)),
        (forms.TimeInput(), dt.time(23, 5)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_control_is_drawn_as_by_its_template(widget, value):
    assert widget.template_name in DRAWN

    ours, theirs = (
        BETWEEN_TAGS.sub(">\n<", widget.render("bidang<", value, ATTRS, renderer=renderer).strip())
        for renderer in (FormRenderer(), TemplatesSetting())
    )

    assert ours == theirs


def test_other_controls_keep_their_template():
    drawn = forms.Textarea().render("x", NASTY, renderer=FormRenderer())

    assert drawn == forms.Textarea().render("x", NASTY, renderer=TemplatesSetting())
