"""What is done in stage 6. Closing a month has a module of its own."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluation import permissions
from evaluation.closing import close_month
from evaluation.follow_up import follow_up_day
from evaluation.models import Aspect, Quality, Visit
from intake.actions import reach_stage
from intake.models import Case, Stage
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence, long_date, long_moment
from ppks_service.journal.actions import record

# What holding a visit writes; the plan itself stays as it was.
HELD_FIELDS = (
    "result",
    "way",
    "place",
    "signals",
    "quality",
    "before",
    "after",
    "own_words",
    "findings",
    "follow_up",
    "held_at",
    "held_by",
)


@transaction.atomic
def plan_visit(visit: Visit, *, by: User) -> Visit:
    """Save a visit that a form filled: a day to come, and somebody who may open the case."""
    permissions.plan_visit.check(by, visit.case)
    if visit.planned_on < timezone.localdate():
        raise ValidationError({"planned_on": "Pilih hari ini atau sesudahnya."})
    if not permissions.plan_visit.allows(visit.assigned_to, visit.case):
        raise ValidationError(
            {"assigned_to": "Petugas ini tidak dapat membuka kasus atau tidak mencatat kunjungan."}
        )
    visit.planned_by = by
    visit.full_clean()
    visit.save(force_insert=True)
    record(
        actor=by,
        action="visit.plan",
        subject=visit,
        note=f"Kunjungan direncanakan untuk {long_date(visit.planned_on)}: {visit.assigned_to}.",
    )
    return visit


def plan_follow_up(case: Case, *, by: User) -> Visit:
    """Plan the visit that the clock asks for after a case ended or a stay was left, by ``by``."""
    return plan_visit(
        Visit(
            case=case,
            planned_on=follow_up_day(case),
            assigned_to=by,
            purpose="Bimbingan lanjut",
        ),
        by=by,
    )


@transaction.atomic
def hold_visit(visit: Visit, *, by: User, at: dt.datetime, next_on: dt.date | None = None) -> Visit:
    """Record what a visit found; the case reaches stage 6. With ``next_on`` the next is planned too.

    Raises ``ValidationError`` for a moment to come or before the case, and for a score that is none.
    """
    stored = Visit.objects.locked().select_related("case").get(pk=visit.pk)
    permissions.hold_visit.check(by, stored)
    if at > timezone.now():
        raise ValidationError({"held_at": "Waktu kunjungan belum tiba."})
    # A form gives whole minutes: the minute of the registration is not before it.
    if at < stored.case.opened_at.replace(second=0, microsecond=0):
        raise ValidationError({"held_at": "Kunjungan tidak dapat sebelum kasus didaftarkan."})
    visit.quality = _scores(visit.quality, Quality)
    visit.before, visit.after = _scores(visit.before, Aspect), _scores(visit.after, Aspect)
    visit.held_at, visit.held_by = at, by
    visit.full_clean()
    visit.save(update_fields=HELD_FIELDS)
    reach_stage(stored.case, Stage.EVALUATION, at=at, act="Kunjungan dilakukan")
    record(
        actor=by,
        action="visit.hold",
        subject=visit,
        note=f"Kunjungan {long_moment(at)}: {in_sentence(visit.get_result_display())}.",
    )
    if next_on is not None:
        plan_visit(
            Visit(
                case=stored.case,
                planned_on=next_on,
                assigned_to=stored.assigned_to,
                purpose="Kunjungan berikutnya",
            ),
            by=by,
        )
    return visit


@transaction.atomic
def cancel_visit(visit: Visit, *, by: User, reason: str) -> Visit:
    """Call a visit off that still waits, with the reason."""
    current = Visit.objects.locked().select_related("case").get(pk=visit.pk)
    permissions.hold_visit.check(by, current)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa kunjungan dibatalkan."})
    current.cancelled_at, current.cancelled_by = timezone.now(), by
    current.cancel_reason = reason.strip()
    current.full_clean()
    current.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    record(
        actor=by,
        action="visit.cancel",
        subject=current,
        note=f"Kunjungan {long_date(current.planned_on)} dibatalkan: {current.cancel_reason}",
    )
    return current


def _scores(given: dict[str, int], codes: type[Quality] | type[Aspect]) -> dict[str, int]:
    """``given`` when each code is known and each score is 1 to 5."""
    for code, score in given.items():
        if code not in codes.values or score not in range(1, 6):
            raise ValidationError(f"Nilai {code} harus 1 sampai 5.")
    return given


__all__ = ["cancel_visit", "close_month", "hold_visit", "plan_follow_up", "plan_visit"]
