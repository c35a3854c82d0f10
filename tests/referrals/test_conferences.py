"""Case conferences: the call, the meeting kept for good, dissent by name, actions in work lists, papers."""

import datetime as dt
import io

import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from intake.models import CaseStage, Flag, Stage
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import pdf_of
from ppks_service.documents.models import DocumentStatus, IssuedDocument, LetterKind
from ppks_service.journal.models import Entry
from ppks_service.workflow import WrongStatus
from ppks_service.worklist.clocks import Clocks
from referrals import actions, conference_papers
from referrals.models import (
    CaseConference,
    ConferenceAction,
    ConferenceParticipant,
    ConferenceStatus,
    ConferenceSupplement,
)
from referrals.panels import open_ends
from referrals.work_plans import work
from tests.factories import (
    a_called_conference,
    a_case,
    a_held_conference,
    a_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
C = ConferenceStatus


@pytest.fixture
def case(section, worker):
    return a_case(section=section, owner=worker, stage=Stage.ANALYSIS)


def words_of(pdf):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def works(user, kind):
    return [item.what for item in work(user, Clocks()) if item.kind == kind]


# --- The call --------------------------------------------------------------------------------


def test_child_waits_for_no_conference(as_user, section, worker):
    child = a_case(section=section, owner=worker, flags=[Flag.CHILD])
    client = as_user(worker)

    refused = client.get(reverse("referrals:conference_call", args=[child.number]))

    assert refused.status_code == 403
    assert "Anak tidak menunggu pembahasan kasus" in refused.content.decode()
    assert "Anak tidak menunggu" in client.get(
        reverse("referrals:plan", args=[child.number])
    ).content.decode()  # fmt: skip


def test_invitation_names_nobody_but_the_guests(case):
    conference = a_called_conference(case)

    text = words_of(pdf_of(conference.invitation))

    assert case.person.name not in text
    assert case.number in text
    assert "dr. Contoh" in text


def test_called_conference_waits_in_the_lists_of_those_asked(case, worker):
    conference = a_called_conference(case)
    chair = conference.participants.get(role="chair").user

    assert works(chair, "pembahasan") == ["Hadiri pembahasan kasus"]
    CaseConference.objects.update(starts_at=timezone.now() - dt.timedelta(hours=3))
    assert works(worker, "pembahasan") == ["Catat hasil pembahasan kasus"]


def test_one_is_called_at_a_time(case):
    a_called_conference(case)

    with pytest.raises(ValidationError, match="sudah punya pembahasan"):
        a_called_conference(case)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_at": timezone.now() - dt.timedelta(days=1)}, "sudah lewat"),
        ({"by": "stranger"}, "ditangani"),
    ],
)
def test_call_is_refused_in_words(case, fields, sentence):
    if fields.get("by"):
        fields = {"by": a_user()}
    with pytest.raises((ValidationError, PermissionDenied), match=sentence):
        a_called_conference(case, **fields)


def test_nobody_is_called_who_may_not_open_the_file(case, worker):
    stranger = a_user(Role.SECTION_HEAD)
    people = [
        ConferenceParticipant(role="chair", user=stranger, name="x", agency="y"),
        ConferenceParticipant(role="member", name="tamu", agency="y"),
    ]
    conference = CaseConference(
        case=case,
        starts_at=timezone.now() + dt.timedelta(days=1),
        place="Aula",
        question="Ke mana?",
    )

    with pytest.raises(ValidationError, match="Tulis sebagai peserta dari luar"):
        actions.call_conference(conference, people, by=worker)


def test_called_off_withdraws_the_invitation(case, worker):
    conference = a_called_conference(case)

    with pytest.raises(ValidationError, match="mengapa pembahasan batal"):
        actions.cancel_conference(conference, by=worker, reason=" ")
    cancelled = actions.cancel_conference(conference, by=worker, reason="Dokter berhalangan")

    assert cancelled.status == C.CANCELLED
    assert IssuedDocument.objects.get().status == DocumentStatus.WITHDRAWN


def test_case_does_not_end_while_people_are_asked_to_a_conference(case):
    conference = a_called_conference(case)

    assert conference.number in open_ends(case)[0]


# --- What came of it -------------------------------------------------------------------------


def test_held_conference_keeps_dissent_by_name_on_page_and_paper(as_user, case, worker):
    conference = a_held_conference(case)

    page = as_user(worker).get(reverse("referrals:conference", args=[conference.number]))
    paper = words_of(pdf_of(conference.minutes_paper))

    for words in ("Dua kali pindah membebani.", "dr. Contoh", "Rujuk ke UPT contoh"):
        assert words in page.content.decode()
        assert words in paper
    note = Entry.objects.get(action="conference.hold").note
    assert "Tidak sependapat: dr. Contoh." in note
    assert CaseStage.objects.filter(case=case, stage=Stage.PLANNING).exists()


