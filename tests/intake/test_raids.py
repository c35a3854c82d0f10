"""Raids: what the actions refuse, what adds up, and how one is closed."""

import datetime as dt
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from intake import actions
from intake.minutes import by_activity, by_fate, spelled
from intake.models import (
    Activity,
    AgeBand,
    AgencyRole,
    Encounter,
    Outcome,
    Raid,
    RaidAgency,
    RaidStatus,
    RaidStop,
    Sex,
)
from intake.tally import Sum, tally_of
from intake.workflow_raids import RAID
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import pdf_of
from ppks_service.documents.models import IssuedDocument
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from tests import pdf_norms
from tests.factories import a_raid, a_stop, a_user, an_encounter, number_series

pytestmark = pytest.mark.django_db
CLOSED_NOW = {"closed_at": timezone.now(), "closed_by": F("opened_by")}
READERS = [Role.SECTION_HEAD, Role.DIVISION_HEAD]


def a_new_raid(**fields):
    return Raid(**({"name": "Operasi contoh", "starts_at": timezone.now()} | fields))


def an_agency(name="Satpol PP contoh", role=AgencyRole.SECURITY, **fields):
    return RaidAgency(name=name, role=role, **fields)


# --- Opening and editing ---------------------------------------------------------------------


def test_open_numbers_the_raid_with_its_agencies_and_stops():
    officer = a_user(Role.FIELD_OFFICER)
    agencies = [an_agency(f"Instansi contoh {n}") for n in range(8)]
    stops = [RaidStop(name=f"Simpang contoh {n}") for n in range(3)]

    raid = actions.open_raid(a_new_raid(), by=officer, agencies=agencies, stops=stops)

    assert raid.number == f"OP-{raid.starts_at.year}-000001"
    assert raid.agencies.count() == 8
    assert list(raid.stops.order_by("order").values_list("order", "name")) == [
        (1, "Simpang contoh 0"),
        (2, "Simpang contoh 1"),
        (3, "Simpang contoh 2"),
    ]
    assert Entry.objects.get().note == f"Razia {raid.number} dibuka."


