"""What is written about a plan: needs become goals, goals become acts with somebody and a day."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.actions import reach_stage
from intake.models import Case, NeedPriority, NeedStatus, Stage
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import Transition, WrongStatus
from referrals import permissions, workflow
from referrals.actions.voiding import void_changed
from referrals.models import (
    ActionStatus,
    AgreedBy,
    PlanAction,
    PlanGoal,
    PlanStatus,
    ServicePlan,
)


@transaction.atomic
def write_plan(case: Case, *, by: User, own_words: str = "") -> ServicePlan:
    """Begin the first plan of ``case``, or the next version with the goals and acts of the last.

    The last version is superseded and stays readable. Raises ``ValidationError`` while one is a draft.
    """
    current = Case.objects.locked().select_related("section", "person").get(pk=case.pk)
    permissions.write_for_case.check(by, current)
    last = current.plans.locked().order_by("-version").first()
    if last is not None and last.status == PlanStatus.DRAFT:
        raise ValidationError("Rencana sudah mulai disusun; lanjutkan yang ada.")
    if last is not None:
        _supersede(last, by=by)
    plan = ServicePlan(
        case=current,
        version=last.version + 1 if last else 1,
        own_words=own_words or (last.own_words if last else ""),
        written_by=by,
    )
    plan.full_clean()
    plan.save(force_insert=True)
    if last is not None:
        _copy(last, plan)
    record(
        actor=by,
        action="plan.write",
        subject=plan,
        person_pk=current.person_id,
        note=f"Rencana layanan versi {plan.version} mulai disusun.",
    )
    return plan


@transaction.atomic
def edit_plan(plan: ServicePlan, *, by: User) -> ServicePlan:
    """Save the person's own words."""
    _begin_draft(plan, by=by)
    plan.full_clean()
    plan.save(update_fields=["own_words"])
    _record(plan, "plan.edit", by=by, note="Kata yang bersangkutan dicatat dalam rencana.")
    return plan


@transaction.atomic
def add_goal(goal: PlanGoal, *, by: User) -> PlanGoal:
    """Give a need of the case its goal."""
    plan = _begin_draft(goal.plan, by=by)
    if goal.need.case_id != plan.case_id:
        raise ValidationError({"need": "Kebutuhan ini milik kasus lain."})
    goal.full_clean()
    goal.save(force_insert=True)
    _record(plan, "plan.add_goal", by=by, note=f"Tujuan: {goal.goal}", need=goal.need_id)
    return goal


@transaction.atomic
def edit_goal(goal: PlanGoal, *, by: User) -> PlanGoal:
    plan = _begin_draft(goal.plan, by=by)
    goal.full_clean()
    goal.save(update_fields=["goal"])
    _record(plan, "plan.edit_goal", by=by, note=f"Tujuan diubah: {goal.goal}", need=goal.need_id)
    return goal


@transaction.atomic
def add_action(action: PlanAction, *, by: User) -> PlanAction:
    """Add one act towards a goal: what, who, until when."""
    plan = _begin_draft(action.goal.plan, by=by)
    action.full_clean()
    action.save(force_insert=True)
    _record(plan, "plan.add_action", by=by, note=f"Tindakan: {action.what}")
    return action


@transaction.atomic
def remove_action(action: PlanAction, *, by: User) -> None:
    """Take an act out of a plan that nobody has agreed yet; afterwards it is cancelled with a reason."""
    plan = _begin_draft(action.goal.plan, by=by)
    _record(plan, "plan.remove_action", by=by, note=f"Tindakan dihapus dari draf: {action.what}")
    action.delete()


@transaction.atomic
def move_action(action: PlanAction, *, by: User, status: str, note: str = "") -> PlanAction:
    """Say how an act stands: done, cancelled with a reason, or to be done after all."""
    plan = _stored(action.goal.plan)
    current = PlanAction.objects.select_for_update(of=("self",), no_key=True).get(pk=action.pk)
    permissions.write_plan.check(by, plan)
    if plan.status == PlanStatus.SUPERSEDED:
        raise WrongStatus("Rencana ini sudah digantikan versi baru.")
    current.status, current.status_note = status, note.strip()
    if status == ActionStatus.CANCELLED and not current.status_note:
        raise ValidationError({"status_note": "Tulis mengapa tindakan dibatalkan."})
    current.full_clean()
    current.save(update_fields=["status", "status_note"])
    words = current.get_status_display().lower()
    _record(
        plan, "plan.move_action", by=by, note=f"Tindakan “{current.what}”: {words}.", status=status
    )
    void_changed(by=by, case=plan.case_id)
    return current