def test_held_conference_is_never_changed_by_anybody(case):
    a_held_conference(case)

    for change in (
        lambda: CaseConference.objects.update(decision="Lain"),
        lambda: CaseConference.objects.update(status=C.CALLED),
        lambda: ConferenceParticipant.objects.update(dissent="", stance="agree"),
        lambda: ConferenceParticipant.objects.all().delete(),
        lambda: ConferenceAction.objects.update(what="Lain"),
        lambda: ConferenceAction.objects.update(owner=None, by_name="Lain"),
    ):
        with pytest.raises(IntegrityError, match="only supplemented"), transaction.atomic():
            change()


def test_held_conference_is_supplemented(case, worker):
    conference = a_held_conference(case)

    actions.supplement_conference(conference, by=worker, text="RSJ menjawab hari ini")

    assert conference.supplements.get().text == "RSJ menjawab hari ini"
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        ConferenceSupplement.objects.update(text="Lain")
    with pytest.raises(WrongStatus):
        actions.hold_conference(
            conference, by=worker, began_at=timezone.now(), ended_at=timezone.now(),
            minutes="x", decision="x", reasons="x", came=[],
        )  # fmt: skip


def test_supplement_before_the_meeting_is_refused(case, worker):
    with pytest.raises(WrongStatus, match="sesudah pembahasan"):
        actions.supplement_conference(a_called_conference(case), by=worker, text="x")


def refused_page_of(client, conference, text):
    url = reverse("referrals:conference_supplement", args=[conference.number])
    answer = client.post(url, {"text": text})
    assert answer.status_code == 200
    assert not ConferenceSupplement.objects.exists()
    return answer.context["form"], answer.content.decode()


def test_refused_supplement_comes_back_with_its_words_and_the_sentence(as_user, case, worker):
    form, page = refused_page_of(as_user(worker), a_held_conference(case), "RSJ\x00 menjawab")

    assert "RSJ\x00 menjawab" in page
    assert form.errors["text"][0] in page
    assert "is-invalid" in page


def test_supplement_to_a_conference_not_yet_held_comes_back_too(as_user, case, worker):
    conference = a_called_conference(case)

    _, page = refused_page_of(as_user(worker), conference, "RSJ menjawab")

    assert "RSJ menjawab</textarea>" in page
    assert "Tambahan ditulis sesudah pembahasan dilaksanakan." in page