def test_open_with_an_agency_twice_leaves_nothing_behind():
    with pytest.raises(ValidationError, match="sudah tercatat"):
        actions.open_raid(
            a_new_raid(), by=a_user(Role.FIELD_OFFICER), agencies=[an_agency(), an_agency()]
        )

    assert (Raid.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", READERS)
def test_open_is_refused_to_those_who_only_read(role):
    with pytest.raises(PermissionDenied, match="petugas lapangan"):
        actions.open_raid(a_new_raid(), by=a_user(role))


def test_open_refuses_an_end_before_the_start():
    now = timezone.now()
    with pytest.raises(ValidationError, match="tidak boleh sebelum waktu mulai"):
        actions.open_raid(
            a_new_raid(starts_at=now, ends_at=now - dt.timedelta(hours=1)),
            by=a_user(Role.FIELD_OFFICER),
        )


def test_edit_writes_what_changed_and_no_more():
    raid = a_raid()
    stale = Raid.objects.get(pk=raid.pk)
    Raid.objects.filter(pk=raid.pk).update(last_ordinal=7)
    stale.events = "Tidak ada kekerasan."

    actions.edit_raid(stale, by=raid.opened_by)

    raid.refresh_from_db()
    assert (raid.events, raid.last_ordinal) == ("Tidak ada kekerasan.", 7)


WRITES = {
    "edit": lambda raid, by: actions.edit_raid(raid, by=by),
    "add agency": lambda raid, by: actions.add_agency(an_agency(raid=raid), by=by),
    "set agencies": lambda raid, by: actions.set_agencies(raid, by=by, changed=[an_agency()]),
    "add stop": lambda raid, by: actions.add_stop(RaidStop(raid=raid, name="Baru"), by=by),
    "edit stop": lambda raid, by: actions.edit_stop(raid.stops.get(), by=by),
    "count": lambda raid, by: actions.count_stop(raid.stops.get(), by=by, counted=3),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_nothing_is_written_into_a_closed_raid(write):
    raid = a_raid(RaidStatus.CLOSED)
    a_stop(raid)

    with pytest.raises(PermissionDenied, match=f"Razia {raid.number} sudah ditutup"):
        write(raid, raid.opened_by)

    assert Entry.objects.count() == 0


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_nothing_is_written_by_those_who_only_read(write):
    raid = a_raid()
    a_stop(raid)

    with pytest.raises(PermissionDenied, match="petugas lapangan"):
        write(raid, a_user(Role.SECTION_HEAD))


def test_set_agencies_takes_off_adds_and_says_what_was_taken_off():
    raid = a_raid()
    gone = RaidAgency.objects.create(raid=raid, name="Dishub contoh", role=AgencyRole.TRANSPORT)

    actions.set_agencies(raid, by=raid.opened_by, changed=[an_agency()], removed=[gone])

    assert list(raid.agencies.values_list("name", flat=True)) == ["Satpol PP contoh"]
    assert "Dihapus: Dishub contoh." in Entry.objects.get().note


def test_set_agencies_never_takes_off_those_of_another_raid():
    raid = a_raid()
    other = RaidAgency.objects.create(raid=a_raid(), name="Lain", role=AgencyRole.HEALTH)

    actions.set_agencies(raid, by=raid.opened_by, changed=[], removed=[other])

    assert RaidAgency.objects.filter(pk=other.pk).exists()


def test_stops_are_numbered_in_the_order_of_the_route():
    raid = a_raid()

    stops = [actions.add_stop(RaidStop(raid=raid, name=n), by=raid.opened_by) for n in "AB"]

    assert [stop.order for stop in stops] == [1, 2]


def test_count_is_journalled_with_what_it_was_before():
    stop = a_stop(counted=16)

    actions.count_stop(stop, by=stop.raid.opened_by, counted=14)

    assert Entry.objects.get().note == "Hitungan titik 1: 14, tadinya 16."


def test_count_refuses_a_guess_without_a_number():
    stop = a_stop()
    with pytest.raises(ValidationError, match="memerlukan angka"):
        actions.count_stop(stop, by=stop.raid.opened_by, counted=None, approximate=True)


# --- What the database refuses ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("raid_status_is_known", {"status": "reopened"} | CLOSED_NOW),
        ("raid_closed_has_closer", {"status": RaidStatus.CLOSED}),
        ("raid_closed_by_and_at", {"closed_at": timezone.now()}),
        ("raid_ends_after_start", {"ends_at": timezone.now() - dt.timedelta(days=9)}),
    ],
)
def test_database_refuses_a_raid(constraint, fields):
    raid = a_raid()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Raid.objects.filter(pk=raid.pk).update(**fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("raid_stop_approximate_has_count", {"counted_is_approximate": True}),
        ("raid_stop_order_once", {"order": 1}),
        (
            "raid_stop_ends_after_start",
            {"from_at": timezone.now(), "to_at": timezone.now() - dt.timedelta(hours=1)},
        ),
    ],
)
def test_database_refuses_a_stop(constraint, fields):
    raid = a_raid()
    a_stop(raid)
    second = a_stop(raid)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RaidStop.objects.filter(pk=second.pk).update(**fields)


def test_database_refuses_an_unknown_role_and_an_agency_twice():
    raid = a_raid()
    for name in ("Satu", "Dua"):
        RaidAgency.objects.create(raid=raid, name=name, role=AgencyRole.SOCIAL)
    rows = RaidAgency.objects.filter(raid=raid, name="Dua")
    with pytest.raises(IntegrityError, match="raid_agency_role_is_known"), transaction.atomic():
        rows.update(role="observer")
    with pytest.raises(IntegrityError, match="raid_agency_once"), transaction.atomic():
        rows.update(name="Satu")


# --- The sum ---------------------------------------------------------------------------------


def test_sum_is_counted_less_everybody_written_down():
    total = Sum(
        counted=41,
        people=Counter(
            {
                (Sex.MALE, "adult", Outcome.TAKEN): 30,
                (Sex.MALE, "adult", Outcome.CASE): 2,
                (Sex.MALE, "adult", Outcome.NOT_PPKS): 1,
                (Sex.MALE, "adult", Outcome.LET_GO): 4,
                (Sex.MALE, "adult", Outcome.HANDED_OVER): 2,
            }
        ),
    )

    assert (total.recorded, total.accounted, total.difference) == (33, 39, 2)
    assert total.arithmetic == "41 − 33 − 4 − 2"


def a_counted_raid():
    """Two stops; the first adds up with one of each outcome, the second lacks one."""
    raid = a_raid()
    first, second = a_stop(raid, counted=6), a_stop(raid, counted=2)
    for outcome in Outcome:
        an_encounter(outcome, stop=first)
    an_encounter(stop=second)
    return raid, first, second


