"""When and where the office saw somebody last: in the street, in a case, or in a place of a higher app.

A higher app registers ``fn(persons) -> dict[person, Seen]`` at "person.seen".
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from intake.models import Case, Encounter
from ppks_service.indonesian import in_sentence
from ppks_service.panels import registered


@dataclass(frozen=True)
class Seen:
    at: dt.datetime
    where: str


def last_seen(persons: Iterable[int]) -> dict[int, Seen]:
    """The latest of all that is known, by person. Two queries, and those of higher apps."""
    asked = list(persons)
    found: dict[int, Seen] = {}
    met = (
        Encounter.objects.filter(person__in=asked).select_related("stop", "raid").order_by("met_at")
    )
    for encounter in met:
        place = encounter.stop.name if encounter.stop else encounter.place
        raid = f"razia {encounter.raid.name}" if encounter.raid else "temuan"
        _later(found, encounter.person_id, Seen(encounter.met_at, place or raid))
    for case in Case.objects.filter(person__in=asked).order_by("opened_at"):
        _later(found, case.person_id, Seen(case.opened_at, "didaftarkan"))
        if case.ended_at:
            words = f"kasus selesai, {in_sentence(case.get_end_reason_display())}"
            _later(found, case.person_id, Seen(case.ended_at, words))
    for tell in registered("person.seen"):
        for person, seen in tell(asked).items():
            _later(found, person, seen)
    return found


def _later(found: dict[int, Seen], person: int | None, seen: Seen) -> None:
    if person is not None and (person not in found or found[person].at < seen.at):
        found[person] = seen
