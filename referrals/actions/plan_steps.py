"""The beginning and the end of every act on a plan."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.workflow import Transition, WrongStatus
from referrals import permissions
from referrals.models import ActionStatus, ConferenceAction, PlanAction, PlanStatus, ServicePlan

NEEDS_WORDS = {
    ActionStatus.DONE: "Tulis hasil tindakan ini.",
    ActionStatus.CANCELLED: "Tulis mengapa tindakan dibatalkan.",
}


def stored(plan: ServicePlan) -> ServicePlan:
    """The stored plan: its case's row locked first, then its own."""
    Case.objects.locked().filter(pk=plan.case_id).values_list("pk").get()
    return (
        ServicePlan.objects.locked()
        .select_related("case__section", "case__person", "case__owner")
        .get(pk=plan.pk)
    )


def begin(transition: Transition, plan: ServicePlan, *, by: User) -> ServicePlan:
    """Lock the stored plan and check the act against it."""
    current = stored(plan)
    transition.check(by, current)
    return current


def begin_draft(plan: ServicePlan, *, by: User) -> ServicePlan:
    """Lock a plan that may still be written on."""
    current = stored(plan)
    permissions.write_plan.check(by, current)
    if current.status != PlanStatus.DRAFT:
        raise WrongStatus(
            f"Rencana ini sudah {in_sentence(current.get_status_display())}. "
            "Susun versi baru untuk mengubahnya."
        )
    return current


def record_plan(plan: ServicePlan, action: str, *, by: User, note: str, **data: object) -> None:
    record(
        actor=by,
        action=action,
        subject=plan,
        case_pk=plan.case_id,
        person_pk=plan.case.person_id,
        note=note,
        **data,
    )


def settle(act: PlanAction | ConferenceAction, status: str, note: str, *, by: User) -> None:
    """Say how a locked act of a plan or a conference stands; what ends it needs words."""
    act.status, act.status_note = status, note.strip()
    if not act.status_note and status in NEEDS_WORDS:
        raise ValidationError({"note": NEEDS_WORDS[ActionStatus(status)]})
    is_open = status == ActionStatus.PLANNED
    act.settled_by, act.settled_at = (None, None) if is_open else (by, timezone.now())
    act.full_clean()
    act.save(update_fields=["status", "status_note", "settled_by", "settled_at"])
