"""The office's calendar: national holidays and cuti bersama, each year with the decree it stands in."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import holidays

FILE = Path(__file__).with_name("days_off.toml")


@dataclass(frozen=True)
class DayOff:
    day: dt.date
    name: str


@dataclass(frozen=True)
class Year:
    """One year of the calendar. Without a decree its days are worked out, not decreed."""

    year: int
    source: str
    days: tuple[DayOff, ...]

    @property
    def is_decreed(self) -> bool:
        return bool(self.source)


def is_day_off(day: dt.date) -> bool:
    return day in _days_of(day.year)


@cache
def off_on_weekdays(year: int) -> tuple[dt.date, ...]:
    """The days off of ``year`` that fall from Monday to Friday."""
    return tuple(day for day in sorted(_days_of(year)) if day.weekday() < 5)


def years() -> list[Year]:
    """The years that are written down and the one after the last, latest first."""
    written = _written()
    return [_year(year) for year in range(max(written) + 1, min(written) - 1, -1)]


@cache
def _days_of(year: int) -> frozenset[dt.date]:
    return frozenset(day.day for day in _year(year).days)


@cache
def _year(year: int) -> Year:
    if (written := _written().get(year)) is not None:
        days = [
            DayOff(dt.date(year, *map(int, key.split("-"))), name)
            for part in ("holidays", "joint_leave")
            for key, name in written[part].items()
        ]
        return Year(year, str(written["source"]), tuple(sorted(days, key=lambda d: d.day)))
    found = holidays.country_holidays("ID", years=year, categories=("public", "government"))
    return Year(year, "", tuple(DayOff(day, name) for day, name in sorted(found.items())))


@cache
def _written() -> dict[int, dict[str, Any]]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {int(year): content for year, content in data.items()}
