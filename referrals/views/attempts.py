"""Doing one act for a form or a button, with its refusal in words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from ppks_service.accounts.guards import StaffRequest
from ppks_service.forms import add_errors
from ppks_service.workflow import WrongStatus
from referrals.models import Referral
from upt_facilities.actions import FacilityFull


def attempt(form: forms.BaseForm, act: Callable[[], Any]) -> Any:
    """What ``act`` returns, or None with its refusal in ``form``."""
    try:
        return act()
    except (WrongStatus, FacilityFull) as refused:
        form.add_error(None, str(refused))
    except ValidationError as error:
        add_errors(form, error)
    return None


def press(request: StaffRequest, act: Callable[[], Any]) -> Any:
    """What ``act`` returns, or None with its refusal as a message: for a button without a form."""
    try:
        return act()
    except (WrongStatus, FacilityFull) as refused:
        messages.error(request, str(refused))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return None


def back_to(referral: Referral) -> HttpResponse:
    return redirect("referrals:show", referral.number)
