"""Checks that are answered in Python say what the database says."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from hypothesis import given
from hypothesis import strategies as st

from intake.models import Case, CaseType, Encounter
from ppks_service.constraints import holds
from tests.factories import a_user

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
