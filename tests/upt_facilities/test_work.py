"""What of places waits for whom."""

import datetime as dt

import pytest
from django.utils import timezone

from ppks_service.accounts.roles import Role
from ppks_service.worklist.clocks import Clocks
from tests.factories import a_case, a_facility, a_person, a_stay, a_user, clocks
from upt_facilities.models import FacilityKind, Stay
from upt_facilities.work import work

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def a_stay_at(facility, *, days: int, case=None, **fields):
    return a_stay(
        case,
        place=facility.wards.get().places.free_during(timezone.now(), None)[0],
        arrived_at=days_ago(days),
        **fields,
    )


def test_upt_is_told_of_who_stays_beyond_the_usual_time():
    facility = a_facility(places=3, usual_stay_days=183)
    long = a_stay_at(facility, days=200)
    soon = a_stay_at(facility, days=175)
    a_stay_at(facility, days=20)
    officer = a_user(Role.FACILITY_OFFICER, office=facility.office)

    items = list(work(officer, Clocks()))

    assert [item.code for item in items] == [long.case.number, soon.case.number]
    assert items[0].due_at < timezone.now() < items[1].due_at


def test_upt_without_a_usual_time_has_no_such_work():
    facility = a_facility(places=1)
    a_stay_at(facility, days=2000)

    assert list(work(a_user(Role.FACILITY_OFFICER, office=facility.office), Clocks())) == []


def test_other_facilities_are_not_told():
    a_stay_at(a_facility(places=1, usual_stay_days=7), days=10)

    assert list(work(a_user(Role.FACILITY_OFFICER), Clocks())) == []


@pytest.mark.parametrize("kind", [FacilityKind.SHELTER, FacilityKind.HOSPITAL])
def test_owner_is_told_of_a_person_in_a_place_for_days(kind):
    clocks()
    owner = a_user()
    case = a_case(owner=owner, person=a_person("Boru Contoh"), flags=["child"])
    facility = a_facility(places=1, kind=kind)
    stay = a_stay_at(facility, days=5, case=case)

    (item,) = work(owner, Clocks())

    assert item.who == "B.C."
    assert item.is_protected
    assert item.is_child
    assert item.due_at == stay.arrived_at + dt.timedelta(days=2)
    assert list(work(a_user(office=owner.office), Clocks())) == []


def test_owner_has_no_work_with_a_person_in_a_upt_or_gone():
    clocks()
    owner = a_user()
    a_stay_at(a_facility(places=1), days=5, case=a_case(owner=owner))
    gone = a_stay_at(
        a_facility(places=1, kind=FacilityKind.SHELTER),
        days=5,
        case=a_case(owner=owner),
        exit_at=timezone.now(),
    )

    assert Stay.objects.running().exclude(pk=gone.pk).count() == 1
    assert list(work(owner, Clocks())) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_work_costs_the_same_for_one_resident_and_three(django_assert_num_queries, rows):
    facility = a_facility(places=rows, usual_stay_days=7)
    for _ in range(rows):
        a_stay_at(facility, days=10)
    officer, read = a_user(Role.FACILITY_OFFICER, office=facility.office), Clocks()

    with django_assert_num_queries(1):
        assert len(list(work(officer, read))) == rows
