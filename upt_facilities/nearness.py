"""How far a facility lies from a person, in steps that an officer would say: no coordinates are kept."""

from dataclasses import dataclass
from enum import IntEnum

from intake.models import Case, Encounter
from ppks_service.areas.models import Area
from upt_facilities.models import Facility, Stay

# The parts of an area code (``12.75.03.1001``) that name a province and a regency.
PROVINCE, REGENCY = 2, 5


class Step(IntEnum):
    """How many borders lie between."""

    SAME_REGENCY = 0
    SAME_PROVINCE = 1
    ELSEWHERE = 2
    UNKNOWN = 3


@dataclass(frozen=True)
class Whereabouts:
    """Where the person is now, and where they come from: each the code and the name of an area, or blank."""

    here: str = ""
    here_name: str = ""
    origin: str = ""

    def step_to(self, facility: Facility) -> Step:
        """From where the person is, else from where they come from."""
        start, there = self.here or self.origin, facility.area_id or ""
        if not start or not there:
            return Step.UNKNOWN
        if len(start) >= REGENCY and start[:REGENCY] == there[:REGENCY]:
            return Step.SAME_REGENCY
        return Step.SAME_PROVINCE if start[:PROVINCE] == there[:PROVINCE] else Step.ELSEWHERE

    def is_home(self, facility: Facility) -> bool:
        """Whether the facility lies in the regency that the person comes from."""
        there = facility.area_id or ""
        return len(self.origin) >= REGENCY and self.origin[:REGENCY] == there[:REGENCY]

    def in_words(self, facility: Facility) -> str:
        """``satu kabupaten/kota dengan Rumah Singgah Medan, dekat asalnya``"""
        step = self.step_to(facility)
        start = self.here_name if self.here else "asalnya"
        words = {
            Step.SAME_REGENCY: f"satu kabupaten/kota dengan {start}",
            Step.SAME_PROVINCE: f"kabupaten/kota lain, satu provinsi dengan {start}",
            Step.ELSEWHERE: f"provinsi lain dari {start}",
            Step.UNKNOWN: "jaraknya belum diketahui",
        }[step]
        if self.is_home(facility) and (self.here or step != Step.SAME_REGENCY):
            return f"{words}, dekat daerah asalnya"
        return words


def whereabouts_of(case: Case, stay: Stay | None) -> Whereabouts:
    """Where the person lives now, else where they were met; and where they come from. At most one query.

    ``stay`` is their running one with its facility.
    """
    person = case.person
    origin = person.verified_origin_id or person.claimed_origin_id or ""
    if stay is not None and stay.facility.area_id:
        return Whereabouts(stay.facility.area_id, str(stay.facility), origin)
    met = _met_in(case)
    if met is None:
        return Whereabouts(origin=origin)
    return Whereabouts(met.code, f"tempat ditemukan ({met.name})", origin)


def _met_in(case: Case) -> Area | None:
    if case.encounter_id is None:
        return None
    found = Encounter.objects.select_related("stop__area").get(pk=case.encounter_id)
    return None if found.stop is None else found.stop.area