def test_child_has_no_conference_whoever_writes_the_row(case):
    conference = a_called_conference(case)
    child = a_case(flags=[Flag.CHILD])

    with pytest.raises(IntegrityError, match="a child waits for no"), transaction.atomic():
        CaseConference.objects.filter(pk=conference.pk).update(case=child)
    columns = "case_id, number, status, starts_at, place, question, agenda, called_by_id, called_at"
    columns += ", minutes, decision, reasons, cancel_reason"
    rest = columns.removeprefix("case_id, number, ")
    with (
        pytest.raises(IntegrityError, match="a child waits for no"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT INTO referrals_caseconference ({columns}) "
            f"SELECT %s, 'CC-9999-0001', {rest} FROM referrals_caseconference WHERE id = %s",
            [child.pk, conference.pk],
        )


def test_minutes_are_written_by_who_was_in_charge(case, section):
    conference = a_called_conference(case)
    other = a_user(Role.SOCIAL_WORKER, office=section)

    with pytest.raises(PermissionDenied, match="pemanggil, pemimpin, atau notulisnya"):
        actions.cancel_conference(conference, by=other, reason="x")


def test_dissent_without_words_is_refused_by_the_database(case):
    a_called_conference(case)

    with pytest.raises(IntegrityError, match="dissent_is_written"), transaction.atomic():
        ConferenceParticipant.objects.update(attendance="present", stance="dissent")
    with pytest.raises(IntegrityError, match="speaks_if_present"), transaction.atomic():
        ConferenceParticipant.objects.update(attendance="excused", stance="agree")


# --- Its actions -----------------------------------------------------------------------------


def test_action_waits_for_its_owner_until_its_result_is_said(case, worker):
    conference = a_held_conference(case)
    action = conference.actions.get()

    assert works(worker, "tindakan_cc") == ["Tindakan contoh 0"]
    with pytest.raises(ValidationError, match="Tulis hasil"):
        actions.settle_conference_action(action, by=worker, status="done")
    actions.settle_conference_action(action, by=worker, status="done", note="Selesai Senin")

    assert works(worker, "tindakan_cc") == []


def test_action_of_an_outsider_is_chased_by_who_answers_for_the_case(case, worker):
    conference = a_called_conference(case)
    CaseConference.objects.update(starts_at=timezone.now() - dt.timedelta(hours=3))
    came = [
        actions.Came(participant=one.pk, attendance="present", stance="agree")
        for one in conference.participants.all()
    ]
    actions.hold_conference(
        conference,
        by=worker,
        began_at=timezone.now() - dt.timedelta(hours=3),
        ended_at=timezone.now() - dt.timedelta(hours=2),
        minutes="x",
        decision="y",
        reasons="z",
        came=came,
        acts=[ConferenceAction(what="Kirim riwayat", by_name="RSJ", due_on=timezone.localdate())],
    )

    assert works(worker, "tindakan_cc") == ["Tagih RSJ: Kirim riwayat"]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_one_action_and_three(
    as_user, case, worker, django_assert_num_queries, rows
):
    conference = a_held_conference(case, acts=rows)
    client = as_user(worker)

    with django_assert_num_queries(23):
        response = client.get(reverse("referrals:conference", args=[conference.number]))

    assert len(response.context["acts"]) == rows


# --- Pages and papers ------------------------------------------------------------------------


def test_conference_is_called_and_held_in_pages(as_user, case, worker, section):
    head = a_user(Role.SECTION_HEAD, office=section)
    client = as_user(worker)
    soon = timezone.localtime() + dt.timedelta(days=1)
    call = {
        "starts_at": soon.strftime("%Y-%m-%dT%H:%M"),
        "place": "Aula",
        "question": "Ke mana?",
        "agenda": "Keadaan\nPilihan",
        "chair": head.pk,
        "clerk": worker.pk,
        "tamu-TOTAL_FORMS": "4",
        "tamu-INITIAL_FORMS": "0",
        "tamu-0-name": "dr. Contoh",
        "tamu-0-agency": "RSJ",
    }
    client.post(reverse("referrals:conference_call", args=[case.number]), call)
    conference = CaseConference.objects.get()
    chair, clerk, guest = conference.participants.order_by("pk")
    CaseConference.objects.update(starts_at=timezone.now() - dt.timedelta(hours=3))
    ended = timezone.localtime() - dt.timedelta(hours=1)
    held = {
        "began_at": (ended - dt.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "ended_at": ended.strftime("%Y-%m-%dT%H:%M"),
        "minutes": "x",
        "decision": "Ke UPT",
        "reasons": "y",
        f"p{chair.pk}-attendance": "present",
        f"p{chair.pk}-stance": "agree",
        f"p{clerk.pk}-attendance": "present",
        f"p{clerk.pk}-stance": "abstain",
        f"p{guest.pk}-attendance": "online",
        f"p{guest.pk}-stance": "dissent",
        "tindakan-TOTAL_FORMS": "4",
        "tindakan-INITIAL_FORMS": "0",
        "tindakan-0-what": "Antar",
        "tindakan-0-owner": worker.pk,
        "tindakan-0-due_on": timezone.localdate().isoformat(),
    }
    url = reverse("referrals:conference_hold", args=[conference.number])

    wordless = client.post(url, held)
    client.post(url, held | {f"p{guest.pk}-dissent": "Terlalu jauh"})

    assert "Tulis pendapatnya" in wordless.content.decode()
    conference.refresh_from_db()
    assert conference.status == C.HELD
    assert conference.actions.get().owner == worker
    file = client.get(reverse("intake:case_show", args=[case.number])).content.decode()
    assert conference.number in file


def test_attendance_list_is_printed_before_and_after(as_user, case, worker):
    conference = a_called_conference(case)
    before = words_of(conference_papers.attendance_pdf(conference))

    answer = as_user(worker).get(
        reverse("referrals:conference_attendance", args=[conference.number])
    )

    assert answer["Content-Type"] == "application/pdf"
    assert "dr. Contoh" in before
    assert case.person.name not in before


def test_conference_of_a_file_that_is_closed_to_the_reader_is_not_found(as_user, case):
    conference = a_called_conference(case)
    stranger = as_user(a_user())

    for name in ("conference", "conference_hold", "conference_attendance"):
        answer = stranger.get(reverse(f"referrals:{name}", args=[conference.number]))
        assert answer.status_code == 404


def test_papers_have_numbers_of_their_own_series(case):
    conference = a_held_conference(case)

    kinds = {conference.invitation.kind, conference.minutes_paper.kind}
    assert kinds == {LetterKind.CONFERENCE_CALL, LetterKind.CONFERENCE_MINUTES}
