"""Which places could take several people together: counted for all of them in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from intake.facts import facts_of_many
from intake.models import Case, PPKSType
from upt_facilities.matching import FacilityFit, judged, person_from
from upt_facilities.models import Facility, FacilityKind
from upt_facilities.rooms import rooms_on
from upt_facilities.shelf import shelf_now

HOMES = (FacilityKind.UPT, FacilityKind.CENTRAL, FacilityKind.SHELTER)


@dataclass(frozen=True)
class CommonPlace:
    """One facility for a group: who could go there, who could not, and whether there is room for all."""

    facility: Facility
    fits: tuple[FacilityFit, ...]
    free: int

    @property
    def welcome(self) -> int:
        return sum(not fit.needs_reason for fit in self.fits)

    @property
    def takes_all(self) -> bool:
        return self.welcome == len(self.fits) and self.free >= len(self.fits)

    @property
    def in_words(self) -> str:
        """``menerima 2 dari 6, 11 tempat kosong``"""
        return f"menerima {self.welcome} dari {len(self.fits)}, {self.free} tempat kosong"


def common_places(cases: Sequence[Case]) -> list[CommonPlace]:
    """Every house for these people, those that take all first. Needs ``person`` and ``encounter``."""
    shelf = shelf_now()
    homes = [f for f in shelf.facilities if f.is_residential and f.kind in HOMES]
    facilities = sorted(homes, key=lambda f: (f.name, f.pk))
    rulebook, rooms = shelf.rulebook, rooms_on(shelf)
    facts = facts_of_many(cases)
    names = dict(PPKSType.objects.values_list("code", "name"))
    columns = [
        judged(person_from(case, facts[case.pk], names), facilities, rulebook, rooms)
        for case in cases
    ]
    places = [
        CommonPlace(facility, tuple(fits), rooms.of(facility).free)
        for facility, *fits in zip(facilities, *columns, strict=True)
    ]
    return sorted(places, key=lambda p: (not p.takes_all, -p.welcome, -p.free, p.facility.name))
