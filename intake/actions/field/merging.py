"""Two people wrote on the same thing: what lies apart is merged, what clashes is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intake.models import Companionship


@dataclass(frozen=True)
class Unit:
    """Columns that mean something only together: an age has its band, an outcome its reason."""

    name: str
    label: str
    columns: tuple[str, ...]


def _alone(name: str, label: str) -> Unit:
    return Unit(name, label, (name,))


UNITS = {
    unit.name: unit
    for unit in (
        _alone("stop", "Titik"),
        _alone("met_at", "Waktu bertemu"),
        _alone("place", "Tempat"),
        Unit("latitude", "Letak di peta", ("latitude", "longitude")),
        _alone("reporter", "Pelapor"),
        _alone("source_link", "Tautan sumber"),
        _alone("sex", "Jenis kelamin"),
        Unit("age_band", "Perkiraan usia", ("age_band", "age_years")),
        _alone("activities", "Sedang apa"),
        _alone("conditions", "Kondisi"),
        _alone("belongings", "Barang bawaan"),
        _alone("belongings_note", "Keterangan barang"),
        Unit("companionship", "Bersama siapa", ("companionship", "met_with")),
        _alone("name", "Nama atau sebutan"),
        _alone("note", "Catatan"),
        Unit("outcome", "Sesudah dicatat", ("outcome", "outcome_reason", "handed_to")),
    )
}
COLUMNS = {column: unit for unit in UNITS.values() for column in unit.columns}
COUNT = Unit("counted", "Hitungan titik", ("counted", "counted_is_approximate"))
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Merge:
    """What of ``mine`` is to be written, and where it clashes with what is stored."""

    apply: dict[str, Any] = field(default_factory=dict)  # by column
    clashes: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)  # by unit


def three_way(units: Mapping[str, Unit], *, base: Values, mine: Values, theirs: Values) -> Merge:
    """Merge ``mine`` into ``theirs``, which began as ``base``; all in the same spelling.

    Nothing is written over what somebody else wrote since: where all three differ, it is a clash. What I
    left as it was is no answer of mine.

    >>> three_way(UNITS, base={"name": "A"}, mine={"name": "B"}, theirs={"name": "A"}).apply
    {'name': 'B'}
    """
    merged = Merge()
    for unit in units.values():
        if not any(column in mine for column in unit.columns):
            continue
        stored = {column: theirs[column] for column in unit.columns}
        before = {column: base.get(column, stored[column]) for column in unit.columns}
        if not any(column in base for column in unit.columns):
            before = {}  # nobody says what it was: only equality is no clash
        written = {
            column: mine.get(column, before.get(column, stored[column])) for column in unit.columns
        }
        if (
            unit.name == "companionship"
            and "met_with" not in mine
            and written["companionship"] != Companionship.WITH
        ):
            written["met_with"] = None
        if written in (stored, before):
            continue
        if before == stored:
            merged.apply.update(written)
        else:
            merged.clashes[unit.name] = {"base": before, "mine": written, "theirs": stored}
    return merged
