"""A calendar month as the office counts it: from midnight to midnight, WIB."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from ppks_service.indonesian import Day, day_of, month_name


@dataclass(frozen=True, order=True)
class Month:
    """One month. Moments belong to it by WIB, so 00.30 on the first belongs to the new month."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: Day) -> "Month":
        """The month in which ``moment``, a day or a point in time, falls in Medan."""
        day = day_of(moment)
        return cls(day.year, day.month)

    @classmethod
    def current(cls) -> "Month":
        return cls.of(timezone.localdate())

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        return self.next.first - dt.timedelta(days=1)

    @property
    def start(self) -> dt.datetime:
        return _midnight(self.first)

    @property
    def end(self) -> dt.datetime:
        """The first moment that no longer belongs to the month."""
        return _midnight(self.next.first)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - dt.timedelta(days=1))

    @property
    def slug(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def label(self) -> str:
        """``September 2026``"""
        return month_name(self.first)

    @property
    def is_over(self) -> bool:
        return self < Month.current()

    @property
    def is_future(self) -> bool:
        return self > Month.current()

    @property
    def cut_off(self) -> dt.date:
        """The day before which things of the month should have been done by now."""
        return min(self.next.first, timezone.localdate())

    def back(self, months: int) -> "Month":
        """The month so many months earlier."""
        count = self.year * 12 + self.number - 1 - months
        return Month(count // 12, count % 12 + 1)

    def has(self, moment: str) -> Q:
        """That the moment in the column ``moment`` lies in the month."""
        return Q(**{f"{moment}__gte": self.start, f"{moment}__lt": self.end})

    def has_day(self, day: str) -> Q:
        """That the day in the column ``day`` lies in the month."""
        return Q(**{f"{day}__gte": self.first, f"{day}__lt": self.next.first})


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


class MonthConverter:
    """``2026-08`` in an address."""

    regex = r"2\d{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        year, number = value.split("-")
        return Month(int(year), int(number))

    def to_url(self, value: Month) -> str:
        return value.slug
