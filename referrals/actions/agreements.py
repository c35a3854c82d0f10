"""Who agrees to a plan: asked, signed by whom, or why not; refused first and given later."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.actions import reach_stage
from intake.models import NeedPriority, NeedStatus, Stage
from ppks_service.accounts.models import User
from ppks_service.documents.signing import Given, sign
from ppks_service.indonesian import in_sentence
from ppks_service.workflow import WrongStatus
from referrals import permissions, workflow
from referrals.actions.plan_steps import begin, record_plan, stored
from referrals.actions.voiding import void_changed
from referrals.models import AgreedBy, PlanAgreement, PlanStatus, ServicePlan

CAN_BE_GIVEN_LATER = frozenset({PlanStatus.AGREED, PlanStatus.APPROVED})


@transaction.atomic
def agree_plan(
    plan: ServicePlan,
    *,
    by: User,
    agreed_by: str,
    given: Given | None = None,
    not_agreed_reason: str = "",
    aid: str = "",
    at: dt.datetime | None = None,
) -> ServicePlan:
    """Write down who agreed to the plan and signed, or why nobody did; stage 4 is reached.

    Raises ``ValidationError`` while it has no goal, a goal that cannot be measured, or an urgent need
    without an act.
    """
    current = begin(workflow.AGREE, plan, by=by)
    _refuse_gaps(current)
    at = at or timezone.now()
    asked = _ask(current, agreed_by, given, reason=not_agreed_reason, aid=aid, by=by, at=at)
    current.status = workflow.AGREE.target
    current.full_clean()
    current.save()
    reach_stage(current.case, Stage.PLANNING, at=at, act="Rencana disepakati")
    version = f"Rencana versi {current.version}"
    note = (
        f"{version} disepakati oleh: {_who(asked)}."
        if asked.is_given
        else f"{version} diajukan tanpa kesepakatan. {current.not_agreed_reason}"
    )
    record_plan(current, "plan.agree", by=by, note=note, agreed_by=agreed_by)
    void_changed(by=by, case=current.case_id)
    return current


@transaction.atomic
def ask_consent_again(
    plan: ServicePlan,
    *,
    by: User,
    agreed_by: str,
    given: Given | None = None,
    not_agreed_reason: str = "",
    aid: str = "",
    at: dt.datetime | None = None,
) -> ServicePlan:
    """Write down that somebody was asked once more about a plan that nobody had agreed to.

    What is given now stands beside the refusal; the plan, its approval and what was decided on it stay.
    """
    current = stored(plan)
    permissions.write_plan.check(by, current)
    if current.status not in CAN_BE_GIVEN_LATER or current.agreed_by != AgreedBy.NOBODY:
        raise WrongStatus("Kesepakatan rencana ini sudah ada, atau rencananya masih disusun.")
    at = at or timezone.now()
    asked = _ask(current, agreed_by, given, reason=not_agreed_reason, aid=aid, by=by, at=at)
    current.full_clean()
    current.save()
    version = f"Rencana versi {current.version}"
    note = (
        f"{version} kemudian disepakati oleh: {_who(asked)}."
        if asked.is_given
        else f"{version} ditanyakan lagi, belum disepakati. {asked.reason}"
    )
    record_plan(current, "plan.agree_later", by=by, note=note, agreed_by=agreed_by)
    void_changed(by=by, case=current.case_id)
    return current


def _ask(
    plan: ServicePlan,
    agreed_by: str,
    given: Given | None,
    *,
    reason: str,
    aid: str,
    by: User,
    at: dt.datetime,
) -> PlanAgreement:
    """Keep the answer, and say on the plan itself what is the last."""
    is_given = agreed_by != AgreedBy.NOBODY
    if is_given and given is None:
        raise ValidationError("Bubuhkan tanda tangan, atau tulis mengapa tidak ada.")
    asked = PlanAgreement(
        plan=plan,
        agreed_by=agreed_by,
        signature=sign(given, by=by) if given and is_given else None,
        reason="" if is_given else reason.strip(),
        aid=aid.strip(),
        asked_at=at,
        recorded_by=by,
    )
    if not is_given and not asked.reason:
        raise ValidationError({"not_agreed_reason": "Tulis mengapa rencana tidak disepakati."})
    asked.full_clean()
    asked.save(force_insert=True)
    plan.agreed_by, plan.agreed_at = agreed_by, at
    plan.agreed_name = asked.signature.name if asked.signature else ""
    plan.agreed_how = asked.signature.get_way_display() if asked.signature else ""
    plan.not_agreed_reason = asked.reason
    return asked


def _who(asked: PlanAgreement) -> str:
    aid = f", dengan {asked.aid}" if asked.aid else ""
    return f"{in_sentence(AgreedBy(asked.agreed_by).label)}{aid}"


def _refuse_gaps(plan: ServicePlan) -> None:
    goals = list(plan.goals.prefetch_related("actions"))
    if not goals:
        raise ValidationError(
            "Rencana belum punya tujuan. Tambahkan tujuan untuk kebutuhan yang ada."
        )
    if vague := [goal.goal for goal in goals if not goal.is_measurable]:
        raise ValidationError(
            "Tujuan belum terukur: " + "; ".join(vague) + ". Isi ukuran, target, dan waktunya."
        )
    served = {goal.need_id for goal in goals if goal.actions.all()}
    urgent = plan.case.needs.filter(status=NeedStatus.OPEN, priority=NeedPriority.URGENT)
    if gaps := [need.in_journal for need in urgent.order_by("pk") if need.pk not in served]:
        raise ValidationError(
            "Kebutuhan mendesak belum punya tujuan dan tindakan: " + "; ".join(gaps) + ". "
            "Tambahkan, atau tunda kebutuhan itu dengan alasan."
        )
