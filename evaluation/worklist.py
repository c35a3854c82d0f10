"""The lines of "Pekerjaan saya" of stage 6."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from evaluation.closing import months_to_close
from evaluation.follow_up import to_follow_up
from evaluation.models import Visit
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.worklist.clocks import Clocks, end_of_work
from ppks_service.worklist.models import ClockCode
from ppks_service.worklist.registry import LIMIT, WorkItem

# How long before its day a planned visit becomes work.
AHEAD = dt.timedelta(days=14)


def work(user: User, clocks: Clocks) -> Iterable[WorkItem]:
    """Planned visits, follow-up to be planned, and the month to be closed."""
    if user.has(Capability.WRITE_VISITS):
        yield from _visits(user)
        yield from _follow_up(user, clocks)
    if user.has(Capability.CLOSE_MONTHS):
        yield from _closing()


def _visits(user: User) -> Iterable[WorkItem]:
    soon = timezone.localdate() + AHEAD
    visits = (
        Visit.objects.visible_to(user).awaiting().filter(assigned_to=user, planned_on__lte=soon)
    )
    for visit in visits.for_list().order_by("planned_on", "pk")[:LIMIT]:
        yield WorkItem(
            kind="kunjungan",
            kind_label="kunjungan menunggu",
            who=visit.case.listed_name,
            what="Kunjungan",
            code=visit.case.number,
            detail=visit.purpose,
            url=reverse("evaluation:visit", args=[visit.pk]),
            act="Catat kunjungan",
            due_at=end_of_work(visit.planned_on),
            is_child=visit.case.is_child,
            is_protected=visit.case.is_protected,
        )


def _follow_up(user: User, clocks: Clocks) -> Iterable[WorkItem]:
    for case in to_follow_up(user).for_list().order_by("left_at", "pk")[:LIMIT]:
        left_at = case.left_at
        yield WorkItem(
            kind="bimbingan-lanjut",
            kind_label="bimbingan lanjut belum direncanakan",
            who=case.listed_name,
            what="Rencanakan kunjungan bimbingan lanjut",
            code=case.number,
            detail=case.get_end_reason_display() or "keluar dari tempat tinggal",
            url=reverse("evaluation:case_tab", args=[case.number]),
            act="Rencanakan kunjungan",
            due_at=clocks.due(ClockCode.VISIT, left_at),
            since=left_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )


def _closing() -> Iterable[WorkItem]:
    """Oldest first, as they are closed: all of them, for each later one waits for the one before."""
    before = ""
    for month in months_to_close():
        yield WorkItem(
            kind="tutup-bulan",
            kind_label="bulan belum ditutup",
            who=f"Laporan {month.label}",
            what="Periksa lebih dahulu" if before else "Periksa dan tutup bulan",
            code=month.slug,
            detail=f"ditutup sesudah {before}" if before else "",
            url=reverse("evaluation:report", args=[month]),
            act="Buka laporan",
            since=month.end,
        )
        before = month.label
