"""A decision that must wait for something stands still with a reason and an end."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus, status_label
from referrals import permissions
from referrals.actions.common import locked
from referrals.escalation import WAITING, end_pause, is_paused
from referrals.models import Referral

# Longer than this is no pause: then it is sent back.
LONGEST = dt.timedelta(days=30)


@transaction.atomic
def pause_decision(referral: Referral, *, by: User, reason: str, until: dt.date) -> Referral:
    """Let the limit stand still until ``until``, as the one whose decision it is, saying why."""
    current = _begin(referral, by=by)
    if is_paused(current):
        raise WrongStatus("Keputusan ini sudah dijeda.")
    today, reason = timezone.localdate(), reason.strip()
    if not reason:
        raise ValidationError({"reason": "Tulis mengapa keputusan dijeda."})
    if not today < until <= today + LONGEST:
        raise ValidationError(
            {"until": "Pilih hari sesudah hari ini, paling lama 30 hari. Lebih lama: kembalikan."}
        )
    end_pause(current)
    current.paused_by, current.paused_at = by, timezone.now()
    current.paused_until, current.pause_reason = until, reason
    return _finish(
        current,
        by=by,
        action="referral.pause",
        note=f"Keputusan rujukan {current.number} dijeda sampai "
        f"{indonesian.long_date(until)}: {reason}",
    )


@transaction.atomic
def resume_decision(referral: Referral, *, by: User) -> Referral:
    """Let the limit run again before the pause is over."""
    current = _begin(referral, by=by)
    if not is_paused(current):
        raise WrongStatus("Keputusan ini tidak dijeda.")
    end_pause(current)
    note = f"Jeda keputusan rujukan {current.number} diakhiri."
    return _finish(current, by=by, action="referral.unpause", note=note)


def _begin(referral: Referral, *, by: User) -> Referral:
    current = locked(referral)
    if current.status not in WAITING:
        raise WrongStatus(f"Rujukan ini tidak menunggu keputusan: “{status_label(current)}”.")
    permissions.decide_referral.check(by, current)
    return current


def _finish(referral: Referral, *, by: User, action: str, note: str) -> Referral:
    referral.full_clean()
    referral.save()
    record(actor=by, action=action, subject=referral, person_pk=referral.case.person_id, note=note)
    return referral
