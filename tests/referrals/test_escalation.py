"""Decisions owed too long climb by working days; a pause with a reason stops the climb."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts.models import OfficeKind, User
from ppks_service.accounts.roles import Role
from ppks_service.workflow import WrongStatus
from ppks_service.worklist.clocks import Clocks, is_working_day, later, working_days
from ppks_service.worklist.days_off import years
from ppks_service.worklist.models import Clock, ClockCode, ClockUnit
from referrals import actions, work
from referrals.escalation import escalated_to
from referrals.models import Referral, ReferralStatus
from referrals.queries import due_of, inbox_of
from tests.factories import (
    a_case,
    a_mandate,
    a_person,
    a_referral,
    a_user,
    an_office,
    clocks,
    number_series,
)

pytestmark = pytest.mark.django_db
S = ReferralStatus
DAY = dt.timedelta(days=1)
# Mondays and the days around the cuti bersama of Idul Fitri 2026: Wednesday 18 to Tuesday 24 March.
WIB = dt.timezone(dt.timedelta(hours=7))


@pytest.fixture(autouse=True)
def ladder(db):
    number_series()
    clocks()
    days = {ClockCode.DECISION: 2, ClockCode.ESCALATE_DIVISION: 1, ClockCode.ESCALATE_DEPARTMENT: 3}
    for code, amount in days.items():
        Clock.objects.filter(code=code).update(amount=amount, unit=ClockUnit.WORKING_DAYS)


@pytest.fixture
def dinas():
    return an_office(OfficeKind.DEPARTMENT)


@pytest.fixture
def section(dinas):
    return an_office(OfficeKind.SECTION, parent=an_office(OfficeKind.DIVISION, parent=dinas))


@pytest.fixture
def kabid(section):
    return a_user(Role.DIVISION_HEAD, office=section.parent)


@pytest.fixture
def kadis(dinas):
    return a_user(Role.DEPARTMENT_HEAD, office=dinas)


def submitted(section, days_ago, **fields):
    """A referral submitted so many working days ago, at noon."""
    day, left = timezone.localdate(), days_ago
    while left:
        day -= DAY
        left -= is_working_day(day)
    at = dt.datetime.combine(day, dt.time(8), WIB)
    case = a_case(section=section, person=a_person(name="Nama Rahasia Contoh"))
    return a_referral(S.SUBMITTED, case=case, submitted_at=at, **fields)


# --- The calendar --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (dt.date(2026, 3, 17), True),
        (dt.date(2026, 3, 18), False),  # cuti bersama Nyepi
        (dt.date(2026, 3, 23), False),  # cuti bersama Idul Fitri
        (dt.date(2026, 3, 25), True),
        (dt.date(2026, 8, 17), False),
        (dt.date(2027, 1, 1), False),  # no decree yet: worked out
    ],
)
def test_joint_leave_is_no_working_day(day, works):
    assert is_working_day(day) is works


def test_days_are_counted_and_put_off_over_the_long_leave():
    before = dt.datetime(2026, 3, 17, 16, tzinfo=WIB)

    assert later(before, 1) == dt.datetime(2026, 3, 25, 16, tzinfo=WIB)
    assert working_days(dt.date(2026, 3, 17), dt.date(2026, 3, 26)) == 2


@pytest.mark.parametrize(
    "first", [dt.date(2025, 12, 22), dt.date(2026, 3, 14), dt.date(2026, 6, 3)]
)
def test_working_days_are_counted_as_one_by_one(first):
    days = [first + n * DAY for n in range(1, 400)]

    counted = [working_days(first, day) for day in days]

    assert counted == list(itertools.accumulate(map(is_working_day, days)))
    assert working_days(first, first) == working_days(first, first - 3 * DAY) == 0


def test_calendar_says_which_decree_and_what_is_worked_out(as_user):
    decreed = {year.year: year.source for year in years() if year.is_decreed}
    assert decreed[2026].startswith("SKB 3 Menteri 1497/2025")
    assert not years()[0].is_decreed

    page = as_user(a_user(Role.SOCIAL_WORKER)).get(reverse("worklist:days_off")).text

    assert "SKB 3 Menteri 1497/2025" in page
    assert "Perkiraan" in page


# --- The ladder ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_ago", "division", "department"),
    [(1, False, False), (2, False, False), (4, True, False), (6, True, True)],
)
def test_decision_climbs_by_working_days(section, kabid, kadis, days_ago, division, department):
    submitted(section, days_ago)

    assert bool(escalated_to(kabid, Clocks())) is division
    assert bool(escalated_to(kadis, Clocks())) is department


def test_head_of_department_reads_numbers_and_no_names(as_user, section, kadis):
    referral = submitted(section, 8)

    line = next(item for item in work.work(kadis, Clocks()) if item.kind == "eskalasi")
    page = as_user(kadis).get(reverse("referrals:escalations")).text

    assert (line.who, line.code) == (f"Rujukan ke {referral.facility}", referral.number)
    assert line.what == "Tegur Kepala Seksi: keputusan lewat batas"
    assert referral.number in page
    assert "sampai ke Kepala Dinas" in page
    assert "Nama Rahasia" not in page
    assert as_user(kadis).get("/").status_code == 200
    shown = as_user(kadis).get(reverse("referrals:show", args=[referral.number]))
    assert shown.status_code == 403


def test_who_may_decide_what_came_up_is_led_there(as_user, section, head, kabid):
    referral = submitted(section, 8)
    decide = reverse("referrals:decide", args=[referral.number])

    before = as_user(kabid).get(reverse("referrals:escalations")).text
    a_mandate(head, kabid)
    kabid = User.objects.get(pk=kabid.pk)
    after = as_user(kabid).get(reverse("referrals:escalations")).text

    assert decide not in before
    assert "Keputusan Kepala Seksi, atau jeda dengan alasan" in before
    assert decide in after
    lines = [item.kind for item in work.work(kabid, Clocks()) if item.code == referral.number]
    assert lines == ["keputusan"]  # once, among their own


def test_other_division_sees_nothing_of_it(section):
    submitted(section, 8)

    assert escalated_to(a_user(Role.DIVISION_HEAD), Clocks()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_escalations_cost_the_same_for_one_row_and_three(
    as_user, section, kabid, django_assert_num_queries, rows
):
    for _ in range(rows):
        submitted(section, 8)
    client = as_user(kabid)

    with django_assert_num_queries(7):
        client.get(reverse("referrals:escalations"))


# --- The pause -----------------------------------------------------------------------------------


def test_pause_stops_the_climb_and_moves_the_limit(section, head, kabid):
    referral = submitted(section, 8)
    was = due_of(referral, Clocks())

    until = timezone.localdate() + 7 * DAY
    paused = actions.pause_decision(referral, by=head, reason="Menunggu hasil lab", until=until)

    assert escalated_to(kabid, Clocks()) == []
    row = inbox_of(head, Clocks()).mine[0]
    assert row.paused.startswith("Menunggu hasil lab, sampai ")
    line = next(item for item in work.work(head, Clocks()) if item.code == referral.number)
    assert line.paused == row.paused
    Referral.objects.update(paused_at=timezone.now() - 7 * DAY)
    paused.refresh_from_db()
    assert due_of(paused, Clocks()) == later(
        was, working_days(timezone.localdate() - 7 * DAY, timezone.localdate())
    )


def test_pause_is_over_by_itself_and_the_climb_goes_on(section, head, kabid):
    referral = submitted(section, 20)
    actions.pause_decision(
        referral, by=head, reason="Menunggu", until=timezone.localdate() + 3 * DAY
    )
    Referral.objects.update(
        paused_at=timezone.now() - 5 * DAY, paused_until=timezone.localdate() - DAY
    )

    assert [row.referral for row in escalated_to(kabid, Clocks())] == [referral]


def test_resuming_counts_the_days_that_stood_still(section, head):
    referral = submitted(section, 1)
    until = timezone.localdate() + 20 * DAY
    actions.pause_decision(referral, by=head, reason="Menunggu", until=until)
    Referral.objects.update(paused_at=timezone.now() - 7 * DAY)

    resumed = actions.resume_decision(referral, by=head)

    stood = working_days(timezone.localdate() - 7 * DAY, timezone.localdate())
    assert (resumed.paused_days, resumed.paused_until, resumed.pause_reason) == (stood, None, "")
    with pytest.raises(WrongStatus, match="tidak dijeda"):
        actions.resume_decision(referral, by=head)


@pytest.mark.parametrize(
    ("reason", "days", "match"),
    [(" ", 3, "mengapa"), ("Menunggu", 0, "sesudah hari ini"), ("Menunggu", 31, "paling lama 30")],
)
def test_pause_needs_a_reason_and_an_end(section, head, reason, days, match):
    until = timezone.localdate() + days * DAY

    with pytest.raises(ValidationError, match=match):
        actions.pause_decision(submitted(section, 1), by=head, reason=reason, until=until)


def test_only_who_decides_pauses(section, head, kabid):
    referral = submitted(section, 1, last_edited_by=head)
    until = timezone.localdate() + DAY

    for user in (head, kabid):
        with pytest.raises(PermissionDenied):
            actions.pause_decision(referral, by=user, reason="Menunggu", until=until)
    with pytest.raises(IntegrityError, match="paused_by_at_and_until"), transaction.atomic():
        Referral.objects.update(paused_until=until)


def test_decision_ends_the_pause(section, head):
    referral = submitted(section, 1)
    actions.pause_decision(
        referral, by=head, reason="Menunggu", until=timezone.localdate() + 3 * DAY
    )

    approved = actions.approve(referral, by=head)

    assert (approved.paused_until, approved.pause_reason) == (None, "")


def test_head_pauses_and_resumes_on_the_decision_page(as_user, section, head):
    referral = submitted(section, 1)
    client = as_user(head)
    data = {"reason": "Menunggu lab", "until": (timezone.localdate() + 2 * DAY).isoformat()}

    empty = client.post(reverse("referrals:pause", args=[referral.number]), {}, follow=True).text
    paused = client.post(reverse("referrals:pause", args=[referral.number]), data, follow=True).text
    resumed = client.post(reverse("referrals:resume", args=[referral.number]), follow=True).text

    assert "Tulis alasan jeda" in empty
    assert "Menunggu lab, sampai" in paused
    assert "Akhiri jeda" in paused
    assert "Jeda dengan alasan" in resumed
