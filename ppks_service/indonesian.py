"""Dates, times and numbers as an Indonesian office writes them; times are WIB."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()

type Day = dt.date | dt.datetime
type Number = int | float | Decimal


def local(moment: Day) -> Day:
    """``moment`` in the office's time zone; a date stays what it is."""
    if isinstance(moment, dt.datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def day_of(moment: Day) -> dt.date:
    """The office's calendar day of ``moment``."""
    there = local(moment)
    return there.date() if isinstance(there, dt.datetime) else there


def long_date(moment: Day) -> str:
    """``5 September 2022``"""
    day = day_of(moment)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(moment: Day) -> str:
    """``5 Sep`` in the running year, ``5 Sep 2022`` in any other."""
    day = day_of(moment)
    short = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return short if day.year == timezone.localdate().year else f"{short} {day.year}"


def weekday_date(moment: Day) -> str:
    """``Senin, 5 September 2022``"""
    return f"{DAYS[day_of(moment).weekday()]}, {long_date(moment)}"


def month_name(moment: Day) -> str:
    """``September 2022``"""
    day = day_of(moment)
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock_time(moment: dt.datetime) -> str:
    """``09.40``"""
    return f"{local(moment):%H.%M}"


def short_moment(moment: dt.datetime) -> str:
    """``21 Sep, 09.40``: for lists."""
    return f"{short_date(moment)}, {clock_time(moment)}"


def long_moment(moment: dt.datetime) -> str:
    """``21 September 2026, 09.40 WIB``: for files, letters and messages."""
    return f"{long_date(moment)}, {clock_time(moment)} WIB"


def number(value: Number, places: int | None = None) -> str:
    """``1.234,5``: a point for thousands, a comma for decimals, no empty decimals unless asked for."""
    if places is None:
        text = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    else:
        text = f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: Number) -> str:
    """``0.425`` is ``42,5 %``."""
    return f"{number(round(float(share) * 100, 1))} %"


def in_sentence(label: object) -> str:
    """A label inside a sentence: ``Fasilitasi NIK`` is ``fasilitasi NIK``, ``KTP, surat`` stays."""
    words = str(label)
    first = re.match(r"\w*", words).group()  # type: ignore[union-attr]  # it matches anything
    return words if len(first) > 1 and first.isupper() else words[:1].lower() + words[1:]


def one_stop(sentence: str) -> str:
    """A sentence that ends in a name with a title: ``oleh Ratna, S.Sos..`` has one stop too many."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", sentence)


def period(start: Day, end: Day) -> str:
    """``5–9 September 2022``, or both dates whole where the month differs."""
    first, last = day_of(start), day_of(end)
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last)}"
    return f"{long_date(first)} – {long_date(last)}"


@dataclass(frozen=True)
class TimeLeft:
    """How a clock stands: its words, and ``tone`` ok, soon, late or calm (never colour alone)."""

    words: str
    tone: str
    icon: str


def time_left(
    due: Day | None,
    *,
    since: Day | None = None,
    paused: bool = False,
    now: dt.datetime | None = None,
) -> TimeLeft | None:
    """The words of a clock that runs out at ``due``; ok while more than half of it is left.

    Without ``since`` (its start) it is ok with more than five days left. None where nothing is due.
    """
    if paused:
        return TimeLeft("Dijeda", "calm", icon="player-pause")
    if due is None:
        return None
    now = now or timezone.now()
    today, last_day = day_of(now), day_of(due)
    moment = due if isinstance(due, dt.datetime) else None
    if last_day < today or (moment and moment < now):
        return TimeLeft(f"Lewat {_span(now, due)}", "late", icon="alert-triangle")
    at = f" {clock_time(moment)}" if moment else ""
    days = (last_day - today).days
    if days == 0:
        return TimeLeft(f"Hari ini{at}", "soon", icon="clock-exclamation")
    if days == 1:
        return TimeLeft(f"Besok{at}", "soon", icon="clock-exclamation")
    whole = (last_day - day_of(since)).days if since else 10
    if days * 2 > whole:
        return TimeLeft(f"Sisa {days} hari", "ok", icon="clock")
    return TimeLeft(f"Sisa {days} hari", "soon", icon="clock-exclamation")


def _span(now: dt.datetime, due: Day) -> str:
    days = (day_of(now) - day_of(due)).days
    if days or not isinstance(due, dt.datetime):
        return f"{days} hari"
    minutes = int((now - due).total_seconds() // 60)
    return f"{minutes // 60} jam" if minutes >= 60 else f"{max(minutes, 1)} menit"
