"""What one letter may tell of guarded health, written down with the consent or law behind it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus
from referrals.actions.common import locked
from referrals.health import disclose_health, may_be_told
from referrals.models import HealthDisclosure, Referral


@transaction.atomic
def allow_health(disclosure: HealthDisclosure, *, by: User) -> HealthDisclosure:
    """Let one fact stand in the letter of one referral, as a form filled it."""
    referral = locked(disclosure.referral)
    disclose_health.check(by, referral)
    if not may_be_told(referral).filter(pk=disclosure.fact_id).exists():
        raise ValidationError({"fact": f"Surat ke {referral.facility} tidak memerlukan fakta ini."})
    if disclosure.given_on is not None and disclosure.given_on > timezone.localdate():
        raise ValidationError({"given_on": "Tanggal ini belum tiba."})
    disclosure.referral, disclosure.recorded_by = referral, by
    disclosure.full_clean()
    disclosure.save(force_insert=True)
    _record(referral, by, "allow", "Satu fakta kesehatan boleh disampaikan dalam surat")
    return disclosure


@transaction.atomic
def withdraw_health(disclosure: HealthDisclosure, *, by: User) -> HealthDisclosure:
    """Take the consent back before the letter is written; the row stays."""
    referral = locked(disclosure.referral)
    disclose_health.check(by, referral)
    current = HealthDisclosure.objects.select_for_update(of=("self",)).get(pk=disclosure.pk)
    if current.withdrawn_at is not None:
        raise WrongStatus("Sudah ditarik. Muat ulang halaman.")
    current.withdrawn_by, current.withdrawn_at = by, timezone.now()
    current.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _record(referral, by, "withdraw", "Izin menyampaikan satu fakta kesehatan ditarik")
    return current


def _record(referral: Referral, by: User, act: str, words: str) -> None:
    record(
        actor=by,
        action=f"health.{act}",
        subject=referral,
        person_pk=referral.case.person_id,
        note=f"{words}: rujukan {referral.number}.",
    )
