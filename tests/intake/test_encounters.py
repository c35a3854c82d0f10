"""Encounters: written down once, numbered without a gap, triaged with a reason."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import actions
from intake.actions.encounters import age_band_of
from intake.actions.photos import read_photo
from intake.models import (
    AgeBand,
    Companionship,
    Encounter,
    EntryDoor,
    Outcome,
    Raid,
    RaidStatus,
    Sex,
)
from ppks_service.accounts.roles import Role
from ppks_service.documents.files import PHOTO_MAX_BYTES
from ppks_service.indonesian import in_sentence
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from tests.factories import a_raid, a_stop, a_user, an_encounter

pytestmark = pytest.mark.django_db


def met(raid=None, **fields):
    """An encounter as the form of the street fills it."""
    fields = {"met_at": timezone.now(), "sex": Sex.FEMALE} | fields
    door = EntryDoor.RAID if raid else EntryDoor.POLICE
    return Encounter(**({"raid": raid, "door": door} | fields))


# --- Recording -------------------------------------------------------------------------------


def test_record_gives_number_and_ordinal_and_a_sentence_without_a_name():
    raid = a_raid()
    stop = a_stop(raid)

    first = actions.record_encounter(met(raid, stop=stop, name="Ani Rahasia"), by=raid.opened_by)
    second = actions.record_encounter(met(raid), by=raid.opened_by)

    assert (first.ordinal, second.ordinal) == (1, 2)
    assert first.number == f"T-{first.met_at.year}-000001"
    assert first.door == EntryDoor.RAID
    notes = [entry.note for entry in Entry.objects.order_by("pk")]
    assert notes[0] == f"Temuan {first.number} dicatat di Simpang contoh 1: dibawa, belum ditriase."
    assert "Rahasia" not in "".join(notes)


def test_record_sent_again_is_stored_once():
    raid, sent = a_raid(), uuid.uuid4()

    first = actions.record_encounter(met(raid, client_uuid=sent), by=raid.opened_by)
    again = actions.record_encounter(met(raid, client_uuid=sent), by=raid.opened_by)

    assert again.pk == first.pk
    assert (Encounter.objects.count(), Entry.objects.count()) == (1, 1)


def test_record_sent_again_by_somebody_else_is_refused():
    raid, sent = a_raid(), uuid.uuid4()
    actions.record_encounter(met(raid, client_uuid=sent), by=raid.opened_by)

    with pytest.raises(PermissionDenied, match="petugas lain"):
        actions.record_encounter(met(raid, client_uuid=sent), by=a_user(Role.FIELD_OFFICER))


def in_threads(number, act):
    def one(n):
        try:
            return act(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=number) as pool:
        return list(pool.map(one, range(number)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("in_a_raid", [True, False])
def test_record_sent_twice_at_once_is_stored_once(in_a_raid):
    raid = a_raid() if in_a_raid else None
    officer, sent = a_user(Role.FIELD_OFFICER), uuid.uuid4()

    stored = in_threads(
        2, lambda n: actions.record_encounter(met(raid, client_uuid=sent), by=officer).pk
    )

    assert stored[0] == stored[1]
    assert Encounter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_who_record_at_once_get_eight_ordinals_without_a_gap():
    raid = a_raid()
    officer = a_user(Role.FIELD_OFFICER)

    ordinals = in_threads(8, lambda n: actions.record_encounter(met(raid), by=officer).ordinal)

    assert sorted(ordinals) == [1, 2, 3, 4, 5, 6, 7, 8]
    raid.refresh_from_db()
    assert raid.last_ordinal == 8


def test_record_holds_the_raid_for_five_statements():
    """What runs under the lock, sixty officers wait for one after the other."""
    raid = a_raid()

    with CaptureQueriesContext(connection) as captured:
        actions.record_encounter(met(raid, stop=a_stop(raid)), by=raid.opened_by)

    sent = [query["sql"] for query in captured]
    locked = next(n for n, sql in enumerate(sent) if "FOR NO KEY UPDATE" in sql)
    # The lock itself, the ordinal, the number, the encounter, the journal.
    assert len([sql for sql in sent[locked:] if "SAVEPOINT" not in sql]) == 5


def test_record_by_the_door_of_a_raid_needs_the_raid():
    with pytest.raises(ValidationError, match="memerlukan razianya"):
        actions.record_encounter(met(door=EntryDoor.RAID), by=a_user(Role.FIELD_OFFICER))


def test_record_is_refused_where_the_raid_closed_while_the_phone_was_sending():
    raid = a_raid()
    encounter = met(raid)
    Raid.objects.filter(pk=raid.pk).update(
        status=RaidStatus.CLOSED, closed_at=timezone.now(), closed_by=raid.opened_by
    )

    with pytest.raises(PermissionDenied):
        actions.record_encounter(encounter, by=raid.opened_by)

    assert Encounter.objects.count() == 0


def test_record_in_a_closed_raid_says_where_the_late_go():
    raid = a_raid(RaidStatus.CLOSED)

    with pytest.raises(PermissionDenied, match="Tidak seorang pun dapat membukanya kembali"):
        actions.record_encounter(met(raid), by=raid.opened_by)

    assert (Encounter.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", [Role.SECTION_HEAD, Role.DIVISION_HEAD])
@pytest.mark.parametrize("in_a_raid", [True, False])
def test_record_is_refused_to_those_who_only_read(role, in_a_raid):
    raid = a_raid() if in_a_raid else None
    with pytest.raises(PermissionDenied, match="petugas lapangan"):
        actions.record_encounter(met(raid), by=a_user(role))


REFUSED = {
    "future": ("met_at", {"met_at": timezone.now() + dt.timedelta(days=1)}),
    "let go without reason": ("outcome_reason", {"outcome": Outcome.LET_GO}),
    "not PPKS without reason": ("outcome_reason", {"outcome": Outcome.NOT_PPKS}),
    "escaped with blanks": ("outcome_reason", {"outcome": Outcome.ESCAPED, "outcome_reason": " "}),
    "handed over to nobody": ("handed_to", {"outcome": Outcome.HANDED_OVER}),
    "straight to a case": ("outcome", {"outcome": Outcome.CASE}),
    "too old": ("age_years", {"age_years": 130}),
    "unknown activity": ("activities", {"activities": ["dancing"]}),
}


@pytest.mark.parametrize(("field", "fields"), REFUSED.values(), ids=REFUSED.keys())
def test_record_refuses(field, fields):
    raid = a_raid()

    with pytest.raises(ValidationError) as refused:
        actions.record_encounter(met(raid, **fields), by=raid.opened_by)

    assert field in refused.value.message_dict or "Usia antara" in str(refused.value)
    raid.refresh_from_db()
    assert (Encounter.objects.count(), raid.last_ordinal) == (0, 0)


def test_record_refuses_the_stop_of_another_raid():
    raid = a_raid()
    with pytest.raises(ValidationError, match="bukan titik razia ini"):
        actions.record_encounter(met(raid, stop=a_stop()), by=raid.opened_by)


def test_record_refuses_company_from_another_raid():
    raid = a_raid()
    with pytest.raises(ValidationError, match="razia yang sama"):
        actions.record_encounter(met(raid, met_with=an_encounter()), by=raid.opened_by)


def test_mother_and_two_children_are_one_group():
    raid = a_raid()
    by = raid.opened_by
    mother = actions.record_encounter(met(raid), by=by)
    first = actions.record_encounter(met(raid, met_with=mother, age_band=AgeBand.CHILD), by=by)
    second = actions.record_encounter(met(raid, met_with=first, age_band=AgeBand.TODDLER), by=by)

    assert (first.met_with, second.met_with) == (mother, mother)
    assert second.companionship == Companionship.WITH


def test_a_head_that_joins_another_group_takes_its_own_along():
    raid = a_raid()
    by = raid.opened_by
    head, mother = an_encounter(raid=raid), an_encounter(raid=raid)
    child = an_encounter(raid=raid, met_with=mother)
    mother.met_with = head

    actions.edit_encounter(mother, by=by)

    child.refresh_from_db()
    assert child.met_with == head


@pytest.mark.parametrize(
    ("years", "band"),
    [(0, "0-5"), (5, "0-5"), (6, "6-12"), (17, "13-17"), (18, "18-24"), (59, "45-59"), (60, "60+")],
)
def test_age_in_years_falls_into_its_band(years, band):
    assert age_band_of(years) == band


def test_a_number_of_years_goes_before_the_band_that_was_tapped():
    raid = a_raid()
    recorded = actions.record_encounter(
        met(raid, age_years=9, age_band=AgeBand.ADULT), by=raid.opened_by
    )
    assert (recorded.age_band, recorded.is_child) == (AgeBand.CHILD, True)


def test_record_keeps_a_small_photo_and_refuses_what_is_none(upload):
    raid = a_raid()

    recorded = actions.record_encounter(met(raid), by=raid.opened_by, photo=upload())

    assert recorded.photo.content_type == "image/jpeg"
    assert recorded.photo.size <= PHOTO_MAX_BYTES
    with pytest.raises(ValidationError) as refused:
        actions.record_encounter(met(raid), by=raid.opened_by, photo=upload("pdf", "foto.png"))
    assert "photo" in refused.value.message_dict
    assert Encounter.objects.count() == 1


def test_reading_a_photo_stands_in_the_journal(upload):
    raid = a_raid()
    recorded = actions.record_encounter(met(raid), by=raid.opened_by, photo=upload())
    reader = a_user(Role.SECTION_HEAD)

    assert read_photo(recorded, by=reader)[:2] == b"\xff\xd8"

    entry = Entry.objects.get(actor=reader)
    assert (entry.action, entry.is_read) == ("encounter.photo_read", True)


# --- Many without a name ---------------------------------------------------------------------


def test_bare_rows_are_numbered_on_and_completed_one_by_one():
    raid = a_raid()
    stop = a_stop(raid)
    an_encounter(raid=raid)

    rows = actions.add_bare_encounters(raid, by=raid.opened_by, stop=stop, number=3, sex=Sex.MALE)

    assert [row.ordinal for row in rows] == [2, 3, 4]
    assert all(row.is_bare and row.sex == Sex.MALE and row.stop == stop for row in rows)
    row = rows[1]
    row.name = "Bang Ucok (contoh)"
    actions.edit_encounter(row, by=raid.opened_by)
    row.refresh_from_db()
    assert (row.name, row.is_bare) == ("Bang Ucok (contoh)", False)
    assert Entry.objects.latest("pk").note == f"Temuan {row.number} dilengkapi."


def test_bare_rows_sent_again_are_stored_once():
    raid, batch = a_raid(), uuid.uuid4()

    for _ in range(2):
        rows = actions.add_bare_encounters(
            raid, by=raid.opened_by, stop=None, number=5, batch=batch
        )

    assert (len(rows), Encounter.objects.count()) == (5, 5)


@pytest.mark.parametrize("number", [0, 251])
def test_bare_rows_are_1_to_250(number):
    raid = a_raid()
    with pytest.raises(ValidationError, match="1 sampai 250"):
        actions.add_bare_encounters(raid, by=raid.opened_by, stop=None, number=number)


def test_bare_rows_with_an_outcome_need_its_reason():
    raid = a_raid()
    with pytest.raises(ValidationError, match="alasan"):
        actions.add_bare_encounters(
            raid, by=raid.opened_by, stop=None, number=2, outcome=Outcome.LET_GO
        )
    raid.refresh_from_db()
    assert raid.last_ordinal == 0


def test_bare_rows_are_refused_in_a_closed_raid_and_to_readers():
    closed, running = a_raid(RaidStatus.CLOSED), a_raid()
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        actions.add_bare_encounters(closed, by=closed.opened_by, stop=None, number=1)
    with pytest.raises(PermissionDenied, match="petugas lapangan"):
        actions.add_bare_encounters(running, by=a_user(Role.SECTION_HEAD), stop=None, number=1)


# --- Editing and triage ----------------------------------------------------------------------


def test_edit_is_refused_once_a_case_was_opened_and_to_readers():
    with pytest.raises(PermissionDenied, match="berkas kasus"):
        actions.edit_encounter(an_encounter(Outcome.CASE), by=a_user(Role.SOCIAL_WORKER))
    with pytest.raises(PermissionDenied, match="petugas lapangan"):
        actions.edit_encounter(an_encounter(), by=a_user(Role.SECTION_HEAD))


def test_edit_in_a_closed_raid_may_complete_but_not_move_to_another_stop():
    raid = a_raid()
    here, there = a_stop(raid), a_stop(raid)
    encounter = an_encounter(stop=here)
    raid.status, raid.closed_by, raid.closed_at = RaidStatus.CLOSED, raid.opened_by, timezone.now()
    raid.save()
    encounter = Encounter.objects.get(pk=encounter.pk)
    encounter.note = "Dilengkapi di kantor"

    actions.edit_encounter(encounter, by=raid.opened_by)

    encounter.stop = there
    with pytest.raises(ValidationError, match="titik tidak dapat dipindah"):
        actions.edit_encounter(encounter, by=raid.opened_by)


def test_edit_never_changes_the_outcome():
    encounter = an_encounter()
    encounter.outcome, encounter.outcome_reason = Outcome.LET_GO, "diam-diam"

    actions.edit_encounter(encounter, by=encounter.recorded_by)

    assert Encounter.objects.get(pk=encounter.pk).outcome == Outcome.TAKEN


@pytest.mark.parametrize(
    ("outcome", "answer"),
    [
        (Outcome.NOT_PPKS, {"reason": "Pelajar, sekolah dipanggil", "handed_to": "Sekolah contoh"}),
        (Outcome.LET_GO, {"reason": "Bersama keluarga"}),
        (Outcome.HANDED_OVER, {"handed_to": "Satpol PP contoh"}),
        (Outcome.ESCAPED, {"reason": "Lari ke gang"}),
    ],
)
def test_triage_says_what_became_of_somebody(outcome, answer):
    encounter, worker = an_encounter(), a_user(Role.SOCIAL_WORKER)

    triaged = actions.triage(encounter, by=worker, outcome=outcome, **answer)

    assert (triaged.outcome, triaged.triaged_by) == (outcome, worker)
    assert Entry.objects.get().note == (
        f"Temuan {encounter.number}: {in_sentence(outcome.label)} (sebelumnya dibawa, belum ditriase)."
    )


def test_triage_can_be_taken_back_until_a_case_is_opened():
    encounter, worker = an_encounter(Outcome.LET_GO), a_user(Role.SOCIAL_WORKER)

    actions.triage(encounter, by=worker, outcome=Outcome.TAKEN)

    encounter.refresh_from_db()
    assert (encounter.outcome, encounter.outcome_reason, encounter.triaged_at) == (
        Outcome.TAKEN,
        "",
        None,
    )


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome.NOT_PPKS, "Tulis alasan"),
        (Outcome.LET_GO, "Tulis alasan"),
        (Outcome.ESCAPED, "Tulis alasan"),
        (Outcome.HANDED_OVER, "kepada siapa"),
        (Outcome.CASE, "Buka kasus"),
    ],
)
def test_triage_refuses_an_answer_without_what_it_needs(outcome, sentence):
    with pytest.raises(ValidationError, match=sentence):
        actions.triage(an_encounter(), by=a_user(Role.SOCIAL_WORKER), outcome=outcome)


def test_triage_is_refused_once_a_case_was_opened_and_to_readers():
    with pytest.raises(WrongStatus, match="Kasus sudah dibuka"):
        actions.triage(
            an_encounter(Outcome.CASE), by=a_user(Role.SOCIAL_WORKER), outcome=Outcome.TAKEN
        )
    with pytest.raises(PermissionDenied, match="petugas lapangan"):
        actions.triage(
            an_encounter(), by=a_user(Role.SECTION_HEAD), outcome=Outcome.LET_GO, reason="x"
        )


# --- Who sees what; what the database refuses ------------------------------------------------


def test_a_field_officer_sees_own_and_running_raids_and_no_closed_ones_of_others():
    mine, running, others = a_raid(RaidStatus.CLOSED), a_raid(), a_raid(RaidStatus.CLOSED)
    for raid in (mine, running, others):
        an_encounter(raid=raid)
    elsewhere = an_encounter(door=EntryDoor.POLICE)

    seen = set(Encounter.objects.visible_to(mine.opened_by).values_list("raid", flat=True))

    assert seen == {mine.pk, running.pk}
    assert elsewhere in Encounter.objects.visible_to(a_user(Role.REGISTRAR))
    assert Encounter.objects.visible_to(a_user(Role.REGISTRAR)).count() == 4


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("encounter_door_is_known", {"door": "sms", "raid": None, "ordinal": None}),
        ("encounter_sex_is_known", {"sex": "X"}),
        ("encounter_age_band_is_known", {"age_band": "99"}),
        ("encounter_companionship_is_known", {"companionship": "crowd"}),
        ("encounter_outcome_is_known", {"outcome": "vanished"}),
        ("encounter_activities_are_known", {"activities": ["dancing"]}),
        ("encounter_conditions_are_known", {"conditions": ["tired"]}),
        ("encounter_belongings_are_known", {"belongings": ["gold"]}),
        ("encounter_triaged_by_and_at", {"triaged_at": timezone.now()}),
        ("encounter_age_is_human", {"age_years": 121}),
        ("encounter_door_and_raid_agree", {"ordinal": None}),
        ("encounter_case_has_person", {"outcome": Outcome.CASE}),
        ("encounter_outcome_has_reason", {"outcome": Outcome.LET_GO}),
        ("encounter_handed_over_to_somebody", {"outcome": Outcome.HANDED_OVER}),
    ],
)
def test_database_refuses_an_encounter(constraint, fields):
    encounter = an_encounter()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Encounter.objects.filter(pk=encounter.pk).update(**fields)


def test_database_refuses_an_ordinal_twice_and_company_with_oneself():
    raid = a_raid()
    first, second = an_encounter(raid=raid), an_encounter(raid=raid)
    rows = Encounter.objects.filter(pk=second.pk)
    with pytest.raises(IntegrityError, match="encounter_ordinal_once"), transaction.atomic():
        rows.update(ordinal=first.ordinal)
    with pytest.raises(IntegrityError, match="encounter_met_with_another"), transaction.atomic():
        rows.update(met_with=second)
    with pytest.raises(IntegrityError, match="client_uuid"), transaction.atomic():
        rows.update(client_uuid=first.client_uuid)


def test_database_refuses_the_stop_and_the_company_of_another_raid():
    rows = Encounter.objects.filter(pk=an_encounter().pk)
    strangers = {
        "encounter_stop_of_the_same_raid": {"stop": a_stop()},
        "encounter_met_with_one_of_the_same_raid": {"met_with": an_encounter()},
    }
    for constraint, fields in strangers.items():
        with transaction.atomic():
            rows.update(**fields)
            with pytest.raises(IntegrityError, match=constraint):
                connection.check_constraints()  # or else at the end of the transaction
            transaction.set_rollback(True)


def test_database_refuses_a_stop_outside_a_raid():
    rows = Encounter.objects.filter(pk=an_encounter(door=EntryDoor.POLICE).pk)
    with pytest.raises(IntegrityError, match="encounter_stop_only_in_a_raid"), transaction.atomic():
        rows.update(stop=a_stop())
