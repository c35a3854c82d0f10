"""Checks that are answered in Python say what the database says."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from hypothesis import given
from hypothesis import strategies as st

from intake.models import Case, CaseType, Encounter
from ppks_service.constraints import holds
from tests.factories import a_case, a_ppks_type, a_user

NOW = dt.datetime(2026, 9, 21, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Q(door="raid"), True),
        (Q(door="police"), False),
        (~Q(door="police"), True),
        (Q(age_years=3), None),
        (~Q(age_years=3), None),
        (Q(age_years__isnull=True), True),
        (Q(door="police") | Q(age_years=3), None),
        (Q(door="police") & Q(age_years=3), False),
        (Q(door="raid") | Q(age_years=3), True),
        (Q(activities__contained_by=["begging"]), True),
        (Q(door__in=["raid", "walk_in"]), True),
    ],
)
def test_holds_answers_as_sql_does(condition, expected):
    assert holds(condition, Encounter(door="raid", activities=["begging"])) is expected


@given(
    since=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
    until=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
)
def test_order_of_two_moments_passes_where_one_is_unknown(since, until):
    condition = Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since"))

    passed = holds(condition, CaseType(since=since, until=until)) is not False

    assert passed == (since is None or until is None or until >= since)


def test_full_clean_asks_the_database_nothing_for_choices(db, django_assert_num_queries):
    case = Case(door="sungai", opened_by=a_user(), opened_at=NOW)

    with django_assert_num_queries(0), pytest.raises(ValidationError) as refused:
        case.validate_constraints(exclude={"person"})

    assert "Nilai door tidak dikenal." in str(refused.value)


# --- Uniqueness among the rows of a condition ------------------------------------------------


@pytest.fixture
def main_type(db):
    return a_case().types.get(is_main=True)


@pytest.mark.parametrize(
    ("fields", "queries"),
    [
        ({"is_main": False}, 1),  # may not be the same type twice
        ({"is_main": True, "until": NOW}, 0),  # ended: like no other
        ({"case_id": None}, 0),
    ],
)
def test_row_outside_of_the_condition_asks_nothing(
    main_type, django_assert_num_queries, fields, queries
):
    row = CaseType(case_id=main_type.case_id, ppks_type_id=0, since=NOW)
    for name, value in fields.items():
        setattr(row, name, value)

    with django_assert_num_queries(queries):
        row.validate_constraints()


def test_second_row_of_the_condition_is_refused_but_not_the_row_itself(main_type):
    second = CaseType(case_id=main_type.case_id, ppks_type_id=0, is_main=True, since=NOW)

    with pytest.raises(ValidationError):
        second.validate_constraints()
    second.validate_constraints(exclude={"is_main"})
    main_type.validate_constraints()


# --- References ------------------------------------------------------------------------------


def test_reference_to_a_row_that_was_read_asks_nothing(db, django_assert_num_queries):
    row = CaseType(case=a_case(), ppks_type=a_ppks_type(), noted_by=a_user(), since=NOW)

    with django_assert_num_queries(0):
        row.clean_fields()


def test_reference_by_a_key_that_nobody_has_is_refused(db):
    row = CaseType(case=a_case(), ppks_type=a_ppks_type(), noted_by=a_user(), since=NOW)
    row.case_id = 0

    with pytest.raises(ValidationError) as refused:
        row.clean_fields()

    assert list(refused.value.message_dict) == ["case"]


def test_reference_that_may_be_only_some_is_asked_ever(db):
    wrong = a_user().office
    wrong.kind = "division"
    wrong.save()
    case = Case(section=wrong)

    with pytest.raises(ValidationError) as refused:
        case.clean_fields()

    assert "section" in refused.value.message_dict