def test_tally_by_stop_and_whole():
    raid, _, _ = a_counted_raid()

    tally = tally_of(raid)

    assert [(x.counted, x.accounted, x.verdict[2]) for x in tally.lines] == [
        (6, 6, "Cocok"),
        (2, 1, "Kurang 1"),
    ]
    assert (tally.total.recorded, tally.total.escaped, tally.total.difference) == (4, 1, 1)
    assert tally.reasons == ["Simpang contoh 2 kurang 1 orang (2 dihitung, 1 tertulis)"]


def test_tally_of_opposite_mistakes_does_not_add_up_though_the_total_does():
    raid = a_raid()
    too_few, too_many = a_stop(raid, counted=2), a_stop(raid, counted=0)
    an_encounter(stop=too_few)
    an_encounter(stop=too_many)

    tally = tally_of(raid)

    assert (tally.total.difference, tally.adds_up) == (0, False)


def test_tally_asks_for_the_stop_of_those_met_at_none():
    raid = a_raid()
    a_stop(raid, counted=0)
    an_encounter(raid=raid)

    assert tally_of(raid).reasons == ["1 orang tercatat tanpa titik"]


def test_tally_has_a_sum_for_each_day_also_over_midnight():
    start = timezone.make_aware(dt.datetime(2026, 9, 18, 22, 0))
    raid = a_raid(starts_at=start)
    a_stop(raid, counted=3, from_at=start + dt.timedelta(hours=1))
    a_stop(raid, counted=4, from_at=start + dt.timedelta(hours=3))
    a_stop(raid, counted=5, from_at=start + dt.timedelta(hours=4))

    days = tally_of(raid).days

    assert [(day.day.day, day.total.counted) for day in days] == [(18, 3), (19, 9)]


def test_an_approximate_count_stays_one_in_every_sum_above_it():
    raid = a_raid()
    a_stop(raid, counted=100, counted_is_approximate=True)
    a_stop(raid, counted=5)

    tally = tally_of(raid)

    assert tally.total.counted_words == "± 105"
    assert tally.lines[0].verdict == ("soon", "alert-triangle", "± kurang 100")


# --- Closing ---------------------------------------------------------------------------------


def test_close_is_blocked_until_the_tally_adds_up():
    raid, _, second = a_counted_raid()

    with pytest.raises(actions.RaidDoesNotAddUp, match="Simpang contoh 2 kurang 1 orang"):
        actions.close_raid(raid, by=raid.opened_by)
    assert Raid.objects.get(pk=raid.pk).is_running

    an_encounter(Outcome.LET_GO, stop=second)
    closed = actions.close_raid(raid, by=raid.opened_by)

    assert (closed.status, closed.closed_by, closed.closing_explanation) == (
        RaidStatus.CLOSED,
        raid.opened_by,
        "",
    )
    assert Entry.objects.get().note == f"Razia {raid.number} ditutup, hitungan cocok."


def test_close_without_any_stop_needs_an_explanation():
    raid = a_raid()
    with pytest.raises(actions.RaidDoesNotAddUp, match="Belum ada titik"):
        actions.close_raid(raid, by=raid.opened_by)


def test_close_takes_a_written_explanation_but_not_blanks():
    raid, _, _ = a_counted_raid()
    with pytest.raises(actions.RaidDoesNotAddUp):
        actions.close_raid(raid, by=raid.opened_by, explanation="   ")

    closed = actions.close_raid(
        raid, by=raid.opened_by, explanation="Satu orang dihitung dua kali."
    )

    assert closed.closing_explanation == "Satu orang dihitung dua kali."


def test_an_approximate_count_that_is_met_proves_nothing_and_is_explained():
    raid = a_raid()
    stop = a_stop(raid, counted=1, counted_is_approximate=True)
    an_encounter(stop=stop)

    assert tally_of(raid).lines[0].verdict == ("soon", "alert-triangle", "± cocok")
    with pytest.raises(
        actions.RaidDoesNotAddUp, match=r"hanya kira-kira \(± 1 dihitung, 1 tertulis"
    ):
        actions.close_raid(raid, by=raid.opened_by)

    closed = actions.close_raid(raid, by=raid.opened_by, explanation="Dihitung sekilas, gelap.")
    assert closed.closing_explanation == "Dihitung sekilas, gelap."


def test_nameless_rows_of_a_guess_keep_every_sum_a_guess_until_completed():
    raid = a_raid()
    stop = a_stop(raid, counted=20)
    rows = actions.add_bare_encounters(
        raid, by=raid.opened_by, stop=stop, number=20, approximate=True
    )

    tally = tally_of(raid)
    assert (tally.total.recorded_words, tally.total.unsure) == ("± 20", 20)
    assert (tally.adds_up, tally.total.difference_words) == (False, "± 0")

    for row in rows:
        actions.edit_encounter(row, by=raid.opened_by)
    assert tally_of(raid).adds_up
    assert not Encounter.objects.filter(is_approximate=True).exists()


