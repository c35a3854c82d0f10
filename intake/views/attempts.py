"""How a view hands a form's instance to an action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError

from intake.actions import CaseStillRuns
from ppks_service.accounts.guards import StaffRequest
from ppks_service.forms import add_errors
from ppks_service.workflow import WrongStatus


def attempt(form: forms.BaseForm, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any | None:
    """Do ``act`` and return what it returns, or None with its refusal written into ``form``."""
    try:
        return act(*args, **kwargs)
    except ValidationError as error:
        add_errors(form, error)
    except (WrongStatus, CaseStillRuns) as refusal:
        form.add_error(None, str(refusal))
    return None


@dataclass(frozen=True)
class PageForm:
    """One of several forms on a page: what it does, and what is said when it is done."""

    form: forms.BaseForm
    act: Callable[[Any], Any]
    done: str


def submitted(request: StaffRequest, page_forms: Mapping[str, PageForm]) -> bool:
    """Do what the posted one of ``page_forms`` asks; False leaves its errors for the page to show.

    The button's value under ``act`` says which; its form alone is bound.
    """
    chosen = page_forms.get(request.POST.get("act", ""))
    if request.method != "POST" or chosen is None or not chosen.form.is_valid():
        return False
    if attempt(chosen.form, chosen.act, chosen.form) is None:
        return False
    messages.success(request, chosen.done)
    return True


def bound_to(request: StaffRequest, act: str) -> dict[str, Any]:
    """The data and files for the form of ``act``, none where another form was posted; own ids."""
    own_ids = {"auto_id": f"{act}-%s"}
    if request.method == "POST" and request.POST.get("act") == act:
        return {"data": request.POST, "files": request.FILES} | own_ids
    return own_ids
