"""Services given: the ledger of a case, and a whole ward at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from intake.case_page import case_context
from intake.queries import files_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from referrals import actions, permissions
from referrals.forms import CancelServiceForm, ServiceForm, WardServiceForm
from referrals.models import ServiceGiven
from referrals.residents import residents_on
from referrals.services_page import back_to_ledger, parse_day, services_context
from referrals.views.attempts import attempt
from upt_facilities.models import Facility, Ward

ANSWERED = ["GET", "HEAD", "POST"]


@require_http_methods(ANSWERED)
@requires(Capability.READ_CASES)
def services(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    form = ServiceForm(posted(request))
    if form.is_valid():
        needs, on = form.cleaned_data["needs"], form.cleaned_data["given_on"]
        evidence = form.cleaned_data["evidence"]
        given = attempt(
            form,
            lambda: actions.give_services(case, needs, on, by=request.user, evidence=evidence),
        )
        if given is not None:
            messages.success(
                request, f"{len(given)} layanan tercatat; yang sudah ada tidak diulang."
            )
            return redirect("referrals:services", number)
    last = parse_day(request.GET.get("sampai", ""))
    context = case_context(request, case, tab="layanan") | services_context(
        request.user, case, last
    )
    return render(request, "referrals/services.html", context | {"form": form})


@require_http_methods(ANSWERED)
@requires(Capability.RECORD_SERVICES)
def service_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    seen = ServiceGiven.objects.visible_to(request.user).select_related("case__person", "facility")
    service = get_object_or_404(seen, pk=pk)
    permissions.cancel_service.check(request.user, service)
    form = CancelServiceForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        act = lambda: actions.cancel_service(service, by=request.user, reason=reason)  # noqa: E731
        if attempt(form, act) is not None:
            messages.success(request, "Catatan layanan dibatalkan. Barisnya tetap terbaca.")
            return redirect(back_to_ledger(service, request.user))
    context = {"form": form, "service": service, "back": back_to_ledger(service, request.user)}
    return render(request, "referrals/service_cancel.html", context)


@require_http_methods(ANSWERED)
@requires(Capability.RUN_FACILITY)
def ward_services(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    facility = get_object_or_404(Facility.objects.visible_to(request.user), code=code)
    ward = get_object_or_404(Ward.objects.select_related("facility"), facility=facility, pk=pk)
    permissions.record_ward_service.check(request.user, facility)
    day = parse_day(request.POST.get("given_on") or request.GET.get("tanggal", ""))
    residents = residents_on(ward, day)
    form = WardServiceForm(posted(request), residents=residents, initial={"given_on": day})
    if form.is_valid():
        need, on, evidence, cases = (
            form.cleaned_data[name] for name in ("need", "given_on", "evidence", "cases")
        )
        chosen = [int(case) for case in cases]
        given = attempt(
            form,
            lambda: actions.give_ward_service(
                ward, need, on, by=request.user, cases=chosen, evidence=evidence
            ),
        )
        if given is not None:
            messages.success(request, f"Tercatat untuk {len(given)} penghuni {ward}.")
            return redirect("referrals:ward_services", code, pk)
    ticked = request.POST.getlist("cases") if request.method == "POST" else None
    context = {"facility": facility, "ward": ward, "day": day, "residents": residents, "form": form}
    return render(request, "referrals/ward_services.html", context | {"ticked": ticked})
