"""Several referrals of low risk approved at once: each for itself, so that one refusal stops no other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from ppks_service.accounts.models import User
from ppks_service.workflow import WrongStatus
from referrals import permissions
from referrals.actions.common import held_in_words, locked
from referrals.actions.decisions import approve
from referrals.models import Referral
from upt_facilities.actions import FacilityFull
from upt_facilities.matching import fit_of

MOST = 20


@dataclass(frozen=True)
class Answer:
    """What became of one referral of a batch."""

    referral: Referral
    is_approved: bool
    words: str


def approve_batch(referrals: Sequence[Referral], *, by: User) -> list[Answer]:
    """Approve each of ``referrals`` that may be approved in a batch; say of each what became of it.

    Every one is its own transaction: place, number and letter of one do not hang on another's.
    Raises ``ValidationError`` for none, or for more than a person looks through.
    """
    if not referrals:
        raise ValidationError("Centang paling sedikit satu rujukan.")
    if len(referrals) > MOST:
        raise ValidationError(f"Paling banyak {MOST} rujukan sekaligus.")
    return [_approve_one(referral, by=by) for referral in referrals]


def _approve_one(referral: Referral, *, by: User) -> Answer:
    try:
        with transaction.atomic():
            current = locked(referral)
            permissions.approve_in_batch.check(by, current)
            fit = fit_of(current.case, current.facility)
            if reason := permissions.batch_refusal_of(fit):
                raise PermissionDenied(reason)
            done = approve(referral, by=by)
    except (WrongStatus, FacilityFull, PermissionDenied) as refused:
        return Answer(referral, is_approved=False, words=str(refused))
    except ValidationError as refused:
        return Answer(referral, is_approved=False, words=" ".join(refused.messages))
    return Answer(
        done, is_approved=True, words=f"{held_in_words(done)} Surat {done.letter}.".strip()
    )
