"""Gates, papers that somebody must bring, and the next place when one says no."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from intake.facts import facts_of
from intake.models import Case, Paper
from ppks_service.accounts.models import User
from ppks_service.indonesian import long_date
from ppks_service.journal.actions import record
from referrals import permissions
from referrals.actions.common import locked, record_act
from referrals.gates import refusal_at_the_gate
from referrals.models import Clearance, NextCandidate, PaperTask, Referral
from referrals.states import ran_out
from referrals.validity import AWAITED, lapsed_papers
from upt_facilities.matching import FacilityFit, fit_of
from upt_facilities.models import FacilityKind
from upt_facilities.papers import PaperResult
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
        _task(referral, paper.kind, by=by, due_on=due_on)
        for paper in fit.missing_papers
        if paper.kind not in there
    )


def _task(referral: Referral, kind: str, *, by: User, due_on: dt.date) -> PaperTask:
    owner = referral.case.owner or by
    return PaperTask(referral=referral, kind=kind, owner=owner, due_on=due_on, made_by=by)


READ_BY_FACTS = ("case__person", "case__encounter", "case__owner")


def renew_papers() -> str:
    """The nightly job: what ran out before the person has come is to be brought anew. A line for the log.

    A paper that was there when it was asked for has no task yet; one that came late has an old one.
    """
    over = Paper.objects.filter(valid_until__lt=timezone.localdate(), case=OuterRef("case"))
    awaited = Referral.objects.filter(Exists(over), status__in=AWAITED).order_by("pk")
    asked = 0
    for referral in awaited.select_related(*READ_BY_FACTS, "facility", "submitted_by", "hold"):
        if not ran_out(referral):
            known = facts_of(referral.case)
            fit = fit_of(referral.case, referral.facility, facts=known)
            asked += sum(_ask_again(referral, p) for p in lapsed_papers(referral, fit, known))
    return f"{asked} surat yang habis berlaku diminta lagi"


def _ask_again(referral: Referral, paper: PaperResult) -> bool:
    """Whether a task for ``paper`` was made or set on its way again since it ran out."""
    last_day, due_on = paper.last_day, timezone.localdate() + PAPERS_WITHIN
    asker = referral.submitted_by
    assert last_day is not None
    assert asker is not None
    task = referral.paper_tasks.filter(kind=paper.kind).select_related("owner").first()
    if task is not None and task.due_on > last_day:
        return False
    task = task or _task(referral, paper.kind, by=asker, due_on=due_on)
    task.due_on = due_on
    task.save()
    record_act(
        referral,
        "paper_over",
        by=None,
        note=f"Surat untuk rujukan {referral.number} habis berlaku: {paper.label}, sampai "
        f"{long_date(last_day)}. Yang baru diurus {task.owner}.",
        kind=paper.kind,
    )
    return True


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
    record_act(
        referral,
        "paper_task",
        by=by,
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
