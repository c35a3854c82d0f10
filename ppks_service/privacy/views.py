"""How long what is kept, for whoever works here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ppks_service.accounts.guards import StaffRequest, open_to_staff
from ppks_service.privacy.retention import kept


@require_safe
@open_to_staff
def retention_list(request: StaffRequest) -> HttpResponse:
    return render(request, "privacy/retention_list.html", {"periods": kept()})