@transaction.atomic
def agree_plan(
    plan: ServicePlan,
    *,
    by: User,
    agreed_by: str,
    agreed_name: str = "",
    agreed_how: str = "",
    not_agreed_reason: str = "",
    at: dt.datetime | None = None,
) -> ServicePlan:
    """Write down who agreed to the plan, or why nobody did; stage 4 is reached.

    Raises ``ValidationError`` while it has no goal, or an urgent need without an act.
    """
    current = _begin(workflow.AGREE, plan, by=by)
    _refuse_gaps(current)
    at = at or timezone.now()
    current.agreed_by, current.agreed_name = agreed_by, agreed_name.strip()
    current.agreed_how, current.not_agreed_reason = agreed_how.strip(), not_agreed_reason.strip()
    if agreed_by == AgreedBy.GUARDIAN and not current.agreed_name:
        raise ValidationError({"agreed_name": "Tulis nama wali atau keluarga yang menyepakati."})
    current.agreed_at = at
    current.status = workflow.AGREE.target
    current.full_clean()
    current.save()
    reach_stage(current.case, Stage.PLANNING, at=at, act="Rencana disepakati")
    words = AgreedBy(agreed_by).label.lower()
    _record(
        current,
        "plan.agree",
        by=by,
        note=f"Rencana versi {current.version} disepakati oleh: {words}. {current.not_agreed_reason}".strip(),
        agreed_by=agreed_by,
    )
    void_changed(by=by, case=current.case_id)
    return current


@transaction.atomic
def approve_plan(plan: ServicePlan, *, by: User, at: dt.datetime | None = None) -> ServicePlan:
    """Approve as the head of the case's section; never one's own."""
    current = _begin(workflow.APPROVE_PLAN, plan, by=by)
    current.approved_by, current.approved_at = by, at or timezone.now()
    current.status = workflow.APPROVE_PLAN.target
    current.save()
    _record(current, "plan.approve", by=by, note=f"Rencana versi {current.version} disetujui.")
    return current


@transaction.atomic
def send_back_plan(plan: ServicePlan, *, by: User, note: str) -> ServicePlan:
    """Return an agreed plan to be written on; it is agreed anew afterwards."""
    current = _begin(workflow.SEND_BACK_PLAN, plan, by=by)
    note = note.strip()
    if not note:
        raise ValidationError({"note": "Tulis apa yang perlu diperbaiki dalam rencana."})
    current.status = workflow.SEND_BACK_PLAN.target
    current.agreed_by = current.agreed_name = current.agreed_how = ""
    current.not_agreed_reason, current.agreed_at = "", None
    current.save()
    _record(
        current,
        "plan.send_back",
        by=by,
        note=f"Rencana versi {current.version} dikembalikan: {note}",
    )
    return current


def _refuse_gaps(plan: ServicePlan) -> None:
    goals = list(plan.goals.prefetch_related("actions"))
    if not goals:
        raise ValidationError(
            "Rencana belum punya tujuan. Tambahkan tujuan untuk kebutuhan yang ada."
        )
    served = {goal.need_id for goal in goals if goal.actions.all()}
    urgent = plan.case.needs.filter(status=NeedStatus.OPEN, priority=NeedPriority.URGENT)
    if gaps := [need.description for need in urgent.order_by("pk") if need.pk not in served]:
        raise ValidationError(
            "Kebutuhan mendesak belum punya tujuan dan tindakan: " + "; ".join(gaps) + ". "
            "Tambahkan, atau tunda kebutuhan itu dengan alasan."
        )


def _supersede(plan: ServicePlan, *, by: User) -> None:
    plan.case = Case.objects.select_related("section", "person").get(pk=plan.case_id)
    workflow.SUPERSEDE.check(by, plan)
    plan.status = workflow.SUPERSEDE.target
    plan.save(update_fields=["status"])


def _copy(old: ServicePlan, new: ServicePlan) -> None:
    """Carry over goals of needs that are still open, with the acts that are not cancelled."""
    goals = (
        old.goals.filter(need__status=NeedStatus.OPEN).prefetch_related("actions").order_by("pk")
    )
    for goal in goals:
        copied = PlanGoal.objects.create(plan=new, need_id=goal.need_id, goal=goal.goal)
        PlanAction.objects.bulk_create(
            PlanAction(
                goal=copied,
                what=action.what,
                by_kind=action.by_kind,
                by_name=action.by_name,
                facility_id=action.facility_id,
                due_on=action.due_on,
                status=action.status,
                status_note=action.status_note,
            )
            for action in sorted(goal.actions.all(), key=lambda a: a.pk)
            if action.status != ActionStatus.CANCELLED
        )


def _stored(plan: ServicePlan) -> ServicePlan:
    """The stored plan: its case's row locked first, then its own."""
    Case.objects.locked().filter(pk=plan.case_id).values_list("pk").get()
    return (
        ServicePlan.objects.locked().select_related("case__section", "case__person").get(pk=plan.pk)
    )


def _begin(transition: Transition, plan: ServicePlan, *, by: User) -> ServicePlan:
    current = _stored(plan)
    transition.check(by, current)
    return current


def _begin_draft(plan: ServicePlan, *, by: User) -> ServicePlan:
    """Lock a plan that may still be written on."""
    current = _stored(plan)
    permissions.write_plan.check(by, current)
    if current.status != PlanStatus.DRAFT:
        raise WrongStatus(
            f"Rencana ini sudah {current.get_status_display().lower()}. "
            "Susun versi baru untuk mengubahnya."
        )
    return current


def _record(plan: ServicePlan, action: str, *, by: User, note: str, **data: object) -> None:
    record(
        actor=by,
        action=action,
        subject=plan,
        case_pk=plan.case_id,
        person_pk=plan.case.person_id,
        note=note,
        **data,
    )
