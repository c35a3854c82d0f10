"""Needs with neither plan nor reason: shown on the case, and to who answers for it."""

import pytest
from django.utils import timezone

from intake.models import NeedStatus, Stage
from ppks_service.worklist.registry import work_of
from referrals.models import PlanGoal
from tests.factories import a_case, a_need, a_plan, a_user, clocks

pytestmark = pytest.mark.django_db
SENTENCE = "Tanpa rencana dan tanpa alasan"


@pytest.fixture
def worker():
    clocks()
    return a_user()


def lines(worker):
    return [item for item in work_of(worker) if item.kind == "kebutuhan"]


def test_need_without_plan_or_reason_is_named(as_user, worker):
    case = a_case(owner=worker, stage=Stage.PLANNING)
    planned, forgotten = a_need(case), a_need(case, description="KTP baru")
    deferred = a_need(case, status=NeedStatus.DEFERRED, status_reason="Sesudah pulih")
    plan = a_plan(case)
    PlanGoal.objects.get_or_create(plan=plan, need=planned, defaults={"goal": "Aman"})
    PlanGoal.objects.filter(plan=plan, need__in=[forgotten, deferred]).delete()

    page = as_user(worker).get(f"/kasus/{case.number}/").content.decode()

    assert page.count(SENTENCE) == 1
    assert [line.what for line in lines(worker)] == ["1 kebutuhan tanpa rencana dan tanpa alasan"]


def test_nothing_is_said_once_it_is_put_off_with_a_reason(worker):
    case = a_case(owner=worker, stage=Stage.PLANNING)
    a_need(case, status=NeedStatus.DEFERRED, status_reason="Sesudah pulih")
    a_need(case, status=NeedStatus.MET)

    assert lines(worker) == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_one_query_whatever_its_length(worker, django_assert_num_queries, count):
    from ppks_service.worklist.clocks import Clocks
    from referrals import unplanned

    for _ in range(count):
        a_need(a_case(owner=worker, stage=Stage.PLANNING))
    timezone.localdate()
    clock = Clocks()
    worker.posts()

    with django_assert_num_queries(1):
        assert len(list(unplanned.work(worker, clock))) == count
