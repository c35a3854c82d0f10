"""The clocks that were kept: acts of the month that had a limit.

An act counts in the month in which it was done. The limits are the office's settings of today, so
these figures are not compared with those of a closed month.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count as CountRows
from django.db.models import (
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Func,
    Q,
    QuerySet,
    Value,
)
from django.utils import timezone

from evaluation.models import Visit
from evaluation.months import Month
from evaluation.reports.dimensions import UnknownFigure
from evaluation.reports.figures import ClockLine
from intake.models import Assessment, Flag
from ppks_service.worklist.clocks import due_at
from ppks_service.worklist.models import Clock, ClockCode, ClockUnit
from referrals.models import Referral
from upt_facilities.models import FacilityKind, Stay

# How long before the month a clock may have started and still be read from the calendar; what
# started earlier is late in any case.
REACH = dt.timedelta(days=120)


class OfCalendar(Func):
    """The due moment of the local day of a moment, out of an array of such moments."""

    template = "(%(expressions)s)"
    arg_joiner = ""
    output_field = DateTimeField()

    def __init__(self, start: str, first: dt.date, moments: list[dt.datetime]) -> None:
        day = Func(F(start), template="((%(expressions)s AT TIME ZONE 'Asia/Jakarta')::date)")
        array = Func(
            *[Value(moment, DateTimeField()) for moment in moments],
            template="((ARRAY[%(expressions)s])::timestamptz[])",
        )
        index = Func(
            day,
            Value(first),
            template="[%(expressions)s]",
            arg_joiner=" - ",
        )
        super().__init__(array, index)


@dataclass(frozen=True)
class Measure:
    """One clock: the acts it is read from, when each started and was done."""

    code: str
    label: str
    clock: ClockCode
    start: str
    done: str
    acts: QuerySet


def measures() -> list[Measure]:
    child = Q(case__flags__contains=[Flag.CHILD])
    decided = Referral.objects.filter(decided_at__isnull=False)
    return [
        Measure(
            "assessment", "Asesmen awal", ClockCode.ASSESSMENT, "case__opened_at", "finished_at",
            Assessment.objects.filter(supersedes__isnull=True),
        ),
        Measure(
            "decision", "Keputusan rujukan", ClockCode.DECISION, "submitted_at", "decided_at",
            decided.exclude(child),
        ),
        Measure(
            "child_decision", "Keputusan rujukan anak", ClockCode.CHILD_DECISION, "submitted_at",
            "decided_at", decided.filter(child),
        ),
        Measure(
            "answer", "Jawaban penerima rujukan", ClockCode.ANSWER, "decided_at", "answered_at",
            Referral.objects.all(),
        ),
        Measure(
            "shelter", "Penampungan sementara", ClockCode.SHELTER, "arrived_at", "exit_at",
            Stay.objects.filter(facility__kind=FacilityKind.SHELTER),
        ),
    ]  # fmt: skip


def acts(measure: Measure, month: Month, clock: Clock) -> QuerySet:
    """The acts of the month under one clock, with ``due``."""
    rows = measure.acts.filter(month.has(measure.done))
    if clock.unit == ClockUnit.WORKING_DAYS:
        first = month.first - REACH
        days = range((month.next.first - first).days)
        moments = [due_at(clock, _noon(first + dt.timedelta(days=n))) for n in days]
        # An array counts from 1.
        due: Func | ExpressionWrapper = OfCalendar(
            measure.start, first - dt.timedelta(days=1), moments
        )
    else:
        hours = clock.amount * (24 if clock.unit == ClockUnit.DAYS else 1)
        due = ExpressionWrapper(
            F(measure.start) + dt.timedelta(hours=hours), output_field=DateTimeField()
        )
    return rows.annotate(due=due)


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def _kept(measure: Measure) -> Q:
    return Q(**{f"{measure.done}__lte": F("due")})


def compute(month: Month) -> tuple[ClockLine, ...]:
    """One query for the settings, one for each clock the office keeps, one for visits."""
    clocks = {clock.code: clock for clock in Clock.objects.all()}
    lines = []
    for measure in measures():
        if clock := clocks.get(measure.clock):
            found = acts(measure, month, clock).aggregate(
                acts=CountRows("pk"), kept=CountRows("pk", filter=_kept(measure))
            )
            limit = f"{clock.amount} {clock.get_unit_display()}"
            lines.append(ClockLine(measure.code, measure.label, limit, **found))
    visits = _visits(month).aggregate(acts=CountRows("pk"), kept=CountRows("pk", filter=ON_DAY))
    lines.append(ClockLine("visit", "Kunjungan", "hari yang direncanakan", **visits))
    return tuple(lines)


ON_DAY = Q(planned_on__gte=F("held_on"))


def _visits(month: Month) -> QuerySet[Visit]:
    held_on = Func(F("held_at"), template="((%(expressions)s AT TIME ZONE 'Asia/Jakarta')::date)")
    return Visit.objects.filter(month.has("held_at")).annotate(
        held_on=ExpressionWrapper(held_on, output_field=DateField())
    )


def rows(month: Month, path: list[str]) -> QuerySet:
    """The assessments, referrals, stays or visits behind one figure."""
    if len(path) != 2 or path[1] not in ("kept", "acts"):
        raise UnknownFigure(".".join(path))
    if path[0] == "visit":
        return _visits(month).filter(ON_DAY) if path[1] == "kept" else _visits(month)
    for measure in measures():
        clock = Clock.objects.filter(code=measure.clock).first()
        if measure.code == path[0] and clock:
            found = acts(measure, month, clock)
            return found.filter(_kept(measure)) if path[1] == "kept" else found
    raise UnknownFigure(".".join(path))
