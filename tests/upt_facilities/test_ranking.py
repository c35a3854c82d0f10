"""In which order places stand for one person, with the reason of each rank in words."""

import datetime as dt

import pytest
from django.utils import timezone

from intake.models import NeedDomain
from tests.factories import (
    a_case,
    a_facility,
    a_hold,
    a_need,
    a_person,
    a_stay,
    a_stop,
    an_area,
    an_encounter,
)
from upt_facilities.models import Criterion, FacilityKind, Override
from upt_facilities.outlook import Outlook, outlooks_of
from upt_facilities.ranking import fits_for

pytestmark = pytest.mark.django_db
MEDAN, ASAHAN, RIAU = "12.71", "12.09", "14.71"


def an_elder(**fields):
    return a_case(person=a_person(age=67), **fields)


def a_house(**fields):
    return a_facility(**{"places": 1} | fields)


def test_each_rank_says_why_it_stands_below_the_one_before():
    case = an_elder()
    a_need(case, domain=NeedDomain.HEALTH)
    first = a_house(needs_served=[NeedDomain.HEALTH])
    fewer_needs = a_house()
    shelter = a_house(kind=FacilityKind.SHELTER)
    full = a_house()
    a_hold(full.wards.get().places.get())

    fits = fits_for(case).fits

    assert [fit.facility for fit in fits] == [first, fewer_needs, shelter, full]
    assert fits[0].rank_reason.startswith("Di urutan pertama")
    assert "1 dari 1 kebutuhan dapat dilayani: kesehatan" in fits[0].rank_reason
    assert f"Di bawah {first}: lebih sedikit kebutuhan" in fits[1].rank_reason
    assert "hanya penampungan sementara" in fits[2].rank_reason
    assert "tidak ada tempat kosong" in fits[3].rank_reason


@pytest.mark.parametrize(
    ("area", "words"),
    [
        (MEDAN, "satu kabupaten/kota dengan tempat ditemukan (Kota Medan)"),
        (ASAHAN, "satu provinsi dengan tempat ditemukan (Kota Medan)"),
        (RIAU, "provinsi lain dari tempat ditemukan (Kota Medan)"),
        (None, "jaraknya belum diketahui"),
    ],
)
def test_distance_is_said_in_steps_from_where_the_person_was_met(area, words):
    stop = a_stop(area=an_area(MEDAN, "Kota Medan"))
    encounter = an_encounter(stop=stop)
    case = an_elder(encounter=encounter)
    a_house(area=an_area(area, "Wilayah") if area else None)

    (fit,) = fits_for(case).fits

    assert words in fit.distance


def test_the_nearer_of_two_equal_houses_stands_first():
    case = an_elder(encounter=an_encounter(stop=a_stop(area=an_area(MEDAN, "Kota Medan"))))
    far = a_house(area=an_area(ASAHAN, "Asahan"), places=5)
    near = a_house(area=an_area(MEDAN, "Kota Medan"))

    fits = fits_for(case).fits

    assert [fit.facility for fit in fits] == [near, far]
    assert "lebih jauh" in fits[1].rank_reason


def test_who_declined_this_person_stands_after_its_equals():
    case = an_elder()
    declined, other = a_house(places=9), a_house()

    fits = fits_for(case, declined_by={declined.pk}).fits

    assert [fit.facility for fit in fits] == [other, declined]
    assert "pernah tidak dapat menerima orang ini" in fits[1].rank_reason


def test_choosing_what_is_not_first_is_an_override_and_an_equal_is_not():
    case = an_elder()
    better, less = a_house(places=3), a_house()
    Criterion.objects.create(
        facility=less, fact="contagious", operator="is", value=False, severity="must", text="Sehat"
    )

    first, second = fits_for(case).fits
    assert (first.override, second.override) == (None, Override.NOT_FIRST)
    assert f"{better} lebih sesuai" in second.override_words

    less.criteria.get().delete()
    less.wards.get().places.create(number="2")
    less.wards.get().places.create(number="3")
    assert [fit.override for fit in fits_for(case).fits] == [None, None]


def test_a_hospital_is_no_rival_of_a_house():
    case = an_elder()
    a_house(places=9)
    hospital = a_house(kind=FacilityKind.HOSPITAL)

    fit = next(f for f in fits_for(case).fits if f.facility == hospital)

    assert fit.override is None


# --- What is to be expected ------------------------------------------------------------------


def test_outlook_counts_who_leaves_soon_and_who_left():
    facility = a_facility(places=3, usual_stay_days=100)
    ward = facility.wards.get()
    soon, later, gone = ward.places.all()
    now = timezone.now()
    a_stay(place=soon, arrived_at=now - dt.timedelta(days=80))
    a_stay(place=later, arrived_at=now - dt.timedelta(days=5))
    a_stay(place=gone, arrived_at=now - dt.timedelta(days=50), exit_at=now - dt.timedelta(days=9))

    assert outlooks_of([facility]).of([ward.pk]) == Outlook(leaving=1, left=1)


@pytest.mark.parametrize(
    ("outlook", "free", "days"),
    [
        (Outlook(), 1, 0),
        (Outlook(), 0, None),
        (Outlook(left=6), 0, 30),
        (Outlook(left=6, waiting=2), 0, 90),
        (Outlook(left=6, waiting=2), 3, 0),
        (Outlook(left=6, waiting=2), 2, 30),
    ],
)
def test_wait_follows_from_the_pace_of_leaving(outlook, free, days):
    assert outlook.days_until(free) == days
