"""When work is due."""

import datetime as dt

from django.utils import timezone

from ppks_service.worklist.days_off import is_day_off, off_on_weekdays
from ppks_service.worklist.models import Clock, ClockUnit


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday, and neither a national holiday nor cuti bersama."""
    return day.weekday() < 5 and not is_day_off(day)


def working_days(start: dt.date, end: dt.date) -> int:
    """How many working days lie after ``start`` up to and with ``end``."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    last = (end - dt.timedelta(days=n) for n in range(rest))
    off = (day for year in range(start.year, end.year + 1) for day in off_on_weekdays(year))
    return 5 * weeks + sum(d.weekday() < 5 for d in last) - sum(start < d <= end for d in off)


def later(moment: dt.datetime, days: int) -> dt.datetime:
    """``moment`` put off by so many working days, at the same time of day."""
    there, left = timezone.localtime(moment), days
    while left > 0:
        there += dt.timedelta(days=1)
        left -= is_working_day(timezone.localdate(there))
    return there


def end_of_work(day: dt.date) -> dt.datetime:
    """When the office closes on ``day``: 16.00 WIB."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(16)))


def due_at(clock: Clock, start: dt.datetime) -> dt.datetime:
    """The moment at which ``clock``, started at ``start``, has run out. Working days end at 16.00 WIB."""
    if clock.unit == ClockUnit.HOURS:
        return start + dt.timedelta(hours=clock.amount)
    if clock.unit == ClockUnit.DAYS:
        return start + dt.timedelta(days=clock.amount)
    return end_of_work(timezone.localdate(later(start, clock.amount)))


class Clocks:
    """The office's clocks, read once for a page or a job: ``Clocks().due("assessment", start)``."""

    def __init__(self) -> None:
        self._by_code = {clock.code: clock for clock in Clock.objects.all()}

    def due(self, code: str, start: dt.datetime) -> dt.datetime | None:
        """When the clock ``code`` runs out, or None where the office keeps no such clock."""
        clock = self._by_code.get(code)
        return due_at(clock, start) if clock else None
