"""What is written about a plan: needs become goals, goals become acts with somebody and a day."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.models import Case, NeedStatus
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus
from referrals import permissions, workflow
from referrals.actions.plan_steps import begin, begin_draft, record_plan, settle, stored
from referrals.actions.voiding import void_changed
from referrals.models import (
    ActionStatus,
    PlanAction,
    PlanGoal,
    PlanStatus,
    ServicePlan,
)
from referrals.people import may_follow

EDITABLE = ("what", "by_kind", "owner", "by_name", "facility", "due_on", "cost_source")


@transaction.atomic
def write_plan(case: Case, *, by: User, own_words: str = "", reason: str = "") -> ServicePlan:
    """Begin the first plan of ``case``, or the next version with the goals and acts of the last.

    The last version is superseded and stays readable; ``reason`` says why it is revised. Raises
    ``ValidationError`` while one is a draft, or where a revision has no reason.
    """
    current = Case.objects.locked().select_related("section", "person").get(pk=case.pk)
    permissions.write_for_case.check(by, current)
    last = current.plans.locked().order_by("-version").first()
    if last is not None and last.status == PlanStatus.DRAFT:
        raise ValidationError("Rencana sudah mulai disusun; lanjutkan yang ada.")
    if last is not None and not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa rencana direvisi."})
    if last is not None:
        _supersede(last, by=by)
    plan = ServicePlan(
        case=current,
        revision_reason=reason.strip() if last else "",
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
        note=f"Rencana layanan versi {plan.version} mulai disusun. {plan.revision_reason}".strip(),
    )
    return plan


@transaction.atomic
def edit_plan(plan: ServicePlan, *, by: User) -> ServicePlan:
    """Save the person's own words."""
    begin_draft(plan, by=by)
    plan.full_clean()
    plan.save(update_fields=["own_words"])
    record_plan(plan, "plan.edit", by=by, note="Kata yang bersangkutan dicatat dalam rencana.")
    return plan


@transaction.atomic
def add_goal(goal: PlanGoal, *, by: User) -> PlanGoal:
    """Give a need of the case its goal."""
    plan = begin_draft(goal.plan, by=by)
    if goal.need.case_id != plan.case_id:
        raise ValidationError({"need": "Kebutuhan ini milik kasus lain."})
    goal.full_clean()
    goal.save(force_insert=True)
    record_plan(plan, "plan.add_goal", by=by, note=f"Tujuan: {goal.in_journal}", need=goal.need_id)
    return goal


@transaction.atomic
def edit_goal(goal: PlanGoal, *, by: User) -> PlanGoal:
    plan = begin_draft(goal.plan, by=by)
    goal.full_clean()
    goal.save(update_fields=["goal", "measure", "target", "by_on"])
    record_plan(
        plan, "plan.edit_goal", by=by, note=f"Tujuan diubah: {goal.in_journal}", need=goal.need_id
    )
    return goal


@transaction.atomic
def add_action(action: PlanAction, *, by: User) -> PlanAction:
    """Add one act towards a goal: what, who, until when."""
    plan = begin_draft(action.goal.plan, by=by)
    refuse_stranger(action.owner, plan.case)
    action.full_clean()
    action.save(force_insert=True)
    record_plan(plan, "plan.add_action", by=by, note=f"Tindakan: {action.in_journal}")
    return action


@transaction.atomic
def edit_action(action: PlanAction, *, by: User) -> PlanAction:
    """Change an act of a plan that nobody has agreed yet."""
    plan = begin_draft(action.goal.plan, by=by)
    refuse_stranger(action.owner, plan.case)
    action.full_clean()
    action.save(update_fields=list(EDITABLE))
    record_plan(plan, "plan.edit_action", by=by, note=f"Tindakan diubah: {action.in_journal}")
    return action


@transaction.atomic
def remove_action(action: PlanAction, *, by: User) -> None:
    """Take an act out of a plan that nobody has agreed yet; afterwards it is cancelled with a reason."""
    plan = begin_draft(action.goal.plan, by=by)
    record_plan(
        plan, "plan.remove_action", by=by, note=f"Tindakan dihapus dari draf: {action.in_journal}"
    )
    action.delete()


@transaction.atomic
def move_action(action: PlanAction, *, by: User, status: str, note: str = "") -> PlanAction:
    """Say how an act stands: done with its result, cancelled with a reason, or to be done after all."""
    plan = stored(action.goal.plan)
    current = PlanAction.objects.select_for_update(of=("self",), no_key=True).get(pk=action.pk)
    current.goal = PlanGoal.objects.get(pk=current.goal_id)
    current.goal.plan = plan
    permissions.settle_action.check(by, current)
    if plan.status == PlanStatus.SUPERSEDED:
        raise WrongStatus("Rencana ini sudah digantikan versi baru.")
    settle(current, status, note, by=by)
    words = in_sentence(current.get_status_display())
    record_plan(
        plan,
        "plan.move_action",
        by=by,
        note=f"Tindakan “{current.in_journal}”: {words}.",
        status=status,
    )
    void_changed(by=by, case=plan.case_id)
    return current


@transaction.atomic
def approve_plan(plan: ServicePlan, *, by: User, at: dt.datetime | None = None) -> ServicePlan:
    """Approve as the head of the case's section; never one's own."""
    current = begin(workflow.APPROVE_PLAN, plan, by=by)
    current.approved_by, current.approved_at = by, at or timezone.now()
    current.status = workflow.APPROVE_PLAN.target
    current.save()
    record_plan(current, "plan.approve", by=by, note=f"Rencana versi {current.version} disetujui.")
    return current


@transaction.atomic
def send_back_plan(plan: ServicePlan, *, by: User, note: str) -> ServicePlan:
    """Return an agreed plan to be written on; it is agreed anew afterwards."""
    current = begin(workflow.SEND_BACK_PLAN, plan, by=by)
    note = note.strip()
    if not note:
        raise ValidationError({"note": "Tulis apa yang perlu diperbaiki dalam rencana."})
    current.status = workflow.SEND_BACK_PLAN.target
    current.agreed_by = current.agreed_name = current.agreed_how = ""
    current.not_agreed_reason, current.agreed_at = "", None
    current.save()
    record_plan(
        current,
        "plan.send_back",
        by=by,
        note=f"Rencana versi {current.version} dikembalikan: {note}",
    )
    return current


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
        copied = PlanGoal.objects.create(
            plan=new,
            need_id=goal.need_id,
            goal=goal.goal,
            measure=goal.measure,
            target=goal.target,
            by_on=goal.by_on,
        )
        PlanAction.objects.bulk_create(
            PlanAction(
                goal=copied,
                what=action.what,
                by_kind=action.by_kind,
                by_name=action.by_name,
                facility_id=action.facility_id,
                owner_id=action.owner_id,
                due_on=action.due_on,
                cost_source=action.cost_source,
                status=action.status,
                status_note=action.status_note,
                settled_by_id=action.settled_by_id,
                settled_at=action.settled_at,
                former=action,
            )
            for action in sorted(goal.actions.all(), key=lambda a: a.pk)
            if action.status != ActionStatus.CANCELLED
        )


def refuse_stranger(owner: User | None, case: Case) -> None:
    """Nobody is given an act in a file that they may not open: it would wait in no list."""
    if owner is not None and not may_follow(owner, case):
        raise ValidationError(
            {"owner": f"{owner} tidak dapat membuka berkas ini. Pilih petugas seksi kasus ini."}
        )
