"""What the head of the section decides."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.actions import reach_stage
from intake.facts import latest_assessment
from intake.models import Stage
from ppks_service.accounts.models import User
from ppks_service.workflow import Transition, WrongStatus
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from referrals import workflow
from referrals.actions.common import begin, finish_act, held_in_words
from referrals.actions.gates import refuse_at_the_gate
from referrals.basis import basis_of, content_hash
from referrals.letters import issue_letter
from referrals.models import DecisionCode, Referral
from upt_facilities import actions as places
from upt_facilities.actions import FacilityFull
from upt_facilities.matching import fit_of

# Where the office keeps no clock for it, a place is held for three days.
HOLD_FALLBACK = dt.timedelta(hours=72)


@transaction.atomic
def approve(referral: Referral, *, by: User, at: dt.datetime | None = None) -> Referral:
    """Approve as the head of the case's section: the place is held and the letter numbered, or nothing.

    One transaction: it locks, asks the rule of the stored row, holds a place where people live,
    numbers the letter, keeps the hash of what was decided and reaches stage 5. Raises
    ``WrongStatus``, ``PermissionDenied``, ``FacilityFull``, or ``ValidationError`` when the person
    is held a place elsewhere.
    """
    current = _begin_decision(workflow.APPROVE, referral, by=by)
    if not current.case.is_open:
        raise WrongStatus("Kasus ini sudah selesai, jadi rujukannya tidak dapat disetujui.")
    refuse_at_the_gate(current)
    at = at or timezone.now()
    if current.facility.is_residential:
        try:
            current.hold = places.hold_place(
                current.facility,
                current.case,
                by=by,
                until=Clocks().due(ClockCode.HOLD, at) or at + HOLD_FALLBACK,
                ward=current.ward,
                at=at,
                permit=places.permit_of(current.case, current.facility),
            )
        except FacilityFull as full:
            raise FacilityFull(
                "Tempat terakhir baru saja dipesan orang lain. Pilih tempat lain; "
                "alasan Anda masih tersimpan."
            ) from full
    current.decided_by, current.decided_at = by, at
    current.decided_hash = content_hash(current)
    fit = fit_of(current.case, current.facility)
    current.letter = issue_letter(current, fit, by=by, at=at)
    reach_stage(current.case, Stage.ACTION, at=at, act="Rujukan disetujui")
    return finish_act(
        workflow.APPROVE,
        current,
        by=by,
        note=f"Rujukan {current.number} ke {current.facility} disetujui. {held_in_words(current)}".strip(),
        content=current.decided_hash,
    )


@transaction.atomic
def send_back(
    referral: Referral, *, by: User, code: str, note: str = "", at: dt.datetime | None = None
) -> Referral:
    """Return the referral to its writer with what is missing; what it said is kept for comparison."""
    current = _begin_decision(workflow.SEND_BACK, referral, by=by)
    _say_why(current, by=by, code=code, note=note, at=at)
    fit = fit_of(current.case, current.facility)
    return finish_act(
        workflow.SEND_BACK,
        current,
        by=by,
        note=f"Rujukan {current.number} dikembalikan: {_why(current)}",
        code=code,
        returned=basis_of(current, fit),
    )


@transaction.atomic
def refuse(
    referral: Referral, *, by: User, code: str, note: str = "", at: dt.datetime | None = None
) -> Referral:
    """Say no for good; another referral can be written."""
    current = _begin_decision(workflow.REFUSE, referral, by=by)
    _say_why(current, by=by, code=code, note=note, at=at)
    current.ended_at = current.decided_at
    return finish_act(
        workflow.REFUSE,
        current,
        by=by,
        note=f"Rujukan {current.number} ke {current.facility} ditolak: {_why(current)}",
        code=code,
    )


def _begin_decision(transition: Transition, referral: Referral, *, by: User) -> Referral:
    """Begin, and look who assessed by now: a newer assessment has another hand, perhaps the decider's."""
    current = begin(transition, referral, by=by)
    assessment = latest_assessment(current.case)
    current.assessed_by = assessment.assessor if assessment else current.assessed_by
    transition.check(by, current)
    return current


def _say_why(referral: Referral, *, by: User, code: str, note: str, at: dt.datetime | None) -> None:
    note = note.strip()
    if code not in DecisionCode.values:
        raise ValidationError({"code": "Pilih alasan mengembalikan atau menolak."})
    if code == DecisionCode.OTHER and not note:
        raise ValidationError({"note": "Tulis pesan untuk pengaju bila alasannya “Lainnya”."})
    referral.decided_by, referral.decided_at = by, at or timezone.now()
    referral.decision_code, referral.decision_note = code, note


def _why(referral: Referral) -> str:
    words = referral.get_decision_code_display().lower()
    return f"{words}. {referral.decision_note}" if referral.decision_note else f"{words}."
