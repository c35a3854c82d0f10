"""What the head of the section decides."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.actions import reach_stage
from intake.facts import facts_of, latest_assessment
from intake.models import Stage
from ppks_service.accounts.models import User
from ppks_service.accounts.posts import Post
from ppks_service.accounts.roles import Capability
from ppks_service.indonesian import in_sentence
from ppks_service.workflow import Transition, WrongStatus
from ppks_service.worklist.clocks import Clocks
from referrals import workflow
from referrals.actions.common import finish_act, held_in_words, locked
from referrals.actions.gates import refuse_at_the_gate
from referrals.basis import basis_of
from referrals.content import Content, content_of, hash_of
from referrals.escalation import end_pause
from referrals.letters import issue_letter
from referrals.models import (
    CHOSEN_CODES,
    Decision,
    DecisionCode,
    Outcome,
    Referral,
    ReferralStatus,
)
from referrals.validity import held_from
from upt_facilities import actions as places
from upt_facilities.actions import FacilityFull
from upt_facilities.matching import fit_of
from upt_facilities.models import Occupancy


@transaction.atomic
def approve(referral: Referral, *, by: User, at: dt.datetime | None = None) -> Referral:
    """Approve: alone, as the first of two decisions, or as the second, as the referral asks for.

    With the last decision, in one transaction, the place is held where people live, the letter
    numbered, the content kept with its hash and stage 5 reached, or nothing of it. Raises
    ``WrongStatus``, ``PermissionDenied``, ``FacilityFull``, or ``ValidationError`` when the person
    is held a place elsewhere.
    """
    current = _begin_decision(None, referral, by=by)
    if not current.case.is_open:
        raise WrongStatus("Kasus ini sudah selesai, jadi rujukannya tidak dapat disetujui.")
    refuse_at_the_gate(current)
    transition, at = workflow.approval_of(current), at or timezone.now()
    if transition == workflow.ENDORSE:
        return _endorse(current, by=by, at=at)
    if current.facility.is_residential:
        current.hold = _held_place(current, by=by, at=at)
    post = _post(current, by)
    current.decided_by, current.decided_at = by, at
    known = facts_of(current.case)
    content = content_of(current, known=known)
    current.decided_hash = hash_of(content)
    fit = fit_of(current.case, current.facility, facts=known)
    current.letter = issue_letter(current, fit, by=by, post=post, at=at)
    reach_stage(current.case, Stage.ACTION, at=at, act="Rujukan disetujui")
    _keep(current, Outcome.APPROVED, content, by=by, post=post)
    return finish_act(
        transition,
        current,
        by=by,
        note=f"Rujukan {current.number} ke {current.facility} disetujui. {held_in_words(current)}".strip(),
        content=current.decided_hash,
    )


def _endorse(current: Referral, *, by: User, at: dt.datetime) -> Referral:
    """The first of two decisions: no place and no letter yet."""
    current.endorsed_by, current.endorsed_at = by, at
    _keep(current, Outcome.ENDORSED, content_of(current), by=by, post=_post(current, by))
    return finish_act(
        workflow.ENDORSE,
        current,
        by=by,
        note=f"Rujukan {current.number} disetujui sebagai keputusan pertama; menunggu Kepala Bidang.",
    )


def _held_place(current: Referral, *, by: User, at: dt.datetime) -> Occupancy:
    try:
        return places.hold_place(
            current.facility,
            current.case,
            by=by,
            until=held_from(at, Clocks()),
            ward=current.ward,
            at=at,
            permit=places.permit_of(current.case, current.facility),
        )
    except FacilityFull as full:
        raise FacilityFull(
            "Tempat terakhir baru saja dipesan orang lain. Pilih tempat lain; "
            "alasan Anda masih tersimpan."
        ) from full


@transaction.atomic
def send_back(
    referral: Referral, *, by: User, code: str, note: str = "", at: dt.datetime | None = None
) -> Referral:
    """Return the referral to its writer with what is missing; what it said is kept for comparison."""
    current = _begin_decision(workflow.SEND_BACK, referral, by=by)
    post = _post(current, by)
    _say_why(current, by=by, code=code, note=note, at=at)
    known = facts_of(current.case)
    fit = fit_of(current.case, current.facility, facts=known)
    _keep(current, Outcome.RETURNED, content_of(current, known=known), by=by, post=post)
    current.endorsed_by = current.endorsed_at = None
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
    post = _post(current, by)
    _say_why(current, by=by, code=code, note=note, at=at)
    current.ended_at = current.decided_at
    _keep(current, Outcome.REFUSED, content_of(current), by=by, post=post)
    return finish_act(
        workflow.REFUSE,
        current,
        by=by,
        note=f"Rujukan {current.number} ke {current.facility} ditolak: {_why(current)}",
        code=code,
    )


def _begin_decision(transition: Transition | None, referral: Referral, *, by: User) -> Referral:
    """Begin, and look who assessed by now: a newer assessment has another hand, perhaps the decider's.

    Without ``transition`` it is the approval that is the referral's turn.
    """
    current = locked(referral)
    assessment = latest_assessment(current.case)
    current.assessed_by = assessment.assessor if assessment else current.assessed_by
    end_pause(current)
    (transition or workflow.approval_of(current)).check(by, current)
    return current


def _keep(
    referral: Referral, outcome: Outcome, content: Content, *, by: User, post: Post
) -> Decision:
    """Write the decision into the row that stays, with what it was about and in which post."""
    at = referral.endorsed_at if outcome == Outcome.ENDORSED else referral.decided_at
    assert at is not None
    return Decision.objects.create(
        referral=referral,
        outcome=outcome,
        decided_by=by,
        decided_at=at,
        decided_as=post.in_words if post.mandate else "",
        mandate_id=post.mandate,
        code=referral.decision_code,
        note=referral.decision_note,
        content=content,
        content_hash=hash_of(content),
        letter=referral.letter if outcome == Outcome.APPROVED else None,
    )


def _post(referral: Referral, user: User) -> Post:
    """In which post ``user`` decides: their own, or the one they act in."""
    section = referral.case.section
    if referral.status == ReferralStatus.ENDORSED:
        post = user.post_for(Capability.DECIDE_SECOND, section.parent_id)
    else:
        post = user.post_for(Capability.DECIDE, section.pk)
    assert post is not None, "the rule lets nobody else decide"
    return post


def _say_why(referral: Referral, *, by: User, code: str, note: str, at: dt.datetime | None) -> None:
    note = note.strip()
    if code not in dict(CHOSEN_CODES):
        raise ValidationError({"code": "Pilih alasan mengembalikan atau menolak."})
    if code == DecisionCode.OTHER and not note:
        raise ValidationError({"note": "Tulis pesan untuk pengaju bila alasannya “Lainnya”."})
    referral.decided_by, referral.decided_at = by, at or timezone.now()
    referral.decision_code, referral.decision_note = code, note


def _why(referral: Referral) -> str:
    words = in_sentence(referral.get_decision_code_display())
    return f"{words}. {referral.decision_note}" if referral.decision_note else f"{words}."
