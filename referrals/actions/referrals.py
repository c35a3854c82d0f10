"""What the section writes: draft, edit, submit, take back."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.facts import latest_assessment
from intake.models import Case, Paper
from ppks_service.accounts.models import User
from ppks_service.documents.actions import void
from ppks_service.documents.numbers import register_number
from ppks_service.workflow import WrongStatus, status_label
from referrals import permissions, workflow
from referrals.actions.answers import lapse
from referrals.actions.common import begin, finish_act, free_hold, locked, record_act
from referrals.actions.gates import ask_for_papers, refuse_at_the_gate
from referrals.basis import basis_of
from referrals.enclosures import choose
from referrals.escalation import end_pause
from referrals.models import (
    KIND_OF_FACILITY,
    Hand,
    KindCode,
    Referral,
    ReferralKind,
    ReferralStatus,
)
from upt_facilities.matching import FacilityFit, fit_of
from upt_facilities.models import FacilityKind, Override
from upt_facilities.ranking import fits_for

WRITTEN = ("facility", "ward", "reason", "service_asked", "override_reason")


@transaction.atomic
def draft(
    referral: Referral,
    *,
    by: User,
    at: dt.datetime | None = None,
    enclosures: Iterable[Paper] | None = None,
) -> Referral:
    """Save a new referral as a form filled it and give it its number, or raise ``ValidationError``.

    ``enclosures`` are the papers of the file that shall go with its letter. A referral to the same place
    whose hold has run out makes room: it lapses now, not tonight.
    """
    case = Case.objects.locked().select_related("section", "person").get(pk=referral.case_id)
    referral.case = case
    permissions.write_for_case.check(by, case)
    _lapse_stale(referral)
    at = at or timezone.now()
    referral.number = register_number("RJK", timezone.localtime(at).year)
    referral.written_by = referral.last_edited_by = by
    _check(referral)
    referral.save(force_insert=True)
    choose(referral, enclosures or ())
    record_act(
        referral,
        "draft",
        by=by,
        note=f"Draf rujukan {referral.number} ke {referral.facility} disimpan.",
    )
    return referral


@transaction.atomic
def edit(referral: Referral, *, by: User, enclosures: Iterable[Paper] | None = None) -> Referral:
    """Save what a form changed while the referral is a draft or was sent back.

    Without ``enclosures`` those chosen before stay.
    """
    stored = locked(referral)
    if stored.status not in workflow.EDITABLE:
        raise WrongStatus(
            f"Isi rujukan tidak dapat diubah: statusnya kini “{status_label(stored)}”. "
            "Muat ulang halaman untuk melihat keadaan terakhir."
        )
    permissions.write_referral.check(by, stored)
    if by.pk == stored.decided_by_id:
        raise ValidationError(
            "Anda yang mengembalikan rujukan ini, jadi Anda tidak menyuntingnya. "
            "Yang dapat: pekerja sosial seksi ini."
        )
    changed = [name for name in WRITTEN if getattr(stored, name) != getattr(referral, name)]
    for name in changed:
        setattr(stored, name, getattr(referral, name))
    stored.last_edited_by = by
    _check(stored)
    stored.save()
    if enclosures is not None:
        choose(stored, enclosures)
    record_act(
        stored,
        "edit",
        by=by,
        note=f"Isi rujukan {stored.number} diubah.",
        changed=changed,
    )
    return stored


@transaction.atomic
def submit(referral: Referral, *, by: User, at: dt.datetime | None = None) -> Referral:
    """Ask the head of the section for a decision, for the first time or again after a return.

    Copies who assessed from the latest finished assessment; a missing paper becomes somebody's task.
    Raises ``ValidationError`` at a shut gate, and when the place does not fit or another fits better
    and nobody said why it was chosen all the same.
    """
    stored = locked(referral)
    is_again = stored.status == ReferralStatus.RETURNED
    transition = workflow.RESUBMIT if is_again else workflow.SUBMIT
    transition.check(by, stored)
    refuse_at_the_gate(stored)
    fit = _standing(stored)
    check_override(stored, fit)
    stored.override = fit.override or ""
    assessment = latest_assessment(stored.case)
    stored.assessed_by = assessment.assessor if assessment else None
    _set_kind(stored, fit)
    stored.submitted_by, stored.submitted_at = by, at or timezone.now()
    stored.endorsed_by = stored.endorsed_at = None
    end_pause(stored)
    stored.paused_days = 0
    stored.decided_by = stored.decided_at = None
    stored.decision_code = stored.decision_note = ""
    verb = "diajukan lagi" if is_again else "diajukan"
    ask_for_papers(stored, fit, by=by)
    return finish_act(
        transition,
        stored,
        by=by,
        note=f"Rujukan {stored.number} ke {stored.facility} {verb} ke Kepala Seksi.",
        basis=basis_of(stored, fit),
    )


@transaction.atomic
def write_and_submit(
    referral: Referral, *, by: User, enclosures: Iterable[Paper] | None = None
) -> Referral:
    """Save what a form filled and ask for the decision, both or neither."""
    save = draft if referral.pk is None else edit
    saved = save(referral, by=by, enclosures=enclosures)
    return submit(saved, by=by)


@transaction.atomic
def cancel(referral: Referral, *, by: User, reason: str, at: dt.datetime | None = None) -> Referral:
    """Take the referral back, saying why; a held place is free again, a letter no longer counts."""
    current = begin(workflow.CANCEL, referral, by=by)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Tulis mengapa rujukan ditarik kembali."})
    free_hold(current, by=by, reason="rujukan ditarik kembali.", at=at)
    if current.letter is not None:
        void(current.letter, by=by, reason=f"Rujukan {current.number} ditarik kembali.")
    current.ended_at, current.end_note = at or timezone.now(), reason
    return finish_act(
        workflow.CANCEL,
        current,
        by=by,
        note=f"Rujukan {current.number} ke {current.facility} ditarik kembali: {reason}",
    )


def _set_kind(referral: Referral, fit: FacilityFit) -> None:
    """Of which kind it is now, and what that kind asks of those who decide."""
    if fit.override == Override.MISFIT:
        referral.kind = KindCode.EXCEPTION
    else:
        kind = FacilityKind(referral.facility.kind)
        referral.kind = KIND_OF_FACILITY.get(kind, KindCode.PLACEMENT)
    asked = ReferralKind.objects.filter(code=referral.kind).first()
    barred = asked.barred if asked else []
    plan = referral.case.plans.current().order_by("-version").first()
    referral.needs_second = asked is not None and asked.needs_second
    referral.owned_by_id = referral.case.owner_id if Hand.OWNER in barred else None
    referral.planned_by_id = plan.written_by_id if plan and Hand.PLANNER in barred else None


def check_override(referral: Referral, fit: FacilityFit) -> None:
    """A place against which something speaks is chosen with a reason, or not at all."""
    if fit.override and not referral.override_reason.strip():
        raise ValidationError(
            {"override_reason": f"Tulis mengapa tempat ini tetap dipilih. {fit.override_words}"}
        )


def _standing(referral: Referral) -> FacilityFit:
    """How the place asked for stands among all; by itself where the person lives there already."""
    declined = Referral.objects.declined_for(referral.case_id).values_list("facility", flat=True)
    found = fits_for(referral.case, declined_by=set(declined)).of(referral.facility)
    return found or fit_of(referral.case, referral.facility)


def _check(referral: Referral) -> None:
    if referral.ward is not None and referral.ward.facility_id != referral.facility_id:
        raise ValidationError({"ward": "Wisma ini bukan bagian dari tempat yang dipilih."})
    referral.full_clean()


def _lapse_stale(referral: Referral) -> None:
    now = timezone.now()
    stale = Referral.objects.filter(
        case=referral.case_id,
        facility=referral.facility_id,
        status__in=workflow.WITH_RECEIVER,
        hold__period__endswith__lte=now,
    )
    for other in stale.order_by("pk"):
        lapse(other, at=now)
