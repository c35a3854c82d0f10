"""When everything is full: the waiting list of a ward, a stay for a time only, a signed extra place."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from intake.models import Case
from intake.queries import files_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.http import next_address
from upt_facilities import actions, permissions
from upt_facilities.forms_waiting import (
    MoveWaitingForm,
    OverCapacityForm,
    StopWaitingForm,
    TemporaryForm,
    WaitForm,
)
from upt_facilities.matching import fit_of
from upt_facilities.models import Facility, Stay, WaitingEntry, Ward
from upt_facilities.turns import log_of, turns_in

ANSWERED = ["GET", "HEAD", "POST"]


@require_safe
@requires(Capability.READ_FACILITIES)
def waiting_list(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    facility = get_object_or_404(Facility.objects.visible_to(request.user), code=code)
    ward = get_object_or_404(facility.wards.all(), pk=pk)
    turns = turns_in([ward.pk])
    mine = set(
        Case.objects.visible_to(request.user)
        .filter(pk__in=[turn.entry.case_id for turn in turns])
        .values_list("pk", flat=True)
    )
    context = {
        "facility": facility,
        "ward": ward,
        "rows": [(turn, turn.entry.case_id in mine) for turn in turns],
        "log": log_of(ward, request.user),
        "may_move": permissions.reorder_waiting.allows(request.user, facility),
        "may_write": request.user.has(Capability.WRITE_REFERRALS),
    }
    return render(request, "facilities/waiting_list.html", context)


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def case_wait(request: StaffRequest, number: str, code: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    facility = get_object_or_404(Facility, code=code)
    wards = [fit.ward for fit in fit_of(case, facility).suiting_wards]
    form = WaitForm(posted(request), case=case, wards=wards)
    if form.is_valid() and attempt(form, actions.wait, form.instance, by=request.user):
        messages.success(request, f"Masuk daftar tunggu {form.instance.ward}. Tersimpan.")
        return redirect("facilities:waiting_list", code, form.instance.ward_id)
    return _page(
        request,
        form,
        title="Masukkan daftar tunggu",
        meta=f"{case.number} menunggu tempat di {facility}.",
        act="Masukkan daftar tunggu",
        crumb=case.person.name,
        back=reverse("intake:case_show", args=[number]),
    )


@require_http_methods(ANSWERED)
@requires(Capability.DECIDE)
def waiting_move(request: StaffRequest, pk: int) -> HttpResponse:
    entry = _entry(pk)
    form = MoveWaitingForm(posted(request))
    if form.is_valid() and attempt(
        form, actions.move_waiting, entry, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Urutan dipindah; log antrean menyebut alasannya.")
        return redirect("facilities:waiting_list", entry.ward.facility.code, entry.ward_id)
    return _page(
        request,
        form,
        title="Pindah urutan tunggu",
        meta=f"{entry.case.number} di {entry.ward}, {entry.ward.facility}{_now(entry)}.",
        act="Pindahkan",
        crumb=f"Daftar tunggu {entry.ward}",
        back=_list_url(entry.ward),
    )


def _now(entry: WaitingEntry) -> str:
    """``; kini urutan 1 dari 3, 12 hari``"""
    turns = turns_in([entry.ward_id])
    return next((f"; kini {turn.in_words}" for turn in turns if turn.entry == entry), "")


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def waiting_stop(request: StaffRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(
        WaitingEntry.objects.for_list().filter(case__in=Case.objects.visible_to(request.user)),
        pk=pk,
    )
    form = StopWaitingForm(posted(request))
    if form.is_valid() and attempt(
        form, actions.stop_waiting, entry, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Tidak lagi di daftar tunggu. Tersimpan.")
        return redirect("facilities:waiting_list", entry.ward.facility.code, entry.ward_id)
    return _page(
        request,
        form,
        title="Keluarkan dari daftar tunggu",
        meta=f"{entry.case.number} di {entry.ward}, {entry.ward.facility}.",
        act="Keluarkan",
        crumb=f"Daftar tunggu {entry.ward}",
        back=_list_url(entry.ward),
    )


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS, Capability.RUN_FACILITY)
def stay_temporary(request: StaffRequest, pk: int) -> HttpResponse:
    stay = get_object_or_404(Stay.objects.visible_to(request.user).running().for_list(), pk=pk)
    form = TemporaryForm(posted(request), stay=stay)
    if form.is_valid() and attempt(form, actions.set_temporary, form.instance, by=request.user):
        messages.success(request, "Batas tempat sementara tersimpan dan muncul di pekerjaan.")
        return redirect("facilities:stay_show", pk)
    return _page(
        request,
        form,
        title="Tempat sementara",
        meta=f"{stay.case.number} di {stay.facility}. Sebelum batasnya, tempat berikutnya dicari.",
        act="Simpan batas",
        crumb=stay.case.person.name,
        back=reverse("facilities:stay_show", args=[pk]),
    )


@require_http_methods(ANSWERED)
@requires(Capability.DECIDE)
def over_capacity(request: StaffRequest, number: str, code: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    facility = get_object_or_404(Facility, code=code)
    back = next_address(request, reverse("intake:case_show", args=[number]))
    form = OverCapacityForm(posted(request), case=case, facility=facility)
    if form.is_valid() and attempt(
        form, actions.sign_over_capacity, form.instance, by=request.user
    ):
        messages.success(
            request,
            "Tersimpan. Rujukan ke tempat ini kini dapat diajukan dan disetujui; tempat tambahan bernomor dipesan saat disetujui.",
        )
        return redirect(back)
    return _page(
        request,
        form,
        title="Izinkan kelebihan daya tampung",
        meta=f"{case.number} di {facility}: hanya orang ini, di tempat tambahan bernomor.",
        act="Izinkan dan tanda tangani",
        crumb=case.person.name,
        back=back,
    )


def _entry(pk: int) -> WaitingEntry:
    return get_object_or_404(WaitingEntry.objects.open().for_list(), pk=pk)


def _list_url(ward: Ward) -> str:
    return reverse("facilities:waiting_list", args=[ward.facility.code, ward.pk])


def _page(request: StaffRequest, form: forms.BaseForm, **words: str) -> HttpResponse:
    return render(request, "components/act_page.html", {"form": form, **words})
