"""Whom a row of a register may mean: asked of a person, never decided here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from intake.matching import Description, Number, candidates
from intake.matching.names import normal
from intake.models import BirthPrecision, Identifier, IdentifierKind, PersonName, Sex
from ppks_service.crypto import keyed_hash
from ppks_service.indonesian import percent

YEARS_APART = 7  # between two ages that may be one person's
AT_MOST = 3
# The scoring model answers one row at a time: it is asked in files of at most so many rows.
SCORED_AT_MOST = 1_500
LIKELY = 0.2


@dataclass
class Seen:
    """The rows of the file met so far, by what could tell that two are one person's."""

    by_number: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[tuple[int, str, int | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    by_cells: dict[tuple[str, ...], int] = field(default_factory=dict)

    def candidates(self, line: int, cells: Sequence[str], said: Mapping[str, Any]) -> list[dict]:
        """Earlier rows that may be the same person; then remember this one."""
        found: list[dict] = []
        whole = tuple(cell.casefold() for cell in cells if not cell.isdecimal() or len(cell) > 5)
        if whole in self.by_cells:
            found.append({"line": self.by_cells[whole], "why": "baris yang sama persis"})
        self.by_cells.setdefault(whole, line)
        if number := said.get("nik"):
            if number in self.by_number:
                found.append({"line": self.by_number[number], "why": "NIK sama"})
            self.by_number.setdefault(number, line)
        if key := normal(said.get("name", "")):
            sex, year = said.get("sex", Sex.UNKNOWN), born_year(said)
            for other, other_sex, other_year in self.by_name[key]:
                near = year is not None and other_year is not None and abs(year - other_year) <= 1
                if near and may_be(sex, year, other_sex, other_year):
                    found.append({"line": other, "why": "nama dan usia sama"})
            self.by_name[key].append((line, sex, year))
        unique = {candidate["line"]: candidate for candidate in reversed(found)}
        return [unique[key] for key in sorted(unique)][:AT_MOST]


def born_year(said: Mapping[str, Any]) -> int | None:
    return dt.date.fromisoformat(said["born_on"]).year if "born_on" in said else None


def may_be(sex: str, year: int | None, other_sex: str, other_year: int | None) -> bool:
    """Whether two descriptions can be of one person: what is unknown contradicts nothing."""
    if Sex.UNKNOWN not in (sex, other_sex) and sex != other_sex:
        return False
    return year is None or other_year is None or abs(year - other_year) <= YEARS_APART


def known_persons(rows: Iterable[Mapping[str, Any]]) -> list[list[dict]]:
    """For each row the persons on record that it may mean, by number or name: two queries for all."""
    rows = list(rows)
    numbers = {keyed_hash(said["nik"]): None for said in rows if said.get("nik")}
    holders: dict[str, list[int]] = defaultdict(list)
    for number_hash, person in Identifier.objects.filter(
        number_hash__in=list(numbers), kind=IdentifierKind.NIK
    ).values_list("number_hash", "person_id"):
        holders[number_hash].append(person)
    wanted = {form for said in rows if (form := normal(said.get("name", "")))}
    named: dict[str, list[tuple[int, str, int | None]]] = defaultdict(list)
    for form, person, sex, born in PersonName.objects.filter(normal__in=list(wanted)).values_list(
        "normal", "person_id", "person__sex", "person__born_on"
    ):
        named[form].append((person, sex, born.year if born else None))
    return [_of_row(said, holders, named) for said in rows]


def _of_row(
    said: Mapping[str, Any],
    holders: Mapping[str, list[int]],
    named: Mapping[str, list[tuple[int, str, int | None]]],
) -> list[dict]:
    found: dict[int, list[str]] = defaultdict(list)
    if said.get("nik"):
        for person in holders.get(keyed_hash(said["nik"]), ()):
            found[person].append("NIK sama")
    year = born_year(said)
    for person, sex, other_year in named.get(normal(said.get("name", "")), ()):
        if may_be(said.get("sex", Sex.UNKNOWN), year, sex, other_year):
            why = "nama" if year is None or other_year is None else "nama, usia"
            if why not in found[person]:
                found[person].append(why)
    ranked = sorted(found, key=lambda person: (-len(found[person]), person))
    return [{"person": person, "why": ", ".join(found[person])} for person in ranked[:AT_MOST]]


def resembling(said: Mapping[str, Any]) -> list[dict]:
    """Persons on record whom the scoring model takes for the one of the row; their names stay unsaid."""
    if not said.get("name"):
        return []
    numbers = [Number.of(IdentifierKind.NIK, said["nik"])] if said.get("nik") else []
    description = Description(
        names=tuple(name for name in (said["name"], said.get("alias", "")) if name),
        sex=said.get("sex", Sex.UNKNOWN),
        born_on=dt.date.fromisoformat(said["born_on"]) if "born_on" in said else None,
        birth_precision=said.get("precision", BirthPrecision.UNKNOWN),
        birth_place=said.get("birth_place", ""),
        origins=(said["area"],) if said.get("area") else (),
        numbers=tuple(numbers),
    )
    found = candidates(description, limit=AT_MOST, at_least=LIKELY)
    return [{"person": c.person_id, "why": f"mirip, kemungkinan {percent(c.score)}"} for c in found]
