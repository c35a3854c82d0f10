"""What is written about assessments and the needs they show."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import instruments, permissions, workflow
from intake.actions.cases import reach_stage
from intake.actions.changed import case_changed
from intake.models import (
    TELLING,
    Assessment,
    AssessmentStatus,
    Case,
    Instrument,
    Need,
    NeedStatus,
    Stage,
)
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.versions import VersionStatus
from ppks_service.workflow import WrongStatus


@transaction.atomic
def start_assessment(
    case: Case, instrument: Instrument, *, by: User, profession: str = ""
) -> Assessment:
    """Begin an assessment, or raise ``ValidationError`` when one of this instrument is begun."""
    current = Case.objects.locked().select_related("section").get(pk=case.pk)
    permissions.assess.check(by, current)
    if instrument.status != VersionStatus.PUBLISHED:
        raise ValidationError("Instrumen ini belum atau tidak lagi berlaku.")
    assessment = Assessment(case=current, instrument=instrument, assessor=by)
    assessment.profession = profession or by.position or by.get_role_display()
    assessment.full_clean()
    assessment.save(force_insert=True)
    record(
        actor=by, action="assessment.start", subject=assessment, note=f"{instrument.title} dimulai."
    )
    return assessment


@transaction.atomic
def save_answers(
    assessment: Assessment,
    *,
    by: User,
    answers: Mapping[str, Any],
    summary: str | None = None,
    recommendation: str | None = None,
) -> Assessment:
    """Add ``answers`` to those of earlier sittings; an empty one takes its item back."""
    current = _begin(assessment, by=by)
    definition = instruments.parse(current.instrument.definition)
    if faults := definition.faults(answers):
        raise ValidationError(faults)
    merged = {**current.answers, **answers}
    current.answers = {key: value for key, value in merged.items() if value not in (None, "", [])}
    current.scores = definition.scores(current.answers)
    if summary is not None:
        current.summary = summary
    if recommendation is not None:
        current.recommendation = recommendation
    current.save(update_fields=["answers", "scores", "summary", "recommendation"])
    record(
        actor=by,
        action="assessment.save",
        subject=current,
        note="Draf asesmen disimpan.",
        items=sorted(answers),
    )
    return current


@transaction.atomic
def finish_assessment(
    assessment: Assessment,
    *,
    by: User,
    needs: Iterable[Need] = (),
    next_review_on: dt.date | None = None,
    at: dt.datetime | None = None,
) -> Assessment:
    """Close the assessment for good, with the needs that the assessor set; stage 3 is reached.

    It supersedes the finished one of the same instrument. Without ``next_review_on`` the instrument
    says when it is looked at again. Raises ``ValidationError`` when nothing
    was answered, or when the case has no need at all: then there is nothing to plan for.
    """
    current = _begin(assessment, by=by)
    at = at or timezone.now()
    if not current.answers:
        raise ValidationError("Belum ada satu butir pun yang diisi.")
    if next_review_on is not None and next_review_on <= timezone.localdate(at):
        raise ValidationError({"next_review_on": "Tanggal tinjau lagi harus sesudah hari ini."})
    earlier = _supersede(current)
    current.supersedes = earlier
    current.next_review_on = next_review_on or _review_on(current, at)
    current.status = workflow.FINISH.target
    current.finished_by, current.finished_at = by, at
    current.save()
    found = [_judged(need, current.case, assessment=current, by=by) for need in needs]
    count = len(Need.objects.bulk_create(found))
    if not count and not current.case.needs.filter(status=NeedStatus.OPEN).exists():
        raise ValidationError("Tetapkan paling sedikit satu kebutuhan; dari situ rencana disusun.")
    reach_stage(current.case, Stage.ANALYSIS, at=at, act="Asesmen selesai")
    record(
        actor=by,
        action="assessment.finish",
        subject=current,
        note=f"{current.instrument.title} selesai, {count} kebutuhan.",
        supersedes=earlier.pk if earlier else None,
    )
    case_changed(current.case_id, by=by)
    return current


@transaction.atomic
def conclude(
    assessment: Assessment,
    *,
    by: User,
    summary: str,
    recommendation: str,
    needs: Iterable[Need],
    next_review_on: dt.date | None = None,
) -> Assessment:
    """Write the last words and finish, as the page "Dari asesmen ke kebutuhan" does."""
    save_answers(assessment, by=by, answers={}, summary=summary, recommendation=recommendation)
    return finish_assessment(assessment, by=by, needs=needs, next_review_on=next_review_on)


def _review_on(assessment: Assessment, at: dt.datetime) -> dt.date | None:
    after = instruments.parse(assessment.instrument.definition).review_after_days
    return timezone.localdate(at) + dt.timedelta(days=after) if after else None


def _supersede(assessment: Assessment) -> Assessment | None:
    """Mark the finished assessment of the same instrument, whatever its version, as replaced."""
    earlier = (
        Assessment.objects.locked()
        .filter(
            case=assessment.case_id,
            instrument__code=assessment.instrument.code,
            status=AssessmentStatus.FINISHED,
        )
        .order_by("-finished_at", "-pk")
        .first()
    )
    if earlier is not None:
        earlier.status = workflow.SUPERSEDE.target
        earlier.save(update_fields=["status"])
    return earlier


@transaction.atomic
def add_need(need: Need, *, by: User) -> Need:
    """Set a need without an assessment, or after one."""
    case = Case.objects.locked().select_related("section").get(pk=need.case_id)
    permissions.assess.check(by, case)
    _judged(need, case, assessment=None, by=by).save(force_insert=True)
    record(
        actor=by, action="need.add", subject=need, note=f"Kebutuhan ditetapkan: {need.in_journal}."
    )
    case_changed(case.pk, by=by)
    return need


@transaction.atomic
def defer_need(need: Need, *, by: User, reason: str) -> Need:
    """Put a need off, saying why. Raises ``ValidationError`` without a reason."""
    return _settle(need, NeedStatus.DEFERRED, by=by, reason=reason)


@transaction.atomic
def meet_need(need: Need, *, by: User, reason: str = "") -> Need:
    """Say that a need is met, and by what."""
    return _settle(need, NeedStatus.MET, by=by, reason=reason)


def _judged(need: Need, case: Case, *, assessment: Assessment | None, by: User) -> Need:
    need.case, need.assessment, need.judged_by = case, assessment, by
    need.full_clean()
    return need


def _settle(need: Need, status: NeedStatus, *, by: User, reason: str) -> Need:
    current = (
        Need.objects.select_for_update(of=("self",), no_key=True)
        .select_related("case__section")
        .get(pk=need.pk)
    )
    permissions.assess.check(by, current.case)
    if current.status == NeedStatus.MET:
        raise WrongStatus("Kebutuhan ini sudah terpenuhi.")
    current.status, current.status_reason = status, reason.strip()
    if status == NeedStatus.DEFERRED and not current.status_reason:
        raise ValidationError({"reason": "Tulis mengapa kebutuhan ini ditunda."})
    current.full_clean()
    current.save(update_fields=["status", "status_reason"])
    why = "" if current.domain in TELLING else current.status_reason
    record(
        actor=by,
        action=f"need.{'defer' if status == NeedStatus.DEFERRED else 'meet'}",
        subject=current,
        note=f"Kebutuhan “{current.in_journal}”: {in_sentence(current.get_status_display())}. {why}".strip(),
    )
    case_changed(current.case_id, by=by)
    return current


def _begin(assessment: Assessment, *, by: User) -> Assessment:
    """Lock the stored draft, and the case it belongs to."""
    current = Assessment.objects.locked().select_related("instrument").get(pk=assessment.pk)
    current.case = Case.objects.locked().select_related("section").get(pk=current.case_id)
    workflow.FINISH.check(by, current)
    return current
