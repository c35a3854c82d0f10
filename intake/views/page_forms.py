"""Several forms on one page, of which one is posted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages

from ppks_service.accounts.guards import StaffRequest
from ppks_service.attempts import attempt


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
