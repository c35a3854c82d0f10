"""What one version of a plan changed of the one before, in words."""

from intake.health import shown_needs
from ppks_service import indonesian
from ppks_service.accounts.models import User
from referrals.content import Change
from referrals.models import ActionStatus, PlanAction, PlanGoal, ServicePlan


def changes_since_approval(plan: ServicePlan) -> list[Change]:
    """What the head has not yet approved: against the version before. Nothing for a first version."""
    if plan.version == 1:
        return []
    former = plan.case.plans.filter(version__lt=plan.version).order_by("-version")
    approved = former.filter(approved_at__isnull=False).first()
    before = approved or former.first()
    return changes_between(before, plan) if before else []


def former_of(plan: ServicePlan) -> ServicePlan | None:
    return plan.case.plans.filter(version__lt=plan.version).order_by("-version").first()


def changes_between(
    old: ServicePlan, new: ServicePlan, *, reader: User | None = None
) -> list[Change]:
    """Goal by goal, act by act: what came, what went, what reads otherwise.

    With ``reader``, who may not read what is planned for a guarded need, such a change is named only.
    """
    before, after = _goals(old), _goals(new)
    changes = []
    if old.own_words != new.own_words:
        changes.append(Change("Kata yang bersangkutan", old.own_words, new.own_words))
    needs = {pk: goal.need for pk, goal in (before | after).items()}
    if reader is not None:
        shown_needs(reader, new.case, needs.values())
    for need_pk, need in needs.items():
        was, now = before.get(need_pk), after.get(need_pk)
        said, says = _goal_words(was), _goal_words(now)
        found = [Change(f"Tujuan: {need.in_journal}", said, says)] if said != says else []
        found += _acts(was, now)
        if found and need.is_masked:
            found = [Change(f"Rencana: {need.in_journal}", "dijaga", "berubah")]
        changes += found
    return changes


def _goals(plan: ServicePlan) -> dict[int, PlanGoal]:
    found = plan.goals.select_related("need").prefetch_related(
        "actions__facility", "actions__owner", "actions__former"
    )
    return {goal.need_id: goal for goal in found.order_by("pk")}


def _goal_words(goal: PlanGoal | None) -> str:
    if goal is None:
        return ""
    until = f", paling lambat {indonesian.long_date(goal.by_on)}" if goal.by_on else ""
    measure = f" ({goal.measure}: {goal.target}{until})" if goal.measure else until
    return f"{goal.goal}{measure}"


def _acts(was: PlanGoal | None, now: PlanGoal | None) -> list[Change]:
    before = {act.pk: act for act in was.actions.all()} if was else {}
    after = list(now.actions.all()) if now else []
    root = {act.pk: _root(act, before) for act in after}
    changes = []
    for pk, act in sorted(before.items()):
        heirs = [later for later in after if root[later.pk] == pk]
        says = _act_words(heirs[0]) if heirs else ""
        if act.status == ActionStatus.CANCELLED and not heirs:
            continue  # taken back before, and said so there
        if _act_words(act) != says:
            changes.append(Change(f"Tindakan: {act.what}", _act_words(act), says))
    changes += [
        Change(f"Tindakan: {act.what}", "", _act_words(act))
        for act in sorted(after, key=lambda a: a.pk)
        if root[act.pk] is None
    ]
    return changes


def _root(act: PlanAction, before: dict[int, PlanAction]) -> int | None:
    """The act of the older version that ``act`` was copied from, over the versions in between."""
    seen: PlanAction | None = act
    while seen is not None and seen.pk not in before:
        seen = seen.former
    return seen.pk if seen else None


def _act_words(act: PlanAction) -> str:
    who = act.owner or act.by_name or act.get_by_kind_display()
    parts = [
        act.what,
        f"oleh {who}",
        str(act.facility) if act.facility else "",
        f"paling lambat {indonesian.long_date(act.due_on)}" if act.due_on else "",
        f"biaya {act.get_cost_source_display()}" if act.cost_source else "",
        indonesian.in_sentence(act.get_status_display())
        if act.status != ActionStatus.PLANNED
        else "",
    ]
    return ", ".join(part for part in parts if part)
