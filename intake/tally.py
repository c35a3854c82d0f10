"""The sum of a raid: counted = recorded + let go + handed over + escaped, whole, by stop, by day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Case, CharField, Count, Q, Value, When

from intake.models import AgeBand, Encounter, Outcome, Raid, RaidStop, RaidTotal, Sex
from intake.models.encounters import IS_CHILD
from ppks_service.indonesian import day_of, number

RECORDED = (Outcome.TAKEN, Outcome.CASE, Outcome.NOT_PPKS)
# Sex and age as a tally tells them apart, in the order of its rows.
ADULT, CHILD, AGE_UNKNOWN = "adult", "child", "unknown"
GROUPS = {
    (Sex.MALE, ADULT): "Laki-laki dewasa",
    (Sex.FEMALE, ADULT): "Perempuan dewasa",
    (Sex.MALE, CHILD): "Anak laki-laki",
    (Sex.FEMALE, CHILD): "Anak perempuan",
    (Sex.UNKNOWN, ADULT): "Dewasa, jenis kelamin belum diketahui",
    (Sex.UNKNOWN, CHILD): "Anak, jenis kelamin belum diketahui",
    (Sex.MALE, AGE_UNKNOWN): "Laki-laki, usia belum diketahui",
    (Sex.FEMALE, AGE_UNKNOWN): "Perempuan, usia belum diketahui",
    (Sex.UNKNOWN, AGE_UNKNOWN): "Belum diketahui",
}
AGE = Case(
    When(IS_CHILD, then=Value(CHILD)),
    When(age_years__isnull=True, age_band=AgeBand.UNKNOWN, then=Value(AGE_UNKNOWN)),
    default=Value(ADULT),
    output_field=CharField(),
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Persons of one sex and age within a sum; ``counted`` is None where officers did not tell them apart."""

    label: str
    counted: int | None
    recorded: int
    let_go: int
    handed_over: int
    escaped: int

    @property
    def accounted(self) -> int:
        return self.recorded + self.let_go + self.handed_over + self.escaped

    @property
    def differs(self) -> bool:
        return self.counted is not None and self.counted != self.accounted


