"""Doing one act for a form or a button, with its refusal in words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError

from ppks_service.accounts.guards import StaffRequest
from ppks_service.forms import add_errors
from ppks_service.workflow import Refused


def attempt(form: forms.BaseForm, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any | None:
    """Do ``act`` and return what it returns, or None with its refusal written into ``form``."""
    try:
        return act(*args, **kwargs)
    except ValidationError as error:
        add_errors(form, error)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


def press(
    request: StaffRequest, act: Callable[..., Any], *args: Any, done: str = "", **kwargs: Any
) -> Any | None:
    """The same for a button without a form: the refusal, or else ``done``, is said as a message."""
    try:
        result = act(*args, **kwargs)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)
        return result
    return None
