"""How a referral stands, in a sign and words: one that nobody came for in time shows as lapsed at once."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from referrals.models import ActionStatus, DecisionCode, PlanStatus, Referral, ReferralStatus
from referrals.workflow import WITH_RECEIVER

S = ReferralStatus


@dataclass(frozen=True)
class Sign:
    """What ``{% badge %}`` draws."""

    tone: str
    icon: str
    words: str


SIGNS = {
    S.DRAFT: Sign("calm", icon="pencil", words=S.DRAFT.label),
    S.SUBMITTED: Sign("soon", icon="hourglass", words=S.SUBMITTED.label),
    S.ENDORSED: Sign("soon", icon="hourglass", words=S.ENDORSED.label),
    S.RETURNED: Sign("soon", icon="arrow-back-up", words=S.RETURNED.label),
    S.REFUSED: Sign("late", icon="x", words=S.REFUSED.label),
    S.APPROVED: Sign("info", icon="send", words="Disetujui, menunggu jawaban"),
    S.ACCEPTED: Sign("ok", icon="check", words=S.ACCEPTED.label),
    S.DECLINED: Sign("late", icon="hand-stop", words=S.DECLINED.label),
    S.ARRIVED: Sign("ok", icon="door-enter", words=S.ARRIVED.label),
    S.DONE: Sign("ok", icon="circle-check", words=S.DONE.label),
    S.CANCELLED: Sign("calm", icon="ban", words="Ditarik kembali"),
    S.LAPSED: Sign("late", icon="clock-exclamation", words=S.LAPSED.label),
}
PLAN_SIGNS = {
    PlanStatus.DRAFT: Sign("calm", icon="pencil", words=PlanStatus.DRAFT.label),
    PlanStatus.AGREED: Sign("soon", icon="hourglass", words="Disepakati, menunggu Kepala Seksi"),
    PlanStatus.APPROVED: Sign("ok", icon="circle-check", words=PlanStatus.APPROVED.label),
    PlanStatus.SUPERSEDED: Sign("calm", icon="history", words=PlanStatus.SUPERSEDED.label),
}
ACTION_SIGNS = {
    ActionStatus.PLANNED: Sign("calm", icon="circle-dashed", words=ActionStatus.PLANNED.label),
    ActionStatus.DONE: Sign("ok", icon="check", words=ActionStatus.DONE.label),
    ActionStatus.CANCELLED: Sign("calm", icon="ban", words=ActionStatus.CANCELLED.label),
}


def ran_out(referral: Referral, now: dt.datetime | None = None) -> bool:
    """Whether the place was held for a person who did not come in time. Needs ``hold``."""
    if referral.status not in WITH_RECEIVER or referral.hold is None:
        return False
    return bool(referral.hold.period.upper <= (now or timezone.now()))


FALLEN = Sign("late", icon="ban", words="Keputusan gugur")


def sign_of(referral: Referral) -> Sign:
    """The sign of the referral as it is now, also before the nightly job wrote it down."""
    if referral.status == S.RETURNED and referral.decision_code == DecisionCode.CHANGED:
        return FALLEN
    return SIGNS[S.LAPSED] if ran_out(referral) else SIGNS[S(referral.status)]
