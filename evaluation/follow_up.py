"""Who should be looked in on after service, and what the records say before a visit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from evaluation.models import Signal, Visit
from intake.models import Case, EndReason
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, roles_with
from ppks_service.indonesian import in_sentence, short_date
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from referrals.models import ServiceGiven
from upt_facilities.models import Stay

# After these there is nobody to visit.
NOBODY_TO_VISIT = (EndReason.DIED, EndReason.NOT_TARGET)
BROKEN_OFF = (EndReason.ABSCONDED, EndReason.PUT_OUT)
REMEMBERED = dt.timedelta(days=180)


def awaiting_follow_up(user: User) -> Any:
    """Cases of ``user``'s sight that ended, or whose stay was left, with no visit planned or held since.

    A queryset of cases, each with ``left_at``: when that was.
    """
    since = timezone.now() - REMEMBERED
    left = (
        Stay.objects.filter(case=OuterRef("pk"), exit_at__gte=since)
        .exclude(exit_kind__in=NOBODY_TO_VISIT)
        .order_by("-exit_at")
    )
    running = Stay.objects.filter(case=OuterRef("pk"), exit_at__isnull=True)
    visited = Visit.objects.filter(case=OuterRef("pk"), cancelled_at__isnull=True).filter(
        Q(held_at__isnull=True) | Q(held_at__gte=OuterRef("left_at"))
    )
    return (
        Case.objects.visible_to(user)
        .counted()
        .filter(Q(ended_at__gte=since) | Exists(left))
        .exclude(end_reason__in=NOBODY_TO_VISIT)
        .annotate(exit_at=left.values("exit_at")[:1])
        .annotate(left_at=Coalesce(Greatest("ended_at", "exit_at"), F("ended_at"), F("exit_at")))
        .filter(~Exists(running), ~Exists(visited))
    )


def to_follow_up(user: User) -> Any:
    """Of these the ones that ``user`` answers for, and those of which nobody else plans visits.

    A head who kept a case, or an officer who has left or works elsewhere now, is nobody whom a work list
    asks.
    """
    planners = User.objects.filter(is_active=True, role__in=roles_with(Capability.WRITE_VISITS))
    planned_for = planners.filter(pk=OuterRef("owner"), office=OuterRef("section"))
    return awaiting_follow_up(user).filter(Q(owner=user) | ~Exists(planned_for))


def follow_up_day(case: Case) -> dt.date:
    """The day by which the clock asks for a visit after the case's latest end; today if it is past."""
    ends = [case.ended_at] if case.ended_at else []
    ends += [stay.exit_at for stay in case.stays.all() if stay.exit_at]
    start = max(ends, default=timezone.now())
    due = Clocks().due(ClockCode.VISIT, start) or start
    return max(timezone.localdate(due), timezone.localdate())


@dataclass(frozen=True)
class RecordedSignal:
    """What the records say of one signal, for the visitor to confirm or correct."""

    signal: Signal
    words: str
    is_shown: bool


def signals_on_record(visit: Visit) -> list[RecordedSignal]:
    """The four signals as the rows of the case have them since the visit before. Three queries."""
    case = visit.case
    before = case.visits.filter(held_at__isnull=False).order_by("-held_at").first()
    since = before.held_at if before and before.held_at else case.opened_at
    services = (
        ServiceGiven.objects.standing()
        .filter(case=case, given_on__gte=timezone.localdate(since))
        .count()
    )
    broken = case.stays.filter(exit_kind__in=BROKEN_OFF, exit_at__gte=since).first()
    asked = case.needs.filter(judged_at__gte=since).count() if case.stage >= 5 else 0
    day = short_date(since)
    return [
        RecordedSignal(
            Signal.ATTENDANCE,
            f"{services} layanan diterima sejak {day}"
            if services
            else f"belum ada layanan tercatat sejak {day}",
            services > 0,
        ),
        RecordedSignal(
            Signal.DROP_OUT,
            f"{in_sentence(broken.get_exit_kind_display())}, {short_date(broken.exit_at)}"
            if broken and broken.exit_at
            else "tidak berhenti sebelum waktunya",
            broken is not None,
        ),
        RecordedSignal(
            Signal.REPEAT_REQUEST,
            f"{asked} kebutuhan baru sejak {day}" if asked else "tidak ada kebutuhan baru",
            asked > 0,
        ),
        RecordedSignal(Signal.REFERRED_BY_CLIENT, "belum ada di catatan; tanyakan", False),
    ]
