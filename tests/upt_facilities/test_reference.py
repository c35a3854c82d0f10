"""The places that the house is delivered with."""

import pytest

from intake.facts import KnownFact
from ppks_service.accounts.models import Office
from ppks_service.areas.models import Area
from tests.factories import an_area
from upt_facilities import reference
from upt_facilities.criteria import State, check_value
from upt_facilities.matching import Person, Verdict, judged
from upt_facilities.models import Audience, Criterion, Facility, FacilityKind, Place

pytestmark = pytest.mark.django_db


def test_loading_makes_every_facility_with_an_office_and_says_it_is_unconfirmed():
    reference.load()

    assert Facility.objects.count() == len(reference.FACILITIES)
    assert not Facility.objects.filter(is_confirmed=True).exists()
    assert not Facility.objects.filter(office=None).exists()
    assert not Facility.objects.filter(source="").exists()
    assert not Facility.objects.filter(audiences=[]).exists()
    assert Office.objects.filter(facility__isnull=False).count() == Facility.objects.count()


@pytest.mark.parametrize(
    ("code", "places"),
    [("lansia-binjai", 170), ("balita-medan", 65), ("gepeng-binjai", 52), ("siantar", 41)],
)
def test_capacities_are_those_that_were_seen(code, places):
    reference.load()

    assert Place.objects.filter(ward__facility__code=code).count() == places


def test_loading_twice_changes_nothing_and_keeps_what_the_office_wrote():
    reference.load()
    Facility.objects.filter(code="lansia-binjai").update(phone="061", is_confirmed=True)
    places = Place.objects.count()

    reference.load()

    facility = Facility.objects.get(code="lansia-binjai")
    assert (facility.phone, facility.is_confirmed) == ("061", True)
    assert Place.objects.count() == places


def test_areas_are_linked_where_they_exist_also_later():
    reference.load()
    assert not Facility.objects.exclude(area=None).exists()
    an_area("12.75", "Kota Binjai")

    reference.load()

    assert Facility.objects.get(code="lansia-binjai").area == Area.objects.get(code="12.75")


def test_every_rule_can_be_compared():
    reference.load()

    for criterion in Criterion.objects.all():
        check_value(criterion.fact, criterion.operator, criterion.value)


def test_what_has_places_is_residential_and_hospitals_keep_their_own_beds():
    reference.load()

    for facility in Facility.objects.all():
        assert facility.is_residential == facility.wards.exists()
    assert not Facility.objects.filter(kind=FacilityKind.HOSPITAL, is_residential=True).exists()


@pytest.mark.parametrize(("code", "papers"), [("12", {"health"}), ("09", set())])
def test_nobody_is_proposed_for_a_house_of_former_lepers_by_disability_alone(code, papers):
    """A beggar never, a disabled person not before a doctor's letter says of what."""
    reference.load()
    facts = {"ppks_type": KnownFact([code], "berkas"), "papers": KnownFact(papers, "berkas")}
    person = Person(facts=facts, sex="L", age=47)
    houses = list(Facility.objects.filter(audiences=[Audience.LEPROSY]).order_by("code"))

    fits = judged(person, houses)

    assert len(fits) == 3
    assert {fit.verdict for fit in fits} == {Verdict.MISFIT}


@pytest.mark.parametrize(
    ("found", "state", "words"),
    [
        (["sight"], State.PASS, "penglihatan, asesmen"),
        (["physical", "sight"], State.PASS, "fisik, penglihatan, asesmen"),
        (["mental"], State.FAIL, "mental, asesmen"),
        (["none"], State.FAIL, "tidak ada, asesmen"),
        (None, State.UNKNOWN, "belum diketahui; tandai jenis disabilitas pada asesmen"),
    ],
)
def test_house_of_the_blind_asks_which_disability(found, state, words):
    reference.load()
    house = Facility.objects.get(code="tuna-netra-tebing-tinggi")
    facts = {} if found is None else {"disability": KnownFact(found, "asesmen")}

    (fit,) = judged(Person(facts=facts, sex="L", age=30), [house])

    (told,) = [r for r in fit.results if r.text == "Penyandang disabilitas netra"]
    assert (told.state, told.fact) == (state, words)
