"""A place cannot be taken twice: by the actions, by races, and by raw SQL."""

import datetime as dt
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from intake.models import Sex
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
from upt_facilities.models import Occupancy, OccupancyKind, Place

pytestmark = pytest.mark.django_db
ROUNDS = int(os.environ.get("STRESS_ROUNDS", "20"))


def in_hours(hours: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(hours=hours)


def a_head():
    return a_user(Role.SECTION_HEAD)


def test_hold_takes_a_free_place_until_its_end_and_is_written_in_the_journal():
    facility, case, until = a_facility(places=2), a_case(), in_hours(48)

    hold = actions.hold_place(facility, case, by=a_head(), until=until)

    assert hold.kind == OccupancyKind.HELD
    assert hold.period.upper == until
    assert Entry.objects.get(action="place.hold").case_pk == case.pk


def test_hold_refuses_when_the_last_place_is_taken():
    facility = a_facility(places=1)
    actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(48))

    with pytest.raises(actions.FacilityFull, match="sudah terisi"):
        actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(48))


def test_hold_that_ran_out_frees_its_place_by_itself():
    facility = a_facility(places=1)
    start = in_hours(-50)
    actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(-2), at=start)

    hold = actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(48))

    assert Occupancy.objects.now().get() == hold


def test_hold_needs_an_end_in_the_future():
    with pytest.raises(ValidationError, match="sesudah sekarang"):
        actions.hold_place(a_facility(places=1), a_case(), by=a_head(), until=in_hours(-1))


def test_hold_is_refused_to_who_may_not_decide():
    with pytest.raises(PermissionDenied):
        actions.hold_place(
            a_facility(places=1), a_case(), by=a_user(Role.SOCIAL_WORKER), until=in_hours(48)
        )


def test_one_person_has_one_place_held():
    first, second, case = a_facility(places=1), a_facility(places=1), a_case()
    actions.hold_place(first, case, by=a_head(), until=in_hours(48))

    with pytest.raises(ValidationError, match=first.name):
        actions.hold_place(second, case, by=a_head(), until=in_hours(48))


def test_who_lives_in_a_shelter_may_have_a_place_held_elsewhere():
    case = a_case()
    a_stay(case)

    actions.hold_place(a_facility(places=1), case, by=a_head(), until=in_hours(48))

    assert Occupancy.objects.now().filter(case=case).count() == 2


@pytest.mark.parametrize(
    ("sex", "age", "expected"),
    [
        (Sex.MALE, 65, "Putra lansia"),
        (Sex.FEMALE, 65, "Putri"),
        (Sex.MALE, 30, "Putra"),
        (Sex.UNKNOWN, 30, "Semua"),
        (Sex.UNKNOWN, None, "Semua"),
    ],
)
def test_hold_prefers_the_ward_made_for_the_person(sex, age, expected):
    facility = a_facility(is_residential=True)
    a_ward(facility, name="Putra lansia", sex="L", min_age=60)
    a_ward(facility, name="Putra", sex="L", max_age=59)
    a_ward(facility, name="Putri", sex="P")
    a_ward(facility, name="Semua", sex="A")

    hold = actions.hold_place(
        facility, a_case(person=a_person(sex=sex, age=age)), by=a_head(), until=in_hours(48)
    )

    assert hold.place.ward.name == expected


def test_a_man_is_never_put_into_a_womens_ward_unasked():
    facility = a_facility(is_residential=True)
    ward = a_ward(facility, name="Putri", sex="P")
    case = a_case(person=a_person(sex=Sex.MALE))

    with pytest.raises(actions.FacilityFull, match="laki-laki"):
        actions.hold_place(facility, case, by=a_head(), until=in_hours(48))

    hold = actions.hold_place(facility, case, by=a_head(), until=in_hours(48), ward=ward)
    assert hold.place.ward == ward


