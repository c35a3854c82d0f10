"""How the office decides each kind of referral."""

from django.db import transaction

from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from referrals import permissions
from referrals.models import ReferralKind


@transaction.atomic
def set_kind(kind: ReferralKind, *, by: User) -> ReferralKind:
    """Save a changed kind. What was submitted keeps what it was submitted under."""
    permissions.maintain_kinds.check(by, kind)
    kind.full_clean()
    kind.save()
    record(
        actor=by,
        action="referral_kind.set",
        subject=kind,
        note=f"Aturan keputusan “{kind}” diubah.",
        needs_second=kind.needs_second,
        barred=kind.barred,
        in_batch=kind.in_batch,
    )
    return kind
