"""Raids: the list, opening and editing, stops and their count, closing and the minutes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import actions
from intake import permissions_raids as permissions
from intake.custody_pages import custody_checks, raid_summary
from intake.forms import raids as forms
from intake.minutes import valid_minutes
from intake.models import Encounter, Raid, RaidStop
from intake.models.raids import RaidQuerySet
from intake.raid_pages import acts_of, checklist, chips_of, narrowed, rows_of
from intake.raid_queries import narrowed_raids
from intake.sheet_pages import sheet_checks
from intake.tally import findings, standing_totals, tally_of
from intake.workflow_raids import CLOSE
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt, press
from ppks_service.forms import posted
from ppks_service.keyset import page_by_key
from ppks_service.workflow import WrongStatus

RAIDS_A_PAGE = 25
ENCOUNTERS_A_PAGE = 50


@require_safe
@requires(Capability.READ_RAIDS)
def raid_list(request: StaffRequest) -> HttpResponse:
    form = forms.RaidFilterForm(request.GET)
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    found = narrowed_raids(Raid.objects.visible_to(request.user).for_list(), asked)
    page = page_by_key(found, request.GET.dict(), by="starts_at", size=RAIDS_A_PAGE)
    context = {
        "form": form,
        "page": page,
        "is_filtered": bool(asked),
        "may_open": _may_write(request),
    }
    return render(request, "intake/raid_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def raid_open(request: StaffRequest) -> HttpResponse:
    form, rows = _opening(request)
    valid = [part.is_valid() for part in (form, *rows.values())]  # each shows its own errors
    if _is_sent(request) and all(valid):
        raid = attempt(
            form,
            actions.open_raid,
            form.instance,
            by=request.user,
            agencies=rows["instansi"].kept(),
            stops=rows["titik"].kept(),
        )
        if raid is not None:
            messages.success(request, f"Razia {raid.number} dibuka.")
            return redirect("intake:raid_show", raid.number)
    context = {"form": form, "agencies": rows["instansi"], "stops": rows["titik"]}
    return render(request, "intake/raid_form.html", context)


def _opening(request: StaffRequest) -> tuple[forms.RaidForm, dict[str, Any]]:
    """The form of a new raid with its rows. "Tambah baris" asks for room and saves nothing."""
    raid = Raid(opened_by=request.user)
    if request.method != "POST":
        form = forms.RaidForm(
            instance=raid, user=request.user, initial={"starts_at": timezone.now()}
        )
    else:
        form = forms.RaidForm(request.POST, instance=raid, user=request.user)
    rows = {
        "instansi": forms.AgencyFormSet(
            _rows(request, "instansi"), instance=raid, prefix="instansi"
        ),
        "titik": forms.StopFormSet(_rows(request, "titik"), instance=raid, prefix="titik"),
    }
    return form, rows


def _is_sent(request: StaffRequest) -> bool:
    return request.method == "POST" and "baris" not in request.POST


def _rows(request: StaffRequest, prefix: str) -> Any:
    if request.POST.get("baris") == prefix:
        return forms.with_more_rows(request.POST, prefix)
    return posted(request)


@require_safe
@requires(Capability.READ_RAIDS)
def raid_show(request: StaffRequest, number: str) -> HttpResponse:
    raid = get_object_or_404(_visible(request).select_related("led_by", "closed_by"), number=number)
    encounters = Encounter.objects.filter(raid=raid)
    key = request.GET.get("saring", "")
    page = page_by_key(
        narrowed(encounters, key).for_list(),
        request.GET.dict(),
        by="ordinal",
        size=ENCOUNTERS_A_PAGE,
    )
    tally, chips, agencies = (
        tally_of(raid),
        chips_of(encounters),
        list(raid.agencies.order_by("pk")),
    )
    minutes = None if raid.is_running else valid_minutes(raid)
    totals, custody = standing_totals(raid), raid_summary(raid)
    context = {
        "totals": totals,
        "findings": findings(tally, totals),
        "raid": raid,
        "custody": custody,
        "tally": tally,
        "chips": [chip for chip in chips if chip.key != "luar"],
        "chosen": key,
        "page": page,
        "rows": rows_of(page.rows),
        "agencies": agencies,
        "checks": checklist(raid, tally, chips, len(agencies), totals)
        + custody_checks(raid, custody)
        + sheet_checks(raid),
        "acts": acts_of(raid, request.user, minutes),
        "next": raid.last_ordinal + 1,
        "may_write": permissions.write_raid.allows(request.user, raid),
        "user_may_write": _may_write(request),
        "minutes": minutes,
        "close_refusal": CLOSE.refusal(request.user, raid) or "",
        "minutes_refusal": permissions.answer_for_raid.refusal(request.user, raid) or "",
    }
    return render(request, "intake/raid_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def raid_edit(request: StaffRequest, number: str) -> HttpResponse:
    raid = _writable(request, number)
    form = forms.RaidForm(posted(request), instance=raid, user=request.user)
    if form.is_valid() and attempt(form, actions.edit_raid, form.instance, by=request.user):
        messages.success(request, "Keterangan razia tersimpan.")
        return redirect("intake:raid_show", number)
    return render(request, "intake/raid_edit.html", {"form": form, "raid": raid})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def raid_agencies(request: StaffRequest, number: str) -> HttpResponse:
    raid = _writable(request, number)
    rows: Any = forms.AgencyFormSet(
        _rows(request, "instansi"),
        instance=raid,
        prefix="instansi",
        queryset=raid.agencies.order_by("pk"),
    )
    if _is_sent(request) and rows.is_valid():
        actions.set_agencies(raid, by=request.user, changed=rows.kept(), removed=rows.taken_off())
        messages.success(request, "Daftar instansi tersimpan.")
        return redirect("intake:raid_show", number)
    return render(request, "intake/raid_agencies.html", {"agencies": rows, "raid": raid})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def stop_add(request: StaffRequest, number: str) -> HttpResponse:
    raid = _writable(request, number)
    begin = {"from_at": timezone.now()}
    form = forms.StopDetailForm(posted(request), instance=RaidStop(raid=raid), initial=begin)
    return _stop_page(request, raid, form, actions.add_stop)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def stop_edit(request: StaffRequest, number: str, order: int) -> HttpResponse:
    raid = _writable(request, number)
    stop = get_object_or_404(raid.stops, order=order)
    form = forms.StopDetailForm(posted(request), instance=stop)
    return _stop_page(request, raid, form, actions.edit_stop)


def _stop_page(
    request: StaffRequest, raid: Raid, form: forms.StopDetailForm, act: Any
) -> HttpResponse:
    if form.is_valid():
        stop = attempt(form, act, form.instance, by=request.user)
        if stop is not None:
            messages.success(request, f"Titik {stop.order} tersimpan.")
            return redirect("intake:raid_show", raid.number)
    return render(request, "intake/raid_stop.html", {"form": form, "raid": raid})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def raid_close(request: StaffRequest, number: str) -> HttpResponse:
    raid = get_object_or_404(_visible(request), number=number)
    form = forms.CloseForm(posted(request))
    if form.is_valid():
        try:
            actions.close_raid(raid, by=request.user, **form.cleaned_data)
        except actions.RaidDoesNotAddUp as finding:
            form.add_error("explanation", str(finding))
        except WrongStatus as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Razia ditutup. Berita acara dapat diterbitkan.")
            return redirect("intake:raid_show", number)
    tally = tally_of(raid)
    context = {"form": form, "raid": raid, "tally": tally}
    context["findings"] = findings(tally, standing_totals(raid))
    context["refusal"] = CLOSE.refusal(request.user, raid) or ""
    context["custody"] = raid_summary(raid)
    return render(request, "intake/raid_close.html", context)


@require_POST
@requires(Capability.WRITE_RAIDS)
def raid_minutes(request: StaffRequest, number: str) -> HttpResponse:
    raid = get_object_or_404(_visible(request), number=number)
    document = press(request, actions.issue_raid_minutes, raid, by=request.user)
    if document is not None:
        messages.success(request, f"Berita acara terbit dengan nomor {document.number}.")
    return redirect("intake:raid_show", number)


def _visible(request: StaffRequest) -> RaidQuerySet:
    return Raid.objects.visible_to(request.user)


def _writable(request: StaffRequest, number: str) -> Raid:
    """A raid that the user may write in now, or the sentence why not."""
    raid = get_object_or_404(_visible(request), number=number)
    permissions.write_raid.check(request.user, raid)
    return raid


def _may_write(request: StaffRequest) -> bool:
    return request.user.has(Capability.WRITE_RAIDS)
