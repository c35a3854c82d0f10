"""How many places are free, held, lived in or blocked now: one query, whatever the number of places."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, FilteredRelation, Q
from django.db.models.functions import Now

from upt_facilities.models import Facility, Occupancy, OccupancyKind, Place, Ward
from upt_facilities.shelf import Shelf, shelf_now

# The directory says "Hampir penuh" from here on, and never a number of people.
NEARLY_FULL_SHARE = 0.1


@dataclass
class Room:
    """The places of one ward or facility at one moment. Extra places that somebody has are counted apart."""

    free: int = 0
    held: int = 0
    lived_in: int = 0
    blocked: int = 0
    extra: int = 0
    extra_held: int = 0

    @property
    def total(self) -> int:
        return self.free + self.held + self.lived_in + self.blocked

    @property
    def words(self) -> dict[str, str]:
        """``{"lived_in": "7 dihuni", …}``"""
        return {
            "lived_in": f"{self.lived_in} dihuni",
            "held": f"{self.held} dipesan",
            "blocked": f"{self.blocked} tidak dipakai",
            "free": f"{self.free} kosong",
            "extra": f"{self.extra} tambahan",
        }

    @property
    def in_words(self) -> str:
        """``7 dihuni, 3 kosong``: what there is, in the order of the bar."""
        said = [words for key, words in self.words.items() if getattr(self, key)]
        return ", ".join(said) or "belum ada tempat"

    @property
    def status(self) -> str:
        """``free``, ``nearly`` or ``full``: all that the public reads."""
        if not self.free:
            return "full"
        if self.free <= max(1, int(self.total * NEARLY_FULL_SHARE)):
            return "nearly"
        return "free"

    def add(self, other: "Room") -> None:
        self.free += other.free
        self.held += other.held
        self.lived_in += other.lived_in
        self.blocked += other.blocked
        self.extra += other.extra
        self.extra_held += other.extra_held

    def count(self, state: str | None, amount: int, *, is_extra: bool) -> None:
        """Add ``amount`` places that are taken as ``state`` says, or free where it is None."""
        if is_extra:
            # An extra place that nobody has is no room: it exists for the time it is signed for.
            self.extra += amount if state in (OccupancyKind.LIVED_IN, OccupancyKind.HELD) else 0
            self.extra_held += amount if state == OccupancyKind.HELD else 0
        elif state is None:
            self.free += amount
        elif state == OccupancyKind.HELD:
            self.held += amount
        elif state == OccupancyKind.LIVED_IN:
            self.lived_in += amount
        else:
            self.blocked += amount


@dataclass(frozen=True)
class Rooms:
    """The rooms of several facilities: by ward, and which wards each facility has."""

    by_ward: dict[int, Room] = field(default_factory=dict)
    wards: Mapping[int, Collection[int]] = field(default_factory=dict)

    def of_ward(self, ward: Ward) -> Room:
        return self.by_ward.get(ward.pk) or Room()

    def of(self, facility: Facility) -> Room:
        room = Room()
        for ward in self.wards.get(facility.pk, ()):
            room.add(self.by_ward.get(ward) or Room())
        return room


def rooms_of(facilities: Iterable[Facility]) -> Rooms:
    """Count the places of ``facilities`` as they stand at this moment, by ward, in one query.

    Joined with those that are taken now, at most one a place: asked place by place, forty thousand took
    seconds.
    """
    now = Q(occupancies__period__contains=Now())
    rows = (
        Place.objects.filter(ward__facility__in=list(facilities), is_in_use=True)
        .annotate(now=FilteredRelation("occupancies", condition=now))
        .values_list("ward_id", "ward__facility_id", "is_extra", "now__kind")
        .annotate(amount=Count("pk"))
        .order_by()
    )
    by_ward: dict[int, Room] = defaultdict(Room)
    wards: dict[int, set[int]] = defaultdict(set)
    for ward, facility, is_extra, state, amount in rows:
        by_ward[ward].count(state, amount, is_extra=is_extra)
        wards[facility].add(ward)
    return Rooms(by_ward, wards)


def rooms_now() -> Rooms:
    """The rooms of every facility at this moment, for a list: one query where the shelf stands."""
    return rooms_on(shelf_now())


def rooms_on(shelf: Shelf) -> Rooms:
    """The same for every facility of ``shelf``, which knows the places: asked is only which are taken. One query."""
    by_ward = defaultdict(Room, {ward: Room(free=size) for ward, size in shelf.sizes.items()})
    rows = Occupancy.objects.now().order_by().values("kind").annotate(places=ArrayAgg("place"))
    for kind, places in rows.values_list("kind", "places"):
        for bed, amount in Counter(map(shelf.beds.get, places)).items():
            if bed is None:  # a place that is in use no more
                continue
            room = by_ward[bed.ward]
            room.count(kind, amount, is_extra=bed.is_extra)
            room.free -= 0 if bed.is_extra else amount
    return Rooms(by_ward, shelf.wards)
