"""What the screen of one decision costs: the same whatever waits, was decided and stands in the file."""

import pytest
from django.urls import reverse

from intake.models import Stage
from ppks_service.accounts.roles import Role
from referrals import actions
from referrals.models import PlanAction, PlanStatus, ReferralStatus
from tests.factories import (
    a_case,
    a_facility,
    a_need,
    a_plan,
    a_referral,
    a_section,
    a_user,
    a_ward,
    clocks,
    number_series,
)
from upt_facilities.models import Criterion, RequiredPaper

pytestmark = pytest.mark.django_db
S = ReferralStatus


@pytest.mark.parametrize("rows", [1, 3])
def test_decision_costs_the_same_for_one_of_each_and_three(
    as_user, django_assert_num_queries, rows
):
    number_series()
    clocks()
    section = a_section()
    head = a_user(Role.SECTION_HEAD, office=section)
    worker = a_user(Role.SOCIAL_WORKER, office=section)
    case = a_case(section=section, owner=worker, stage=Stage.PLANNING)
    goal = a_plan(case, PlanStatus.AGREED, by=worker).goals.get()
    facility = a_facility(places=rows)
    for n in range(rows):
        a_need(case, by=worker)
        a_ward(facility, places=2)
        PlanAction.objects.create(goal=goal, what=f"Langkah {n}", by_kind="office")
        Criterion.objects.create(
            facility=facility,
            fact="age",
            operator="at_least",
            value=20 + n,
            severity="must",
            text="U",
        )
        kind = ("health", "cover_letter", "calm")[n]
        RequiredPaper.objects.create(facility=facility, kind=kind, severity="warning")
        a_referral(S.SUBMITTED, case=a_case(section=section))  # others wait too
        a_referral(S.DECLINED, facility=facility)
    referral = a_referral(S.SUBMITTED, case=case, facility=facility, submitted_by=worker)
    for _ in range(rows):
        returned = actions.send_back(referral, by=head, code="papers")
        referral = actions.submit(returned, by=worker)
    client = as_user(head)

    with django_assert_num_queries(36):
        page = client.get(reverse("referrals:decide", args=[referral.number]))

    assert len(page.context["decisions"]) == rows
