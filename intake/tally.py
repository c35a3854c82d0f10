"""The sum of a raid: counted = recorded + let go + handed over + escaped, whole, by stop, by day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count

from intake.models import Encounter, Outcome, Raid, RaidStop
from ppks_service.indonesian import day_of, number

RECORDED = (Outcome.TAKEN, Outcome.CASE, Outcome.NOT_PPKS)


@dataclass(frozen=True, kw_only=True)
class Sum:
    """Numbers of persons; ``counted`` is None where nobody counted."""

    counted: int | None
    is_approximate: bool = False
    fates: Counter[str] = field(default_factory=Counter)

    @property
    def recorded(self) -> int:
        return sum(self.fates[outcome] for outcome in RECORDED)

    @property
    def let_go(self) -> int:
        return self.fates[Outcome.LET_GO]

    @property
    def handed_over(self) -> int:
        return self.fates[Outcome.HANDED_OVER]

    @property
    def escaped(self) -> int:
        return self.fates[Outcome.ESCAPED]

    @property
    def accounted(self) -> int:
        return self.fates.total()

    @property
    def difference(self) -> int:
        """How many of those counted are nowhere written down; negative where more were written."""
        return (self.counted or 0) - self.accounted

    @property
    def counted_words(self) -> str:
        """``16``, or ``± 16`` where the officers could only guess."""
        if self.counted is None:
            return "–"
        return f"± {number(self.counted)}" if self.is_approximate else number(self.counted)

    @property
    def difference_words(self) -> str:
        """The difference as a table says it: ``–`` where nobody counted."""
        return "–" if self.counted is None else str(self.difference).replace("-", "−")

    @property
    def arithmetic(self) -> str:
        """``41 − 33 − 4 − 2``: what the difference comes from, without the parts that are nothing."""
        parts = [self.recorded, self.let_go, self.handed_over, self.escaped]
        return " − ".join([number(self.counted or 0), *(number(part) for part in parts if part)])


@dataclass(frozen=True, kw_only=True)
class Line(Sum):
    """The sum of one stop, or of those who were met at no stop."""

    stop: RaidStop | None
    day: dt.date

    @property
    def name(self) -> str:
        return self.stop.name if self.stop else "Tanpa titik"

    @property
    def adds_up(self) -> bool:
        return self.counted is not None and self.difference == 0

    @property
    def verdict(self) -> tuple[str, str, str]:
        """Tone, icon and words of the last column."""
        if self.counted is None:
            return (
                ("soon", "clock-question", "Belum dihitung")
                if self.stop
                else ("late", "alert-triangle", "Pilih titiknya")
            )
        if self.difference == 0:
            return "ok", "check", "Cocok"
        words = f"Kurang {self.difference}" if self.difference > 0 else f"Lebih {-self.difference}"
        if self.is_approximate:
            return "soon", "alert-triangle", f"± {words.lower()}"
        return "late", "alert-triangle", words

    @property
    def sentence(self) -> str:
        """Why this line does not add up, for the list of what is missing."""
        if self.stop is None:
            return f"{self.accounted} orang tercatat tanpa titik"
        if self.counted is None:
            return f"{self.name} belum dihitung"
        what = "kurang" if self.difference > 0 else "lebih"
        return (
            f"{self.name} {what} {abs(self.difference)} orang "
            f"({self.counted_words} dihitung, {self.accounted} tertulis)"
        )


@dataclass(frozen=True, kw_only=True)
class Day:
    """The stops of one day and their sum."""

    day: dt.date
    lines: tuple[Line, ...]
    total: Sum


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The sum of a raid. ``days`` has one entry for a raid of one day."""

    days: tuple[Day, ...]
    total: Sum

    @property
    def lines(self) -> list[Line]:
        return [line for day in self.days for line in day.lines]

    @property
    def open_lines(self) -> list[Line]:
        """The lines that do not add up."""
        return [line for line in self.lines if not line.adds_up]

    @property
    def adds_up(self) -> bool:
        """Whether every stop was counted and each count is met; without any stop nothing is."""
        return bool(self.lines) and not self.open_lines

    @property
    def reasons(self) -> list[str]:
        """Why it does not add up, one sentence a stop."""
        if not self.lines:
            return ["Belum ada titik dengan hitungan petugas"]
        return [line.sentence for line in self.open_lines]


def tally_of(raid: Raid) -> Tally:
    """Count a raid, in two queries."""
    fates: dict[int | None, Counter[str]] = {}
    groups = Encounter.objects.filter(raid=raid).order_by().values_list("stop", "outcome")
    for stop_pk, outcome, n in groups.annotate(n=Count("pk")):
        fates.setdefault(stop_pk, Counter())[outcome] = n
    first_day = day_of(raid.starts_at)
    lines = [
        Line(
            stop=stop,
            day=day_of(stop.from_at) if stop.from_at else first_day,
            counted=stop.counted,
            is_approximate=stop.counted_is_approximate,
            fates=fates.get(stop.pk, Counter()),
        )
        for stop in raid.stops.order_by("order")
    ]
    if None in fates:
        lines.append(Line(stop=None, day=first_day, counted=None, fates=fates[None]))
    lines.sort(key=lambda line: line.day)
    days = [
        Day(day=day, lines=tuple(of_day), total=_sum(of_day))
        for day, of_day in (
            (day, list(group)) for day, group in groupby(lines, key=lambda x: x.day)
        )
    ]
    return Tally(days=tuple(days), total=_sum(lines))


def _sum(lines: Iterable[Line]) -> Sum:
    lines = list(lines)
    counts = [line.counted for line in lines if line.counted is not None]
    return Sum(
        counted=sum(counts) if counts else None,
        is_approximate=any(line.is_approximate for line in lines),
        fates=sum((line.fates for line in lines), Counter()),
    )
