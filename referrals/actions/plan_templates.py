"""Plan templates written in pages: a draft, published for good, retired by the next; and taken over into a plan."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.models import Need, NeedStatus
from ppks_service.accounts.models import User
from ppks_service.versions import Versions, VersionStatus
from referrals import permissions, workflow_templates
from referrals.actions.plan_steps import begin_draft, record_plan
from referrals.models import (
    ActionBy,
    PlanAction,
    PlanGoal,
    PlanTemplate,
    ServicePlan,
    TemplateAction,
    TemplateGoal,
)

TEMPLATES = Versions(
    model=PlanTemplate,
    thing="templat",
    journal="plan_template",
    rule=permissions.maintain_plan_templates,
    life=workflow_templates.PLAN_TEMPLATE,
)


@transaction.atomic
def begin_template(title: str, *, by: User, types: Sequence[str] = ()) -> PlanTemplate:
    """An empty draft of a new template. Raises ``ValidationError`` when one is called so."""
    return TEMPLATES.first(PlanTemplate(title=title, types=list(types)), by=by)


@transaction.atomic
def begin_template_version(template: PlanTemplate, *, by: User) -> PlanTemplate:
    """A draft that starts as a copy. Raises ``ValidationError`` when one is begun already."""
    draft = TEMPLATES.next(template, by=by, title=template.title, types=template.types)
    for goal in template.goals.prefetch_related("actions").order_by("pk"):
        acts = [_copy(act) for act in sorted(goal.actions.all(), key=lambda a: a.pk)]
        copied = TemplateGoal(
            domain=goal.domain,
            goal=goal.goal,
            measure=goal.measure,
            target=goal.target,
            within_days=goal.within_days,
        )
        _write(draft, copied, acts)
    return draft


@transaction.atomic
def set_template_frame(
    template: PlanTemplate, *, title: str, types: Sequence[str], by: User
) -> PlanTemplate:
    """Name the draft, and say for which types it is offered."""
    draft = TEMPLATES.stored(template, by=by)
    draft.title, draft.types = title.strip(), list(types)
    draft.full_clean()
    draft.save(update_fields=["title", "types"])
    TEMPLATES.record(draft, "edit", by=by, note=f"Judul dan jenis templat {draft} ditulis.")
    return draft


@transaction.atomic
def write_template_goal(
    template: PlanTemplate, goal: TemplateGoal, acts: Sequence[TemplateAction], *, by: User
) -> TemplateGoal:
    """Put a goal with its acts into the draft: a new one, or in place of what it had."""
    draft = TEMPLATES.stored(template, by=by)
    if not acts:
        raise ValidationError("Tulis paling sedikit satu tindakan untuk tujuan ini.")
    _write(draft, goal, acts)
    TEMPLATES.record(draft, "edit", by=by, note=f"Tujuan “{goal.goal}” ditulis dalam draf {draft}.")
    return goal


@transaction.atomic
def remove_template_goal(template: PlanTemplate, goal: TemplateGoal, *, by: User) -> None:
    draft = TEMPLATES.stored(template, by=by)
    TEMPLATES.record(draft, "edit", by=by, note=f"Tujuan “{goal.goal}” dihapus dari draf {draft}.")
    goal.actions.all().delete()
    goal.delete()


@transaction.atomic
def publish_template(template: PlanTemplate, *, by: User) -> PlanTemplate:
    """Put the draft into use; the version in use until now retires."""
    draft = TEMPLATES.stored(template, by=by)
    if not draft.goals.exists():
        raise ValidationError("Templat ini belum punya tujuan.")
    return TEMPLATES.publish(draft, by=by)


@transaction.atomic
def retire_template(template: PlanTemplate, *, by: User) -> PlanTemplate:
    """Offer it no more; plans that took from it keep what they took."""
    return TEMPLATES.retire(template, by=by)


@transaction.atomic
def discard_template(template: PlanTemplate, *, by: User) -> PlanTemplate:
    """Throw a draft away, which no plan has taken from, and return what it was."""
    draft = TEMPLATES.stored(template, by=by)
    TemplateAction.objects.filter(goal__template=draft).delete()
    draft.goals.all().delete()
    return TEMPLATES.discard(draft, by=by)


@transaction.atomic
def take_over(
    plan: ServicePlan, picks: Iterable[tuple[Need, TemplateGoal]], *, by: User
) -> ServicePlan:
    """Take suggested goals with their acts into a draft, to be edited there.

    A need that has its goal keeps it and gets the acts that it lacks. The office's acts go to the
    case's owner, each due so many days from today.
    """
    draft = begin_draft(plan, by=by)
    today, taken = timezone.localdate(), 0
    there = {goal.need_id: goal for goal in draft.goals.all()}
    for need, suggested in picks:
        if need.case_id != draft.case_id or need.status != NeedStatus.OPEN:
            raise ValidationError("Kebutuhan ini milik kasus lain atau tidak lagi terbuka.")
        if suggested.template.status != VersionStatus.PUBLISHED:
            raise ValidationError("Templat ini tidak berlaku lagi. Muat ulang halaman.")
        goal = there.get(need.pk) or _taken_goal(draft, need, suggested, today)
        there[need.pk] = goal
        known = set(goal.actions.values_list("what", flat=True))
        acts = [act for act in suggested.actions.order_by("pk") if act.what not in known]
        PlanAction.objects.bulk_create(_taken_act(goal, act, draft, today) for act in acts)
        taken += 1
    if not taken:
        raise ValidationError("Centang paling sedikit satu saran.")
    record_plan(draft, "plan.take_over", by=by, note=f"{taken} saran templat diambil ke rencana.")
    return draft


def _taken_goal(plan: ServicePlan, need: Need, suggested: TemplateGoal, today: dt.date) -> PlanGoal:
    goal = PlanGoal(
        plan=plan,
        need=need,
        goal=suggested.goal,
        measure=suggested.measure,
        target=suggested.target,
        by_on=today + dt.timedelta(days=suggested.within_days),
    )
    goal.full_clean()
    goal.save(force_insert=True)
    return goal


def _taken_act(
    goal: PlanGoal, act: TemplateAction, plan: ServicePlan, today: dt.date
) -> PlanAction:
    taken = PlanAction(
        goal=goal,
        what=act.what,
        by_kind=act.by_kind,
        owner=plan.case.owner if act.by_kind == ActionBy.OFFICE else None,
        due_on=today + dt.timedelta(days=act.within_days),
        cost_source=act.cost_source,
    )
    taken.full_clean()
    return taken


def _write(draft: PlanTemplate, goal: TemplateGoal, acts: Sequence[TemplateAction]) -> None:
    goal.template = draft
    goal.full_clean()
    goal.save()
    goal.actions.all().delete()
    for act in acts:
        act.goal = goal
        act.full_clean()
        act.save(force_insert=True)


def _copy(act: TemplateAction) -> TemplateAction:
    return TemplateAction(
        what=act.what,
        by_kind=act.by_kind,
        within_days=act.within_days,
        cost_source=act.cost_source,
    )
