"""Decisions that are owed too long climb: by working days to the division's head, then the department's.

The steps are clocks of the office. A decision that is paused with a reason does not climb, and its
limit moves by the working days of the pause.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, Role
from ppks_service.worklist.clocks import Clocks, later, working_days
from ppks_service.worklist.models import ClockCode
from referrals.models import Referral, ReferralStatus

WAITING = (ReferralStatus.SUBMITTED, ReferralStatus.ENDORSED)
MOST = 500


@dataclass(frozen=True)
class Overdue:
    """One decision that somebody owes past its limit."""

    referral: Referral
    due_at: dt.datetime
    days_late: int
    owed_by: str  # "Kepala Seksi" or "Kepala Bidang"
    for_department: bool


def is_paused(referral: Referral, day: dt.date | None = None) -> bool:
    """Whether the decision stands still today; a pause is over after its last day by itself."""
    return referral.paused_until is not None and referral.paused_until >= (
        day or timezone.localdate()
    )


def paused_in_words(referral: Referral) -> str:
    """``menunggu hasil lab, sampai 3 Des``, while it is paused."""
    if not is_paused(referral) or referral.paused_until is None:
        return ""
    return f"{referral.pause_reason}, sampai {indonesian.short_date(referral.paused_until)}"


def days_paused(referral: Referral) -> int:
    """Working days that the decision stood still, those of a running pause up to today."""
    if referral.paused_at is None or referral.paused_until is None:
        return referral.paused_days
    begun = timezone.localdate(referral.paused_at)
    return referral.paused_days + working_days(
        begun, min(referral.paused_until, timezone.localdate())
    )


def put_off(due_at: dt.datetime | None, referral: Referral) -> dt.datetime | None:
    """``due_at`` later by the working days of the pauses."""
    return later(due_at, days_paused(referral)) if due_at else None


def end_pause(referral: Referral) -> None:
    """Count the pause into the days that are over, and take it away. Does not save."""
    referral.paused_days = days_paused(referral)
    referral.paused_by = referral.paused_at = referral.paused_until = None
    referral.pause_reason = ""


def escalated_to(user: User, clocks: Clocks) -> list[Overdue]:
    """What has come up to ``user`` as head of a division or of the department, the longest owed first."""
    found = [row for row in _overdue(_below(user), clocks) if _is_up_to(user, row)]
    return sorted(found, key=lambda row: (row.due_at, row.referral.pk))


def _is_up_to(user: User, row: Overdue) -> bool:
    if user.acts_as(Role.DEPARTMENT_HEAD):
        return row.for_department
    return (
        row.referral.status == ReferralStatus.SUBMITTED
    )  # their own second decisions are in the inbox


def _below(user: User) -> QuerySet[Referral]:
    """What waits in the sections below the offices that ``user`` oversees."""
    offices = user.offices_for(Capability.OVERSEE_DECISIONS)
    below = Q(case__section__parent__in=offices) | Q(case__section__parent__parent__in=offices)
    return (
        Referral.objects.filter(below, status__in=WAITING)
        .select_related("case__section__parent", "facility")
        .order_by("submitted_at", "pk")[:MOST]
    )


def _overdue(referrals: QuerySet[Referral], clocks: Clocks) -> list[Overdue]:
    from referrals.queries import due_of  # the limit of every step stands there

    now, found = timezone.now(), []
    for referral in referrals:
        due_at = due_of(referral, clocks)
        if due_at is None or is_paused(referral):
            continue
        division = clocks.due(ClockCode.ESCALATE_DIVISION, due_at)
        department = clocks.due(ClockCode.ESCALATE_DEPARTMENT, due_at)
        if division is None or division > now:
            continue
        late = working_days(timezone.localdate(due_at), timezone.localdate())
        is_second = referral.status == ReferralStatus.ENDORSED
        found.append(
            Overdue(
                referral,
                due_at,
                late,
                "Kepala Bidang" if is_second else "Kepala Seksi",
                department is not None and department <= now,
            )
        )
    return found