@dataclass(frozen=True, kw_only=True)
class Sum:
    """Numbers of persons; ``counted`` is None where nobody counted."""

    counted: int | None
    is_approximate: bool = False
    guessed: int = 0  # how many of ``counted`` are a guess: never added up as if exact
    unsure: int = 0  # how many of those written down are rows of a guessed number
    people: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # sex, age, outcome
    parts: dict[tuple[str, str], int] = field(default_factory=dict)  # the officers' own split

    @property
    def fates(self) -> Counter[str]:
        """Persons by what became of them."""
        fates: Counter[str] = Counter()
        for (_, _, outcome), n in self.people.items():
            fates[outcome] += n
        return fates

    @property
    def groups(self) -> list[Group]:
        """The sum by sex and age; groups of nobody are left out."""
        rows = []
        for (sex, age), label in GROUPS.items():
            of = {o: self.people[(str(sex), age, str(o))] for o in Outcome}
            counted = self.parts.get((str(sex), age))
            if counted or any(of.values()):
                row = Group(
                    label=label,
                    counted=counted,
                    recorded=sum(of[o] for o in RECORDED),
                    let_go=of[Outcome.LET_GO],
                    handed_over=of[Outcome.HANDED_OVER],
                    escaped=of[Outcome.ESCAPED],
                )
                rows.append(row)
        return rows

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
    def is_guess(self) -> bool:
        """Whether either side is a guess: then equal numbers prove nothing."""
        return self.is_approximate or self.unsure > 0

    @property
    def recorded_words(self) -> str:
        return f"± {number(self.recorded)}" if self.unsure else number(self.recorded)

    @property
    def accounted_words(self) -> str:
        return f"± {number(self.accounted)}" if self.unsure else number(self.accounted)

    @property
    def difference_words(self) -> str:
        """The difference as a table says it: ``–`` where nobody counted."""
        if self.counted is None:
            return "–"
        words = str(self.difference).replace("-", "−")
        return f"± {words}" if self.is_guess else words

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
    def where(self) -> str:
        """The area of the stop without its province."""
        area = self.stop.area if self.stop else None
        return area.full_name.rpartition(", ")[0] or area.full_name if area else ""

    @property
    def adds_up(self) -> bool:
        return self.counted is not None and self.difference == 0 and not self.is_guess

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
            return (
                ("soon", "alert-triangle", "± cocok") if self.is_guess else ("ok", "check", "Cocok")
            )
        words = f"Kurang {self.difference}" if self.difference > 0 else f"Lebih {-self.difference}"
        if self.is_guess:
            return "soon", "alert-triangle", f"± {words.lower()}"
        return "late", "alert-triangle", words

    @property
    def sentence(self) -> str:
        """Why this line does not add up, for the list of what is missing."""
        if self.stop is None:
            return f"{self.accounted} orang tercatat tanpa titik"
        if self.counted is None:
            return f"{self.name} belum dihitung"
        if self.difference == 0:
            return (
                f"{self.name} hanya kira-kira "
                f"({self.counted_words} dihitung, {self.accounted_words} tertulis)"
            )
        what = "kurang" if self.difference > 0 else "lebih"
        return (
            f"{self.name} {what} {abs(self.difference)} orang "
            f"({self.counted_words} dihitung, {self.accounted_words} tertulis)"
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
        """Whether every stop was counted, not guessed, and each count is met; without any stop nothing is."""
        return bool(self.lines) and not self.open_lines

    @property
    def reasons(self) -> list[str]:
        """Why it does not add up, one sentence a stop."""
        if not self.lines:
            return ["Belum ada titik dengan hitungan petugas"]
        return [line.sentence for line in self.open_lines]


def tally_of(raid: Raid) -> Tally:
    """Count a raid, in two queries."""
    people: dict[int | None, Counter[tuple[str, str, str]]] = {}
    met = Encounter.objects.filter(raid=raid).order_by().annotate(age=AGE)
    guess = Count("pk", filter=Q(is_approximate=True))
    unsure: Counter[int | None] = Counter()
    groups = met.values_list("stop", "sex", "age", "outcome").annotate(n=Count("pk"), guess=guess)
    for stop_pk, sex, age, outcome, n, guessed in groups:
        people.setdefault(stop_pk, Counter())[(sex, age, outcome)] = n
        unsure[stop_pk] += guessed
    first_day = day_of(raid.starts_at)
    lines = [
        Line(
            stop=stop,
            day=day_of(stop.from_at) if stop.from_at else first_day,
            counted=stop.counted,
            is_approximate=stop.counted_is_approximate,
            guessed=(stop.counted or 0) if stop.counted_is_approximate else 0,
            unsure=unsure[stop.pk],
            people=people.get(stop.pk, Counter()),
            parts=_parts(stop),
        )
        for stop in raid.stops.select_related("area").order_by("order")
    ]
    if None in people:
        lines.append(
            Line(stop=None, day=first_day, counted=None, unsure=unsure[None], people=people[None])
        )
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
        guessed=sum(line.guessed for line in lines),
        unsure=sum(line.unsure for line in lines),
        people=sum((line.people for line in lines), Counter()),
    )


def _parts(stop: RaidStop) -> dict[tuple[str, str], int]:
    """How the officers told the people of a stop apart, as far as they did."""
    told = {
        (str(Sex.MALE), ADULT): stop.counted_men,
        (str(Sex.FEMALE), ADULT): stop.counted_women,
        (str(Sex.MALE), CHILD): stop.counted_boys,
        (str(Sex.FEMALE), CHILD): stop.counted_girls,
    }
    return {key: n for key, n in told.items() if n is not None}


def standing_totals(raid: Raid) -> list[RaidTotal]:
    """What the sources say that were not withdrawn, the official one first."""
    totals = raid.totals.filter(withdrawn_reason="")
    return list(totals.order_by("-is_official", "stated_at", "pk"))


def findings(tally: Tally, totals: Iterable[RaidTotal]) -> list[str]:
    """What must be mended or explained before a raid is closed; empty when all adds up."""
    found = [] if tally.adds_up else tally.reasons
    totals = list(totals)
    official = next((total for total in totals if total.is_official), None)
    told = ", ".join(str(total) for total in totals)
    if official is not None:
        if official.people != tally.total.accounted:
            found = [
                *found,
                f"Angka resmi {official.words} ({official.source}) tidak sama dengan "
                f"{number(tally.total.accounted)} orang yang tertulis",
            ]
    elif any(total.people != tally.total.accounted for total in totals):
        found = [
            *found,
            f"Sumber berbeda ({told}; tertulis {number(tally.total.accounted)}) dan belum ada "
            "angka resmi",
        ]
    return found
