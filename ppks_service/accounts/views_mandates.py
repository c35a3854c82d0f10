"""Acting heads: the mandates with their letters, on one page with the form that records one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ppks_service.accounts import actions_mandates as actions
from ppks_service.accounts.forms import MandateForm
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.models import Mandate
from ppks_service.accounts.queries import mandates_for_list
from ppks_service.accounts.roles import INCOMPATIBLE, Capability
from ppks_service.attempts import attempt, press
from ppks_service.forms import posted

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MAINTAIN_ACCOUNTS)
def mandate_list(request: StaffRequest) -> HttpResponse:
    form = MandateForm(posted(request))
    if form.is_valid():
        mandate = attempt(form, actions.record_mandate, form.instance, by=request.user)
        if mandate is not None:
            messages.success(request, f"Mandat {mandate} tersimpan.")
            return redirect("accounts:mandates")
    page = Paginator(mandates_for_list(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "today": timezone.localdate(),
        "incompatible": [why for _, _, why in INCOMPATIBLE],
    }
    return render(request, "accounts/mandate_list.html", context)


@require_POST
@requires(Capability.MAINTAIN_ACCOUNTS)
def mandate_revoke(request: StaffRequest, pk: int) -> HttpResponse:
    mandate = get_object_or_404(Mandate, pk=pk)
    reason, done = request.POST.get("reason", ""), f"Mandat {mandate} diakhiri."
    press(request, actions.revoke_mandate, mandate, by=request.user, reason=reason, done=done)
    return redirect("accounts:mandates")
