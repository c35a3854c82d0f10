"""What the board of a facility shows: its places as tiles, who is due to leave, whom it serves."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from ppks_service import indonesian
from ppks_service.accounts.models import User
from upt_facilities.models import (
    Facility,
    Occupancy,
    OccupancyKind,
    Place,
    Stay,
    Ward,
    WardSex,
)
from upt_facilities.permissions import sees_names
from upt_facilities.rooms import Room

# How long before the usual end of a stay it shows as coming.
SOON = dt.timedelta(days=14)
SEX_WORDS = {WardSex.MALE: "laki-laki", WardSex.FEMALE: "perempuan", WardSex.ANY: "semua"}


@dataclass(frozen=True)
class Tile:
    """One place as the board draws it. ``state`` is the class of the tile, ``words`` say the same."""

    place: Place
    state: str
    words: str
    who: str
    line: str
    stay_pk: int | None = None


@dataclass(frozen=True)
class WardBoard:
    ward: Ward
    tiles: list[Tile]
    room: Room

    @property
    def about(self) -> str:
        """``laki-laki, 60 tahun ke atas · 2 kosong``"""
        parts = [SEX_WORDS[WardSex(self.ward.sex)], ages_in_words(self.ward)]
        if self.ward.is_on_request:
            parts.append("hanya bila diminta")
        said = ", ".join(part for part in parts if part)
        free = f"{self.room.free} kosong" if self.room.free else "penuh"
        return f"{said} · {free}"


@dataclass(frozen=True)
class Board:
    wards: list[WardBoard]
    room: Room


def board_of(facility: Facility, user: User) -> Board:
    """The places of ``facility`` as they stand now, in three queries; names only for who works there."""
    taken = {row.place_id: row for row in _occupancies(facility)}
    places: dict[int, list[Place]] = defaultdict(list)
    for place in Place.objects.filter(ward__facility=facility, is_in_use=True).order_by(
        "is_extra", "order", "pk"
    ):
        places[place.ward_id].append(place)
    names_them = sees_names(user, facility)
    boards, together = [], Room()
    for ward in Ward.objects.filter(facility=facility).order_by("name", "pk"):
        tiles = [tile_of(place, taken.get(place.pk), names_them) for place in places[ward.pk]]
        board = WardBoard(ward, [t for t in tiles if t.state != "unused"], room_of(tiles))
        together.add(board.room)
        boards.append(board)
    return Board(boards, together)


def tile_of(place: Place, taken: Occupancy | None, names_them: bool) -> Tile:
    """The tile of ``place``, taken by that row now or free."""
    if taken is None:
        if place.is_extra:  # it exists for the time that it is signed for
            return Tile(place, "unused", "", "", "")
        return Tile(place, "free", "Kosong", "", "siap dihuni")
    until = taken.period.upper
    end = f"s.d. {indonesian.short_date(until)}" if until else ""
    if taken.kind == OccupancyKind.BLOCKED:
        return Tile(place, "blocked", "Tidak dipakai", taken.reason, end)
    assert taken.case is not None
    person = taken.case.person
    who = person.name if names_them else person.initials
    if taken.kind == OccupancyKind.HELD:
        return Tile(place, "held", "Dipesan", who, end)
    stay = getattr(taken, "stay", None)
    line = f"sejak {indonesian.short_date(stay.arrived_at if stay else taken.period.lower)}"
    state, words = ("extra", "Tambahan") if place.is_extra else ("full", "Dihuni")
    return Tile(place, state, words, who, line, stay.pk if stay and names_them else None)


def room_of(tiles: list[Tile]) -> Room:
    def count(state: str) -> int:
        return sum(tile.state == state for tile in tiles)

    return Room(
        free=count("free"),
        held=count("held"),
        lived_in=count("full"),
        blocked=count("blocked"),
        extra=count("extra"),
    )


def ages_in_words(ward: Ward) -> str:
    """``60 tahun ke atas``, ``15–35 tahun``, ``sampai 5 tahun``; nothing where all ages are taken."""
    low, high = ward.min_age or None, ward.max_age
    if low is not None and high is not None:
        return f"{low}–{high} tahun"
    if low is not None:
        return f"{low} tahun ke atas"
    return f"sampai {high} tahun" if high is not None else ""


@dataclass(frozen=True)
class Resident:
    """One running stay beside the usual stay of its facility."""

    stay: Stay
    who: str
    days: int
    due_at: dt.datetime | None
    links: bool


def resident_of(stay: Stay, facility: Facility, user: User, now: dt.datetime) -> Resident:
    end = stay.exit_at or now
    names_them = sees_names(user, facility)
    person = stay.case.person
    return Resident(
        stay=stay,
        who=person.name if names_them else person.initials,
        days=(timezone.localdate(end) - timezone.localdate(stay.arrived_at)).days,
        due_at=due_of(stay, facility),
        links=names_them,
    )


def listed_stays(facility: Facility, *, has_left: bool) -> QuerySet[Stay]:
    """Who lives in ``facility``, longest first, or who has left it, latest first."""
    stays = Stay.objects.filter(facility=facility, exit_at__isnull=not has_left).for_list()
    return stays.order_by(*(("-exit_at", "-pk") if has_left else ("arrived_at", "pk")))


def due_of(stay: Stay, facility: Facility) -> dt.datetime | None:
    """When the usual stay is over; None for who has left or may stay on."""
    if facility.usual_stay_days is None or stay.exit_at is not None:
        return None
    return stay.arrived_at + dt.timedelta(days=facility.usual_stay_days)


def due_to_leave(facility: Facility, user: User) -> list[Resident]:
    """Residents whose usual stay is over or soon over, longest first; at most ten."""
    if facility.usual_stay_days is None:
        return []
    now = timezone.now()
    before = now - dt.timedelta(days=facility.usual_stay_days) + SOON
    stays = (
        Stay.objects.running()
        .for_list()
        .filter(facility=facility, arrived_at__lte=before)
        .order_by("arrived_at", "pk")[:10]
    )
    return [resident_of(stay, facility, user, now) for stay in stays]


def _occupancies(facility: Facility) -> list[Occupancy]:
    return list(
        Occupancy.objects.now()
        .filter(place__ward__facility=facility)
        .select_related("case__person", "stay")
        .order_by("pk")
    )
