"""What is known of a person, in the shape in which two persons are compared."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from intake import nik
from intake.models import (
    BirthPrecision,
    BodyMark,
    Encounter,
    Identifier,
    IdentifierKind,
    Person,
    PersonName,
    Relation,
    Sex,
)
from intake.nik import digits
from ppks_service.crypto import decrypt, keyed_hash

# Further than this from what else is known, in either century, one digit of a NIK is wrong, or the card
# is another's: it then says nothing of the birth.
BELIEVED_YEARS = 20


@dataclass(frozen=True)
class Number:
    """One number of a document by its keyed hash; ``near`` are the hashes one slip of the pen away.

    ``near`` may be empty: one of two numbers need have it. A NIK also says where it was given, and the
    days of birth that its two digits of the year may mean.
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
        return cls(kind, keyed_hash(number), near)


@dataclass(frozen=True)
class Description:
    """Whatever is known of one person; what is unknown stays empty and counts for nothing.

    ``age_years`` is for someone whose birth nobody knows: their age on ``seen_on``, always estimated.
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
    relations: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()
    person_id: int | None = None

    @property
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

    @property
    def home(self) -> tuple[str, ...]:
        """Where the person is from: as said or proven, else where the NIK was given."""
        return self.origins or tuple(number.area for number in self.numbers if number.area)[:1]

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
    """Descriptions by key, in seven queries however many there are."""
    pks = list(pks)
    names: dict[int, list[str]] = {}
    for pk, name in (
        PersonName.objects.filter(person__in=pks).order_by("pk").values_list("person_id", "name")
    ):
        names.setdefault(pk, []).append(name)
    numbers = _numbers(pks, with_slips=with_slips)
    relations: dict[int, set[int]] = {}
    for here, there in (("person_id", "other_id"), ("other_id", "person_id")):
        rows = Relation.objects.filter(**{f"{here}__in": pks}).order_by("pk")
        for pk, other in rows.values_list(here, there):
            relations.setdefault(pk, set()).add(other)
    places: dict[int, set[str]] = {}
    met = Encounter.objects.filter(person__in=pks, stop__area__isnull=False).order_by("pk")
    for pk, area in met.values_list("person_id", "stop__area_id"):
        places.setdefault(pk, set()).add(area)
    seen: dict[int, list[str]] = {}
    for mark in BodyMark.objects.filter(person__in=pks).order_by("pk"):
        where = mark.get_region_display()
        seen.setdefault(mark.person_id, []).append(
            f"{mark.get_kind_display()} {where} {mark.words}"
        )
    found = {}
    persons = Person.objects.filter(pk__in=pks).order_by("pk")
    for pk, name, sex, born_on, precision, birth_place, claimed, verified, marks in persons.values_list(
        "pk", "name", "sex", "born_on", "birth_precision", "birth_place", "claimed_origin_id",
        "verified_origin_id", "marks",
    ):  # fmt: skip
        found[pk] = Description(
            names=tuple(dict.fromkeys([name, *names.get(pk, [])])),
            sex=sex,
            born_on=born_on,
            birth_precision=precision,
            birth_place=birth_place,
            origins=tuple(dict.fromkeys(code for code in (claimed, verified) if code)),
            numbers=tuple(numbers.get(pk, ())),
            marks="; ".join(filter(None, [marks, *seen.get(pk, [])])),
            relations=frozenset(relations.get(pk, ())),
            places=frozenset(places.get(pk, ())),
            person_id=pk,
        )
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


def _numbers(pks: list[int], *, with_slips: bool) -> dict[int, list[Number]]:
    found: dict[int, list[Number]] = {}
    rows = Identifier.objects.filter(person__in=pks).order_by("pk")
    for pk, kind, hashed, secret in rows.values_list(
        "person_id", "kind", "number_hash", "number_encrypted"
    ):
        number = Number(kind, hashed)
        if with_slips or kind == IdentifierKind.NIK:
            number = Number.of(kind, decrypt(bytes(secret)), with_slips=with_slips)
        found.setdefault(pk, []).append(number)
    return found
