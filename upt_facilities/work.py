"""What of places and stays waits for whom."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES, Capability
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from ppks_service.worklist.registry import WorkItem
from upt_facilities.models import FacilityKind, Stay

MOST = 100
CLOCK_OF = {FacilityKind.SHELTER: ClockCode.SHELTER, FacilityKind.HOSPITAL: ClockCode.HOSPITAL}
SOON = dt.timedelta(days=14)


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Residents beyond the usual stay for who keeps them; people in a shelter or hospital for who owns the case."""
    if user.role in FACILITY_ROLES:
        yield from _of_facility(user)
    elif user.has(Capability.ASSESS):
        yield from _of_owner(user, clocks)


def _of_facility(user: User) -> Iterator[WorkItem]:
    stays = Stay.objects.running().for_list().filter(facility__office=user.office_id)
    limited = stays.filter(facility__usual_stay_days__isnull=False).order_by("arrived_at", "pk")
    now = timezone.now()
    for stay in limited[:MOST]:
        due_at = stay.arrived_at + dt.timedelta(days=stay.facility.usual_stay_days or 0)
        if due_at - SOON > now:
            break
        yield WorkItem(
            kind="masa_tinggal",
            kind_label="penghuni mendekati batas lama tinggal",
            who=stay.case.person.name,
            what="Rencanakan langkah sesudah masa tinggal",
            code=stay.case.number,
            detail=f"{_place(stay)}lama layanan {stay.facility.usual_stay or 'terbatas'}",
            url=reverse("facilities:stay_show", args=[stay.pk]),
            act="Buka catatan tinggal",
            due_at=due_at,
            since=stay.arrived_at,
            is_child=stay.case.is_child,
            is_protected=stay.case.is_protected,
        )


def _of_owner(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    for stay in _in_short_places(user)[:MOST]:
        case = stay.case
        due_at = clocks.due(CLOCK_OF[FacilityKind(stay.facility.kind)], stay.arrived_at)
        if due_at is None:
            continue
        yield WorkItem(
            kind="penampungan",
            kind_label="orang di tempat sementara",
            who=case.listed_name,
            what="Cari tempat berikutnya sebelum batasnya",
            code=case.number,
            detail=f"kini di {stay.facility}",
            url=reverse("intake:case_show", args=[case.number]),
            act="Buka kasus",
            due_at=due_at,
            since=stay.arrived_at,
            paused=case.pause_reason,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )


def _in_short_places(user: User) -> QuerySet[Stay]:
    """Running stays in shelters and hospitals of the cases that ``user`` owns."""
    owned = Case.objects.open().filter(owner=user)
    return (
        Stay.objects.running()
        .for_list()
        .filter(case__in=owned, facility__kind__in=list(CLOCK_OF))
        .order_by("arrived_at", "pk")
    )


def _place(stay: Stay) -> str:
    if stay.occupancy is None:
        return ""
    return f"{stay.occupancy.place.ward} nomor {stay.occupancy.place}, "