@pytest.mark.parametrize(
    ("age", "flags", "expected"),
    [
        (9, ["child"], "Anak"),
        (None, ["child"], "Anak"),
        (None, [], "Putra"),
        (30, [], "Putra"),
    ],
)
def test_children_and_grown_ups_are_kept_apart(age, flags, expected):
    facility = a_facility(is_residential=True)
    a_ward(facility, name="Anak", sex="A", min_age=0, max_age=17)
    a_ward(facility, name="Putra", sex="L", min_age=18)
    case = a_case(person=a_person(sex=Sex.MALE, age=age), flags=flags)

    hold = actions.hold_place(facility, case, by=a_head(), until=in_hours(48))

    assert hold.place.ward.name == expected
    with pytest.raises(actions.FacilityFull):
        actions.hold_place(
            facility,
            a_case(person=a_person(sex=Sex.MALE, age=age), flags=flags),
            by=a_head(),
            until=in_hours(48),
        )


def test_a_ward_on_request_is_never_chosen_by_itself():
    facility = a_facility(is_residential=True)
    ward = a_ward(facility, name="Isolasi", is_on_request=True)

    with pytest.raises(actions.FacilityFull):
        actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(48))

    assert actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(48), ward=ward)


def test_extra_places_count_only_with_a_signed_reason():
    facility = a_facility(is_residential=True)
    extra = a_place(a_ward(facility, places=0), is_extra=True)

    with pytest.raises(actions.FacilityFull):
        actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(48))

    permit = an_over_capacity(case := a_case(), facility)
    hold = actions.hold_place(facility, case, by=a_head(), until=in_hours(48), permit=permit)
    assert hold.place == extra


def test_ward_of_another_facility_is_refused():
    with pytest.raises(ValidationError, match="bukan bagian"):
        actions.hold_place(
            a_facility(places=1), a_case(), by=a_head(), until=in_hours(48), ward=a_ward()
        )


def test_release_frees_the_place_and_a_second_release_changes_nothing():
    facility = a_facility(places=1)
    hold = actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(48))

    released = actions.release(hold, by=a_head(), reason="UPT tidak dapat menerima")

    assert not Occupancy.objects.now().exists()
    assert actions.release(hold, by=None, reason="lagi").period == released.period


def test_block_takes_a_place_out_of_use_and_unblock_brings_it_back():
    facility = a_facility(places=1)
    officer = a_user(Role.FACILITY_OFFICER, office=facility.office)
    place = Place.objects.get()

    blocked = actions.block_place(place, by=officer, reason="Atap bocor")
    with pytest.raises(actions.FacilityFull):
        actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(48))
    actions.unblock_place(blocked, by=officer)

    assert actions.hold_place(facility, a_case(), by=a_head(), until=in_hours(48)).place == place


def test_block_refuses_a_place_that_somebody_has():
    facility = a_facility(places=1)
    a_hold(Place.objects.get())
    officer = a_user(Role.FACILITY_OFFICER, office=facility.office)

    with pytest.raises(ValidationError, match="sedang dihuni"):
        actions.block_place(Place.objects.get(), by=officer, reason="Atap bocor")


@pytest.mark.parametrize("role", [Role.SECTION_HEAD, Role.FACILITY_OFFICER, Role.DATA_ADMIN])
def test_block_is_refused_to_others_than_the_own_officer(role):
    with pytest.raises(PermissionDenied):
        actions.block_place(a_place(), by=a_user(role), reason="Atap bocor")


# --- The database itself ---------------------------------------------------------------------


