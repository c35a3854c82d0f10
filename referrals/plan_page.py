"""What the page of a plan shows: each need with its goal and acts, and what is still missing."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from intake.health import shown_needs
from intake.models import OF_HEALTH, AssessmentStatus, Case, Need, NeedPriority, NeedStatus
from ppks_service.accounts.models import User
from ppks_service.journal.models import Entry
from referrals import permissions, workflow
from referrals.models import (
    ActionStatus,
    AgreedBy,
    PlanAction,
    PlanAgreement,
    PlanGoal,
    PlanStatus,
    ServicePlan,
)
from referrals.plan_changes import changes_between, former_of
from referrals.states import ACTION_SIGNS, PLAN_SIGNS, Sign

OVERDUE = Sign("late", icon="alert-triangle", words="Lewat batas")
PRIORITY_SIGNS = {
    NeedPriority.URGENT: Sign("late", icon="arrow-up", words=NeedPriority.URGENT.label),
    NeedPriority.NORMAL: Sign("calm", icon="equal", words=NeedPriority.NORMAL.label),
    NeedPriority.LATER: Sign("calm", icon="arrow-down", words=NeedPriority.LATER.label),
}


@dataclass(frozen=True)
class ActionLine:
    action: PlanAction
    sign: Sign
    may_settle: bool = False

    @property
    def who(self) -> str:
        """``Dewi Harahap, RS Haji Medan``"""
        named = str(self.action.owner) if self.action.owner else self.action.by_name
        parts = [named or self.action.get_by_kind_display()]
        if self.action.owner and self.action.by_name:
            parts.append(self.action.by_name)
        if self.action.facility is not None:
            parts.append(self.action.facility.name)
        return ", ".join(parts)


@dataclass(frozen=True)
class NeedPlan:
    """One need of the case with what the plan does about it."""

    need: Need
    goal: PlanGoal | None
    actions: list[ActionLine]
    sign: Sign

    @property
    def is_gap(self) -> bool:
        return self.need.status == NeedStatus.OPEN and not self.actions

    @property
    def base(self) -> str:
        return "Dasar: asesmen" if self.need.assessment_id else "Dasar: ditetapkan petugas"


@dataclass(frozen=True)
class Check:
    """One line of "Siap disepakati?": ``tone`` ok, soon or late."""

    tone: str
    icon: str
    words: str


def current_plan(case: Case) -> ServicePlan | None:
    return (
        case.plans.current()
        .select_related("written_by", "approved_by")
        .order_by("-version")
        .first()
    )


def plan_context(user: User, case: Case, plan: ServicePlan | None) -> dict[str, Any]:
    """All that ``referrals/plan.html`` shows beside the head of the case."""
    lines = need_lines(case, plan, user)
    is_draft = plan is not None and plan.status == PlanStatus.DRAFT
    no_writing = permissions.write_for_case.refusal(user, case) or ""
    if plan is not None:
        plan.case = case
    return {
        "plan": plan,
        "plan_sign": PLAN_SIGNS[PlanStatus(plan.status)] if plan else None,
        "lines": lines,
        "gaps": sum(line.is_gap for line in lines),
        "is_draft": is_draft,
        "no_writing": no_writing,
        "may_write": is_draft and not no_writing,
        "may_renew": plan is not None and workflow.SUPERSEDE.is_open_to(user, plan),
        "may_decide": plan is not None and workflow.APPROVE_PLAN.is_open_to(user, plan),
        "checks": _checks(case, plan, lines) if plan else [],
        "sent_back": _sent_back(plan) if is_draft and plan else "",
        "agreements": agreements_of(plan) if plan else [],
        "may_ask_again": plan is not None
        and not no_writing
        and plan.agreed_by == AgreedBy.NOBODY
        and plan.status in (PlanStatus.AGREED, PlanStatus.APPROVED),
        "changes": _changes(plan, user),
        "earlier": list(case.plans.filter(status=PlanStatus.SUPERSEDED).order_by("-version")),
    }


def agreements_of(plan: ServicePlan) -> list[PlanAgreement]:
    """Every time somebody was asked about this version, the last first."""
    rows = plan.agreements.select_related("signature", "recorded_by").defer("signature__content")
    return list(rows.order_by("-asked_at", "-pk"))


def need_lines(case: Case, plan: ServicePlan | None, user: User) -> list[NeedPlan]:
    """The needs of ``case`` that are not met, what presses first, with the plan's goals and acts.

    As ``user`` may see them; each act says whether they may settle it.
    """
    goals: dict[int, PlanGoal] = {}
    if plan is not None:
        rows = plan.goals.prefetch_related("actions__facility", "actions__owner").order_by("pk")
        goals = {goal.need_id: goal for goal in rows}
    lines = []
    needs = case.needs.exclude(status=NeedStatus.MET).order_by("status", "priority", "pk")
    for need in shown_needs(user, case, needs):
        goal = goals.get(need.pk)
        acts = (
            sorted(goal.actions.all(), key=lambda a: (a.due_on is None, a.due_on, a.pk))
            if goal
            else []
        )
        if need.is_masked:
            _mask(need, goal, acts, user)
        drawn = [_line(act, plan, case, user) for act in acts]
        lines.append(NeedPlan(need, goal, drawn, PRIORITY_SIGNS[NeedPriority(need.priority)]))
    # Open needs stand before those that were put off.
    return sorted(lines, key=lambda line: line.need.status != NeedStatus.OPEN)


def _mask(need: Need, goal: PlanGoal | None, acts: list[PlanAction], user: User) -> None:
    """Hide in place what is planned for a guarded need, but for the acts that are ``user``'s own to do."""
    kind = "kesehatan" if need.domain in OF_HEALTH else "perlindungan"
    if goal is not None:
        goal.goal = f"Tujuan {kind} (terbatas)"
        goal.measure, goal.target = (goal.measure and "Terbatas", goal.target and "terbatas")
    for act in acts:
        if act.owner_id != user.pk:
            act.what, act.status_note = f"Tindakan {kind} (terbatas)", ""
            act.by_name, act.facility = "", None


