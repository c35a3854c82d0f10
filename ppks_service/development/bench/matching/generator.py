"""People met more than once, and what different officers wrote down of them: seeded, with the truth.

A person is made first; each record is an observation of that person with the faults of life (issue:
spelling, aliases, estimated ages, missing NIK, marga moved or dropped). Nothing here knows the engine,
but for the list of marga.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from intake.matching.names import MARGA
from ppks_service.development.bench.matching import made_up_names as names

TODAY = dt.date(2026, 1, 1)
# Of how many records of one person there are, and how often.
RECORDS_OF_ONE = {1: 0.85, 2: 0.12, 3: 0.03}
MARKS = (
    "tato naga|tato salib|tato tulisan|tato bunga|bekas luka bakar|bekas operasi|bekas jahitan|tahi lalat "
    "besar|jari putus|tanda lahir|bekas luka bacok|kaki pincang|gigi depan ompong|mata kiri buta"
).split("|")
WHERE = (
    "lengan kanan|lengan kiri|dada|punggung|leher|pipi kanan|pipi kiri|kaki kanan|kaki kiri|perut|"
    "tangan kanan|tangan kiri|dahi|betis kanan|betis kiri"
).split("|")


@dataclass
class Record:
    """One row of the register: what one officer knew; ``entity`` is the truth behind it."""

    id: int
    entity: int
    name: str
    aliases: list[str]
    sex: str
    born_on: dt.date | None
    precision: str
    birth_place: str
    origin: str
    nik: str
    kk: str
    marks: str
    places: list[str]
    companions: list[int] = field(default_factory=list)


@dataclass
class Truth:
    """One human being as they are."""

    name: str
    alias: str
    sex: str
    born_on: dt.date
    birth_place: str
    origin: str
    nik: str
    kk: str
    marks: list[str]
    haunt: str
    knows_birthday: bool


@dataclass(frozen=True)
class Country:
    """Districts with the names of their regencies: of the city, its surroundings, the province, elsewhere."""

    city: list[tuple[str, str]]
    around: list[tuple[str, str]]
    province: list[tuple[str, str]]
    elsewhere: list[tuple[str, str]]

    def home(self, chance: random.Random) -> tuple[str, str]:
        """Where somebody may be from."""
        return self._one(chance, (0.28, 0.14, 0.4, 0.18))

    def street(self, chance: random.Random) -> tuple[str, str]:
        """Where somebody may be met."""
        return self._one(chance, (0.55, 0.2, 0.25, 0.0))

    def _one(self, chance: random.Random, shares: tuple[float, ...]) -> tuple[str, str]:
        pools = (self.city, self.around, self.province, self.elsewhere)
        return chance.choice(chance.choices(pools, shares)[0])


def country(areas: Iterable[tuple[str, str]]) -> Country:
    """The districts among ``areas`` (code, name), which hold their regencies too: Medan is the city."""
    areas = list(areas)
    regencies = {code: name for code, name in areas if len(code) == 5}
    land = Country([], [], [], [])
    for code, _name in sorted(areas):
        if len(code) == 8:
            near = {"12.71": land.city, "12.07": land.around}
            pool = near.get(code[:5], land.province if code[:2] == "12" else land.elsewhere)
            pool.append((code, regencies[code[:5]]))
    return land


def records(size: int, *, seed: int, land: Country) -> Iterator[Record]:
    """``size`` records in the order in which they were made; those of one person lie anywhere."""
    chance = random.Random(seed)
    margas = sorted(MARGA)
    chance.shuffle(margas)
    owners: list[int] = []
    entity = 0
    while len(owners) < size:
        times = chance.choices(list(RECORDS_OF_ONE), list(RECORDS_OF_ONE.values()))[0]
        owners += [entity] * times
        entity += 1
    owners = owners[:size]
    chance.shuffle(owners)
    truths: dict[int, Truth] = {}
    left: dict[int, int] = {}
    for owner in owners:
        left[owner] = left.get(owner, 0) + 1
    first_of: dict[int, int] = {}
    recent: list[int] = []
    company: dict[int, int] = {}
    for number, owner in enumerate(owners, 1):
        if owner not in truths:
            kin = truths[chance.choice(recent)] if recent and chance.random() < 0.15 else None
            truths[owner] = _truth(chance, margas, land, kin=kin)
            if number > 1 and chance.random() < 0.12:
                company[owner] = chance.randrange(1, number)
        record = _record(chance, number, owner, truths[owner], land, again=owner in first_of)
        first_of.setdefault(owner, number)
        if owner in company and chance.random() < 0.5:
            record.companions.append(company[owner])
        left[owner] -= 1
        recent = [one for one in (*recent[-20:], owner) if left[one]]
        if not left[owner]:
            del truths[owner]
        yield record


def _truth(chance: random.Random, margas: list[str], land: Country, *, kin: Truth | None) -> Truth:
    """A person; with ``kin`` one of the same household: the same KK, origin and often family name."""
    sex = "L" if chance.random() < 0.6 else "P"
    name = names.full_name(chance, sex, margas)
    if kin is not None and kin.name.split()[-1].lower() in MARGA:
        words = name.split()
        given = words[:-1] if len(words) > 1 and words[-1].lower() in MARGA else words
        name = " ".join([*given, kin.name.split()[-1]])
    born = TODAY - dt.timedelta(days=int(365.25 * chance.triangular(3, 85, 38)))
    origin, regency = (kin.origin, kin.birth_place) if kin else land.home(chance)
    day = born.day + (40 if sex == "P" else 0)
    area = land.home(chance)[0] if chance.random() < 0.2 else origin
    return Truth(
        name=name,
        alias=names.nickname(chance, name) if chance.random() < 0.35 else "",
        sex=sex,
        born_on=born,
        birth_place=regency if chance.random() < 0.8 else land.home(chance)[1],
        origin=origin,
        nik=f"{area.replace('.', '')}{day:02d}{born:%m%y}9{chance.randrange(1000):03d}",
        kk=kin.kk if kin else _family_card(chance, origin),
        marks=[
            f"{chance.choice(MARKS)} di {chance.choice(WHERE)}"
            for _ in range(chance.choice((0, 0, 0, 1, 2)))
        ],
        haunt=land.street(chance)[0],
        knows_birthday=chance.random() < 0.75,
    )


def _family_card(chance: random.Random, origin: str) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(5, 25)
    return f"{origin.replace('.', '')}{day:02d}{month:02d}{year:02d}9{chance.randrange(1000):03d}"


def _record(
    chance: random.Random, number: int, owner: int, truth: Truth, land: Country, *, again: bool
) -> Record:
    name = names.written(chance, truth.name, truth.sex, care=0.15 if again else 0.5)
    aliases = [truth.alias] if truth.alias and chance.random() < 0.5 else []
    if truth.alias and chance.random() < 0.12:  # known by the street name alone
        name, aliases = truth.alias, []
    elif chance.random() < 0.06:
        aliases.append(names.written(chance, truth.name, truth.sex))
    born_on, precision = _birth(chance, truth)
    return Record(
        id=number,
        entity=owner,
        name=name,
        aliases=[alias for alias in dict.fromkeys(aliases) if alias != name],
        sex=_sex(chance, truth.sex),
        born_on=born_on,
        precision=precision,
        birth_place=_birth_place(chance, truth, land),
        origin=_origin(chance, truth, land),
        nik=_digits(chance, truth.nik) if chance.random() < 0.7 else "",
        kk=_digits(chance, truth.kk) if chance.random() < 0.2 else "",
        marks=_marks(chance, truth),
        places=[truth.haunt if chance.random() < 0.55 else land.street(chance)[0]],
    )


def _sex(chance: random.Random, sex: str) -> str:
    dice = chance.random()
    return "U" if dice < 0.03 else ("P" if sex == "L" else "L") if dice < 0.035 else sex


def _birth(chance: random.Random, truth: Truth) -> tuple[dt.date | None, str]:
    dice, born = chance.random(), truth.born_on
    if dice < 0.08:
        return None, "unknown"
    if dice < 0.45 or not truth.knows_birthday:
        year = min(max(born.year + chance.randint(-7, 7), 1900), TODAY.year - 1)
        return dt.date(year, 1, 1), "estimate"
    if dice < 0.57:
        return dt.date(born.year, 1, 1), "year"
    return (_slipped_day(chance, born) if chance.random() < 0.07 else born), "day"


def _slipped_day(chance: random.Random, born: dt.date) -> dt.date:
    kind = chance.randrange(4)
    try:
        if kind == 0:
            return born.replace(day=born.month, month=born.day)
        if kind == 1:
            return born.replace(day=chance.randint(1, 28))
        if kind == 2:
            return born.replace(month=chance.randint(1, 12))
        return born.replace(year=born.year + chance.choice([-10, -1, 1, 10]))
    except ValueError:
        return born


def _birth_place(chance: random.Random, truth: Truth, land: Country) -> str:
    if chance.random() < 0.4:
        return ""
    place = truth.birth_place if chance.random() < 0.93 else land.home(chance)[1]
    if chance.random() < 0.4:
        place = place.removeprefix("Kota ").removeprefix("Kabupaten ")
    if chance.random() < 0.05:
        place = names.written(chance, place, "L")
    return place


def _origin(chance: random.Random, truth: Truth, land: Country) -> str:
    dice = chance.random()
    if dice < 0.25:
        return ""
    origin = truth.origin if chance.random() < 0.92 else land.home(chance)[0]
    return origin[:5] if dice < 0.5 else origin


def _digits(chance: random.Random, number: str) -> str:
    """``number``, in 4 of 100 with one digit wrong or two swapped."""
    if chance.random() > 0.04:
        return number
    at = chance.randrange(6, len(number) - 1)
    if chance.random() < 0.5:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number[:at] + chance.choice("0123456789") + number[at + 1 :]


def _marks(chance: random.Random, truth: Truth) -> str:
    seen = [mark for mark in truth.marks if chance.random() < 0.7]
    if chance.random() < 0.3:
        seen = [f"{mark.partition(' di ')[2]} ada {mark.partition(' di ')[0]}" for mark in seen]
    return "; ".join(seen)
