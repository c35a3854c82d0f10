"""What the demo leaves open of places: somebody waits, somebody stays for a time only, gates were opened."""

import random
from collections import Counter

import pytest
from django.core.management import call_command

from intake.models import Flag, Stage
from ppks_service.accounts.models import Office
from ppks_service.accounts.roles import Role
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.placement import _open_gates, leave_in_queue, leave_to_decide
from referrals.gates import refusal_at_the_gate
from referrals.models import Referral
from tests.factories import a_case, a_need, a_place, a_stay, a_user
from upt_facilities.models import Facility, FacilityKind, TemporaryPlacement, WaitingEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    call_command("reference_data", verbosity=0)
    return a_user(Role.SOCIAL_WORKER, office=Office.objects.get(kind="section"))


def test_demo_leaves_somebody_waiting_and_somebody_for_a_time_only(worker):
    for _ in range(4):
        a_case(owner=worker)
    shelter = Facility.objects.filter(kind=FacilityKind.SHELTER).first()
    a_stay(a_case(owner=worker), place=a_place(shelter.wards.first()))

    leave_in_queue()

    assert [entry.position for entry in WaitingEntry.objects.order_by("pk")] == [1, 2, 3]
    assert TemporaryPlacement.objects.count() == 1


def test_demo_opens_every_gate(worker):
    case = a_case(owner=worker, flags=[Flag.CHILD, Flag.TRAFFICKING, Flag.PSYCHIATRIC])
    home = Facility.objects.get(code="balita-medan")

    _open_gates(case, home, by=worker)

    assert refusal_at_the_gate(case, home) == ""


def test_demo_leaves_something_to_decide_whatever_the_hour_at_which_it_ends(worker):
    users = {"kasi": a_user(Role.SECTION_HEAD, office=worker.office)}
    for _ in range(6):
        a_need(a_case(owner=worker, stage=Stage.PLANNING))

    for _ in range(2):  # where enough is left already, nothing is added
        leave_to_decide(Cast(users, random.Random(1)))

    assert Counter(Referral.objects.values_list("status", flat=True)) == {
        "submitted": 3,
        "endorsed": 1,
    }