def test_only_a_bare_row_may_be_a_guess():
    encounter = an_encounter()
    with pytest.raises(IntegrityError, match="encounter_approximate_is_bare"), transaction.atomic():
        Encounter.objects.filter(pk=encounter.pk).update(is_approximate=True)


def test_close_twice_is_refused():
    raid = a_raid(RaidStatus.CLOSED)
    with pytest.raises(WrongStatus, match="Ditutup"):
        actions.close_raid(raid, by=raid.opened_by, explanation="Lagi")


def test_close_is_for_the_leader_the_opener_and_the_office():
    raid = a_raid()
    a_stop(raid, counted=0)

    with pytest.raises(PermissionDenied, match="Hanya ketua tim"):
        actions.close_raid(raid, by=a_user(Role.FIELD_OFFICER))
    with pytest.raises(PermissionDenied, match="petugas lapangan"):
        actions.close_raid(raid, by=a_user(Role.SECTION_HEAD))

    assert not actions.close_raid(raid, by=a_user(Role.REGISTRAR)).is_running


def test_every_status_is_reached_by_the_workflow():
    assert RAID.reached() == set(RaidStatus)


# --- The minutes -----------------------------------------------------------------------------


def a_closed_raid_with_people():
    raid = a_raid(RaidStatus.CLOSED)
    stop = a_stop(raid, counted=3, from_at=raid.starts_at)
    RaidAgency.objects.create(
        raid=raid, name="Dinsos contoh", role=AgencyRole.LEAD, leader="Rudi", people=4
    )
    an_encounter(stop=stop, name="{{ 7*7 }}<script>", sex=Sex.FEMALE, age_band=AgeBand.ADULT)
    an_encounter(
        stop=stop, name="Siti Rahasia", sex=Sex.MALE, age_years=9, activities=["busking", "begging"]
    )
    an_encounter(
        Outcome.LET_GO,
        stop=stop,
        age_band=AgeBand.UNKNOWN,
        activities=[],
        outcome_reason="Budi Rahasia",
    )
    return raid


def test_minutes_count_by_activity_age_sex_and_fate():
    raid = a_closed_raid_with_people()

    crossing = by_activity(raid)

    assert [(age, sexes) for age, sexes in crossing.heads] == [
        ("0–17", ("L", "P")),
        ("18–59", ("L", "P")),
        ("60+", ("L", "P")),
        ("Usia tidak diketahui", ("L",)),
    ]
    assert crossing.total.cells == (1, 0, 0, 1, 0, 0, 1)
    assert {row.label: row.total for row in crossing.rows} == {
        Activity.BEGGING.label: 2,
        Activity.BUSKING.label: 1,
        "Tidak dicatat": 1,
    }
    assert by_fate(raid) == [("Dibawa, belum ditriase", 2, 1), ("Dilepas di tempat", 1, 0)]


def test_minutes_of_a_closed_raid_name_nobody_and_reprint_the_same_bytes():
    number_series()
    raid = a_closed_raid_with_people()

    document = actions.issue_raid_minutes(raid, by=raid.opened_by)

    assert raid.number in document.title
    for secret in ("Rahasia", "script>", "7*7"):
        assert secret not in document.html
    assert "Dinsos contoh" in document.html
    first = pdf_of(document)
    assert pdf_norms.findings(first) == []
    assert pdf_of(IssuedDocument.objects.get(pk=document.pk)) == first
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "document.issue",
        "raid.issue_minutes",
    ]


def test_minutes_wait_for_the_closing_and_are_issued_once():
    number_series()
    running, closed = a_raid(), a_raid(RaidStatus.CLOSED)

    with pytest.raises(WrongStatus, match="sesudah razia ditutup"):
        actions.issue_raid_minutes(running, by=running.opened_by)
    first = actions.issue_raid_minutes(closed, by=closed.opened_by)
    with pytest.raises(WrongStatus, match=first.number):
        actions.issue_raid_minutes(closed, by=closed.opened_by)
    with pytest.raises(PermissionDenied):
        actions.issue_raid_minutes(closed, by=a_user(Role.FIELD_OFFICER))

    assert IssuedDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (18, "delapan belas"),
        (110, "seratus sepuluh"),
        (1001, "seribu satu"),
        (2026, "dua ribu dua puluh enam"),
    ],
)
def test_numbers_are_spelled(number, words):
    assert spelled(number) == words
