"""What every form of the house shares."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.core.exceptions import ValidationError


def laid_out(*parts: LayoutObject | str) -> FormHelper:
    """Lay out the inside of a form. The template writes ``<form>``, the token and the address.

    Crispy renders a legend or a button's text as a *template*: write constants there,
    never anything that a person typed.
    """
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*parts)
    return helper


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Show what an action refused beside the fields of ``form``; what has no field stands on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


def posted(request: Any) -> Any:
    """The data of a posted form, or None: an empty post is a post too."""
    return request.POST if request.method == "POST" else None


__all__ = ["add_errors", "laid_out", "posted"]
