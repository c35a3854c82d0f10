"""The boards of places: the list, one facility, its residents, one place."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.panels import panels
from upt_facilities import actions, permissions
from upt_facilities.board import board_of, due_to_leave, listed_stays, resident_of
from upt_facilities.forms import BlockForm
from upt_facilities.models import Facility, FacilityKind, Occupancy, OccupancyKind, Place
from upt_facilities.rooms import rooms_now

PAGE_SIZE = 50


@require_safe
@requires(Capability.READ_FACILITIES, Capability.MAINTAIN_REFERENCE)
def board_list(request: StaffRequest) -> HttpResponse:
    kind = request.GET.get("jenis", "")
    facilities = Facility.objects.visible_to(request.user).select_related("area")
    if kind in FacilityKind.values:
        facilities = facilities.filter(kind=kind)
    page = Paginator(facilities.order_by("-is_residential", "name", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rooms = rooms_now()
    rows = [(facility, rooms.of(facility)) for facility in page.object_list]
    return render(
        request,
        "facilities/board_list.html",
        {
            "page": page,
            "rows": rows,
            "kind": kind,
            "kinds": FacilityKind.choices,
            "may_edit": request.user.has(Capability.MAINTAIN_REFERENCE),
            "may_open": request.user.has(Capability.READ_FACILITIES),
        },
    )


@require_safe
@requires(Capability.READ_FACILITIES)
def board(request: StaffRequest, code: str) -> HttpResponse:
    facility = get_object_or_404(Facility.objects.visible_to(request.user), code=code)
    may_run = permissions.run_facility.allows(request.user, facility)
    return render(
        request,
        "facilities/board.html",
        {
            "facility": facility,
            "board": board_of(facility, request.user),
            "leaving": due_to_leave(facility, request.user),
            "side_panels": panels("facility.board", request.user, facility),
            "may_run": may_run,
            "may_receive": may_run and facility.kind == FacilityKind.SHELTER,
            "now": timezone.now(),
        },
    )


@require_safe
@requires(Capability.READ_FACILITIES, Capability.ANSWER_REFERRALS)
def residents(request: StaffRequest, code: str) -> HttpResponse:
    facility = get_object_or_404(Facility.objects.visible_to(request.user), code=code)
    has_left = request.GET.get("keadaan") == "keluar"
    page = Paginator(listed_stays(facility, has_left=has_left), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    now = timezone.now()
    rows = [resident_of(stay, facility, request.user, now) for stay in page.object_list]
    return render(
        request,
        "facilities/residents.html",
        {
            "facility": facility,
            "page": page,
            "rows": rows,
            "has_left": has_left,
            "export_query": f"kode={code}",
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_FACILITY)
def place(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    facility = get_object_or_404(Facility.objects.visible_to(request.user), code=code)
    found = get_object_or_404(Place.objects.filter(ward__facility=facility), pk=pk)
    form = BlockForm(posted(request))
    if form.is_valid() and attempt(
        form, actions.block_place, found, by=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Nomor {found} tidak dipakai. Tersimpan.")
        return redirect("facilities:board", code=code)
    taken = Occupancy.objects.now().filter(place=found).select_related("made_by").first()
    context = {"facility": facility, "place": found, "form": form, "taken": taken}
    context["is_blocked"] = taken is not None and taken.kind == OccupancyKind.BLOCKED
    return render(request, "facilities/place.html", context)


@require_POST
@requires(Capability.RUN_FACILITY)
def place_open(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    facility = get_object_or_404(Facility.objects.visible_to(request.user), code=code)
    taken = get_object_or_404(
        Occupancy.objects.now().filter(kind=OccupancyKind.BLOCKED, place__ward__facility=facility),
        place=pk,
    )
    actions.unblock_place(taken, by=request.user)
    messages.success(request, f"Nomor {taken.place} dipakai lagi. Tersimpan.")
    return redirect("facilities:board", code=code)
