"""A month is closed once, in turn, sealed, and what changes later is said in the next."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from evaluation import actions, closing
from evaluation.models import IssuedReport
from evaluation.months import Month
from evaluation.reports import monthly_report
from evaluation.reports.figures import fingerprint, flat
from intake.models import Outcome, RaidStatus
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import pdf_of
from ppks_service.documents.models import LetterKind
from ppks_service.journal.models import Entry
from ppks_service.worklist.registry import work_of
from tests import pdf_norms
from tests.evaluation.months import OCTOBER, at, born, october
from tests.factories import (
    a_case,
    a_raid,
    a_service,
    a_user,
    a_visit,
    an_encounter,
    number_series,
)

pytestmark = pytest.mark.django_db


def close(month: Month, notes: str = "") -> IssuedReport:
    return actions.close_month(month, by=a_user(Role.REPORTING), notes=notes)


def test_closing_freezes_seals_numbers_and_records():
    october()

    issued = close(OCTOBER, notes="UPT hampir penuh.")

    assert closing.frozen(issued) == monthly_report(OCTOBER)
    assert issued.figures_hash == fingerprint(issued.figures)
    assert issued.document.kind == LetterKind.MONTHLY_REPORT
    assert "UPT hampir penuh." in issued.document.html
    assert Entry.objects.get(action="report.close").data["month"] == "2022-10"


def test_months_in_which_nothing_happened_are_passed_over():
    number_series()
    close(OCTOBER)
    a_case(opened_at=OCTOBER.next.next.start + dt.timedelta(days=3))

    assert close(OCTOBER.next.next).month == dt.date(2022, 12, 1)


@pytest.mark.parametrize(
    ("month", "words"),
    [(Month.current(), "masih berjalan"), (Month.current().next, "belum mulai")],
)
def test_running_and_coming_months_are_not_closed(month, words):
    with pytest.raises(ValidationError, match=words):
        close(month)

    assert not IssuedReport.objects.exists()


def test_months_are_closed_in_turn_and_once():
    number_series()
    close(OCTOBER)
    a_case(opened_at=OCTOBER.next.start + dt.timedelta(days=3))

    with pytest.raises(ValidationError, match="November 2022 belum ditutup"):
        close(OCTOBER.next.next)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        close(OCTOBER)
    with pytest.raises(ValidationError, match="mendahului"):
        close(OCTOBER.previous)
    assert close(OCTOBER.next).month == dt.date(2022, 11, 1)


def test_month_that_was_forgotten_stays_the_work_of_those_who_close():
    number_series()
    close(OCTOBER)
    a_case(opened_at=OCTOBER.next.next.start + dt.timedelta(days=3))
    a_case(opened_at=OCTOBER.next.start + dt.timedelta(days=3))
    staff, last = a_user(Role.REPORTING), Month.current().previous

    lines = work_of(staff)

    assert [line.code for line in lines] == ["2022-11", "2022-12", last.slug]
    assert [line.detail for line in lines] == [
        "",
        "ditutup sesudah November 2022",
        "ditutup sesudah Desember 2022",
    ]
    close(OCTOBER.next)
    close(OCTOBER.next.next)
    assert [item.code for item in work_of(staff)] == [last.slug]
    close(Month.current().previous)
    assert work_of(staff) == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.REPORTING])
def test_only_reporting_staff_close_a_month(role):
    with pytest.raises(PermissionDenied, match="Yang dapat: Staf pelaporan"):
        actions.close_month(OCTOBER, by=a_user(role))


def test_open_raid_and_bare_service_block_and_late_visit_does_not():
    number_series()
    raid = a_raid(starts_at=at(10, 31, 23))
    service = a_service(given_on=dt.date(2022, 10, 31), evidence="")
    a_visit(planned_on=dt.date(2022, 10, 20))

    with pytest.raises(ValidationError) as refused:
        close(OCTOBER)
    said = " ".join(refused.value.messages)
    assert "1 operasi bulan ini belum ditutup" in said
    assert "1 layanan SPM tanpa bukti" in said
    assert "kunjungan" not in said
    raid.status, raid.closed_at, raid.closed_by = RaidStatus.CLOSED, at(11, 1), raid.opened_by
    raid.save()
    type(service).objects.update(evidence="Daftar hadir")

    issued = close(OCTOBER)

    assert closing.frozen(issued).monitoring.overdue == 1


def test_checklist_says_what_is_only_a_note():
    an_encounter(Outcome.TAKEN, raid=a_raid(starts_at=at(11, 1)), met_at=at(10, 31))

    checks = closing.checklist(OCTOBER, monthly_report(OCTOBER))

    assert [check.state for check in checks] == ["ok", "ok", "ok", "ok", "note"]


@pytest.mark.parametrize(
    "column", ["figures = '{}'", "figures_hash = ''", "notes = 'x'", "month = '2021-01-01'"]
)
def test_closed_month_is_frozen_by_the_database(column):
    number_series()
    close(OCTOBER)

    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE evaluation_issuedreport SET {column}")
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM evaluation_issuedreport")


def test_broken_seal_is_seen_on_reading():
    number_series()
    issued = close(OCTOBER)
    issued.figures["report"]["intake"]["inside"] = 7

    with pytest.raises(closing.SealBroken, match="tidak cocok"):
        closing.frozen(issued)


@pytest.mark.django_db(transaction=True)  # history is dated by its transaction
def test_later_entry_is_restated_in_the_next_month_once():
    october()
    first = close(OCTOBER)
    sent_late = a_case(person=born(1990), opened_at=at(10, 29))

    live = {c.key: (c.before, c.after) for c in closing.changed_since(first)}
    second = close(OCTOBER.next)
    third = close(OCTOBER.next.next)

    assert live["intake"] == (2, 3)
    stated = {c.key: c for c in closing.stored_restatements(second)}
    assert (stated["intake"].before, stated["intake"].after) == (2, 3)
    assert stated["intake"].of == OCTOBER
    assert stated["intake"].cause.startswith("1 kasus bertambah, baru dicatat (")
    assert "intake.age_18_59" in stated
    assert "outcomes.ended" not in stated
    assert closing.stored_restatements(third) == []
    assert flat(closing.frozen(first))["intake"].value == 2
    assert "orang masuk" in second.document.html
    assert sent_late.number not in second.document.html


@pytest.mark.django_db(transaction=True)  # history is dated by its transaction
def test_line_that_vanishes_is_restated_too():
    story = october()
    issued = close(OCTOBER)
    story.girl.door = "walk_in"
    type(story.girl).objects.filter(pk=story.girl.pk).update(door="walk_in")

    changed = {c.key: (c.before, c.after) for c in closing.changed_since(issued)}

    assert changed["intake.door.raid"] == (1, 0)
    assert changed["intake.door.walk_in"] == (1, 2)
    causes = {c.key: c.cause for c in closing.changed_since(issued)}
    assert causes["intake.door.raid"].startswith("1 kasus berkurang, diperbaiki pintu masuk (")
    assert causes["intake.door.walk_in"].startswith("1 kasus bertambah, diperbaiki pintu masuk (")


@pytest.mark.django_db(transaction=True)  # history is dated by its transaction
def test_cause_tells_what_changed_since_it_was_last_stated():
    story = october()
    close(OCTOBER)
    a_case(person=born(1990), opened_at=at(10, 29))
    close(OCTOBER.next)
    a_case(person=born(1991), opened_at=at(10, 30))
    type(story.girl.person).objects.filter(pk=story.girl.person.pk).update(sex="L")

    third = close(OCTOBER.next.next)

    stated = {c.key: c for c in closing.stored_restatements(third)}
    assert (stated["intake"].before, stated["intake"].after) == (3, 4)
    assert stated["intake"].cause.count("1 kasus") == 1
    assert "berkurang, diperbaiki jenis kelamin" in stated["intake.female"].cause


def test_month_closed_without_its_rows_explains_less_and_nothing_wrong():
    october()
    issued = close(OCTOBER)
    issued.rows = {}
    a_case(person=born(1990), opened_at=at(10, 29))

    causes = {c.key: c.cause for c in closing.changed_since(issued)}

    assert causes["intake"].startswith("dihitung ulang sesudah ")


def test_closed_month_prints_the_same_bytes_again():
    october()
    issued = close(OCTOBER)

    first = pdf_of(issued.document)
    assert pdf_norms.findings(first) == []
    a_case(person=born(1990), opened_at=at(10, 29))

    assert pdf_of(type(issued.document).objects.get(pk=issued.document_id)) == first
