"""Decisions past their limit, as those above see them; and the pause that keeps one from getting there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.worklist.clocks import Clocks
from referrals import actions, permissions, queries
from referrals.escalation import escalated_to
from referrals.forms import PauseForm
from referrals.views.attempts import press

DECIDERS = (Capability.DECIDE, Capability.DECIDE_SECOND)


@require_safe
@requires(Capability.OVERSEE_DECISIONS)
def escalation_list(request: StaffRequest) -> HttpResponse:
    rows = escalated_to(request.user, Clocks())
    may_open = request.user.has(Capability.READ_REFERRALS)
    context = {
        "rows": [
            (row, permissions.decide_referral.allows(request.user, row.referral)) for row in rows
        ],
        "may_open": may_open,
    }
    return render(request, "referrals/escalations.html", context)


@require_POST
@requires(*DECIDERS)
def pause(request: StaffRequest, number: str) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    form = PauseForm(request.POST, auto_id="jeda_%s")
    if not form.is_valid():
        messages.error(request, "Tulis alasan jeda dan sampai kapan.")
        return redirect("referrals:decide", number)
    data = form.cleaned_data
    if press(request, lambda: actions.pause_decision(referral, by=request.user, **data)):
        messages.success(request, f"Keputusan {number} dijeda. Batasnya ikut mundur.")
    return redirect("referrals:decide", number)


@require_POST
@requires(*DECIDERS)
def resume(request: StaffRequest, number: str) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    if press(request, lambda: actions.resume_decision(referral, by=request.user)):
        messages.success(request, f"Jeda {number} diakhiri; batasnya berjalan lagi.")
    return redirect("referrals:decide", number)
