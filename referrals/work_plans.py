"""Acts of plans and conferences in the work lists of those who owe them. Each list is one query."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from intake.models import Case, CaseStatus
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.worklist.clocks import Clocks, end_of_work
from ppks_service.worklist.registry import WorkItem
from referrals.models import (
    ActionStatus,
    CaseConference,
    ConferenceAction,
    ConferenceStatus,
    ParticipantRole,
    PlanAction,
    PlanStatus,
)

MOST = 300
# An act is in the list this long before it is due.
AHEAD = dt.timedelta(days=7)


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """What of agreed plans is due: the user's own acts, and in their cases what nobody else has in hand."""
    if user.has(Capability.READ_CASES):
        yield from _plan_actions(user)
        yield from _meetings(user)
        yield from _conference_actions(user)


def _plan_actions(user: User) -> Iterator[WorkItem]:
    """A line a case: its acts are done on one visit and said on one page."""
    by_case: dict[int, list[PlanAction]] = {}
    for action in due_actions(user)[:MOST]:
        by_case.setdefault(action.goal.plan.case_id, []).append(action)
    for first, *more in by_case.values():
        yield _plan_line(user, first, len(more))


def _plan_line(user: User, first: PlanAction, more: int) -> WorkItem:
    case = first.goal.plan.case
    others = first.owner_id not in (None, user.pk)
    what = f"Tagih {first.owner}: {first.what}" if others else first.what
    if more:
        url, act = reverse("referrals:plan", args=[case.number]), "Buka rencana"
    else:
        url = reverse("referrals:plan_action_state", args=[case.number, first.pk])
        act = "Catat hasilnya"
    return WorkItem(
        kind="tindakan",
        kind_label="rencana perlu tindakan",
        who=case.listed_name,
        what=f"{what}, dan {more} tindakan lain" if more else what,
        code=case.number,
        detail=f"untuk “{first.goal.goal}”",
        url=url,
        act=act,
        due_at=end_of_work(first.due_on) if first.due_on else None,
        since=first.goal.plan.agreed_at or first.goal.plan.written_at,
        is_child=case.is_child,
        is_protected=case.is_protected,
    )


def due_actions(user: User) -> QuerySet[PlanAction]:
    """Acts that are due soon or overdue, of plans that were agreed, in files the user may open.

    What a new version took over from the last stays due while that version is written. What somebody
    else owes comes to the case's owner too once it is overdue.
    """
    today = timezone.localdate()
    mine = Q(owner=user)
    unowned = Q(owner=None, goal__plan__case__owner=user)
    overdue = Q(goal__plan__case__owner=user, due_on__lt=today)
    counts = ~Q(goal__plan__status__in=[PlanStatus.SUPERSEDED, PlanStatus.DRAFT]) | Q(
        goal__plan__status=PlanStatus.DRAFT, former__isnull=False
    )
    return (
        PlanAction.objects.filter(status=ActionStatus.PLANNED, due_on__lte=today + AHEAD)
        .filter(counts, mine | unowned | overdue)
        .filter(goal__plan__case__in=Case.objects.visible_to(user).filter(status=CaseStatus.OPEN))
        .select_related("owner", "goal__plan__case__person")
        .order_by("due_on", "pk")
    )


def _meetings(user: User) -> Iterator[WorkItem]:
    """Conferences that the user is asked to, and for who leads or writes the minutes that are owed."""
    owing = (ParticipantRole.CHAIR, ParticipantRole.CLERK)
    asked = Q(participants__user=user, starts_at__gt=timezone.now())
    owed = Q(participants__user=user, participants__role__in=owing) | Q(called_by=user)
    found = (
        CaseConference.objects.visible_to(user)
        .filter(status=ConferenceStatus.CALLED, case__status=CaseStatus.OPEN)
        .filter(asked | (owed & Q(starts_at__lte=timezone.now())))
        .select_related("case__person")
        .order_by("starts_at", "pk")
        .distinct()
    )
    for conference in found[:MOST]:
        case = conference.case
        is_past = conference.starts_at <= timezone.now()
        yield WorkItem(
            kind="pembahasan",
            kind_label="pembahasan kasus",
            who=case.listed_name,
            what="Catat hasil pembahasan kasus" if is_past else "Hadiri pembahasan kasus",
            code=conference.number,
            detail=conference.place,
            url=reverse(
                "referrals:conference_hold" if is_past else "referrals:conference",
                args=[conference.number],
            ),
            act="Catat hasilnya" if is_past else "Buka undangan",
            due_at=conference.starts_at,
            since=conference.called_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )


def _conference_actions(user: User) -> Iterator[WorkItem]:
    """What conferences gave the user to do; what outsiders or others owe too late, the case's owner chases."""
    today = timezone.localdate()
    mine = Q(owner=user) | Q(owner=None, conference__case__owner=user)
    overdue = Q(conference__case__owner=user, due_on__lt=today)
    visible = Case.objects.visible_to(user).filter(status=CaseStatus.OPEN)
    found = (
        ConferenceAction.objects.filter(status=ActionStatus.PLANNED, conference__case__in=visible)
        .filter(mine | overdue)
        .select_related("owner", "conference__case__person")
        .order_by("due_on", "pk")
    )
    for action in found[:MOST]:
        conference, case = action.conference, action.conference.case
        others = action.owner_id != user.pk
        yield WorkItem(
            kind="tindakan_cc",
            kind_label="tindakan pembahasan kasus",
            who=case.listed_name,
            what=f"Tagih {action.who}: {action.what}" if others else action.what,
            code=conference.number,
            detail="diputuskan dalam pembahasan kasus",
            url=reverse("referrals:conference_action_state", args=[conference.number, action.pk]),
            act="Catat hasilnya",
            due_at=end_of_work(action.due_on),
            since=conference.ended_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )
