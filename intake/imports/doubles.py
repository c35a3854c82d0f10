"""Whom a row of a register may mean: asked of a person, never decided here."""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
# Why two rows of one register may be one person, by the column of the mark they share.
WHY = {
    "row_mark": "baris yang sama persis",
    "number_mark": "NIK sama",
    "name_mark": "nama dan usia sama",
}
MARK = 24  # hexadecimal digits


type Mark = tuple[str, str]  # the column of ``ImportRow`` that keeps it, and a keyed hash


def marks(cells: Sequence[str], said: Mapping[str, Any]) -> tuple[dict[str, str], list[Mark]]:
    """What a row is known by in its register, by column; and the marks of rows that may be the same person.

    So a later row finds its like without any sealed row being opened. What a row does not say is
    empty. Of the likes the firmest come first.
    """
    own = dict.fromkeys(WHY, "")
    own["row_mark"] = _mark(
        *(cell.casefold() for cell in cells if not cell.isdecimal() or len(cell) > 5)
    )
    if number := said.get("nik"):
        own["number_mark"] = _mark(number)
    alike = [(column, mark) for column, mark in own.items() if mark]
    name, year = normal(said.get("name", "")), born_year(said)
    if name and year is not None:
        sex = said.get("sex", Sex.UNKNOWN)
        own["name_mark"] = _mark(name, sex, str(year))
        alike.append(("name_mark", own["name_mark"]))
        sexes = Sex.values if sex == Sex.UNKNOWN else [sex, Sex.UNKNOWN]
        alike += [
            ("name_mark", _mark(name, other, str(near)))
            for near in (year, year - 1, year + 1)
            for other in sexes
            if (near, other) != (year, sex)
        ]
    return own, alike


def _mark(*parts: str) -> str:
    return keyed_hash("\x1f".join(parts))[:MARK]


class ByMark:
    """The lines of a register by their marks, which are added in the order of the lines."""

    def __init__(self) -> None:
        self.lines: dict[Mark, list[int]] = defaultdict(list)

    def add(self, line: int, own: Iterable[Mark]) -> None:
        for mark in own:
            self.lines[mark].append(line)

    def above(self, line: int, alike: Iterable[Mark]) -> list[dict]:
        """Earlier lines that may be the same person, in their order, each with its firmest reason."""
        found: dict[int, str] = {}
        for mark in alike:
            # One row of the same number is enough to ask about; who shares a name may be several.
            at_most = AT_MOST if mark[0] == "name_mark" else 1
            lines = self.lines.get(mark, [])
            for other in lines[: min(at_most, bisect_left(lines, line))]:
                found.setdefault(other, WHY[mark[0]])
        return [{"line": other, "why": found[other]} for other in sorted(found)[:AT_MOST]]


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
    hashes = [keyed_hash(said["nik"]) if said.get("nik") else "" for said in rows]
    forms = [normal(said.get("name", "")) for said in rows]
    holders: dict[str, list[int]] = defaultdict(list)
    for number_hash, person in Identifier.objects.filter(
        number_hash__in={*hashes} - {""}, kind=IdentifierKind.NIK
    ).values_list("number_hash", "person_id"):
        holders[number_hash].append(person)
    named: dict[str, list[tuple[int, str, int | None]]] = defaultdict(list)
    for form, person, sex, born in PersonName.objects.filter(
        normal__in={*forms} - {""}
    ).values_list("normal", "person_id", "person__sex", "person__born_on"):
        named[form].append((person, sex, born.year if born else None))
    return [
        _of_row(said, holders.get(number, ()), named.get(form, ()))
        for said, number, form in zip(rows, hashes, forms, strict=True)
    ]


def _of_row(
    said: Mapping[str, Any],
    holders: Sequence[int],
    named: Sequence[tuple[int, str, int | None]],
) -> list[dict]:
    if not holders and not named:
        return []
    found: dict[int, list[str]] = defaultdict(list)
    for person in holders:
        found[person].append("NIK sama")
    year = born_year(said)
    for person, sex, other_year in named:
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
