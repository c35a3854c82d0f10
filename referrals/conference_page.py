"""What the pages of a case conference show."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence
from referrals import permissions, workflow, workflow_conferences
from referrals import permissions_conferences as rules
from referrals.models import (
    ActionStatus,
    Attendance,
    CaseConference,
    ConferenceAction,
    ConferenceParticipant,
    ConferenceStatus,
    ParticipantRole,
    Stance,
)
from referrals.plan_page import OVERDUE, current_plan
from referrals.states import ACTION_SIGNS, Sign

CONFERENCE_SIGNS = {
    ConferenceStatus.CALLED: Sign("soon", icon="calendar-event", words="Diundang"),
    ConferenceStatus.HELD: Sign("ok", icon="circle-check", words="Dilaksanakan"),
    ConferenceStatus.CANCELLED: Sign("calm", icon="ban", words="Batal"),
}
ATTENDANCE_SIGNS = {
    "": Sign("calm", icon="mail", words="Diundang"),
    Attendance.PRESENT: Sign("ok", icon="check", words="Hadir"),
    Attendance.ONLINE: Sign("ok", icon="device-mobile", words="Daring"),
    Attendance.EXCUSED: Sign("calm", icon="minus", words="Izin"),
    Attendance.ABSENT: Sign("soon", icon="x", words="Tidak hadir"),
}


@dataclass(frozen=True)
class ParticipantLine:
    participant: ConferenceParticipant
    sign: Sign

    @property
    def role(self) -> str:
        """``pemimpin``; nothing for one among many."""
        if self.participant.role == ParticipantRole.MEMBER:
            return ""
        return in_sentence(self.participant.get_role_display())


@dataclass(frozen=True)
class ConferenceActionLine:
    action: ConferenceAction
    sign: Sign
    may_settle: bool


@dataclass(frozen=True)
class ConferenceLine:
    """One conference in the list of a case."""

    conference: CaseConference
    sign: Sign

    @property
    def waits_for_minutes(self) -> bool:
        return is_past(self.conference)


def is_past(conference: CaseConference) -> bool:
    return conference.status == ConferenceStatus.CALLED and conference.starts_at <= timezone.now()


def conferences_of(case: Case) -> list[ConferenceLine]:
    """All of a case, the newest first. One query."""
    return [
        ConferenceLine(conference, sign_of_conference(conference))
        for conference in case.conferences.order_by("-starts_at", "-pk")
    ]


def conferences_context(user: User, case: Case) -> dict[str, Any]:
    """What the page of the plan shows of conferences, and why none is called for a child."""
    found = conferences_of(case)
    is_called = any(line.conference.status == ConferenceStatus.CALLED for line in found)
    return {
        "conferences": found,
        "may_call": not is_called and rules.call_conference.allows(user, case),
        "no_call": rules.CHILD if case.is_child and case.is_open else "",
    }


def sign_of_conference(conference: CaseConference) -> Sign:
    if is_past(conference):
        return Sign("late", icon="pencil", words="Menunggu notulen")
    return CONFERENCE_SIGNS[ConferenceStatus(conference.status)]


def show_context(user: User, conference: CaseConference) -> dict[str, Any]:
    """All that ``referrals/conference_show.html`` shows beside the head of the case."""
    people = list(conference.participants.select_related("user").order_by("pk"))
    return {
        "conference": conference,
        "conference_sign": sign_of_conference(conference),
        "is_held": conference.status == ConferenceStatus.HELD,
        "people": [ParticipantLine(one, ATTENDANCE_SIGNS[one.attendance]) for one in people],
        "stances": [
            (label, [p for p in people if p.stance == value]) for value, label in Stance.choices
        ],
        "dissenters": [p for p in people if p.stance == Stance.DISSENT],
        "acts": _acts(user, conference),
        "supplements": list(
            conference.supplements.select_related("written_by").order_by("written_at", "pk")
        ),
        "may_hold": workflow_conferences.HOLD.is_open_to(user, conference),
        "may_move": workflow_conferences.MOVE_CONFERENCE.is_open_to(user, conference),
        "may_cancel": workflow_conferences.CANCEL_CONFERENCE.is_open_to(user, conference),
        "why_not": workflow_conferences.HOLD.rule.refusal(user, conference) or "",
        "may_supplement": rules.supplement_conference.allows(user, conference),
        "may_plan": permissions.write_for_case.allows(user, conference.case),
        "may_renew": _may_renew(user, conference.case),
    }


def _may_renew(user: User, case: Case) -> bool:
    """Whether a version of the plan that stands may be followed by the next."""
    plan = current_plan(case)
    if plan is None:
        return False
    plan.case = case
    return workflow.SUPERSEDE.is_open_to(user, plan)


def _acts(user: User, conference: CaseConference) -> list[ConferenceActionLine]:
    today = timezone.localdate()
    lines = []
    for action in conference.actions.select_related("owner").order_by("due_on", "pk"):
        sign = ACTION_SIGNS[ActionStatus(action.status)]
        if action.status == ActionStatus.PLANNED and action.due_on < today:
            sign = OVERDUE
        may_settle = permissions.settles(user, action.owner_id, conference.case)
        lines.append(ConferenceActionLine(action, sign, may_settle))
    return lines
