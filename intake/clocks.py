"""The clock that runs on a case, and which cases a list finds by it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from intake.models import AssessmentStatus, Case, CaseStage, CaseStatus, Stage
from ppks_service.worklist.clocks import Clocks, due_at
from ppks_service.worklist.models import Clock, ClockCode, ClockUnit


@dataclass(frozen=True)
class CaseClock:
    """What is due next on a case, and when; ``paused`` says why the clock stands still."""

    label: str
    due_at: dt.datetime | None
    since: dt.datetime
    paused: str = ""


def clock_of(case: Case, clocks: Clocks, reached: dict[int, dt.datetime]) -> CaseClock | None:
    """The clock of the step that ``case`` has to take next, from the stages it ``reached``."""
    paused = case.pause_reason if case.status == CaseStatus.PAUSED else ""
    if case.status == CaseStatus.ENDED:
        return None
    if case.stage <= Stage.DATA:
        return CaseClock(
            "Asesmen", clocks.due(ClockCode.ASSESSMENT, case.opened_at), case.opened_at, paused
        )
    if case.stage == Stage.ANALYSIS and Stage.ANALYSIS in reached:
        since = reached[Stage.ANALYSIS]
        return CaseClock("Rencana", clocks.due(ClockCode.PLAN, since), since, paused)
    return CaseClock("", None, case.opened_at, paused) if paused else None


def overdue(moment: dt.datetime) -> Q:
    """Cases whose clock has run out by ``moment``, without computing it row by row."""
    rows = {clock.code: clock for clock in Clock.objects.all()}
    found = Q(pk__in=[])
    if clock := rows.get(ClockCode.ASSESSMENT):
        found |= Q(stage__lte=Stage.DATA, opened_at__lt=started_before(clock, moment))
    if clock := rows.get(ClockCode.PLAN):
        reached = CaseStage.objects.filter(
            case=OuterRef("pk"),
            stage=Stage.ANALYSIS,
            reached_at__lt=started_before(clock, moment),
        )
        found |= Q(stage=Stage.ANALYSIS) & Q(Exists(reached))
    return found & Q(status=CaseStatus.OPEN)


def late_review() -> Q:
    """For a query over cases: their finished assessments whose day of review has passed."""
    return Q(
        assessments__status=AssessmentStatus.FINISHED,
        assessments__next_review_on__lt=timezone.localdate(),
    )


def started_before(clock: Clock, moment: dt.datetime) -> dt.datetime:
    """What started before this has run out by ``moment``; ``due_at`` turned round."""
    if clock.unit == ClockUnit.HOURS:
        return moment - dt.timedelta(hours=clock.amount)
    if clock.unit == ClockUnit.DAYS:
        return moment - dt.timedelta(days=clock.amount)
    # In working days all of one day's starts fall due together: find the last such day.
    day = timezone.localdate(moment)
    while due_at(clock, _noon(day)) > moment:
        day -= dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
