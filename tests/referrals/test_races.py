"""Many hands at once: one winner for the last place, and numbers without a gap."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument
from referrals import actions
from referrals.models import Referral, ReferralStatus
from tests.factories import a_case, a_facility, a_referral, a_section, a_user, clocks, number_series
from upt_facilities.actions import FacilityFull
from upt_facilities.models import Occupancy

pytestmark = pytest.mark.django_db(transaction=True)
S = ReferralStatus
RACERS = 8


class Rollback(Exception):
    """Thrown after an approval, to take it back."""


def submitted(number, facilities):
    section = a_section()
    head = a_user(Role.SECTION_HEAD, office=section)
    made = [
        a_referral(S.SUBMITTED, case=a_case(section=section), facility=facilities(n))
        for n in range(number)
    ]
    return head, made


def raced(act, things):
    def run(thing):
        try:
            return act(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=RACERS) as pool:
        return list(pool.map(run, things))


def test_last_place_goes_to_one_of_eight_approvals():
    number_series()
    clocks()
    facility = a_facility(places=1)
    head, referrals = submitted(RACERS, lambda n: facility)

    def approve(referral):
        try:
            actions.approve(referral, by=head)
        except FacilityFull as full:
            return str(full)
        return "disetujui"

    outcomes = raced(approve, referrals)

    assert outcomes.count("disetujui") == 1
    assert all("baru saja dipesan" in o for o in outcomes if o != "disetujui")
    assert Occupancy.objects.count() == 1
    assert IssuedDocument.objects.count() == 1
    assert Referral.objects.filter(status=S.SUBMITTED).count() == RACERS - 1


def test_letters_are_numbered_without_a_gap_though_some_approvals_are_rolled_back():
    number_series()
    clocks()
    head, referrals = submitted(RACERS * 2, lambda n: a_facility(places=1))

    def approve(numbered):
        n, referral = numbered
        try:
            with transaction.atomic():
                actions.approve(referral, by=head)
                if n % 3 == 0:
                    raise Rollback
        except Rollback:
            return "batal"
        return "disetujui"

    outcomes = raced(approve, list(enumerate(referrals)))

    serials = sorted(IssuedDocument.objects.values_list("serial", flat=True))
    assert serials == list(range(1, outcomes.count("disetujui") + 1))
    assert outcomes.count("batal") == 6
    assert Occupancy.objects.count() == len(serials)