def _line(act: PlanAction, plan: ServicePlan | None, case: Case, user: User) -> ActionLine:
    sign = ACTION_SIGNS[ActionStatus(act.status)]
    if act.status == ActionStatus.PLANNED and act.due_on and act.due_on < timezone.localdate():
        sign = OVERDUE
    may_settle = (
        plan is not None
        and plan.status != PlanStatus.SUPERSEDED
        and permissions.settles(user, act.owner_id, case)
    )
    return ActionLine(act, sign, may_settle)


def _changes(plan: ServicePlan | None, user: User) -> list[Any]:
    former = former_of(plan) if plan is not None and plan.version > 1 else None
    return changes_between(former, plan, reader=user) if former and plan else []


def _checks(case: Case, plan: ServicePlan, lines: list[NeedPlan]) -> list[Check]:
    finished = case.assessments.filter(status=AssessmentStatus.FINISHED).exists()
    urgent = [x for x in lines if x.is_gap and x.need.priority == NeedPriority.URGENT]
    others = sum(x.is_gap for x in lines) - len(urgent)
    checks = [
        Check("ok", icon="circle-check", words="Asesmen selesai dan masih berlaku")
        if finished
        else Check("soon", icon="alert-triangle", words="Belum ada asesmen yang selesai"),
        Check(
            "late",
            icon="alert-triangle",
            words=f"{len(urgent)} kebutuhan mendesak belum punya tindakan",
        )
        if urgent
        else Check("ok", icon="circle-check", words="Kebutuhan mendesak punya tindakan"),
    ]
    if others:
        checks.append(
            Check(
                "soon",
                icon="alert-triangle",
                words=f"{others} kebutuhan lain belum punya tindakan. Tambahkan atau tunda dengan alasan.",
            )
        )
    if vague := sum(line.goal is not None and not line.goal.is_measurable for line in lines):
        checks.append(
            Check(
                "late",
                icon="alert-triangle",
                words=f"{vague} tujuan belum terukur. Isi ukuran, target, dan waktunya.",
            )
        )
    if not plan.own_words:
        checks.append(
            Check("soon", icon="circle-dashed", words="Kata yang bersangkutan belum dicatat")
        )
    checks.append(_agreement(plan))
    return checks


def _agreement(plan: ServicePlan) -> Check:
    if not plan.agreed_by:
        return Check("calm", icon="circle-dashed", words="Persetujuan orangnya belum dicatat")
    if plan.agreed_by == AgreedBy.NOBODY:
        return Check(
            "soon",
            icon="alert-triangle",
            words=f"Tidak ada yang menyepakati: {plan.not_agreed_reason}",
        )
    parts = [plan.get_agreed_by_display(), plan.agreed_name, plan.agreed_how]
    return Check("ok", icon="writing-sign", words="Disepakati: " + ", ".join(p for p in parts if p))


def _sent_back(plan: ServicePlan) -> str:
    """Why the head returned the plan, in their words."""
    entry = Entry.objects.of_subject(plan).filter(action="plan.send_back").order_by("-pk").first()
    return entry.note if entry else ""
