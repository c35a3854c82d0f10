"""The beginning and the end of every act on a plan."""

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import Transition, WrongStatus
from referrals import permissions
from referrals.models import PlanStatus, ServicePlan


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
            f"Rencana ini sudah {current.get_status_display().lower()}. "
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
