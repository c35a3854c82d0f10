"""What is known of a person, in the shape in which two persons are compared."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.utils import timezone

from intake import nik
from intake.models import BirthPrecision, BodyRegion, IdentifierKind, MarkKind, Person, Sex
from intake.nik import digits
from ppks_service.areas.codes import DISTRICT
from ppks_service.crypto import decrypt, keyed_hash
from ppks_service.text import folded

KNOWN = """
SELECT person.id, person.name, person.sex, person.born_on, person.birth_precision, person.birth_place,
    person.claimed_origin_id, person.verified_origin_id, person.marks,
    ARRAY(SELECT name FROM intake_personname WHERE person_id = person.id ORDER BY id),
    ARRAY(SELECT kind FROM intake_identifier WHERE person_id = person.id ORDER BY id),
    ARRAY(SELECT number_hash FROM intake_identifier WHERE person_id = person.id ORDER BY id),
    ARRAY(SELECT number_encrypted FROM intake_identifier WHERE person_id = person.id ORDER BY id),
    ARRAY(
        SELECT other_id FROM intake_relation WHERE person_id = person.id
        UNION ALL SELECT person_id FROM intake_relation WHERE other_id = person.id
    ),
    ARRAY(
        SELECT area_id FROM intake_encounter AS met JOIN intake_raidstop AS stop ON stop.id = met.stop_id
        WHERE met.person_id = person.id AND area_id IS NOT NULL
    ),
    ARRAY(
        SELECT ARRAY[kind, region, words] FROM intake_bodymark WHERE person_id = person.id ORDER BY id
    )
