"""Taking a place, looked at closely: at the very moment, in which order, in whose house, and what is written down."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from intake.models import BirthPrecision, Sex
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import (
    a_case,
    a_facility,
    a_hold,
    a_person,
    a_place,
    a_stay,
    a_user,
    a_ward,
    an_over_capacity,
)
from upt_facilities import actions
from upt_facilities.actions import places as acts
from upt_facilities.models import Occupancy, OccupancyKind, Place

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def head():
    return a_user(Role.SECTION_HEAD)


@pytest.fixture
def house():
    return a_facility(places=2, name="UPT Contoh Utara")


@pytest.fixture
def officer(house):
    return a_user(Role.FACILITY_OFFICER, office=house.office)


def entry_of(action, *, by, about, house):
    """The one entry of ``action``: who did it, to which row, in which house; its note."""
    entry = Entry.objects.get(action=action)
    assert entry.actor == by
    assert (entry.subject_label, entry.subject_pk) == ("upt_facilities.occupancy", str(about.pk))
    assert entry.data == {"facility": house.code}
    return entry.note


# --- Who, and for whom ------------------------------------------------------------------------------


def test_officer_holds_a_place_in_their_own_house_only(house, officer, now):
    hold = actions.hold_place(house, a_case(), by=officer, until=now + HOUR)

    assert hold.made_by == officer
    with pytest.raises(PermissionDenied, match="oleh petugas tempat itu"):
        actions.hold_place(a_facility(places=1), a_case(), by=officer, until=now + HOUR)


def test_who_lives_somewhere_is_given_no_second_place_to_live_in_and_is_told_so(officer, now):
    case, stay = a_case(), {"period": (now, None), "by": officer}
    acts.take_place(a_facility(places=1), case, OccupancyKind.LIVED_IN, **stay)

    with pytest.raises(ValidationError, match="sudah menempati atau sudah dipesankan tempat lain"):
        acts.take_place(a_facility(places=1), case, OccupancyKind.LIVED_IN, **stay)


# --- What the journal says --------------------------------------------------------------------------


def test_hold_that_is_taken_moved_and_given_back_is_told_each_time(house, officer, head, now):
    first, second = Place.objects.order_by("order")
    ward = str(first.ward)

    hold = actions.hold_place(house, a_case(), by=head, until=now + 48 * HOUR)
    note = entry_of("place.hold", by=head, about=hold, house=house)
    assert note.startswith(f"{ward} nomor 1 di {house} dipesan sampai ")

    moved = actions.move_hold(hold, second, by=officer)
    note = entry_of("place.move_hold", by=officer, about=moved, house=house)
    assert note == f"Pemesanan dipindah dari {ward} nomor 1 ke {ward} nomor 2 di {house}."

    actions.release(moved, by=head, reason="dibatalkan")
    note = entry_of("place.release", by=head, about=moved, house=house)
    assert note == f"Pemesanan {ward} nomor 2 di {house} dilepas: dibatalkan"


def test_place_taken_out_of_use_and_back_is_told_each_time(house, officer):
    place = Place.objects.order_by("order")[0]

    blocked = actions.block_place(place, by=officer, reason=" Atap bocor ")
    note = entry_of("place.block", by=officer, about=blocked, house=house)
    assert note == f"{place.ward} nomor 1 tidak dipakai: Atap bocor"

    actions.unblock_place(blocked, by=officer)
    note = entry_of("place.unblock", by=officer, about=blocked, house=house)
    assert note == f"{place.ward} nomor 1 dipakai lagi."


# --- Which place -----------------------------------------------------------------------------------


def test_hold_stays_in_the_house_that_was_asked_for(head, now):
    a_ward(name="A paling depan")  # of another house, and free
    house = a_facility(places=1)

    hold = actions.hold_place(house, a_case(), by=head, until=now + HOUR)

    assert hold.place.ward.facility == house
    with pytest.raises(actions.FacilityFull):
        actions.hold_place(house, a_case(), by=head, until=now + HOUR)


def in_turn(house, head, until, number, **person):
    """The places that ``number`` people of this kind are given one after the other."""
    given = []
    for _ in range(number):
        case = a_case(person=a_person(**person))
        place = actions.hold_place(house, case, by=head, until=until).place
        given.append((place.ward.name, place.number))
    return given


@pytest.mark.parametrize(
    ("sex", "wards"),
    [
        (Sex.MALE, ["Y putra", "Z putra", "A semua"]),
        (Sex.UNKNOWN, ["A semua", "Y putra", "Z putra"]),
    ],
)
def test_own_ward_comes_first_then_the_name_then_the_place(head, now, sex, wards):
    house = a_facility(is_residential=True)
    for name, whose in (("Z putra", "L"), ("A semua", "A"), ("Y putra", "L")):
        ward = a_ward(house, name=name, sex=whose, places=0)
        a_place(ward, number="2", order=2)
        a_place(ward, number="1", order=1)

    given = in_turn(house, head, now + HOUR, 6, sex=sex)

    assert given == [(name, number) for name in wards for number in "12"]


def test_extra_place_is_taken_last_and_only_then_carries_the_permit(head, now):
    house = a_facility(is_residential=True)
    a_place(a_ward(house, name="A", sex="L", places=0), number="tambahan", is_extra=True)
    a_ward(house, name="B", sex="A")
    taken = []
    for _ in range(2):
        case = a_case()
        permit = an_over_capacity(case, house)
        hold = actions.hold_place(house, case, by=head, until=now + HOUR, permit=permit)
        taken.append((hold.place.number, hold.over_capacity == permit))

    assert taken == [("1", False), ("tambahan", True)]


def test_extra_place_named_by_hand_needs_the_permit(head, now):
    house = a_facility(is_residential=True)
    extra = a_place(a_ward(house, places=0), number="9", is_extra=True)
    case = a_case()
    asked = {"period": (now, now + HOUR), "by": head, "place": extra, "reason": "Dari gudang"}

    with pytest.raises(ValidationError, match="nomor 9 tempat tambahan"):
        acts.take_place(house, case, OccupancyKind.HELD, **asked)
    permit = an_over_capacity(case, house)
    taken = acts.take_place(house, case, OccupancyKind.HELD, permit=permit, **asked)

    assert (taken.place, taken.over_capacity) == (extra, permit)
    assert taken.reason == "Dari gudang"


@pytest.mark.parametrize(
    ("ward", "flags"),
    [
        ({"sex": "P"}, []),
        ({"sex": "P"}, ["child"]),
        ({"is_on_request": True}, []),
        ({"is_on_request": True}, ["child"]),
        ({"min_age": 18}, ["child"]),
        ({"max_age": 17}, []),
    ],
)
def test_unknown_age_opens_no_ward_that_is_shut_for_another_cause(head, now, ward, flags):
    house = a_facility(is_residential=True)
    a_ward(house, **ward)
    case = a_case(person=a_person(sex=Sex.MALE, age=None), flags=flags)

    with pytest.raises(actions.FacilityFull):
        actions.hold_place(house, case, by=head, until=now + HOUR)


@pytest.mark.parametrize(("days", "is_let_in"), [(0, False), (2, True)])
def test_age_is_that_of_the_day_on_which_the_place_begins(head, now, days, is_let_in):
    house = a_facility(is_residential=True)
    a_ward(house, min_age=60)
    birthday = timezone.localdate() + dt.timedelta(days=1)
    born = birthday.replace(year=birthday.year - 60)
    case = a_case(person=a_person(born_on=born, birth_precision=BirthPrecision.DAY))
    start = now + dt.timedelta(days=days)

    def hold():
        return actions.hold_place(house, case, by=head, at=start, until=start + 72 * HOUR)

    if is_let_in:
        assert hold().place.ward.facility == house
    else:
        with pytest.raises(actions.FacilityFull):
            hold()


@pytest.mark.parametrize(
    ("sex", "whom"),
    [(Sex.MALE, "laki-laki:"), (Sex.FEMALE, "perempuan:"), (Sex.UNKNOWN, "orang ini:")],
)
def test_full_house_says_for_whom_and_full_ward_names_itself(head, now, sex, whom):
    house = a_facility(is_residential=True)
    ward = a_ward(house, name="Melati", places=0)
    case = a_case(person=a_person(sex=sex))

    with pytest.raises(actions.FacilityFull, match=f"tempat kosong untuk {whom}"):
        actions.hold_place(house, case, by=head, until=now + HOUR)
    with pytest.raises(actions.FacilityFull, match=r"Tempat terakhir di .*Melati"):
        actions.hold_place(house, case, by=head, until=now + HOUR, ward=ward)


# --- At the very moment ------------------------------------------------------------------------------


def test_hold_and_block_end_after_they_begin(house, officer, head, now):
    place = Place.objects.order_by("order")[0]

    with pytest.raises(ValidationError, match="sesudah sekarang"):
        actions.hold_place(house, a_case(), by=head, at=now, until=now)
    with pytest.raises(ValidationError, match="Batas harus sesudah sekarang"):
        actions.block_place(place, by=officer, reason="Atap bocor", at=now, until=now)


def test_one_person_may_have_places_held_at_other_times(house, head, now):
    case = a_case()
    before = actions.hold_place(house, case, by=head, at=now - 5 * HOUR, until=now - HOUR)
    after = actions.hold_place(house, case, by=head, at=now + 9 * HOUR, until=now + 12 * HOUR)

    between = actions.hold_place(house, case, by=head, at=now, until=now + 3 * HOUR)

    assert len({before.pk, after.pk, between.pk}) == 3
    with pytest.raises(ValidationError, match=house.name):
        actions.hold_place(house, case, by=head, at=now + 2 * HOUR, until=now + 4 * HOUR)


def test_hold_is_over_in_the_moment_of_its_end(house, officer, now):
    first, second = Place.objects.order_by("order")
    hold = a_hold(first, period=(now - HOUR, now))

    released = actions.release(hold, by=None, reason="lewat batas", at=now)
    with pytest.raises(ValidationError, match="sudah berakhir"):
        actions.move_hold(hold, second, by=officer, at=now)

    assert released.period.upper == now
    assert not Entry.objects.filter(action="place.release").exists()


def test_hold_given_back_in_the_moment_it_began_lasted_an_instant(house, head, now):
    hold = actions.hold_place(house, a_case(), by=head, at=now, until=now + HOUR)

    released = actions.release(hold, by=head, reason="salah pilih", at=now)

    assert released.period.upper - released.period.lower == dt.timedelta(microseconds=1)


def test_only_what_is_held_is_moved_or_given_back(house, officer, head):
    first, second = Place.objects.order_by("order")
    stay = a_stay(place=first)

    with pytest.raises(ValidationError, match="sudah berakhir"):
        actions.move_hold(stay.occupancy, second, by=officer)
    with pytest.raises(ValidationError, match="Hanya tempat yang dipesan"):
        actions.release(stay.occupancy, by=head, reason="keliru")
    with pytest.raises(ValidationError, match="sudah dipakai lagi"):
        actions.unblock_place(stay.occupancy, by=officer)
    assert Occupancy.objects.now().get() == stay.occupancy


def test_block_lasts_until_its_day_and_is_lifted_once(house, officer, now):
    place = Place.objects.order_by("order")[0]
    ends = now + 30 * HOUR

    blocked = actions.block_place(place, by=officer, reason="Dicat", at=now, until=ends)
    assert (blocked.period.lower, blocked.period.upper) == (now, ends)

    lifted = actions.unblock_place(blocked, by=officer, at=now + HOUR)
    assert lifted.period.upper == now + HOUR
    with pytest.raises(ValidationError, match="sudah dipakai lagi"):
        actions.unblock_place(blocked, by=officer, at=now + 2 * HOUR)
