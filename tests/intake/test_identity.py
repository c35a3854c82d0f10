"""Knowing somebody again: marks, statements, rungs as tasks; who may fetch, and the lock."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake import actions
from intake.body_map import CENTRES, body_map
from intake.models import (
    BodyMark,
    BodyRegion,
    Collector,
    CollectorStatus,
    EndReason,
    FamilyContact,
    IdentityCheck,
    IdentityTask,
    PersonStatement,
    ReunionLock,
    TaskStatus,
)
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from ppks_service.worklist.registry import work_of
from tests.factories import a_case, a_ppks_type, a_user


@pytest.fixture
def case(worker):
    return a_case(owner=worker)


def a_task(case, owner, **fields):
    fields = {"level": "nik", "due_on": timezone.localdate() + dt.timedelta(days=7)} | fields
    return IdentityTask(person=case.person, owner=owner, **fields)


# --- The ladder -------------------------------------------------------------------------------


def test_rung_becomes_a_task_that_waits_for_its_owner_and_is_closed_by_a_check(case, worker):
    task = actions.ask_identity(a_task(case, worker), by=worker)
    assert [item.what for item in work_of(worker) if item.kind == "identitas"] == [
        "Cari identitas: NIK diverifikasi"
    ]
    check = {"person": case.person, "level": "nik", "checked_on": timezone.localdate()}

    actions.check_identity(
        IdentityCheck(**check, result="impossible", evidence="Jaringan Disdukcapil mati"), by=worker
    )
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN

    actions.check_identity(
        IdentityCheck(**check, result="not_found", evidence="Tidak ada di basis data"), by=worker
    )
    task.refresh_from_db()
    assert (task.status, task.closed_by, task.outcome) == (
        TaskStatus.DONE,
        worker,
        "Tidak ditemukan: Tidak ada di basis data",
    )
    assert not [item for item in work_of(worker) if item.kind == "identitas"]


def test_rung_is_asked_once_and_only_of_who_can_open_the_file(case, worker):
    actions.ask_identity(a_task(case, worker), by=worker)

    with pytest.raises(ValidationError, match="belum selesai"):
        actions.ask_identity(a_task(case, worker), by=worker)
    with pytest.raises(ValidationError, match="tidak dapat membuka berkas"):
        actions.ask_identity(a_task(case, a_user(), level="document"), by=worker)
    with pytest.raises(ValidationError, match="sudah lewat"):
        actions.ask_identity(
            a_task(case, worker, level="document", due_on=dt.date(2020, 1, 1)), by=worker
        )


def test_task_is_cancelled_with_a_reason_once(case, worker):
    task = actions.ask_identity(a_task(case, worker), by=worker)
    with pytest.raises(ValidationError, match="mengapa"):
        actions.cancel_identity_task(task, by=worker, reason=" ")

    actions.cancel_identity_task(task, by=worker, reason="Sudah ada KTP")
    with pytest.raises(WrongStatus):
        actions.cancel_identity_task(task, by=worker, reason="Lagi")


def test_database_refuses_a_closed_task_without_outcome(case, worker):
    task = actions.ask_identity(a_task(case, worker), by=worker)

    with pytest.raises(IntegrityError, match="identity_task_closed_says_how"), transaction.atomic():
        IdentityTask.objects.filter(pk=task.pk).update(
            status="done", closed_by=worker, closed_at=timezone.now()
        )


# --- Marks and statements -----------------------------------------------------------------------


def test_every_region_has_its_place_in_the_drawing():
    assert set(CENTRES) == set(BodyRegion)


def test_body_map_numbers_marks_and_never_covers_one_by_another():
    marks = [
        BodyMark(kind="scar", region="arm_left"),
        BodyMark(kind="tattoo", region="arm_left"),
    ]
    drawn = body_map(marks)

    assert [dot.number for dot in drawn.dots] == [1, 2]
    assert drawn.dots[0].y != drawn.dots[1].y
    assert "1: Bekas luka, lengan atas kiri. 2: Tato, lengan atas kiri." in drawn.words


def test_statements_that_disagree_stand_beside_each_other(case, worker, as_user):
    for words in ("Nama saya Budi", "Saya Slamet"):
        actions.add_statement(
            PersonStatement(
                person=case.person,
                topic="name",
                words=words,
                said_on=timezone.localdate(),
                heard_by="Petugas jaga",
            ),
            by=worker,
        )
    actions.add_mark(BodyMark(person=case.person, kind="scar", region="belly"), by=worker)

    page = as_user(worker).get(reverse("intake:case_identity", args=[case.number]))

    text = page.content.decode()
    assert "Nama saya Budi" in text
    assert "Saya Slamet" in text
    assert "Bekas luka, perut" in text


def test_statement_of_tomorrow_is_refused(case, worker):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    said = PersonStatement(
        person=case.person, topic="age", words="40", said_on=tomorrow, heard_by="x"
    )
    with pytest.raises(ValidationError, match="belum tiba"):
        actions.add_statement(said, by=worker)


# --- The family ---------------------------------------------------------------------------------


def test_refusal_of_a_family_needs_evidence(case, worker):
    contact = FamilyContact(
        person=case.person, contacted_at=timezone.now(), channel="Telepon", result="refused"
    )
    with pytest.raises(ValidationError, match="memerlukan bukti"):
        actions.log_family_contact(contact, by=worker)
    contact.evidence = "Surat pernyataan bermeterai"
    assert actions.log_family_contact(contact, by=worker).pk


def a_collector(case, **fields):
    return Collector(person=case.person, name="Lastri (contoh)", relation="adik", **fields)


PROOFS = {"relation_proof": "KK dilihat", "home_proof": "Kunjungan", "own_will": "Saya mau pulang"}


def test_nobody_fetches_before_three_proofs_and_a_head_says_so(case, worker, head):
    collector = actions.propose_collector(a_collector(case), by=worker)
    assert len(collector.missing) == 3
    with pytest.raises(PermissionDenied, match="Kepala Seksi"):
        actions.decide_collector(collector, case, by=worker, allowed=True)
    with pytest.raises(ValidationError, match="lengkapi bukti"):
        actions.decide_collector(collector, case, by=head, allowed=True)

    actions.prove_collector(collector, by=worker, **PROOFS)
    allowed = actions.decide_collector(collector, case, by=head, allowed=True)
    assert allowed.status == CollectorStatus.ALLOWED


def test_database_refuses_a_collector_allowed_without_proof(case, worker):
    collector = actions.propose_collector(a_collector(case, own_will="Mau"), by=worker)

    with (
        pytest.raises(IntegrityError, match="collector_allowed_on_three_proofs"),
        transaction.atomic(),
    ):
        Collector.objects.filter(pk=collector.pk).update(
            status="allowed", decided_by=worker, decided_at=timezone.now()
        )


def test_collector_is_barred_with_a_reason(case, worker, head):
    collector = actions.propose_collector(a_collector(case), by=worker)
    with pytest.raises(ValidationError, match="Tulis mengapa"):
        actions.decide_collector(collector, case, by=head, allowed=False)

    barred = actions.decide_collector(collector, case, by=head, allowed=False, reason="Mengancam")
    assert barred.status == CollectorStatus.BARRED


# --- The lock ------------------------------------------------------------------------------------


def ended(case, by, reason):
    return actions.end_case(case, by=by, at=timezone.now(), reason=reason, note="Selesai.")


@pytest.mark.parametrize("reason", [EndReason.REUNITED, EndReason.RETURNED])
def test_suspicion_locks_the_return_until_another_head_clears_it(case, worker, head, reason):
    actions.set_flags(case, by=worker, flags=["trafficking"])
    lock = ReunionLock.objects.get(case=case)
    case.refresh_from_db()

    with pytest.raises(actions.ReunionLocked, match="Kepala Seksi"):
        ended(case, worker, reason)
    with pytest.raises(PermissionDenied, match="Hanya Kepala Seksi"):
        actions.clear_reunion(lock, by=worker, ground="Sudah diperiksa")
    with pytest.raises(ValidationError, match="dasar membuka kunci"):
        actions.clear_reunion(lock, by=head, ground=" ")
    assert "kunci-reunifikasi" in {item.kind for item in work_of(head)}

    actions.clear_reunion(lock, by=head, ground="Unit PPA: tidak ada unsur pidana")
    assert ended(case, worker, reason).end_reason == reason


def test_suspicion_of_an_earlier_case_and_of_another_number_locks_too(case, worker, head, section):
    actions.lock_reunion(case, by=worker, reason="Diduga disuruh mengemis.")
    ended(case, worker, EndReason.COMPLETED)
    again = a_case(owner=worker, person=case.person)
    other = a_case(owner=worker)
    pair = actions.propose(case.person, other.person, by=worker, source="officer")
    actions.answer_same(pair, by=head, ground="document", head=case.person)

    for later in (again, other):
        with pytest.raises(actions.ReunionLocked, match=r"mengemis\. Minta"):
            ended(later, worker, EndReason.REUNITED)


def test_type_that_says_trafficking_locks_as_the_flag_does(case, worker):
    actions.set_types(
        case, by=worker, types=[a_ppks_type("18", "Korban trafficking")], reason="Asesmen"
    )
    assert ReunionLock.objects.filter(case=case, cleared_at=None).exists()


def test_other_endings_are_not_locked(case, worker):
    actions.lock_reunion(case, by=worker, reason="Dijemput orang yang tidak dikenal")
    assert ended(case, worker, EndReason.COMPLETED).pk


def test_who_locked_does_not_clear_by_rule_and_by_the_database(case, head, section):
    lock = actions.lock_reunion(case, by=head, reason="Diduga dieksploitasi")
    with pytest.raises(PermissionDenied, match="tidak membuka kuncinya sendiri"):
        actions.clear_reunion(lock, by=head, ground="Sudah diperiksa")
    with (
        pytest.raises(IntegrityError, match="reunion_lock_cleared_by_another"),
        transaction.atomic(),
    ):
        ReunionLock.objects.filter(pk=lock.pk).update(
            cleared_by=head, cleared_at=timezone.now(), ground="x"
        )
    division_head = a_user(Role.DIVISION_HEAD, office=section.parent)
    assert actions.clear_reunion(lock, by=division_head, ground="Diperiksa Unit PPA").cleared_at


def test_family_page_shows_the_lock_to_all_and_the_key_to_the_head(case, worker, head, as_user):
    actions.set_flags(case, by=worker, flags=["trafficking"])
    url = reverse("intake:case_family", args=[case.number])

    assert "Buka kunci" not in as_user(worker).get(url).content.decode()
    page = as_user(head).get(url).content.decode()
    assert "jangan serahkan kepada siapa pun" in page
    assert "Buka kunci" in page


def test_collector_is_proposed_proven_and_decided_on_the_page(case, worker, head, as_user):
    url = reverse("intake:case_family", args=[case.number])
    as_user(worker).post(url, {"act": "collector", "name": "Lastri", "relation": "adik"} | PROOFS)
    collector = Collector.objects.get(person=case.person)

    as_user(head).post(url, {"act": "decide", "collector": collector.pk, "answer": "allow"})

    collector.refresh_from_db()
    assert collector.status == CollectorStatus.ALLOWED


def test_contact_is_written_with_its_number_and_the_journal_does_not_repeat_it(
    case, worker, as_user
):
    url = reverse("intake:case_family", args=[case.number])
    client = as_user(worker)
    met = {"act": "contact", "whom": "adiknya", "channel": "Telepon", "number": "0812 9000 1234"}
    moment = timezone.localtime().strftime("%Y-%m-%dT%H:%M")

    client.post(url, met | {"contacted_at": moment, "result": "undecided"})
    html = client.get(url).content.decode()

    contact = case.person.family_contacts.get()
    assert (contact.number, contact.phone, contact.contacted_by) == (
        "0812 9000 1234",
        "081290001234",
        worker,
    )
    for words in ("Telepon, adiknya", "0812 9000 1234", "Terhubung, belum memutuskan"):
        assert words in html
    assert not Entry.objects.filter(note__contains="9000").exists()


def test_task_mark_and_statement_are_written_on_the_page(case, worker, as_user):
    url = reverse("intake:case_identity", args=[case.number])
    client = as_user(worker)
    due = timezone.localdate() + dt.timedelta(days=3)
    client.post(
        url,
        {"act": "task", "level": "nik", "owner": worker.pk, "asked_of": "", "due_on": str(due)},
    )
    client.post(url, {"act": "mark", "kind": "mole", "region": "hand_left", "words": ""})
    today = str(timezone.localdate())
    client.post(
        url,
        {"act": "statement", "topic": "origin", "words": "Dari Kisaran", "said_on": today}
        | {"heard_by": "Satpam", "language": "Batak"},
    )

    person = case.person
    assert person.identity_tasks.get().due_on == due
    assert person.body_marks.get().region == "hand_left"
    assert person.statements.get().language == "Batak"