def insert(place_pk, case_pk, kind, period, reason="", by=None):
    """A row past every action, as any client of the database could write it."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(
            "INSERT INTO upt_facilities_occupancy"
            " (place_id, case_id, kind, period, reason, made_by_id, made_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, now())",
            [place_pk, case_pk, kind, period, reason, by or a_user().pk],
        )


def test_raw_sql_cannot_book_a_place_twice():
    hold = a_hold()

    with pytest.raises(IntegrityError, match="occupancy_one_per_place"):
        insert(hold.place_id, a_case().pk, "lived_in", DateTimeTZRange(timezone.now(), None))


def test_raw_sql_can_book_a_place_again_after_the_hold_ends():
    hold = a_hold(hours=1)

    insert(hold.place_id, a_case().pk, "lived_in", DateTimeTZRange(hold.period[1], None))

    assert hold.place.occupancies.count() == 2


def test_raw_sql_cannot_let_one_person_live_in_two_places():
    stay = a_stay()

    with pytest.raises(IntegrityError, match="occupancy_one_place_per_case_and_kind"):
        insert(a_place().pk, stay.case_id, "lived_in", DateTimeTZRange(timezone.now(), None))


@pytest.mark.parametrize(
    ("kind", "has_case", "upper", "reason", "constraint"),
    [
        ("slept_in", True, 1, "", "occupancy_kind_is_known"),
        ("held", True, None, "", "occupancy_hold_has_an_end"),
        ("held", False, 1, "", "occupancy_has_a_case_unless_blocked"),
        ("blocked", True, 1, "bocor", "occupancy_has_a_case_unless_blocked"),
        ("blocked", False, 1, "", "occupancy_blocked_says_why"),
        ("held", True, 0, "", "occupancy_period_is_real"),
    ],
)
def test_raw_sql_cannot_write_a_row_that_makes_no_sense(kind, has_case, upper, reason, constraint):
    now = timezone.now()
    end = None if upper is None else now + dt.timedelta(hours=upper)
    case_pk = a_case().pk if has_case else None

    with pytest.raises(IntegrityError, match=constraint):
        insert(a_place().pk, case_pk, kind, DateTimeTZRange(now, end), reason)


# --- Races -----------------------------------------------------------------------------------


def race(work, cases):
    """Run ``work`` on each case in a thread of its own, all at once."""

    def run(case):
        try:
            return work(case)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(cases)) as pool:
        return sorted(pool.map(run, cases))


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one_of_eight_who_race():
    facility, head, until = a_facility(places=1), a_head(), in_hours(48)
    cases = [a_case() for _ in range(8)]

    def hold(case):
        try:
            actions.hold_place(facility, case, by=head, until=until)
        except actions.FacilityFull:
            return "full"
        return "held"

    for _ in range(ROUNDS):
        Occupancy.objects.all().delete()

        assert race(hold, cases) == ["full"] * 7 + ["held"]
        assert Occupancy.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_who_race_for_eight_places_get_one_each():
    facility, head, until = a_facility(places=8), a_head(), in_hours(48)
    cases = [a_case() for _ in range(8)]

    def hold(case):
        return actions.hold_place(facility, case, by=head, until=until).place_id

    for _ in range(3):
        Occupancy.objects.all().delete()

        assert len(set(race(hold, cases))) == 8


@pytest.mark.django_db(transaction=True)
def test_a_naive_hold_without_lock_and_constraint_would_book_twice():
    """The race test can fail: look-then-write, as a counter would do it, gives one place to several."""
    ward, user = a_ward(places=1), a_user()
    until = in_hours(48)
    cases = [a_case() for _ in range(8)]

    def naive(case):
        place = Place.objects.filter(ward=ward).free_during(timezone.now(), until).first()
        if place is None:
            return "full"
        Occupancy.objects.create(
            place=place,
            case=case,
            kind=OccupancyKind.HELD,
            period=DateTimeTZRange(timezone.now(), until),
            made_by=user,
        )
        return "held"

    with connection.schema_editor() as editor:
        constraint = next(
            c for c in Occupancy._meta.constraints if c.name == "occupancy_one_per_place"
        )
        editor.remove_constraint(Occupancy, constraint)
    try:
        most = 0
        for _ in range(20):
            Occupancy.objects.all().delete()
            most = max(most, race(naive, cases).count("held"))
        assert most > 1
    finally:
        Occupancy.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Occupancy, constraint)
