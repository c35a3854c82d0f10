"""The page on which a place is sought: what it shows, what it costs, and choosing against it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluation.months import Month
from evaluation.reports.figures import Count
from evaluation.reports.referrals import compute, rows
from intake.models import Stage
from referrals import actions
from referrals.models import DeclineCode, Referral, ReferralStatus
from tests.factories import a_case, a_facility, a_need, a_referral, a_stay
from upt_facilities.models import Criterion, Override, RequiredPaper

pytestmark = pytest.mark.django_db
S = ReferralStatus


@pytest.fixture
def case(section, worker):
    return a_case(section=section, owner=worker, stage=Stage.PLANNING)


def url_of(case, **query):
    return reverse("referrals:places", args=[case.number], query=query)


def a_rule(facility, value=60, **fields):
    fields = {"text": "Berusia 60 tahun atau lebih", "source": "UU 13/1998"} | fields
    return Criterion.objects.create(
        facility=facility, fact="age", operator="at_least", value=value, severity="must", **fields
    )


@pytest.mark.parametrize("amount", [1, 3])
def test_page_costs_the_same_for_one_facility_and_three(
    as_user, worker, case, amount, django_assert_num_queries
):
    for _ in range(amount):
        facility = a_facility(places=2)
        a_rule(facility, 18)
        RequiredPaper.objects.create(facility=facility, kind="health", severity="must")
        a_referral(S.DECLINED, facility=facility)
        a_stay(place=facility.wards.get().places.first())
        a_need(case)
    client = as_user(worker)
    client.get(url_of(case))  # reads what is kept of the facilities between requests

    with django_assert_num_queries(29):
        page = client.get(url_of(case))

    assert len(page.context["places"].rows) == amount


def test_page_says_the_rule_its_source_and_what_would_change_it(as_user, worker, case):
    facility = a_facility(places=1)
    a_rule(facility)

    page = as_user(worker).get(url_of(case)).content.decode()

    assert "Berusia 60 tahun atau lebih" in page
    assert "menurut UU 13/1998" in page
    assert "berubah hanya bila usia pada identitas ternyata keliru" in page


def test_page_shows_past_answers_with_the_median(as_user, worker, case):
    facility = a_facility(places=3)
    a_referral(S.ACCEPTED, facility=facility)
    a_referral(S.DECLINED, facility=facility)
    a_referral(S.DECLINED, facility=facility)

    row = as_user(worker).get(url_of(case)).context["places"].rows[0]

    assert (row.past.accepted, row.past.declined) == (1, 2)


def test_many_places_are_paged_and_narrowed_to_a_group(as_user, worker, case):
    for _ in range(14):
        a_facility(places=1)
    a_rule(misfit := a_facility(places=1))
    client = as_user(worker)

    first = client.get(url_of(case)).context["places"]
    second = client.get(url_of(case, page=2)).context["places"]
    misfits = client.get(url_of(case, kelompok="tidak")).context["places"]

    assert (len(first.rows), len(second.rows)) == (12, 2)
    assert [row.fit.facility for row in first.misfits] == [misfit]
    assert second.misfits == []
    assert [row.fit.facility for row in misfits.rows] == [misfit]


# --- Against the order -----------------------------------------------------------------------


@pytest.fixture
def second_best():
    a_facility(places=5)
    facility = a_facility(places=5)
    RequiredPaper.objects.create(facility=facility, kind="health", severity="must")
    return facility


def test_what_is_not_first_is_asked_for_with_a_reason_only(as_user, worker, case, second_best):
    client, url = as_user(worker), url_of(case, tempat=second_best.code)

    refused = client.post(url, {"reason": "Dekat anaknya", "simpan": "ajukan"})
    assert "lebih sesuai" in refused.content.decode()
    assert not Referral.objects.exists()
    said = {"reason": "Dekat anaknya", "override_reason": "Anaknya tinggal di sana"}
    client.post(url, said | {"simpan": "ajukan"})

    assert Referral.objects.get().override == Override.NOT_FIRST


def test_override_is_judged_again_when_it_is_submitted(worker, case, second_best):
    draft = Referral(case=case, facility=second_best, reason="Dekat anaknya")
    referral = actions.draft(draft, by=worker)

    with pytest.raises(ValidationError, match="lebih sesuai"):
        actions.submit(referral, by=worker)


def test_override_without_its_reason_is_refused_by_the_database():
    referral = a_referral()

    with pytest.raises(IntegrityError, match="referral_override_says_why"), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(override=Override.FULL)


def test_overrides_are_counted_in_the_report(second_best):
    a_referral(S.SUBMITTED)
    chosen = a_referral(
        S.SUBMITTED, facility=second_best, override=Override.NOT_FIRST, override_reason="Dekat"
    )
    month = Month.of(chosen.submitted_at)

    counted = compute(month).overridden

    assert counted == (Count("not_first", "Ada tempat yang lebih sesuai", 1),)
    assert list(rows(month, ["overridden", "not_first"])) == [chosen]


def test_who_declined_before_is_said_to_have(as_user, worker, case):
    declined, _ = a_facility(places=5), a_facility(places=1)
    a_referral(S.DECLINED, case=case, facility=declined, decline_code=DeclineCode.FULL)

    found = as_user(worker).get(url_of(case)).context["places"].rows

    assert found[-1].fit.facility == declined
    assert "pernah tidak dapat menerima orang ini" in found[-1].fit.rank_reason
