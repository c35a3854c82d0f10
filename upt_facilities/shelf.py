"""What seldom changes of all facilities, kept between requests: reading it takes longer than judging by it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from upt_facilities.models import Edition, Facility, Place
from upt_facilities.rulebook import EVERY, Rulebook, criteria_of, rulebook_of


class Bed(NamedTuple):
    """Where one place in use stands."""

    ward: int
    is_extra: bool


@dataclass(frozen=True)
class Shelf:
    """Every facility with its area and office, its rules, papers and wards, and where each place is.

    Requests share it: nobody changes what stands on it.
    """

    facilities: tuple[Facility, ...]
    rulebook: Rulebook
    wards: Mapping[int, tuple[int, ...]]  # by facility the keys of its wards
    beds: Mapping[int, Bed]  # by the key of the place
    sizes: Mapping[int, int]  # how many places a ward has, extra ones not counted


def shelf_now() -> Shelf:
    """The shelf as it is now: one query where nothing changed since it was read, else six more.

    Read anew where the stamp is another one (``Edition``) or the day is, for rules begin on a day.
    """
    stamp = Edition.objects.values_list("stamp", flat=True).first()
    today = timezone.localdate()
    kept = _Keeper.kept
    if stamp is not None and kept is not None and kept[0] == (stamp, today):
        return kept[1]
    shelf = _read(today)
    if stamp is not None:
        # What was read may be newer than the stamp, never older: then the next request reads it again.
        _Keeper.kept = ((stamp, today), shelf)
    return shelf


class _Keeper:
    """The one shelf of this process; threads may each read it once and the last one stays."""

    kept: tuple[tuple[UUID, dt.date], Shelf] | None = None


def _read(today: dt.date) -> Shelf:
    facilities = Facility.objects.select_related("area", "office").order_by("pk")
    beds: dict[int, Bed] = {}
    known: dict[Bed, Bed] = {}  # forty thousand places stand in some hundreds of wards
    places = Place.objects.filter(is_in_use=True).values_list("pk", "ward_id", "is_extra")
    for place, ward, is_extra in places.order_by().iterator(chunk_size=10_000):
        bed = Bed(ward, is_extra)
        beds[place] = known.setdefault(bed, bed)
    sizes = Counter(bed.ward for bed in beds.values() if not bed.is_extra)
    rulebook = rulebook_of(EVERY, criteria_of(EVERY, today))
    wards = {facility: tuple(w.pk for w in found) for facility, found in rulebook.wards.items()}
    return Shelf(tuple(facilities), rulebook, wards, beds, sizes)
