"""Which guarded facts of health the letter of a referral tells."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from intake.permissions_health import read_health
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt, press
from ppks_service.forms import posted
from ppks_service.journal.actions import record
from referrals import actions, health
from referrals.forms_health import DisclosureForm
from referrals.models import Referral


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_REFERRALS)
def referral_health(request: StaffRequest, number: str) -> HttpResponse:
    rows = Referral.objects.visible_to(request.user)
    referral = get_object_or_404(
        rows.select_related("case__section", "case__person", "facility"), number=number
    )
    read_health.check(request.user, referral.case)
    if "tarik" in request.POST:
        return _withdraw(request, referral)
    form = DisclosureForm(posted(request), referral=referral)
    if form.is_valid() and attempt(
        form, lambda: actions.allow_health(form.instance, by=request.user)
    ):
        messages.success(request, "Tercatat. Fakta ini akan tertulis dalam surat rujukan.")
        return redirect("referrals:health", number)
    if request.method != "POST":
        note = "Fakta kesehatan yang dijaga dibaca."
        record(actor=request.user, action="health.read", subject=referral, note=note)
    told = health.standing(referral).select_related("fact", "recorded_by").order_by("pk")
    context = {
        "referral": referral,
        "form": form,
        "told": [(row, health.in_words(row.fact)) for row in told],
        "may_be_told": health.may_be_told(referral).exists(),
        "refusal": health.disclose_health.refusal(request.user, referral),
    }
    return render(request, "referrals/health.html", context)


def _withdraw(request: StaffRequest, referral: Referral) -> HttpResponse:
    pk = request.POST["tarik"]
    row = get_object_or_404(health.standing(referral), pk=pk if pk.isdecimal() else 0)
    words = "Ditarik. Surat rujukan tidak memuatnya."
    press(request, actions.withdraw_health, row, by=request.user, done=words)
    return redirect("referrals:health", referral.number)
