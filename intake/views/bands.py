"""Paper bands: printed for a raid, set aside, scanned, put on and lost."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import actions, band_pages
from intake import permissions_raids as permissions
from intake.actions.bands import band_named
from intake.forms import bands as forms
from intake.models import Band, Encounter, Raid
from intake.views.page_forms import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, answers_json, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from ppks_service.http import file_response
from ppks_service.journal.actions import record
from ppks_service.pdf import render_pdf

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_RAIDS)
def band_list(request: StaffRequest, number: str) -> HttpResponse:
    raid = get_object_or_404(Raid.objects.visible_to(request.user), number=number)
    page_forms = _forms(request, raid)
    if submitted(request, page_forms):
        return redirect("intake:band_list", number)
    used = Band.objects.filter(raid=raid).exclude(encounter=None, voided_at=None)
    worn = used.select_related("encounter__stop", "encounter__case").order_by("-number")
    context = {
        "raid": raid,
        "numbers": band_pages.numbers_of(raid, request.user),
        "sheets": band_pages.sheets_of(raid),
        "page": Paginator(worn, A_PAGE).get_page(request.GET.get("page")),
        "refusal": permissions.record_in_raid.refusal(request.user, raid) or "",
        "print_form": page_forms["cetak"].form,
        "share_form": page_forms["jatah"].form,
    }
    return render(request, "intake/band_list.html", context)


def _forms(request: StaffRequest, raid: Raid) -> dict[str, PageForm]:
    def act(do: Any) -> Any:
        return lambda form: do(raid, by=request.user, number=form.cleaned_data["number"])

    return {
        "cetak": PageForm(
            forms.PrintForm(**bound_to(request, "cetak")),
            act(actions.print_bands),
            "Gelang disiapkan. Buka lembarnya, lalu cetak.",
        ),
        "jatah": PageForm(
            forms.ShareForm(**bound_to(request, "jatah")),
            act(actions.reserve_bands),
            "Gelang dijatahkan untuk Anda dan ikut di bekal ponsel.",
        ),
    }


@require_safe
@requires(Capability.WRITE_RAIDS)
def band_sheet(request: StaffRequest, number: str, sheet: uuid.UUID) -> HttpResponse:
    raid = get_object_or_404(Raid.objects.visible_to(request.user), number=number)
    bands = list(Band.objects.filter(raid=raid, sheet=sheet).order_by("number"))
    if not bands:
        raise Http404
    content = render_pdf("documents/band_sheet.html", band_pages.sheet_context(raid, bands))
    note = f"Lembar gelang {bands[0].words} sampai {bands[-1].words} dibuka."
    record(actor=request.user, action="band.sheet", subject=raid, note=note)
    return file_response(
        content, filename=f"gelang-{raid.number}.pdf", content_type="application/pdf"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_RAIDS, Capability.READ_CASES)
def band_scan(request: StaffRequest) -> HttpResponse:
    form = forms.ScanForm(posted(request))
    if form.is_valid():
        return opened(request, form.cleaned_data["band"], form)
    return render(request, "intake/band_scan.html", {"form": form})


def opened(request: StaffRequest, said: str, form: forms.ScanForm | None = None) -> HttpResponse:
    """The person whose band ``said`` names; 404 for who may not know them, or for no band at all."""
    band = band_named(said)
    if band is None:
        raise Http404
    if band.encounter is None:
        form = form or forms.ScanForm({"band": said})
        form.add_error("band", f"Gelang {band.words} belum dipakai siapa pun.")
        return render(request, "intake/band_scan.html", {"form": form})
    address = band_pages.person_address(request.user, band)
    if address is None:
        raise Http404
    note = f"Gelang {band.words} dipindai."
    record(actor=request.user, action="band.scan", subject=band.encounter, note=note)
    if band.voided_at is not None:
        messages.warning(request, f"Gelang {band.words} sudah diganti: {band.void_reason}.")
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def encounter_band(request: StaffRequest, number: str) -> HttpResponse:
    seen = Encounter.objects.visible_to(request.user).select_related("raid")
    encounter = get_object_or_404(seen, number=number)
    worn = encounter.bands.filter(voided_at=None).first()
    page_forms = _person_forms(request, encounter, worn)
    if submitted(request, page_forms):
        return redirect("intake:encounter_show", number)
    context = {
        "encounter": encounter,
        "worn": worn,
        "earlier": encounter.bands.exclude(voided_at=None).order_by("-voided_at"),
        "band_form": page_forms["pakai"].form,
        "lost_form": page_forms["hilang"].form if worn else None,
    }
    return render(request, "intake/encounter_band.html", context)


def _person_forms(
    request: StaffRequest, encounter: Encounter, worn: Band | None
) -> dict[str, PageForm]:
    # The same band sent twice changes nothing, and so needs no reason.
    replaces = worn is not None and band_named(request.POST.get("band", "")) != worn
    found = {
        "pakai": PageForm(
            forms.BandForm(**bound_to(request, "pakai"), replaces=replaces),
            lambda form: actions.attach_band(
                encounter,
                form.cleaned_data["band"],
                by=request.user,
                reason=form.cleaned_data.get("reason", ""),
            ),
            "Gelang dicatat.",
        )
    }
    if worn is not None:
        found["hilang"] = PageForm(
            forms.LostForm(**bound_to(request, "hilang")),
            lambda form: actions.lose_band(worn, by=request.user, **form.cleaned_data),
            f"Gelang {worn.words} dicatat tidak dipakai lagi.",
        )
    return found


@require_POST
@answers_json
@requires(Capability.WRITE_RAIDS)
def field_bands(request: StaffRequest) -> HttpResponse:
    """Set bands of a raid aside for a phone; they are in its next provisions."""
    try:
        asked = json.loads(request.body)
        client_uuid, number = uuid.UUID(str(asked["raid"])), int(asked["number"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"why": "Permintaan tidak terbaca oleh server."}, status=400)
    raid = get_object_or_404(Raid.objects.visible_to(request.user), client_uuid=client_uuid)
    try:
        bands = actions.reserve_bands(raid, by=request.user, number=number)
    except ValidationError as refused:
        return JsonResponse({"why": " ".join(refused.messages)}, status=409)
    return JsonResponse({"reserved": len(bands), "list": reverse("intake:field_provisions")})
