"""Reminding a receiving side that is silent. The section's list tells the rest."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from referrals import mail
from referrals.actions.common import record_act
from referrals.models import (
    PartnerReminder,
    PartnerReply,
    Referral,
    ReferralQuerySet,
    ReferralStatus,
)
from referrals.states import ran_out


def unanswered() -> ReferralQuerySet:
    """Sent, not answered, and nothing asked back that the section itself has still to answer."""
    asked = PartnerReply.objects.open_questions().filter(referral=OuterRef("pk"))
    rows: ReferralQuerySet = Referral.objects.filter(~Exists(asked), status=ReferralStatus.APPROVED)
    return rows.select_related("case__person", "facility", "hold").order_by("decided_at", "pk")


def silent_past(
    rows: ReferralQuerySet, code: ClockCode, clocks: Clocks, now: dt.datetime
) -> list[tuple[Referral, dt.datetime]]:
    """Those of ``rows`` past the clock ``code``, each with the moment it ran out."""
    found = []
    for referral in rows:
        due = clocks.due(code, referral.decided_at) if referral.decided_at else None
        if due is not None and due <= now and not ran_out(referral, now):
            found.append((referral, due))
    return found


def remind_silent() -> str:
    """The morning job: remind each silent receiving side once of each approval. Returns a line for the log."""
    now = timezone.now()
    # One that was voided and approved again is asked anew, and reminded anew.
    waiting = unanswered().exclude(Q(reminder__sent_at__gte=F("decided_at")))
    silent = silent_past(waiting, ClockCode.REMINDER, Clocks(), now)
    mails = sum(_remind(referral, now) for referral, _ in silent)
    return f"{len(silent)} rujukan diingatkan, {mails} surel"


@transaction.atomic
def _remind(referral: Referral, now: dt.datetime) -> int:
    mails = mail.remind(referral)
    PartnerReminder.objects.update_or_create(
        referral=referral, defaults={"sent_at": now, "mails": mails}
    )
    how = f"lewat surel ({mails})" if mails else "tanpa surel, karena tidak ada alamatnya"
    record_act(
        referral,
        "remind",
        by=None,
        note=f"{referral.facility} diingatkan tentang rujukan {referral.number} {how}.",
        mails=mails,
    )
    return mails
