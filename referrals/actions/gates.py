"""Gates, papers that somebody must bring, and the next place when one says no."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from referrals import permissions
from referrals.actions.common import locked
from referrals.gates import refusal_at_the_gate
from referrals.models import Clearance, NextCandidate, PaperTask, Referral
from upt_facilities.matching import FacilityFit
from upt_facilities.models import FacilityKind
from upt_facilities.ranking import fits_for

# Papers may follow within three days of the request (needs.md, plan).
PAPERS_WITHIN = dt.timedelta(days=3)


@transaction.atomic
def record_clearance(clearance: Clearance, *, by: User) -> Clearance:
    """Write down that a protecting agency agreed to the placement, as a form filled it."""
    case = Case.objects.locked().select_related("section", "person").get(pk=clearance.case_id)
    permissions.write_for_case.check(by, case)
    clearance.case, clearance.recorded_by = case, by
    if clearance.dated_on is not None and clearance.dated_on > timezone.localdate():
        raise ValidationError({"dated_on": "Tanggal surat belum tiba."})
    clearance.full_clean()
    clearance.save(force_insert=True)
    record(
        actor=by,
        action="case.clearance",
        subject=clearance,
        person_pk=case.person_id,
        note=f"Rekomendasi {clearance.agency} nomor {clearance.letter_number} dicatat.",
        kind=clearance.kind,
    )
    return clearance


def refuse_at_the_gate(referral: Referral) -> None:
    """Raise ``ValidationError`` where something is missing that no reason overcomes."""
    if refusal := refusal_at_the_gate(referral.case, referral.facility):
        raise ValidationError(refusal)


def ask_for_papers(referral: Referral, fit: FacilityFit, *, by: User) -> list[PaperTask]:
    """Make a task of each missing paper that has none yet: the case's owner brings it, else who asks."""
    there = set(referral.paper_tasks.values_list("kind", flat=True))
    due_on = timezone.localdate() + PAPERS_WITHIN
    return PaperTask.objects.bulk_create(
        PaperTask(
            referral=referral,
            kind=paper.kind,
            owner=referral.case.owner or by,
            due_on=due_on,
            made_by=by,
        )
        for paper in fit.missing_papers
        if paper.kind not in there
    )


@transaction.atomic
def hand_paper_task(task: PaperTask, *, by: User, owner: User, due_on: dt.date) -> PaperTask:
    """Give a missing paper to another hand, or another day."""
    referral = locked(task.referral)
    permissions.write_referral.check(by, referral)
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "Tanggal ini sudah lewat."})
    task.owner, task.due_on = owner, due_on
    task.full_clean()
    task.save(update_fields=["owner", "due_on"])
    record(
        actor=by,
        action="referral.paper_task",
        subject=referral,
        person_pk=referral.case.person_id,
        note=f"{task.get_kind_display()} untuk rujukan {referral.number} diurus {owner}.",
    )
    return task


def propose_next(referral: Referral) -> NextCandidate | None:
    """Keep the best place that has not said no to this person; None where every one is full or unfit."""
    declined = Referral.objects.declined_for(referral.case_id).values_list("facility", flat=True)
    refused = {*declined, referral.facility_id}
    for fit in fits_for(referral.case, declined_by=refused).fits:
        facility = fit.facility
        if fit.needs_reason or facility.pk in refused or not facility.is_residential:
            continue
        is_hospital = facility.kind == FacilityKind.HOSPITAL
        if is_hospital != (referral.facility.kind == FacilityKind.HOSPITAL):
            continue
        return NextCandidate.objects.create(referral=referral, facility=facility, reason=fit.reason)
    return None
