"""What several sources say of one raid: their numbers, and the official one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from intake import actions
from intake import permissions_raids as permissions
from intake.forms import raids as forms
from intake.models import Raid, RaidTotal
from intake.tally import tally_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def raid_totals(request: StaffRequest, number: str) -> HttpResponse:
    raid = _writable(request, number)
    begin = {"stated_at": timezone.now()}
    form = forms.TotalForm(posted(request), instance=RaidTotal(raid=raid), initial=begin)
    if form.is_valid() and attempt(form, actions.add_total, form.instance, by=request.user):
        messages.success(request, "Angka sumber tersimpan.")
        return redirect("intake:raid_totals", number)
    context = {"form": form, "raid": raid, "tally": tally_of(raid)}
    context["totals"] = raid.totals.select_related("recorded_by").order_by("stated_at", "pk")
    return render(request, "intake/raid_totals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def total_judge(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    raid = _writable(request, number)
    total = get_object_or_404(raid.totals.filter(withdrawn_reason=""), pk=pk)
    form = forms.TotalReasonForm(posted(request))
    act = actions.withdraw_total if "cabut" in request.POST else actions.make_official
    if form.is_valid() and attempt(form, act, total, by=request.user, **form.cleaned_data):
        messages.success(request, "Tersimpan.")
        return redirect("intake:raid_totals", number)
    context = {"form": form, "raid": raid, "total": total}
    return render(request, "intake/raid_total_judge.html", context)


def _writable(request: StaffRequest, number: str) -> Raid:
    raid = get_object_or_404(Raid.objects.visible_to(request.user), number=number)
    permissions.write_raid.check(request.user, raid)
    return raid
