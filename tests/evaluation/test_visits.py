"""Visits: planned, held, called off; the case reaches stage 6; who is to be looked in on."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from evaluation import actions
from evaluation.follow_up import (
    awaiting_follow_up,
    follow_up_day,
    signals_on_record,
    to_follow_up,
)
from evaluation.models import Visit, VisitResult
from evaluation.worklist import work
from intake.models import CaseStatus, EndReason, Stage
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.worklist.clocks import Clocks
from tests.factories import a_case, a_section, a_service, a_stay, a_user, a_visit, clocks

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return a_user(Role.SOCIAL_WORKER)


@pytest.fixture
def case(worker):
    return a_case(owner=worker, stage=Stage.ACTION)


def filled(visit, **fields):
    fields = {"result": "met", "way": "in_person"} | fields
    for name, value in fields.items():
        setattr(visit, name, value)
    return visit


def test_planning_records_and_waits(case, worker):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    visit = actions.plan_visit(Visit(case=case, planned_on=tomorrow, assigned_to=worker), by=worker)

    assert list(Visit.objects.awaiting()) == [visit]
    assert Entry.objects.get(action="visit.plan").case_pk == case.pk


def test_planning_refuses_the_past_and_a_visitor_who_may_not_open_the_case(case, worker):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="hari ini"):
        actions.plan_visit(Visit(case=case, planned_on=yesterday, assigned_to=worker), by=worker)
    stranger = a_user(Role.SOCIAL_WORKER)
    with pytest.raises(ValidationError, match="tidak dapat membuka"):
        actions.plan_visit(
            Visit(case=case, planned_on=timezone.localdate(), assigned_to=stranger), by=worker
        )
    with pytest.raises(PermissionDenied):
        actions.plan_visit(
            Visit(case=case, planned_on=timezone.localdate(), assigned_to=stranger), by=stranger
        )


def test_holding_brings_the_case_to_stage_six(case, worker):
    visit = a_visit(case, assigned_to=worker)
    now = timezone.now()

    actions.hold_visit(
        filled(visit, quality={"timely": 4}, signals=["attendance"]), by=worker, at=now
    )

    case.refresh_from_db()
    assert case.stage == Stage.EVALUATION
    assert case.stages.get(stage=6).reached_at == now
    assert Entry.objects.get(action="visit.hold").note.endswith("ditemui.")


def test_holding_plans_the_next(case, worker):
    visit = a_visit(case, assigned_to=worker)
    later = timezone.localdate() + dt.timedelta(days=30)

    actions.hold_visit(filled(visit), by=worker, at=timezone.now(), next_on=later)

    assert case.visits.awaiting().get().planned_on == later


@pytest.mark.parametrize(
    ("fields", "shift", "words"),
    [
        ({}, dt.timedelta(hours=1), "belum tiba"),
        ({}, dt.timedelta(days=-30), "sebelum kasus"),
        ({"result": ""}, dt.timedelta(0), "memerlukan hasil"),
        ({"quality": {"timely": 6}}, dt.timedelta(0), "1 sampai 5"),
        ({"quality": {"other": 3}}, dt.timedelta(0), "1 sampai 5"),
        ({"after": {"skill": 0}}, dt.timedelta(0), "1 sampai 5"),
    ],
)
def test_holding_refuses_what_cannot_be(case, worker, fields, shift, words):
    visit = a_visit(case, assigned_to=worker)

    with pytest.raises(ValidationError, match=words):
        actions.hold_visit(filled(visit, **fields), by=worker, at=timezone.now() + shift)

    assert Visit.objects.get().held_at is None


def test_held_visit_is_not_held_again_nor_cancelled(case, worker):
    visit = a_visit(case, held=True, assigned_to=worker)

    with pytest.raises(PermissionDenied, match="sudah dilakukan"):
        actions.hold_visit(filled(visit), by=worker, at=timezone.now())
    with pytest.raises(PermissionDenied, match="sudah dilakukan"):
        actions.cancel_visit(visit, by=worker, reason="Salah")


def test_cancelling_needs_a_reason(case, worker):
    visit = a_visit(case, assigned_to=worker)

    with pytest.raises(ValidationError, match="mengapa"):
        actions.cancel_visit(visit, by=worker, reason=" ")
    cancelled = actions.cancel_visit(visit, by=worker, reason="Pindah kota")

    assert cancelled.cancel_reason == "Pindah kota"
    assert not Visit.objects.awaiting().exists()


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("result", "flown", "visit_result_is_known"),
        ("way", "flown", "visit_way_is_known"),
        ("signals", ["flown"], "visit_signals_are_known"),
        ("result", "", "visit_held_has_result"),
    ],
)
def test_database_refuses_what_no_visit_says(column, value, constraint):
    visit = a_visit(held=True)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(**{column: value})


def test_visit_is_overdue_from_the_day_after():
    today = timezone.localdate()
    assert a_visit(planned_on=today - dt.timedelta(days=1)).is_overdue
    assert not a_visit(planned_on=today).is_overdue
    assert not a_visit(planned_on=today - dt.timedelta(days=1), held=True).is_overdue


def ended_case(worker, reason=EndReason.REUNITED, **fields):
    return a_case(
        owner=worker,
        stage=Stage.ACTION,
        status=CaseStatus.ENDED,
        end_reason=reason,
        opened_at=timezone.now() - dt.timedelta(days=60),
        **fields,
    )


def test_follow_up_is_proposed_after_an_end_and_after_an_exit(worker):
    ended = ended_case(worker)
    left = a_case(owner=worker, stage=Stage.ACTION)
    a_stay(left, exit_at=timezone.now())
    ended_case(worker, EndReason.DIED)
    visited = ended_case(worker)
    a_visit(visited, assigned_to=worker)
    back = a_case(owner=worker, stage=Stage.ACTION)
    a_stay(back, exit_at=timezone.now() - dt.timedelta(hours=1))
    a_stay(back, arrived_at=timezone.now())
    a_case(owner=worker, stage=Stage.ACTION)

    assert set(awaiting_follow_up(worker)) == {ended, left}


def test_follow_up_is_asked_of_all_where_the_owner_plans_no_visits(worker):
    """A head who kept a case, somebody who has left, somebody of another section: no work list of theirs asks."""
    head = a_user(Role.SECTION_HEAD, office=worker.office)
    gone = a_user(Role.SOCIAL_WORKER, office=worker.office, is_active=False)
    moved, colleague = a_user(Role.SOCIAL_WORKER), a_user(Role.SOCIAL_WORKER, office=worker.office)
    mine, *nobodys = [ended_case(one, section=worker.office) for one in (worker, head, gone, moved)]
    ended_case(colleague, section=worker.office)

    assert set(to_follow_up(worker)) == {mine, *nobodys}


def test_one_click_plans_the_follow_up_by_the_clock(worker, as_user):
    clocks()  # two days
    case = ended_case(worker)
    expected = timezone.localdate(case.ended_at + dt.timedelta(days=2))

    response = as_user(worker).post(reverse("evaluation:follow_up", args=[case.number]))

    assert response.status_code == 302
    visit = Visit.objects.get()
    assert (visit.planned_on, visit.assigned_to) == (expected, worker)
    assert not awaiting_follow_up(worker).exists()


def test_follow_up_of_an_old_end_is_today(worker):
    clocks()
    case = ended_case(worker, ended_at=timezone.now() - dt.timedelta(days=30))

    assert follow_up_day(case) == timezone.localdate()


def test_signals_on_record_count_since_the_visit_before(case, worker):
    a_service(case)
    a_stay(case, exit_at=timezone.now(), exit_kind="absconded", exit_evidence="Laporan")

    shown = {found.signal.value: found.is_shown for found in signals_on_record(a_visit(case))}

    assert shown == {
        "attendance": True,
        "drop_out": True,
        "repeat_request": False,
        "referred_by_client": False,
    }


def test_work_list_has_visits_follow_up_and_the_month_to_close(case, worker):
    a_visit(case, assigned_to=worker)
    ended_case(worker)

    mine = [item.kind for item in work(worker, Clocks())]
    theirs = [item.kind for item in work(a_user(Role.REPORTING), Clocks())]

    assert mine == ["kunjungan", "bimbingan-lanjut"]
    assert theirs == ["tutup-bulan"]


def test_visit_form_holds_what_was_filled_in(case, worker, as_user):
    visit = a_visit(case, assigned_to=worker)
    client = as_user(worker)
    url = reverse("evaluation:visit", args=[visit.pk])
    page = client.get(url)
    assert "Empat tanda kepuasan" in page.content.decode()
    data = {
        "result": "family_only",
        "held_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "way": "phone",
        "place": "Binjai",
        "own_words": "Petugasnya baik.",
        "signal_attendance": "ya",
        "signal_drop_out": "tidak",
        "signal_repeat_request": "ya",
        "signal_referred_by_client": "tidak",
        "before_skill": "2",
        "after_skill": "4",
    } | {
        f"quality_{q}": "x"
        for q in ("timely", "by_the_rules", "accessible", "humane", "technically_fit")
    }
    data["quality_humane"] = "5"

    response = client.post(url, data)

    assert response.status_code == 302, response.context["form"].errors
    held = Visit.objects.get()
    assert held.result == VisitResult.FAMILY_ONLY
    assert held.signals == ["attendance", "repeat_request"]
    assert (held.quality, held.before, held.after) == ({"humane": 5}, {"skill": 2}, {"skill": 4})
    assert "Petugasnya baik." in client.get(url).content.decode()


def test_visit_form_keeps_the_text_and_says_what_is_missing(case, worker, as_user):
    visit = a_visit(case, assigned_to=worker)

    page = as_user(worker).post(
        reverse("evaluation:visit", args=[visit.pk]), {"own_words": "Tetap di sini"}
    )

    assert page.status_code == 200
    assert "Tetap di sini" in page.content.decode()
    assert set(page.context["form"].errors) >= {"result", "held_at", "way"}


def test_visit_of_another_section_is_not_found(as_user):
    visit = a_visit()

    response = as_user(a_user(Role.SOCIAL_WORKER)).get(reverse("evaluation:visit", args=[visit.pk]))

    assert response.status_code == 404


def test_follow_up_is_proposed_to_who_plans_it(as_user):
    section = a_section()
    worker, other = (a_user(Role.SOCIAL_WORKER, office=section) for _ in range(2))
    mine = ended_case(worker)
    address = reverse("evaluation:visit_list")

    assert as_user(worker).get(address).context["proposed"] == [mine]
    assert as_user(other).get(address).context["proposed"] == []
    assert as_user(a_user(Role.SECTION_HEAD, office=section)).get(address).context["proposed"] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(as_user, django_assert_num_queries, rows):
    section = a_section()
    worker = a_user(Role.SOCIAL_WORKER, office=section)
    for _ in range(rows):
        a_visit(a_case(section=section, stage=Stage.ACTION))
        ended_case(worker)
    client = as_user(worker)

    with django_assert_num_queries(8):
        response = client.get(reverse("evaluation:visit_list"))

    assert len(response.context["page"].rows) == rows
    assert len(response.context["proposed"]) == rows