FROM intake_person AS person WHERE person.id = ANY(%s) ORDER BY person.id
"""
# Further than this from what else is known, in either century, one digit of a NIK is wrong, or the card
# is another's: it then says nothing of the birth.
BELIEVED_YEARS = 20
BETWEEN_MARKS = re.compile(r"[;.\n]")
# A mark of fewer words than that is nobody's alone: "tato", "bekas luka".
MARK_WORDS = 3
# The first six digits of a family card's number say where it was given; what else a number may tell.
OF_AREA = re.compile(r"(\d\d)(\d\d)(\d\d)\d{10}$")
TELLING = (IdentifierKind.NIK, IdentifierKind.KK)
SAYING_NOTHING = frozenset("di ada pada dan bagian sebelah".split())


@dataclass(frozen=True)
class Number:
    """One number of a document by its keyed hash; ``near`` are the hashes one slip of the pen away.

    ``near`` may be empty: one of two numbers need have it. A NIK and a KK also say where they were given, a
    NIK the days of birth that its two digits of the year may mean.
    """

    kind: str
    hash: str
    near: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    birth_days: tuple[dt.date, ...] = field(default=(), repr=False)
    area: str = field(default="", repr=False)

    @classmethod
    def of(cls, kind: str, number: str, *, with_slips: bool = True) -> "Number":
        number = digits(number).upper()
        near = frozenset(keyed_hash(n) for n in slips(number)) if with_slips else frozenset()
        today = timezone.localdate()
        if kind == IdentifierKind.NIK and not nik.errors(number, today=today):
            reading = nik.read(number, today=today)
            return cls(kind, keyed_hash(number), near, reading.birth_days, reading.district)
        if kind == IdentifierKind.KK and OF_AREA.match(number):
            return cls(kind, keyed_hash(number), near, area=OF_AREA.sub(r"\1.\2.\3", number))
        return cls(kind, keyed_hash(number), near)


@dataclass(frozen=True)
class Description:
    """Whatever is known of one person; what is unknown stays empty and counts for nothing.

    ``age_years`` is for someone whose birth nobody knows: their age on ``seen_on``, always estimated.
    ``body_marks`` are kinds and regions of what ``marks`` says of the drawn body map.
    ``origins`` and ``places`` are area codes: said or proven origin, and where the person was met.
    """

    names: tuple[str, ...] = ()
    sex: str = Sex.UNKNOWN
    born_on: dt.date | None = None
    birth_precision: str = BirthPrecision.UNKNOWN
    age_years: int | None = None
    seen_on: dt.date | None = None
    birth_place: str = ""
    origins: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    marks: str = ""
    body_marks: frozenset[tuple[str, str]] = frozenset()
    relations: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()
    person_id: int | None = None

    @cached_property
    def birthday(self) -> dt.date | None:
        """The day of birth: known to the day, else as the NIK has it, in the century that fits."""
        if self.born_on is not None and self.birth_precision == BirthPrecision.DAY:
            return self.born_on
        days = [day for number in self.numbers for day in number.birth_days]
        if not days or self.birth_year is None:
            return days[0] if days else None
        near = dt.date(self.birth_year, 7, 1)
        day = min(days, key=lambda day: abs(day - near))
        return day if abs(day.year - near.year) <= BELIEVED_YEARS else None

    @cached_property
    def home(self) -> tuple[str, ...]:
        """Where the person is from: as said or proven; by NIK or KK where no more than the regency was."""
        return self.home_by(*TELLING)

    def home_by(self, *kinds: str) -> tuple[str, ...]:
        """The same by numbers of some ``kinds`` alone, the surest first."""
        numbers = sorted(
            (n for n in self.numbers if n.area and n.kind in kinds),
            key=lambda n: kinds.index(n.kind),
        )
        said = self.origins or tuple(number.area for number in numbers[:1])
        finer = (n.area for n in numbers for code in said if n.area.startswith(f"{code}."))
        return tuple(dict.fromkeys((*said, *finer)))

    @property
    def birth_year(self) -> int | None:
        if self.born_on is not None:
            return self.born_on.year
        if self.age_years is not None:
            return (self.seen_on or timezone.localdate()).year - self.age_years
        return None

    @property
    def birth_is_estimated(self) -> bool:
        return self.born_on is None or self.birth_precision in (
            BirthPrecision.ESTIMATE,
            BirthPrecision.UNKNOWN,
        )


def describe(person: Person) -> Description:
    """What the database knows of ``person``, whose number is read to know the slips of the pen too."""
    return describe_all([person.pk], with_slips=True)[person.pk]


def describe_all(pks: Iterable[int], *, with_slips: bool = False) -> dict[int, Description]:
    """Descriptions by key, by one query however many there are."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [list(pks)])
        for (
            pk, name, sex, born_on, precision, birth_place, claimed, verified, marks, names, kinds, hashes,
            secrets, relations, places, seen,
        ) in cursor.fetchall():  # fmt: skip
            origins = tuple(dict.fromkeys(code for code in (claimed, verified) if code))
            # A NIK says when and where somebody was born, a KK where: opened only where nobody wrote it
            # down so well.
            is_placed = any(len(code) >= DISTRICT for code in origins)
            read = set() if is_placed else set(TELLING)
            if precision != BirthPrecision.DAY:
                read.add(IdentifierKind.NIK)
            found[pk] = Description(
                names=tuple(dict.fromkeys([name, *names])),
                sex=sex,
                born_on=born_on,
                birth_precision=precision,
                birth_place=birth_place,
                origins=origins,
                numbers=tuple(
                    Number.of(kind, decrypt(secret), with_slips=with_slips)
                    if with_slips or kind in read
                    else Number(kind, hashed)
                    for kind, hashed, secret in zip(kinds, hashes, secrets, strict=True)
                ),
                marks="; ".join(filter(None, [marks, *map(_mark, seen)])),
                body_marks=frozenset((kind, region) for kind, region, _ in seen),
                relations=frozenset(relations),
                places=frozenset(places),
                person_id=pk,
            )
    return found


def _mark(seen: list[str]) -> str:
    kind, region, words = seen
    return f"{MarkKind(kind).label} {BodyRegion(region).label} {words}"


def each_mark(marks: str) -> list[frozenset[str]]:
    """The words of each mark in a text of several, without those that say nothing of it.

    What stands between commas is a mark where it says enough: "lengan kiri, tato naga" is one.
    """
    found = []
    for part in BETWEEN_MARKS.split(marks):
        said: frozenset[str] = frozenset()
        for piece in part.split(","):
            said |= frozenset(folded(piece).split()) - SAYING_NOTHING
            if len(said) >= MARK_WORDS:
                found.append(said)
                said = frozenset()
        if said:
            found.append(said)
    return found


def slips(number: str) -> set[str]:
    """``number`` with one digit written wrong, or with two neighbours swapped."""
    found = set()
    for i, digit in enumerate(number):
        if not digit.isdecimal():
            continue
        found |= {number[:i] + other + number[i + 1 :] for other in "0123456789" if other != digit}
        if i + 1 < len(number) and number[i + 1] != digit:
            found.add(number[:i] + number[i + 1] + digit + number[i + 2 :])
    return found
