"""Which place fits whom: every operator, every fact, known and unknown."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from intake.facts import KnownFact
from intake.models import Paper, PaperKind, Sex
from tests.factories import (
    a_case,
    a_facility,
    a_hold,
    a_person,
    a_place,
    a_stay,
    a_user,
    a_ward,
    an_area,
)
from upt_facilities.actions.places import suiting_wards
from upt_facilities.criteria import State, check_value, judge
from upt_facilities.matching import Verdict, fit_of
from upt_facilities.models import (
    Criterion,
    FacilityKind,
    Occupancy,
    OccupancyKind,
    RequiredPaper,
    Severity,
)
from upt_facilities.ranking import fits_for
from upt_facilities.rooms import rooms_of


def a_rule(fact, operator, value, severity=Severity.MUST, **fields):
    return Criterion(
        fact=fact, operator=operator, value=value, severity=severity, text="Syarat contoh", **fields
    )


def known(**values):
    return {name: KnownFact(value, "perkiraan petugas") for name, value in values.items()}


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        (("age", "at_least", 60), {"age": 60}, State.PASS),
        (("age", "at_least", 60), {"age": 59}, State.FAIL),
        (("age", "at_least", 60), {}, State.UNKNOWN),
        (("age", "at_most", 5), {"age": 0}, State.PASS),
        (("age", "at_most", 5), {"age": 6}, State.FAIL),
        (("age", "between", [15, 35]), {"age": 15}, State.PASS),
        (("age", "between", [15, 35]), {"age": 35}, State.PASS),
        (("age", "between", [15, 35]), {"age": 36}, State.FAIL),
        (("sex", "is", "P"), {"sex": "P"}, State.PASS),
        (("sex", "one_of", ["P"]), {"sex": "L"}, State.FAIL),
        (("sex", "one_of", ["P"]), {}, State.UNKNOWN),
        (("ppks_type", "one_of", ["08", "09"]), {"ppks_type": ["11", "08"]}, State.PASS),
        (("ppks_type", "one_of", ["08", "09"]), {"ppks_type": ["11"]}, State.FAIL),
        (("ppks_type", "one_of", ["08"]), {}, State.UNKNOWN),
        (("independence", "at_least", 12), {"independence": 17}, State.PASS),
        (("independence", "at_least", 12), {"independence": 0}, State.FAIL),
        (("independence", "at_least", 12), {"independence": None}, State.UNKNOWN),
        (("pregnant", "is", False), {"pregnant": False}, State.PASS),
        (("pregnant", "is", False), {"pregnant": True}, State.FAIL),
        (("pregnant", "is", False), {"sex": "P"}, State.UNKNOWN),
        (("pregnant", "is", False), {"sex": "L"}, State.PASS),
        (("has_family", "is", False), {"has_family": True}, State.FAIL),
        (("has_family", "is", False), {}, State.UNKNOWN),
        (("contagious", "is", False), {"contagious": False}, State.PASS),
        (("contagious", "is", False), {}, State.UNKNOWN),
        (("is_child", "is", True), {"is_child": True}, State.PASS),
        (("is_child", "is", True), {"is_child": False}, State.FAIL),
        (("paper", "one_of", ["calm"]), {"papers": {"calm", "ktp"}}, State.PASS),
        (("paper", "is", "calm"), {"papers": {"ktp"}}, State.FAIL),
        (("paper", "is", "calm"), {"papers": set()}, State.FAIL),
    ],
)
def test_rule_stands_as_the_fact_says(rule, facts, expected):
    assert judge(a_rule(*rule), known(**facts), {}).state == expected


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.MUST, State.FAIL),
        (Severity.EXCEPTABLE, State.WARN),
        (Severity.WARNING, State.WARN),
    ],
)
def test_a_broken_rule_weighs_by_its_severity(severity, expected):
    result = judge(a_rule("age", "at_least", 60, severity), known(age=40), {})

    assert result.state == expected


def test_result_says_the_fact_with_source_and_date_and_what_would_change_it():
    facts = {"independence": KnownFact(17, "asesmen", dt.date(2022, 9, 20))}

    passed = judge(a_rule("independence", "at_least", 12), facts, {})
    unknown = judge(a_rule("contagious", "is", False), facts, {})

    assert passed.fact == "17, asesmen, 20 Sep 2022"
    assert "surat keterangan sehat" in unknown.remedy
    assert unknown.fact.startswith("belum diketahui")


@pytest.mark.parametrize(
    ("fact", "operator", "value"),
    [
        ("age", "at_least", "60"),
        ("age", "at_least", True),
        ("age", "between", [60]),
        ("age", "between", [60, 18]),
        ("age", "one_of", ["60"]),
        ("pregnant", "is", "no"),
        ("ppks_type", "one_of", []),
        ("ppks_type", "one_of", "08"),
        ("sex", "is", 1),
        ("disability", "one_of", ["netra"]),
        ("disability", "is", "netra"),
    ],
)
def test_a_value_that_cannot_be_compared_is_refused(fact, operator, value):
    with pytest.raises(ValidationError):
        check_value(fact, operator, value)


@pytest.mark.parametrize(
    ("fact", "operator", "value"),
    [
        ("age", "at_least", 60),
        ("age", "between", [18, 59]),
        ("pregnant", "is", False),
        ("ppks_type", "one_of", ["08"]),
        ("paper", "is", "calm"),
        ("disability", "one_of", ["sight", "hearing"]),
        ("disability", "is", "sight"),
    ],
)
def test_a_value_that_can_be_compared_is_taken(fact, operator, value):
    check_value(fact, operator, value)


# --- One facility for one person -------------------------------------------------------------


def with_rule(facility, *rule):
    criterion = a_rule(*rule, facility=facility)
    criterion.save()
    return facility


def an_elder(**fields):
    return a_case(person=a_person(age=67, **fields))


@pytest.mark.django_db
def test_fits_when_every_rule_holds_and_a_place_is_free():
    facility = with_rule(a_facility(places=2), "age", "at_least", 60)

    fit = fit_of(an_elder(), facility)

    assert fit.verdict == Verdict.FITS
    assert fit.free == 2
    assert "semua syarat terpenuhi" in fit.reason
    assert not fit.needs_reason


@pytest.mark.django_db
def test_fits_if_while_a_rule_is_unknown_and_says_what_makes_it_known():
    facility = with_rule(a_facility(places=1), "contagious", "is", False)

    fit = fit_of(an_elder(), facility)

    assert fit.verdict == Verdict.FITS_IF
    assert "1 syarat belum diketahui" in fit.reason
    assert fit.criteria[0].remedy


@pytest.mark.django_db
def test_an_unknown_warning_does_not_stand_in_the_way():
    facility = with_rule(a_facility(places=1), "contagious", "is", False, Severity.WARNING)

    assert fit_of(an_elder(), facility).verdict == Verdict.FITS


@pytest.mark.django_db
def test_missing_papers_are_named_until_they_are_in_the_file():
    facility, case = a_facility(places=1), an_elder()
    RequiredPaper.objects.create(facility=facility, kind=PaperKind.HEALTH, severity=Severity.MUST)

    before = fit_of(case, facility)
    Paper.objects.create(case=case, kind=PaperKind.HEALTH, added_by=a_user())
    after = fit_of(case, facility)

    assert before.label == "Cocok, 1 surat kurang"
    assert "surat keterangan sehat" in before.reason
    assert after.verdict == Verdict.FITS


@pytest.mark.django_db
def test_full_when_only_places_are_missing():
    facility = a_facility(places=1)
    a_stay(place=facility.wards.get().places.get())

    fit = fit_of(an_elder(), facility)

    assert fit.verdict == Verdict.FULL
    assert fit.needs_reason


@pytest.mark.django_db
def test_misfit_when_no_ward_takes_a_person_of_that_sex():
    facility = a_facility(is_residential=True)
    a_ward(facility, sex="P", places=3)

    fit = fit_of(an_elder(sex=Sex.MALE), facility)

    assert fit.verdict == Verdict.MISFIT
    assert fit.free == 0
    assert "wisma untuk laki-laki" in fit.reason


@pytest.mark.django_db
def test_ward_for_another_age_is_not_counted():
    facility = a_facility(is_residential=True)
    a_ward(facility, min_age=15, max_age=35, places=3)
    a_ward(facility, min_age=60, places=2)

    assert fit_of(an_elder(), facility).free == 2


@pytest.mark.django_db
@pytest.mark.parametrize("sex", [Sex.MALE, Sex.FEMALE, Sex.UNKNOWN])
@pytest.mark.parametrize(("age", "flags"), [(9, []), (30, []), (None, []), (None, ["child"])])
def test_matching_counts_the_wards_that_a_hold_would_choose_from(sex, age, flags):
    facility = a_facility(is_residential=True)
    a_ward(facility, name="Anak", sex="A", min_age=0, max_age=17)
    a_ward(facility, name="Putra", sex="L", min_age=18)
    a_ward(facility, name="Putri", sex="P")
    a_ward(facility, name="Isolasi", is_on_request=True)
    case = a_case(person=a_person(sex=sex, age=age), flags=flags)

    counted = {fit.ward for fit in fit_of(case, facility).suiting_wards}

    chosen = facility.wards.filter(suiting_wards(case, timezone.localdate()))
    assert counted == set(chosen)


@pytest.mark.django_db
def test_ranking_puts_what_fits_first_shelters_after_and_agencies_last():
    case = an_elder(claimed_origin=an_area("12.09", "Kabupaten Asahan"))
    misfit = with_rule(a_facility(places=1), "age", "at_most", 5)
    full = a_facility(places=1)
    a_hold(full.wards.get().places.get())
    shelter = a_facility(places=1, kind=FacilityKind.SHELTER)
    agency = a_facility(kind=FacilityKind.AGENCY)
    unknown = with_rule(a_facility(places=9), "contagious", "is", False)
    fits = a_facility(places=1)
    near = a_facility(places=1, area=an_area("12.09", "Kabupaten Asahan"))

    ranked = fits_for(case).fits

    assert [fit.facility for fit in ranked] == [near, fits, unknown, shelter, full, misfit, agency]
    assert [fit.rank for fit in ranked] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.django_db
def test_the_place_where_the_person_lives_is_left_out():
    case = an_elder()
    stay = a_stay(case)

    assert stay.facility not in [fit.facility for fit in fits_for(case).fits]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_matching_costs_the_same_for_one_facility_and_three(django_assert_num_queries, rows):
    case = an_elder()
    for _ in range(rows):
        facility = with_rule(a_facility(places=2), "age", "at_least", 60)
        a_ward(facility)
        RequiredPaper.objects.create(
            facility=facility, kind=PaperKind.HEALTH, severity=Severity.MUST
        )

    fits_for(case)  # reads what is kept of the facilities

    with django_assert_num_queries(9):
        fits = fits_for(case).fits

    assert len(fits) == rows


# --- Places counted --------------------------------------------------------------------------


@pytest.mark.django_db
def test_rooms_count_each_state_and_extra_places_apart():
    facility = a_facility(places=4)
    ward = facility.wards.get()
    first, second, third, _ = ward.places.order_by("order")
    a_hold(first)
    a_stay(place=second)
    Occupancy.objects.create(
        place=third,
        kind=OccupancyKind.BLOCKED,
        period=(dt.datetime(2020, 1, 1, tzinfo=dt.UTC), None),
        reason="Atap bocor",
        made_by=a_user(),
    )
    a_stay(place=a_place(ward, is_extra=True))
    a_place(ward, is_extra=True)
    a_place(ward, is_in_use=False)

    room = rooms_of([facility]).of_ward(ward)

    assert (room.free, room.held, room.lived_in, room.blocked, room.extra) == (1, 1, 1, 1, 1)
    assert room.in_words == "1 dihuni, 1 dipesan, 1 tidak dipakai, 1 kosong, 1 tambahan"
    assert room.status == "nearly"


@pytest.mark.django_db
def test_a_hold_that_ran_out_counts_as_free():
    facility = a_facility(places=1)
    start = dt.datetime(2022, 9, 5, tzinfo=dt.UTC)
    a_hold(facility.wards.get().places.get(), period=(start, start + dt.timedelta(hours=48)))

    assert rooms_of([facility]).of_ward(facility.wards.get()).free == 1
