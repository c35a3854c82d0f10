"""Needs that stand in no plan, and of which nobody said why: a need is never forgotten in silence."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from intake.models import Case, CaseStatus, Need, NeedStatus, Stage
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.registry import LIMIT, WorkItem
from referrals.models import PlanGoal, ServicePlan


def planned_needs(case: Case) -> set[int]:
    """The keys of the needs of ``case`` that have an aim in its current plan. One query."""
    current = ServicePlan.objects.current().filter(case=case)
    return set(PlanGoal.objects.filter(plan__in=current).values_list("need", flat=True))


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """For who answers: cases that have a plan, and beside it needs with neither plan nor reason."""
    if user.role != Role.SOCIAL_WORKER:
        return
    current = ServicePlan.objects.current()
    forgotten = Need.objects.filter(case=OuterRef("pk"), status=NeedStatus.OPEN).exclude(
        goals__plan__in=current.values("pk")
    )
    planned = PlanGoal.objects.filter(plan__in=current)
    cases: QuerySet[Any] = (
        Case.objects.visible_to(user)
        .filter(owner=user, status=CaseStatus.OPEN, stage__gte=Stage.PLANNING)
        .filter(Exists(forgotten))
        .annotate(
            forgotten=Count(
                "needs",
                filter=Q(needs__status=NeedStatus.OPEN) & ~Q(needs__in=planned.values("need")),
                distinct=True,
            )
        )
        .select_related("person")
        .order_by("pk")[:LIMIT]
    )
    for case in cases:
        yield WorkItem(
            kind="kebutuhan",
            kind_label="kebutuhan tanpa rencana",
            who=case.listed_name,
            what=f"{case.forgotten} kebutuhan tanpa rencana dan tanpa alasan",
            code=case.number,
            detail="masukkan ke rencana, atau tunda dengan alasan",
            url=reverse("referrals:plan", args=[case.number]),
            act="Buka rencana",
            since=case.opened_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )
