"""The kinds of referral and who decides them: the pages of the data administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from referrals import actions
from referrals.forms_kinds import KindForm
from referrals.models import ReferralKind
from referrals.views.attempts import attempt


@require_safe
@requires(Capability.MAINTAIN_REFERENCE)
def kind_list(request: StaffRequest) -> HttpResponse:
    kinds = ReferralKind.objects.order_by("pk")
    return render(request, "referrals/kind_list.html", {"kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def kind_edit(request: StaffRequest, code: str) -> HttpResponse:
    kind = get_object_or_404(ReferralKind, code=code)
    form = KindForm(posted(request), instance=kind)
    if form.is_valid() and attempt(form, lambda: actions.set_kind(form.instance, by=request.user)):
        messages.success(request, f"Aturan “{kind}” tersimpan.")
        return redirect("referrals:kinds")
    return render(request, "referrals/kind_form.html", {"form": form, "kind": kind})
